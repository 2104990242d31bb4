"""What the records say of a unit, before anything is assumed: its weeks, its people, how long it takes and how well it is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from peeler.answers.capacity.capacity_answer import Capability, CapacityQuestion, GroupAhead, SeenWeek, Waiting
from peeler.answers.capacity.power import People, people_of
from peeler.answers.capacity.weeks import Seen, asked_of, groups_of, weeks_of
from peeler.answers.desk import Desk
from peeler.answers.figure_words import row_words
from peeler.answers.measure import MeasureAnswer, measured
from peeler.answers.remembering import Remembering
from peeler.definitions.capacity import CapacityDefinition, Use
from peeler.measures.rows import MeasureRow
from peeler.terms.clocks import end_of_day, start_of_day
from peeler.terms.errors import RequestError
from peeler.terms.viewers import Viewer

YEAR = 52
STANDING = ("stock", "composite")
MINUTE = 60_000_000


@dataclass(frozen=True)
class Grounds:
    """What the records say; ``answers``: those of the measures it was read from."""

    seen: Seen
    people: People
    waiting: Waiting | None
    capability: tuple[Capability, ...]
    groups: tuple[GroupAhead, ...]
    answers: tuple[MeasureAnswer, ...]


def grounds_of(
    desk: Desk, viewer: Viewer, reading: Remembering, unit: CapacityDefinition, question: CapacityQuestion
) -> Grounds:
    """What the records say of a unit, asked once a minute for each version of them: whatever is assumed rests on the same.

    Reference tables change without a version, so what is divided by one is asked every time.
    """
    measures = [one for use in uses_of(unit) for one in use.measure.made_of]
    if any(one.file.denominator for one in measures):
        return asked(desk, viewer, unit, question)
    weeks = question.weeks if question.by else 0
    asks = (unit.hash, len(unit.capability), question.at, question.known, question.by, weeks)
    key = ("capacity", desk.catalogue.version, viewer.roles, desk.loading, desk.now // MINUTE, *asks)
    types = sorted({one.object.name for one in measures})
    ((found,),) = reading.once(types, key, lambda: [(asked(desk, viewer, unit, question),)])
    return found  # type: ignore[no-any-return]


def uses_of(unit: CapacityDefinition) -> list[Use]:
    """Every measure that a unit uses."""
    single = (unit.queue, unit.staff, unit.arrivals, unit.completions, unit.waiting, unit.absent)
    return [use for use in (*single, *unit.capability) if use is not None]


def asked(desk: Desk, viewer: Viewer, unit: CapacityDefinition, question: CapacityQuestion) -> Grounds:
    """The same, asked anew."""
    seen, people = weeks_of(desk, viewer, unit, question), people_of(desk, viewer, unit, question)
    waiting, told = waiting_of(desk, viewer, unit.waiting, question, seen)
    capability, more = capability_of(desk, viewer, unit.capability, question, seen)
    groups = groups_of(desk, viewer, unit, question)
    return Grounds(seen, people, waiting, capability, groups, (*seen.answers, *people.answers, *told, *more))


def over(
    desk: Desk, viewer: Viewer, use: Use, question: CapacityQuestion, weeks: Sequence[SeenWeek]
) -> tuple[MeasureRow, MeasureAnswer] | None:
    """A measure over some weeks in one row, one of what stands at a moment as at the moment asked for; None where there are no
    weeks, or the viewer may not be told.
    """
    time = time_of(weeks)
    if time is None:
        return None
    asks = asked_of(use, question)
    if use.measure.file.kind not in STANDING:
        asks = asked_of(use, question, start=start_of_day(time[0]), end=end_of_day(time[1]))
    try:
        answer = measured(desk, viewer, asks)
    except RequestError:
        return None
    return (answer.rows[0], answer) if answer.rows else None


def time_of(weeks: Sequence[SeenWeek]) -> tuple[date, date] | None:
    """The first and the last day of some weeks."""
    return (weeks[0].first, weeks[-1].last) if weeks else None


def waiting_of(
    desk: Desk, viewer: Viewer, use: Use | None, question: CapacityQuestion, seen: Seen
) -> tuple[Waiting | None, list[MeasureAnswer]]:
    """How long pieces wait as measured, of those that came in over the recent weeks."""
    found = None if use is None else over(desk, viewer, use, question, seen.recent)
    if found is None:
        return None, []
    row, answer = found
    said = answer.definition
    return Waiting(said.name, said.title, said.unit, row.value, row.low, row.high, row.n), [answer]


def capability_of(
    desk: Desk, viewer: Viewer, uses: Iterable[Use], question: CapacityQuestion, seen: Seen
) -> tuple[tuple[Capability, ...], list[MeasureAnswer]]:
    """How well the work is done, over the last year of whole weeks; of people, at the moment asked for."""
    weeks = seen.whole[-YEAR:]
    found = [over(desk, viewer, use, question, weeks) for use in uses]
    told = [one for one in found if one is not None]
    return tuple(capability(row, answer) for row, answer in told), [answer for _, answer in told]


def capability(row: MeasureRow, answer: MeasureAnswer) -> Capability:
    """One measure of how well the work is done."""
    said, (value, between, n) = answer.definition, row_words(row, answer.definition)
    within = "; ".join(part for part in (f"95 % interval {between}" if between else "", f"n {n}" if n else "") if part)
    return Capability(
        said.name,
        said.title,
        f"{value}{f' ({within})' if within else ''}",
        row.value,
        row.low,
        row.high,
        row.n,
        said.better,
    )
