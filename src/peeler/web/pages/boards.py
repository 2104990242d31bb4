"""Boards: figures that belong together, each as a sentence with interval, n and comparator; and as files."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from peeler.answers.board_json import board_json
from peeler.answers.boards import BoardAnswer, BoardQuestion, board
from peeler.answers.listing import list_kind
from peeler.publications.ods import ods
from peeler.publications.pdf import pdf
from peeler.publications.xlsx import xlsx
from peeler.terms.errors import RequestError
from peeler.web.board import board_view, charts
from peeler.web.figures import Figure
from peeler.web.pages.documents import attached, csv_of, pictured
from peeler.web.pages.errors import status_of
from peeler.web.papers import paper_of_board
from peeler.web.parameters import MOMENTS, asked
from peeler.web.rendering import Pages, moments_of

QUESTION = "Which figures belong together?"
MADE = {"xlsx": xlsx, "ods": ods, "pdf": pdf}


def every_board(request: Request, pages: Pages) -> Response:
    """All boards there are, and the way to what was saved."""
    asked(request.query_params.multi_items(), MOMENTS)
    with pages.behind.asking(pages.viewer) as ask:
        listed = ask(list_kind, "boards").listed
    return pages.show("boards.html", pages.frame(request, QUESTION, "boards", timeless=True), boards=listed)


def answer_of(request: Request, pages: Pages, *, drawn: bool) -> tuple[BoardAnswer, dict[int, Figure]]:
    """A board's answer at the moments of the address, with its charts where they are wanted; a 404 for no such board."""
    said = asked(request.query_params.multi_items(), MOMENTS)
    name, catalogue = str(request.path_params["board"]), pages.behind.catalogue
    if name not in catalogue.boards:
        raise HTTPException(404)
    with pages.behind.asking(pages.viewer) as ask:
        answer = ask(board, BoardQuestion(name, said.moment("at"), said.moment("known")))
        return answer, charts(ask, answer, catalogue) if drawn else {}


def page(request: Request, pages: Pages) -> Response:
    """One board."""
    answer, drawn = answer_of(request, pages, drawn=True)
    frame = pages.frame(
        request, answer.title, "boards", as_at=answer.as_at, as_known=answer.as_known, feeds=answer.freshness
    )
    return pages.show("board.html", frame, view=board_view(answer, drawn, moments_of(request)))


def file(request: Request, pages: Pages) -> Response:
    """A board as PDF, ODS, XLSX, CSV or JSON; a refusal is one line of text."""
    kind = str(request.path_params["kind"])
    if kind not in (*MADE, "csv", "json"):
        raise HTTPException(404)
    try:
        answer, drawn = answer_of(request, pages, drawn=kind == "pdf")
        name = answer.question.board
        if kind == "json":
            return JSONResponse(board_json(answer), headers=attached(name, kind))
        paper = paper_of_board(answer, drawn, pages.behind.catalogue)
        if kind == "csv":
            return csv_of(paper.sections[0].table, paper.facts, name)
        return Response(MADE[kind](paper), headers=attached(name, kind))
    except RequestError as problem:
        return PlainTextResponse(f"{problem}\n", status_of(problem))


def chart(request: Request, pages: Pages) -> Response:
    """One chart of a board as SVG or PNG; a 404 where there is none."""
    answer, drawn = answer_of(request, pages, drawn=True)
    place, kind = str(request.path_params["place"]), str(request.path_params["kind"])
    figure = drawn.get(int(place)) if place.isascii() and place.isdigit() and len(place) < 4 else None
    told = answer.figures[int(place)].answer if figure is not None else None
    if figure is None or told is None or kind not in ("svg", "png"):
        raise HTTPException(404)
    return pictured(figure, told, pages.behind.catalogue, f"{answer.question.board}-{place}", kind)
