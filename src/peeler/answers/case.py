"""One investigation whole: where it stands, everybody and everything in it, and every event of it from every source."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from peeler.answers.access import note
from peeler.answers.asking import scope_of
from peeler.answers.case_answer import CaseAnswer, CaseEvent, CaseQuestion, Fate, Party
from peeler.answers.case_conflicts import conflicts_of
from peeler.answers.case_family import MOST_MEMBERS, Family, Named, family_of
from peeler.answers.desk import Desk
from peeler.answers.freshness import freshness_of
from peeler.answers.notes import notes_of_ahead, notes_of_loading
from peeler.answers.policy import may_see_personal
from peeler.answers.records import Shown as ShownValue
from peeler.answers.records import read
from peeler.answers.remembering import Remembering
from peeler.answers.show import (
    Linked,
    ShowQuestion,
    events_seen,
    linked,
    moment,
    shown_state,
    timeline_event,
    visible,
)
from peeler.plans.scope import Scope
from peeler.plans.states import columns_of_state, state_of
from peeler.store.records import KeptEvent
from peeler.terms.clocks import Instant
from peeler.terms.identifiers import EventId, EventType, ObjectId, ObjectType
from peeler.terms.viewers import Viewer

INVESTIGATION, PERSON = ObjectType("investigation"), ObjectType("person_record")
A_DAY = 86_400_000_000
State = Mapping[str, ShownValue]


def case(desk: Desk, viewer: Viewer, question: CaseQuestion) -> CaseAnswer:
    """One investigation for a viewer; RequestError for one that is not there or that they may not see (said alike)."""
    note(desk, viewer, "case", asdict(question))
    definition = desk.catalogue.objects[INVESTIGATION]
    shown = ShowQuestion(INVESTIGATION, question.object, question.at, question.known)
    with desk.reading() as reading:
        scope = scope_of(desk, viewer, reading, definition, question.at, question.known)
        own = events_seen(desk, reading, scope, shown)
        family = family_of(desk, viewer, reading, (INVESTIGATION, ObjectId(question.object)), question.known)
        telling = Telling(desk, viewer, reading, question, scope.at)
        links = linked(desk, viewer, reading, shown, own)
        return telling.answer(family, tuple(one for one in links if not belongs_here(family, one)))


def belongs_here(family: Family, link: Linked) -> bool:
    """Whether a linked object is one of the case's own parties."""
    return (ObjectType(link.object_type), ObjectId(link.object)) in family.owners


