"""Unit: forecasts agree with statsmodels and scipy, choose what was least wrong, cover what comes, and refuse what is too short."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from peeler.measures.forecasters import METHODS, WARMING, WEIGHTS, paths_of, season_figures, smoothed
from peeler.measures.forecasts import Forecast, TooShort, fewest_weeks, forecast, origins_of, quantiles

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel
    from statsmodels.tsa.holtwinters import SimpleExpSmoothing

WEEKS = np.arange(260)


def counts(mean: float, weeks: int = 117, seed: int = 4) -> list[float]:
    """Weekly counts that nothing moves but chance."""
    return list(np.random.default_rng(seed).poisson(mean, weeks).astype(float))


def seasonal(swing: float, seed: int = 4) -> list[float]:
    """Five years of counts with a yearly wave."""
    wave = 1 + swing * np.sin(2 * np.pi * WEEKS * 7 / 365.25)
    return list(np.random.default_rng(seed).poisson(60 * wave).astype(float))


def made(values: list[float], ahead: int = 12) -> Forecast:
    """The forecast of a series that is long enough."""
    found = forecast(values, ahead)
    assert isinstance(found, Forecast)
    return found


@pytest.mark.parametrize("weeks", [40, 117, 260])
def test_a_level_agrees_with_statsmodels(weeks: int) -> None:
    values = np.array(counts(33, weeks)) + np.arange(weeks) * 0.1
    (found,) = smoothed([values])
    first = values[:WARMING].mean()
    theirs = SimpleExpSmoothing(values, initialization_method="known", initial_level=first).fit(
        smoothing_level=found.weight, optimized=False
    )
    assert found.level == pytest.approx(theirs.forecast(1)[0], rel=1e-12)
    assert found.variance == pytest.approx(
        ((values - theirs.fittedvalues)[WARMING:] ** 2).sum() / (weeks - WARMING - 1)
    )


def test_the_weight_is_the_best_of_those_tried() -> None:
    values = np.cumsum(np.random.default_rng(2).normal(size=150)) * 5 + 200

    def squares(weight: float) -> float:
        level, total = values[:WARMING].mean(), 0.0
        for place, value in enumerate(values):
            total += (value - level) ** 2 * (place >= WARMING)
            level += weight * (value - level)
        return float(total)

    assert smoothed([values])[0].weight == min(WEIGHTS, key=squares)


def test_variances_ahead_agree_with_statsmodels() -> None:
    values = np.array(counts(33))
    (path,) = paths_of(METHODS["level"], values, [len(values)], 12)
    (found,) = smoothed([values])
    model = ETSModel(
        pd.Series(values), error="add", initialization_method="known", initial_level=values[:WARMING].mean()
    )
    with model.fix_params({"smoothing_level": found.weight}):
        theirs = model.fit(disp=False).get_prediction(start=len(values), end=len(values) + 11)
    ratio = path.variances / theirs.forecast_variance
    assert ratio == pytest.approx(ratio[0])
    simulated = np.random.default_rng(1).normal(size=(200_000, 12)) * np.sqrt(found.variance)
    paths = simulated + found.weight * (np.cumsum(simulated, axis=1) - simulated)
    assert np.cumsum(paths, axis=1).var(axis=0) == pytest.approx(path.summed, rel=0.02)


def test_series_smoothed_side_by_side_are_smoothed_as_each_alone() -> None:
    several = [np.array(counts(20, weeks, weeks)) for weeks in (30, 80, 50)]
    assert smoothed(several) == [smoothed([one])[0] for one in several]


@pytest.mark.parametrize(("mean", "variance"), [(0.6, 0.9), (5, 5), (33, 33.5), (33, 90), (400, 2_000), (2, 1)])
def test_intervals_are_those_of_negative_binomial_or_poisson_counts(mean: float, variance: float) -> None:
    bands = quantiles(np.array([float(mean)]), np.array([float(variance)]))
    share = mean / variance
    theirs = stats.nbinom(mean * share / (1 - share), share) if variance > mean else stats.poisson(mean)
    for levels, found in zip(((0.1, 0.9), (0.025, 0.975)), bands, strict=True):
        assert [float(bound[0]) for bound in found] == [theirs.ppf(level) for level in levels]


@pytest.mark.parametrize("weeks", [60, 117, 260])
def test_what_only_chance_moves_is_forecast_by_its_level(weeks: int) -> None:
    found = made(counts(33, weeks))
    assert found.method in ({"level", "level_and_season"} if weeks == 260 else {"level"})
    assert found.plain == ("last_week" if weeks == 60 else "last_year")
    assert 0.15 < found.better_by < 0.6
    assert found.points[0].mean == pytest.approx(33, abs=4)


def test_a_season_is_used_where_it_is_and_left_where_it_is_not() -> None:
    found = made(seasonal(0.4))
    assert found.method == "level_and_season"
    truth = 60 * (1 + 0.4 * np.sin(2 * np.pi * np.arange(260, 272) * 7 / 365.25))
    assert [point.mean for point in found.points] == pytest.approx(list(truth), rel=0.15)
    assert made(seasonal(0.0)).method == "level"


def test_the_figures_of_a_season_are_those_that_made_it() -> None:
    wave = 1 + 0.3 * np.cos(2 * np.pi * WEEKS * 7 / 365.25)
    assert season_figures(100 * wave, 300)[:260] == pytest.approx(wave, abs=0.02)


def test_a_change_of_level_is_followed() -> None:
    found = made([*counts(18, 60), *counts(34, 57, 5)])
    assert found.points[5].mean == pytest.approx(34, abs=4)
    assert found.better_by > 0.4


def test_intervals_hold_what_comes_about_as_often_as_they_say() -> None:
    inside, total = np.zeros(2), 0
    for seed in range(60):
        values = counts(25, 129, seed)
        found = made(values[:117])
        for point, came in zip(found.points, values[117:], strict=True):
            inside += [point.low_80 <= came <= point.high_80, point.low_95 <= came <= point.high_95]
            total += 1
    assert 0.78 < inside[0] / total < 0.92
    assert 0.93 < inside[1] / total < 0.99


def test_a_look_back_knows_only_what_came_before_it() -> None:
    values = counts(33)
    origins = origins_of(len(values), 12, METHODS["last_year"].fewest)
    shocked = [*values[:-12], *(value + 1_000 for value in values[-12:])]
    before, after = (paths_of(METHODS["level"], np.array(one), origins, 12) for one in (values, shocked))
    assert all((one.means == other.means).all() for one, other in zip(before, after, strict=True))
    assert made(shocked).trial.error > 50


def test_the_error_is_the_mean_absolute_error_of_the_plain_method_by_hand() -> None:
    values = np.array(counts(33))
    found = made(list(values))
    plain = next(trial for trial in found.trials if trial.method == "last_year")
    origins = origins_of(117, 12, METHODS["last_year"].fewest)
    errors = [np.abs(values[at : at + 12] - values[at - 52 : at - 40]).mean() for at in origins]
    scales = [np.abs(values[52:at] - values[: at - 52]).mean() for at in origins]
    assert (plain.origins, plain.forecasts) == (len(origins), len(origins) * 12)
    assert plain.error == pytest.approx(np.mean(errors))
    assert plain.scaled == pytest.approx(np.mean(np.array(errors) / scales))


@pytest.mark.parametrize("ahead", [4, 12, 26])
def test_too_short_a_series_is_refused_in_words(ahead: int) -> None:
    fewest = fewest_weeks(ahead)
    assert isinstance(forecast(counts(9, fewest), ahead), Forecast)
    found = forecast(counts(9, fewest - 1), ahead)
    assert isinstance(found, TooShort)
    assert f"{fewest - 1} whole weeks; {fewest}" in found.why


def test_a_week_that_is_not_told_is_refused() -> None:
    found = forecast([*counts(9, 80), None])
    assert isinstance(found, TooShort)
    assert "not told" in found.why


def test_nothing_at_all_is_forecast_as_nothing() -> None:
    found = made([0.0] * 117)
    assert {(point.mean, point.high_95) for point in found.points} == {(0.0, 0)}
    assert found.better_by == 0
    assert found.trial.scaled is None


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 200), min_size=60, max_size=130), st.integers(1, 14))
def test_counts_are_never_negative_bands_hold_each_other_and_the_same_is_said_twice(
    values: list[int], ahead: int
) -> None:
    found = made([float(value) for value in values], ahead)
    assert found == made([float(value) for value in values], ahead)
    assert len(found.points) == ahead
    for point in found.points:
        assert 0 <= point.low_95 <= point.low_80 <= point.high_80 <= point.high_95
        assert point.mean >= 0
        assert point.high_95 <= 4_000
    assert list(found.scatter) == sorted(found.scatter)
