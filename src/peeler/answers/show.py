"""One object: what is believed of it as at T, as known at K, and the timeline of every event that names it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from peeler.answers.access import note
from peeler.answers.asking import scope_of
from peeler.answers.desk import Desk
from peeler.answers.notes import notes_of_ahead
from peeler.answers.policy import may_see_personal, sight_of
from peeler.answers.records import Shown as ShownValue
from peeler.answers.records import read, text
from peeler.answers.remembering import Remembering
from peeler.definitions.objects import BUILT_IN, ObjectDefinition
from peeler.plans.scope import Scope
from peeler.plans.states import columns_of_state, seen_among, state_of
from peeler.store.records import KeptEvent
from peeler.terms.clocks import Instant, Precision
from peeler.terms.errors import RequestError, unknown
from peeler.terms.events import Naming, canonical
from peeler.terms.viewers import Viewer


@dataclass(frozen=True, slots=True)
class ShowQuestion:
    """Which object, as at and as known (None: now)."""

    object_type: str
    object: str
    at: Instant | None = None
    known: Instant | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """One attribute and its value; ``kind`` says how to render it (instants are microseconds since 1970)."""

    name: str
    kind: str
    value: ShownValue
    copied: bool = False


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One event that names the object; ``dead_from``: when it was corrected or withdrawn, None while it stands.

    ``fields`` are as told; ``personal`` names each personal field that was filled, its text only for a viewer whose
    policy lets them read it, and None once it is erased.
    """

    id: str
    type: str
    meaning: str
    at: Instant | None
    precision: Precision
    recorded_at: Instant | None
    known_at: Instant
    source: str
    actor: str | None
    role: str
    fields: tuple[tuple[str, str], ...]
    personal: tuple[tuple[str, str | None], ...]
    dead_from: Instant | None


@dataclass(frozen=True, slots=True)
class Linked:
    """Another object named beside this one by an event: its role there, type and id."""

    role: str
    object_type: str
    object: str


@dataclass(frozen=True, slots=True)
class ShowAnswer:
    """An object as at and as known; ``state`` is None where nothing is believed of it then (not born, or withdrawn).

    ``asked_at`` is the moment of asking.
    """

    question: ShowQuestion
    title: str
    about: str
    as_at: Instant
    as_known: Instant
    force: str | None
    born: bool
    restricted: bool
    valid_from: Instant | None
    state: tuple[Shown, ...] | None
    timeline: tuple[TimelineEvent, ...]
    linked: tuple[Linked, ...]
    notes: tuple[str, ...]
    journal_version: int
    asked_at: Instant | None = None

    @property
    def ahead(self) -> bool:
        """Whether the moment asked for is still to come."""
        return self.asked_at is not None and max(self.as_at, self.as_known) > self.asked_at


def show(desk: Desk, viewer: Viewer, question: ShowQuestion) -> ShowAnswer:
    """One object for a viewer; RequestError for an unknown type or object, or one they may not see (said alike)."""
    note(desk, viewer, "show", asdict(question))
    if question.object_type not in desk.catalogue.objects:
        raise unknown("object", question.object_type, desk.catalogue.objects)
    definition = desk.catalogue.objects[question.object_type]
    with desk.reading() as reading:
        scope = scope_of(desk, viewer, reading, definition, question.at, question.known)
        events = events_seen(desk, reading, scope, question)
        return answered(desk, viewer, reading, scope, question, events)


def events_seen(desk: Desk, reading: Remembering, scope: Scope, question: ShowQuestion) -> list[KeptEvent]:
    """The events that name the object, as known by K; RequestError alike where there are none and none may be seen."""
    may = scope.sight.everything or bool(reading.rows(seen_among(scope, [question.object])))
    kept = desk.durable.ledger.timeline(scope.definition.name, question.object) if may else []  # type: ignore[arg-type]
    if not kept:
        raise RequestError(f"there is no {question.object_type} '{question.object[:80]}' that you may see")
    return [event for event in kept if question.known is None or event.known_at <= question.known]


