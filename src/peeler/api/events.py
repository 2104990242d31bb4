"""POST /api/events: a batch of event envelopes from one source, acknowledged when it is durable."""

from asyncio import to_thread, wrap_future

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from peeler.refresh.pushed import PushOutcome
from peeler.workspace.pushing import Pushing, TooMuch

MOST_REASONS = 1_000
ENCODED = "send the body as it is, without Content-Encoding"


async def push_events(request: Request, pushing: Pushing) -> Response:
    """Takes JSON lines or one JSON array; 200 where every line was taken or known, 422 where any was refused.

    What is good is kept either way, and a batch may be sent again at any time: what is known changes nothing.
    """
    source = pushing.source_of(bearer(request))
    if request.headers.get("content-encoding", "identity") != "identity":
        return JSONResponse({"error": ENCODED}, status_code=415)
    size = declared_size(request, pushing.limits.body)
    with pushing.room_for(size):
        body = await bounded_body(request, size)
        batch = await to_thread(pushing.read, source, body)
        del body
        return told(await wrap_future(pushing.offer(batch)))


def bearer(request: Request) -> str | None:
    """The token of a request, as RFC 6750 sends it."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def declared_size(request: Request, limit: int) -> int:
    """How large the body may be: as large as it says, or as large as any where it does not say; TooMuch beyond that."""
    said = request.headers.get("content-length", "")
    if said.isdigit() and int(said) > limit:
        raise TooMuch(f"a body of {int(said):,} bytes, more than {limit:,}; send it in smaller batches")
    return int(said) if said.isdigit() else limit


async def bounded_body(request: Request, limit: int) -> bytes:
    """The body, read no further than it may be long."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise TooMuch(f"a body of more than {limit:,} bytes; send it in smaller batches")
    return bytes(body)


def told(outcome: PushOutcome) -> Response:
    """What became of a batch, in lines: read = accepted + duplicate + quarantined, and each refused line's reason."""
    refused = [{"line": row.line, "reason": row.reason} for row in outcome.quarantined[:MOST_REASONS]]
    said = {
        "read": outcome.read,
        "accepted": outcome.accepted,
        "duplicate": outcome.duplicate,
        "quarantined": len(outcome.quarantined),
        "refused": refused,
    }
    return JSONResponse(said, status_code=422 if outcome.quarantined else 200)
