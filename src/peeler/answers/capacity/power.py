"""What a unit can do: its people, their hours, how long a piece takes; each as records, its file or the question say."""

import re
from dataclasses import dataclass

from peeler.answers.capacity.capacity_answer import Assumption, CapacityQuestion, Flow, Power
from peeler.answers.capacity.weeks import Seen, asked_of
from peeler.answers.desk import Desk
from peeler.answers.measure import MeasureAnswer, measured
from peeler.definitions.capacity import CapacityDefinition, MinutesFile, Use
from peeler.terms.errors import RequestError
from peeler.terms.viewers import Viewer

MOST_STAFF, MOST_HOURS, MOST_MINUTES, MOST_WEEKS = 10_000, 168, 600_000, 52
HOUR = 60
MINUTES = {"": 1, "m": 1, "min": 1, "minutes": 1, "h": 60, "hours": 60}
LONG = re.compile(r"(\d{1,6}(?:\.\d{1,2})?) ?(min|minutes|m|h|hours)?", re.ASCII)
BUSY = 0.5  # of a week's completions: with so much in the queue nobody need ever wait for work


@dataclass(frozen=True)
class People:
    """Those there by the records, how many posts are filled and how many are away; the answers they were read from."""

    there: float | None
    filled: int | None
    absent: int | None
    answers: tuple[MeasureAnswer, ...]


def minutes_said(text: str) -> float:
    """``45m``, ``45`` or ``2.5h`` as minutes; RequestError otherwise."""
    found = LONG.fullmatch(text.strip())
    if found is None:
        raise RequestError(f"handling: '{text[:40]}' is no length of work; say for example 45m or 2.5h")
    return float(found[1]) * MINUTES[found[2] or ""]


def check(question: CapacityQuestion) -> None:
    """RequestError for an assumption that cannot be."""
    bounds = (
        ("handling", question.handling, MOST_MINUTES, "minutes above 0"),
        ("hours", question.hours, MOST_HOURS, "hours a week above 0"),
    )
    for name, value, most, what in bounds:
        if value is not None and not 0 < value <= most:
            raise RequestError(f"{name}: {what}, and at most {most:,}")
    if question.staff is not None and not 0 <= question.staff <= MOST_STAFF:
        raise RequestError(f"staff: from 0 to {MOST_STAFF:,} people")
    if not 1 <= question.weeks <= MOST_WEEKS:
        raise RequestError(f"weeks: from 1 to {MOST_WEEKS}")


def people_of(desk: Desk, viewer: Viewer, unit: CapacityDefinition, question: CapacityQuestion) -> People:
    """How many are there by the records: posts filled less those away."""
    filled, first = standing(desk, viewer, unit.staff, question)
    if unit.absent is None:
        return People(filled, filled, None, (first,))
    absent, second = standing(desk, viewer, unit.absent, question)
    there = None if filled is None else max(0, filled - (absent or 0))
    return People(there, filled, absent, (first, second))


def standing(desk: Desk, viewer: Viewer, use: Use, question: CapacityQuestion) -> tuple[int | None, MeasureAnswer]:
    """A stock at the moment asked for; None where it is not told, or where no record says anything of it."""
    answer = measured(desk, viewer, asked_of(use, question))
    row = answer.rows[0] if answer.rows else None
    nothing = row is None or row.value is None or row.suppressed
    return (None if nothing or row is None else int(row.value or 0)), answer


def power_of(
    unit: CapacityDefinition, question: CapacityQuestion, there: float | None, completions: Flow | None, seen: Seen
) -> Power:
    """What the unit can do a week, as the question, else its file, else its pace says; ``there``: people by the records."""
    hours = question.hours if question.hours is not None else unit.file.hours.per_week
    staff = question.staff if question.staff is not None else (there or None)
    minutes = minutes_of(unit, question)
    if minutes is not None:
        each = hours * HOUR / minutes
        return Power(staff, each, None if staff is None else staff * each, minutes, hours)
    pace = completions.value if completions is not None and completions.value > 0 and busy(seen, completions) else None
    if pace is None or not there:
        return Power(staff, None, pace if question.staff is None else None, None, hours)
    each = pace / there * hours / unit.file.hours.per_week
    return Power(staff, each, None if staff is None else staff * each, hours * HOUR / each, hours)


def is_changed(question: CapacityQuestion) -> bool:
    """Whether the question assumes something of its own."""
    return any(value is not None for value in (question.handling, question.staff, question.hours))


def minutes_of(unit: CapacityDefinition, question: CapacityQuestion) -> float | None:
    """The minutes a piece takes, as the question or the file says; None where it is worked out from the pace."""
    if question.handling is not None:
        return question.handling
    return unit.file.handling.minutes if isinstance(unit.file.handling, MinutesFile) else None


def busy(seen: Seen, completions: Flow) -> bool:
    """Whether a queue stood all through the recent weeks, so that the pace is what the unit can do and not what came."""
    queues = [week.queue for week in seen.recent]
    return bool(queues) and all(queue is not None and queue >= BUSY * completions.value for queue in queues)


def assumptions_of(
    unit: CapacityDefinition, question: CapacityQuestion, people: People, power: Power
) -> tuple[Assumption, ...]:
    """The three numbers the answer rests on, each with who says it."""
    return (staff_said(question, people), hours_said(unit, question), handling_said(unit, question, power))


def staff_said(question: CapacityQuestion, people: People) -> Assumption:
    """People there."""
    title, unit = "People at work", "people"
    if question.staff is not None:
        told = "" if people.filled is None else f" By the records there are {said(people.there or 0)}."
        return Assumption("staff", title, question.staff, unit, "asked", f"As you assume.{told}")
    if not people.there:
        return Assumption(
            "staff",
            title,
            None,
            unit,
            "data",
            "No record says how many there are, or you may not be told: say a number.",
        )
    away = "" if people.absent is None else f", less {people.absent} away"
    return Assumption(
        "staff", title, people.there, unit, "data", f"{people.filled} filled posts{away}, by the records."
    )


def hours_said(unit: CapacityDefinition, question: CapacityQuestion) -> Assumption:
    """Hours of work on pieces that each does a week."""
    title, file = "Hours of this work each does a week", unit.file.hours
    if question.hours is not None:
        return Assumption("hours", title, question.hours, "hours a week", "asked", "As you assume.")
    return Assumption("hours", title, file.per_week, "hours a week", "assumption", source(file.said_by, file.said_on))


def handling_said(unit: CapacityDefinition, question: CapacityQuestion, power: Power) -> Assumption:
    """Minutes of work on each piece."""
    title, file = f"Work on one {unit.file.piece}", unit.file.handling
    if question.handling is not None:
        return Assumption("handling", title, question.handling, "minutes", "asked", "As you assume.")
    if isinstance(file, MinutesFile):
        return Assumption("handling", title, file.minutes, "minutes", "assumption", source(file.said_by, file.said_on))
    if power.minutes is None:
        why = "It cannot be worked out from the pace: no queue stood all through these weeks, or nobody is known to be there."
        return Assumption("handling", title, None, "minutes", "worked_out", f"{why} Say how many minutes.")
    pace = "Worked out from the pace: the hours of those there over what left the queue in the recent weeks, while it stood."
    return Assumption("handling", title, power.minutes, "minutes", "worked_out", pace)


def source(who: str, when: str) -> str:
    """Who says a number, and when."""
    return f"Said by {who} ({when})."


def said(number: float) -> str:
    """A number of people, whole where it is."""
    return f"{number:,.0f}" if number == round(number) else f"{number:,.1f}"
