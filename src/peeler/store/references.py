"""Reference tables: published figures by force and period, of a vintage each, never mixed with a force's records."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from datetime import date

import pyarrow as pa

from peeler.store.connections import Connections
from peeler.store.records import ReferenceRow, ReferenceTable
from peeler.terms.clocks import Instant
from peeler.terms.events import canonical

BATCH = 50_000
SCHEMA = pa.schema(
    [("reference", pa.string()), ("vintage", pa.string()), ("force", pa.string()), ("first", pa.date32()),
     ("last", pa.date32()), ("dimensions", pa.map_(pa.string(), pa.string())), ("value", pa.int64())]
)  # fmt: skip
SELECT = """
select t.name, t.vintage, r.force, r.first, r.last, r.dimensions, r.value
from reference_table t cross join reference_row r on r.reference_table = t.number
"""
Figure = tuple[str, str, str, str, int]


class References:
    """Reads reference tables."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def tables(self) -> list[ReferenceTable]:
        """Every vintage of every table."""
        with self._connections.reading() as connection:
            query = "select name, vintage, rows, known_at from reference_table order by name, vintage"
            return [ReferenceTable(*row) for row in connection.execute(query)]

    def rows(self, table: str | None = None) -> pa.Table:
        """Arrow rows (reference, vintage, force, first, last, dimensions as a map, value) of one table, or of all."""
        with self._connections.reading() as connection:
            cursor = connection.execute(
                f"{SELECT} where ?1 is null or t.name = ?1 order by t.number, r.number", [table]
            )
            batches = []
            while found := cursor.fetchmany(BATCH):
                batches.append(batch_of(found))
        return pa.Table.from_batches(batches, schema=SCHEMA)


def batch_of(rows: list[tuple[str, str, str, str, str, str, int]]) -> pa.RecordBatch:
    """Rows of the durable file as Arrow."""
    name, vintage, force, first, last, dimensions, value = zip(*rows, strict=True)
    days = [[date.fromisoformat(day) for day in column] for column in (first, last)]
    maps = [list(json.loads(text).items()) for text in dimensions]
    columns = zip((name, vintage, force, *days, maps, value), SCHEMA.types, strict=True)
    return pa.record_batch([pa.array(column, kind) for column, kind in columns], schema=SCHEMA)


class ReferenceKeeping:
    """Keeps reference rows during one commit: the first rows of a (table, vintage) take the place of all it held."""

    def __init__(self, connection: sqlite3.Connection, moment: Instant) -> None:
        self._connection, self._moment = connection, moment
        self._begun: dict[tuple[str, str], tuple[int, Counter[Figure]]] = {}

    def keep(self, rows: Iterable[ReferenceRow]) -> int:
        """How many of the rows the table did not hold just so before this commit."""
        fresh = 0
        prepared: list[tuple[int | str, ...]] = []
        for row in rows:
            key = (row.table, row.vintage)
            number, held = self._begun.get(key) or self._begin(*key)
            dimensions = canonical(dict(row.dimensions))
            figure = (row.force, row.first.isoformat(), row.last.isoformat(), dimensions, row.value)
            fresh += held[figure] == 0
            held[figure] -= held[figure] > 0
            prepared.append((number, *figure))
        self._write(prepared)
        return fresh

    def _begin(self, table: str, vintage: str) -> tuple[int, Counter[Figure]]:
        """Empties a (table, vintage) and remembers what it held."""
        insert = "insert or ignore into reference_table (name, vintage, rows, known_at) values (?, ?, 0, ?)"
        self._connection.execute(insert, [table, vintage, self._moment])
        query = "select number from reference_table where (name, vintage) = (?, ?)"
        number = self._connection.execute(query, [table, vintage]).fetchone()[0]
        query = "select force, first, last, dimensions, value from reference_row where reference_table = ?"
        held = Counter(self._connection.execute(query, [number]))
        self._connection.execute("delete from reference_row where reference_table = ?", [number])
        self._begun[(table, vintage)] = (number, held)
        return number, held

    def _write(self, prepared: list[tuple[int | str, ...]]) -> None:
        """Writes rows and counts those of the tables begun."""
        self._connection.executemany(
            """insert into reference_row (reference_table, force, first, last, dimensions, value)
               values (?, ?, ?, ?, ?, ?)""",
            prepared,
        )
        count = "(select count(*) from reference_row where reference_table = ?1)"
        for number, _ in self._begun.values():
            update = f"update reference_table set known_at = ?2, rows = {count} where number = ?1"
            self._connection.execute(update, [number, self._moment])
