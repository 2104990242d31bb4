"""Reads a table of another system's database: what changed since a cursor, or the whole list, as columns of text."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    MetaData,
    Select,
    Table,
    and_,
    create_engine,
    make_url,
    or_,
    select,
)
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from peeler.definitions.sources import Poll, TableFile
from peeler.sources.delimited import Rows
from peeler.terms.clocks import Instant, london, parse_pause, to_datetime
from peeler.terms.errors import RequestError, Trouble

PAGE: Final = 5_000  # rows fetched at a time
MOST_ROWS: Final = 5_000_000
# How long a driver waits for its database, by driver; what is not named here waits as its driver does.
PATIENCE: Final = {
    "pg8000": {"timeout": 60},
    "psycopg": {"connect_timeout": 10},
    "pymysql": {"connect_timeout": 10, "read_timeout": 60},
}
FORM: Final = "postgresql+pg8000://USER:PASSWORD@HOST/DATABASE or mysql+pymysql://USER:PASSWORD@HOST/DATABASE"
Value = Any  # what a database driver returns


class Cursor(NamedTuple):
    """How far a table has been read: the last moment (or number) of change, and the key of the last row that had it."""

    modified: Value
    key: tuple[Value, ...]


class Polled(NamedTuple):
    """What one reading found: rows as columns of text, and the cursor after it; ``whole``: it was the whole list."""

    rows: Rows
    cursor: Cursor | None
    whole: bool


@dataclass(frozen=True)
class Reading:
    """One table on its way out of a database: its declaration, its columns, and where each of them lies in a row."""

    poll: Poll
    columns: tuple[str, ...]
    names: tuple[str, ...]
    key: tuple[Column[Any], ...]
    modified: Column[Any]
    statement: Select[Any]

    @property
    def key_places(self) -> tuple[int, ...]:
        """Where a row holds its key."""
        return tuple(self.names.index(column.name) for column in self.key)

    @property
    def modified_place(self) -> int:
        """Where a row holds its moment of change."""
        return self.names.index(self.modified.name)


def reading_of(file: TableFile, poll: Poll) -> Reading:
    """How a declared table is read; names are quoted by the database's own rules, and nothing else of it is SQL."""
    names = tuple(dict.fromkeys((*file.columns, *file.key, poll.modified)))
    schema, _, name = poll.table.rpartition(".")
    columns: dict[str, Column[Any]] = {one: Column(one) for one in names}
    table = Table(name, MetaData(), *columns.values(), schema=schema or None)
    key, everything = tuple(table.c[one] for one in file.key), select(*(table.c[one] for one in names))
    return Reading(poll, file.columns, names, key, table.c[poll.modified], everything)


def engine_of(source: str, connection: str) -> Engine:
    """The database of a source; RequestError, without a word of the connection, where it is not understood."""
    refusal = RequestError(f"the connection of {source} is not understood; write it as {FORM}")
    try:
        url = make_url(connection)
        patience: dict[str, Any] = dict(PATIENCE.get(url.get_driver_name(), {}))
        engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=patience)
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError):
        raise refusal from None
    if url.get_backend_name() != "sqlite" and not (url.host and url.username):
        raise refusal
    return engine


@contextmanager
def connected(source: str, engine: Engine) -> Iterator[Connection]:
    """A connection; Trouble, by the kind of error alone, where the database does not do what is asked."""
    try:
        with engine.connect() as connection:
            yield connection
    except (SQLAlchemyError, OSError) as problem:
        raise Trouble(f"{source}: its database does not answer as it should ({kind_of(problem)})") from None


def kind_of(problem: BaseException) -> str:
    """What kind of error it is, with its code where the driver gives one; never its words, which may quote data."""
    original = getattr(problem, "orig", None) or problem
    said = original.args[0] if original.args else None
    code = said.get("C") if isinstance(said, dict) else said if isinstance(said, int) else None
    return f"{type(original).__name__} {code}" if code is not None else type(original).__name__


def read_whole(connection: Connection, reading: Reading, now: Instant) -> Polled:
    """The whole list, in one look where the database can: page after page in the order of the key."""
    look = connection.execution_options(isolation_level=isolation_of(connection))
    found: dict[tuple[Value, ...], tuple[Value, ...]] = {}
    after: tuple[Value, ...] | None = None
    while True:
        statement = reading.statement.order_by(*reading.key).limit(PAGE)
        if after is not None:
            statement = statement.where(beyond(reading.key, after))
        page = look.execute(statement).fetchall()
        keep(found, reading, page)
        if len(page) < PAGE:
            return polled(reading, found, None, now, whole=True)
        after = key_of(reading, page[-1])


def read_changes(connection: Connection, reading: Reading, cursor: Cursor, now: Instant) -> Polled:
    """The rows changed since a cursor, less the overlap, in the order of (modified, key).

    A row that changes while it is read comes twice, and the later reading counts.
    """
    found: dict[tuple[Value, ...], tuple[Value, ...]] = {}
    overlap = overlap_of(reading.poll, cursor.modified)
    begin = reading.modified >= cursor.modified - overlap if overlap else beyond_cursor(reading, cursor)
    last: Cursor | None = None
    while True:
        ordered = reading.statement.order_by(reading.modified, *reading.key).limit(PAGE)
        page = connection.execute(ordered.where(beyond_cursor(reading, last) if last else begin)).fetchall()
        keep(found, reading, page)
        if len(page) < PAGE:
            return polled(reading, found, cursor, now, whole=False)
        last = Cursor(page[-1][reading.modified_place], key_of(reading, page[-1]))


