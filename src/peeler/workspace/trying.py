"""A small world for a worked example: a real ledger in a temporary folder, a real fold, real answers."""

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from peeler.answers.desk import Desk
from peeler.answers.duties.owed import Owed, OwedQuestion, owed
from peeler.answers.measure import MeasureQuestion, measure
from peeler.answers.measure_json import measure_json
from peeler.answers.show import Shown, ShowQuestion, show
from peeler.definitions.catalogue import Catalogue
from peeler.examples import Envelope
from peeler.refresh.folding import folded_types
from peeler.refresh.keeping import rebuild
from peeler.sources.envelopes import envelope_reader, read_envelope
from peeler.sources.lines import LineRefused
from peeler.store.commit import Commit
from peeler.store.durable import Durable
from peeler.store.projection import Projection
from peeler.store.records import ReferenceRow, Refused
from peeler.terms.clocks import Instant, london, parse_every, parse_moment
from peeler.terms.errors import RequestError, unknown
from peeler.terms.events import Event
from peeler.terms.identifiers import EventId, ForceKey, ObjectId, ObjectType
from peeler.terms.viewers import local_viewer

VIEWER = local_viewer("worked example")
NOW = parse_moment("2100-01-01", edge="end")
REFERENCE_KEYS = ("table", "force", "year", "value")
ASKS = ("at", "known", "from", "to", "every", "by", "where", "variant")


