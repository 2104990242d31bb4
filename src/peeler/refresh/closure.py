"""Which objects a batch touches: those named, their owners up to the top, and the members of those that may copy down."""

from collections.abc import Mapping
from typing import Any

from peeler.definitions.objects import ObjectDefinition
from peeler.store.ledger import Ledger
from peeler.store.records import HandOver
from peeler.terms.clocks import Instant, to_datetime
from peeler.terms.identifiers import ObjectId, ObjectType

Named = tuple[ObjectType, ObjectId]
Objects = Mapping[str, ObjectDefinition]


def touched(ledger: Ledger, objects: Objects, named: frozenset[Named], since: Instant) -> tuple[frozenset[Named], HandOver]:
    """All objects to fold again after commits from ``since`` on, and their events."""
    targets = named
    while True:
        handed = ledger.hand_over(sorted(targets))
        more = targets | related(objects, handed, targets, since)
        if more == targets:
            return targets, handed
        targets = more


def related(objects: Objects, handed: HandOver, targets: frozenset[Named], since: Instant) -> frozenset[Named]:
    """Owners of the targets, and members of those targets whose own story may have changed.

    A hub is named by every member's birth without hearing it, so its members follow only an event of its own type.
    """
    births = {definition.birth: definition for definition in objects.values() if definition.owners}
    events = {row["seq"]: row for row in handed.events.select(["seq", "type", "known_at", "dead_from"]).to_pylist()}
    namings: dict[int, list[tuple[str, Named]]] = {}
    for row in handed.namings.to_pylist():
        namings.setdefault(row["seq"], []).append((row["role"], (row["object_type"], row["object"])))
    heard = {named for seq, event in events.items() if fresh(event, since) for _, named in namings[seq] if hears(objects, event, named)}
    found: set[Named] = set()
    for seq, event in events.items():
        if event["type"] in births:
            found |= followers(births[event["type"]], namings[seq], targets, heard, objects)
    return frozenset(found)


def followers(
    definition: ObjectDefinition, namings: list[tuple[str, Named]], targets: frozenset[Named], heard: set[Named], objects: Objects
) -> set[Named]:
    """Whom one birth brings in: owners of a target, members of an owner that changed."""
    members = {named for role, named in namings if role == definition.name}
    owners = {named for role, named in namings if role in definition.owners}
    down = any(owner in targets and (owner in heard or not objects[owner[0]].file.hub) for owner in owners)
    return (owners if members & targets else set()) | (members if down else set())


def fresh(event: Mapping[str, Any], since: Instant) -> bool:
    """Whether an event became known, or ceased to stand, in the batch."""
    start = to_datetime(since).replace(tzinfo=None)
    return bool(event["known_at"] >= start or (event["dead_from"] and event["dead_from"] >= start))


def hears(objects: Objects, event: Mapping[str, Any], named: Named) -> bool:
    """Whether an event is part of a named object's own story."""
    definition = objects[named[0]]
    return not definition.file.hub or event["type"] in definition.events
