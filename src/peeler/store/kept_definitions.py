"""Definitions by the hash of their text, kept for good: an old figure runs again as it was defined."""

from collections.abc import Iterable

from peeler.store.connections import Connections
from peeler.store.records import KeptDefinition
from peeler.terms.clocks import Instant

COLUMNS = "hash, kind, name, text, first_kept"


class KeptDefinitions:
    """Keeps and reads definitions."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def keep(self, definitions: Iterable[tuple[str, str, str, str]], *, now: Instant) -> int:
        """Keeps (hash, kind, name, text) each once; how many were new. Nothing is written when none is."""
        wanted = list(definitions)
        with self._connections.reading() as connection:
            known = {row[0] for row in connection.execute("select hash from kept_definition")}
        fresh = {definition[0]: (*definition, now) for definition in wanted if definition[0] not in known}
        if fresh:
            with self._connections.writing() as connection:
                insert = "insert or ignore into kept_definition values (?, ?, ?, ?, ?)"
                connection.executemany(insert, fresh.values())
        return len(fresh)

    def get(self, definition_hash: str) -> KeptDefinition | None:
        """The definition with this hash, if it was ever kept."""
        found = self._entries("where hash = ?", definition_hash)
        return found[0] if found else None

    def versions(self, kind: str, name: str) -> list[KeptDefinition]:
        """Every kept version of one definition, oldest first."""
        return self._entries("where kind = ? and name = ? order by first_kept, rowid", kind, name)

    def _entries(self, where: str, *values: str) -> list[KeptDefinition]:
        """The definitions that a condition picks."""
        with self._connections.reading() as connection:
            query = f"select {COLUMNS} from kept_definition {where}"
            return [KeptDefinition(*row) for row in connection.execute(query, values)]
