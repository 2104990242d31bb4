"""Which objects a batch touches: those named, their owners up to the top, and the members of those that may copy down."""

from collections.abc import Mapping

from peeler.definitions.objects import ObjectDefinition
from peeler.store.ledger import Ledger
from peeler.store.records import HandOver
from peeler.terms.identifiers import ObjectId, ObjectType

Named = tuple[ObjectType, ObjectId]
Objects = Mapping[str, ObjectDefinition]


def touched(ledger: Ledger, objects: Objects, named: frozenset[Named]) -> tuple[frozenset[Named], HandOver]:
    """All objects to fold again, and their events."""
    targets = named
    while True:
        handed = ledger.hand_over(sorted(targets))
        more = targets | related(objects, handed, targets, named)
        if more == targets:
            return targets, handed
        targets = more


def related(objects: Objects, handed: HandOver, targets: frozenset[Named], named: frozenset[Named]) -> frozenset[Named]:
    """Owners of the targets, and members of those targets that are not hubs or were named themselves."""
    births = {d.birth: d for d in objects.values() if d.owners}
    types = dict(zip(handed.events.column("seq").to_pylist(), handed.events.column("type").to_pylist(), strict=True))
    roles: dict[int, list[tuple[str, Named]]] = {}
    for row in handed.namings.to_pylist():
        if types.get(row["seq"]) in births:
            roles.setdefault(row["seq"], []).append((row["role"], (row["object_type"], row["object"])))
    found: set[Named] = set()
    for seq, namings in roles.items():
        definition = births[types[seq]]
        members = [name for role, name in namings if role == definition.name]
        owners = [name for role, name in namings if role in definition.owners]
        if any(member in targets for member in members):
            found.update(owners)
        if any(owner in targets and (owner in named or not objects[owner[0]].file.hub) for owner in owners):
            found.update(members)
    return frozenset(found)
