"""The access log: who asked what and when, each row a link of a hash chain, never a word of personal data."""

from collections.abc import Mapping

from peeler.store.chains import START, access_link
from peeler.store.connections import Connections
from peeler.store.records import AccessEntry
from peeler.terms.clocks import Instant
from peeler.terms.events import Json, canonical

SELECT = "select number, at, viewer, question, chain from access order by number"


class AccessLog:
    """Notes and reads questions asked."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def note(self, viewer: str, question: Mapping[str, Json], *, at: Instant) -> int:
        """Notes a question durably, before it is answered; its number. It may name objects by id, nothing personal."""
        with self._connections.writing() as connection:
            last = connection.execute("select number, chain from access order by number desc limit 1").fetchone()
            number, previous = last or (0, START)
            text = canonical(question)
            row = (number + 1, at, viewer, text, access_link(previous, at, viewer, text))
            connection.execute("insert into access values (?, ?, ?, ?, ?)", row)
        return row[0]

    def every(self) -> list[AccessEntry]:
        """Every question, oldest first."""
        with self._connections.reading() as connection:
            return [AccessEntry(*row) for row in connection.execute(SELECT)]

    def check_chain(self) -> list[str]:
        """Problems in words; none if every row is there and as it was written."""
        problems, previous, expected = [], START, 1
        for entry in self.every():
            if entry.number != expected:
                problems.append(f"access log: rows {expected} to {entry.number - 1} are missing")
            elif entry.chain != access_link(previous, entry.at, entry.viewer, entry.question):
                problems.append(f"access log: row {entry.number} is not as it was written")
            previous, expected = entry.chain, entry.number + 1
        return problems
