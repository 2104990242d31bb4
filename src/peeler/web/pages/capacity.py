"""Capacity: can this unit keep up? Its queue and what is to come, the people it takes, and what follows if things were otherwise."""

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from peeler.answers.capacity.capacity_answer import CapacityAnswer, CapacityQuestion
from peeler.answers.capacity.capacity_json import capacity_json, weeks_json
from peeler.answers.capacity.keeping_up import capacity
from peeler.answers.capacity.power import minutes_said
from peeler.definitions.capacity import CapacityDefinition
from peeler.terms.clocks import iso
from peeler.terms.errors import NotAllowed, RequestError, unknown
from peeler.web.capacity import capacity_view
from peeler.web.capacity_tables import Doors
from peeler.web.capacity_words import BASES, number_text
from peeler.web.form import Choice
from peeler.web.frame import feed_text, late_words
from peeler.web.pages.downloads import safe
from peeler.web.pages.errors import status_of
from peeler.web.parameters import MOMENTS, Asked, address, asked
from peeler.web.rendering import Pages
from peeler.web.subject import dimension_words

ASSUMED = ("staff", "handling", "hours")
ALLOWED = ("unit", *ASSUMED, "weeks", "by", *MOMENTS)
FIRST = "referral_unit"
WEEKS = ("4", "8", "12", "26", "52")
USUAL = "12"
NUMBER = re.compile(r"\d{1,6}(\.\d{1,2})?", re.ASCII)
EXAMPLES = {"staff": "4 or 3.5", "hours": "27"}


@dataclass(frozen=True)
class CapacityForm:
    """The choices beside the page, as the person wrote them; ``now`` says of each assumption what it is without them."""

    units: tuple[Choice, ...]
    weeks: tuple[Choice, ...]
    by: tuple[Choice, ...]
    told: Mapping[str, str]
    now: Mapping[str, str]
    back: str
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
        said = Asked(tuple((name[:60], text[:500]) for name, text in pairs[:40] if name in ALLOWED))
        frame = pages.frame(request, "That cannot be answered as asked", "capacity", timeless=True)
        form = form_of(said, pages.behind.catalogue.capacity, problem=str(problem))
        return pages.show("capacity_refused.html", frame, 400, form=form, problem=str(problem))


def answered(request: Request, pages: Pages, said: Asked) -> Response:
    """The page of one unit; RequestError for what cannot be asked."""
    catalogue = pages.behind.catalogue
    question = question_of(said, catalogue.capacity)
    with pages.behind.asking(pages.viewer) as ask:
        answer: CapacityAnswer = ask(capacity, question)
    unit = catalogue.capacity[question.unit]
    frame = pages.frame(
        request, answer.unit.question, "capacity", as_at=answer.as_at, as_known=answer.as_known, feeds=answer.freshness
    ).looking(ahead=answer.ahead_of_asking).following(answer.as_known)  # fmt: skip
    others = [
        (frame.link("/capacity", [("unit", name)]), one.file.title)
        for name, one in sorted(catalogue.capacity.items())
        if name != question.unit
    ]
    return pages.show(
        "capacity.html", frame, view=capacity_view(answer, catalogue, Doors(unit, said.pairs)), others=others, changed=answer.changed,
        form=form_of(said, catalogue.capacity, answer), late=late_words(answer.freshness), why=unit.file.why, title=answer.unit.title,
        feeds=tuple(feed_text(feed) for feed in answer.freshness), explain=f"/explain/{answer.unit.queue}",
        version=answer.unit.version[:12], csv=address("/capacity.csv", said.pairs), json=address("/capacity.json", said.pairs),
    )  # fmt: skip


def question_of(said: Asked, units: Mapping[str, CapacityDefinition]) -> CapacityQuestion:
    """What an address asks; RequestError for what is no number, or a unit there is not."""
    name = said.one("unit") or (FIRST if FIRST in units else min(units, default=FIRST))
    if name not in units:
        raise unknown("unit", name, units, where="unit")
    handling, weeks = said.one("handling"), said.one("weeks") or USUAL
    if not re.fullmatch(r"[1-9]\d?", weeks, re.ASCII):
        raise RequestError(f"weeks: '{weeks}' is not a number of weeks from 1 to 52")
    return CapacityQuestion(
        name, said.moment("at"), said.moment("known"), minutes_said(handling) if handling else None, number_of(said, "staff"),
        number_of(said, "hours"), int(weeks), said.one("by"),
    )  # fmt: skip


