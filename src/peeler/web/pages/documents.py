"""A measure's answer as a document: XLSX, ODS, PDF, and its chart as SVG and PNG, with as at and as known in each."""

import csv
import io
from collections.abc import Iterable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from peeler.answers.measure import MeasureAnswer, measure
from peeler.definitions.catalogue import Catalogue
from peeler.publications.document import DocumentTable
from peeler.publications.ods import MIME, ods
from peeler.publications.pdf import pdf
from peeler.publications.pictures import Words, picture, png
from peeler.publications.xlsx import xlsx
from peeler.terms.errors import RequestError
from peeler.web.board import chart
from peeler.web.figures import Figure
from peeler.web.origins import origin
from peeler.web.pages.downloads import safe
from peeler.web.pages.errors import status_of
from peeler.web.papers import paper_of_measure
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
            answer = ask(measure, question)
            drawn = chart(ask, answer, catalogue) if kind not in ("xlsx", "ods") else None
        if kind in MADE:
            made = MADE[kind](paper_of_measure(answer, catalogue, drawn))
            return Response(made, headers=attached(question.measure, kind))
        return pictured(drawn, answer, catalogue, question.measure, kind)
    except RequestError as problem:
        return PlainTextResponse(f"{problem}\n", status_of(problem))


def pictured(drawn: Figure | None, answer: MeasureAnswer, catalogue: Catalogue, name: str, kind: str) -> Response:
    """A chart as a file, with its title, source, as at and as known in the picture; RequestError where there is none."""
    if drawn is None:
        raise RequestError("there is no chart of one number; ask for several periods or groups")
    where = origin(answer, catalogue)
    foot = f"Source: {where.sources}. As at {where.as_at}, as known {where.as_known}."
    foot += " Synthetic data." if answer.synthetic else ""
    svg = picture(str(drawn.wide), Words(drawn.title, drawn.subtitle, foot, drawn.alternative))
    return Response(svg if kind == "svg" else png(svg), headers=attached(name, kind))


def attached(name: str, kind: str) -> dict[str, str]:
    """The headers of a file to be kept."""
    return {"Content-Disposition": f'attachment; filename="{name}.{kind}"', "Content-Type": TYPES[kind]}


def csv_of(table: DocumentTable, facts: Iterable[tuple[str, str]], name: str) -> Response:
    """A table as CSV in UTF-8, with what bounds its numbers on every line, so that a line may be quoted by itself."""
    bounds = [said for said in facts if said[0] in ("As at", "As known", "Board")]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*(column.name for column in table.columns), *(name for name, _ in bounds)])
    writer.writerows([*map(safe, row), *(said for _, said in bounds)] for row in table.rows)
    return Response(out.getvalue(), headers=attached(name, "csv"))
