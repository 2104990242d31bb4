"""What is asked of how cases end, and what is answered: for each group a course, with the share that came to each ending by then."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from peeler.answers.freshness import SourceFreshness
from peeler.answers.measure import DefinitionSummary
from peeler.measures.rows import Value
from peeler.terms.clocks import Every, Instant

MEASURE = "time_to_outcome"
HORIZONS = (7, 28, 91, 182, 365)  # days: what a table tells, and all that is told where small numbers are held back


@dataclass(frozen=True, slots=True)
class ResolutionQuestion:
    """Which measure of time with endings, as at, as known, of what began from ``start`` to ``end`` (both inclusive).

    ``every``: a course for each cohort of those that began in the same period; ``by``: one for each group. Only one of them.
    """

    measure: str = MEASURE
    at: Instant | None = None
    known: Instant | None = None
    start: Instant | None = None
    end: Instant | None = None
    every: Every | None = None
    by: str | None = None
    where: str | None = None
    variant: str | None = None


class Share(NamedTuple):
    """The share of a course that has come to an ending by so many whole days, with its 95 % interval."""

    day: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Ending:
    """One way of ending: its word in the definition, its title, what it is drawn together with, how many have come to it so
    far, and the share of all by each day that is told. ``otherwise``: it ends the wait without what was waited for.
    """

    name: str
    title: str
    drawn_with: str
    otherwise: bool
    count: int
    shares: tuple[Share, ...]

    def by(self, day: int) -> Share | None:
        """The share by a day that is told; None where nobody has been followed so long, or it is held back."""
        return next((one for one in self.shares if one.day == day), None)


@dataclass(frozen=True, slots=True)
class Course:
    """How the cases of one cohort (``period``: its first day) or group (``value``) have ended so far; of all: both None.

    ``n`` have begun and are placed in time, ``waiting`` of them have not ended. Shares are told up to ``reach`` days, beyond
    which too few have been followed; from ``whole_until`` on not all have, or fewer than half of several cohorts.
    ``provisional``: the cohort ended too lately for its figures to stand. ``half``: the days by which half have what they wait
    for, with its interval, each None where that is not reached. ``drawn``: the endings, those together that are drawn together.
    ``held``: why its figures are not told, else empty.
    """

    period: date | None
    value: Value
    n: int
    waiting: int
    endings: tuple[Ending, ...]
    drawn: tuple[Ending, ...]
    reach: int
    whole_until: int
    provisional: bool
    half: tuple[float | None, float | None, float | None]
    held: str = ""

    def ended_by(self, day: int) -> float | None:
        """The share that has ended in any way by a day that is told."""
        found = [ending.by(day) for ending in self.endings]
        return sum(one.share for one in found if one is not None) if any(found) else None

    @property
    def furthest(self) -> int | None:
        """The longest of the horizons that is told."""
        told = [day for day in HORIZONS if day <= self.reach and self.ended_by(day) is not None]
        return told[-1] if told else None


@dataclass(frozen=True, slots=True)
class ResolutionAnswer:
    """The course of all, and of each cohort or group; cohorts in order of time, groups the largest first."""

    question: ResolutionQuestion
    definition: DefinitionSummary
    as_at: Instant
    as_known: Instant
    told: Instant
    whole: Course
    courses: tuple[Course, ...]
    freshness: tuple[SourceFreshness, ...]
    notes: tuple[str, ...]
    journal_version: int
    synthetic: bool
    asked_at: Instant

    @property
    def ahead(self) -> bool:
        """Whether the moment asked for is still to come."""
        return max(self.as_at, self.as_known) > self.asked_at
