"""The event: one thing that happened to named objects, as a source tells it (VOCABULARY section 1)."""

import json
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from peeler.terms.clocks import Instant, Precision
from peeler.terms.identifiers import EventId, EventType, ForceKey, ObjectId, ObjectType, Role, SourceName

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]


class Naming(NamedTuple):
    """One object an event is about: the role it has there, its type and its id."""

    role: Role
    object_type: ObjectType
    object: ObjectId


class PersonalValue(NamedTuple):
    """One personal or free-text value, to be kept apart under its subject (ruling 23)."""

    field: str
    subject: ObjectId
    text: str


class Event(NamedTuple):
    """One event, checked against the catalogue and ready for the ledger.

    ``at`` is when it takes effect (the first instant of its period when coarse; None when unknown); ``data`` is canonical
    JSON of the fields without personal values; ``row`` is the number of the kept source row, or None where the event
    itself is all the source gave.
    """

    id: EventId
    type: EventType
    force: ForceKey
    at: Instant | None
    precision: Precision
    recorded_at: Instant | None
    source: SourceName
    actor: str | None
    objects: tuple[Naming, ...]
    data: str
    personal: tuple[PersonalValue, ...] = ()
    replaces: EventId | None = None
    retracts: EventId | None = None
    row: int | None = None


ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
quoted = json.encoder.encode_basestring


def canonical(value: Json) -> str:
    """JSON with sorted keys, no spaces and no escapes beyond need: equal values give equal text."""
    return ENCODER.encode(value)


def digest(*parts: str) -> bytes:
    """A 16-byte BLAKE2b digest of texts, each ended so that ('ab', 'c') and ('a', 'bc') differ."""
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def objects_json(objects: Sequence[Naming]) -> str:
    """The envelope's ``objects``: role -> sorted list of ids, canonical; written out here because it is hot."""
    if len(objects) == 1:
        return f"{{{quoted(objects[0].role)}:[{quoted(objects[0].object)}]}}"
    roles: dict[str, set[str]] = {}
    for naming in objects:
        roles.setdefault(naming.role, set()).add(naming.object)
    lists = [f"{quoted(role)}:[{','.join(map(quoted, sorted(roles[role])))}]" for role in sorted(roles)]
    return f"{{{','.join(lists)}}}"
