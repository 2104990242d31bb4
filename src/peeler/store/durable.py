"""The durable file: everything that cannot be rebuilt, in FOLDER/peeler.db, with FOLDER/key beside it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peeler.store.access import AccessLog
from peeler.store.accounts import Accounts
from peeler.store.commit import Commit
from peeler.store.connections import Connections
from peeler.store.cursors import Cursors
from peeler.store.decided import Decided
from peeler.store.erasure import clean
from peeler.store.kept_definitions import KeptDefinitions
from peeler.store.ledger import Ledger
from peeler.store.lists import Lists
from peeler.store.marks import Marks, open_key
from peeler.store.personal import Personal
from peeler.store.quarantine import Quarantine
from peeler.store.references import References
from peeler.store.schema import check_tables, create_tables, upgrade, version_of
from peeler.store.tokens import Tokens
from peeler.store.troubles import told, told_by_system
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError

KEY_CHECK = "peeler"
FOUNDED = (
    "history cannot be founded any more: a push, a poll or a watched file has come in since; load it as any other file"
)


class Durable:
    """The durable file, open. One thread at a time may write (others wait); any number may read at once."""

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        """Opens the file or makes it; RequestError names the folder where it cannot be used, is damaged or not ours."""
        with told_by_system(folder), told(folder):
            path = folder / "peeler.db"
            if not read_only:
                folder.mkdir(parents=True, exist_ok=True)
            elif not path.is_file():
                raise RequestError(f"{folder}: holds no peeler.db")
            made = path.exists() and path.stat().st_size > 0
            self._marks = Marks(open_key(folder, create=not made and not read_only))
            self.connections = Connections(folder, read_only=read_only)
            try:
                self._begin(read_only)
            except BaseException:
                self.connections.close()
                raise
        self.ledger = Ledger(self.connections)
        self.quarantined = Quarantine(self.connections)
        self.lists = Lists(self.connections)
        self.accounts = Accounts(self.connections)
        self.personal = Personal(self.connections)
        self.references = References(self.connections)
        self.access = AccessLog(self.connections)
        self.kept = KeptDefinitions(self.connections)
        self.decided = Decided(self.connections)
        self.cursors = Cursors(self.connections)
        self.tokens = Tokens(self.decided)

    def _begin(self, read_only: bool) -> None:
        """Makes the tables of a new file, checks those of an old one, and finishes a cleaning that was cut short."""
        if not read_only:
            with self.connections.writing() as connection:
                if version_of(connection) == 0 and not connection.execute("select 1 from sqlite_master").fetchone():
                    create_tables(connection)
                    facts = [("workspace", os.urandom(8).hex()), ("key_check", self._marks.mark(KEY_CHECK).hex())]
                    connection.executemany("insert into meta values (?, ?)", facts)
                upgrade(connection)
        with self.connections.reading() as connection:
            check_tables(connection, self.connections.path)
        if self._fact("key_check") != self._marks.mark(KEY_CHECK).hex():
            raise RequestError(f"{self.connections.folder / 'key'}: is not the key that peeler.db was made with")
        if not read_only and self._fact("cleaning"):
            clean(self.connections, [], surely=True)

    def _fact(self, name: str) -> str | None:
        """One fact the file keeps about itself."""
        with self.connections.reading() as connection:
            found = connection.execute("select value from meta where name = ?", [name]).fetchone()
            return str(found[0]) if found else None

    @property
    def workspace(self) -> str:
        """The workspace's own id: 16 hexadecimal digits."""
        return self._fact("workspace") or ""

    @property
    def live(self) -> bool:
        """Whether the workspace has had its first push, poll or watched file (ruling 9)."""
        return self._fact("live") is not None

    def go_live(self) -> None:
        """Ends the time in which history may be founded; a second call does nothing."""
        if not self.live:
            with self.connections.writing() as connection:
                connection.execute("insert or ignore into meta values ('live', 'yes')")

    def mark(self, text: str) -> bytes:
        """The 16-byte mark of a text, made with the workspace's key: what a list's entries and contents are."""
        return self._marks.mark(text)

    @contextmanager
    def commit(self, *, now: Instant, founding: bool) -> Iterator[Commit]:
        """One ledger transaction: durable when the block ends, nothing of it after any exception.

        ``founding`` stamps events as known when their source knew them (ruling 9); RequestError once live.
        """
        with self.connections.writing() as connection:
            if founding and self.live:
                raise RequestError(FOUNDED)
            commit = Commit(connection, self._marks, now, founding=founding)
            try:
                yield commit
                commit.close()
            finally:
                commit.end()
        if commit.erased:
            clean(self.connections, commit.forgotten)

    def close(self) -> None:
        """Empties the write-ahead log and closes the file."""
        with told(self.connections.folder):
            self.connections.close()
