"""Which objects a batch touches: those it tells something, all whose states may change by that, and whom they copy from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import pyarrow as pa
from pyarrow import compute

from peeler.definitions.objects import ObjectDefinition
from peeler.store.ledger import Ledger
from peeler.store.records import HandOver
from peeler.terms.clocks import Instant
from peeler.terms.identifiers import EventType, ObjectId, ObjectType

Named = tuple[ObjectType, ObjectId]
Objects = Mapping[str, ObjectDefinition]
Kin = dict[Named, set[tuple[str, Named]]]


@dataclass(frozen=True)
class Family:
    """Who was ever said by a birth, dead or alive, to belong to whom: (role, owner) of each member, (role, member) of each owner."""

    objects: Objects
    owners: Kin = field(default_factory=dict)
    members: Kin = field(default_factory=dict)

    def learn(self, handed: HandOver) -> None:
        """Adds what the births among these events say."""
        births = {birth: d for d in self.objects.values() if d.owners for birth in d.births}
        chosen = compute.is_in(handed.events.column("type"), pa.array(list(births), pa.string()))
        types = dict(pairs(handed.events.filter(chosen), "seq", "type"))
        for seq, namings in namings_of(handed, types).items():
            definition = births[types[seq]]
            owners = [one for one in namings if one[0] in definition.owners]
            for _, member in (one for one in namings if owners and one[0] == definition.name):
                for role, owner in owners:
                    self.owners.setdefault(member, set()).add((role, owner))
                    self.members.setdefault(owner, set()).add((role, member))

    def hub(self, one: Named) -> bool:
        """Whether an object is a hub: it hears its own event types alone."""
        return self.objects[one[0]].file.hub

    def hearing(self, one: Named) -> Iterable[Named]:
        """The owners to whom this object's events are told too; a hub tells nobody."""
        owners = self.owners.get(one, ())
        return [owner for _, owner in owners if not self.hub(owner)] if owners and not self.hub(one) else ()

    def copying(self, one: Named) -> Iterable[Named]:
        """The members that copy something from this object."""
        members = self.members.get(one, ())
        return [member for role, member in members if role in self.roles(member)] if members else ()

    def copied(self, one: Named) -> Iterable[Named]:
        """The owners from whom this object copies something."""
        owners = self.owners.get(one, ())
        return [owner for role, owner in owners if role in self.roles(one)] if owners else ()

    def telling(self, one: Named) -> Iterable[Named]:
        """The members whose events are part of this object's story."""
        members = self.members.get(one, ())
        return [member for _, member in members if not self.hub(member)] if members and not self.hub(one) else ()

    def roles(self, one: Named) -> set[str]:
        """The roles from which an object of this type copies."""
        return {copy.role for copy in self.objects[one[0]].copies}


class Touched(NamedTuple):
    """What a batch touches: the objects to fold again, the types of those that are told something, every event that takes.

    Objects of other types are folded because what they copy may have changed, or because something is copied from them.
    """

    objects: set[Named]
    told: frozenset[ObjectType]
    handed: HandOver


def touched(ledger: Ledger, objects: Objects, named: Iterable[Named], since: Instant) -> Touched:
    """What commits from ``since`` on touch, given whom they name.

    A hub is named by thousands of events that it never hears: they are read only where a change of its own is copied down.
    """
    hubs = {d.name: tuple(d.events) for d in objects.values() if d.file.hub}
    family, read, followed = Family(objects), set(named), set[Named]()
    handed = ledger.hand_over(sorted(read), heard=hubs)
    family.learn(handed)
    told = hearers(objects, handed, since)
    while True:
        hearing = reached(told, family.hearing)
        changed = reached(hearing, family.copying)
        folded = reached(changed, family.copied)
        more = reached(folded, family.telling) - read
        down = {one for one in changed if family.hub(one)} - followed
        if not more and not down:
            return Touched(folded, frozenset(object_type for object_type, _ in hearing), handed)
        read, followed = read | more, followed | down
        for further in (ledger.hand_over(sorted(more), heard=hubs), ledger.hand_over(sorted(down))):
            family.learn(further)
            handed = joined(handed, further)


def reached(start: set[Named], following: Callable[[Named], Iterable[Named]]) -> set[Named]:
    """These objects and all that follow from them, step by step."""
    found, waiting = set(start), list(start)
    while waiting:
        for new in following(waiting.pop()):
            if new not in found:
                found.add(new)
                waiting.append(new)
    return found


def hearers(objects: Objects, handed: HandOver, since: Instant) -> set[Named]:
    """The objects that hear an event which became known, or ceased to stand, in the batch."""
    start = pa.scalar(since, pa.int64()).cast(pa.timestamp("us"))
    fresh = [compute.greater_equal(handed.events.column(name), start) for name in ("known_at", "dead_from")]
    types = dict(pairs(handed.events.filter(compute.or_kleene(*fresh)), "seq", "type"))
    return {
        one
        for seq, namings in namings_of(handed, types).items()
        for _, one in namings
        if not objects[one[0]].file.hub or types[seq] in objects[one[0]].events
    }


def namings_of(handed: HandOver, chosen: Mapping[int, EventType]) -> dict[int, list[tuple[str, Named]]]:
    """Sequence -> (role, object) of the events chosen."""
    these = handed.namings.filter(compute.is_in(handed.namings.column("seq"), pa.array(list(chosen), pa.int64())))
    found: dict[int, list[tuple[str, Named]]] = {}
    for seq, role, object_type, named in zip(*(column.to_pylist() for column in these.columns), strict=True):
        found.setdefault(seq, []).append((role, (object_type, named)))
    return found


def pairs(table: pa.Table, *names: str) -> Iterable[tuple[int, EventType]]:
    """Two columns, row by row."""
    return zip(*(table.column(name).to_pylist() for name in names), strict=True)


def joined(handed: HandOver, further: HandOver) -> HandOver:
    """Two hand-overs as one, each event once."""
    known = handed.events.column("seq").combine_chunks()

    def together(one: pa.Table, other: pa.Table) -> pa.Table:
        return pa.concat_tables([one, other.filter(compute.invert(compute.is_in(other.column("seq"), known)))])

    return HandOver(together(handed.events, further.events), together(handed.namings, further.namings))