def number_of(said: Asked, name: str) -> float | None:
    """A parameter that is a number; RequestError for what is none."""
    text = said.one(name)
    if text is None:
        return None
    if not NUMBER.fullmatch(text):
        raise RequestError(f"{name}: '{text}' is not a number; say for example {EXAMPLES[name]}")
    return float(text)


def form_of(
    said: Asked, units: Mapping[str, CapacityDefinition], answer: CapacityAnswer | None = None, problem: str = ""
) -> CapacityForm:
    """The form for an address."""
    told = dict(said.pairs)
    name = told.get("unit", FIRST)
    offered = units[name].file.by if name in units else ()
    weeks, wrong = told.get("weeks", USUAL), problem.partition(":")[0]
    known = (*WEEKS, *([weeks] if weeks not in WEEKS else []))
    kept = [(key, text) for key, text in said.pairs if key not in ASSUMED]
    return CapacityForm(
        tuple(Choice(key, one.file.title, key == name) for key, one in sorted(units.items())),
        tuple(Choice(number, number, number == weeks) for number in known),
        (Choice("", "all together", not told.get("by")), *(Choice(by, dimension_words(by), by == told.get("by")) for by in offered)),
        told, now_words(answer), address("/capacity", kept), wrong if wrong in ALLOWED else "", problem,
    )  # fmt: skip


def now_words(answer: CapacityAnswer | None) -> dict[str, str]:
    """What each assumption is as the answer stands."""
    assumptions = () if answer is None else answer.assumptions
    return {
        one.name: f"Now {number_text(one.value)} ({BASES[one.basis]})." if one.value is not None else "Not known."
        for one in assumptions
    }


def answer_of(request: Request, pages: Pages) -> CapacityAnswer:
    """The answer an address asks for."""
    question = question_of(asked(request.query_params.multi_items(), ALLOWED), pages.behind.catalogue.capacity)
    with pages.behind.asking(pages.viewer) as ask:
        return ask(capacity, question)


def json_file(request: Request, pages: Pages) -> Response:
    """The answer as JSON; a refusal is ``{"error": ...}`` with status 400 or 403."""
    try:
        answer = answer_of(request, pages)
    except RequestError as problem:
        return JSONResponse({"error": str(problem)}, status_of(problem))
    text = json.dumps(capacity_json(answer), ensure_ascii=False, indent=1)
    return Response(text + "\n", media_type="application/json", headers=attachment(answer, "json"))


def csv_file(request: Request, pages: Pages) -> Response:
    """Each week as CSV; a refusal is one line of text with status 400 or 403."""
    try:
        answer = answer_of(request, pages)
    except RequestError as problem:
        return PlainTextResponse(f"{problem}\n", status_of(problem))
    return Response(csv_text(answer), media_type="text/csv; charset=utf-8", headers=attachment(answer, "csv"))


def attachment(answer: CapacityAnswer, kind: str) -> dict[str, str]:
    """A file name of the unit."""
    return {"Content-Disposition": f'attachment; filename="capacity-{answer.unit.name}.{kind}"'}


def csv_text(answer: CapacityAnswer) -> str:
    """One line a week; what bounds the numbers, and what is assumed, stands on every line."""
    bounds = {
        "unit": answer.unit.name, "version": answer.unit.version, "as_at": iso(answer.as_at), "as_known": iso(answer.as_known),
        "staff": answer.power.staff, "minutes_each": answer.power.minutes, "hours_each": answer.power.hours, "synthetic": answer.synthetic,
    }  # fmt: skip
    rows = [{**row, **bounds} for row in weeks_json(answer)]
    columns = list(dict.fromkeys(key for row in rows for key in row)) or list(bounds)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: safe(value) for key, value in row.items()} for row in rows)
    return out.getvalue()
