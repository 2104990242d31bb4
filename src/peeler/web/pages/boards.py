"""Boards: figures that belong together, each as a sentence with interval, n and comparator; and as files."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from peeler.answers.board_json import board_json
from peeler.answers.boards import BoardAnswer, BoardQuestion, board
from peeler.answers.listing import list_kind
from peeler.terms.errors import RequestError
from peeler.web.asking import Ask
from peeler.web.board import board_view, charts
from peeler.web.board import chart as one_chart
from peeler.web.pages.documents import MADE, attached, document_of_board, pictured
from peeler.web.pages.errors import status_of
from peeler.web.parameters import MOMENTS, asked
from peeler.web.rendering import Pages, moments_of

QUESTION = "Which figures belong together?"


def every_board(request: Request, pages: Pages) -> Response:
    """All boards there are, and the way to what was saved."""
    asked(request.query_params.multi_items(), MOMENTS)
    with pages.behind.asking(pages.viewer) as ask:
        listed = ask(list_kind, "boards").listed
    return pages.show("boards.html", pages.frame(request, QUESTION, "boards", timeless=True), boards=listed)


def answer_of(ask: Ask, request: Request, pages: Pages) -> BoardAnswer:
    """A board's answer at the moments of the address; a 404 for no such board."""
    said = asked(request.query_params.multi_items(), MOMENTS)
    name = str(request.path_params["board"])
    if name not in pages.behind.catalogue.boards:
        raise HTTPException(404)
    return ask(board, BoardQuestion(name, said.moment("at"), said.moment("known")))


def page(request: Request, pages: Pages) -> Response:
    """One board."""
    with pages.behind.asking(pages.viewer) as ask:
        answer = answer_of(ask, request, pages)
        drawn = charts(ask, answer, pages.behind.catalogue)
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
        with pages.behind.asking(pages.viewer) as ask:
            answer = answer_of(ask, request, pages)
            name = answer.question.board
            if kind == "json":
                return JSONResponse(board_json(answer), headers=attached(name, kind))
            made = document_of_board(ask, answer, kind, pages.behind.catalogue)
            return Response(made, headers=attached(name, kind))
    except RequestError as problem:
        return PlainTextResponse(f"{problem}\n", status_of(problem))


def chart(request: Request, pages: Pages) -> Response:
    """One chart of a board as SVG or PNG; a 404 where there is none."""
    place, kind = str(request.path_params["place"]), str(request.path_params["kind"])
    with pages.behind.asking(pages.viewer) as ask:
        answer, catalogue = answer_of(ask, request, pages), pages.behind.catalogue
        found = [one.answer for one in answer.figures if str(one.place) == place and one.answer is not None]
        drawn = one_chart(ask, found[0], catalogue) if found else None
    if drawn is None or kind not in ("svg", "png"):
        raise HTTPException(404)
    return Response(
        pictured(drawn, found[0], catalogue, kind), headers=attached(f"{answer.question.board}-{place}", kind)
    )
