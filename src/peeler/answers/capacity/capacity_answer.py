"""What is asked of a unit's capacity and what is answered: weeks seen and weeks to come, with everything assumed named."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from peeler.answers.freshness import SourceFreshness
from peeler.measures.contrasts import Contrast
from peeler.measures.forecasts import Forecast
from peeler.measures.queues import Backlog, Steady
from peeler.measures.rows import Value
from peeler.terms.clocks import Instant

Suffice = Literal["yes", "no", "about"]
Topic = Literal["assumed", "pace", "wait", "staff", "ahead", "promise", "gap"]
Basis = Literal["data", "assumption", "asked", "worked_out"]


@dataclass(frozen=True, slots=True)
class CapacityQuestion:
    """Which unit, as at, as known, for how many weeks ahead, by what; and what to assume in place of what its file says.

    ``handling``: minutes for each piece; ``staff``: people who are there; ``hours``: hours of work a person does a week.
    """

    unit: str
    at: Instant | None = None
    known: Instant | None = None
    handling: float | None = None
    staff: float | None = None
    hours: float | None = None
    weeks: int = 12
    by: str | None = None


@dataclass(frozen=True, slots=True)
class UnitSummary:
    """What a reader must know of a unit's file; ``version`` is its digest, ``queue`` the measure of its queue."""

    name: str
    title: str
    question: str
    why: str
    pieces: str
    piece: str
    done: str
    queue: str
    variant: str | None
    where: str | None
    version: str


@dataclass(frozen=True, slots=True)
class SeenWeek:
    """A week that was: what came in and what left in it, and the queue at its end; None where it is not told.

    ``whole``: it is over, and all of it is there; ``recent``: it is one of those that today's pace is taken from.
    """

    first: date
    last: date
    arrivals: int | None
    completions: int | None
    queue: int | None
    whole: bool
    recent: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """So many pieces in so many weeks; a week, with the 95 % interval of the mean (exact Poisson)."""

    number: int
    weeks: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Assumption:
    """One number the answer rests on: ``basis`` says whether records say it (``data``), a force or Peeler assumes it
    (``assumption``), the question does (``asked``), or it follows from others (``worked_out``). ``value`` None: not known.
    """

    name: Literal["staff", "hours", "handling"]
    title: str
    value: float | None
    unit: str
    basis: Basis
    words: str


@dataclass(frozen=True, slots=True)
class Power:
    """What a unit can do: people there, the pieces each does a week, and all together; None where it is not known."""

    staff: float | None
    each: float | None
    capacity: float | None
    minutes: float | None
    hours: float


@dataclass(frozen=True, slots=True)
class AheadWeek:
    """A week to come: what comes in, the queue at its end and the days that a piece then waits, with 80 and 95 % bands.

    None where arrivals cannot be forecast, or what the unit can do is not known.
    """

    first: date
    arrivals: float | None
    arrivals_80: tuple[int, int] | None
    arrivals_95: tuple[int, int] | None
    queue: float | None
    queue_80: tuple[float, float] | None
    queue_95: tuple[float, float] | None
    wait_days: float | None


@dataclass(frozen=True, slots=True)
class Staffing:
    """The people it takes: to keep up (in parts of a person), to clear the queue within the weeks asked for beside what comes
    in, and to keep the promise once it is cleared. ``suffice``: whether those there keep up, ``about`` where chance leaves it
    open. None where it cannot be said.
    """

    suffice: Suffice | None

    to_keep_up: float | None
    to_clear: int | None
    for_promise: int | None
    promise_days: float | None
    promise_share: float | None
    promise_kept: float | None


@dataclass(frozen=True, slots=True)
class Option:
    """What would follow with so many people, all else as assumed: pieces they do a week, the queue at the end of the weeks asked
    for (with its 80 % band), the weeks until it is cleared (None: never), and once no backlog stands the share begun in time and
    the days a piece waits. ``here``: as many as the answer rests on; ``why``: what so many are for.
    """

    staff: float
    capacity: float
    queue: float | None
    queue_80: tuple[float, float] | None
    weeks_to_clear: float | None
    promise_kept: float | None
    wait_days: float | None
    here: bool
    why: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long pieces wait until they are done, as measured: the value that its measure gives of the recent weeks."""

    measure: str
    title: str
    unit: str
    value: float | None
    low: float | None
    high: float | None
    n: int | None


@dataclass(frozen=True, slots=True)
class Capability:
    """How well the work is done: one measure over the last 52 whole weeks."""

    measure: str
    title: str
    words: str
    value: float | None
    low: float | None
    high: float | None
    n: int | None
    better: str


@dataclass(frozen=True, slots=True)
class GroupAhead:
    """One group's share of what comes in: recently, and as forecast for a week; ``why_not`` says why it is not forecast."""

    group: Value
    recent: Flow | None
    forecast: float | None
    low: float | None
    high: float | None
    error: float | None
    method: str
    why_not: str


@dataclass(frozen=True, slots=True)
class CapacityAnswer:
    """Whether a unit keeps up. ``words``: the answer in sentences, the most important first; ``topics``: what each is about.

    ``growth``: pieces a week, in less out, over the recent weeks. ``changed``: the question assumes something of its own.
    ``asked_at``: the moment of asking; the numbers of one minute are those of its beginning, ``age`` milliseconds old.
    ``backlog`` and ``steady`` follow from ``power`` and the arrivals to be expected; ``why_not`` says why there is no forecast.
    """

    question: CapacityQuestion
    unit: UnitSummary
    as_at: Instant
    as_known: Instant
    weeks: tuple[SeenWeek, ...]
    queue: int | None
    arrivals: Flow | None
    completions: Flow | None
    growth: Contrast | None
    forecast: Forecast | None
    why_not: str
    expected: float | None
    power: Power
    backlog: Backlog | None
    steady: Steady | None
    ahead: tuple[AheadWeek, ...]
    staffing: Staffing
    waiting: Waiting | None
    capability: tuple[Capability, ...]
    groups: tuple[GroupAhead, ...]
    assumptions: tuple[Assumption, ...]
    changed: bool
    words: tuple[str, ...]
    topics: tuple[Topic, ...]
    options: tuple[Option, ...]
    notes: tuple[str, ...]
    freshness: tuple[SourceFreshness, ...]
    journal_version: int
    synthetic: bool
    age: int = field(default=0, compare=False)
    asked_at: Instant | None = field(default=None, compare=False)

    def about(self, topic: Topic) -> str:
        """The sentences about a topic; empty where there are none."""
        return " ".join(said for said, of in zip(self.words, self.topics, strict=True) if of == topic)

    @property
    def ahead_of_asking(self) -> bool:
        """Whether the moment asked for is still to come."""
        return self.asked_at is not None and max(self.as_at, self.as_known) > self.asked_at
