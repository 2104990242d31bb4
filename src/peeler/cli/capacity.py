"""The command that says whether a unit keeps up with what comes to it, and what it would take."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from peeler.answers.capacity.capacity_answer import CapacityAnswer, CapacityQuestion, Flow
from peeler.answers.capacity.keeping_up import capacities, capacity
from peeler.answers.capacity.power import minutes_said
from peeler.cli.plain import plain
from peeler.cli.printing import printed
from peeler.cli.questions import At, Known, moment
from peeler.cli.session import Form, session_of
from peeler.terms.clocks import iso

MOST_SEEN = 12


def capacity_command(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(help="Which unit; see 'peeler list capacity'. Without one: all of them.")
    ] = None,
    at: At = None,
    known: Known = None,
    handling: Annotated[
        str | None, typer.Option("--handling", help="Assume so much work on each piece: 45m, 2.5h.")
    ] = None,
    staff: Annotated[float | None, typer.Option("--staff", help="Assume so many people at work.")] = None,
    hours: Annotated[
        float | None, typer.Option("--hours", help="Assume so many hours of this work each a week.")
    ] = None,
    weeks: Annotated[int, typer.Option("--weeks", help="How many weeks ahead.")] = 12,
    by: Annotated[
        str | None, typer.Option("--by", help="What comes in by this too, each group forecast by itself.")
    ] = None,
    form: Form = None,
) -> None:
    """Say whether a unit keeps up: its queue, its pace, what is to be expected, and the staff it takes."""
    session = session_of(context)
    if name is None:
        every_unit(context, at, known, form)
        return
    question = CapacityQuestion(
        name, moment(at), moment(known), None if handling is None else minutes_said(handling), staff, hours, weeks, by
    )
    answer: CapacityAnswer = session.ask(capacity, question)
    heading = f"{answer.unit.title}: {answer.unit.question} As at {iso(answer.as_at)[:16]}, as known {iso(answer.as_known)[:16]}"
    rows = [*list(seen_rows(answer))[-MOST_SEEN:], *ahead_rows(answer)]
    printed(form or session.form, heading, plain(answer), rows, [*answer.words, *said(answer), *answer.notes])


def every_unit(context: typer.Context, at: str | None, known: str | None, form: Form) -> None:
    """Every unit in a line each."""
    session = session_of(context)
    if at is None and known is None:
        answers: tuple[CapacityAnswer, ...] = session.ask(capacities, None, None)
    else:
        answers = session.ask(capacities, moment(at), moment(known))
    rows = [unit_row(answer) for answer in answers]
    printed(
        form or session.form, "Capacity", plain(answers), rows, [f"{one.unit.title}: {one.words[0]}" for one in answers]
    )


def unit_row(answer: CapacityAnswer) -> dict[str, Any]:
    """One unit as a row; flows are a week."""
    staffing = answer.staffing
    return {
        "unit": answer.unit.name, "queue": answer.queue, "in": pace(answer.arrivals),
        "out": pace(answer.completions), "expected": rounded(answer.expected),
        "staff": answer.power.staff, "suffice": staffing.suffice, "to keep up": rounded(staffing.to_keep_up),
        "wait days": rounded(answer.backlog.wait_now * 7 if answer.backlog and answer.backlog.wait_now is not None else None),
    }  # fmt: skip


def seen_rows(answer: CapacityAnswer) -> Iterator[dict[str, Any]]:
    """The weeks that were."""
    for week in answer.weeks:
        note = "" if week.whole else "not a whole week"
        yield {
            "week": week.first.isoformat(),
            "in": week.arrivals,
            "out": week.completions,
            "queue": week.queue,
            "note": note,
        }


def ahead_rows(answer: CapacityAnswer) -> Iterator[dict[str, Any]]:
    """The weeks to come, with their 80 % bands."""
    for week in answer.ahead:
        yield {
            "week": week.first.isoformat(), "in": rounded(week.arrivals), "out": rounded(answer.power.capacity),
            "queue": rounded(week.queue), "note": "forecast",
            "in from": week.arrivals_80 and week.arrivals_80[0], "in to": week.arrivals_80 and week.arrivals_80[1],
            "queue from": rounded(week.queue_80 and week.queue_80[0]), "queue to": rounded(week.queue_80 and week.queue_80[1]),
            "wait days": rounded(week.wait_days),
        }  # fmt: skip


def said(answer: CapacityAnswer) -> Iterator[str]:
    """What is assumed, what comes in by group, and how well the work is done, a line each."""
    for one in answer.assumptions:
        value = "not known" if one.value is None else f"{one.value:,.1f} {one.unit}"
        yield f"{one.title}: {value} ({one.basis.replace('_', ' ')}). {one.words}"
    for group in answer.groups:
        lately = "not told" if group.recent is None else f"{group.recent.value:,.1f} a week lately"
        ahead = (
            group.why_not
            if group.forecast is None
            else f"{group.forecast:,.1f} a week to be expected ({group.low:g} to {group.high:g})"
        )
        yield f"{'not said' if group.group is None else group.group}: {lately}; {ahead}"
    for measure in answer.capability:
        yield f"{measure.title}: {measure.words}"


def pace(flow: Flow | None) -> float | None:
    """Pieces a week."""
    return None if flow is None else rounded(flow.value)


def rounded(value: float | None) -> float | None:
    """A number to one decimal."""
    return None if value is None else round(value, 1)
