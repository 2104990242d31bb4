"""Whether a unit keeps up: one answer for each file of capacity, and what may be assumed in place of what the file says."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from peeler.answers.access import note
from peeler.answers.capacity.capacity_answer import CapacityAnswer, CapacityQuestion, UnitSummary
from peeler.answers.capacity.grounds import Grounds, grounds_of
from peeler.answers.capacity.options import options_of
from peeler.answers.capacity.power import assumptions_of, check, is_changed
from peeler.answers.capacity.sentences import error_words, late_words, words_of
from peeler.answers.capacity.weeks import Seen
from peeler.answers.capacity.working import Worked, worked_out
from peeler.answers.desk import Desk
from peeler.answers.freshness import SourceFreshness
from peeler.answers.measure import MeasureAnswer
from peeler.answers.policy import policies_of
from peeler.answers.remembering import Remembering
from peeler.definitions.capacity import CapacityDefinition
from peeler.terms.clocks import Instant
from peeler.terms.errors import unknown
from peeler.terms.viewers import Viewer


def capacity(desk: Desk, viewer: Viewer, question: CapacityQuestion) -> CapacityAnswer:
    """Whether a unit keeps up, for a viewer; RequestError for a wrong word (naming the nearest) or what they may not see."""
    note(desk, viewer, "capacity", asdict(question))
    unit = unit_named(desk, viewer, question.unit)
    check(question)
    if question.by is not None and question.by not in unit.file.by:
        raise unknown("breakdown", question.by, unit.file.by, where="by")
    with desk.one_version() as still, still.reading() as reading:
        return answered(still, viewer, reading, unit, question)


def capacities(desk: Desk, viewer: Viewer, at: Instant | None, known: Instant | None) -> tuple[CapacityAnswer, ...]:
    """Every unit there is that the viewer may be told of, in the order of their names."""
    note(desk, viewer, "capacities", {"at": at, "known": known})
    policies_of(desk.catalogue, viewer)
    found = []
    with desk.one_version() as still, still.reading() as reading:
        for name, unit in sorted(desk.catalogue.capacity.items()):
            bare = replace(unit, capability=())
            found.append(answered(still, viewer, reading, bare, CapacityQuestion(name, at, known)))
    return tuple(found)


def unit_named(desk: Desk, viewer: Viewer, name: str) -> CapacityDefinition:
    """The unit of that name; RequestError names the nearest."""
    policies_of(desk.catalogue, viewer)
    if name not in desk.catalogue.capacity:
        raise unknown("unit", name, desk.catalogue.capacity)
    return desk.catalogue.capacity[name]


def answered(
    desk: Desk, viewer: Viewer, reading: Remembering, unit: CapacityDefinition, question: CapacityQuestion
) -> CapacityAnswer:
    """The answer, all of it of one journal version."""
    found = grounds_of(desk, viewer, reading, unit, question)
    made = answer_from(unit, question, found, desk.now)
    return replace(made, journal_version=reading.version, synthetic=desk.synthetic, age=reading.age)


def answer_from(unit: CapacityDefinition, question: CapacityQuestion, found: Grounds, now: Instant) -> CapacityAnswer:
    """All that follows from what the records say; nothing more is asked of anybody for it."""
    seen, people, answers = found.seen, found.people, found.answers
    at, known = (now if moment is None else moment for moment in (question.at, question.known))
    made = worked_out(unit, question, seen, people.there, at)
    said = words_of(unit.file, question, made, found.waiting)
    return CapacityAnswer(
        question, unit_summary(unit), min(answer.as_at for answer in answers), known, seen.weeks, seen.queue, made.arrivals,
        made.completions, made.growth, made.forecast, made.why_not, made.expected, made.power, made.backlog, made.steady,
        made.ahead, made.staffing, found.waiting, found.capability, found.groups,
        assumptions_of(unit, question, people, made.power), is_changed(question), tuple(words for _, words in said),
        tuple(topic for topic, _ in said), options_of(unit, question, made), notes_of(unit, seen, made, answers), feeds_of(answers),
        0, synthetic=False, asked_at=now,
    )  # fmt: skip


def unit_summary(unit: CapacityDefinition) -> UnitSummary:
    """What a reader must know of the unit's file."""
    file, queue = unit.file, unit.queue
    return UnitSummary(
        unit.name, file.title, file.question, file.why, file.pieces, file.piece, file.done, queue.measure.name,
        queue.variant, queue.where, unit.hash,
    )  # fmt: skip


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
