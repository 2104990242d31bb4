"""Seasons: what comes back every year (or every week), whether it is more than chance, and the series without it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

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
LEVEL = 0.001  # of the test for a stable season, as in the seasonal adjustment of statistical offices


@dataclass(frozen=True, slots=True)
class Season:
    """What comes back: one figure for each point of the round, from the series' first; ``adjusted``: without it.

    Figures are added to the level (``additive``) or multiply it. ``chance``: how often pure chance gives one as
    clear, by the F test; ``present``: that this is under one in a thousand (in truth, since the trend takes some of the
    freedom, under one in a hundred), and the adjusted values are to be read.
    """

    period: int
    model: Model
    figures: tuple[float, ...]
    adjusted: tuple[float, ...]
    chance: float
    present: bool


def season(values: Sequence[float | None], every: Every, *, share: bool) -> Season | None:
    """The season of a series; None where it is shorter than two years (for days: four weeks), has gaps or no round.

    Classical decomposition: trend by a centred moving average of one round, its ends drawn on by least squares; figures
    are the means of what remains by place in the round (Kendall and Stuart, The Advanced Theory of Statistics, volume 3).
    Shares are additive; counts and rates that are all above nought multiplicative.
    """
    period = PERIODS.get(every)
    known = [value for value in values if value is not None]
    if period is None or len(known) < len(values) or len(known) < FEWEST_ROUNDS[every] * period or alike(known):
        return None
    model: Model = "additive" if share or min(known) <= 0 else "multiplicative"
    series = np.array(known, dtype=float)
    rest = apart(series, trend(series, period), model)
    figures = centred(np.array([rest[place::period].mean() for place in range(period)]), model)
    chance = chance_of(rest, period)
    adjusted = apart(series, np.resize(figures, len(series)), model)
    return Season(
        period, model, tuple(figures.tolist()), tuple(adjusted.tolist()), chance, chance < LEVEL
    )  # fmt: skip


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
