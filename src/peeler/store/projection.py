"""The disposable columnar projection: renders the trees of other floors, runs them, and swaps the journal in whole transactions."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, RLock
from typing import Any

import duckdb
import pyarrow as pa
from sqlglot import exp

from peeler.definitions.journal import journal_columns, parts_of
from peeler.definitions.objects import ObjectDefinition
from peeler.store.engine import SETTINGS, Cursor, run
from peeler.store.workbench import Workbench
from peeler.terms.clocks import Instant, from_datetime, to_datetime

Row = tuple[Any, ...]
SHARED_FROM, MOST_THREADS = 1_000_000, 2


class Reading:
    """One read transaction on the projection: every question asked through it sees the same journal version."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def rows(self, tree: exp.Expr | str, tables: Mapping[str, pa.Table] | None = None) -> list[Row]:
        """Runs a tree and gives its rows; ``tables`` are Arrow tables it may name. Instants come back as naive UTC datetimes."""
        return run(self._cursor, tree, tables, Cursor.fetchall)

    def arrow(self, tree: exp.Expr | str, tables: Mapping[str, pa.Table] | None = None) -> pa.Table:
        """Runs a tree and gives its rows as an Arrow table."""
        return run(self._cursor, tree, tables, Cursor.to_arrow_table)

    def fact(self, name: str) -> str | None:
        """One fact the projection keeps about itself: ``applied``, ``version``, ``sealed_known``, ``catalogue``."""
        return self.facts().get(name)  # with a parameter, DuckDB would load pandas, which takes half a second

    def facts(self) -> dict[str, str]:
        """Every fact the projection keeps about itself; ``changed`` and ``changed:TYPE`` are versions."""
        return dict(self._cursor.execute("select name, value from about").fetchall())

    def size(self, definition: ObjectDefinition) -> int:
        """About how many rows an object's journal has, in all its parts."""
        parts = parts_of(definition.name)
        tables = ", ".join(f"'{table}'" for table in (parts.current, parts.withdrawn, parts.recent))
        found = self.rows(
            f"select coalesce(sum(estimated_size), 0) from duckdb_tables() where table_name in ({tables})"
        )
        return int(found[0][0])

    @property
    def applied(self) -> int:
        """The last ledger sequence folded in (0 for none)."""
        return int(self.fact("applied") or 0)

    @property
    def version(self) -> int:
        """The journal's version: one more with every batch, rebuild and seal."""
        return int(self.fact("version") or 0)

    @property
    def recent(self) -> int:
        """How many rows the journal has taken since it was last sealed or made anew."""
        return int(self.fact("recent") or 0)

    @property
    def sealed_known(self) -> Instant | None:
        """Beliefs withdrawn up to this instant lie in the withdrawn part: needed only for an as-known before it."""
        text = self.fact("sealed_known")
        return Instant(int(text)) if text else None


class Projection:
    """The DuckDB file (or memory, for tests and verify); one writer at a time, readers on cursors of their own."""

    def __init__(self, path: Path | None) -> None:
        """Opens or creates the file; None keeps it in memory. RuntimeError from DuckDB if the file is not one."""
        self.path = path
        self._connection = duckdb.connect(str(path) if path else ":memory:", config=SETTINGS)
        self._threads = 1
        self._writing, self._folding, self._besides = RLock(), Lock(), Lock()
        self._workbench: Workbench | None = None
        self._connection.execute("create table if not exists about (name varchar primary key, value varchar)")
        held = self._connection.execute("select coalesce(sum(estimated_size), 0) from duckdb_tables()").fetchone()
        self.work_on(int(held[0]) if held else 0)

    def work_on(self, rows: int) -> None:
        """Sets how many threads share the work, given about how many rows there are to work on.

        While another thread works on what cannot be shared, the one that asked spins and takes the interpreter from everybody:
        with few rows that costs half as much again as the work itself.
        """
        threads = 1 if rows < SHARED_FROM else MOST_THREADS
        if threads != self._threads:
            self._connection.execute(f"set threads = {threads}")
            self._threads = threads

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()
        if self._workbench is not None:
            self._workbench.close()

    @contextmanager
    def beside(self) -> Iterator["Projection"]:
        """Another, empty one in a file beside this one's (or in memory, as this one is), gone afterwards."""
        path = self.path.with_name(f"{self.path.name}.beside") if self.path else None
        with self._besides:
            discard(path)
            other = Projection(path)
            try:
                yield other
            finally:
                other.close()
                discard(path)

    @contextmanager
    def workbench(self, *, keep: bool) -> Iterator[Workbench]:
        """Where a batch is folded, one at a time; afterwards ready for the next, unless it was a large one (not ``keep``)."""
        with self._folding:
            bench, self._workbench = self._workbench or Workbench(), None
            try:
                yield bench
                if keep:
                    self._workbench = bench
            finally:
                if self._workbench is None:
                    bench.close()

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """One read transaction."""
        cursor = self._connection.cursor()
        cursor.execute("begin transaction")
        try:
            yield Reading(cursor)
        finally:
            cursor.execute("rollback")
            cursor.close()

    @contextmanager
    def writing(self) -> Iterator["Writing"]:
        """One write transaction: all of it or, on any error, nothing."""
        with self._writing:
            cursor = self._connection.cursor()
            cursor.execute("begin transaction")
            try:
                yield Writing(cursor)
                cursor.execute("commit")
            except BaseException:
                cursor.execute("rollback")
                raise
            finally:
                cursor.close()


