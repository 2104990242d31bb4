"""Which objects an event names: read back from its envelope's roles and the object types they had."""

import json
import sqlite3
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from peeler.terms.events import Naming, canonical, objects_json, quoted
from peeler.terms.identifiers import ObjectId, ObjectType, Role

RoleTypes = dict[int, dict[str, str]]
Roles = tuple[tuple[str, ...], tuple[str, ...]]


class Envelope(NamedTuple):
    """How a combination of roles is written: its number, and a form with a place for each object, if there is one."""

    role_types: int
    form: str | None


class Envelopes:
    """Writes the ``objects`` of envelopes, remembering each combination of roles: those are few, and events many."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[Roles, Envelope] = {}

    def write(self, objects: tuple[Naming, ...]) -> tuple[str, int]:
        """The objects as ``objects_json`` gives them, and the number of the row that holds the types of their roles."""
        if not objects:
            return "{}", 0
        roles, types, named = zip(*objects, strict=True)
        role_types, form = self._known.get((roles, types)) or self._meet(roles, types)
        return (form % tuple(map(quoted, named)) if form else objects_json(objects)), role_types

    def _meet(self, roles: tuple[str, ...], types: tuple[str, ...]) -> Envelope:
        """Notes a combination met for the first time; roles out of order, or one with two objects, have no form."""
        text = canonical(dict(zip(roles, types, strict=True)))
        self._connection.execute("insert or ignore into role_types (types) values (?)", [text])
        number = self._connection.execute("select number from role_types where types = ?", [text]).fetchone()[0]
        in_order = list(roles) == sorted(set(roles))
        form = ",".join(f"{quoted(role).replace('%', '%%')}:[%s]" for role in roles)
        self._known[(roles, types)] = Envelope(number, f"{{{form}}}" if in_order else None)
        return self._known[(roles, types)]


def role_types_of(connection: sqlite3.Connection) -> RoleTypes:
    """Every combination of roles and object types in use, by its number; there are about as many as event types."""
    return {number: json.loads(types) for number, types in connection.execute("select number, types from role_types")}


def namings_of(objects: str, types: dict[str, str]) -> tuple[Naming, ...]:
    """The objects of an envelope, in the order of their roles and ids."""
    roles: dict[str, list[str]] = json.loads(objects)
    return tuple(
        Naming(Role(role), ObjectType(types[role]), ObjectId(named)) for role, ids in roles.items() for named in ids
    )


Columns = tuple[list[int], list[str], list[str], list[str]]


def named_by(envelopes: Sequence[tuple[int, str, dict[str, str]]]) -> Columns:
    """The namings of many envelopes (each a number, its objects and the types of its roles): numbers, roles, types, objects."""
    read: list[dict[str, list[str]]] = json.loads(f"[{','.join([objects for _, objects, _ in envelopes])}]")
    found: Columns = ([], [], [], [])
    numbers, named_in, kinds, named = found
    for (number, _, types), roles in zip(envelopes, read, strict=True):
        for role, ids in roles.items():
            kind = types[role]
            for one in ids:
                numbers.append(number)
                named_in.append(role)
                kinds.append(kind)
                named.append(one)
    return found


@cache
def is_own(object_type: str, event_type: str) -> bool:
    """Whether an event type is one of the object's own: ``team.formed`` of a team."""
    return event_type.startswith(f"{object_type}.")
