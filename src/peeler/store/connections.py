"""The doors to the durable file: one writer behind a lock, and short-lived readers that may come from any thread."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from urllib.parse import quote

from peeler.store.marks import flush_folder, short_of
from peeler.store.troubles import told
from peeler.terms.errors import RequestError

WAIT_SECONDS = 10
LARGEST_WAL = 64 << 20  # bytes; beyond it the file is emptied after a commit if no reader is in the way
SETTINGS = (
    "page_size = 8192",  # a year is written a quarter faster than with 4,096; small commits grow little
    "journal_mode = wal",
    "synchronous = full",
    "secure_delete = on",
    "foreign_keys = off",  # looked up for every row they cost a sixth of a load; verify asks whether they hold
    "temp_store = memory",
    "cache_size = -65536",
    "wal_autocheckpoint = 8192",  # 32 MiB: a big load writes each page of the file a few times rather than many
    f"journal_size_limit = {LARGEST_WAL}",
)


class Connections:
    """Opens FOLDER/peeler.db; ``read_only`` has no writer and changes nothing."""

    def __init__(self, folder: Path, *, read_only: bool) -> None:
        self.folder, self.path = folder, folder / "peeler.db"
        self._lock = RLock()
        self._writer = None if read_only else self._open_writer()

    def _open_writer(self) -> sqlite3.Connection:
        """The one writing connection; the file is only its owner's to read."""
        if not self.path.exists():
            os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600))
            flush_folder(self.folder)
        writer = connect(self.path, "rw")
        for setting in SETTINGS:
            writer.execute(f"pragma {setting}").fetchall()
        return writer

    def _open_reader(self) -> sqlite3.Connection:
        """A reading connection; where SQLite may not even make its shared memory, the file is read as it lies."""
        try:
            reader = connect(self.path, "ro")
            reader.execute("pragma schema_version").fetchone()
        except sqlite3.OperationalError:
            if self._writer or not self.path.exists() or holds_anything(self.path.with_name("peeler.db-wal")):
                raise
            reader = connect(self.path, "ro&immutable=1")
        return reader

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One read transaction on a connection of its own: everything read in it is of one moment."""
        with told(self.folder):
            reader = self._open_reader()
            try:
                reader.execute("begin")
                yield reader
            finally:
                reader.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One write transaction: durable when it ends, or nothing at all on any exception."""
        with told(self.folder), self._lock:
            writer = self.writer
            writer.execute("begin immediate")
            try:
                yield writer
                writer.execute("commit")
            except BaseException:
                if writer.in_transaction:
                    writer.execute("rollback")
                raise
            self._shorten(writer)

    @property
    def writer(self) -> sqlite3.Connection:
        """The writing connection; RequestError where this was opened to read."""
        if self._writer is None:
            raise RequestError(f"{self.folder}: is open for reading only")
        return self._writer

    def _shorten(self, writer: sqlite3.Connection) -> None:
        """Empties a write-ahead log grown large, unless a reader is in the way: then a later commit does."""
        wal = self.path.with_name("peeler.db-wal")
        if wal.exists() and wal.stat().st_size > LARGEST_WAL:
            writer.execute("pragma busy_timeout = 0")
            writer.execute("pragma wal_checkpoint(truncate)").fetchall()
            writer.execute(f"pragma busy_timeout = {WAIT_SECONDS * 1000}")

    def truncate(self) -> bool:
        """Moves the write-ahead log into the file and empties it; False where a reader stayed in the way."""
        with told(self.folder), self._lock:
            return not self.writer.execute("pragma wal_checkpoint(truncate)").fetchone()[0]

    def rewrite(self) -> None:
        """Writes the whole file anew, so that nothing is left between its cells."""
        with told(self.folder), self._lock:
            self.writer.execute("vacuum")

    def close(self) -> None:
        """Empties the write-ahead log and closes; a second call does nothing.

        On a full disk the log stays as it is: it is as durable as the file, and whoever opens it next goes on from there.
        """
        with self._lock:
            if self._writer is not None:
                with suppress(sqlite3.OperationalError):
                    self._writer.execute("pragma wal_checkpoint(truncate)").fetchall()
                self._writer.close()
                self._writer = None


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection in autocommit (transactions are begun by name) that knows ``short_of``."""
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}", uri=True, timeout=WAIT_SECONDS, isolation_level=None,
        check_same_thread=False,
    )  # fmt: skip
    connection.create_function("short_of", 1, short_of, deterministic=True)
    return connection


def holds_anything(path: Path) -> bool:
    """Whether a file is there and not empty."""
    return path.exists() and path.stat().st_size > 0
