"""What a trend is asked and what it gives: series with their limits, marks, changes, comparisons and words."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from peeler.answers.freshness import SourceFreshness
from peeler.answers.measure import DefinitionSummary
from peeler.measures.contrasts import Contrast
from peeler.measures.process_limits import Meaning, ProcessChart, ProcessPoint, Stage
from peeler.measures.rows import MeasureRow, Number, Value
from peeler.measures.seasons import Season
from peeler.terms.clocks import Every, Instant

__all__ = [
    "Against", "ChangeSeen", "Comparison", "Contrast", "Mark", "Meaning", "ProcessChart", "ProcessPoint", "Stage",
    "TrendAnswer", "TrendPoint", "TrendQuestion", "TrendSeries",
]  # fmt: skip

Against = Literal["period_before", "year_before", "year_to_date"]


@dataclass(frozen=True, slots=True)
class TrendQuestion:
    """Which measure or benchmark, over which time and by what, and how its limits are to be set.

    ``force`` narrows to one force (for a benchmark: whose figures; None: all forces together). ``baseline``: the first
    and last day whose periods lock the limits; ``first``: or the first so many points. ``rebases``: days from which limits
    are calculated anew, each with its reason; ``annotated``: whether those of the catalogue apply by themselves.
    ``screened``: large moving ranges are left out. ``every`` None: the definition's own period.
    """

    name: str
    at: Instant | None = None
    known: Instant | None = None
    start: Instant | None = None
    end: Instant | None = None
    every: Every | None = None
    by: tuple[str, ...] = ()
    where: str | None = None
    variant: str | None = None
    force: str | None = None
    baseline: tuple[date, date] | None = None
    first: int | None = None
    rebases: tuple[tuple[date, str], ...] = ()
    annotated: bool = True
    screened: bool = False


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period: its days, its row, and what it says (``seen``).

    ``judged`` is False where the period is not whole, provisional, or held back: it then has no part in limits or rules.
    """

    period: date
    last: date
    row: MeasureRow
    judged: bool
    why_not: str
    seen: ProcessPoint


@dataclass(frozen=True, slots=True)
class Mark:
    """A dated change the series must be read by. ``period``: the first one wholly of the new way, None where none is shown.

    ``rebases``: limits are calculated anew from there; ``verified``: ``yes``, or what is still to be confirmed of it.
    """

    name: str
    title: str
    about: str
    kind: str
    day: date
    period: date | None
    rebases: bool
    verified: str
    authority: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChangeSeen:
    """A change of level, found without being told of any: the first period of the new level, and the means around it.

    ``explained``: the title of the mark that stands at the same period or beside it, if one does.
    """

    period: date
    before: float
    after: float
    explained: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The newest judged period (or the year to date) and what it is compared with, and how they differ."""

    against: Against
    first: date
    last: date
    against_first: date
    against_last: date
    value: Number
    against_value: Number
    contrast: Contrast
    words: str


@dataclass(frozen=True, slots=True)
class TrendSeries:
    """One series: of one group, or of all. ``chart.points`` stand in the order of ``points``.

    ``adjusted`` is the chart without its season, where one is more than chance; signals are then read from it. ``words``:
    the answer in sentences, the most important first.
    """

    dimensions: tuple[tuple[str, Value], ...]
    points: tuple[TrendPoint, ...]
    chart: ProcessChart
    season: Season | None
    adjusted: ProcessChart | None
    changes: tuple[ChangeSeen, ...]
    marks: tuple[Mark, ...]
    comparisons: tuple[Comparison, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrendAnswer:
    """A trend: what it is of, its series, and what they rest on. ``style``: how its values are written."""

    question: TrendQuestion
    definition: DefinitionSummary
    style: Literal["share", "count", "number"]
    every: Every
    as_at: Instant
    as_known: Instant
    series: tuple[TrendSeries, ...]
    notes: tuple[str, ...]
    freshness: tuple[SourceFreshness, ...]
    journal_version: int
    synthetic: bool
    age: int = 0
