"""Erasure of a person: their values and every row about them go, that they were erased stays (ruling 23)."""

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from peeler.store.connections import Connections
from peeler.store.kept_rows import forget_rows
from peeler.store.marks import Marks
from peeler.store.mentions import Mentions, forms_of
from peeler.store.records import Decision, Erased
from peeler.terms.errors import RequestError
from peeler.terms.identifiers import ObjectId

BLOCK = 4 << 20
LEFT_BEHIND = (
    "{folder}: the person is erased, but a reader kept the files from being cleaned; the next start cleans them"
)


def erase(
    connection: sqlite3.Connection, marks: Marks, subject: ObjectId, who: str, why: str
) -> tuple[Erased, Decision, list[str]]:
    """Erases inside the open transaction; also gives the decision to keep and the texts that must be in no file."""
    values = [row[0] for row in connection.execute("select text from personal_value where subject = ?", [subject])]
    mentions = Mentions(values)
    connection.execute("insert or ignore into erased_subject values (?)", [subject])
    connection.execute("insert or replace into meta values ('cleaning', 'yes')")
    removed = connection.execute("delete from personal_value where subject = ?", [subject]).rowcount
    rows = forget_rows(connection, {*rows_about(connection, subject), *rows_with(connection, "kept_row", mentions)})
    quarantined = forget_quarantined(connection, marks, subject, mentions)
    forget_reasons(connection, mentions)
    erased = Erased(subject, removed, rows, quarantined, forget_mentions(connection, marks, subject, mentions))
    counts = {"values": removed, "rows": rows, "quarantined": quarantined, "mentions": erased.mentions}
    return erased, Decision("erase", who, subject, mentions.without(why), counts), sorted(mentions.values)


def rows_about(connection: sqlite3.Connection, subject: ObjectId) -> set[int]:
    """The kept rows filed under a subject, and those of events that name it in any role."""
    filed = {row[0] for row in connection.execute("select row from kept_row_subject where subject = ?", [subject])}
    types = {t for row in connection.execute("select types from role_types") for t in json.loads(row[0]).values()}
    query = """select e.row from naming n cross join event e on e.seq = n.seq
               where n.object_type = ? and n.object = ? and e.row is not null"""
    for object_type in types:
        filed |= {row[0] for row in connection.execute(query, [object_type, subject])}
    return filed


def rows_with(connection: sqlite3.Connection, table: str, mentions: Mentions) -> set[int]:
    """The rows of a table with ``number`` and ``text`` whose text mentions the person."""
    rows = connection.execute(f"select number, text from {table} where text is not null")
    return {number for number, text in rows if mentions.in_row(text)}


def forget_quarantined(connection: sqlite3.Connection, marks: Marks, subject: ObjectId, mentions: Mentions) -> int:
    """Removes the texts of quarantined rows about a person; the entries stay, so that every file still adds up."""
    about = connection.execute("select quarantined from quarantined_subject where subject = ?", [subject])
    numbers = {*(row[0] for row in about), *rows_with(connection, "quarantined", mentions)}
    forgotten = 0
    for number in numbers:
        text = connection.execute("select text from quarantined where number = ?", [number]).fetchone()[0]
        if text is not None:
            connection.execute("insert or ignore into erased_text values (?)", [marks.mark(text)])
            connection.execute("update quarantined set text = null where number = ?", [number])
            forgotten += 1
    return forgotten


def forget_mentions(connection: sqlite3.Connection, marks: Marks, subject: ObjectId, mentions: Mentions) -> int:
    """Takes the person out of texts filed under others; a namesake's own value stays."""
    kind = subject.partition(":")[0]
    every = connection.execute("select number, subject, text from personal_value")
    named = [
        (mentions.without(text), marks.mark(text), number)
        for number, other, text in every
        if not (mentions.is_value(text) and other.partition(":")[0] == kind) and mentions.without(text) != text
    ]
    for without, mark, number in named:
        connection.execute("insert or ignore into erased_text values (?)", [mark])
        connection.execute("update personal_value set text = ? where number = ?", [without, number])
    return len(named)


def forget_reasons(connection: sqlite3.Connection, mentions: Mentions) -> None:
    """Takes the person out of the reasons of decisions, should somebody have written a name there after all."""
    every = connection.execute("select number, why from decision").fetchall()
    named = [(mentions.without(why), number) for number, why in every if mentions.without(why) != why]
    connection.executemany("update decision set why = ? where number = ?", named)


def clean(connections: Connections, texts: Iterable[str], *, surely: bool = False) -> None:
    """Empties the write-ahead log, then makes certain that none of these texts is left in a file of the folder.

    SQLite zeroes what it deletes, but a cell that moved between pages may have left a copy where it was: then, and when
    ``surely``, the whole file is written anew. RequestError if a reader kept the log from being emptied.
    """
    empty_log(connections)
    if surely or remains(connections.path, texts):
        connections.rewrite()
        empty_log(connections)
    with connections.writing() as connection:
        connection.execute("delete from meta where name = 'cleaning'")


def empty_log(connections: Connections) -> None:
    """Empties the write-ahead log; RequestError if a reader is in the way for too long."""
    if not connections.truncate():
        raise RequestError(LEFT_BEHIND.format(folder=connections.folder))


def remains(path: Path, texts: Iterable[str]) -> bool:
    """Whether a file holds any of these texts, in any form a row may have."""
    wanted = [form.encode() for text in texts for form in forms_of(text)]
    overlap, tail = max(map(len, wanted), default=1) - 1, b""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            searched = tail + block
            if any(text in searched for text in wanted):
                return True
            tail = searched[-overlap:] if overlap else b""
    return False
