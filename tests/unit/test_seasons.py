"""Unit: seasons agree with statsmodels, are rarely found in chance; changes of level are found where they are."""

import warnings

import numpy as np
import pytest

from peeler.measures.change_points import change_points
from peeler.measures.seasons import season, trend
from peeler.terms.clocks import Every

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from statsmodels.tsa.seasonal import STL, seasonal_decompose


def yearly(points: int, period: int, swing: float, seed: int = 3) -> list[float]:
    """A level of 100 with noise and a season."""
    rng = np.random.default_rng(seed)
    places = np.arange(points)
    return list(100 + rng.normal(size=points) * 4 + swing * np.sin(places * 2 * np.pi / period))


@pytest.mark.parametrize(
    ("points", "period", "every"), [(24, 12, "month"), (63, 12, "month"), (21, 4, "quarter"), (40, 7, "day")]
)
@pytest.mark.parametrize("share", [True, False])
def test_a_season_agrees_with_statsmodels(points: int, period: int, every: Every, share: bool) -> None:
    values = yearly(points, period, 20)
    found = season(values, every, share=share)
    theirs = seasonal_decompose(np.array(values), period=period, model="additive" if share else "multiplicative")
    inside = slice(period // 2, -(period // 2))
    assert trend(np.array(values), period)[inside] == pytest.approx(theirs.trend[inside], abs=1e-9)
    assert found is not None
    assert found.present
    figures = np.resize(found.figures, points)
    stl = STL(np.array(values), period=period, seasonal=1_001).fit()
    assert np.corrcoef(figures, theirs.seasonal)[0, 1] > 0.97
    assert np.corrcoef(figures, stl.seasonal)[0, 1] > 0.97
    assert np.std(found.adjusted) < np.std(values) * 0.6


@pytest.mark.parametrize(("points", "every"), [(24, "month"), (48, "month"), (12, "quarter"), (35, "day")])
def test_chance_is_rarely_taken_for_a_season(points: int, every: Every) -> None:
    rng = np.random.default_rng(4)
    found = [season(list(rng.normal(size=points) + 100), every, share=True) for _ in range(600)]
    assert sum(one is not None and one.present for one in found) <= 9


def test_where_two_years_are_not_whole_nothing_is_said_of_a_season() -> None:
    values: list[float | None] = list(yearly(24, 12, 20))
    assert season(values[:23], "month", share=False) is None
    assert season([*values, None], "month", share=False) is None
    assert season(values, "week", share=False) is None
    assert season([5.0] * 30, "month", share=False) is None
    with_nought = season([0.0, *values], "month", share=False)
    assert with_nought is not None
    assert with_nought.model == "additive"


def test_steps_at_the_same_time_of_two_years_are_no_season() -> None:
    rng = np.random.default_rng(8)
    values = [*rng.normal(460, 12, 12), *rng.normal(510, 12, 12), *rng.normal(640, 12, 3)]
    steps = change_points(values)
    found = season(values, "month", share=False)
    assert steps[0].place == 12
    assert found is not None
    assert not found.present


def test_a_season_with_a_step_in_it_is_found_and_the_step_stays() -> None:
    values = [value + (60 if place >= 30 else 0) for place, value in enumerate(yearly(60, 12, 20))]
    found = season(values, "month", share=False)
    assert found is not None
    assert found.present
    assert [step.place for step in change_points(found.adjusted)] == [30]
    assert found.widening == pytest.approx((5 / 4) ** 0.5)


def test_a_step_is_found_where_it_is() -> None:
    rng = np.random.default_rng(6)
    found = change_points([*(rng.normal(100, 5, 20)), *(rng.normal(130, 5, 15))])
    assert [one.place for one in found] == [20]
    assert found[0].after - found[0].before == pytest.approx(30, abs=4)
    with_gap = change_points([None, *(rng.normal(100, 5, 20)), *(rng.normal(130, 5, 15))])
    assert [one.place for one in with_gap] == [21]


@pytest.mark.parametrize("points", [12, 24, 60])
def test_chance_is_rarely_taken_for_a_change(points: int) -> None:
    rng = np.random.default_rng(7)
    assert sum(bool(change_points(list(rng.normal(size=points)))) for _ in range(300)) <= 15


def test_a_short_series_and_one_without_movement_have_no_change() -> None:
    assert change_points([1.0, 9.0] * 5) == ()
    assert change_points([3.0] * 40) == ()
