"""Forecasts of weekly counts: the method that was least wrong before, its intervals, and how wrong it has been."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peeler.measures.forecasters import METHODS, Method, Numbers, Path, paths_of
from peeler.terms.later import later

if TYPE_CHECKING:
    import numpy as np
    from scipy import special
else:
    np, special = later("numpy"), later("scipy.special")

STEP = 4  # weeks between the moments looked back from
MOST_ORIGINS, FEWEST_ORIGINS = 12, 3
SMOOTHED: tuple[Method, ...] = ("level", "level_and_season")
LEAST = 0.5
BANDS = ((0.10, 0.90), (0.025, 0.975))


@dataclass(frozen=True, slots=True)
class ForecastPoint:
    """One week ahead: the mean count, and the whole numbers between which it will be 8 times in 10, and 95 times in 100."""

    ahead: int
    mean: float
    low_80: int
    high_80: int
    low_95: int
    high_95: int


@dataclass(frozen=True, slots=True)
class Trial:
    """What a method was worth at moments in the past, knowing only what came before each.

    ``error``: the mean absolute error, in pieces a week; ``scaled``: the same over the error of the plain method within the
    weeks before each moment (MASE), None where those never changed; ``within_80`` and ``within_95``: the share of weeks inside
    its intervals; ``forecasts``: how many weeks were forecast from how many ``origins``.
    """

    method: Method
    error: float
    scaled: float | None
    within_80: float
    within_95: float
    forecasts: int
    origins: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """So many weeks ahead by one method. ``plain``: the method that asks nothing, by which the others are measured.

    ``trials``: every method looked back at, the one used first; ``scatter``: the variance of the sum of the first weeks.
    """

    method: Method
    plain: Method
    points: tuple[ForecastPoint, ...]
    trials: tuple[Trial, ...]
    scatter: tuple[float, ...]

    @property
    def trial(self) -> Trial:
        """What the method that is used was worth."""
        return self.trials[0]

    @property
    def better_by(self) -> float:
        """By what share its error was smaller than that of the plain method; 0 where it is that."""
        plain = next(trial.error for trial in self.trials if trial.method == self.plain)
        return 1 - self.trial.error / plain if plain > 0 else 0.0


@dataclass(frozen=True, slots=True)
class TooShort:
    """Why there is no forecast, in words."""

    why: str


def fewest_weeks(ahead: int) -> int:
    """The fewest weeks from which so many can be forecast, with something to look back at."""
    return least(("last_week",), ahead)


def forecast(values: Sequence[float | None], ahead: int = 12) -> Forecast | TooShort:
    """The weeks after ``values``, each a count; TooShort where they are too few, or one of them is not told.

    Which method: the one with the least mean absolute error over forecasts from moments in the past, the plain one of equals
    (rolling origin; Tashman 2000, Out-of-sample tests of forecasting accuracy, International Journal of Forecasting 16,
    437-450). That it was chosen so makes its error look a little smaller than it will be.
    """
    if any(value is None for value in values):
        return TooShort("Some weeks are not told, so nothing can be said of those to come.")
    if len(values) < fewest_weeks(ahead):
        return TooShort(
            f"There are {len(values)} whole weeks; {fewest_weeks(ahead)} are needed to forecast {ahead} and to see how wrong that is."
        )
    series = np.array(values, dtype=float)
    plain: Method = "last_year" if len(series) >= least(("last_year",), ahead) else "last_week"
    able = [plain, *(name for name in SMOOTHED if len(series) >= least((plain, name), ahead))]
    known = [*origins_of(len(series), ahead, max(METHODS[name].fewest for name in able)), len(series)]
    paths = {name: paths_of(METHODS[name], series, known, ahead) for name in able}
    usual = usual_error(series, METHODS[plain].lag, known[:-1])
    trials = [trial(name, series, known[:-1], paths[name], usual) for name in able]
    trials.sort(key=lambda one: one.error)
    path = paths[trials[0].method][-1]
    return Forecast(trials[0].method, plain, points_of(path.means, path.variances), tuple(trials), scatter_of(path))


def least(names: Sequence[Method], ahead: int) -> int:
    """The fewest weeks in which these methods can be looked back at."""
    return max(METHODS[name].fewest for name in names) + ahead + (FEWEST_ORIGINS - 1) * STEP


def origins_of(weeks: int, ahead: int, fewest: int) -> list[int]:
    """How many weeks were known at each moment looked back from, the newest first."""
    return list(range(weeks - ahead, fewest - 1, -STEP))[:MOST_ORIGINS]


def usual_error(series: Numbers, lag: int, origins: Sequence[int]) -> list[float]:
    """The mean absolute error of the plain method one step on, within the weeks known at each moment."""
    return [float(np.abs(series[lag:known] - series[: known - lag]).mean()) for known in origins]


def trial(
    name: Method, series: Numbers, origins: Sequence[int], paths: Sequence[Path], usual: Sequence[float]
) -> Trial:
    """A method looked back at from these moments; MASE as in Hyndman and Koehler (2006), International Journal of Forecasting 22, 679-688."""
    came = np.array([series[known : known + len(path.means)] for known, path in zip(origins, paths, strict=False)])
    means, variances = (np.array([part[place] for part in paths[: len(origins)]]) for place in (0, 1))
    errors = np.abs(came - means).mean(axis=1)
    inside = [float(((low <= came) & (came <= high)).mean()) for low, high in quantiles(means, variances)]
    scaled = [error / scale for error, scale in zip(errors, usual, strict=True) if scale > 0]
    return Trial(
        name, float(errors.mean()), float(np.mean(scaled)) if scaled else None, inside[0], inside[1], came.size, len(origins)
    )  # fmt: skip


def points_of(means: Numbers, variances: Numbers) -> tuple[ForecastPoint, ...]:
    """The weeks ahead with their intervals."""
    (low_80, high_80), (low_95, high_95) = quantiles(means, variances)
    rows = zip(means, low_80, high_80, low_95, high_95, strict=True)
    return tuple(
        ForecastPoint(place, float(mean), *(int(bound) for bound in bounds))
        for place, (mean, *bounds) in enumerate(rows, 1)
    )


def quantiles(means: Numbers, variances: Numbers) -> list[tuple[Any, Any]]:
    """The bounds of each band, as whole numbers from 0: those of a negative binomial count with these means and variances.

    Where the variance is no more than a Poisson count's it is that, so that no interval is narrower than chance.
    """
    return [(bound(low, means, variances), bound(high, means, variances)) for low, high in BANDS]


def bound(level: float, means: Numbers, variances: Numbers) -> Any:
    """The least whole number that such a count does not exceed with this chance; where nothing is expected but something has
    come before, as if half a piece were.
    """
    means = np.maximum(means, np.minimum(np.sqrt(variances), LEAST))
    wide = variances > means * 1.0001
    share = np.where(wide, means / np.where(wide, variances, 1.0), 0.5)
    size = np.where(wide, means * share / (1 - share), 1.0)
    nothing = np.where(wide, share**size, np.exp(-means)) >= level
    found = np.where(wide, special.nbdtrik(level, size, share), special.pdtrik(level, means))
    return np.where(nothing, 0.0, np.ceil(found - 1e-9))


def scatter_of(path: Path) -> tuple[float, ...]:
    """The variance of the sum of the first weeks ahead, at least that of Poisson counts."""
    return tuple(float(value) for value in np.maximum(path.summed, np.cumsum(path.means)))