def open_projection(path: Path) -> Projection:
    """The projection in a file; one that cannot be opened is thrown away, since it can be made anew."""
    try:
        return Projection(path)
    except duckdb.Error:
        discard(path)
        return Projection(path)


def discard(path: Path | None) -> None:
    """Throws a projection's file and its log away, where there are any."""
    for file in (path, path.with_name(f"{path.name}.wal")) if path else ():
        file.unlink(missing_ok=True)


class Writing(Reading):
    """One write transaction on the projection."""

    def create_journal(self, definition: ObjectDefinition) -> None:
        """Makes an object's three journal tables anew, empty."""
        parts = parts_of(definition.name)
        columns = ", ".join(f'"{name}" {sql}' for name, sql in journal_columns(definition).items())
        for table in (parts.current, parts.withdrawn, parts.recent):
            self._cursor.execute(f'create or replace table "{table}" ({columns})')

    def run(self, tree: exp.Expr | str, tables: Mapping[str, pa.Table] | None = None) -> int:
        """Runs a statement; the number of rows it changed, where there is one."""
        result = run(self._cursor, tree, tables, Cursor.fetchone)
        return int(result[0]) if result and isinstance(result[0], int) else 0

    def state(self, name: str, value: str | int) -> None:
        """Sets one fact the projection keeps about itself."""
        self._cursor.execute("insert or replace into about values (?, ?)", [name, str(value)])

    def advance(self, changed: Iterable[str] | None = None, *, applied: int | None = None) -> None:
        """Makes the journal one version newer, of these object types or (None) of all; ``applied``: up to this event."""
        version = self.version + 1
        facts = {"changed": version} if changed is None else {f"changed:{one}": version for one in changed}
        facts |= {"version": version} if applied is None else {"version": version, "applied": applied}
        places = ", ".join(["(?, ?)"] * len(facts))
        given = [str(part) for fact in facts.items() for part in fact]
        self._cursor.execute(f"insert or replace into about values {places}", given)

    def insert(self, table: str, select: str) -> int:
        """Appends what a select gives to a table, columns by name; how many rows."""
        return self.run(f'insert into "{table}" by name {select}')

    def append(self, table: str, rows: pa.Table) -> None:
        """Appends Arrow rows to a table, columns by name."""
        self.run(f'insert into "{table}" by name select * from handed_rows', {"handed_rows": rows})

    def has_recent(self, definition: ObjectDefinition) -> bool:
        """Whether an object's journal has taken any rows since the last seal."""
        found = self._cursor.execute(f'select 1 from "{parts_of(definition.name).recent}" limit 1').fetchone()
        return found is not None

    def empty(self, definition: ObjectDefinition) -> None:
        """Empties the current and the recent part of an object's journal, to be filled again by a seal."""
        parts = parts_of(definition.name)
        for table in (parts.current, parts.recent):
            self._cursor.execute(f'delete from "{table}"')

    def last_known(self, objects: Mapping[str, ObjectDefinition]) -> Instant | None:
        """The latest moment of belief in the whole journal."""
        found = [
            self._cursor.execute(f'select max(known_at) from "{table}"').fetchone() for table in tables_of(objects)
        ]
        return max((instant_of(row[0]) for row in found if row and row[0]), default=None)  # type: ignore[type-var]

    def keep_references(self, rows: pa.Table) -> None:
        """Replaces the reference rows."""
        self.run(
            "create or replace table reference_row as select * from handed_references", {"handed_references": rows}
        )


def tables_of(objects: Mapping[str, ObjectDefinition]) -> list[str]:
    """The current and recent parts of every object's journal."""
    return [table for name in objects for table in (parts_of(name).current, parts_of(name).recent)]


def naive(instant: Instant | None) -> Any:
    """An instant as the projection holds it: a naive UTC datetime."""
    return None if instant is None else to_datetime(instant).replace(tzinfo=None)


def instant_of(value: Any) -> Instant | None:
    """A projection's naive UTC datetime as an instant."""
    return None if value is None else from_datetime(value.replace(tzinfo=to_datetime(Instant(0)).tzinfo))
