"""Answers and boards as documents: CSV, XLSX, ODS, PDF, and charts as SVG and PNG, with as at and as known in each."""

import csv
import io

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from peeler.answers.boards import BoardAnswer
from peeler.answers.measure import MeasureAnswer, measure
from peeler.definitions.catalogue import Catalogue
from peeler.publications.document import Document
from peeler.publications.ods import MIME, ods
from peeler.publications.pdf import pdf
from peeler.publications.pictures import Words, picture, png
from peeler.publications.xlsx import xlsx
from peeler.terms.errors import RequestError
from peeler.web.asking import Ask
from peeler.web.board import chart, charts
from peeler.web.figures import Figure
from peeler.web.origins import origin
from peeler.web.pages.downloads import safe
from peeler.web.pages.errors import status_of
from peeler.web.papers import paper_of_board, paper_of_measure
from peeler.web.parameters import TRENDS, asked, measure_question
from peeler.web.rendering import Pages

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": MIME,
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
}
MADE = {"xlsx": xlsx, "ods": ods, "pdf": pdf}


def file(request: Request, pages: Pages) -> Response:
    """The answer an address asks for, as a file of the kind it ends in; a refusal is one line of text."""
    kind, catalogue = str(request.path_params["kind"]), pages.behind.catalogue
    if kind not in (*MADE, "svg", "png"):
        raise HTTPException(404)
    try:
        question = measure_question(asked(request.query_params.multi_items(), TRENDS), catalogue)
        with pages.behind.asking(pages.viewer) as ask:
            made = document_of_measure(ask, ask(measure, question), kind, catalogue)
    except RequestError as problem:
        return PlainTextResponse(f"{problem}\n", status_of(problem))
    return Response(made, headers=attached(question.measure, kind))


def document_of_measure(ask: Ask, answer: MeasureAnswer, kind: str, catalogue: Catalogue) -> bytes:
    """A measure's answer as bytes of a kind; RequestError for a picture of one number, or a system that cannot draw."""
    drawn = chart(ask, answer, catalogue) if kind in ("pdf", "svg", "png") else None
    if kind in ("svg", "png"):
        return pictured(drawn, answer, catalogue, kind)
    paper = paper_of_measure(answer, catalogue, drawn)
    return csv_text(paper).encode() if kind == "csv" else MADE[kind](paper)


def document_of_board(ask: Ask, answer: BoardAnswer, kind: str, catalogue: Catalogue) -> bytes:
    """A board's answer as bytes of a kind; RequestError where the system cannot draw."""
    drawn = charts(ask, answer, catalogue) if kind == "pdf" else {}
    paper = paper_of_board(answer, drawn, catalogue)
    return csv_text(paper).encode() if kind == "csv" else MADE[kind](paper)


def pictured(drawn: Figure | None, answer: MeasureAnswer, catalogue: Catalogue, kind: str) -> bytes:
    """A chart as SVG or PNG, with its title, source, as at and as known in it; RequestError where there is none."""
    if drawn is None:
        raise RequestError("there is no chart of one number; ask for several periods or groups")
    where = origin(answer, catalogue)
    foot = f"Source: {where.sources}. As at {where.as_at}, as known {where.as_known}."
    foot = " ".join([*(f"{mark.letter}: {mark.words}" for mark in drawn.marks), foot])
    foot += " Synthetic data." if answer.synthetic else ""
    svg = picture(str(drawn.wide), Words(drawn.title, drawn.subtitle, foot, drawn.alternative))
    return svg.encode() if kind == "svg" else png(svg)


def attached(name: str, kind: str) -> dict[str, str]:
    """The headers of a file to be kept."""
    return {"Content-Disposition": f'attachment; filename="{name}.{kind}"', "Content-Type": TYPES[kind]}


def csv_text(paper: Document) -> str:
    """A document's first table as CSV, with what bounds its numbers on every line, so that a line may be quoted by itself."""
    table, out = paper.sections[0].table, io.StringIO()
    kept = [(name, said) for name, said in paper.facts if name in ("As at", "As known", "Board")]
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*(column.name for column in table.columns), *(name for name, _ in kept)])
    writer.writerows([*map(safe, row), *(said for _, said in kept)] for row in table.rows)
    return out.getvalue()
