"""What is true: numbered things, what happened to them and when, what was planted among it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from peeler.simulate.force.civil import NEVER, Ints, Mask, Texts, settled
from peeler.simulate.force.world import World


@dataclass(frozen=True)
class Words:
    """A column of words: the place of each row's word among the words there are; -1: nothing."""

    words: tuple[str, ...]
    codes: Ints

    def take(self, places: "Chosen") -> "Words":
        """The same column for other rows."""
        return Words(self.words, self.codes[places])

    def texts(self) -> Texts:
        """The words themselves, '' where there is nothing."""
        return pa.array([*self.words, ""], pa.string()).take(pa.array(self.codes % (len(self.words) + 1)))

    def are(self, *words: str) -> Mask:
        """Which rows hold one of these words; KeyError-like ValueError for a word that is not of the column."""
        found: Mask = np.isin(self.codes, [self.words.index(word) for word in words])
        return found


Column = Ints | Words
Chosen = Ints | Mask | slice


def taken(column: Column, places: Chosen) -> Column:
    """A column for other rows."""
    return column.take(places) if isinstance(column, Words) else column[places]


def joined(columns: "list[Column]") -> Column:
    """Columns of one kind, one below the other; words must be the same words."""
    first = columns[0]
    if isinstance(first, Words):
        return Words(first.words, np.concatenate([one.codes for one in columns if isinstance(one, Words)]))
    return np.concatenate([one for one in columns if not isinstance(one, Words)])


@dataclass(frozen=True)
class Things:
    """Everything of one kind (crimes, people, ...): a lasting number each, and what is always true of it.

    A thing is named by its *place* (0, 1, 2, ...) within the truth, by its number in every draw of chance and in every
    reference a system gives it. Numbers do not change when the truth is told further.
    """

    kind: str
    numbers: Ints
    columns: Mapping[str, Column] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)

    def ints(self, name: str) -> Ints:
        """A column of whole numbers; KeyError where there is none of this name."""
        column = self.columns[name]
        return column.codes if isinstance(column, Words) else column

    def words(self, name: str) -> Words:
        """A column of words; TypeError where it is one of numbers."""
        column = self.columns[name]
        if not isinstance(column, Words):
            raise TypeError(f"{self.kind}.{name} holds no words")
        return column


@dataclass(frozen=True)
class Happenings:
    """All happenings of one kind, under the name of the event they would be: to which thing (its place), when (London
    civil seconds), and the facts of each, as columns of equal length. ``turns``, once it is part of a truth: how many of
    the kind the same thing had before.
    """

    kind: str
    thing: Ints
    at: Ints
    facts: Mapping[str, Column] = field(default_factory=dict)
    turns: Ints | None = None

    def __len__(self) -> int:
        return len(self.thing)

    @property
    def turn(self) -> Ints:
        """How many of the kind the same thing had before each; counted when it became part of a truth."""
        return nth(self.thing) if self.turns is None else self.turns

    def taken(self, places: Chosen) -> "Happenings":
        """Some of them."""
        facts = {name: taken(column, places) for name, column in self.facts.items()}
        turns = None if self.turns is None else self.turns[places]
        return Happenings(self.kind, self.thing[places], self.at[places], facts, turns)

    def ints(self, name: str) -> Ints:
        """A fact of whole numbers (the codes, where it holds words)."""
        column = self.facts[name]
        return column.codes if isinstance(column, Words) else column

    def words(self, name: str) -> Words:
        """A fact of words; TypeError where it is one of numbers."""
        column = self.facts[name]
        if not isinstance(column, Words):
            raise TypeError(f"{self.kind}.{name} holds no words")
        return column

    def until(self, moment: int) -> "Happenings":
        """Those before a moment."""
        return self.taken(self.at < moment)


@dataclass(frozen=True)
class Planted:
    """Something planted on purpose (a breach of a duty, a bad path): its name, and the places of the things it is in."""

    name: str
    kind: str
    things: Ints


