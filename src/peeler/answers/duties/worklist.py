"""The worklist: what is overdue and what falls due, in the order in which it should be done, and the load of the weeks ahead."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date

from peeler.answers.access import note
from peeler.answers.desk import Desk
from peeler.answers.duties.ordering import place, reason, told_to
from peeler.answers.duties.owed import Owed, duty_named, stretches
from peeler.answers.freshness import SourceFreshness, freshness_of
from peeler.answers.policy import policies_of
from peeler.answers.remembering import Remembering
from peeler.definitions.duties import DutyDefinition
from peeler.definitions.obligations import ObligationDefinition, events_behind
from peeler.plans.obligations.occurrences import AHEAD
from peeler.terms.clocks import Instant, end_of_day, later_by, london, parse_length
from peeler.terms.errors import NotAllowed, RequestError
from peeler.terms.viewers import Viewer

WITHIN = "12 weeks"
MOST = 200
LIVE = ("overdue", "due_soon", "open", "to_come")


@dataclass(frozen=True, slots=True)
class WorklistQuestion:
    """Which duties (none named: all), due within how long, of whom (None: of everybody), as at and as known, and how many lines."""

    duties: tuple[str, ...] = ()
    within: str = WITHIN
    owner: str | None = None
    at: Instant | None = None
    known: Instant | None = None
    most: int = MOST


@dataclass(frozen=True, slots=True)
class Work:
    """One line: what is owed and for which record, why it stands here, and who else is told by now."""

    owed: Owed
    title: str
    harm: int
    reason: str
    told_to: str | None
    set_by: str
    unverified: bool


@dataclass(frozen=True, slots=True)
class Load:
    """How much of one owner falls due on one day of those ahead."""

    day: date
    owner: str | None
    due: int


@dataclass(frozen=True, slots=True)
class WorklistAnswer:
    """The lines in order, how many there are in all by how they stand, and the days ahead.

    ``waiting``: duties that cannot be worked out yet, each with what it waits for; ``left_out``: those this viewer may not see.
    """

    question: WorklistQuestion
    as_at: Instant
    as_known: Instant
    work: tuple[Work, ...]
    counts: tuple[tuple[str, int], ...]
    ahead: tuple[Load, ...]
    waiting: tuple[tuple[str, str], ...]
    left_out: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    freshness: tuple[SourceFreshness, ...]
    journal_version: int
    synthetic: bool


def worklist(desk: Desk, viewer: Viewer, question: WorklistQuestion) -> WorklistAnswer:
    """The work of an owner, or of everybody the viewer may see; RequestError names the nearest right word."""
    note(desk, viewer, "worklist", asdict(question))
    policies_of(desk.catalogue, viewer)
    at, until = desk.moment(question.at), horizon(desk.moment(question.at), question.within)
    chosen = [duty_named(desk, name) for name in question.duties] or list(desk.catalogue.obligations.values())
    left_out: list[tuple[str, str]] = []
    found: list[tuple[DutyDefinition, Owed]] = []
    with desk.reading() as reading:
        for definition in chosen:
            try:
                found += [
                    (definition.duty, one) for one in standing(desk, viewer, reading, definition, question, until)
                ]
            except NotAllowed as refusal:
                left_out.append((definition.duty.name, str(refusal)))
        version = reading.version
    found.sort(key=lambda pair: place(pair[1], pair[0]))
    events = {event for definition in chosen for event in events_behind(definition.duty, desk.catalogue.objects)}
    waits = [(name, str(duty.file.waits_for)) for name, duty in desk.catalogue.duties.items() if duty.waits]
    return WorklistAnswer(
        question, at, desk.moment(question.known), tuple(work(duty, one, at) for duty, one in found[: question.most]),
        tuple(Counter(one.status for _, one in found).items()), tuple(ahead((one for _, one in found), at)),
        () if question.duties else tuple(waits), tuple(left_out), tuple(notes(chosen, until)),
        freshness_of(desk, sorted(events), ()), version, desk.synthetic,
    )  # fmt: skip


def horizon(at: Instant, within: str) -> Instant:
    """The last moment looked at; RequestError for a length that is none, or beyond what is worked out."""
    length = parse_length(written(within))
    until = later_by(at, length)
    if until > later_by(at, AHEAD):
        raise RequestError(f"within: at most {AHEAD}, not {length}")
    return until


def written(within: str) -> str:
    """``12w`` and ``5d`` are short for weeks and days."""
    units = {"d": "days", "w": "weeks", "m": "months", "h": "hours"}
    short = within.strip()
    return f"{short[:-1]} {units[short[-1]]}" if short[:-1].isdigit() and short[-1:] in units else short


def standing(
    desk: Desk,
    viewer: Viewer,
    reading: Remembering,
    definition: ObligationDefinition,
    question: WorklistQuestion,
    until: Instant,
) -> Iterator[Owed]:
    """What is owed under one duty, and due by then.

    The plan is made for the end of the London day, so that it is asked once a day and version, and read at the moment asked for.
    """
    at = desk.moment(question.at)
    of_the_day = end_of_day(london(at).date()) if question.at is None else at
    for owed, start, end in stretches(desk, viewer, reading, definition, of_the_day, question.known, live=True):
        theirs = question.owner is None or owed.owner == question.owner
        if theirs and start <= at < end and owed.status in LIVE and (owed.due_at is None or owed.due_at <= until):
            yield owed


def work(duty: DutyDefinition, one: Owed, at: Instant) -> Work:
    """One line of the list."""
    unverified = bool(duty.file.unverified or any(version.unverified for version in duty.file.versions))
    return Work(
        one, duty.file.title, int(duty.file.harm), reason(one, duty, at), told_to(one, duty, at), duty.file.set_by, unverified
    )  # fmt: skip


def ahead(several: Iterable[Owed], at: Instant) -> list[Load]:
    """What falls due after the moment asked for, by day and owner."""
    counts = Counter(
        (london(one.due_at).date(), one.owner) for one in several if one.due_at is not None and one.due_at > at
    )
    return [
        Load(day, owner, due)
        for (day, owner), due in sorted(counts.items(), key=lambda item: (item[0][0], item[0][1] or ""))
    ]


def notes(chosen: Iterable[ObligationDefinition], until: Instant) -> Iterator[str]:
    """What must be said of the list: limits that nobody has confirmed, and days whose bank holidays are not known yet."""
    duties = [definition.duty for definition in chosen]
    open_yet = [d.name for d in duties if d.file.unverified or any(v.unverified for v in d.file.versions)]
    if open_yet:
        yield f"Limits still to be confirmed by the force: {', '.join(open_yet)}."
    beyond = {d.calendar.beyond(london(until).date()) for d in duties if d.calendar} - {None}
    yield from sorted(f"{word}." for word in beyond if word)
