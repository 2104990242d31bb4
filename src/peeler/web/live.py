"""Server-sent events: a page that waits is told the versions of what its viewer may see, as often as they change."""

import json
from asyncio import sleep, to_thread
from collections.abc import AsyncIterator
from threading import Lock
from time import monotonic

from anyio import Event
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import Response

from peeler.answers.versions import Versions, follow, versions
from peeler.terms.viewers import Viewer
from peeler.web.asking import Behind

EVERY = 1.0  # seconds; a page is told at most so often
PING = 15  # seconds between signs of life, so that a page learns that nobody is there


class Watch:
    """The versions as one viewer sees them, looked up at most once a second however many pages wait."""

    def __init__(self, behind: Behind, viewer: Viewer) -> None:
        self._behind, self._viewer = behind, viewer
        self._lock = Lock()
        self._seen: tuple[float, Versions] | None = None

    def begin(self) -> Versions:
        """The versions for a page that begins to wait; noted in the access log."""
        with self._behind.asking(self._viewer) as ask:
            return ask(follow)

    def now(self) -> Versions:
        """The versions, at most a second old."""
        with self._lock:
            if self._seen is None or monotonic() - self._seen[0] >= EVERY:
                with self._behind.asking(self._viewer) as ask:
                    self._seen = (monotonic(), ask(versions))
            return self._seen[1]


async def live(request: Request, watch: Watch) -> Response:
    """The stream of one page: the versions at once, then whenever they have changed."""
    begun, ending = await to_thread(watch.begin), Event()

    async def told() -> AsyncIterator[ServerSentEvent]:
        last: Versions | None = None
        seen = begun
        while not ending.is_set() and not await request.is_disconnected():
            if seen != last:
                last = seen
                yield ServerSentEvent(event="versions", data=as_text(seen))
            await sleep(EVERY)
            seen = await to_thread(watch.now)

    # When Peeler stops, the stream is told first, so that it ends as it should.
    return EventSourceResponse(told(), ping=PING, shutdown_event=ending, shutdown_grace_period=2 * EVERY)


def as_text(seen: Versions) -> str:
    """Versions as the text of an event."""
    return json.dumps({"types": dict(seen.types), "loading": seen.loading}, separators=(",", ":"))
