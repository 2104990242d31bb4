"""A read transaction that remembers: the same question at the same journal version is not asked of the engine twice."""

from collections import OrderedDict
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlglot import exp

from peeler.store.projection import Projection, Reading
from peeler.terms.clocks import Instant

Rows = list[tuple[Any, ...]]
MOST_ANSWERS = 256
LONGEST_ANSWER = 5_000


class Memory:
    """Rows by journal version and text of the question; the least recently asked are forgotten first.

    The text holds the viewer's policy, the clocks and every literal, so equal texts are equal questions (ruling 24).
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, str], Rows] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: tuple[int, str]) -> Rows | None:
        """The rows of a question asked before, if they are still kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: tuple[int, str], rows: Rows) -> None:
        """Keeps an answer of moderate length."""
        if len(rows) > LONGEST_ANSWER:
            return
        with self._lock:
            self._kept[key] = rows
            while len(self._kept) > MOST_ANSWERS:
                self._kept.popitem(last=False)


MEMORIES: WeakKeyDictionary[Projection, Memory] = WeakKeyDictionary()


def memory_of(projection: Projection) -> Memory:
    """The memory of a projection, which lives as long as it is open."""
    return MEMORIES.setdefault(projection, Memory())


class Remembering:
    """One read transaction on a projection, at one journal version."""

    def __init__(self, reading: Reading, memory: Memory) -> None:
        self._reading, self._memory = reading, memory
        self.version = reading.version
        self.applied = reading.applied
        self.sealed_known: Instant | None = reading.sealed_known

    def rows(self, tree: exp.Expr) -> Rows:
        """The rows of a plan over the journal; instants are naive UTC datetimes."""
        key = (self.version, tree.sql(dialect="duckdb", copy=False))
        known = self._memory.recall(key)
        if known is None:
            known = self._reading.rows(key[1])
            self._memory.keep(key, known)
        return known

    def references(self, tree: exp.Expr) -> Rows:
        """The rows of a plan over reference tables, which change without a new journal version, so never remembered."""
        return self._reading.rows(tree)
