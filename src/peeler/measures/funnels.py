"""Funnels: who stands out of a crowd of forces or teams by more than chance and the usual differences explain.

Spiegelhalter, D. J. (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24, 1185-1202,
and Handling over-dispersion of performance indicators, Quality and Safety in Health Care 14, 347-351.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from peeler.terms.later import later

if TYPE_CHECKING:
    import numpy as np
    from scipy import special
else:
    np, special = later("numpy"), later("scipy.special")

Numbers = Any  # an array of floats
Family = Literal["share", "rate"]
Position = Literal["inside", "high", "low", "very_high", "very_low"]

ALERT, ALARM = 1.959963984540054, 3.090232306167813  # limits that chance passes on each side once in 40, once in 1,000
WINSORISED = 0.1  # of the scores at each end are drawn in before the spread is estimated
FEWEST = 3  # units before there is a crowd to stand out of
CURVE = 40  # places at which the limits are drawn


class Unit(NamedTuple):
    """One force or team: so many of so many, or so many over so much (people, say)."""

    name: str
    numerator: int
    denominator: float


class Band(NamedTuple):
    """The limits of one size of unit: outer ones (99.8 %) and inner ones (95 %), as fractions of the denominator."""

    size: float
    outer_low: float
    low: float
    high: float
    outer_high: float


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One unit: its value, how many standard errors it lies from the middle, and where that puts it.

    ``score`` counts chance alone; ``adjusted`` also the usual differences between units, and decides ``position``:
    ``high`` or ``low`` outside the 95 % limits, ``very_high`` or ``very_low`` outside the 99.8 % limits.
    """

    name: str
    numerator: int
    denominator: float
    value: float
    score: float
    adjusted: float
    position: Position


@dataclass(frozen=True, slots=True)
class Funnel:
    """A funnel. ``centre``: all units pooled; ``spread``: the standard deviation between units that chance does not
    explain, on the scale of the values; ``dispersion``: the mean squared score, 1 where there is chance alone.

    ``exact`` are the limits of chance alone (binomial or Poisson quantiles, interpolated); ``limits`` those that count
    the spread too, by which points are placed; where there is none the exact ones place them.
    """

    family: Family
    centre: float
    spread: float
    dispersion: float
    points: tuple[FunnelPoint, ...]
    exact: tuple[Band, ...]
    limits: tuple[Band, ...]


def funnel(units: Sequence[Unit], family: Family) -> Funnel | None:
    """The funnel of these units; None for fewer than three of any size, or where nothing or everything is counted."""
    sized = [unit for unit in units if unit.denominator > 0]
    whole = sum(unit.denominator for unit in sized)
    centre = sum(unit.numerator for unit in sized) / whole if whole else 0.0
    if len(sized) < FEWEST or centre <= 0 or (family == "share" and centre >= 1):
        return None
    errors = np.array([error(centre, unit.denominator, family) for unit in sized])
    scores = np.array([unit.numerator / unit.denominator - centre for unit in sized]) / errors
    spread, dispersion = between(scores, errors)
    sizes = np.geomspace(min(u.denominator for u in sized), max(u.denominator for u in sized), CURVE).tolist()
    exact = tuple(exact_band(centre, size, family) for size in sizes)
    limits = tuple(wide_band(centre, size, family, spread) for size in sizes) if spread else exact
    points = tuple(placed(unit, centre, family, spread) for unit in sized)
    return Funnel(family, centre, spread, dispersion, points, exact, limits)


def error(centre: float, size: float, family: Family) -> float:
    """The standard error of a unit of this size by chance alone."""
    return sqrt(centre * (1 - centre) / size) if family == "share" else sqrt(centre / size)


def between(scores: Numbers, errors: Numbers) -> tuple[float, float]:
    """The additive spread between units (a standard deviation; 0 where chance explains all) and the mean squared score.

    Scores are winsorised: the tenth furthest out at each end are drawn in to the next. Then the moment estimate of
    DerSimonian and Laird (1986) of the variance between units, as Spiegelhalter applies it.
    """
    drawn = winsorised(scores)
    count, dispersion = len(drawn), float(np.mean(drawn**2))
    weights = 1 / np.asarray(errors) ** 2
    size = float(weights.sum() - (weights**2).sum() / weights.sum())
    variance = (count * dispersion - (count - 1)) / size if size > 0 else 0.0
    return sqrt(max(variance, 0.0)), dispersion


def winsorised(scores: Numbers) -> Numbers:
    """The scores with a tenth of them at each end drawn in to the next one."""
    ordered = np.sort(np.asarray(scores, dtype=float))
    drawn = int(WINSORISED * len(ordered))
    return np.clip(np.asarray(scores, dtype=float), ordered[drawn], ordered[len(ordered) - 1 - drawn])


def placed(unit: Unit, centre: float, family: Family, spread: float) -> FunnelPoint:
    """One unit with its scores and its position."""
    own = error(centre, unit.denominator, family)
    value = unit.numerator / unit.denominator
    adjusted = (value - centre) / sqrt(own**2 + spread**2)
    make = wide_band if spread else narrow_band
    band = make(centre, unit.denominator, family, spread)
    return FunnelPoint(
        unit.name, unit.numerator, unit.denominator, value, (value - centre) / own, adjusted, position(value, band)
    )


def position(value: float, band: Band) -> Position:
    """Where a value lies by the limits of its size."""
    if value > band.high:
        return "very_high" if value > band.outer_high else "high"
    if value < band.low:
        return "very_low" if value < band.outer_low else "low"
    return "inside"


def wide_band(centre: float, size: float, family: Family, spread: float) -> Band:
    """The limits that count the spread between units beside chance; never below nought, nor a share above one."""
    total = sqrt(error(centre, size, family) ** 2 + spread**2)
    top = 1.0 if family == "share" else float("inf")
    low, outer_low = max(centre - ALERT * total, 0.0), max(centre - ALARM * total, 0.0)
    return Band(size, outer_low, low, min(centre + ALERT * total, top), min(centre + ALARM * total, top))


def narrow_band(centre: float, size: float, family: Family, _spread: float) -> Band:
    """The limits of chance alone."""
    return exact_band(centre, size, family)


def exact_band(centre: float, size: float, family: Family) -> Band:
    """The limits of chance alone: quantiles of the binomial or Poisson distribution, interpolated (Spiegelhalter)."""
    tails = [float(special.ndtr(z)) for z in (-ALARM, -ALERT, ALERT, ALARM)]
    return Band(size, *(quantile(tail, centre, size, family) / size for tail in tails))


def quantile(tail: float, centre: float, size: float, family: Family) -> float:
    """The count that chance stays below so often, interpolated between whole counts; never below nought."""

    def below(count: int) -> float:
        """How often chance gives at most so many."""
        if count < 0:
            return 0.0
        return float(
            special.bdtr(count, round(size), centre) if family == "share" else special.pdtr(count, size * centre)
        )

    start = special.bdtrik(tail, round(size), centre) if family == "share" else special.pdtrik(tail, size * centre)
    count = max(ceil(float(start) - 1e-9), 0)
    step = below(count) - below(count - 1)
    return max(count - (below(count) - tail) / step, 0.0) if step > 0 else float(count)
