"""Who and what is in a case: the objects that belong to an investigation, and all events that name any of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from peeler.answers.desk import Desk
from peeler.answers.remembering import Remembering
from peeler.answers.show import visible
from peeler.definitions.objects import ObjectDefinition
from peeler.store.records import KeptEvent
from peeler.terms.clocks import Instant
from peeler.terms.identifiers import ObjectId, ObjectType
from peeler.terms.viewers import Viewer

MOST_MEMBERS = 200
Named = tuple[ObjectType, ObjectId]


@dataclass
class Family:
    """What was found: each member with the one it belongs to, in the order met, and the events by their sequence.

    ``cut``: there are more members than a page can hold, and the rest are left out.
    """

    top: Named
    owners: dict[Named, Named] = field(default_factory=dict)
    events: dict[int, KeptEvent] = field(default_factory=dict)
    cut: bool = False

    @property
    def members(self) -> list[Named]:
        """Every object of the family, the top first."""
        return [self.top, *self.owners]


def family_of(desk: Desk, viewer: Viewer, reading: Remembering, top: Named, known: Instant | None) -> Family:
    """The investigation, what belongs to it and what belongs to that, as known by K; only what the viewer may see."""
    found, waiting = Family(top), [top]
    while waiting:
        owner = waiting.pop(0)
        events = [kept for kept in desk.durable.ledger.timeline(*owner) if known is None or kept.known_at <= known]
        found.events |= {kept.seq: kept for kept in events}
        for member in seen_of(desk, viewer, reading, list(dict.fromkeys(born_to(desk, owner, events)))):
            if member in found.owners or member == top:
                continue
            if len(found.owners) >= MOST_MEMBERS:
                found.cut = True
                return found
            found.owners[member] = owner
            waiting.append(member)
    return found


def born_to(desk: Desk, owner: Named, events: list[KeptEvent]) -> Iterator[Named]:
    """The objects that a birth among these events says belong to the owner; a hub has no members here."""
    for kept in events:
        definition = desk.catalogue.objects.get(kept.event.type.partition(".")[0])
        if definition is not None and kept.event.type in definition.births and belongs(definition, owner, kept):
            for naming in kept.event.objects:
                if str(naming.role) == definition.name:
                    yield definition.name, naming.object


def belongs(definition: ObjectDefinition, owner: Named, kept: KeptEvent) -> bool:
    """Whether an object so born belongs to the owner."""
    return any(
        naming.role in definition.owners and (naming.object_type, naming.object) == owner
        for naming in kept.event.objects
    )


def seen_of(desk: Desk, viewer: Viewer, reading: Remembering, members: list[Named]) -> list[Named]:
    """Those the viewer may see, in their order."""
    types = dict.fromkeys(member[0] for member in members)
    seen = {t: visible(desk, viewer, reading, t, [one for kind, one in members if kind == t]) for t in types}
    return [member for member in members if member[1] in seen[member[0]]]
