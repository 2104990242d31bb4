"""Accessibility statement: who can use these pages, how that was checked, and what is not right yet."""

from starlette.requests import Request
from starlette.responses import Response

from peeler.web.parameters import MOMENTS, asked
from peeler.web.rendering import Pages


def page(request: Request, pages: Pages) -> Response:
    """The statement."""
    asked(request.query_params.multi_items(), MOMENTS)
    return pages.show("accessibility.html", pages.frame(request, "Can everyone use these pages?", "", timeless=True))
