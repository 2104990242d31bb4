"""Personal values and free text, apart from the ledger under their subjects; the one door to them (ruling 23)."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from peeler.store.connections import Connections
from peeler.store.identity import chunks
from peeler.store.marks import Marks
from peeler.store.records import PersonalEntry
from peeler.terms.events import Event, PersonalValue, canonical
from peeler.terms.identifiers import ObjectId

SELECT = "select p.seq, e.id, e.type, p.field, p.subject, p.text from personal_value p join event e on e.seq = p.seq"


class Filed(NamedTuple):
    """A personal value and the event it came with."""

    seq: int
    value: PersonalValue


class Personal:
    """Reads personal values; every caller must have been let through by policy."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def of_subject(self, subject: ObjectId) -> list[PersonalEntry]:
        """All that is kept of a subject, oldest first."""
        return self._entries("where p.subject = ? order by p.number", subject)

    def of_event(self, seq: int) -> list[PersonalEntry]:
        """The personal values that came with one event."""
        return self._entries("where p.seq = ? order by p.number", seq)

    def of_field(self, event_type: str, field: str) -> list[PersonalEntry]:
        """Every value of one field of an event type, for linkage and text screening."""
        return self._entries("where e.type = ? and p.field = ? order by p.number", event_type, field)

    def is_erased(self, subject: ObjectId) -> bool:
        """Whether a subject has been erased."""
        with self._connections.reading() as connection:
            return bool(erased_subjects(connection, [subject]))

    def _entries(self, where: str, *values: str | int) -> list[PersonalEntry]:
        """The entries that a condition picks."""
        with self._connections.reading() as connection:
            return [PersonalEntry(*row) for row in connection.execute(f"{SELECT} {where}", values)]


def payload_of(event: Event, marks: Marks) -> str:
    """The event's payload with a mark in place of each personal field: filled or not, equal or not, and no more."""
    if not event.personal:
        return event.data
    texts: dict[str, set[str]] = {}
    for value in event.personal:
        texts.setdefault(value.field, set()).add(value.text)
    sealed = {field: {"digest": marks.mark("\x1f".join(sorted(found))).hex()} for field, found in texts.items()}
    return canonical({**json.loads(event.data), **sealed})


def keep_values(connection: sqlite3.Connection, marks: Marks, filed: Sequence[Filed]) -> None:
    """Files personal values under their subjects, except of subjects and texts that have been erased."""
    gone = erased_subjects(connection, (item.value.subject for item in filed))
    wanted = [item for item in filed if item.value.subject not in gone]
    removed = erased_texts(connection, (marks.mark(item.value.text) for item in wanted))
    connection.executemany(
        "insert into personal_value (seq, field, subject, text) values (?, ?, ?, ?)",
        [(seq, *value) for seq, value in wanted if not removed or marks.mark(value.text) not in removed],
    )


def erased_subjects(connection: sqlite3.Connection, subjects: Iterable[ObjectId]) -> set[ObjectId]:
    """Those of the subjects that have been erased."""
    gone: set[ObjectId] = set()
    for chunk in chunks(set(subjects)):
        query = "select e.subject from json_each(?) j cross join erased_subject e on e.subject = j.value"
        gone |= {row[0] for row in connection.execute(query, [canonical(chunk)])}
    return gone


def erased_texts(connection: sqlite3.Connection, marks: Iterable[bytes]) -> set[bytes]:
    """Those of the marks that are of texts removed by an erasure."""
    everything = {row[0] for row in connection.execute("select mark from erased_text")}
    return everything.intersection(marks) if everything else set()
