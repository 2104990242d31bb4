"""The decisions people made: who, when, about what, why, and what came of it."""

import json
import sqlite3
from collections.abc import Collection
from typing import Any

from peeler.store.connections import Connections
from peeler.store.records import Decision, DecisionEntry
from peeler.terms.clocks import Instant
from peeler.terms.events import canonical

SELECTED = "select number, known_at, kind, who, about, why, result from decision"


class Decided:
    """Reads decisions."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def every(self) -> list[DecisionEntry]:
        """Every decision, oldest first."""
        with self._connections.reading() as connection:
            return [entry_of(row) for row in connection.execute(f"{SELECTED} order by number")]

    def of_kinds(self, kinds: Collection[str]) -> list[DecisionEntry]:
        """The decisions of these kinds, oldest first."""
        asked = f"{SELECTED} where kind in (select value from json_each(?)) order by number"
        with self._connections.reading() as connection:
            return [entry_of(row) for row in connection.execute(asked, [canonical(sorted(kinds))])]

    def last_number(self) -> int:
        """The number of the last decision; 0 for none."""
        with self._connections.reading() as connection:
            return int(connection.execute("select coalesce(max(number), 0) from decision").fetchone()[0])


def entry_of(row: tuple[Any, ...]) -> DecisionEntry:
    """A row of the table as a decision."""
    number, known_at, kind, who, about, why, result = row
    return DecisionEntry(number, known_at, Decision(kind, who, about, why, json.loads(result)))


def keep_decision(connection: sqlite3.Connection, decision: Decision, moment: Instant) -> None:
    """Keeps one decision."""
    connection.execute(
        "insert into decision (known_at, kind, who, about, why, result) values (?, ?, ?, ?, ?, ?)",
        [moment, decision.kind, decision.who, decision.about, decision.why, canonical(decision.result)],
    )
