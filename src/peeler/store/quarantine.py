"""Quarantine: every row that could not be understood, with its reason and its place, until it is (ruling 14)."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

from peeler.store.connections import Connections
from peeler.store.kept_rows import storable
from peeler.store.marks import Marks
from peeler.store.personal import erased_subjects, erased_texts
from peeler.store.records import Quarantined, QuarantineEntry, SetAside
from peeler.store.setting_aside import standing
from peeler.terms.clocks import Instant
from peeler.terms.identifiers import ObjectId

ENTER = """
insert into quarantined (mark, known_at, source, file, position, reason, text) values (?, ?, ?, ?, ?, ?, ?)
on conflict (mark) do update set position = excluded.position, reason = excluded.reason, mended_at = null
"""
SELECT = """
select q.number, q.known_at, q.source, q.file, q.position, q.reason, q.text,
  (select group_concat(s.subject, char(31)) from quarantined_subject s where s.quarantined = q.number)
from quarantined q where q.mended_at is null order by q.number
"""


class Quarantine:
    """Reads quarantined rows."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def every(self) -> list[QuarantineEntry]:
        """Every row still in quarantine, set aside or not, oldest first; an erased one without its text."""
        with self._connections.reading() as connection:
            aside = standing(connection)
            return [entry_of(row, aside.get(row[0])) for row in connection.execute(SELECT)]

    def counts(self) -> dict[tuple[str, str], int]:
        """How many rows lie in quarantine, by source and file."""
        query = "select source, file, count(*) from quarantined where mended_at is null group by source, file order by source, file"
        with self._connections.reading() as connection:
            return {(source, file): rows for source, file, rows in connection.execute(query)}

    def mended(self) -> int:
        """How many rows have left quarantine because they were understood after all."""
        with self._connections.reading() as connection:
            return int(connection.execute("select count(*) from quarantined where mended_at is not null").fetchone()[0])


def entry_of(
    row: tuple[int, Instant, str, str, int | None, str, str | None, str | None], aside: SetAside | None
) -> QuarantineEntry:
    """A quarantined row as a record."""
    number, known_at, source, file, position, reason, text, subjects = row
    named = tuple(ObjectId(subject) for subject in sorted(subjects.split("\x1f"))) if subjects else ()
    return QuarantineEntry(number, known_at, Quarantined(source, file, position, reason, text, named), aside)  # type: ignore[arg-type]


class Quarantining:
    """Enters rows during one commit; identical rows of a file are numbered, so that none is entered twice."""

    def __init__(self, connection: sqlite3.Connection, marks: Marks, moment: Instant) -> None:
        self._connection, self._marks, self._moment = connection, marks, moment
        self._identical: Counter[tuple[str, str, str | None]] = Counter()

    def enter(self, rows: Sequence[Quarantined]) -> int:
        """How many rows were not in quarantine before; an erased person's row is entered without its text."""
        before = self._count()
        gone = erased_subjects(self._connection, (subject for row in rows for subject in row.subjects))
        removed = erased_texts(self._connection, [self._marks.mark(storable(row.text)) for row in rows if row.text])
        for row in rows:
            self._enter(row, gone, removed)
        return self._count() - before

    def release(self, source: str, understood: Iterable[str]) -> int:
        """Lets out the rows of a source whose very text has now been understood; how many. They stay on record as mended."""
        query = "select number, text from quarantined where source = ? and mended_at is null and text is not null"
        waiting: dict[str, list[int]] = {}
        for number, text in self._connection.execute(query, [source]):
            waiting.setdefault(text, []).append(number)
        if not waiting:
            return 0
        numbers = [
            number for text in {storable(text) for text in understood} & waiting.keys() for number in waiting[text]
        ]
        update = "update quarantined set mended_at = ? where number = ?"
        self._connection.executemany(update, [(self._moment, number) for number in numbers])
        return len(numbers)

    def _count(self) -> int:
        """How many rows there are; numbers are given in order and none is ever taken away."""
        return int(self._connection.execute("select coalesce(max(number), 0) from quarantined").fetchone()[0])

    def _enter(self, row: Quarantined, gone: set[ObjectId], removed: set[bytes]) -> None:
        """Enters one row."""
        text = None if row.text is None else storable(row.text)
        identical = (row.source, storable(row.file), text)
        self._identical[identical] += 1
        mark = self._marks.mark("\x1f".join((*identical[:2], str(self._identical[identical]), text or "")))
        erased = not gone.isdisjoint(row.subjects) or (text is not None and self._marks.mark(text) in removed)
        values = [mark, self._moment, *identical[:2], row.position, storable(row.reason), None if erased else text]
        self._connection.execute(ENTER, values)
        query = "insert or ignore into quarantined_subject select ?, number from quarantined where mark = ?"
        self._connection.executemany(query, [(subject, mark) for subject in row.subjects])
