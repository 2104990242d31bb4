"""Whose events tell whose story, and in which order (rulings 1 and 4)."""

from collections.abc import Mapping, Sequence

from peeler.definitions.objects import ObjectDefinition
from peeler.terms.events import Event, Naming
from peeler.terms.identifiers import ObjectId, ObjectType, Role

Objects = Mapping[str, ObjectDefinition]
Named = tuple[ObjectType, ObjectId]


def rank(objects: Objects, definition: ObjectDefinition, event: Event) -> tuple[int, str, int]:
    """The place of a type in the object's file; types of other objects follow, by object name, then in their file's order."""
    if event.type in definition.events:
        return (0, "", list(definition.events).index(event.type))
    other = objects[event.type.split(".")[0]]
    return (1, other.name, list(other.events).index(event.type))


def in_order(objects: Objects, definition: ObjectDefinition, events: Sequence[Event]) -> list[Event]:
    """Events in the order of ruling 1: (at, rank, recorded_at, id), never by arrival."""
    return sorted(
        events,
        key=lambda e: (
            e.at,
            rank(objects, definition, e),
            (e.recorded_at is not None, e.recorded_at or 0),
            e.id,
        ),
    )


def is_birth(definition: ObjectDefinition, name: ObjectId, event: Event) -> bool:
    """Whether an event is this object's birth: of the type that begins it, naming it as the object itself."""
    itself = Naming(Role(definition.name), definition.name, name)
    return event.type in definition.births and itself in event.objects


def owners(objects: Objects, definition: ObjectDefinition, name: ObjectId, events: Sequence[Event]) -> dict[str, Named]:
    """Role -> owner, as the first standing birth names them; of several in one role the first by id."""
    births = in_order(objects, definition, [event for event in events if is_birth(definition, name, event)])
    found: dict[str, Named] = {}
    for role, owner_type in definition.owners.items() if births else ():
        named = sorted(n.object for n in births[0].objects if (n.role, n.object_type) == (role, owner_type))
        if named:
            found[role] = (owner_type, named[0])
    return found


def everyone(events: Sequence[Event]) -> set[Named]:
    """Every object that any of these events names."""
    return {(naming.object_type, naming.object) for event in events for naming in event.objects}


def family(objects: Objects, top: Named, belonging: Mapping[Named, Mapping[str, Named]]) -> set[Named]:
    """The object, its members, their members and so on down; a hub's members tell it nothing."""
    found = {top}
    if objects[top[0]].file.hub:
        return found
    for member, owned_by in belonging.items():
        if top in owned_by.values():
            found |= family(objects, member, belonging)
    return found


def story(
    objects: Objects, one: Named, belonging: Mapping[Named, Mapping[str, Named]], events: Sequence[Event]
) -> list[Event]:
    """Everything that happened to an object: its own events and its members'; to a hub, its own types alone."""
    definition = objects[one[0]]
    heard = family(objects, one, belonging)
    own = [event for event in events if any((n.object_type, n.object) in heard for n in event.objects)]
    if definition.file.hub:
        own = [event for event in own if event.type in definition.events]
    return in_order(objects, definition, own)
