"""Snapshot lists (ruling 11): of each list only what differs from the one before it, in the order of their dates."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from peeler.store.connections import Connections
from peeler.store.kept_rows import texts_of
from peeler.store.records import EntryChange, KeptList, KeptText, Snapshot
from peeler.terms.clocks import Instant
from peeler.terms.identifiers import SourceName

SNAPSHOTS = """
select s.number, l.source, l.list, l.scope, s.dated, s.issue, s.digest, s.rows
from list_scope l join snapshot s on s.list_scope = l.number
where l.source = ? and l.list = ? and l.scope = ? order by s.dated, s.issue
"""
CHANGES = """
select c.entry, s.dated, s.issue, c.content
from list_scope l join snapshot_change c on c.list_scope = l.number join snapshot s on s.number = c.snapshot
where l.source = ? and l.list = ? and l.scope = ?
"""
LAST = f"{SNAPSHOTS.replace('order by s.dated, s.issue', 'order by s.dated desc, s.issue desc')} limit 1"
STANDING = """
select entry, content from (
  select c.entry, c.content, row_number() over (partition by c.entry order by s.dated desc, s.issue desc) as place
  from list_scope l join snapshot_change c on c.list_scope = l.number join snapshot s on s.number = c.snapshot
  where l.source = ? and l.list = ? and l.scope = ?)
where place = 1 and content is not null
"""
BEFORE = """
select s.dated, s.issue from list_scope l join snapshot s on s.list_scope = l.number
where l.source = ?1 and l.list = ?2 and l.scope = ?3 and (s.dated, s.issue) < (?4, ?5)
order by s.dated desc, s.issue desc limit 1
"""
INSERT = "insert into snapshot (list_scope, dated, issue, digest, rows, known_at) values (?, ?, ?, ?, ?, ?)"
History = dict[bytes, list[EntryChange]]


@dataclass(frozen=True, slots=True)
class ListChanges:
    """A list that comes after all others of its scope, told by what differs from the last: content, or None where it left.

    ``rows`` is how many entries the list has.
    """

    source: SourceName
    table: str
    scope: str
    dated: str
    issue: int
    changes: Mapping[bytes, bytes | None]
    rows: int


class Lists:
    """Reads kept lists. Inside a ``with commit`` block nobody else can change them."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def snapshots(self, source: SourceName, table: str, scope: str) -> list[Snapshot]:
        """Every list of a scope (canonical JSON), in the order (dated, issue)."""
        with self._connections.reading() as connection:
            return snapshots_of(connection, source, table, scope)

    def neighbours(
        self, source: SourceName, table: str, scope: str, dated: str
    ) -> tuple[Snapshot | None, Snapshot | None]:
        """The last list dated at or before a date, and the first one after it.

        A new list of that date stands between the two; its ``issue`` is one more than the first's if that has the same
        date, else 0.
        """
        every = self.snapshots(source, table, scope)
        before = [snapshot for snapshot in every if snapshot.dated <= dated]
        after = [snapshot for snapshot in every if snapshot.dated > dated]
        return (before[-1] if before else None, after[0] if after else None)

    def entries(self, snapshot: Snapshot) -> dict[bytes, bytes]:
        """A whole list: {entry: content}."""
        with self._connections.reading() as connection:
            histories = histories_of(connection, snapshot.source, snapshot.table, snapshot.scope, None)
        return entries_at(histories, snapshot.dated, snapshot.issue)

    def histories(self, source: SourceName, table: str, scope: str, entries: Iterable[bytes] | None = None) -> History:
        """How entries (None: all of the scope) changed from list to list, in order; an entry never seen is absent."""
        with self._connections.reading() as connection:
            return histories_of(connection, source, table, scope, entries)

    def last(self, source: SourceName, table: str, scope: str) -> Snapshot | None:
        """The last list of a scope; None where there is none."""
        with self._connections.reading() as connection:
            row = connection.execute(LAST, [source, table, scope]).fetchone()
            return Snapshot(*row) if row else None

    def standing(self, source: SourceName, table: str, scope: str) -> dict[bytes, bytes]:
        """The last list of a scope, whole: {entry: content}."""
        with self._connections.reading() as connection:
            return dict(connection.execute(STANDING, [source, table, scope]).fetchall())

    def before(
        self, source: SourceName, table: str, scope: str, places: Iterable[tuple[str, int]]
    ) -> set[tuple[str, int]]:
        """The (dated, issue) of the list right before each of these places, where there is one."""
        with self._connections.reading() as connection:
            found = (connection.execute(BEFORE, [source, table, scope, *place]).fetchone() for place in set(places))
            return {(row[0], row[1]) for row in found if row}

    def texts(self, contents: Iterable[bytes]) -> dict[bytes, KeptText]:
        """The kept rows of contents: {content: (number, text or None once erased)}."""
        with self._connections.reading() as connection:
            return texts_of(connection, contents)