@dataclass(frozen=True)
class Part:
    """What one life adds to the truth."""

    things: tuple[Things, ...] = ()
    happenings: tuple[Happenings, ...] = ()
    planted: tuple[Planted, ...] = ()


@dataclass(frozen=True)
class Truth:
    """Everything that truly happened in one force until the end of its world, the future past its history included."""

    world: World
    things: Mapping[str, Things] = field(default_factory=dict)
    happenings: Mapping[str, Happenings] = field(default_factory=dict)
    planted: tuple[Planted, ...] = ()

    def with_part(self, part: Part) -> "Truth":
        """The truth with what a life adds; happenings of a kind there is already stand below the others."""
        things = {**self.things, **{one.kind: one for one in part.things}}
        if len(things) < len(self.things) + len(part.things):
            raise ValueError(f"told twice: {', '.join(one.kind for one in part.things)}")
        happenings = dict(self.happenings)
        for one in part.happenings:
            told = _below(happenings.get(one.kind), in_order(one))
            happenings[one.kind] = replace(told, turns=nth(told.thing))
        return replace(self, things=things, happenings=happenings, planted=(*self.planted, *part.planted))

    def within(self, start: int, end: int) -> "Truth":
        """The same things, and of what happened that which was from ``start`` up to ``end``."""
        told = {kind: one.taken(slice(*np.searchsorted(one.at, (start, end)))) for kind, one in self.happenings.items()}
        return replace(self, happenings=told)

    def of(self, kind: str) -> Happenings:
        """The happenings of a kind, in order of time; none where nothing of the kind happened."""
        found = self.happenings.get(kind)
        nothing = np.zeros(0, np.int64)
        return Happenings(kind, nothing, nothing) if found is None else found


Life = Callable[[Truth], Part]


def in_order(told: Happenings) -> Happenings:
    """Those that happen at all, at times that are on a clock, in order of time."""
    happens = told.taken(told.at < NEVER)
    at = settled(happens.at)
    return Happenings(told.kind, happens.thing, at, happens.facts).taken(np.argsort(at, kind="stable"))


def _below(before: Happenings | None, more: Happenings) -> Happenings:
    if before is None:
        return more
    facts = {name: joined([before.facts[name], more.facts[name]]) for name in before.facts}
    both = Happenings(
        more.kind, np.concatenate([before.thing, more.thing]), np.concatenate([before.at, more.at]), facts
    )
    return in_order(both)


def latest(told: Happenings, size: int, as_at: int) -> Ints:
    """For each of ``size`` things, the place of its last happening before ``as_at``; -1 where it has none."""
    found = np.full(size, -1, np.int64)
    before = np.flatnonzero(told.at < as_at)
    found[told.thing[before]] = before  # in order of time, so that the last one stays
    return found


def first(told: Happenings, size: int, as_at: int) -> Ints:
    """For each of ``size`` things, the place of its first happening before ``as_at``; -1 where it has none."""
    found = np.full(size, -1, np.int64)
    before = np.flatnonzero(told.at < as_at)[::-1]
    found[told.thing[before]] = before
    return found


def at_of(told: Happenings, places: Ints) -> Ints:
    """When the happenings at these places were; NEVER where the place is -1."""
    if not len(told):
        return np.full(len(places), NEVER, np.int64)
    return np.where(places < 0, NEVER, told.at[places])


def nth(things: Ints) -> Ints:
    """For happenings in order of time: how many the same thing had before each."""
    order = np.argsort(things, kind="stable")
    ordered = things[order]
    starts = np.r_[True, ordered[1:] != ordered[:-1]] if len(things) else np.zeros(0, bool)
    place = np.arange(len(things))
    begun = np.maximum.accumulate(np.where(starts, place, 0))
    found = np.empty(len(things), np.int64)
    found[order] = place - begun
    return found
