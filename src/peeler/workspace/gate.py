"""A gate in front of the ledger: live feeds pass through it, and it can be closed while something must stand still."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Gate:
    """Any number may pass at once; whoever closes it waits until all have passed, and keeps others waiting."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._passing, self._closed = 0, False

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Waits until the gate is open, and is inside until the block ends."""
        with self._changed:
            self._changed.wait_for(lambda: not self._closed)
            self._passing += 1
        try:
            yield
        finally:
            with self._changed:
                self._passing -= 1
                self._changed.notify_all()

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Closes the gate for the block, once nobody is inside."""
        with self._changed:
            self._changed.wait_for(lambda: not self._closed)
            self._closed = True
            self._changed.wait_for(lambda: self._passing == 0)
        try:
            yield
        finally:
            with self._changed:
                self._closed = False
                self._changed.notify_all()
