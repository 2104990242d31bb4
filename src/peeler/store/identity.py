"""Event identity (ruling 2): what an event's content is, and whether it is new, a version, seen before or refused."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import islice

from peeler.store.records import ACCEPTED, DUPLICATE, Fate, Refused
from peeler.terms.events import Event, canonical
from peeler.terms.identifiers import EventId

BOTH = Refused("an event may replace another or retract it, not both")
ITSELF = Refused("an event may not replace or retract itself")
OTHER_CONTENT = Refused("the same id with other content and no recorded_at; use replaces")
NOT_TEXT = Refused("text that is not Unicode")
NO_OBJECT = Refused("an event is about at least one object")
CHUNK = 10_000
Known = dict[EventId, set[bytes]]


def content_of(event: Event, objects: str, data: str) -> bytes:
    """The 16-byte digest of everything the source said; UnicodeEncodeError for half a surrogate pair.

    ``objects`` and ``data`` are canonical JSON, personal values as marks. Only the actor could hold the separator, and
    it stands last, so that different events never give the same text.
    """
    event_id, kind, force, at, precision, recorded_at, source, actor, _, _, _, replaces, retracts, _ = event
    said = (
        f"{event_id}\x1f{kind}\x1f{force}\x1f{at}\x1f{precision}\x1f{recorded_at}\x1f{source}\x1f{objects}\x1f{data}"
        f"\x1f{replaces or ''}\x1f{retracts or ''}\x1f{actor or ''}"
    )
    return blake2b(said.encode(), digest_size=16).digest()


def known_contents(connection: sqlite3.Connection, events: Sequence[Event], shorts: Iterable[int]) -> Known:
    """The contents the ledger holds under the ids of these events; ids it does not know are absent."""
    asked = {event.id for event in events}
    known: Known = {}
    for chunk in chunks(sorted(shorts)):
        found = connection.execute(
            "select e.id, e.content from json_each(?) j cross join event e on e.short = j.value", [canonical(chunk)]
        )
        for event_id, content in found:
            if event_id in asked:
                known.setdefault(event_id, set()).add(content)
    return known


def chunks(values: Iterable[int] | Iterable[str], size: int = CHUNK) -> Iterator[list[int] | list[str]]:
    """Values in lists small enough to be one parameter each."""
    remaining = iter(values)
    while chunk := list(islice(remaining, size)):
        yield chunk  # type: ignore[misc]


def fate_of(event: Event, content: bytes, known: set[bytes] | None) -> Fate:
    """What becomes of an event, given the contents accepted under its id so far (None: the id is new)."""
    replaces, retracts = event.replaces, event.retracts
    if replaces is not None or retracts is not None:
        if replaces is not None and retracts is not None:
            return BOTH
        if event.id in (replaces, retracts):
            return ITSELF
    if not event.objects:
        return NO_OBJECT
    if known is None:
        return ACCEPTED
    if content in known:
        return DUPLICATE
    return OTHER_CONTENT if event.recorded_at is None else ACCEPTED


def version_order(recorded_at: int | None, content: bytes) -> tuple[bool, int, bytes]:
    """The order in which versions of an id follow each other: by recorded_at (none first), then by content."""
    return (recorded_at is not None, recorded_at or 0, content)
