"""XmR charts: natural limits from the mean moving range, four rules in their order, stages with reasons (DOMAIN 10.3).

Wheeler, Understanding Variation (1993); rules, their order and their numbers as NHS England's Making Data Count codes
them in NHSRplotthedots (MIT). A gap in a series ends every run and gives no moving range.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from peeler.terms.later import later

if TYPE_CHECKING:
    import numpy as np
else:
    np = later("numpy")

Rule = Literal["outside", "trend", "two_of_three", "shift"]
Way = Literal["high", "low"]
Meaning = Literal["improvement", "concern", "neutral", "common_cause"]
Better = Literal["higher", "lower", "context"]
Numbers = Any  # an array of floats; nan where nothing is known

RULES: tuple[Rule, ...] = ("outside", "trend", "two_of_three", "shift")
LIMIT, NEAR, SCREEN = 2.66, 1.773, 3.267  # times the mean moving range: limits, two thirds of them, screening
ROUNDING = 1e-12  # of the centre: nearer than this is on it
RUN, TRIAL = 7, 12  # points of a trend or a shift; fewer than these make trial limits


class Rebase(NamedTuple):
    """From the point at this place on, limits are calculated anew, for a reason that is told."""

    place: int
    reason: str


class Limits(NamedTuple):
    """Centre and mean moving range of the points they were calculated from; ``points``: how many those were."""

    centre: float
    moving_range: float
    points: int

    @property
    def upper(self) -> float:
        """The upper process limit."""
        return self.centre + LIMIT * self.moving_range

    @property
    def lower(self) -> float:
        """The lower process limit; it may lie below nought, where a page cuts it."""
        return self.centre - LIMIT * self.moving_range

    @property
    def near(self) -> tuple[float, float]:
        """The limits two thirds of the way out, lower and upper."""
        return self.centre - NEAR * self.moving_range, self.centre + NEAR * self.moving_range


@dataclass(frozen=True, slots=True)
class Stage:
    """Points from ``first`` to ``last`` (places, both inclusive) seen with one set of limits; old ones stay as they were.

    ``reason``: why it began (empty for the first); ``trial``: its limits rest on fewer than twelve points;
    ``locked``: they rest on a chosen baseline, not on all points of the stage.
    """

    first: int
    last: int
    centre: float
    lower: float
    upper: float
    near_lower: float
    near_upper: float
    moving_range: float
    points: int
    trial: bool
    locked: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ProcessPoint:
    """One point: the first rule it meets (None: common cause), which way it points, and what that means for us.

    ``way`` is ``high`` or ``low``: above or below the centre, or rising or falling for a trend. ``stage`` is the place
    of its stage, None where the point is not known or has no limits. ``sigmas``: how far from the centre it lies.
    """

    value: float | None
    stage: int | None
    rule: Rule | None
    way: Way | None
    meaning: Meaning
    sigmas: float | None


@dataclass(frozen=True, slots=True)
class ProcessChart:
    """An XmR chart: its points in order, and its stages."""

    points: tuple[ProcessPoint, ...]
    stages: tuple[Stage, ...]
    screened: bool

    @property
    def signals(self) -> tuple[int, ...]:
        """The places of the points that are not common cause."""
        return tuple(place for place, point in enumerate(self.points) if point.rule)


def limits_of(values: Sequence[float | None], *, screened: bool = False, widening: float = 1.0) -> Limits | None:
    """The limits of these points; None with fewer than two neighbours known.

    ``screened``: moving ranges of 3.267 times their mean or more are left out, and the mean taken again. ``widening``: what
    the moving range is multiplied by, where a season estimated from the same points has taken part of it away.
    """
    known = [value for value in values if value is not None]
    ranges = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    if not ranges:
        return None
    mean = sum(ranges) / len(ranges)
    kept = [one for one in ranges if one < SCREEN * mean] if screened and mean else ranges
    return Limits(sum(known) / len(known), widening * sum(kept) / len(kept), len(known))


def process_chart(
    values: Sequence[float | None],
    *,
    better: Better,
    baseline: tuple[int, int] | None = None,
    rebases: Sequence[Rebase] = (),
    screened: bool = False,
    widening: float = 1.0,
) -> ProcessChart:
    """The chart of a series in order of time; ``baseline``: first and last place (inclusive) that lock the limits.

    A baseline locks the stage it begins in. A rebase at the first place, or where there is no point, changes nothing.
    """
    starts = stage_starts(len(values), rebases)
    points: list[ProcessPoint] = []
    stages: list[Stage] = []
    for number, (first, reason) in enumerate(starts):
        last = starts[number + 1][0] - 1 if number + 1 < len(starts) else len(values) - 1
        locked = baseline is not None and first <= baseline[0] <= last
        chosen = values[baseline[0] : min(baseline[1], last) + 1] if baseline and locked else values[first : last + 1]
        limits = limits_of(chosen, screened=screened, widening=widening)
        if limits is not None:
            points += judged(values[first : last + 1], limits, len(stages), better)
            stages.append(stage_of(first, last, limits, reason, locked=locked))
        else:
            points += [unjudged(value) for value in values[first : last + 1]]
    return ProcessChart(tuple(points), tuple(stages), screened)


def stage_starts(length: int, rebases: Sequence[Rebase]) -> list[tuple[int, str]]:
    """The first place of each stage and why it begins; several reasons at one place are told together."""
    found: dict[int, list[str]] = {0: []}
    for place, reason in sorted(rebases):
        if 0 < place < length:
            found.setdefault(place, []).append(reason)
    return [(place, "; ".join(dict.fromkeys(reasons))) for place, reasons in found.items()]


def stage_of(first: int, last: int, limits: Limits, reason: str, *, locked: bool) -> Stage:
    """A stage with its limits."""
    return Stage(
        first, last, limits.centre, limits.lower, limits.upper, *limits.near, limits.moving_range, limits.points,
        limits.points < TRIAL, locked, reason,
    )  # fmt: skip


def unjudged(value: float | None) -> ProcessPoint:
    """A point that nothing can be said of."""
    return ProcessPoint(value, None, None, None, "common_cause", None)


def judged(values: Sequence[float | None], limits: Limits, stage: int, better: Better) -> list[ProcessPoint]:
    """The points of one stage, each with the first rule it meets."""
    series = np.array([np.nan if value is None else value for value in values], dtype=float)
    found = flags(series, limits.centre, limits.moving_range)
    return [
        unjudged(None) if value is None else point(value, int(flag), limits, stage, better)
        for value, flag in zip(values, found, strict=True)
    ]


def point(value: float, flag: int, limits: Limits, stage: int, better: Better) -> ProcessPoint:
    """One known point from its flag: the number of its rule, negative where it points down."""
    sigma = limits.moving_range * LIMIT / 3
    sigmas = (value - limits.centre) / sigma if sigma else None
    if not flag:
        return ProcessPoint(value, stage, None, None, "common_cause", sigmas)
    way: Way = "high" if flag > 0 else "low"
    return ProcessPoint(value, stage, RULES[abs(flag) - 1], way, meaning_of(way, better), sigmas)


def meaning_of(way: Way, better: Better) -> Meaning:
    """Whether a way is for the better: improvement or concern; neutral where the measure only gives context."""
    if better == "context":
        return "neutral"
    return "improvement" if (way == "high") == (better == "higher") else "concern"


def flags(series: Numbers, centre: Numbers, moving_range: Numbers) -> Numbers:
    """For each point (last axis: time) the number from 1 of the first of RULES it meets, negative downwards; 0: none.

    ``centre`` and ``moving_range`` are numbers, or arrays with a last axis of length 1, so that many series go at once.
    """
    apart = np.nan_to_num(series - centre)
    apart = np.where(np.abs(apart) <= ROUNDING * np.abs(centre), 0, apart)
    side, away = np.sign(apart), np.abs(apart)
    outside = np.where(away > LIMIT * moving_range, side, 0)
    close = (away > NEAR * moving_range) & (outside == 0)
    steps = np.sign(np.nan_to_num(np.diff(series, axis=-1)))
    found = np.zeros(series.shape, dtype=int)
    rules = (outside, runs(steps, RUN - 1, RUN), pairs_near(side, close), runs(side, RUN, RUN))
    for number, rule in enumerate(rules, start=1):
        found = np.where(found == 0, number * rule, found)
    return found.astype(int)


def runs(signs: Numbers, length: int, width: int) -> Numbers:
    """Each point's sign where it is one of ``width`` points whose ``length`` signs are all alike and not nought; else 0.

    Of two runs that meet in a point, the earlier names it.
    """
    points = signs.shape[-1] + width - length
    found = np.zeros((*signs.shape[:-1], max(points, 0)))
    for first in range(points - width + 1):
        window = signs[..., first : first + length]
        alike = np.where(np.abs(window.sum(axis=-1)) == length, window[..., 0], 0)[..., None]
        part = found[..., first : first + width]
        found[..., first : first + width] = np.where(part == 0, alike, part)
    return found


def pairs_near(side: Numbers, close: Numbers) -> Numbers:
    """The sign of each close point in three consecutive on one side of the centre of which two or more are close."""
    found = np.zeros(side.shape)
    for first in range(side.shape[-1] - 2):
        window, near = side[..., first : first + 3], close[..., first : first + 3]
        meets = (np.abs(window.sum(axis=-1)) == 3) & (near.sum(axis=-1) >= 2)
        part = found[..., first : first + 3]
        found[..., first : first + 3] = np.where(meets[..., None] & near, window, part)
    return found