def snapshots_of(connection: sqlite3.Connection, source: SourceName, table: str, scope: str) -> list[Snapshot]:
    """Every list of a scope, in order."""
    return [Snapshot(*row) for row in connection.execute(SNAPSHOTS, [source, table, scope])]


def histories_of(
    connection: sqlite3.Connection, source: SourceName, table: str, scope: str, entries: Iterable[bytes] | None
) -> History:
    """How entries changed from list to list, each in order."""
    found: History = {}
    if entries is None:
        for entry, *change in connection.execute(CHANGES, [source, table, scope]):
            found.setdefault(entry, []).append(EntryChange(*change))
    else:
        for entry in set(entries):
            for _, *change in connection.execute(f"{CHANGES} and c.entry = ?", [source, table, scope, entry]):
                found.setdefault(entry, []).append(EntryChange(*change))
    for changes in found.values():
        changes.sort(key=lambda change: (change.dated, change.issue))
    return found


def entries_at(histories: Mapping[bytes, list[EntryChange]], dated: str, issue: int) -> dict[bytes, bytes]:
    """The list as it stood at (dated, issue): the last change of every entry up to it."""
    standing: dict[bytes, bytes] = {}
    for entry, changes in histories.items():
        last = [change.content for change in changes if (change.dated, change.issue) <= (dated, issue)]
        if last and last[-1] is not None:
            standing[entry] = last[-1]
    return standing


def keep_list(connection: sqlite3.Connection, kept: KeptList, moment: Instant) -> None:
    """Keeps a list as its changes from the one before, and writes the next one's changes anew."""
    place = (kept.source, kept.table, kept.scope)
    every, histories = snapshots_of(connection, *place), histories_of(connection, *place, None)
    if any((snapshot.dated, snapshot.issue) == (kept.dated, kept.issue) for snapshot in every):
        raise ValueError(f"{kept.table}: there is a list dated {kept.dated}, issue {kept.issue}, already")
    after = [snapshot for snapshot in every if (snapshot.dated, snapshot.issue) > (kept.dated, kept.issue)]
    scope = scope_number(connection, place)
    values = [scope, kept.dated, kept.issue, kept.digest, len(kept.entries), moment]
    number = connection.execute(INSERT, values).lastrowid
    before = entries_at(histories, kept.dated, kept.issue)
    write_changes(connection, scope, number or 0, differences(before, kept.entries))
    if after:
        following = entries_at(histories, after[0].dated, after[0].issue)
        connection.execute(
            "delete from snapshot_change where list_scope = ? and snapshot = ?", [scope, after[0].number]
        )
        write_changes(connection, scope, after[0].number, differences(kept.entries, following))


def keep_changes(connection: sqlite3.Connection, kept: ListChanges, moment: Instant) -> None:
    """Keeps a list by its changes alone, so that the cost does not grow with the list."""
    place = (kept.source, kept.table, kept.scope)
    last = connection.execute(LAST, place).fetchone()
    if last is not None and (last[4], last[5]) >= (kept.dated, kept.issue):
        raise ValueError(f"{kept.table}: there is a list dated {last[4]}, issue {last[5]}, already")
    changed = b"".join(entry + (kept.changes[entry] or b"") for entry in sorted(kept.changes))
    digest = blake2b((last[6] if last else b"") + changed, digest_size=16).digest()
    scope = scope_number(connection, place)
    number = connection.execute(INSERT, [scope, kept.dated, kept.issue, digest, kept.rows, moment]).lastrowid
    write_changes(connection, scope, number or 0, kept.changes)


def scope_number(connection: sqlite3.Connection, place: tuple[str, str, str]) -> int:
    """The number of a scope, given it if it is new."""
    connection.execute("insert or ignore into list_scope (source, list, scope) values (?, ?, ?)", place)
    query = "select number from list_scope where (source, list, scope) = (?, ?, ?)"
    return int(connection.execute(query, place).fetchone()[0])


def differences(before: Mapping[bytes, bytes], after: Mapping[bytes, bytes]) -> dict[bytes, bytes | None]:
    """What changes from one list to another: the new content of each entry that differs, None where it left."""
    changed: dict[bytes, bytes | None] = {e: content for e, content in after.items() if before.get(e) != content}
    return changed | dict.fromkeys(before.keys() - after.keys())


def write_changes(
    connection: sqlite3.Connection, scope: int, snapshot: int, changes: Mapping[bytes, bytes | None]
) -> None:
    """Writes the changes of one list."""
    rows = [(scope, entry, snapshot, changes[entry]) for entry in sorted(changes)]
    connection.executemany("insert into snapshot_change values (?, ?, ?, ?)", rows)
