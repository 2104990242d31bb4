"""The decisions people made: who, when, about what, why, and what came of it."""

import json
import sqlite3

from peeler.store.connections import Connections
from peeler.store.records import Decision, DecisionEntry
from peeler.terms.clocks import Instant
from peeler.terms.events import canonical


class Decided:
    """Reads decisions."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def every(self) -> list[DecisionEntry]:
        """Every decision, oldest first."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "select number, known_at, kind, who, about, why, result from decision order by number"
            )
            return [
                DecisionEntry(number, known_at, Decision(kind, who, about, why, json.loads(result)))
                for number, known_at, kind, who, about, why, result in rows
            ]

    def last_number(self) -> int:
        """The number of the last decision; 0 for none."""
        with self._connections.reading() as connection:
            return int(connection.execute("select coalesce(max(number), 0) from decision").fetchone()[0])


def keep_decision(connection: sqlite3.Connection, decision: Decision, moment: Instant) -> None:
    """Keeps one decision."""
    connection.execute(
        "insert into decision (known_at, kind, who, about, why, result) values (?, ?, ?, ?, ?, ?)",
        [moment, decision.kind, decision.who, decision.about, decision.why, canonical(decision.result)],
    )