@dataclass(frozen=True)
class World:
    """One example's events, folded; ``prefix`` stands before its objects' names, and names its force, where others lie beside it."""

    desk: Desk
    types: Mapping[ObjectId, ObjectType]
    prefix: str = ""

    def state(self, name: str) -> Mapping[str, Any] | None:
        """What is believed of an object now, by attribute; an instant as London's clock, such as 2024-01-05T10:00."""
        own = ObjectId(self.prefix + name)
        if own not in self.types:
            raise unknown("object", name, [each.removeprefix(self.prefix) for each in self.types])
        found = show(self.desk, VIEWER, ShowQuestion(self.types[own], own)).state
        return None if found is None else {one.name: self._own(civil(one)) for one in found}

    def _own(self, value: Any) -> Any:
        """A value as the example writes it, where it names an object of this world or several."""
        if isinstance(value, (list, tuple)):
            return [self._own(one) for one in value]
        return value.removeprefix(self.prefix) if isinstance(value, str) else value

    def rows(self, name: str, asks: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        """A measure's answer, as the rows of its JSON."""
        asked = question(name, asks)
        if self.prefix:
            own = f"force = '{self.prefix}'"
            asked = replace(asked, where=f"({asked.where}) and {own}" if asked.where else own)
        rows: list[dict[str, Any]] = measure_json(measure(self.desk, VIEWER, asked))["rows"]
        return rows

    def owed(self, name: str, asks: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        """What was owed under a duty, in order of record and due moment, in the words of an example."""
        asked = question(name, asks)
        found = owed(self.desk, VIEWER, OwedQuestion(name, at=asked.at, known=asked.known)).owed
        return [self._told(one) for one in found if one.object.startswith(self.prefix)]

    def _told(self, one: Owed) -> Mapping[str, Any]:
        """One time something is owed, in the words of an example."""
        moments = {
            "armed": one.armed_at,
            "opens": one.opens_at,
            "due": one.due_at,
            "met": one.met_at,
            "ended": one.ended_at,
        }
        told = {key: None if moment is None else civil_time(moment) for key, moment in moments.items()}
        return {
            **told,
            "of": one.object.removeprefix(self.prefix),
            "number": one.number,
            "status": one.status,
            "owner": one.owner,
        }


def civil(one: Shown) -> Any:
    """A value as an example writes it: an instant by London's clock, to the minute (or the second, where it has one)."""
    if one.kind == "decimal" and isinstance(one.value, str):
        return float(one.value)
    if one.kind not in ("instant", "since") or not isinstance(one.value, int):
        return one.value
    return civil_time(Instant(one.value))


def civil_time(instant: Instant) -> str:
    """An instant by London's clock, to the minute (or the second, where it has one)."""
    moment = london(instant)
    return moment.strftime("%Y-%m-%dT%H:%M:%S" if moment.second else "%Y-%m-%dT%H:%M")


def question(name: str, asks: Mapping[str, Any]) -> MeasureQuestion:
    """What an example asks, as it writes it."""
    for key in asks:
        if key not in ASKS:
            raise unknown("key", key, ASKS, where="asks")

    def moment(key: str, edge: Any = "end") -> Instant | None:
        return parse_moment(asks[key], edge=edge) if key in asks else None

    every = parse_every(asks["every"]) if "every" in asks else None
    by = asks.get("by", ())
    return MeasureQuestion(
        name, moment("at"), moment("known"), moment("from", "start"), moment("to"), every,
        tuple([by] if isinstance(by, str) else by), asks.get("where"), asks.get("variant"),
    )  # fmt: skip


@contextmanager
def worlds(catalogue: Catalogue) -> Iterator["Worlds"]:
    """Makes worlds until the block ends."""
    with tempfile.TemporaryDirectory(prefix="peeler-examples-") as folder:
        made = Worlds(catalogue, Path(folder))
        try:
            yield made
        finally:
            made.close()


class Worlds:
    """Makes a world for each example, in a ledger of its own or beside others in one."""

    def __init__(self, catalogue: Catalogue, folder: Path) -> None:
        """Where ledgers may be made."""
        self.catalogue, self._folder, self._number = catalogue, folder, 0
        self._small: dict[frozenset[ObjectType], Catalogue] = {}
        self._projection, self._before = Projection(None), frozenset[ObjectType]()

    def __call__(self, envelopes: Sequence[Envelope], references: Sequence[Mapping[str, str]]) -> World:
        """A world in which these events alone have happened; RequestError for one that is not understood."""
        durable, events = self._ledger(), [self._event(envelope) for envelope in envelopes]
        with durable.commit(now=NOW, founding=True) as commit:
            accepted(commit, events)
            commit.keep_reference([reference(row) for row in references])
        types = types_of(events)
        return World(self._folded(durable, types), types)

    def together(self, stories: Sequence[Sequence[Envelope]]) -> list[World | RequestError]:
        """A world for each story, or why it is not understood: one ledger, folded once, in which no two share an object."""
        durable = self._ledger()
        with durable.commit(now=NOW, founding=True) as commit:
            told = [self._told(commit, envelopes, f"world {number}/") for number, envelopes in enumerate(stories)]
        found = [one for one in told if not isinstance(one, RequestError)]
        desk = self._folded(durable, {name: kind for one in found for name, kind in one.items()})
        return [
            one if isinstance(one, RequestError) else World(desk, one, f"world {number}/")
            for number, one in enumerate(told)
        ]

    def _told(
        self, commit: Commit, envelopes: Sequence[Envelope], prefix: str
    ) -> dict[ObjectId, ObjectType] | RequestError:
        """Tells a story about objects of its own; their types, or why it is not understood."""
        try:
            events = [apart(self._event(envelope), prefix) for envelope in envelopes]
            accepted(commit, events)
        except RequestError as refusal:
            return refusal
        return types_of(events)

    def _ledger(self) -> Durable:
        """An empty ledger."""
        self._number += 1
        return Durable(self._folder / str(self._number))

    def _folded(self, durable: Durable, types: Mapping[ObjectId, ObjectType]) -> Desk:
        """A desk over a ledger, folded; what was folded before is gone, since its types are folded anew, even into nothing:
        a measure made of several objects would find it otherwise.
        """
        told = frozenset(types.values())
        rebuild(durable, self._projection, self._about(told | self._before))
        self._before = told
        return Desk(self.catalogue, durable, self._projection, NOW)

    def _about(self, types: frozenset[ObjectType]) -> Catalogue:
        """The catalogue with no other object types than these, and those they copy from: a world has no more to fold."""
        if types not in self._small:
            objects = {name: self.catalogue.objects[name] for name in folded_types(self.catalogue.objects, types)}
            self._small[types] = replace(self.catalogue, objects=objects)
        return self._small[types]

    def _event(self, envelope: Envelope) -> Event:
        """The event of an envelope."""
        try:
            return read_envelope(envelope_reader(self.catalogue, "example", None), json.loads(json.dumps(envelope)))
        except LineRefused as refused:
            raise RequestError(f"{envelope['type']}: {refused}") from None

    def close(self) -> None:
        """Lets go of the projection."""
        self._projection.close()


def reference(row: Mapping[str, str]) -> ReferenceRow:
    """An example's reference row, of one calendar year; whatever else it names are the row's dimensions."""
    year, said = int(row["year"]), sorted(row.items() - {key: row[key] for key in REFERENCE_KEYS}.items())
    return ReferenceRow(
        row["table"], row["year"], ForceKey(row["force"]), date(year, 1, 1), date(year, 12, 31), tuple(said),
        int(row["value"]),
    )  # fmt: skip


def accepted(commit: Commit, events: Sequence[Event]) -> None:
    """Has the ledger accept events; RequestError for the first it refuses."""
    refused = [fate.reason for fate in commit.accept(events) if isinstance(fate, Refused)]
    if refused:
        raise RequestError(refused[0])


def types_of(events: Sequence[Event]) -> dict[ObjectId, ObjectType]:
    """The objects that events name, and their types."""
    return {naming.object: naming.object_type for event in events for naming in event.objects}


def apart(event: Event, prefix: str) -> Event:
    """The same event about objects of a world of its own, in a force of its own."""
    return event._replace(
        id=EventId(prefix + event.id),
        force=ForceKey(prefix),
        replaces=EventId(prefix + event.replaces) if event.replaces else None,
        retracts=EventId(prefix + event.retracts) if event.retracts else None,
        objects=tuple(naming._replace(object=ObjectId(prefix + naming.object)) for naming in event.objects),
        personal=tuple(value._replace(subject=ObjectId(prefix + value.subject)) for value in event.personal),
    )
