"""One process has a workspace open at a time; the lock dies with its holder and names it while it lives."""

import fcntl
import os
from pathlib import Path

from peeler.terms.errors import RequestError


class Lock:
    """An flock on the workspace's lock file."""

    def __init__(self, path: Path) -> None:
        """Opens the lock file without taking the lock; RequestError where it cannot be written."""
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as problem:
            raise RequestError(f"{path.parent}: {problem.strerror}; Peeler must be able to write there") from problem

    def take(self, what: str) -> bool:
        """Takes the lock if nobody has it, and writes down who did."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{what} (process {os.getpid()})".encode(), 0)
        return True

    def holder(self) -> str:
        """Who has, or last had, the lock."""
        return os.pread(self._file, 200, 0).decode("utf-8", "replace") or "another process"

    def release(self) -> None:
        """Gives the lock back."""
        os.close(self._file)
