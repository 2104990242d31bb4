"""From when an event no longer stands: corrected, retracted, or succeeded by a later version of its id (ruling 2)."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from peeler.store.identity import chunks, version_order
from peeler.terms.clocks import Instant
from peeler.terms.events import canonical
from peeler.terms.identifiers import EventId

NAMED = "coalesce(k.replaces, k.retracts)"
KILLED = f"select {NAMED}, min(k.known_at) from event k where {NAMED} is not null group by 1"
KILLED_OF = f"""
select j.value, min(k.known_at) from json_each(?) j cross join event k on {NAMED} = j.value and {NAMED} is not null
group by 1
"""
VERSIONS = """
select e.id, e.recorded_at, e.content, e.known_at, e.seq from (select distinct id from event where again = 1) a
cross join event e on e.short = short_of(a.id) and e.id = a.id
"""
VERSIONS_OF = """
select e.id, e.recorded_at, e.content, e.known_at, e.seq
from (select distinct j.value as id from json_each(?) j cross join event v on v.id = j.value and v.again = 1) a
cross join event e on e.short = short_of(a.id) and e.id = a.id
"""
Version = tuple[EventId, int | None, bytes, Instant, int]


class Dead(NamedTuple):
    """Since when what is dead is dead: by an event's id where it is named by another, by its number where succeeded."""

    named: dict[EventId, Instant]
    succeeded: dict[int, Instant]

    def since(self, seq: int, event_id: EventId) -> Instant | None:
        """The earliest moment at which it was known that the event does not stand; None while it does."""
        moments = [m for m in (self.named.get(event_id), self.succeeded.get(seq)) if m is not None]
        return min(moments, default=None)


def dead_of(connection: sqlite3.Connection, ids: Sequence[EventId] | None) -> Dead:
    """What is dead among events of these ids, or of all; only ids with corrections or versions are looked at."""
    if ids is None:
        named = dict(connection.execute(KILLED))
        return Dead(named, succeeded(connection.execute(VERSIONS)))
    found = Dead({}, {})
    for chunk in chunks(set(ids)):
        asked = [canonical(chunk)]
        found.named.update(connection.execute(KILLED_OF, asked))
        found.succeeded.update(succeeded(connection.execute(VERSIONS_OF, asked)))
    return found


def succeeded(versions: Iterable[Version]) -> dict[int, Instant]:
    """For each version that has a later one, the earliest moment any later one was known."""
    by_id: dict[EventId, list[Version]] = {}
    for version in versions:
        by_id.setdefault(version[0], []).append(version)
    found: dict[int, Instant] = {}
    for same in by_id.values():
        same.sort(key=lambda version: version_order(version[1], version[2]), reverse=True)
        earliest = same[0][3]
        for _, _, _, known_at, seq in same[1:]:
            found[seq] = earliest
            earliest = min(earliest, known_at)
    return found
