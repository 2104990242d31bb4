"""Which objects were corrected between two moments: an event that stood at the first no longer stands at the second."""

import sqlite3
from collections.abc import Iterable

from peeler.store.identity import chunks
from peeler.store.namings import RoleTypes, named_by, role_types_of
from peeler.store.standing import dead_of
from peeler.terms.clocks import Instant
from peeler.terms.events import canonical
from peeler.terms.identifiers import ObjectId, ObjectType

Named = tuple[ObjectType, ObjectId]
BY_ID = """
select e.objects, e.role_types from json_each(?1) j cross join event e on e.short = short_of(j.value) and e.id = j.value
where e.known_at <= ?2
"""
BY_NUMBER = (
    "select e.objects, e.role_types from json_each(?1) j cross join event e on e.seq = j.value where e.known_at <= ?2"
)
BESIDE = """
select e.objects, e.role_types from json_each(?1) j
cross join naming n on n.object_type = ?2 and n.object = j.value and n.own = 0
cross join event e on e.seq = n.seq where e.type like ?3
"""


def corrected_between(connection: sqlite3.Connection, before: Instant, until: Instant) -> set[Named]:
    """The objects that an event names which was known and stood at ``before``, and was dead by ``until``."""
    dead, types = dead_of(connection, None), role_types_of(connection)
    named = [one for one, since in dead.named.items() if before < since <= until]
    succeeded = [seq for seq, since in dead.succeeded.items() if before < since <= until]
    found: set[Named] = set()
    for query, wanted in ((BY_ID, named), (BY_NUMBER, succeeded)):
        for chunk in chunks(wanted):
            found |= objects_of(connection.execute(query, [canonical(chunk), before]), types)
    return found


def members_of(connection: sqlite3.Connection, owners: Iterable[Named], member: ObjectType) -> set[Named]:
    """The objects of a type that any event of theirs names together with one of these."""
    types, by_type = role_types_of(connection), dict[ObjectType, list[str]]()
    for kind, one in owners:
        by_type.setdefault(kind, []).append(one)
    found: set[Named] = set()
    for kind, ids in by_type.items():
        for chunk in chunks(ids):
            rows = connection.execute(BESIDE, [canonical(chunk), kind, f"{member}.%"])
            found |= {one for one in objects_of(rows, types) if one[0] == member}
    return found


def objects_of(rows: Iterable[tuple[str, int]], types: RoleTypes) -> set[Named]:
    """The objects that fetched events name."""
    read = [(0, objects, types[role_types]) for objects, role_types in rows]
    _, _, kinds, named = named_by(read)
    return {(ObjectType(kind), ObjectId(one)) for kind, one in zip(kinds, named, strict=True)}
