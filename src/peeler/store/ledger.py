"""Reads the ledger: events, what touches what, how much there is, and whether its chain holds."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from peeler.store.checking import check_ledger
from peeler.store.connections import Connections
from peeler.store.corrected import corrected_between, members_of
from peeler.store.hand_over import Heard, Named, everything, joined, of_objects
from peeler.store.identity import version_order
from peeler.store.namings import RoleTypes, named_by, namings_of, role_types_of
from peeler.store.records import Arrived, HandOver, KeptEvent, LedgerCommit, LedgerCounts, SourceFreshness
from peeler.store.standing import dead_of
from peeler.terms.clocks import Instant
from peeler.terms.events import Event
from peeler.terms.identifiers import EventId, ObjectId, ObjectType

COLUMNS = """e.seq, e.id, e.type, e.force, e.at, e.precision, e.recorded_at, e.source, e.actor, e.objects,
  e.role_types, e.data, e.replaces, e.retracts, e.row, e.known_at, e.content"""
BY_ID = f"select {COLUMNS} from event e where e.short = short_of(?1) and e.id = ?1"
OF_OBJECT = f"""
select {COLUMNS} from (select distinct seq from naming where object_type = ? and object = ?) n
cross join event e on e.seq = n.seq order by e.at is null, e.at, e.recorded_at, e.id, e.seq
"""
UNPLACED = f"select {COLUMNS} from event e where e.at is null order by e.seq desc limit ?"
TOUCHED = """
with other as (
  select coalesce(replaces, retracts) as id from event where seq > ?1 and coalesce(replaces, retracts) is not null
  union select id from event where seq > ?1 and again = 1)
