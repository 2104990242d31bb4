"""Checks that the ledger is what was accepted: contents, chain and object index, computed again from the columns."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from peeler.store.chains import START, Link
from peeler.store.identity import content_of
from peeler.store.namings import RoleTypes, is_own, namings_of, role_types_of
from peeler.store.records import LedgerCommit
from peeler.terms.events import Event

COMMITS = "select number, known_at, founding, first, last, events, chain from ledger_commit order by number"
EVENTS = """
select seq, content, known_at, id, type, force, at, precision, recorded_at, source, actor, objects, data, replaces,
  retracts, role_types from event where seq between ? and ? order by seq
"""
MOST = 20
WRAP = 1 << 64


class LedgerCheck:
    """One walk through the ledger, gathering problems."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.problems: list[str] = []
        self._connection = connection
        self._types: RoleTypes = role_types_of(connection)
        self._named = 0

    def walk(self) -> None:
        """Walks every commit in order, then looks for events outside them and at the object index."""
        before = LedgerCommit(0, -(2**62), False, 1, 0, 0, START)  # type: ignore[arg-type]
        for row in self._connection.execute(COMMITS).fetchall():
            commit = LedgerCommit(*row)
            self._commit(commit, before)
            before = commit
        outside = "select count(*) from event where seq > ? or seq < 1"
        events = self._connection.execute(outside, [before.last]).fetchone()[0]
        if events:
            self.problems.append(f"{events} events belong to no commit")
        if self._named != self._index():
            self.problems.append("the object index does not say what the events say")
        astray = {str(row[0]) for row in self._connection.execute("pragma foreign_key_check")}
        self.problems += [f"{table}: rows that belong to something which is not there" for table in sorted(astray)]

    def _commit(self, commit: LedgerCommit, before: LedgerCommit) -> None:
        """One commit: its place after the one before it, its events, and its link."""
        if (commit.number, commit.first) != (before.number + 1, before.last + 1) or commit.known_at <= before.known_at:
            self.problems.append(f"commit {commit.number} does not follow the commit kept before it")
        link, found = Link(before.chain), 0
        for block in blocks(self._connection.execute(EVENTS, [commit.first, commit.last])):
            link.add([row[1] for row in block], [row[2] for row in block])
            found += len(block)
            for row in block:
                self._event(row)
        if found != commit.events:
            self.problems.append(f"commit {commit.number}: {found} of {commit.events} events are there")
        if link.close(commit) != commit.chain:
            self.problems.append(f"commit {commit.number}: its link of the chain does not follow from its events")

    def _event(self, row: tuple[Any, ...]) -> None:
        """One event: its content, computed again from its columns; and what it names."""
        seq, content, _, event_id, kind, force, at, precision, recorded_at, source, actor, objects, data = row[:13]
        event = Event(
            event_id, kind, force, at, precision, recorded_at, source, actor, (), data, (), row[13], row[14]
        )  # fmt: skip
        if content_of(event, objects, data) != content:
            self.problems.append(f"event {seq} ({event_id}) is not as it was accepted")
        for role, object_type, named in namings_of(objects, self._types[row[15]]):
            self._named = (self._named + hash((object_type, named, int(is_own(object_type, kind)), seq, role))) % WRAP

    def _index(self) -> int:
        """What the object index says, as a sum over its rows in any order."""
        rows = self._connection.execute("select object_type, object, own, seq, role from naming")
        return sum(hash(row) for row in rows) % WRAP


def check_ledger(connection: sqlite3.Connection) -> list[str]:
    """Problems in words, the first 20; empty when the ledger is whole."""
    check = LedgerCheck(connection)
    check.walk()
    return check.problems[:MOST]


def blocks(cursor: sqlite3.Cursor) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a cursor, some at a time."""
    while rows := cursor.fetchmany(10_000):
        yield rows
