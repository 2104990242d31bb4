"""Hands events to the fold as Arrow: all of them, part by part, for a rebuild, or those of the objects a batch touches."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import pyarrow as pa

from peeler.store.identity import chunks
from peeler.store.namings import named_by, role_types_of
from peeler.store.records import HandOver
from peeler.store.standing import Dead, dead_of
from peeler.terms.events import canonical
from peeler.terms.identifiers import EventType, ObjectId, ObjectType

BATCH = 2_048  # rows fetched at a time: few Python objects alive at once, and one vector of the projection
PART = 128  # batches handed over at once: however long the history, memory holds no more of it
MOMENT = pa.timestamp("us")
TEXT = pa.string()
EVENTS = pa.schema(
    [("seq", pa.int64()), ("id", TEXT), ("type", TEXT), ("force", TEXT), ("at", MOMENT), ("precision", TEXT),
     ("recorded_at", MOMENT), ("known_at", MOMENT), ("dead_from", MOMENT), ("source", TEXT),
     ("data", TEXT), ("content", TEXT)]
)  # fmt: skip
NAMINGS = pa.schema([("seq", pa.int64()), ("role", TEXT), ("object_type", TEXT), ("object", TEXT)])
# An event that withdraws another is no happening of its own: it has no place in time, so that no story holds it.
COLUMNS = """e.seq, e.id, e.type, e.force, case when e.retracts is null then e.at end, e.precision, e.recorded_at,
  e.known_at, e.source, e.data, e.content"""
ALL = f"select {COLUMNS} from event e order by e.seq"
THESE = f"select {COLUMNS}, e.objects, e.role_types from json_each(?) j cross join event e on e.seq = j.value"
NAMED = """
select n.seq from json_each(?2) j cross join naming n on n.object_type = ?1 and n.object = j.value
"""
HEARD = f"{NAMED} and n.own = 1 cross join event e on e.seq = n.seq and e.type in (select value from json_each(?3))"
Rows = list[tuple[Any, ...]]
Named = tuple[ObjectType, ObjectId]
Heard = Mapping[ObjectType, tuple[EventType, ...]]


def everything(connection: sqlite3.Connection) -> Iterator[HandOver]:
    """All events, then all namings, in parts of at most 262,144 rows; of no events, one empty part."""
    dead = dead_of(connection, None)
    events = (events_batch(rows, dead) for rows in batches(connection.execute(ALL)))
    every = connection.execute("select seq, role, object_type, object from naming")
    namings = (namings_batch(zip(*rows, strict=True)) for rows in batches(every))
    for part in parts(events):
        yield HandOver(pa.Table.from_batches(part, EVENTS), NAMINGS.empty_table())
    for part in parts(namings):
        yield HandOver(EVENTS.empty_table(), pa.Table.from_batches(part, NAMINGS))


def parts(made: Iterator[pa.RecordBatch]) -> Iterator[list[pa.RecordBatch]]:
    """Batches, some at a time; an empty list where there is none."""
    part = list(islice(made, PART))
    yield part
    while part := list(islice(made, PART)):
        yield part


def joined(handed: Iterable[HandOver]) -> HandOver:
    """Parts of a history as one."""
    events, namings = zip(*((part.events, part.namings) for part in handed), strict=True)
    return HandOver(pa.concat_tables(events), pa.concat_tables(namings))


def of_objects(connection: sqlite3.Connection, objects: Sequence[Named], heard: Heard) -> HandOver:
    """The events that name any of these objects, in any role, and all namings of those events.

    Of an object whose type is in ``heard``, only the events of these types, which are among its own.
    """
    if not objects:
        return HandOver(EVENTS.empty_table(), NAMINGS.empty_table())
    numbers = sorted(numbers_of(connection, objects, heard))
    types = role_types_of(connection)
    events, namings = [], []
    for chunk in chunks(numbers, BATCH):
        rows = connection.execute(THESE, [canonical(chunk)]).fetchall()
        events.append(events_batch(rows, dead_of(connection, [row[1] for row in rows])))
        namings.append(namings_batch(named_by([(row[0], row[11], types[row[12]]) for row in rows])))
    return HandOver(pa.Table.from_batches(events, EVENTS), pa.Table.from_batches(namings, NAMINGS))


def numbers_of(connection: sqlite3.Connection, objects: Iterable[Named], heard: Heard) -> set[int]:
    """The numbers of the events that name any of these objects, of the types they hear."""
    by_type: dict[ObjectType, set[ObjectId]] = {}
    for object_type, named in objects:
        by_type.setdefault(object_type, set()).add(named)
    numbers: set[int] = set()
    for object_type, named_objects in by_type.items():
        query, types = (HEARD, [canonical(heard[object_type])]) if object_type in heard else (NAMED, [])
        for chunk in chunks(sorted(named_objects)):
            numbers |= {row[0] for row in connection.execute(query, [object_type, canonical(chunk), *types])}
    return numbers


def batches(cursor: sqlite3.Cursor) -> Iterator[Rows]:
    """The rows of a cursor, some at a time, so that memory holds few of them as Python objects."""
    while rows := cursor.fetchmany(BATCH):
        yield rows


def events_batch(rows: Rows, dead: Dead) -> pa.RecordBatch:
    """Events as Arrow, with the moment from which each no longer stands."""
    seq, ids, kind, force, at, precision, recorded_at, known_at, source, data, digests, *_ = zip(*rows, strict=True)
    content = [digest.hex() for digest in digests]
    since = [dead.since(s, i) for s, i in zip(seq, ids, strict=True)] if any(dead) else [None] * len(seq)
    columns = (seq, ids, kind, force, at, precision, recorded_at, known_at, since, source, data, content)
    return pa.record_batch([column(v, t) for v, t in zip(columns, EVENTS.types, strict=True)], schema=EVENTS)


def namings_batch(columns: Iterable[Iterable[Any]]) -> pa.RecordBatch:
    """Namings, column by column, as Arrow."""
    return pa.record_batch([column(v, t) for v, t in zip(columns, NAMINGS.types, strict=True)], schema=NAMINGS)


def column(values: Iterable[Any], kind: pa.DataType) -> pa.Array:
    """One Arrow column; instants are microseconds, so a column of them needs no conversion."""
    return pa.array(values, pa.int64()).view(MOMENT) if kind == MOMENT else pa.array(values, kind)
