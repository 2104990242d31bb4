"""How far each live feed has been read, and when it was last heard, whether or not it had anything new to say."""

import sqlite3
from typing import NamedTuple

from peeler.store.connections import Connections
from peeler.terms.clocks import Instant

NOTE = """
insert into source_cursor values (?1, ?2, ?3, ?4, ?5)
on conflict (source, list) do update set
  cursor = excluded.cursor, heard_at = max(heard_at, excluded.heard_at), whole_at = coalesce(excluded.whole_at, whole_at)
"""
HEARD = """
insert into source_cursor values (?1, ?2, '{}', ?3, null)
on conflict (source, list) do update set heard_at = max(heard_at, excluded.heard_at)
"""


class KeptCursor(NamedTuple):
    """How far a feed has been read (JSON), when it was last heard, and when its whole list was last read."""

    source: str
    table: str
    cursor: str
    heard_at: Instant
    whole_at: Instant | None


class Cursors:
    """Reads cursors, and notes that a feed was heard when it said nothing new."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def every(self) -> list[KeptCursor]:
        """Every live feed ever heard."""
        with self._connections.reading() as connection:
            return [KeptCursor(*row) for row in connection.execute("select * from source_cursor order by source, list")]

    def of(self, source: str, table: str) -> KeptCursor | None:
        """The cursor of one feed; None where it was never heard."""
        query = "select * from source_cursor where (source, list) = (?, ?)"
        with self._connections.reading() as connection:
            row = connection.execute(query, [source, table]).fetchone()
            return KeptCursor(*row) if row else None

    def note_heard(self, source: str, table: str, *, at: Instant) -> None:
        """Notes that a feed was heard and had nothing new; its cursor stays."""
        with self._connections.writing() as connection:
            connection.execute(HEARD, [source, table, at])

    def note_read(self, source: str, table: str, cursor: str, *, at: Instant, whole: bool) -> None:
        """Notes that a table was read so far, and nothing in it was new."""
        with self._connections.writing() as connection:
            keep_cursor(connection, source, table, cursor, at, whole=whole)


def keep_cursor(
    connection: sqlite3.Connection, source: str, table: str, cursor: str, moment: Instant, *, whole: bool
) -> None:
    """Keeps how far a feed has been read."""
    connection.execute(NOTE, [source, table, cursor, moment, moment if whole else None])
