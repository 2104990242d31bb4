"""Conformance: what happened that should never happen? Every rule with its number, and the records behind it."""

from starlette.requests import Request
from starlette.responses import Response

from peeler.answers.conformance import ConformanceQuestion, conformance
from peeler.web.conformance import conformance_view
from peeler.web.frame import late_words
from peeler.web.parameters import MOMENTS, asked
from peeler.web.rendering import Pages

QUESTION = "What happened that should never happen?"


def page(request: Request, pages: Pages) -> Response:
    """The rules as at and as known at the address's moments, of the time it names."""
    said = asked(request.query_params.multi_items(), ("from", "to", *MOMENTS))
    question = ConformanceQuestion(
        said.moment("at"), said.moment("known"), said.moment("from", "start"), said.moment("to")
    )
    with pages.behind.asking(pages.viewer) as ask:
        answer = ask(conformance, question)
    frame = pages.frame(
        request, QUESTION, "progress", as_at=answer.as_at, as_known=answer.as_known, feeds=answer.freshness
    ).looking(ahead=answer.ahead)  # fmt: skip
    return pages.show("paths.html", frame, view=conformance_view(answer, said.pairs), late=late_words(answer.freshness))
