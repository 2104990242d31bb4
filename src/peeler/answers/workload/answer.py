"""What is told of a kind of work: the map of who holds what, its parts, what moved, and who is there to do it."""

from dataclasses import dataclass, field
from typing import Literal

from peeler.answers.freshness import SourceFreshness
from peeler.answers.measure import MeasureQuestion, Value
from peeler.terms.clocks import Instant

Counting = Literal["each", "jobs"]


@dataclass(frozen=True, slots=True)
class WorkloadQuestion:
    """Which kind of work, as at, as known, by which two dimensions (none: those of its file), of which.

    ``count``: each record, or jobs, where a linked series is one. ``weighted``: weighed by harm too.
    """

    name: str = "investigations"
    at: Instant | None = None
    known: Instant | None = None
    by: tuple[str, ...] = ()
    where: str | None = None
    count: Counting = "each"
    weighted: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How much work stands in one place; ``unknown``: records of which the sources do not say whether they are open.

    ``weight``: days of imprisonment such offences are given, of those whose weight is known; ``weightless``: how many have
    none that is known; both None where it was not asked. A count that may not be told is None, and ``held`` says why.
    """

    count: int | None = 0
    unknown: int | None = 0
    weight: float | None = None
    weightless: int | None = None
    held: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One row's or column's head: its value, how it is called, and the values of the records' own column that it stands for."""

    value: Value
    label: str
    behind: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """A dimension as it is shown: name, title, the column of the records it is worked out from, whether by who leads it."""

    name: str
    title: str
    column: str
    led: bool = False
    ages: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a map: its head, a tally for every column, and the whole row."""

    place: Place
    cells: tuple[Tally, ...]
    whole: Tally


@dataclass(frozen=True, slots=True)
class Grid:
    """Work by two dimensions: every record in just one cell; ``question`` gives the same cells as a measure's answer.

    ``within``: the one group of a further dimension of that question that the map is of.
    """

    title: str
    rows: Axis
    columns: Axis
    heads: tuple[Place, ...]
    lines: tuple[Line, ...]
    foot: tuple[Tally, ...]
    whole: Tally
    question: MeasureQuestion
    within: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the work, such as what nobody has, and where there is more to be said of it, its own map."""

    place: Place
    tally: Tally
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """That parts add up: what is compared, the whole, their sum, and whether the two are the same (None: not all is told)."""

    of: str
    whole: int | None
    parts: int | None
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved in one row over four weeks: what was there before, what came in new, what came from another row, what was
    done, what went to another row, and what is there now.
    """

    place: Place
    before: int
    arrived: int
    received: int
    completed: int
    handed_on: int
    now: int

    @property
    def adds_up(self) -> bool:
        """Whether what is there now is what was, with what came and without what went."""
        return self.now == self.before + self.arrived + self.received - self.completed - self.handed_on


@dataclass(frozen=True, slots=True)
class HandedOn:
    """How many were handed from one row to another."""

    giver: Place
    taker: Place
    count: int


@dataclass(frozen=True, slots=True)
class Movement:
    """What moved from ``start`` to ``end``: by row, in all, and who handed most to whom."""

    axis: Axis
    start: Instant
    end: Instant
    lines: tuple[Moved, ...]
    whole: Moved
    handings: tuple[HandedOn, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """One team's work and who is there for it; people by heads, posts as established and filled.

    ``available``: who serves less who is absent and who is in training; ``able``: those of them whose level will do for the
    work that needs the higher one, of which there is ``needing``; ``mismatched``: how much of that stands with a person
    whose level will not do, or is not known. ``weight`` as in a tally.
    """

    place: Place
    work: int | None
    weight: float | None
    weightless: int | None
    needing: int | None
    mismatched: int | None
    posts: int
    filled: int
    serving: int
    absent: int
    training: int
    available: int
    able: int

    @property
    def each(self) -> float | None:
        """Work for each who is available; None where nobody is, or the work is not told."""
        return self.work / self.available if self.work is not None and self.available else None

    @property
    def weight_each(self) -> float | None:
        """Weight for each who is available."""
        return self.weight / self.available if self.weight is not None and self.available else None

    @property
    def needing_each(self) -> float | None:
        """Work that needs the higher level, for each who is available and has it."""
        return self.needing / self.able if self.needing is not None and self.able else None


@dataclass(frozen=True, slots=True)
class Staffing:
    """The load of every team, and in all. ``level`` is how the higher level is called: the ``word`` of the column ``needs``."""

    axis: Axis
    level: str
    needs: str
    word: str
    lines: tuple[Load, ...]
    whole: Load


@dataclass(frozen=True, slots=True)
class Described:
    """What a reader must know of a kind of work to read its numbers."""

    name: str
    title: str
    question: str
    about: str
    noun: str
    measure: str
    version: str


@dataclass(frozen=True)
class WorkloadAnswer:
    """Who holds what, as at and as known; ``movement`` and ``staffing`` are None where the viewer may not be told, or there is none.

    ``offered``: the dimensions there are. ``told``: the moment seen is the last there is any word of, as none was asked for.
    """

    question: WorkloadQuestion
    definition: Described
    as_at: Instant
    as_known: Instant
    whole: Tally
    grid: Grid
    parts: tuple[Part, ...]
    checks: tuple[Check, ...]
    movement: Movement | None
    staffing: Staffing | None
    offered: tuple[Axis, ...]
    freshness: tuple[SourceFreshness, ...]
    notes: tuple[str, ...]
    journal_version: int
    synthetic: bool
    asked_at: Instant | None = None
    age: int = field(default=0, compare=False)

    @property
    def ahead(self) -> bool:
        """Whether the moment asked for is still to come."""
        return self.asked_at is not None and max(self.as_at, self.as_known) > self.asked_at

    @property
    def adds_up(self) -> bool | None:
        """Whether every check holds; None where one cannot be told and none fails."""
        if any(check.holds is False for check in self.checks):
            return False
        return None if any(check.holds is None for check in self.checks) else True
