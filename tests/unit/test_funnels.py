"""Unit: funnels by exact quantiles and additive over-dispersion, and who stands out of one."""

import numpy as np
import pytest
from scipy.stats import binom, poisson

from peeler.measures.funnels import ALARM, ALERT, Funnel, Unit, exact_band, funnel, winsorised


def made(units: list[Unit]) -> Funnel:
    found = funnel(units, "share")
    assert found is not None
    return found


def test_exact_limits_lie_between_the_whole_counts_of_the_distribution() -> None:
    for band, ends in (
        (exact_band(0.1, 60, "share"), binom.ppf([0.001, 0.025, 0.975, 0.999], 60, 0.1)),
        (exact_band(0.1, 60, "rate"), poisson.ppf([0.001, 0.025, 0.975, 0.999], 6)),
    ):
        counts = np.array(band[1:]) * 60
        assert (counts <= ends).all()
        assert (counts >= ends - 1).all()
        assert (np.diff(counts) > 0).all()
    wide = exact_band(0.3, 1_000_000, "share")
    assert wide.high == pytest.approx(0.3 + ALERT * np.sqrt(0.21 / 1e6), rel=1e-4)
    assert wide.outer_low == pytest.approx(0.3 - ALARM * np.sqrt(0.21 / 1e6), rel=1e-4)


def test_a_tenth_at_each_end_is_drawn_in() -> None:
    drawn = winsorised([-90.0, -3.0, -2.0, -1.0, 0.0, 0.5, 1.0, 2.0, 3.0, 80.0])
    assert (drawn.min(), drawn.max(), len(drawn)) == (-3.0, 3.0, 10)


def test_of_equals_few_stand_out_and_no_spread_is_made_up() -> None:
    rng = np.random.default_rng(11)
    outside, spreads = 0, []
    for _ in range(40):
        sizes = rng.integers(200, 5_000, 43)
        found = made([Unit(str(n), int(rng.binomial(size, 0.2)), int(size)) for n, size in enumerate(sizes)])
        outside += sum(point.position != "inside" for point in found.points)
        spreads.append(found.spread)
    assert 0.02 < outside / (40 * 43) < 0.07
    assert np.median(spreads) < 0.006


def test_the_usual_differences_make_wider_limits_and_only_the_odd_one_stands_out() -> None:
    rng = np.random.default_rng(12)
    true = rng.normal(0.2, 0.03, 43)
    true[0] = 0.45
    units = [Unit(f"force {n}", int(rng.binomial(20_000, share)), 20_000) for n, share in enumerate(true)]
    found = made(units)
    assert found.spread == pytest.approx(0.03, rel=0.4)
    assert found.points[0].position == "very_high"
    assert sum(point.position in ("very_high", "very_low") for point in found.points) == 1
    assert sum(abs(point.score) > ALERT for point in found.points) > 30
    assert found.limits[0].high > found.exact[0].high


def test_a_rate_has_limits_of_poisson() -> None:
    found = funnel(
        [Unit("a", 10, 1_000.0), Unit("b", 12, 1_000.0), Unit("c", 40, 1_000.0), Unit("d", 9, 1_000.0)], "rate"
    )
    assert found is not None
    assert found.centre == pytest.approx(71 / 4_000)
    assert found.points[0].position == "inside"


@pytest.mark.parametrize(
    "units", [[], [Unit("a", 1, 2)] * 2, [Unit("a", 0, 9)] * 5, [Unit("a", 9, 9)] * 5, [Unit("a", 0, 0)] * 5]
)
def test_without_a_crowd_there_is_no_funnel(units: list[Unit]) -> None:
    assert funnel(units, "share") is None
