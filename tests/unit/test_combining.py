"""Unit: a formula of measures: what may be written, what it comes to, and the interval it has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from peeler.definitions.formulas import parse_formula
from peeler.measures.combining import Figure, combined, weighed
from peeler.measures.intervals import poisson, wilson
from peeler.terms.errors import RequestError


def share(numerator: int, denominator: int) -> Figure:
    interval = wilson(numerator, denominator)
    assert interval is not None
    value = numerator / denominator
    return Figure(value, interval.low, interval.high, value, value, denominator)


@given(st.integers(1, 90), st.integers(1, 90))
def test_a_difference_of_two_shares_has_newcombes_interval(first: int, second: int) -> None:
    found = combined(parse_formula("a - b", ["a", "b"], where="x"), {"a": share(first, 100), "b": share(second, 91)})
    low, high = confint_proportions_2indep(first, 100, second, 91, compare="diff", method="newcomb")
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)


def test_arithmetic_goes_by_its_rules_and_stops_at_nought() -> None:
    terms = {"a": 6.0, "b": 2.0, "c": 0.0}
    for text, value in {
        "a + b * 2": 10,
        "(a + b) * 2": 16,
        "-a / b - c": -3,
        "a / c": None,
        "1 - b / (a - 6)": None,
    }.items():
        names = [name for name in terms if name in text]
        assert parse_formula(text, names, where="x").value(terms) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a / d", "unknown term 'd'"),
        ("a", "the term 'b' is not used"),
        ("a + sum(b)", "is not allowed in a formula"),
        ("a + 'b'", "is not allowed in a formula"),
        ("a +", "cannot be read as a formula"),
        ("(select a) + b", "is not allowed in a formula"),
        ("a + " * 100 + "b", "more than 300 characters"),
    ],
)
def test_what_is_no_formula_is_refused(text: str, said: str) -> None:
    with pytest.raises(RequestError, match=said.replace("(", r"\(")):
        parse_formula(text, ["a", "b"], where="measures/x.yml: formula")


def test_the_unknown_is_carried_to_the_corners() -> None:
    formula = parse_formula("a / b", ["a", "b"], where="x")
    found = combined(formula, {"a": Figure(4, 1, 10, 4, 6, 6), "b": Figure(2, 0, 7, 1, 2, 2)})
    assert found is not None
    assert (found.value, found.lowest, found.highest, found.high) == (2, 2, 6, float("inf"))
    assert formula.quotient == ("a", "b")


@given(st.integers(0, 500))
def test_equal_weights_have_the_exact_interval_of_the_count(count: int) -> None:
    value, interval = weighed([(count, 2.0)])
    exact = poisson(count)
    assert value == 2 * count
    assert interval == pytest.approx((2 * exact.low, 2 * exact.high))


def test_a_weighted_sum_has_the_gamma_interval_of_fay_and_feuer() -> None:
    value, interval = weighed([(3, 10.0), (20, 1.0)])
    spread = 3 * 100 + 20
    assert value == 50
    assert interval.low == pytest.approx(spread / (2 * value) * stats.chi2.ppf(0.025, 2 * value**2 / spread))
    assert interval.high == pytest.approx((spread + 100) / (2 * 60) * stats.chi2.ppf(0.975, 2 * 60**2 / (spread + 100)))
