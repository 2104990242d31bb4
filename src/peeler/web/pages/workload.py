"""Workload: who holds what? The whole with parts that add up, the map, what nobody has, what moved, and the load."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from peeler.answers.workload.answer import WorkloadAnswer, WorkloadQuestion
from peeler.answers.workload.holding import workload
from peeler.answers.workload.workload_json import workload_json
from peeler.definitions.workload import WorkloadDefinition
from peeler.terms.clocks import iso
from peeler.terms.errors import NotAllowed, RequestError, unknown
from peeler.web.form import Choice
from peeler.web.frame import feed_text, late_words
from peeler.web.pages.downloads import safe
from peeler.web.pages.errors import status_of
from peeler.web.parameters import MOMENTS, Asked, Pairs, address, asked
from peeler.web.rendering import Pages
from peeler.web.workload import workload_view
from peeler.web.workload_doors import Doors

QUESTION = "Who holds what?"
ALLOWED = ("work", "rows", "columns", "where", "count", "weighted", *MOMENTS)
FIRST = "investigations"


@dataclass(frozen=True)
class WorkloadForm:
    """The choices beside the map, as the person wrote them; ``wrong`` names the field the problem is about."""

    works: tuple[Choice, ...]
    rows: tuple[Choice, ...]
    columns: tuple[Choice, ...]
    counts: tuple[Choice, ...]
    weights: tuple[Choice, ...]
    where: str
    at: str
    known: str
    named: tuple[str, ...]
    wrong: str = ""
    problem: str = ""


def page(request: Request, pages: Pages) -> Response:
    """The page; with a wrong address its one-line error beside the form."""
    pairs = request.query_params.multi_items()
    try:
        return answered(request, pages, asked(pairs, ALLOWED))
    except NotAllowed:
        raise
    except RequestError as problem:
        return refused(request, pages, as_written(pairs), str(problem))


def answered(request: Request, pages: Pages, said: Asked) -> Response:
    """The page of one kind of work; RequestError for what cannot be asked."""
    catalogue = pages.behind.catalogue
    question = question_of(said, catalogue.workload)
    definition = catalogue.workload[question.name]
    with pages.behind.asking(pages.viewer) as ask:
        answer = ask(workload, question)
    frame = (
        pages.frame(
            request, answer.definition.question, "workload", as_at=answer.as_at if question.at is not None else answer.asked_at,
            as_known=answer.as_known, feeds=answer.freshness,
        )
        .looking(ahead=answer.ahead)
        .following(answer.as_known)
    )  # fmt: skip
    view = workload_view(answer, Doors(definition.dimensions[definition.file.parts].column))
    return pages.show(
        "workload.html", frame, view=view, form=form_of(said, catalogue.workload), late=late_words(answer.freshness),
        about=answer.definition.about, feeds=tuple(feed_text(feed) for feed in answer.freshness),
        explain=f"/explain/{answer.definition.measure}", version=answer.definition.version[:12], turned=turned(said, answer),
        csv=address("/workload.csv", said.pairs), json=address("/workload.json", said.pairs),
    )  # fmt: skip


def refused(request: Request, pages: Pages, said: Asked, problem: str) -> Response:
    """What is wrong with an address, beside the form as it was filled in."""
    frame = pages.frame(request, "That cannot be answered as asked", "workload", timeless=True)
    form = form_of(said, pages.behind.catalogue.workload, problem)
    return pages.show("workload_refused.html", frame, 400, form=form, problem=problem)


def question_of(said: Asked, known: Mapping[str, WorkloadDefinition]) -> WorkloadQuestion:
    """What an address asks; RequestError for a kind of work or a way of counting there is not."""
    name, count = said.one("work") or FIRST, said.one("count") or "each"
    if name not in known:
        raise unknown("kind of work", name, known, where="work")
    if count not in ("each", "jobs"):
        raise unknown("way of counting", count, ("each", "jobs"), where="count")
    file = known[name].file
    rows, columns = said.one("rows") or file.rows, said.one("columns") or file.columns
    return WorkloadQuestion(
        name, said.moment("at"), said.moment("known"), (rows, columns), said.one("where"),
        "jobs" if count == "jobs" else "each", said.yes("weighted"),
    )  # fmt: skip


def turned(said: Asked, answer: WorkloadAnswer) -> str:
    """The address of the same map with rows and columns the other way round."""
    rest = [(name, text) for name, text in said.pairs if name not in ("rows", "columns")]
    return address("/workload", [*rest, ("rows", answer.grid.columns.name), ("columns", answer.grid.rows.name)])


def form_of(said: Asked, known: Mapping[str, WorkloadDefinition], problem: str = "") -> WorkloadForm:
    """The form for an address."""
    name = said.one("work") if said.one("work") in known else FIRST
    definition, told = known[name or FIRST], dict(said.pairs)
    rows, columns = told.get("rows", definition.file.rows), told.get("columns", definition.file.columns)
    offered = [(one.name, one.title) for one in definition.dimensions.values()]
    wrong = problem.partition(":")[0].replace("by", "columns")
    return WorkloadForm(
        tuple(Choice(key, one.file.title, key == name) for key, one in known.items()),
        tuple(Choice(key, title, key == rows) for key, title in offered),
        tuple(Choice(key, title, key == columns) for key, title in offered),
        jobs_choices(definition, told), weight_choices(definition, told),
        told.get("where", ""), told.get("at", ""), told.get("known", ""),
        tuple(sorted({*definition.measure.object.columns, *definition.measure.object.groupings})),
        wrong if wrong in ALLOWED else "", problem,
    )  # fmt: skip


def jobs_choices(definition: WorkloadDefinition, told: dict[str, str]) -> tuple[Choice, ...]:
    """Each record or jobs, where the work is joined into jobs."""
    if definition.file.job is None:
        return ()
    jobs = told.get("count") == "jobs"
    return Choice("", "each crime", not jobs), Choice("jobs", "jobs: a linked series is one", jobs)


def weight_choices(definition: WorkloadDefinition, told: dict[str, str]) -> tuple[Choice, ...]:
    """Plain or weighed by harm, where the work has weights."""
    if definition.file.weight is None:
        return ()
    weighted = told.get("weighted") == "yes"
    return Choice("", "plain numbers", not weighted), Choice("yes", "weighed by harm", weighted)


def as_written(pairs: Pairs) -> Asked:
    """The parameters as they came, cut to a length that a form can hold."""
    return Asked(tuple((name[:60], text[:500]) for name, text in pairs[:40] if name in ALLOWED))


def answer_of(request: Request, pages: Pages) -> WorkloadAnswer:
    """The answer an address asks for."""
    question = question_of(asked(request.query_params.multi_items(), ALLOWED), pages.behind.catalogue.workload)
    with pages.behind.asking(pages.viewer) as ask:
        return ask(workload, question)


def json_file(request: Request, pages: Pages) -> Response:
    """The answer as JSON; a refusal is ``{"error": ...}``."""
    try:
        answer = answer_of(request, pages)
    except RequestError as problem:
        return JSONResponse({"error": str(problem)}, status_of(problem))
    text = json.dumps(workload_json(answer), ensure_ascii=False, indent=1)
    return Response(text + "\n", media_type="application/json", headers=attachment(answer, "json"))


def csv_file(request: Request, pages: Pages) -> Response:
    """Each cell of the map as CSV; a refusal is one line of text."""
    try:
        answer = answer_of(request, pages)
    except RequestError as problem:
        return PlainTextResponse(f"{problem}\n", status_of(problem))
    return Response(csv_text(answer), media_type="text/csv; charset=utf-8", headers=attachment(answer, "csv"))


def attachment(answer: WorkloadAnswer, kind: str) -> dict[str, str]:
    """A file name of the kind of work."""
    return {"Content-Disposition": f'attachment; filename="workload-{answer.definition.name}.{kind}"'}


def csv_text(answer: WorkloadAnswer) -> str:
    """One line a cell; what bounds the numbers stands on every line."""
    bounds = {
        "work": answer.definition.name, "version": answer.definition.version, "as_at": iso(answer.as_at),
        "as_known": iso(answer.as_known), "synthetic": answer.synthetic,
    }  # fmt: skip
    rows = [{**row, **bounds} for row in workload_json(answer)["rows"]]
    columns = list(dict.fromkeys(key for row in rows for key in row)) or list(bounds)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: safe(value) for key, value in row.items()} for row in rows)
    return out.getvalue()
