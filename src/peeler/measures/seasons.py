"""Seasons: what comes back every year (or every week), whether it is more than chance, and the series without it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from peeler.measures.change_points import ChangePoint, change_points
from peeler.terms.clocks import Every
from peeler.terms.later import later

if TYPE_CHECKING:
    import numpy as np
    from scipy import special
else:
    np, special = later("numpy"), later("scipy.special")

Numbers = Any
Model = Literal["additive", "multiplicative"]
PERIODS: dict[Every, int] = {"month": 12, "quarter": 4, "day": 7}  # how many points until the same comes round
FEWEST_ROUNDS: dict[Every, int] = {"month": 2, "quarter": 2, "day": 4}
TINY = 1e-12  # so that a perfect fit has a logarithm
LEVEL = 0.001  # of the test for a stable season, as in the seasonal adjustment of statistical offices


@dataclass(frozen=True, slots=True)
class Season:
    """What comes back: one figure for each point of the round, from the series' first; ``adjusted``: without it.

    Figures are added to the level (``additive``) or multiply it. ``chance``: how often pure chance gives one as clear, by
    the F test. ``present``: that this is under one in a thousand (in truth, since the level takes some of the freedom,
    under one in a hundred), and that a season explains the series better than changes of level alone; the adjusted values
    are then to be read. ``widening``: by how much their moving range is too small, since the figures took part of it away.
    """

    period: int
    model: Model
    figures: tuple[float, ...]
    adjusted: tuple[float, ...]
    chance: float
    present: bool
    widening: float


class Fit(NamedTuple):
    """A level taken out of a series, what is left (``rest``), the figures of the season in it, and how well it fits."""

    rest: Numbers
    figures: Numbers
    score: float


def season(values: Sequence[float | None], every: Every, *, share: bool) -> Season | None:
    """The season of a series; None where it is shorter than two years (for days: four weeks), has gaps or no round.

    The level is a centred moving average of one round, its ends drawn on by least squares (classical decomposition:
    Kendall and Stuart, The Advanced Theory of Statistics, volume 3), or the level between the changes found in what that
    leaves, whichever fits better; the figures are the means of what remains by place in the round. Changes of level alone
    are the third choice (Schwarz, Estimating the dimension of a model, 1978): what rose two Aprils running is no season.
    Shares are additive; counts and rates that are all above nought multiplicative.
    """
    period = PERIODS.get(every)
    known = [value for value in values if value is not None]
    if period is None or len(known) < len(values) or len(known) < FEWEST_ROUNDS[every] * period or alike(known):
        return None
    model: Model = "additive" if share or min(known) <= 0 else "multiplicative"
    series = np.array(known, dtype=float)
    moving = fit(apart(series, trend(series, period), model), period, model, len(series) // period)
    stepped = refit(series, moving, period, model)
    best = min(moving, stepped, key=lambda one: one.score)
    alone = change_points(known)
    without = score(apart(series, levels(known, alone), model) - neutral(model), 2 * len(alone) + 1)
    chance = chance_of(best.rest, period)
    adjusted = apart(series, np.resize(best.figures, len(series)), model)
    rounds = len(series) / period
    return Season(
        period, model, tuple(best.figures.tolist()), tuple(adjusted.tolist()), chance,
        chance < LEVEL and best.score < without, sqrt(rounds / (rounds - 1)),
    )  # fmt: skip


def fit(rest: Numbers, period: int, model: Model, spent: int) -> Fit:
    """The season in what a level leaves; ``spent``: how many numbers the level took."""
    figures = centred(np.array([rest[place::period].mean() for place in range(period)]), model)
    left = apart(rest, np.resize(figures, len(rest)), model) - neutral(model)
    return Fit(rest, figures, score(left, spent + period))


def refit(series: Numbers, first: Fit, period: int, model: Model) -> Fit:
    """The season once more, with the level between the changes that a first season leaves to be seen."""
    unseasoned = apart(series, np.resize(first.figures, len(series)), model).tolist()
    steps = change_points(unseasoned)
    return fit(apart(series, levels(unseasoned, steps), model), period, model, 2 * len(steps))


def score(left: Numbers, spent: int) -> float:
    """Schwarz's criterion: the smaller, the better what is left is explained for the numbers spent on it."""
    return float(len(left) * np.log(np.mean(left**2) + TINY) + spent * np.log(len(left)))


def neutral(model: Model) -> float:
    """The figure that changes nothing."""
    return 0.0 if model == "additive" else 1.0


def levels(values: Sequence[float], steps: Sequence[ChangePoint]) -> Numbers:
    """The mean of each stretch between changes of level, point by point."""
    series = np.array(values, dtype=float)
    ends = [0, *(step.place for step in steps), len(values)]
    return np.concatenate([np.full(end - first, series[first:end].mean()) for first, end in pairwise(ends)])


def alike(values: Sequence[float]) -> bool:
    """Whether nothing ever changes."""
    return min(values) == max(values)


def apart(series: Numbers, other: Numbers, model: Model) -> Numbers:
    """A series without another: their difference, or their ratio."""
    return series - other if model == "additive" else series / other


def centred(figures: Numbers, model: Model) -> Numbers:
    """Figures that leave the level of a whole round as it is."""
    return figures - figures.mean() if model == "additive" else figures / figures.mean()


def trend(series: Numbers, period: int) -> Numbers:
    """The centred moving average of one round, its ends drawn on along the line of its first and last round of values."""
    weights = np.ones(period) if period % 2 else np.concatenate([[0.5], np.ones(period - 1), [0.5]])
    half = len(weights) // 2
    middle = np.convolve(series, weights / period, mode="valid")
    first, last = half, len(series) - half
    return np.concatenate(
        [
            line(np.arange(first), first, middle[:period]),
            middle,
            line(np.arange(last, len(series)), last - min(period, len(middle)), middle[-period:]),
        ]
    )


def line(places: Numbers, start: int, values: Numbers) -> Numbers:
    """The least-squares line through values that stand from ``start`` on, at these places; level where there is one."""
    if len(values) < 2:
        return np.full(len(places), values[0])
    slope, level = np.polyfit(np.arange(start, start + len(values)), values, 1)
    return slope * places + level


def chance_of(rest: Numbers, period: int) -> float:
    """How often chance would spread the places of the round as far apart: F test of one-way analysis of variance."""
    groups = [rest[place::period] for place in range(period)]
    within = sum(float(((group - group.mean()) ** 2).sum()) for group in groups)
    between = sum(len(group) * float((group.mean() - rest.mean()) ** 2) for group in groups)
    free = len(rest) - period
    if free <= 0 or not within:
        return 1.0
    return float(special.fdtrc(period - 1, free, (between / (period - 1)) / (within / free)))
