"""Resolution: how do cases end, and will they? The sentence, the chart, cohorts or groups, and what is still open."""

import csv
import io
import json
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from peeler.answers.measure import MeasureQuestion
from peeler.answers.resolution.answer import MEASURE, ResolutionAnswer, ResolutionQuestion
from peeler.answers.resolution.resolution import resolution
from peeler.answers.resolution.telling import rows_of
from peeler.definitions.catalogue import Catalogue
from peeler.terms.clocks import Every, iso, parse_every
from peeler.terms.errors import NotAllowed, RequestError
from peeler.web.asking import Ask
from peeler.web.form import Choice
from peeler.web.frame import late_words
from peeler.web.outlook import OutlookView, ask_outlook
from peeler.web.pages.downloads import safe
from peeler.web.pages.errors import status_of
from peeler.web.parameters import MOMENTS, Asked, Pairs, asked
from peeler.web.rendering import Pages
from peeler.web.resolution import resolution_view, told_words
from peeler.web.subject import dimension_words, subject_of

QUESTION = "How do cases end, and will they?"
ALLOWED = ("measure", "by", "from", "to", "where", "variant", *MOMENTS)
COHORTS: dict[str, Every] = {
    "recorded each month": "month",
    "recorded each quarter": "quarter",
    "recorded each year": "year",
}
OPEN_SHARE = "action_taken"  # the measure that says what is possible while outcomes are open


@dataclass(frozen=True)
class ResolutionForm:
    """The choices beside the page, as the person wrote them; ``wrong`` names the field the problem is about."""

    by: tuple[Choice, ...]
    variants: tuple[Choice, ...]
    start: str
    end: str
    where: str
    at: str
    known: str
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
        frame = pages.frame(request, "That cannot be answered as asked", "resolution", timeless=True)
        form = form_of(as_written(pairs), pages.behind.catalogue, str(problem))
        return pages.show("resolution_wrong.html", frame, 400, form=form, problem=str(problem))


def answered(request: Request, pages: Pages, said: Asked) -> Response:
    """The page of one question."""
    catalogue, question = pages.behind.catalogue, question_of(said)
    with pages.behind.asking(pages.viewer) as ask:
        answer: ResolutionAnswer = ask(resolution, question)
        outlook = outlook_view_of(ask, question, catalogue)
    frame = pages.frame(
        request, QUESTION, "resolution", as_at=answer.as_at, as_known=answer.as_known, feeds=answer.freshness
    ).looking(ahead=answer.ahead).following(answer.as_known)  # fmt: skip
    view = resolution_view(answer, catalogue.measures[question.measure], said, outlook)
    return pages.show(
        "resolution.html", frame, view=view, form=form_of(said, catalogue), late=late_words(answer.freshness),
        told=told_words(answer), title=answer.definition.title,
    )  # fmt: skip


def question_of(said: Asked) -> ResolutionQuestion:
    """What an address asks; cohorts by quarter where it names no breakdown."""
    by = said.one("by") or "quarter"
    every = parse_every(by) if by in COHORTS.values() else None
    return ResolutionQuestion(
        said.one("measure") or MEASURE, said.moment("at"), said.moment("known"), said.moment("from", "start"), said.moment("to"),
        every, None if every else by, said.one("where"), said.one("variant"),
    )  # fmt: skip


def outlook_view_of(ask: Ask, question: ResolutionQuestion, catalogue: Catalogue) -> OutlookView | None:
    """What is possible while outcomes are open: of the same records, where the measure of it has the same variant."""
    definition = catalogue.measures.get(OPEN_SHARE)
    if definition is None or question.measure != MEASURE:
        return None
    if question.variant is not None and question.variant not in definition.variants:
        return None
    asks = MeasureQuestion(
        OPEN_SHARE,
        question.at,
        question.known,
        question.start,
        question.end,
        where=question.where,
        variant=question.variant,
    )
    return ask_outlook(ask, asks, subject_of(definition))


def form_of(said: Asked, catalogue: Catalogue, problem: str = "") -> ResolutionForm:
    """The form for an address."""
    told = {name: text for name, text in said.pairs if name in ALLOWED}
    definition = catalogue.measures.get(told.get("measure", MEASURE), catalogue.measures[MEASURE])
    by, wrong = told.get("by", "quarter"), problem.partition(":")[0]
    names = [dimension.name for dimension in definition.dimensions]
    cohorts = [Choice(every, words, every == by) for words, every in COHORTS.items()]
    own = [
        Choice(name, dimension_words(name), name == by)
        for name in dict.fromkeys([*names, *([] if by in COHORTS.values() else [by])])
    ]
    variants = [Choice("", "all", not told.get("variant"))]
    variants += [
        Choice(name, dimension_words(name), name == told.get("variant")) for name in sorted(definition.variants)
    ]
    return ResolutionForm(
        (*cohorts, *own), tuple(variants), told.get("from", ""), told.get("to", ""), told.get("where", ""), told.get("at", ""),
        told.get("known", ""), wrong if wrong in ALLOWED else "", problem,
    )  # fmt: skip


def as_written(pairs: Pairs) -> Asked:
    """The parameters as they came, cut to a length that a form can hold."""
    return Asked(tuple((name[:60], text[:500]) for name, text in pairs[:40] if name in ALLOWED))


def answer_of(request: Request, pages: Pages) -> ResolutionAnswer:
    """The answer an address asks for."""
    question = question_of(asked(request.query_params.multi_items(), ALLOWED))
    with pages.behind.asking(pages.viewer) as ask:
        return ask(resolution, question)


def csv_file(request: Request, pages: Pages) -> Response:
    """Every share as CSV; what bounds it stands on every line. A refusal is one line of text with status 400 or 403."""
    try:
        answer = answer_of(request, pages)
    except RequestError as problem:
        return PlainTextResponse(f"{problem}\n", status_of(problem))
    bounds = {"measure": answer.question.measure, "version": answer.definition.version, "as_at": iso(answer.as_at),
              "as_known": iso(answer.as_known), "synthetic": answer.synthetic}  # fmt: skip
    rows = [{**row, **bounds} for row in rows_of(answer)]
    columns = list(dict.fromkeys(key for row in rows for key in row)) or list(bounds)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: safe(value) for key, value in row.items()} for row in rows)
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=attachment("csv"))


def json_file(request: Request, pages: Pages) -> Response:
    """Every share as JSON; a refusal is ``{"error": ...}`` with status 400 or 403."""
    try:
        answer = answer_of(request, pages)
    except RequestError as problem:
        return JSONResponse({"error": str(problem)}, status_of(problem))
    told = {"measure": answer.question.measure, "version": answer.definition.version, "as_at": iso(answer.as_at),
            "as_known": iso(answer.as_known), "synthetic": answer.synthetic, "notes": list(answer.notes), "rows": rows_of(answer)}  # fmt: skip
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return Response(text + "\n", media_type="application/json", headers=attachment("json"))


def attachment(kind: str) -> dict[str, str]:
    """The name of the file."""
    return {"Content-Disposition": f'attachment; filename="resolution.{kind}"'}
