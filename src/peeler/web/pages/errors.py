"""The pages for what went wrong: what happened, in one line, and what to do next."""

from collections.abc import Callable, Coroutine
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from peeler.terms.errors import NotAllowed, RequestError, Trouble
from peeler.web.rendering import Pages

Handler = Callable[[Request, Any], Coroutine[Any, Any, Response]]
WORDS = {
    400: ("That cannot be answered as asked", "Something in the address is not as Peeler knows it."),
    403: (
        "You may not see this",
        "If your work needs it, ask whoever looks after access to Peeler in your force.",
    ),
    404: ("There is no such page", "The address may be mistyped, or the page may have moved."),
    405: ("This page can only be read", "Use one of the pages below."),
    413: ("That is more than can be sent", "Write less, and send it again."),
    415: ("That cannot be sent", "Only what Peeler's own pages send is taken."),
    500: (
        "Something went wrong in Peeler",
        "It is not your doing, and nothing has been changed. Try again; if it stays so, tell whoever keeps Peeler.",
    ),
}


def problem_page(request: Request, pages: Pages, status: int, line: str = "") -> Response:
    """The page for a status, with the one line that says what was wrong."""
    title, advice = WORDS.get(status, WORDS[500] if status >= 500 else WORDS[400])
    frame = pages.frame(request, title, "", timeless=True)
    return pages.show("problem.html", frame, status, line=line, advice=advice)


def status_of(problem: Exception) -> int:
    """403 for what this viewer may not have, 503 for what cannot be done now, 400 for what nobody can ask."""
    return 403 if isinstance(problem, NotAllowed) else 503 if isinstance(problem, Trouble) else 400


def handlers(pages: Pages) -> dict[int | type[Exception], Handler]:
    """What the application does with each kind of failure."""

    async def wrong_request(request: Request, problem: Exception) -> Response:
        return problem_page(request, pages, status_of(problem), str(problem))

    async def refused(request: Request, problem: Exception) -> Response:
        status = problem.status_code if isinstance(problem, HTTPException) else 500
        response = problem_page(request, pages, status)
        if isinstance(problem, HTTPException) and problem.headers:
            response.headers.update(problem.headers)
        return response

    return {RequestError: wrong_request, HTTPException: refused}
