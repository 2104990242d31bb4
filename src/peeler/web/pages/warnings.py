"""Warning signs: what has changed that somebody should look at? By harm and strength, each with the door to its trend."""

from starlette.requests import Request
from starlette.responses import Response

from peeler.answers.warning_answer import WarningsQuestion
from peeler.answers.warning_signs import warning_signs
from peeler.web.parameters import MOMENTS, asked
from peeler.web.rendering import Pages, moments_of
from peeler.web.warnings import warnings_view

QUESTION = "What has changed that somebody should look at?"


def page(request: Request, pages: Pages) -> Response:
    """The warning signs as at and as known at the address's moments."""
    said = asked(request.query_params.multi_items(), MOMENTS)
    question = WarningsQuestion(said.moment("at"), said.moment("known"))
    with pages.behind.asking(pages.viewer) as ask:
        answer = ask(warning_signs, question)
    frame = pages.frame(request, QUESTION, "home", as_at=answer.as_at, as_known=question.known)
    return pages.show("warnings.html", frame, view=warnings_view(answer, pages.behind.catalogue, moments_of(request)))
