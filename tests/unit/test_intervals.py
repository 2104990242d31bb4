"""Unit: intervals are those of the literature, to nine places, and rows say what they rest on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from peeler.measures.intervals import poisson, wilson
from peeler.measures.rows import Cell, Place, count_row, rate_row, running

HERE = Place(None, ())
CLOSE = 1e-9


@given(st.integers(1, 2_000_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_agrees_with_statsmodels(share: tuple[int, int]) -> None:
    ours = wilson(*share)
    low, high = proportion_confint(*share, alpha=0.05, method="wilson")
    assert ours is not None
    assert ours.low == pytest.approx(low, abs=CLOSE)
    assert ours.high == pytest.approx(high, abs=CLOSE)
    assert 0 <= ours.low <= share[0] / share[1] <= ours.high <= 1


def test_a_share_of_nothing_has_no_interval() -> None:
    assert wilson(0, 0) is None


def test_wilson_is_exact_at_the_ends() -> None:
    none, all_of_them = wilson(0, 10), wilson(10, 10)
    assert none is not None
    assert all_of_them is not None
    assert (none.low, all_of_them.high) == (0.0, 1.0)
    assert none.high == pytest.approx(0.2775327998628892)
    assert all_of_them.low == pytest.approx(1 - 0.2775327998628892)


@given(st.integers(1, 3_000_000))
def test_poisson_agrees_with_statsmodels_and_with_chi_square(count: int) -> None:
    low, high = confint_poisson(count, 1, method="exact-c", alpha=0.05)
    ours = poisson(count)
    assert ours.low == pytest.approx(low, rel=CLOSE)
    assert ours.high == pytest.approx(high, rel=CLOSE)
    assert ours.low == pytest.approx(chi2.ppf(0.025, 2 * count) / 2, rel=CLOSE)
    assert ours.high == pytest.approx(chi2.ppf(0.975, 2 * count + 2) / 2, rel=CLOSE)


def test_a_count_of_none_may_still_be_three_or_four() -> None:
    assert poisson(0).low == 0.0
    assert poisson(0).high == pytest.approx(3.6888794541139363)


def test_the_unknown_could_only_add_to_a_count() -> None:
    row = count_row(HERE, Cell(5, 0, 2))
    assert (row.value, row.lowest, row.highest, row.n, row.denominator) == (5, 5, 7, 7, None)


def test_a_rate_is_for_every_thousand_and_rests_on_its_records() -> None:
    row = rate_row(HERE, Cell(2, 0, 1), 4000, 1000)
    assert (row.value, row.lowest, row.highest, row.n) == (0.5, 0.5, 0.75, 3)
    assert row.low == pytest.approx(poisson(2).low / 4)
    assert row.high == pytest.approx(poisson(2).high / 4)


@pytest.mark.parametrize("denominator", [None, 0])
def test_without_people_there_is_no_rate(denominator: int | None) -> None:
    row = rate_row(HERE, Cell(2), denominator, 1000)
    assert (row.numerator, row.value, row.low, row.highest) == (2, None, None, None)


def test_running_sums_keep_each_periods_own_flows() -> None:
    sums = running([Cell(2, 1, 0, (1,), 2, 0), Cell(-1, 0, 1, (0,), 0, 1)])
    assert sums == [Cell(2, 1, 0, (1,), 2, 0), Cell(1, 1, 1, (1,), 0, 1)]
