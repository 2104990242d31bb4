"""The source rows that events were made from, kept so that a mended mapping can read the past again."""

import sqlite3
from collections.abc import Iterable, Sequence

from peeler.store.identity import chunks
from peeler.store.marks import Marks, short_of_mark
from peeler.store.personal import erased_subjects, erased_texts
from peeler.store.records import KeptRow, KeptText
from peeler.terms.events import canonical


def keep_rows(connection: sqlite3.Connection, marks: Marks, rows: Sequence[KeptRow]) -> list[int]:
    """Numbers aligned with the rows: the same text always has the same number; what was erased stays without text."""
    found = [row.mark or marks.mark(storable(row.text)) for row in rows]
    numbers = numbers_of(connection, found)
    gone = erased_subjects(connection, (subject for row in rows for subject in row.subjects))
    removed = erased_texts(connection, found)
    following = connection.execute("select coalesce(max(number), 0) from kept_row").fetchone()[0] + 1
    fresh: list[tuple[int, int, bytes, str | None]] = []
    for row, mark in zip(rows, found, strict=True):
        if mark not in numbers:
            numbers[mark] = following + len(fresh)
            text = None if mark in removed or not gone.isdisjoint(row.subjects) else storable(row.text)
            fresh.append((numbers[mark], short_of_mark(mark), mark, text))
    connection.executemany("insert into kept_row values (?, ?, ?, ?)", fresh)
    subjects = [(subject, numbers[mark]) for row, mark in zip(rows, found, strict=True) for subject in row.subjects]
    connection.executemany("insert or ignore into kept_row_subject values (?, ?)", subjects)
    if gone:
        again = [numbers[mark] for row, mark in zip(rows, found, strict=True) if not gone.isdisjoint(row.subjects)]
        forget_rows(connection, again)
    return [numbers[mark] for mark in found]


def forget_rows(connection: sqlite3.Connection, numbers: Iterable[int]) -> int:
    """Removes the text of kept rows and remembers its mark, so that it is not kept again; how many had a text."""
    removed = 0
    for number in set(numbers):
        connection.execute("insert or ignore into erased_text select mark from kept_row where number = ?", [number])
        removed += connection.execute(
            "update kept_row set text = null where number = ? and text is not null", [number]
        ).rowcount
    return removed


def numbers_of(connection: sqlite3.Connection, marks: Iterable[bytes]) -> dict[bytes, int]:
    """The numbers of the kept rows that have these marks."""
    return {mark: kept.number for mark, kept in texts_of(connection, marks).items()}


def texts_of(connection: sqlite3.Connection, marks: Iterable[bytes]) -> dict[bytes, KeptText]:
    """The kept rows that have these marks; a mark nothing was kept of is absent."""
    asked = set(marks)
    kept: dict[bytes, KeptText] = {}
    for chunk in chunks(sorted({short_of_mark(mark) for mark in asked})):
        query = "select r.mark, r.number, r.text from json_each(?) j cross join kept_row r on r.short = j.value"
        for mark, number, text in connection.execute(query, [canonical(chunk)]):
            if mark in asked:
                kept[mark] = KeptText(number, text)
    return kept


def storable(text: str) -> str:
    """A text as it can be kept: half a surrogate pair, which no file can hold, becomes a question mark."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
