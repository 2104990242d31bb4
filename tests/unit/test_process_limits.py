"""Unit: XmR charts by the rules of DOMAIN 10.3, in their order, and as often wrong as theory says."""

from math import comb

import numpy as np
import pytest

from peeler.measures.process_limits import Rebase, Rule, flags, limits_of, pairs_near, process_chart, runs
from peeler.measures.signals import beyond_own_chance, chance_of_signal, hanging_together, new_signal

STEADY = [10.0, 12.0, 10.0, 12.0, 10.0, 12.0, 10.0, 12.0, 10.0, 12.0, 10.0, 12.0]  # centre 11, moving range 2


def rules(values: list[float | None], **said: object) -> list[Rule | None]:
    """The rule each point meets, with the limits of STEADY before it."""
    chart = process_chart([*STEADY, *values], better="lower", baseline=(0, 11), **said)  # type: ignore[arg-type]
    return [point.rule for point in chart.points[12:]]


def test_limits_are_the_mean_and_2_66_times_the_mean_moving_range() -> None:
    limits = limits_of([3.0, 5.0, 4.0, 8.0])
    assert limits is not None
    assert limits.centre == 5.0
    assert limits.moving_range == pytest.approx(7 / 3)
    assert limits.upper == pytest.approx(5 + 2.66 * 7 / 3)
    assert limits.near[0] == pytest.approx(5 - 1.773 * 7 / 3)


def test_screening_leaves_out_a_range_of_3_267_times_their_mean() -> None:
    values: list[float | None] = [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 30.0, 31.0, 30.0]
    plain, screened = limits_of(values), limits_of(values, screened=True)
    assert plain is not None
    assert screened is not None
    assert plain.moving_range == pytest.approx(37 / 9)
    assert screened.moving_range == 1.0


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([16.32], [None]),  # 11 + 2.66 x 2 = 16.32 is the limit itself, which is not outside it
        ([16.33], ["outside"]),
        ([11.1, 11.2, 11.3, 11.4, 11.5, 11.6], ["shift"] * 6),  # six rise, and the 12 before is no part of it
        ([10.6, 10.7, 10.8, 10.9, 11.1, 11.2, 11.3], ["trend"] * 7),
        ([10.6, 10.7, 10.8, 10.8, 11.1, 11.2, 11.3], [None] * 7),  # a tie breaks it
        ([15.0, 11.5, 15.0], ["two_of_three", None, "two_of_three"]),
        ([15.0, 10.5, 15.0], [None] * 3),  # not all on one side
        ([20.0, 15.0, 11.5], ["outside", None, None]),  # what is outside is not near
        ([11.5, 11.2, 11.5, 11.2, 11.5, 11.2], ["shift"] * 6),  # the 12 before makes seven
        ([11.0, 11.5, 11.2, 11.5, 11.2, 11.5, 11.2], [None] * 7),  # on the centre is on neither side
        ([11.5, 11.2, None, 11.5, 11.2, 11.5, 11.2], [None] * 7),  # a gap ends a run
    ],
)
def test_the_four_rules(values: list[float | None], expected: list[Rule | None]) -> None:
    assert rules(values) == expected


def test_the_first_rule_of_the_order_names_a_point() -> None:
    found = rules([11.1, 11.2, 11.3, 15.0, 15.1, 15.2, 16.4])
    assert found == ["trend"] * 6 + ["outside"]


@pytest.mark.parametrize(
    ("better", "value", "meaning"),
    [
        ("lower", 30.0, "concern"),
        ("higher", 30.0, "improvement"),
        ("higher", 0.0, "concern"),
        ("context", 0.0, "neutral"),
    ],
)
def test_what_a_signal_means_follows_from_what_is_better(better: str, value: float, meaning: str) -> None:
    chart = process_chart([*STEADY, value], better=better, baseline=(0, 11))  # type: ignore[arg-type]
    assert chart.points[-1].meaning == meaning
    assert {point.meaning for point in chart.points[:12]} == {"common_cause"}


