"""A read transaction that remembers: the same question of the same versions is asked of the engine once, whoever asks it."""

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import Future
from threading import Lock
from time import monotonic
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlglot import exp

from peeler.store.projection import Projection, Reading
from peeler.terms.clocks import Instant

Rows = list[tuple[Any, ...]]
Key = tuple[Hashable, ...]
Change = Callable[[exp.Expr], exp.Expr]
Vintage = tuple[str, str]  # a reference table, and one of its vintages
MOST_ANSWERS = 256
LONGEST_ANSWER = 50_000
MOST_ROWS = 500_000  # of all answers together
TABLE = re.compile(
    r"\b([a-z0-9_]+)_(current|withdrawn|recent)\b"
)  # a part of a type's journal, as definitions.journal names it


class Kept(NamedTuple):
    """Rows, and when the engine gave them (seconds of a clock that never goes back)."""

    rows: Rows
    since: float


class Memory:
    """Rows by what was asked and the versions of the object types it reads; the least recently asked are forgotten first.

    What was asked holds the viewer's policy, the clocks and every literal, so equal keys are equal questions (ruling 24).
    While one asker waits for the engine, all others of the same question wait for that one answer.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._held = 0
        self._asked: dict[Key, Future[Kept]] = {}
        self._lock = Lock()

    def rows(self, key: Key, ask: Callable[[], Rows]) -> Kept:
        """The rows of a question: kept ones, those somebody is waiting for just now, or asked for here and now."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            waiting = self._asked.get(key)
            mine: Future[Kept] | None = None
            if waiting is None:
                mine = self._asked[key] = Future()
        return waiting.result() if waiting is not None else self._ask(key, ask, mine or Future())

    def _ask(self, key: Key, ask: Callable[[], Rows], told: "Future[Kept]") -> Kept:
        """Asks for all who wait; they are told the rows, or what went wrong."""
        try:
            kept = Kept(ask(), monotonic())
        except BaseException as failure:
            self._settle(key, None)
            told.set_exception(failure)
            raise
        self._settle(key, kept)
        told.set_result(kept)
        return kept

    def _settle(self, key: Key, kept: Kept | None) -> None:
        """Nobody need wait any more; rows of moderate length are kept."""
        with self._lock:
            del self._asked[key]
            if kept is not None and len(kept.rows) <= LONGEST_ANSWER:
                self._kept[key] = kept
                self._held += len(kept.rows)
                while len(self._kept) > MOST_ANSWERS or self._held > MOST_ROWS:
                    self._held -= len(self._kept.popitem(last=False)[1].rows)


MEMORIES: WeakKeyDictionary[Projection, Memory] = WeakKeyDictionary()
MAKING = Lock()


def memory_of(projection: Projection) -> Memory:
    """The one memory of a projection, which lives as long as it is open."""
    with MAKING:
        return MEMORIES.setdefault(projection, Memory())


class Remembering:
    """One read transaction on a projection, at one journal version."""

    def __init__(self, reading: Reading, memory: Memory) -> None:
        self._reading, self._memory, self._facts = reading, memory, reading.facts()
        self._oldest: float | None = None
        self._change: Change | None = None
        self._vintages: frozenset[Vintage] | None = None
        self.version, self.applied, self.recent = (
            int(self._facts.get(name, 0)) for name in ("version", "applied", "recent")
        )
        sealed = self._facts.get("sealed_known")
        self.sealed_known: Instant | None = Instant(int(sealed)) if sealed else None

    def rows(self, tree: exp.Expr) -> Rows:
        """The rows of a plan over the journal; instants are naive UTC datetimes."""
        asked = tree if self._change is None else self._change(tree)
        sql = asked.sql(dialect="duckdb", copy=False)
        return self._remembered((sql, *self._versions_read(sql)), lambda: self._reading.rows(sql))

    def changed_by(self, change: Change) -> "Remembering":
        """The same transaction, with every plan over the journal changed before it is run; it remembers by itself."""
        other = Remembering(self._reading, Memory())
        other._change, other._vintages = change, self._vintages
        return other

    def published_in(self, vintages: Iterable[Vintage]) -> "Remembering":
        """The same transaction, in which no other vintages of reference tables are there."""
        other = Remembering(self._reading, self._memory)
        other._change, other._vintages = self._change, frozenset(vintages)
        return other

    def once(self, object_types: Iterable[str], what: Key, make: Callable[[], Rows]) -> Rows:
        """What is made of the journals of these types alone, made once for each of their versions; ``what`` says all else."""
        return self._remembered((what, *self._versions(object_types)), make)

    def references(self, tree: exp.Expr) -> Rows:
        """The rows of a plan over reference tables, which change without a new journal version, so never remembered."""
        rows = self._reading.rows(tree)
        if self._vintages is None:
            return rows
        named = {literal.name for literal in tree.find_all(exp.Literal)}  # a plan of a reference table names it
        return [row for row in rows if any(table in named and row[0] == vintage for table, vintage in self._vintages)]

    @property
    def age(self) -> int:
        """How long ago, in milliseconds, the engine gave the oldest of the rows read so far; they are of this version still."""
        return 0 if self._oldest is None else max(0, round((monotonic() - self._oldest) * 1_000))

    def _remembered(self, key: Key, ask: Callable[[], Rows]) -> Rows:
        """Rows out of the memory, or into it."""
        kept = self._memory.rows(key, ask)
        self._oldest = kept.since if self._oldest is None else min(self._oldest, kept.since)
        return kept.rows

    def _versions_read(self, sql: str) -> Key:
        """The versions of what a statement reads: what is sealed is only made anew with the whole journal."""
        read = set(TABLE.findall(sql))
        changing = {name for name, part in read if part == "recent"}
        sealed = sorted({name for name, _ in read} - changing)
        return (*self._versions(changing), *((name, int(self._facts.get("changed", self.version))) for name in sealed))

    def versions(self, object_types: Iterable[str]) -> list[tuple[str, int]]:
        """The version at which each of these object types' journals last changed, by name."""
        return list(self._versions(object_types))  # type: ignore[arg-type]

    def _versions(self, object_types: Iterable[str]) -> Key:
        """The version at which each of these object types' journals last changed; the whole journal's where it is unsaid."""
        whole = int(self._facts.get("changed", self.version))
        return tuple(
            (name, max(whole, int(self._facts.get(f"changed:{name}", 0)))) for name in sorted(set(object_types))
        )
