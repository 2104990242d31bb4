"""What became of each file that was loaded, in rows."""

import sqlite3

from peeler.store.connections import Connections
from peeler.store.kept_rows import storable
from peeler.store.records import AccountEntry, FileAccount
from peeler.terms.clocks import Instant

COLUMNS = "source, file, list, read, accepted, duplicate, quarantined, withdrawn, dated"


class Accounts:
    """Reads the accounts of files."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def every(self) -> list[AccountEntry]:
        """Every account, oldest first."""
        return self._entries("order by number")

    def latest(self) -> list[AccountEntry]:
        """The last account of each file of each source."""
        return self._entries(
            "where number in (select max(number) from file_account group by source, file) order by number"
        )

    def check(self) -> list[str]:
        """Problems in words, where a kept account does not add up; empty is good."""
        said = "accepted + duplicate + quarantined"
        sql = f"select file, read, {said} from file_account where read <> {said} order by number"
        with self._connections.reading() as connection:
            rows = connection.execute(sql).fetchall()
        return [
            f"{file}: {read:,} rows were read and {accounted:,} are accounted for" for file, read, accounted in rows
        ]

    def _entries(self, which: str) -> list[AccountEntry]:
        """The accounts that a condition picks."""
        with self._connections.reading() as connection:
            rows = connection.execute(f"select number, known_at, {COLUMNS} from file_account {which}")
            return [AccountEntry(number, known_at, FileAccount(*columns)) for number, known_at, *columns in rows]


def keep_account(connection: sqlite3.Connection, account: FileAccount, moment: Instant) -> None:
    """Keeps one file's account."""
    connection.execute(
        f"insert into file_account (known_at, {COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [moment, account.source, storable(account.file), account.table, account.read, account.accepted,
         account.duplicate, account.quarantined, account.withdrawn, account.dated],
    )  # fmt: skip


def add_to_account(connection: sqlite3.Connection, account: FileAccount, moment: Instant) -> None:
    """Adds to the account of the same source, file and table, for what comes in many small batches; the first begins it."""
    found = connection.execute(
        """update file_account set known_at = ?, read = read + ?, accepted = accepted + ?, duplicate = duplicate + ?,
             quarantined = quarantined + ?, withdrawn = withdrawn + ?
           where number = (select max(number) from file_account where (source, file, list) = (?, ?, ?))""",
        [moment, account.read, account.accepted, account.duplicate, account.quarantined, account.withdrawn,
         account.source, storable(account.file), account.table],
    )  # fmt: skip
    if not found.rowcount:
        keep_account(connection, account, moment)
