"""The methods that forecast weekly counts: the same as last week, as the same week last year, a level, a level with a season."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from peeler.terms.later import later

if TYPE_CHECKING:
    import numpy as np
else:
    np = later("numpy")

Numbers = Any
Method = Literal["last_week", "last_year", "level", "level_and_season"]
YEAR = 52
WARMING = 8  # first weeks whose errors judge no smoothing: their level is what it began with
WAVES = 3  # yearly waves of a season: finer than that, two or three years cannot tell from chance
WEIGHTS = tuple(round(0.02 * step, 2) for step in range(1, 41))  # of the newest week; more than 0.8 is last week again
LEAST = 0.02  # of a season's figures, so that no week's can be nought


class Path(NamedTuple):
    """Some weeks ahead: the mean and the variance of each week, and the variance of the sum of the first weeks."""

    means: Numbers
    variances: Numbers
    summed: Numbers


@dataclass(frozen=True, slots=True)
class Forecaster:
    """A method: its name, the fewest weeks it needs, and how far back the plain method of its kind looks."""

    name: Method
    fewest: int
    lag: int


METHODS: dict[Method, Forecaster] = {
    "last_week": Forecaster("last_week", 26, 1),
    "last_year": Forecaster("last_year", YEAR + 13, YEAR),
    "level": Forecaster("level", 26, 1),
    "level_and_season": Forecaster("level_and_season", 2 * YEAR + 26, YEAR),
}


class Smoothed(NamedTuple):
    """Simple exponential smoothing: the weight of the newest week, the level it ends at, and the variance of one week's error."""

    weight: float
    level: float
    variance: float


def paths_of(method: Forecaster, series: Numbers, known: Sequence[int], ahead: int) -> list[Path]:
    """What a method says of the weeks after the first ``known`` of a series, for each of these numbers, at least its fewest."""
    if method.name == "level":
        return [of_level(found, np.ones(ahead)) for found in smoothed([series[:count] for count in known])]
    if method.name == "level_and_season":
        figures = [season_figures(series[:count], count + ahead) for count in known]
        flat = [series[:count] / figures[place][:count] for place, count in enumerate(known)]
        return [of_level(found, figures[place][known[place] :]) for place, found in enumerate(smoothed(flat))]
    return [repeated(series[:count], method.lag, ahead) for count in known]


def repeated(series: Numbers, lag: int, ahead: int) -> Path:
    """Every week as the last one (``lag`` 1), or as the same week last year (52, for at most so many weeks ahead).

    The naive and the seasonal naive method: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 5.2 and 5.5.
    """
    spread = float(((series[lag:] - series[:-lag]) ** 2).mean())
    weeks = np.arange(1, ahead + 1)
    means = np.resize(series[-lag:], ahead)
    if lag == 1:
        return Path(means, spread * weeks, spread * np.cumsum(weeks**2))
    return Path(means, np.full(ahead, spread), spread * weeks)


def smoothed(several: Sequence[Numbers]) -> list[Smoothed]:
    """The level of each series, by the weight whose one-week-ahead errors were least in squares.

    Simple exponential smoothing, the state-space model with additive errors and neither trend nor season (ETS(A,N,N): Hyndman,
    Koehler, Ord and Snyder 2008, Forecasting with Exponential Smoothing). It begins at the mean of its first weeks. All are
    smoothed side by side, the shorter ones waiting for the others once they have ended.
    """
    lengths = np.array([len(series) for series in several])
    rows = np.zeros((lengths.max(), len(several), 1))
    for place, series in enumerate(several):
        rows[: len(series), place, 0] = series
    weights = np.array(WEIGHTS)
    level = np.repeat(rows[:WARMING].mean(axis=0), len(weights), axis=1)
    squares = np.zeros_like(level)
    for place, values in enumerate(rows):
        error = (values - level) * (lengths > place)[:, None]
        if place >= WARMING:
            squares += error * error
        level += weights * error
    best = squares.argmin(axis=1)
    return [
        Smoothed(float(weights[at]), float(level[one, at]), float(squares[one, at]) / (int(lengths[one]) - WARMING - 1))
        for one, at in enumerate(best)
    ]


def of_level(found: Smoothed, figures: Numbers) -> Path:
    """A level carried on, times the figures of a season. The variances are those of ETS(A,N,N), chapter 6 of the same book."""
    steps = np.arange(len(figures))
    variances = found.variance * (1 + steps * found.weight**2)
    summed = found.variance * np.cumsum((1 + found.weight * steps) ** 2)
    usual = np.cumsum(figures) / (steps + 1)
    return Path(np.maximum(found.level, 0.0) * figures, variances * figures**2, summed * usual**2)


def season_figures(series: Numbers, length: int) -> Numbers:
    """A yearly season that multiplies: smooth waves through the ratios to the moving average of a year, for ``length`` weeks.

    The classical decomposition with a few Fourier terms in place of 52 figures, each of which would rest on two or three
    weeks (Hyndman and Athanasopoulos, as above, sections 3.4 and 7.4). 1 throughout where nothing ever came.
    """
    kernel = np.concatenate([[0.5], np.ones(YEAR - 1), [0.5]]) / YEAR
    level = np.convolve(series, kernel, mode="valid")
    if level.min() <= 0:
        return np.ones(length)
    half = len(kernel) // 2
    places = np.arange(half, half + len(level))
    found, *_ = np.linalg.lstsq(waves(places), series[half : half + len(level)] / level - 1, rcond=None)
    return np.maximum(1 + waves(np.arange(length)) @ found, LEAST)


def waves(places: Numbers) -> Numbers:
    """Sines and cosines of the year at these weeks, a column each."""
    turns = 2 * np.pi * np.outer(places, np.arange(1, WAVES + 1)) * 7 / 365.25
    return np.hstack([np.sin(turns), np.cos(turns)])
