"""Progress: where do cases wait? The sentence, the map of how work moves, times, ways, what came back and what stands still."""

import csv
import io
import json

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from peeler.answers.progress.flow import progress
from peeler.answers.progress.flow_answer import ProgressAnswer
from peeler.answers.progress.flow_json import progress_json
from peeler.definitions.progress import ProgressDefinition
from peeler.terms.clocks import iso
from peeler.terms.errors import NotAllowed, RequestError
from peeler.web.frame import feed_text, late_words
from peeler.web.pages.downloads import safe
from peeler.web.pages.errors import status_of
from peeler.web.parameters import Asked, address, asked
from peeler.web.progress import every_one, progress_view
from peeler.web.progress_doors import ALLOWED, another
from peeler.web.progress_form import as_written, progress_form, question_of
from peeler.web.rendering import Pages

QUESTION = "Where do cases wait?"


def page(request: Request, pages: Pages) -> Response:
    """The page; with a wrong address its one-line error beside the form."""
    pairs = request.query_params.multi_items()
    try:
        return answered(request, pages, asked(pairs, ALLOWED))
    except NotAllowed:
        raise
    except RequestError as problem:
        frame = pages.frame(request, "That cannot be answered as asked", "progress", timeless=True)
        form = progress_form(as_written(pairs), pages.behind.catalogue.progress, str(problem))
        return pages.show("progress_wrong.html", frame, 400, form=form, problem=str(problem))


def answered(request: Request, pages: Pages, said: Asked) -> Response:
    """The page of one question."""
    known = pages.behind.catalogue.progress
    question = question_of(said, known)
    with pages.behind.asking(pages.viewer) as ask:
        answer = ask(progress, question)
    frame = pages.frame(
        request, QUESTION, "progress", as_at=answer.as_at if question.at is not None else answer.asked_at, as_known=answer.as_known,
        feeds=answer.freshness,
    ).looking(ahead=answer.ahead).following(answer.as_known)  # fmt: skip
    definition = known[answer.name]
    return pages.show(
        "progress.html", frame, view=progress_view(answer, said.pairs), form=progress_form(said, known), late=late_words(answer.freshness),
        feeds=tuple(feed_text(feed) for feed in answer.freshness), file=definition.file, version=answer.version[:12],
        beside=beside(definition, said), alone=another(said.pairs, against="") if question.against else "",
        other_way=other_way(answer, said), every_one=every_one(said.pairs) if question.last is not None else "",
        csv=address("/progress.csv", said.pairs), json=address("/progress.json", said.pairs),
    )  # fmt: skip


def beside(definition: ProgressDefinition, said: Asked) -> tuple[tuple[str, str], ...]:
    """The pairs of groups that the catalogue calls worth comparing: title and address."""
    shown = said.one("against")
    pairs = [pair for pair in definition.file.beside if pair.against != shown]
    return tuple((pair.title, another(said.pairs, against=pair.against)) for pair in pairs)


def other_way(answer: ProgressAnswer, said: Asked) -> tuple[str, str] | None:
    """The way from stages to events and back: words and address; None where there are no stages."""
    if answer.by == "stages":
        return "See it event by event", another(said.pairs, by="events")
    return ("See it stage by stage", another(said.pairs, by="")) if answer.stages else None


def answer_of(request: Request, pages: Pages) -> ProgressAnswer:
    """The answer an address asks for."""
    question = question_of(asked(request.query_params.multi_items(), ALLOWED), pages.behind.catalogue.progress)
    with pages.behind.asking(pages.viewer) as ask:
        return ask(progress, question)


def json_file(request: Request, pages: Pages) -> Response:
    """The answer as JSON; a refusal is ``{"error": ...}`` with status 400 or 403."""
    try:
        answer = answer_of(request, pages)
    except RequestError as problem:
        return JSONResponse({"error": str(problem)}, status_of(problem))
    text = json.dumps(progress_json(answer), ensure_ascii=False, indent=1)
    return Response(text + "\n", media_type="application/json", headers=attachment(answer, "json"))


def csv_file(request: Request, pages: Pages) -> Response:
    """Each move as CSV; a refusal is one line of text with status 400 or 403."""
    try:
        answer = answer_of(request, pages)
    except RequestError as problem:
        return PlainTextResponse(f"{problem}\n", status_of(problem))
    return Response(csv_text(answer), media_type="text/csv; charset=utf-8", headers=attachment(answer, "csv"))


def attachment(answer: ProgressAnswer, kind: str) -> dict[str, str]:
    """A file name of the progress."""
    return {"Content-Disposition": f'attachment; filename="progress-{answer.name}.{kind}"'}


def csv_text(answer: ProgressAnswer) -> str:
    """One line a move, lengths in seconds; what bounds the numbers stands on every line."""
    bounds = {
        "progress": answer.name, "between": answer.by, "version": answer.version, "as_at": iso(answer.as_at), "as_known": iso(answer.as_known),
        "synthetic": answer.synthetic,
    }  # fmt: skip
    rows = [{**row, **bounds} for row in progress_json(answer)["rows"]]
    columns = list(dict.fromkeys(key for row in rows for key in row)) or list(bounds)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: safe(value) for key, value in row.items()} for row in rows)
    return out.getvalue()
