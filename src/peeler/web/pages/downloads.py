"""A trend as CSV and as JSON, with as at, as known and the definition's version on every row."""

import csv
import io
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from peeler.answers.measure import MeasureAnswer, measure
from peeler.answers.measure_json import measure_json, worded
from peeler.terms.clocks import iso
from peeler.terms.errors import RequestError
from peeler.web.pages.errors import status_of
from peeler.web.parameters import TRENDS, asked, measure_question
from peeler.web.rendering import Pages

FORMULA = ("=", "+", "-", "@", "\t", "\r")
NESTED = ("parts", "dimensions")


def answer_of(request: Request, pages: Pages) -> MeasureAnswer:
    """The answer an address asks for."""
    question = measure_question(asked(request.query_params.multi_items(), TRENDS), pages.behind.catalogue)
    with pages.behind.asking(pages.viewer) as ask:
        return ask(measure, question)


def json_file(request: Request, pages: Pages) -> Response:
    """The answer as the JSON that programs rely on; a refusal is ``{"error": ...}`` with status 400 or 403."""
    try:
        answer = answer_of(request, pages)
    except RequestError as problem:
        return JSONResponse({"error": str(problem)}, status_of(problem))
    text = json.dumps(measure_json(answer), ensure_ascii=False, indent=1)
    return Response(text + "\n", media_type="application/json", headers=attachment(answer, "json"))


def csv_file(request: Request, pages: Pages) -> Response:
    """The rows as CSV in UTF-8; a refusal is one line of text with status 400 or 403."""
    try:
        answer = answer_of(request, pages)
    except RequestError as problem:
        return PlainTextResponse(f"{problem}\n", status_of(problem))
    return Response(csv_text(answer), media_type="text/csv; charset=utf-8", headers=attachment(answer, "csv"))


def attachment(answer: MeasureAnswer, kind: str) -> dict[str, str]:
    """A file name of the measure's own key."""
    return {"Content-Disposition": f'attachment; filename="{answer.question.measure}.{kind}"'}


def csv_text(answer: MeasureAnswer) -> str:
    """One line a row; what bounds the numbers stands on every line, so that a line may be quoted by itself."""
    bounds = {
        "measure": answer.question.measure,
        "version": answer.definition.version,
        "as_at": iso(answer.as_at),
        "as_known": iso(answer.as_known),
        "synthetic": answer.synthetic,
    }
    told = [worded(row) for row in measure_json(answer)["rows"]]
    rows = [{**{k: v for k, v in row.items() if k not in NESTED}, **bounds} for row in told]
    columns = list(dict.fromkeys(key for row in rows for key in row)) or list(bounds)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: safe(value) for key, value in row.items()} for row in rows)
    return out.getvalue()


def safe(value: Any) -> Any:
    """A text that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