def answered(
    desk: Desk, viewer: Viewer, reading: Remembering, scope: Scope, question: ShowQuestion, events: list[KeptEvent]
) -> ShowAnswer:
    """The answer, put together."""
    definition, known = scope.definition, question.known
    rows = reading.rows(state_of(scope, question.object))
    state = dict(zip(columns_of_state(scope), map(read, rows[0]), strict=True)) if rows else {}
    personal = may_see_personal(desk.catalogue, viewer)
    notes = notes_of_ahead(desk, question.at, known)
    if not state:
        notes.append("Nothing is believed of it at this moment: its first event had not come, or was withdrawn.")
    if state and not state["born"]:
        notes.append("The event that begins it has not come: it is counted only where events are counted.")
    return ShowAnswer(
        question, definition.file.title, definition.file.about, scope.at, desk.moment(known),
        text(state.get("force")), bool(state.get("born")), bool(state.get("restricted")),
        moment(state.get("valid_from")), shown_state(definition, state) if state else None,
        tuple(timeline_event(desk, event, question, personal=personal) for event in events),
        linked(desk, viewer, reading, question, events), tuple(notes), reading.version,
        desk.now,
    )  # fmt: skip


def moment(value: ShownValue) -> Instant | None:
    """A value that is an instant or nothing."""
    return Instant(value) if isinstance(value, int) else None


def shown_state(definition: ObjectDefinition, state: Mapping[str, ShownValue]) -> tuple[Shown, ...]:
    """The object's own attributes, then those copied from its owners."""
    copied = {copy.name for copy in definition.copies}
    kinds = {name: kind for name, kind in definition.columns.items() if name not in BUILT_IN}
    return tuple(Shown(name, kind, state[name], name in copied) for name, kind in kinds.items())


def timeline_event(desk: Desk, kept: KeptEvent, question: ShowQuestion, *, personal: bool) -> TimelineEvent:
    """One event as a reader sees it; its personal texts only where policy lets them."""
    event, declared = kept.event, desk.catalogue.events.get(kept.event.type)
    data: dict[str, Any] = json.loads(event.data)
    apart = [name for name in data if declared and name in declared.fields and declared.fields[name].personal]
    texts = {one.field: one.text for one in desk.durable.personal.of_event(kept.seq)} if personal and apart else {}
    roles = [naming.role for naming in event.objects if naming.object == question.object]
    dead = kept.dead_from
    return TimelineEvent(
        event.id, event.type, declared.meaning if declared else "", event.at, event.precision, event.recorded_at,
        kept.known_at, event.source, event.actor, ", ".join(dict.fromkeys(roles)),
        tuple((name, written(value)) for name, value in data.items() if name not in apart),
        tuple((name, texts.get(name)) for name in apart),
        None if question.known is not None and dead is not None and dead > question.known else dead,
    )  # fmt: skip


def written(value: Any) -> str:
    """A field's value in words: a judgement says who judged, a list its members."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict) and set(value) == {"value", "judged_by"}:
        return f"{written(value['value'])} (judged by {value['judged_by']})"
    if isinstance(value, list):
        return ", ".join(written(one) for one in value)
    return value if isinstance(value, str) else canonical(value)


def linked(
    desk: Desk, viewer: Viewer, reading: Remembering, question: ShowQuestion, events: Iterable[KeptEvent]
) -> tuple[Linked, ...]:
    """The other objects these events name, of those the viewer may see."""
    named: dict[str, list[Naming]] = {}
    for naming in dict.fromkeys(naming for kept in events for naming in kept.event.objects):
        if naming.object != question.object:
            named.setdefault(naming.object_type, []).append(naming)
    found = []
    for object_type, namings in named.items():
        seen = visible(desk, viewer, reading, object_type, [naming.object for naming in namings])
        found += [Linked(n.role, n.object_type, n.object) for n in namings if n.object in seen]
    return tuple(found)


def visible(desk: Desk, viewer: Viewer, reading: Remembering, object_type: str, named: list[Any]) -> set[str]:
    """Those of the named objects of one type that the viewer may see; none where no policy speaks of the type."""
    try:
        sight = sight_of(desk.catalogue, viewer, object_type)
    except RequestError:
        return set()
    if sight.everything:
        return set(named)
    scope = Scope(desk.catalogue.objects[object_type], sight, desk.now, desk.now)
    return {row[0] for row in reading.rows(seen_among(scope, named))}
