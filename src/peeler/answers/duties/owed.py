"""What is owed under one duty, and how each time of it stands at a moment as known at another."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from sqlglot import exp

from peeler.answers.access import note
from peeler.answers.asking import scope_of
from peeler.answers.desk import Desk
from peeler.answers.policy import least_told
from peeler.answers.remembering import Key, Remembering, Rows
from peeler.definitions.obligations import ObligationDefinition
from peeler.definitions.rendering import executable, timestamp
from peeler.plans.obligations.occurrences import occurrences
from peeler.plans.scope import Scope
from peeler.plans.signed import column, columns, held_at, journal
from peeler.plans.trees import all_of, is_not, named, nested, or_else, query, summed, text
from peeler.store.projection import instant_of
from peeler.terms.clocks import Instant
from peeler.terms.errors import NotAllowed, RequestError, unknown
from peeler.terms.viewers import Viewer

MOST = 5_000
STANDING = (
    "duty_of", "duty_number", "duty_armed_at", "duty_opens_at", "duty_due_at", "duty_met_at", "duty_entered_at",
    "duty_ended_at", "duty_status", "valid_from", "valid_to",
)  # fmt: skip
HELD = "o"


@dataclass(frozen=True, slots=True)
class OwedQuestion:
    """Which duty, of which object (None: of all), as at and as known; None is now."""

    duty: str
    object: str | None = None
    at: Instant | None = None
    known: Instant | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """One time something is owed: for which record, which time it is, its moments, how it stands, and who owes it.

    ``due_at`` is None while its clock rests for no one knows how long. ``owner`` is who holds it at the moment asked for.
    """

    duty: str
    object_type: str
    object: str
    number: int
    armed_at: Instant
    opens_at: Instant
    due_at: Instant | None
    met_at: Instant | None
    entered_at: Instant | None
    ended_at: Instant | None
    status: str
    owner: str | None
    vulnerable: bool


@dataclass(frozen=True, slots=True)
class OwedAnswer:
    """All times a duty is or was owed that have opened by the moment asked for, by record and due moment."""

    question: OwedQuestion
    title: str
    as_at: Instant
    as_known: Instant
    owed: tuple[Owed, ...]


class Stretch(NamedTuple):
    """An occurrence as it stands from one moment until another."""

    owed: Owed
    start: Instant
    end: Instant


def owed(desk: Desk, viewer: Viewer, question: OwedQuestion) -> OwedAnswer:
    """Answers for one duty; RequestError names the nearest, NotAllowed where the viewer may not see what it is of."""
    note(desk, viewer, "owed", asdict(question))
    definition = duty_named(desk, question.duty)
    at = desk.moment(question.at)
    with desk.reading() as reading:
        found = stretches(desk, viewer, reading, definition, at, question.known, of=question.object)
    standing = [one.owed for one in found if one.start <= at < one.end and one.owed.status != "to_come"]
    if len(standing) > MOST:
        raise RequestError(f"more than {MOST:,} times; name one record, or ask the measure 'duty_met_{question.duty}'")
    ordered = sorted(standing, key=lambda one: (one.object, one.due_at or one.opens_at, one.number))
    return OwedAnswer(question, definition.duty.file.title, at, desk.moment(question.known), tuple(ordered))


def duty_named(desk: Desk, name: str) -> ObligationDefinition:
    """The obligations of the duty of that name; RequestError names the nearest, or says what it waits for."""
    if name in desk.catalogue.duties and name not in desk.catalogue.obligations:
        raise RequestError(
            f"duty '{name}' cannot be worked out yet: it waits for {desk.catalogue.duties[name].file.waits_for}"
        )
    if name not in desk.catalogue.obligations:
        raise unknown("duty", name, desk.catalogue.duties)
    return desk.catalogue.obligations[name]


def stretches(  # noqa: PLR0913 (a desk, a viewer, both clocks, and which of them)
    desk: Desk,
    viewer: Viewer,
    reading: Remembering,
    definition: ObligationDefinition,
    at: Instant,
    known: Instant | None,
    *,
    of: str | None = None,
    live: bool = False,
) -> list[Stretch]:
    """How every occurrence stands from when until when; ``live``: of records for which it has not ended by then alone.

    Its owner and whether somebody vulnerable waits are as they stand at that moment.
    """
    if least_told(desk.catalogue, viewer, definition.name) is not None:
        raise NotAllowed(f"{viewer.name} may see numbers of {definition.name} alone, not which records they are of")
    scope = scope_of(desk, viewer, reading, definition, at, known)
    what = ("stretches", *named_by(scope, definition), of, live)

    def asked() -> Rows:
        ((made,),) = reading.once((), ("plan of", *what), lambda: [(plan(scope, definition, of, live=live),)])
        return [(stretch_of(definition, row),) for row in reading.rows(made.copy())]

    return [found for (found,) in reading.once((definition.name,), what, asked)]


def named_by(scope: Scope, definition: ObligationDefinition) -> Key:
    """All that a plan of a duty depends on beside the journal: its making takes longer than its answer, so both are remembered."""
    texts = tuple(condition.text for condition in scope.sight.conditions)
    judged = None if scope.sight.everything else scope.now
    hashes = (definition.duty.name, definition.duty.hash, definition.subject.hash)
    return (*hashes, texts, judged, scope.at, scope.known, scope.withdrawn, scope.unsaid)


def plan(scope: Scope, definition: ObligationDefinition, of: str | None, *, live: bool) -> exp.Select:
    """The occurrences with whose they are and whether somebody vulnerable waits."""
    duty = definition.duty
    vulnerable = duty.vulnerable
    named_there = sorted(vulnerable.columns) if vulnerable else []
    owner = str(duty.file.owner)
    wanted = records(scope, definition, of) if of is not None else open_records(scope, definition) if live else None
    rows = occurrences(
        scope, definition, list(dict.fromkeys([*STANDING, owner, *named_there])), wanted=wanted, now=True
    )
    judged = (
        executable(vulnerable.tree, definition.columns, lambda name: column(name, HELD)) if vulnerable else exp.false()
    )
    said = [
        *columns(STANDING, HELD),
        named(column(owner, HELD), "whose"),
        named(or_else(judged, exp.false()), "vulnerable"),
    ]
    return query(said, nested(rows, HELD))


def records(scope: Scope, definition: ObligationDefinition, of: str) -> exp.Select:
    """One record."""
    subject = subject_of(scope, definition)
    return query([column("object")], journal(subject, []), where=[column("object").eq(text(of))], by=[column("object")])


def subject_of(scope: Scope, definition: ObligationDefinition) -> Scope:
    """The scope of the object that the duty is owed for."""
    return Scope(definition.subject, scope.sight, scope.now, scope.at, scope.known, withdrawn=True)


def open_records(scope: Scope, definition: ObligationDefinition) -> exp.Select:
    """The records for which the duty has not ended at the scope's moment."""
    duty, subject = definition.duty, subject_of(scope, definition)
    ended = [condition for condition in (duty.until, duty.void) if condition is not None]
    open_still = [
        or_else(is_not(exp.Paren(this=executable(c.tree, subject.definition.columns, column))), exp.true())
        for c in ended
    ]
    names = ["valid_from", "valid_to", "born", *sorted({name for c in ended for name in c.columns})]
    where = [
        column("valid_to") > timestamp(scope.at),
        *held_at(timestamp(scope.at)),
        column("born"),
        all_of(open_still),
    ]
    return query(
        [column("object")], journal(subject, dict.fromkeys(names)), where=where, by=[column("object")],
        having=summed(column("sign")) > 0,
    )  # fmt: skip


def stretch_of(definition: ObligationDefinition, row: Sequence[Any]) -> Stretch:
    """A row as an occurrence and its stretch of time."""
    of, number, armed, opens, due, met, entered, ended, status, start, end, owner, vulnerable = row
    one = Owed(
        definition.duty.name, definition.name, of, int(number), exact(armed), exact(opens), instant_of(due), instant_of(met),
        instant_of(entered), instant_of(ended), status, owner, bool(vulnerable),
    )  # fmt: skip
    return Stretch(one, exact(start), exact(end))


def exact(value: Any) -> Instant:
    """An instant that is always there."""
    found = instant_of(value)
    if found is None:
        raise ValueError("a stretch of time without an end of its own")
    return found
