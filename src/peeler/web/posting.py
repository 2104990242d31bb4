"""What a page may send: from a page of ours alone, with the token it was given, as a small form (no other site can send it)."""

import hmac
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes
from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

from peeler.terms.errors import RequestError
from peeler.terms.viewers import Viewer

LARGEST = 20_000  # bytes of a form
MOST_FIELDS = 20
TOKEN = "token"  # noqa: S105 (the name of a field)
KIND = "application/x-www-form-urlencoded"
STALE = "this form is none that Peeler has given out since it was started; open its page again, and send it from there"


@dataclass(frozen=True)
class Posting:
    """A secret of this process, by which it knows the forms it gave out."""

    secret: bytes = field(default_factory=lambda: token_bytes(32), repr=False)

    def token(self, viewer: Viewer) -> str:
        """What a form carries: good for one viewer, as long as the process lives."""
        return hmac.new(self.secret, viewer.name.encode(), sha256).hexdigest()

    def check(self, request: Request, form: dict[str, str], viewer: Viewer) -> None:
        """RequestError unless the form is one of ours, sent from a page of ours."""
        own = hmac.compare_digest(form.get(TOKEN, "").encode(), self.token(viewer).encode())
        if not own or not from_here(request):
            raise RequestError(STALE)


def from_here(request: Request) -> bool:
    """Whether a browser says that the request comes from a page of this very address."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    # Pages send no referrer, so that a browser may say "null" of its own; without any such word the token alone decides.
    origin = request.headers.get("origin", "null")
    return origin == "null" or urlsplit(origin).netloc == request.headers.get("host")


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form, each once; an HTTPException for what is no form or too large a one."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != KIND:
        raise HTTPException(415)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise HTTPException(413)
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as problem:
        raise HTTPException(400) from problem
    return dict(pairs)
