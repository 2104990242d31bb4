"""Headlines: how are we doing? The figures of the board `home`, each with its verdict and the door to its trend."""

from starlette.requests import Request
from starlette.responses import Response

from peeler.answers.boards import BoardQuestion, board
from peeler.answers.measure import MeasureQuestion
from peeler.terms.errors import NotAllowed
from peeler.web.asking import Ask
from peeler.web.headlines import Headline, headline_of_figure, headline_of_measure
from peeler.web.parameters import MOMENTS, Asked, asked
from peeler.web.rendering import Pages, moments_of

QUESTION = "How are we doing?"
BOARD, MOST = "home", 12


def page(request: Request, pages: Pages) -> Response:
    """The headlines as at and as known at the address's moments; NotAllowed for a viewer who may see none."""
    said, moments = asked(request.query_params.multi_items(), MOMENTS), moments_of(request)
    catalogue = pages.behind.catalogue
    with pages.behind.asking(pages.viewer) as ask:
        if BOARD not in catalogue.boards:
            lines, quiet = of_measures(ask, pages, said)
            frame = pages.frame(request, QUESTION, "home", as_at=said.moment("at"), as_known=said.moment("known"))
            return pages.show("headlines.html", frame, lines=lines, quiet=quiet, board="")
        answer = ask(board, BoardQuestion(BOARD, said.moment("at"), said.moment("known")))
        made = [(one.title, headline_of_figure(ask, one, catalogue, moments)) for one in answer.figures]
    frame = pages.frame(request, QUESTION, "home", as_at=answer.as_at, as_known=answer.as_known, feeds=answer.freshness)
    lines, quiet = told(made)
    return pages.show("headlines.html", frame, lines=lines, quiet=quiet, board=f"/boards/{BOARD}")


def told(made: list[tuple[str, Headline | None]]) -> tuple[list[Headline], list[str]]:
    """The headlines, and the titles of those that have nothing to say yet."""
    return [line for _, line in made if line is not None], [title for title, line in made if line is None]


def of_measures(ask: Ask, pages: Pages, said: Asked) -> tuple[list[Headline], list[str]]:
    """The first measures of a catalogue that has no board of headlines; NotAllowed where the viewer may see none of them."""
    catalogue, moments, made, refused = pages.behind.catalogue, [p for p in said.pairs if p[0] in MOMENTS], [], None
    for name in list(catalogue.measures)[:MOST]:
        try:
            question = MeasureQuestion(name, said.moment("at"), said.moment("known"))
            line = headline_of_measure(ask, name, catalogue, moments, question)
        except NotAllowed as refusal:
            refused = refusal
            continue
        made.append((catalogue.measures[name].file.title, line))
    if refused is not None and not made:
        raise refused
    return told(made)