select objects, role_types from event where seq > ?1
union select e.objects, e.role_types from other o cross join event e on e.short = short_of(o.id) and e.id = o.id
"""
NOTHING_LEFT_OUT: Heard = {}
ARRIVED = """
select type, source, count(*), max(known_at) from event
where seq >= (select min(first) from ledger_commit where known_at >= ? and founding = 0 and events > 0)
group by type, source
"""
COMMITS = "select number, known_at, founding, first, last, events, chain from ledger_commit"


class Ledger:
    """The events for good, in the order accepted; every call reads one moment."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def hand_over(self, objects: Sequence[Named] | None, *, heard: Heard = NOTHING_LEFT_OUT) -> HandOver:
        """The events that name any of these objects (None: every event) for the fold, dead ones too.

        Of an object whose type is in ``heard``, only the events of these types: a hub is named by thousands it never
        hears.
        """
        with self._connections.reading() as connection:
            return joined(everything(connection)) if objects is None else of_objects(connection, objects, heard)

    def hand_over_in_parts(self) -> Iterator[HandOver]:
        """Every event for the fold, dead ones too, then all that they name, in parts that memory can hold."""
        with self._connections.reading() as connection:
            yield from everything(connection)

    def last_sequence(self) -> int:
        """The number of the last event; 0 for none."""
        with self._connections.reading() as connection:
            return int(connection.execute("select coalesce(max(seq), 0) from event").fetchone()[0])

    def touched_since(self, seq: int) -> list[tuple[ObjectType, ObjectId]]:
        """The objects named by events after a number, or by what those replace, retract or are another version of."""
        with self._connections.reading() as connection:
            types = role_types_of(connection)
            rows = connection.execute(TOUCHED, [seq])
            _, _, kinds, named = named_by([(0, objects, types[role_types]) for objects, role_types in rows])
            return sorted({(ObjectType(kind), ObjectId(one)) for kind, one in zip(kinds, named, strict=True)})

    def commits_since(self, seq: int) -> list[LedgerCommit]:
        """The commits that hold events after a number, in order: each is a moment of belief (ruling 6)."""
        with self._connections.reading() as connection:
            rows = connection.execute(f"{COMMITS} where events > 0 and last > ? order by number", [seq])
            return [commit_of(row) for row in rows]

    def last_commit(self) -> LedgerCommit | None:
        """The last commit, with or without events."""
        with self._connections.reading() as connection:
            row = connection.execute(f"{COMMITS} order by number desc limit 1").fetchone()
            return commit_of(row) if row else None

    def known_at(self, seq: int) -> Instant | None:
        """When the commit became known that holds the last event up to this number; None for none."""
        with self._connections.reading() as connection:
            query = "select max(known_at) from ledger_commit where events > 0 and first <= ?"
            found = connection.execute(query, [seq]).fetchone()[0]
            return None if found is None else Instant(found)

    def corrected_between(self, before: Instant, until: Instant) -> set[tuple[ObjectType, ObjectId]]:
        """The objects of which something known at ``before`` was withdrawn or corrected by ``until``."""
        with self._connections.reading() as connection:
            return corrected_between(connection, before, until)

    def members_of(self, owners: Iterable[tuple[ObjectType, ObjectId]], member: ObjectType) -> set[ObjectId]:
        """The objects of a type that belong, or ever belonged, to one of these."""
        with self._connections.reading() as connection:
            return {one for _, one in members_of(connection, owners, member)}

    def event(self, event_id: EventId) -> list[KeptEvent]:
        """Every version of an event, the standing one last; empty for an id never accepted."""
        with self._connections.reading() as connection:
            found = kept(connection, connection.execute(BY_ID, [event_id]).fetchall())
        return sorted(found, key=lambda k: version_order(k.event.recorded_at, k.content))

    def timeline(self, object_type: ObjectType, named: ObjectId) -> list[KeptEvent]:
        """Every event that names an object, in the order they take effect, those without a time last; dead ones too."""
        with self._connections.reading() as connection:
            return kept(connection, connection.execute(OF_OBJECT, [object_type, named]).fetchall())

    def unplaced(self, limit: int = 100) -> list[KeptEvent]:
        """The newest events that no source placed in time (precision unknown)."""
        with self._connections.reading() as connection:
            return kept(connection, connection.execute(UNPLACED, [limit]).fetchall())

    def counts(self) -> LedgerCounts:
        """How much there is; the dead are looked for, so this takes longer the more corrections there are."""
        with self._connections.reading() as connection:
            events = connection.execute("select count(*) from event indexed by event_by_id").fetchone()[0]
            unplaced = connection.execute("select count(*) from event where at is null").fetchone()[0]
            commits = connection.execute("select count(*) from ledger_commit").fetchone()[0]
            return LedgerCounts(events, count_dead(connection), unplaced, commits)

    def source_freshness(self) -> list[SourceFreshness]:
        """What each source said last, kept as they speak so that asking costs nothing."""
        with self._connections.reading() as connection:
            query = "select source, known_at, at, events from source_speech order by source"
            return [SourceFreshness(*row) for row in connection.execute(query)]

    def arrived_since(self, moment: Instant) -> list[Arrived]:
        """What was accepted from a moment on, by type and source; what founded the history did not arrive."""
        with self._connections.reading() as connection:
            return [Arrived(*row) for row in connection.execute(ARRIVED, [moment])]

    def founded(self) -> tuple[Instant, ...]:
        """The moments of the founding commits: an event known since one of them does not say when it was written."""
        with self._connections.reading() as connection:
            query = "select known_at from ledger_commit where founding = 1 and events > 0 order by known_at"
            return tuple(Instant(row[0]) for row in connection.execute(query))

    def check_chain(self) -> list[str]:
        """Problems in words; none if every event is there, once, as it was accepted. Reads the whole ledger."""
        with self._connections.reading() as connection:
            return check_ledger(connection)


def commit_of(row: tuple[int, int, int, int, int, int, bytes]) -> LedgerCommit:
    """A commit as a record."""
    commit = LedgerCommit(*row)  # type: ignore[arg-type]
    return commit._replace(founding=bool(commit.founding))


def kept(connection: sqlite3.Connection, rows: Sequence[tuple[object, ...]]) -> list[KeptEvent]:
    """Fetched rows as records, in their order."""
    types = role_types_of(connection)
    dead = dead_of(connection, [row[1] for row in rows])  # type: ignore[misc]
    return [KeptEvent(row[0], event_of(row, types), row[15], dead.since(row[0], row[1]), row[16]) for row in rows]  # type: ignore[arg-type]


def event_of(row: Sequence[object], types: RoleTypes) -> Event:
    """One fetched row as the event it was, without its personal values."""
    _, event_id, kind, force, at, precision, recorded_at, source, actor, objects, role_types, data, *rest = row
    replaces, retracts, source_row = rest[:3]
    return Event(
        event_id, kind, force, at, precision, recorded_at, source, actor, namings_of(objects, types[role_types]), data,  # type: ignore[arg-type,index]
        (), replaces, retracts, source_row,  # type: ignore[arg-type]
    )  # fmt: skip


def count_dead(connection: sqlite3.Connection) -> int:
    """How many events do not stand."""
    dead = dead_of(connection, None)
    query = "select seq from event where short = short_of(?1) and id = ?1"
    named = {row[0] for event_id in dead.named for row in connection.execute(query, [event_id])}
    return len(named | set(dead.succeeded))
