"""Pattern: when in the week does it happen? Two small charts, their tables, and whether it is more than chance."""

from starlette.requests import Request
from starlette.responses import Response

from peeler.answers.pattern import PatternQuestion, pattern
from peeler.web.parameters import TRENDS, address, asked, measure_pairs, measure_question
from peeler.web.pattern import pattern_view
from peeler.web.rendering import Pages
from peeler.web.subject import subject_of

QUESTION = "When in the week does it happen?"
ALLOWED = tuple(name for name in TRENDS if name not in ("every", "by", "rolling"))


def page(request: Request, pages: Pages) -> Response:
    """The pattern of one measure; RequestError for what has no hour."""
    said, catalogue = asked(request.query_params.multi_items(), ALLOWED), pages.behind.catalogue
    asks = measure_question(said, catalogue)
    question = PatternQuestion(asks.measure, asks.at, asks.known, asks.start, asks.end, asks.where, asks.variant)
    with pages.behind.asking(pages.viewer) as ask:
        answer = ask(pattern, question)
    frame = pages.frame(request, QUESTION, "trends", as_at=answer.as_at, as_known=asks.known)
    pairs = [(name, text) for name, text in measure_pairs(asks, said) if name != "every"]
    view = pattern_view(subject_of(catalogue.measures[asks.measure]), answer)
    return pages.show(
        "pattern.html", frame, view=view, title=answer.definition.title, trend=address("/trends", pairs),
        explain=f"/explain/{asks.measure}",
    )  # fmt: skip
