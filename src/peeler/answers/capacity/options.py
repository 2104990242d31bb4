"""What would follow with fewer or more people: the numbers worth looking at, each worked through by the same rules."""

from dataclasses import replace
from math import ceil

from peeler.answers.capacity.capacity_answer import CapacityQuestion, Option, Staffing
from peeler.answers.capacity.power import HOUR, MOST_STAFF
from peeler.answers.capacity.to_come import days_of, long_run, weeks_ahead, working_hours
from peeler.answers.capacity.working import Worked
from peeler.definitions.capacity import CapacityDefinition
from peeler.measures.queues import backlog, begun_within

NEAR = 1e-9
HERE, KEEP_UP, CLEAR, PROMISE = "as many as there are", "to keep up", "to clear the queue", "to keep the promise"


def options_of(unit: CapacityDefinition, question: CapacityQuestion, made: Worked) -> tuple[Option, ...]:
    """A few numbers of people and what follows from each, the fewest first; nothing where one person's work is not known."""
    staffing, each = made.staffing, made.power.each
    if each is None or made.expected is None or staffing.to_keep_up is None:
        return ()
    here = made.power.staff
    reasons = reasons_of(staffing, here, asked=question.staff is not None)
    numbers = {*reasons, *beside(here)}
    kept = sorted(number for number in numbers if 0 < number <= MOST_STAFF)
    return tuple(option(unit, made, number, reasons.get(number, ""), here=number == here) for number in kept)


def reasons_of(staffing: Staffing, here: float | None, *, asked: bool) -> dict[float, str]:
    """The numbers of people that mean something, each with what they are for."""
    meant = (
        (here, "as you assume" if asked else HERE),
        (None if staffing.to_keep_up is None else float(max(1, ceil(staffing.to_keep_up - NEAR))), KEEP_UP),
        (None if staffing.to_clear is None else float(staffing.to_clear), CLEAR),
        (None if staffing.for_promise is None else float(staffing.for_promise), PROMISE),
    )
    found: dict[float, list[str]] = {}
    for number, why in meant:
        if number is not None:
            found.setdefault(number, []).append(why)
    return {number: ", ".join(whys) for number, whys in found.items()}


def beside(here: float | None) -> tuple[float, ...]:
    """One person fewer and one more."""
    return () if here is None else (here - 1, here + 1)


def option(unit: CapacityDefinition, made: Worked, staff: float, why: str, *, here: bool) -> Option:
    """What follows with so many people at the pace each has."""
    each, expected = made.power.each or 0.0, made.expected or 0.0
    power = replace(made.power, staff=staff, capacity=staff * each)
    settled = long_run(expected, power)
    monday = made.ahead[0].first if made.ahead else None
    weeks = () if monday is None else weeks_ahead(made.forecast, monday, made.queue, power, made.measured, settled)
    last = weeks[-1] if weeks else None
    clear = None if made.queue is None else backlog(made.queue, expected, staff * each).weeks_to_clear
    return Option(
        staff, staff * each, last.queue if last else None, last.queue_80 if last else None, clear, kept(unit, made, staff),
        None if settled is None else days_of(settled.wait, power), here, why,
    )  # fmt: skip


def kept(unit: CapacityDefinition, made: Worked, staff: float) -> float | None:
    """The share begun in time once no backlog stands; None where nothing is promised."""
    power = made.power
    if unit.target is None or power.minutes is None or made.expected is None:
        return None
    work = (made.expected / power.hours, power.minutes / HOUR)
    return begun_within(*work, staff, working_hours(unit.target, power))
