"""A measure answered: numerator, denominator, unknown and interval for every period and group, with all that bounds it."""

from dataclasses import dataclass
from datetime import date

from peeler.answers.desk import Desk
from peeler.answers.freshness import SourceFreshness
from peeler.terms.clocks import Every, Instant
from peeler.terms.viewers import Viewer

Value = str | int | bool | None


@dataclass(frozen=True, slots=True)
class MeasureQuestion:
    """Which measure, as at, as known, over which time, by what, of which.

    ``at`` and ``known`` None mean now; ``start`` is the first and ``end`` the last instant counted (both inclusive; None:
    the first, the last period with data). ``by`` holds ``attribute`` or ``attribute@time``; ``where`` is a condition.
    """

    measure: str
    at: Instant | None = None
    known: Instant | None = None
    start: Instant | None = None
    end: Instant | None = None
    every: Every | None = None
    by: tuple[str, ...] = ()
    where: str | None = None
    variant: str | None = None


@dataclass(frozen=True, slots=True)
class PartCount:
    """How many of a row's numerator, denominator or unknown one labelled part holds; ``not_said`` is what none claims."""

    name: str
    of: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One period and group. ``period`` is its first day (None without ``every``); a share is a fraction of 1.

    ``value`` is an integer for counts and stocks, else a float, None when nothing is known; ``low`` and ``high`` are its
    95 % interval, ``lowest`` and ``highest`` what the unknown could make of it. ``arrivals`` and ``departures`` are crossings
    of a stock's condition since the period before, and None for other kinds.
    """

    period: date | None
    dimensions: tuple[tuple[str, Value], ...]
    numerator: int
    denominator: int | None
    unknown: int
    value: float | None
    low: float | None
    high: float | None
    lowest: float | None
    highest: float | None
    n: int
    arrivals: int | None = None
    departures: int | None = None
    parts: tuple[PartCount, ...] = ()


@dataclass(frozen=True, slots=True)
class BenchmarkRow:
    """One published figure: a count (``denominator`` None) or a share with its interval. ``force`` None: all together."""

    first: date
    last: date
    force: str | None
    numerator: int
    denominator: int | None
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Published figures put beside the answer: what, by whom, of which vintage, and why the two may differ.

    ``rows`` are of the forces in the answer together (and each by itself where the answer is by force); ``everyone`` are of
    all forces the table holds, for shares only.
    """

    name: str
    title: str
    about: str
    publisher: str
    licence: str
    vintage: str
    unit: str
    every: Every
    forces: tuple[str, ...]
    rows: tuple[BenchmarkRow, ...]
    everyone: tuple[BenchmarkRow, ...]
    why_they_differ: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class DefinitionSummary:
    """What a reader must know of a definition to read its numbers; ``version`` is the digest of its file."""

    name: str
    title: str
    question: str
    kind: str
    unit: str
    better: str
    version: str


@dataclass(frozen=True, slots=True)
class MeasureAnswer:
    """The rows of a measure with what they rest on. ``notes`` are sentences to show beside the numbers."""

    question: MeasureQuestion
    definition: DefinitionSummary
    as_at: Instant
    as_known: Instant
    freshness: tuple[SourceFreshness, ...]
    rows: tuple[MeasureRow, ...]
    benchmarks: tuple[Benchmark, ...]
    notes: tuple[str, ...]
    journal_version: int
    synthetic: bool


def measure(desk: Desk, viewer: Viewer, question: MeasureQuestion) -> MeasureAnswer:
    """Answers a measure for a viewer; RequestError for a wrong word (naming the nearest) or what the viewer may not see."""
    raise NotImplementedError
