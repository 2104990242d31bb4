"""What the disk and SQLite complain of, told to a person in one line that names the folder."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peeler.terms.errors import Trouble

FULL = "{folder}: the disk is full; nothing of this was kept"
CLOSED = "{folder}: cannot be read or written here; Peeler needs a folder its user may write in"
BUSY = "{folder}: another process is writing there; try again when it has finished"
UNWRITTEN = "{folder}: the disk did not take what was written; nothing of this was kept"
DAMAGED = "{folder}: peeler.db is damaged or is not Peeler's; restore it from a copy"
OF_SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: UNWRITTEN,
    sqlite3.SQLITE_READONLY: CLOSED,
    sqlite3.SQLITE_CANTOPEN: CLOSED,
    sqlite3.SQLITE_PERM: CLOSED,
    sqlite3.SQLITE_AUTH: CLOSED,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}
OF_SYSTEM = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: UNWRITTEN,
    errno.EIO: UNWRITTEN,
    errno.EACCES: CLOSED,
    errno.EPERM: CLOSED,
    errno.EROFS: CLOSED,
    errno.ENOTDIR: CLOSED,
    errno.EEXIST: CLOSED,
}


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turns what a person can mend in SQLite's words (full, closed, busy, damaged) into a Trouble."""
    try:
        yield
    except sqlite3.Error as problem:
        words = OF_SQLITE.get(getattr(problem, "sqlite_errorcode", 0) & 0xFF)
        if words is None:
            raise
        raise Trouble(words.format(folder=folder)) from problem


@contextmanager
def told_by_system(folder: Path) -> Iterator[None]:
    """Likewise for what the operating system says when the folder is opened."""
    try:
        yield
    except OSError as problem:
        words = OF_SYSTEM.get(problem.errno or 0)
        if words is None:
            raise
        raise Trouble(words.format(folder=folder)) from problem
