"""Examples for the manual of the fold: what was told in few words, and what every state then shows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, cast

from peeler.definitions.catalogue import Catalogue
from peeler.definitions.journal import parts_of
from peeler.refresh.keeping import follow, rebuild
from peeler.store.durable import Durable
from peeler.store.projection import Projection, naive
from peeler.terms.clocks import Precision, parse_moment
from peeler.terms.events import Event, Naming, canonical
from peeler.terms.identifiers import EventId, EventType, ForceKey, ObjectId, ObjectType, Role, SourceName
from tests.oracle.belief import journal
from tests.oracle.projected import differing, journal_of
from tests.oracle.remembered import Remembered
from tests.oracle.worlds import Arrival, by_commit, in_world, known_at

NUMBERS = count(1)


@dataclass(frozen=True)
class Said:
    """One event in few words: when, what, about whom and with which fields, and in which commit it became known."""

    at: str | None
    event: str
    said: dict[str, Any]
    known: int
    envelope: dict[str, Any] = field(default_factory=dict)


def on(at: str | None, event: str, *, known: int = 0, **said: Any) -> Said:
    """An event at a London moment; ``id``, ``recorded``, ``replaces`` and ``retracts`` are the envelope's, the rest its roles and fields."""
    envelope: dict[str, Any] = {
        name: said.pop(name) for name in ("id", "recorded", "replaces", "retracts", "force") if name in said
    }
    return Said(at, event, said, known, envelope)


@dataclass(frozen=True)
class Shows:
    """What the states of an object show in one column, in order, as known after a commit (None: today)."""

    object: str
    column: str
    values: list[Any]
    known: int | None = None
    at: str | None = None
    only: str = "began_with is not null"


def shows(named: str, column: str, *values: Any, known: int | None = None) -> Shows:
    """``shows("case a", "level", "low", "high")``: one value for every state that an event begins."""
    return Shows(named, column, list(values), known)


def shows_all(named: str, column: str, *values: Any, known: int | None = None) -> Shows:
    """One value for every state, those begun by a copy or by a period's end too."""
    return Shows(named, column, list(values), known, only="true")


def shows_at(at: str, named: str, column: str, value: Any, *, known: int | None = None) -> Shows:
    """The value at one moment."""
    return Shows(named, column, [value], known, at, only="true")


@dataclass(frozen=True)
class Example:
    """A rule in words, what was told, and what follows."""

    rule: str
    told: Sequence[Said]
    then: Sequence[Shows]


def arrival(catalogue: Catalogue, said: Said) -> Arrival:
    """The event itself: roles and fields are told apart by the catalogue."""
    definition, envelope = catalogue.events[EventType(said.event)], said.envelope
    roles = {role: ids for role, ids in said.said.items() if role in definition.roles}
    unknown = set(said.said) - set(definition.roles) - set(definition.fields)
    assert not unknown, f"{said.event} has no {unknown}"
    namings = tuple(
        Naming(Role(role), ObjectType(definition.roles[role]), ObjectId(name))
        for role, ids in roles.items()
        for name in ids.split()
    )
    precision: Precision = "unknown" if said.at is None else {7: "month", 10: "day"}.get(len(said.at), "instant")  # type: ignore[assignment]
    event = Event(
        EventId(envelope.get("id", f"#{next(NUMBERS)}")), EventType(said.event), ForceKey(envelope.get("force", "north")),
        parse_moment(said.at, edge="start") if said.at else None, precision,
        parse_moment(envelope["recorded"], edge="start") if "recorded" in envelope else None, SourceName("rms"), None, namings,
        canonical({name: value for name, value in said.said.items() if name not in roles}),
        replaces=envelope.get("replaces"), retracts=envelope.get("retracts"),
    )  # fmt: skip
    return Arrival(event, said.known)


def own(value: Any, world: str) -> Any:
    """A value without the name of the world it lies in."""
    if isinstance(value, list):
        return [own(one, world) for one in value]
    return value.removeprefix(world) if isinstance(value, str) else value


class Manual:
    """Examples folded together, each in a world of its own, so that a chapter of the manual costs few folds.

    ``rebuilt`` is folded from the whole history at once, ``followed`` commit by commit, as it became known.
    """

    def __init__(self, catalogue: Catalogue, examples: Sequence[Example]) -> None:
        self.catalogue, self.examples = catalogue, examples
        self.ledger = Remembered()
        self.rebuilt, self.followed = Projection(None), Projection(None)
        rebuild(cast(Durable, self.ledger), self.followed, catalogue)
        told = [
            Arrival(in_world(number, event), commit)
            for number, example in enumerate(examples)
            for event, commit in (arrival(catalogue, said) for said in example.told)
        ]
        for commit, events in by_commit(sorted(told, key=lambda one: one.commit)).items():
            self.ledger.tell(events, known_at(commit))
            follow(cast(Durable, self.ledger), self.followed, catalogue)
        rebuild(cast(Durable, self.ledger), self.rebuilt, catalogue)

    def column(self, rule: str, then: Shows) -> list[Any]:
        """What the states of an example's object show, in order."""
        object_type, _, name = then.object.partition(" ")
        number = [example.rule for example in self.examples].index(rule)
        parts = parts_of(object_type)
        union = " union all by name ".join(
            f'select * from "{part}"' for part in (parts.current, parts.withdrawn, parts.recent)
        )
        conditions = [f"object = '{number}/{name}'", then.only]
        if then.known is not None:
            conditions.append(f"known_at <= timestamp '{naive(known_at(then.known))}'")
        if then.at is not None:
            moment = naive(parse_moment(then.at, edge="end"))
            conditions += [f"valid_from <= timestamp '{moment}'", f"valid_to > timestamp '{moment}'"]
        query = f"""
            select "{then.column}" from (
                select * exclude (sign, known_at) from ({union}) where {" and ".join(conditions)}
                group by all having sum(sign) > 0
            ) order by valid_from, valid_to, event nulls first"""
        with self.rebuilt.reading() as reading:
            return [own(row[0], f"{number}/") for row in reading.rows(query)]

    def check(self, rule: str) -> None:
        """Asserts that what follows from one example does."""
        for then in next(example for example in self.examples if example.rule == rule).then:
            found = self.column(rule, then)
            assert found == then.values, f"{then.object}.{then.column}: {found}"

    def differences(self, projection: Projection) -> list[str]:
        """Where the naive oracle disagrees with a projection; empty when it says the same."""
        naive_journal = journal(self.ledger.ledger.told, self.catalogue)
        return differing(self.catalogue, journal_of(projection, self.catalogue), naive_journal)