def isolation_of(connection: Connection) -> Any:
    """The isolation in which a long look sees one moment, where the database knows it."""
    return "REPEATABLE READ" if connection.dialect.name in ("postgresql", "mysql", "mariadb") else "AUTOCOMMIT"


def beyond(columns: Sequence[Column[Any]], values: Sequence[Value]) -> ColumnElement[bool]:
    """The rows whose columns come after these values, first column first."""
    return or_(
        *(
            and_(*(columns[n] == values[n] for n in range(place)), columns[place] > values[place])
            for place in range(len(columns))
        )
    )


def beyond_cursor(reading: Reading, cursor: Cursor) -> ColumnElement[bool]:
    """The rows after a cursor."""
    return beyond((reading.modified, *reading.key), (cursor.modified, *cursor.key))


def key_of(reading: Reading, row: Sequence[Value]) -> tuple[Value, ...]:
    """A row's key."""
    return tuple(row[place] for place in reading.key_places)


def keep(found: dict[tuple[Value, ...], tuple[Value, ...]], reading: Reading, page: Sequence[Sequence[Value]]) -> None:
    """Keeps the rows of a page, each in place of what was read of it before; Trouble beyond five million."""
    found.update((key_of(reading, row), tuple(row)) for row in page)
    if len(found) > MOST_ROWS:
        raise Trouble(f"{reading.poll.table}: more than {MOST_ROWS:,} rows; poll a view that holds fewer")


def polled(
    reading: Reading,
    found: dict[tuple[Value, ...], tuple[Value, ...]],
    before: Cursor | None,
    now: Instant,
    *,
    whole: bool,
) -> Polled:
    """The rows found, as text, and the cursor after them."""
    rows = list(found.values())
    places = {name: reading.names.index(name) for name in reading.columns}
    utc = reading.poll.times == "utc"
    columns: dict[str, Sequence[str]] = {
        name: [text_of(row[place], utc=utc) for row in rows] for name, place in places.items()
    }
    cursors = [Cursor(row[reading.modified_place], key_of(reading, row)) for row in rows]
    placed = [one for one in cursors if one.modified is not None]
    latest = max(placed, key=lambda one: one.modified, default=before)
    return Polled(Rows(columns, range(1, len(rows) + 1)), until_now(reading.poll, latest, now), whole)


def until_now(poll: Poll, cursor: Cursor | None, now: Instant) -> Cursor | None:
    """The cursor, but not later than now: a row dated in the future by mistake must not hide all that follows it.

    Where the clocks go back, so does the cursor.
    """
    if cursor is None or not isinstance(cursor.modified, date):
        return cursor
    here = to_datetime(now) if poll.times == "utc" else london(now)
    moment: Any = here.date()
    if isinstance(cursor.modified, datetime):
        moment = to_datetime(now) if cursor.modified.tzinfo else here.replace(tzinfo=None)
    return cursor if cursor.modified <= moment else Cursor(moment, cursor.key)


def overlap_of(poll: Poll, modified: Value) -> Any:
    """How far back of the cursor a reading begins: a time for times, a number for numbers, nothing where it is 0."""
    if isinstance(modified, date):
        length = timedelta(microseconds=0 if poll.overlap.isdigit() else parse_pause(poll.overlap))
        return length if isinstance(modified, datetime) or not length else max(length, timedelta(days=1))
    return int(poll.overlap) if poll.overlap.isdigit() else 0


def text_of(value: Value, *, utc: bool = False) -> str:
    """A value as a file would hold it: nothing for null, ISO 8601 for times (``utc``: one without a zone is UTC's)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime) and utc and value.tzinfo is None:
        return value.replace(tzinfo=UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    return str(value)


def written_cursor(cursor: Cursor) -> str:
    """A cursor as it is kept: JSON, each value with its kind, so that it is read back as it was."""
    return json.dumps([tagged(cursor.modified), *map(tagged, cursor.key)])


def read_cursor(text: str) -> Cursor | None:
    """A kept cursor; None where the feed was heard and never read to an end."""
    kept = json.loads(text)
    if not isinstance(kept, list) or not kept:
        return None
    modified, *key = (untagged(kind, said) for kind, said in kept)
    return Cursor(modified, tuple(key))


def tagged(value: Value) -> list[str]:
    """A value with its kind."""
    if isinstance(value, bool) or not isinstance(value, int | date | Decimal):
        return ["text", text_of(value)]
    for kind, made in (("datetime", datetime), ("date", date), ("int", int), ("decimal", Decimal)):
        if isinstance(value, made):
            return [kind, text_of(value)]
    raise TypeError(type(value).__name__)


def untagged(kind: str, text: str) -> Value:
    """A value read back."""
    readers: dict[str, Any] = {
        "datetime": datetime.fromisoformat, "date": date.fromisoformat, "int": int, "decimal": Decimal, "text": str,
    }  # fmt: skip
    return readers[kind](text)
