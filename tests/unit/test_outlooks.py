"""Unit: where a share will end: by hand for a few records, honest over many worlds, and silent where the past says nothing."""

import numpy as np
import pytest

from peeler.measures.outlooks import COUNTED, NOT_COUNTED, OPEN, Records, look_back, outlook, settled


def records(*rows: tuple[int, int, int, int]) -> Records:
    return Records(*(np.array(column, np.int64) for column in zip(*rows, strict=True)))


def a_world(seed: int, size: int, weeks: int, chance: float) -> tuple[Records, Records]:
    """(as it stands now, as it will have been in the end): records begun over so many weeks, each settled some week."""
    random = np.random.default_rng(seed)
    began = random.integers(0, weeks, size)
    wait = random.geometric(0.06, size) - 1
    cause = np.where(random.random(size) < chance, COUNTED, NOT_COUNTED)
    whole = Records(began, cause, wait, np.ones(size, np.int64))
    settled_by_now = wait <= began
    now = Records(began, np.where(settled_by_now, cause, OPEN), np.where(settled_by_now, wait, began), whole.number)
    return now, whole


def test_half_of_those_who_waited_so_long_before_were_counted() -> None:
    past = records((20, COUNTED, 1, 40), (20, COUNTED, 10, 20), (20, NOT_COUNTED, 10, 20), (20, OPEN, 20, 20))
    found = outlook(records((5, OPEN, 5, 30), (5, COUNTED, 1, 10)), settled(past, 52))
    assert (found.n, found.open, found.lowest, found.highest) == (40, 30, 0.25, 1.0)
    assert found.expected == pytest.approx((10 + 30 * 20 / 60) / 40)
    assert found.never == pytest.approx(30 * 20 / 60 / 40)


def test_what_nobody_has_waited_for_is_not_said() -> None:
    young = records((3, OPEN, 3, 20))
    assert settled(young, 52) is None
    assert outlook(young, None).expected is None
    assert outlook(records((0, OPEN, 0, 0)).those(np.array([False])), None).lowest is None


def test_a_record_settled_later_was_open_then() -> None:
    then = records((10, COUNTED, 4, 1), (10, COUNTED, 9, 1), (3, COUNTED, 1, 1), (12, OPEN, 12, 1)).seen(5)
    assert list(zip(then.began, then.cause, then.wait, strict=True)) == [(5, COUNTED, 4), (5, OPEN, 5), (7, OPEN, 7)]


def test_its_interval_holds_what_comes_about_as_often_as_it_says() -> None:
    inside: list[bool] = []
    for seed in range(300):
        now, whole = a_world(seed, 1_500, 104, 0.3)
        which = now.began < 26
        past = settled(now, 104)
        assert past is not None
        found = outlook(now.those(which), past)
        came = float(((whole.cause == COUNTED) & (whole.wait <= past.horizon))[which].mean())
        assert found.low is not None
        assert found.high is not None
        inside.append(found.low <= came <= found.high)
    assert 0.93 <= sum(inside) / len(inside) <= 0.99


def test_looking_back_says_what_would_have_been_said_and_what_came() -> None:
    now, _ = a_world(1, 60_000, 200, 0.3)
    looks = look_back(now, 52, 52)
    assert len(looks) == 6
    assert [one.ago for one in looks] == [52, 56, 60, 64, 68, 72]
    assert all(abs(one.said - one.came) < 0.02 for one in looks)
    assert all(
        one.said
        == outlook(now.seen(one.ago).those(now.seen(one.ago).began < 52), settled(now.seen(one.ago), 52)).expected
        for one in looks
    )


def test_without_a_year_before_there_is_nothing_to_look_back_on() -> None:
    now, _ = a_world(2, 5_000, 60, 0.3)
    assert look_back(now, 52, 52) == ()
