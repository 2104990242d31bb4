"""Whether a unit keeps up: one answer for each file of capacity, and what may be assumed in place of what the file says."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date

from peeler.answers.access import note
from peeler.answers.capacity.capacity_answer import (
    Capability,
    CapacityAnswer,
    CapacityQuestion,
    SeenWeek,
    UnitSummary,
    Waiting,
)  # fmt: skip
from peeler.answers.capacity.power import assumptions_of, check, is_changed, people_of
from peeler.answers.capacity.sentences import error_words, late_words, words_of
from peeler.answers.capacity.weeks import Seen, asked_of, groups_of, weeks_of
from peeler.answers.capacity.working import Worked, worked_out
from peeler.answers.desk import Desk
from peeler.answers.figure_words import row_words
from peeler.answers.freshness import SourceFreshness
from peeler.answers.measure import MeasureAnswer, measured
from peeler.answers.policy import policies_of
from peeler.definitions.capacity import CapacityDefinition, Use
from peeler.measures.rows import MeasureRow
from peeler.terms.clocks import Instant, end_of_day, start_of_day
from peeler.terms.errors import RequestError, unknown
from peeler.terms.viewers import Viewer

YEAR = 52


def capacity(desk: Desk, viewer: Viewer, question: CapacityQuestion) -> CapacityAnswer:
    """Whether a unit keeps up, for a viewer; RequestError for a wrong word (naming the nearest) or what they may not see."""
    note(desk, viewer, "capacity", asdict(question))
    unit = unit_named(desk, viewer, question.unit)
    check(question)
    if question.by is not None and question.by not in unit.file.by:
        raise unknown("breakdown", question.by, unit.file.by, where="by")
    with desk.one_version() as still, still.reading() as reading:
        made = answered(still, viewer, unit, question)
        return replace(made, journal_version=reading.version, age=reading.age)


def capacities(desk: Desk, viewer: Viewer, at: Instant | None, known: Instant | None) -> tuple[CapacityAnswer, ...]:
    """Every unit there is that the viewer may be told of, in the order of their names."""
    note(desk, viewer, "capacities", {"at": at, "known": known})
    policies_of(desk.catalogue, viewer)
    found = []
    with desk.one_version() as still, still.reading() as reading:
        for name, unit in sorted(desk.catalogue.capacity.items()):
            made = answered(still, viewer, replace(unit, capability=()), CapacityQuestion(name, at, known))
            found.append(replace(made, journal_version=reading.version, age=reading.age))
    return tuple(found)


def unit_named(desk: Desk, viewer: Viewer, name: str) -> CapacityDefinition:
    """The unit of that name; RequestError names the nearest."""
    policies_of(desk.catalogue, viewer)
    if name not in desk.catalogue.capacity:
        raise unknown("unit", name, desk.catalogue.capacity)
    return desk.catalogue.capacity[name]


def answered(desk: Desk, viewer: Viewer, unit: CapacityDefinition, question: CapacityQuestion) -> CapacityAnswer:
    """The answer, all of it of one journal version."""
    seen, people = weeks_of(desk, viewer, unit, question), people_of(desk, viewer, unit, question)
    made = worked_out(unit, question, seen, people.there, desk.moment(question.at))
    waiting, told = waiting_of(desk, viewer, unit.waiting, question, seen)
    capability, more = capability_of(desk, viewer, unit, question, seen)
    answers = [*seen.answers, *people.answers, *told, *more]
    return CapacityAnswer(
        question, unit_summary(unit), min(answer.as_at for answer in answers), desk.moment(question.known), seen.weeks,
        seen.queue, made.arrivals, made.completions, made.growth, made.forecast, made.why_not, made.expected, made.power,
        made.backlog, made.steady, made.ahead, made.staffing, waiting, capability, groups_of(desk, viewer, unit, question),
        assumptions_of(unit, question, people, made.power), is_changed(question), words_of(unit.file, question, made, waiting),
        notes_of(unit, seen, made, answers), feeds_of(answers), 0, desk.synthetic,
    )  # fmt: skip


def unit_summary(unit: CapacityDefinition) -> UnitSummary:
    """What a reader must know of the unit's file."""
    file, queue = unit.file, unit.queue
    return UnitSummary(
        unit.name, file.title, file.question, file.why, file.pieces, file.piece, file.done, queue.measure.name,
        queue.variant, queue.where, unit.hash,
    )  # fmt: skip


def time_of(weeks: Sequence[SeenWeek]) -> tuple[date, date] | None:
    """The first and the last day of some weeks."""
    return (weeks[0].first, weeks[-1].last) if weeks else None


def over(
    desk: Desk, viewer: Viewer, use: Use, question: CapacityQuestion, weeks: Sequence[SeenWeek]
) -> tuple[MeasureRow, MeasureAnswer] | None:
    """A measure over some weeks in one row; None where there are none, or the viewer may not be told."""
    time = time_of(weeks)
    if time is None:
        return None
    asks = asked_of(use, question, start=start_of_day(time[0]), end=end_of_day(time[1]))
    try:
        answer = measured(desk, viewer, asks)
    except RequestError:
        return None
    return (answer.rows[0], answer) if answer.rows else None


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
    desk: Desk, viewer: Viewer, unit: CapacityDefinition, question: CapacityQuestion, seen: Seen
) -> tuple[tuple[Capability, ...], list[MeasureAnswer]]:
    """How well the work is done, over the last year of whole weeks."""
    found = [over(desk, viewer, use, question, seen.whole[-YEAR:]) for use in unit.capability]
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


def notes_of(unit: CapacityDefinition, seen: Seen, made: Worked, answers: Sequence[MeasureAnswer]) -> tuple[str, ...]:
    """How the forecast was and where it begins, what is assumed, and what must be said of the numbers it rests on."""
    error = "" if made.forecast is None else error_words(made.forecast)
    said = [note for answer in answers for note in answer.notes]
    return tuple(dict.fromkeys(filter(None, [error, late_words(seen), *unit.file.assumptions, *said])))


def feeds_of(answers: Sequence[MeasureAnswer]) -> tuple[SourceFreshness, ...]:
    """The feeds behind the answer, each once, by name."""
    return tuple(
        sorted(
            {feed.source: feed for answer in answers for feed in answer.freshness}.values(),
            key=lambda feed: feed.source,
        )
    )
