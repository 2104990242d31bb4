"""The HTTP interface for programmes, mounted under /api beside the pages: sources push events here."""

import logging
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from peeler.api.events import push_events
from peeler.api.refusals import refusal
from peeler.terms.errors import RequestError
from peeler.workspace.pushing import Pushing

log = logging.getLogger(__name__)
Endpoint = Callable[[Request, Pushing], Awaitable[Response]]


def make_api(pushing: Pushing) -> Starlette:
    """The interface over the queue of pushes."""
    return Starlette(routes=[Route("/events", endpoint(push_events, pushing), methods=["POST"])])


def endpoint(function: Endpoint, pushing: Pushing) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint as Starlette calls it; what is refused, and what fails, is told in one line of JSON without data."""

    async def answered(request: Request) -> Response:
        try:
            return await function(request, pushing)
        except RequestError as problem:
            return refusal(problem)
        except Exception as failure:  # noqa: BLE001 -- whatever failed, the sender gets an answer
            log.error("a push failed: %s", type(failure).__name__)  # noqa: TRY400 -- a traceback would show data
            return JSONResponse({"error": "Peeler failed; nothing of this was kept. Send it again."}, status_code=500)

    return answered