def test_a_rebase_begins_a_stage_and_leaves_the_old_limits() -> None:
    values = [*STEADY, *(value + 20 for value in STEADY[:6])]
    chart = process_chart(
        values, better="lower", rebases=[Rebase(12, "the law changed"), Rebase(0, "no"), Rebase(99, "no")]
    )
    first, second = chart.stages
    assert (first.first, first.last, first.centre, first.trial, first.reason) == (0, 11, 11.0, False, "")
    assert (second.first, second.last, second.centre, second.trial) == (12, 17, 31.0, True)
    assert second.reason == "the law changed"
    assert chart.signals == ()
    assert process_chart(values, better="lower", baseline=(0, 11)).signals == (
        *range(11, 18),
    )  # with the 12, seven above


def test_a_series_that_never_moves_gives_no_signal_by_rounding() -> None:
    chart = process_chart([0.1 + 0.2] * 3 + [0.3] * 5, better="lower")
    assert chart.signals == ()


def test_a_single_point_has_no_limits() -> None:
    assert process_chart([5.0], better="lower").stages == ()
    assert process_chart([], better="lower").points == ()


def test_false_alarms_are_as_theory_says() -> None:
    """With limits known, at a point of independent normal values: tails beyond 3 and 2 sigma, runs by counting."""
    made = np.random.default_rng(5).standard_normal((200_000, 7))
    mean_range = 2 / np.sqrt(np.pi)
    found = flags(made, 0.0, mean_range)
    assert (np.abs(found) == 1).mean() == pytest.approx(0.0027, rel=0.05)
    steps, side = np.sign(np.diff(made)), np.sign(made)
    assert (runs(steps, 6, 7)[:, -1] != 0).mean() == pytest.approx(2 / 5040, rel=0.25)
    assert (runs(side, 7, 7)[:, -1] != 0).mean() == pytest.approx(2 / 2**7, rel=0.05)
    outer, inner = 0.00135, 0.02275 - 0.00135
    windows = 2 * (comb(3, 2) * inner**2 * (0.5 - inner - outer) + inner**3)
    close = (np.abs(made) > 1.773 * mean_range) & (np.abs(made) <= 2.66 * mean_range)
    met = pairs_near(side[:, -3:], close[:, -3:])
    assert (met != 0).any(axis=1).mean() == pytest.approx(windows, rel=0.12)


def test_a_new_signal_is_told_once() -> None:
    assert new_signal([*STEADY, 30.0], "lower") is not None
    assert new_signal([*STEADY, 30.0, 30.0], "lower") is None  # told the period before
    assert new_signal([*STEADY, 11.0], "lower") is None
    assert new_signal([*STEADY[:7], 30.0], "lower") is None  # too few before it
    back = new_signal([*STEADY, *STEADY, 30.0, -30.0], "lower")
    assert back is not None
    assert (back.rule, back.way, back.meaning) == ("outside", "low", "improvement")


def test_chance_gives_a_new_signal_as_seldom_as_counting_says_and_oftener_where_limits_are_guessed() -> None:
    assert chance_of_signal(12) == chance_of_signal(12)
    assert 0.008 < chance_of_signal(60) < 0.02
    assert chance_of_signal(8) > chance_of_signal(24) > chance_of_signal(60) * 0.9


@pytest.mark.parametrize(
    ("numerator", "denominator", "centre", "beyond"),
    [(4, None, 2.0, False), (8, None, 2.0, True), (0, None, 5.0, False), (0, None, 9.0, True), (0, 3, 0.787, False),
     (0, 9, 0.787, True), (60, 100, 0.4, True), (50, 100, 0.4, False), (3, None, 0.0, True), (0, 4, 1.0, True)],
)  # fmt: skip
def test_small_numbers_jump_by_themselves(numerator: int, denominator: int | None, centre: float, beyond: bool) -> None:
    assert beyond_own_chance(numerator, denominator, centre) is beyond


def test_limits_of_what_hangs_together_are_widened_to_what_it_truly_swings() -> None:
    rng = np.random.default_rng(14)
    walk = [0.0]
    for step in rng.normal(size=4_000):
        walk.append(0.7 * walk[-1] + float(step))
    limits = limits_of(walk)
    assert limits is not None
    narrow = limits.moving_range / 1.128
    assert narrow * hanging_together(walk) == pytest.approx(np.std(walk), rel=0.05)
    assert narrow < 0.6 * np.std(walk)
    assert hanging_together(list(rng.normal(size=4_000))) == pytest.approx(1.0, abs=0.03)
    assert hanging_together([5.0] * 20) == 1.0