@dataclass(frozen=True)
class Telling:
    """What it takes to tell a case: who asks, what is read, and the moments."""

    desk: Desk
    viewer: Viewer
    reading: Remembering
    question: CaseQuestion
    at: Instant

    def answer(self, family: Family, links: tuple[Linked, ...]) -> CaseAnswer:
        """The answer, put together."""
        desk, known, definition = self.desk, self.question.known, self.desk.catalogue.objects[INVESTIGATION]
        states = {member: self.state(member) for member in family.members}
        top, events = states[family.top], self.events(family)
        by_then = tuple(event for event in events if event.told.at is None or event.told.at <= self.at)
        spoken_of = {(one.object_type, one.object) for one in by_then}
        standing = [one for one in by_then if one.fate == "stands" and one.told.at is not None]
        return CaseAnswer(
            self.question, definition.file.title, self.at, desk.moment(known),
            str(top["force"]) if top.get("force") else None, bool(top.get("born")), bool(top.get("restricted")),
            shown_state(definition, top) if top else None, open_for(top, self.at),
            tuple(
                self.party(member, owner, states[member])
                for member, owner in family.owners.items()
                if states[member] or member in spoken_of
            ),
            by_then, standing[-1] if standing else None, len(events) - len(by_then), links,
            tuple(conflicts_of(top, states, standing_events(family, self))), may_see_personal(desk.catalogue, self.viewer),
            freshness_of(desk, {EventType(one.told.type) for one in events}, {one.told.source for one in events}),
            (*notes_of_loading(desk, {EventType(one.told.type) for one in events}), *self.notes(family, top)), self.reading.version, desk.synthetic, desk.now,
        )  # fmt: skip

    def state(self, named: Named) -> State:
        """What is believed of one object at the moment; nothing where nothing is."""
        question = self.question
        definition = self.desk.catalogue.objects[named[0]]
        scope: Scope = scope_of(self.desk, self.viewer, self.reading, definition, question.at, question.known)
        rows = self.reading.rows(state_of(scope, named[1]))
        return dict(zip(columns_of_state(scope), map(read, rows[0]), strict=True)) if rows else {}

    def party(self, member: Named, owner: Named, state: State) -> Party:
        """One party with its state, and what its person record fills."""
        definition, person = self.desk.catalogue.objects[member[0]], state.get("person")
        return Party(
            member[0], definition.file.title, member[1], owner[1], str(person) if person else None,
            shown_state(definition, state) if state else None, self.personal(str(person)) if person else (),
        )  # fmt: skip

    def personal(self, person: str) -> tuple[tuple[str, str | None], ...]:
        """The personal fields of a person record's latest description, by the one door to them (ruling 23)."""
        if not visible(self.desk, self.viewer, self.reading, PERSON, [person]):
            return ()
        question = ShowQuestion(PERSON, person, self.question.at, self.question.known)
        kept = self.desk.durable.ledger.timeline(PERSON, ObjectId(person))
        allowed = may_see_personal(self.desk.catalogue, self.viewer)
        told = [timeline_event(self.desk, one, question, personal=allowed) for one in kept if self.stands(one)]
        described = [event for event in told if event.personal and (event.at is None or event.at <= self.at)]
        return described[-1].personal if described else ()

    def stands(self, kept: KeptEvent) -> bool:
        """Whether an event was known and stood at K."""
        known = self.question.known
        if kept.event.retracts is not None or (known is not None and kept.known_at > known):
            return False
        return kept.dead_from is None or (known is not None and kept.dead_from > known)

    def events(self, family: Family) -> tuple[CaseEvent, ...]:
        """Every event of the family in the order they take effect; one that only withdraws another says so in that other."""
        retracted = {kept.event.retracts for kept in family.events.values() if kept.event.retracts is not None}
        told = [kept for kept in family.events.values() if kept.event.retracts is None]
        return tuple(self.event(kept, family, retracted) for kept in sorted(told, key=self.order))

    def order(self, kept: KeptEvent) -> tuple[object, ...]:
        """The order of ruling 1, over several objects: what happens to the investigation itself comes first."""
        event, definition = kept.event, self.desk.catalogue.objects.get(kept.event.type.partition(".")[0])
        types = list(definition.events) if definition else []
        rank = types.index(event.type) if event.type in types else len(types)
        own = 0 if definition and definition.name == INVESTIGATION else 1
        return (event.at is None, event.at or 0, own, rank, event.recorded_at or 0, event.id, kept.seq)

    def event(self, kept: KeptEvent, family: Family, retracted: set[EventId]) -> CaseEvent:
        """One event, and the object of the family that it is an event of."""
        event, members = kept.event, set(family.members)
        named = [(naming.object_type, naming.object) for naming in event.objects]
        of = [one for one in named if one in members and one[0] == event.type.partition(".")[0]]
        about = (of or [one for one in named if one in members])[0]
        question = ShowQuestion(about[0], about[1], self.question.at, self.question.known)
        told = timeline_event(self.desk, kept, question, personal=may_see_personal(self.desk.catalogue, self.viewer))
        declared = self.desk.catalogue.sources.get(event.source)
        dead: Fate = "withdrawn" if event.id in retracted else "corrected"
        return CaseEvent(
            told, about[0], about[1], declared.file.title if declared else event.source, entered_after(kept),
            "stands" if told.dead_from is None else dead,
        )  # fmt: skip

    def notes(self, family: Family, top: State) -> list[str]:
        """What a reader must know beside the story."""
        found = notes_of_ahead(self.desk, self.question.at, self.question.known)
        if not top:
            found.append("Nothing is believed of it at this moment: its first event had not come, or was withdrawn.")
        elif not top.get("born"):
            found.append("The event that begins it has not come: it is counted only where events are counted.")
        if family.cut:
            found.append(f"More than {MOST_MEMBERS} people and things belong to it; the rest are not shown here.")
        if self.question.known is not None and not self.desk.durable.live:
            found.append(
                "As known means known to the source systems: this history was loaded, not received as it happened."
            )
        return found


def standing_events(family: Family, telling: Telling) -> Sequence[KeptEvent]:
    """The events of a family that stood at K."""
    return [kept for kept in family.events.values() if telling.stands(kept)]


def open_for(state: State, at: Instant) -> int | None:
    """Microseconds from recording until cancelled, filed or completed, or until the moment while open; None before birth."""
    begun = moment(state.get("recorded_at"))
    ends: Iterable[Instant | None] = (moment(state.get(name)) for name in ("cancelled", "filed", "completed"))
    ended = min((end for end in ends if end is not None), default=None)
    return None if begun is None else max(0, (at if ended is None else ended) - begun)


def entered_after(kept: KeptEvent) -> int | None:
    """How long after it happened an event was entered, where that is more than a day; None where the source does not say."""
    event = kept.event
    if event.at is None or event.recorded_at is None or event.precision == "month":
        return None
    after = event.recorded_at - event.at - (A_DAY if event.precision == "day" else 0)
    return after if after > A_DAY else None
