"""Unit: Erlang C agrees with published numbers and with an independent computation; backlogs follow the fluid approximation."""

from fractions import Fraction
from math import exp, factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peeler.measures.queues import (
    backlog,
    begun_within,
    lost,
    queue_after,
    staff_needed,
    staff_to_clear,
    staff_to_keep_up,
    steady,
    waiting_share,
)

LOADS = st.floats(0.01, 60)
STAFF = st.integers(1, 80)


def exactly(load: Fraction, staff: int) -> Fraction:
    """Erlang C by its definition, in fractions."""
    last = load**staff / factorial(staff) * staff / (staff - load)
    return last / (sum(load**k / factorial(k) for k in range(staff)) + last)


def by_chain(load: float, staff: int, states: int = 4_000) -> tuple[float, float]:
    """The share that waits and the mean queue, from the balance of a long chain of births and deaths."""
    places = np.arange(1, states)
    weights = np.concatenate([[0.0], np.cumsum(np.log(load) - np.log(np.minimum(places, staff)))])
    chances = np.exp(weights - weights.max())
    chances /= chances.sum()
    return float(chances[staff:].sum()), float((chances * np.maximum(np.arange(states) - staff, 0)).sum())


# The worked example and its search for staff in the manual of CRAN's package ErlangC 0.1.0 (2024): 100 calls in half an hour of
# 3 minutes each, to be answered within 20 seconds.
@pytest.mark.parametrize(("staff", "waits", "within"), [(14, 0.1741319, 0.88835), (11, 0.6821182, 0.3896138)])
def test_erlang_c_gives_the_published_numbers(staff: int, waits: float, within: float) -> None:
    found = steady(100 / 30, 3, staff)
    assert found is not None
    assert found.load == pytest.approx(10)
    assert found.waits == pytest.approx(waits, abs=5e-8)
    assert begun_within(100 / 30, 3, staff, 1 / 3) == pytest.approx(within, abs=5e-7)
    if staff == 14:
        assert found.wait * 60 == pytest.approx(7.83593701177724, rel=1e-9)
        assert found.utilisation == pytest.approx(0.7142857, abs=5e-8)


def test_the_published_example_needs_fourteen_people() -> None:
    assert staff_needed(100 / 30, 3, within=1 / 3, share=0.8) == 14
    assert begun_within(100 / 30, 3, 13, 1 / 3) < 0.8


@pytest.mark.parametrize("staff", range(1, 13))
@pytest.mark.parametrize("tenths", [1, 5, 9, 17, 40, 79, 115])
def test_erlang_c_is_its_definition_in_fractions(staff: int, tenths: int) -> None:
    load = Fraction(tenths, 10)
    expected = exactly(load, staff) if load < staff else Fraction(1)
    assert waiting_share(float(load), staff) == pytest.approx(float(expected), abs=1e-12)


@pytest.mark.parametrize(("load", "staff"), [(0.5, 1), (1.6, 2), (9.0, 10), (27.3, 30), (118.0, 120)])
def test_the_queue_is_that_of_a_chain_of_births_and_deaths(load: float, staff: int) -> None:
    found = steady(load / 2, 2, staff)
    waits, queue = by_chain(load, staff)
    assert found is not None
    assert found.waits == pytest.approx(waits, abs=1e-9)
    assert found.queue == pytest.approx(queue, rel=1e-7)


@given(st.floats(0.001, 0.99), st.floats(0.1, 500))
def test_one_person_is_the_queue_of_one_server(utilisation: float, handling: float) -> None:
    found = steady(utilisation / handling, handling, 1)
    assert found is not None
    assert found.waits == pytest.approx(utilisation)
    assert found.wait == pytest.approx(utilisation * handling / (1 - utilisation))
    assert found.queue == pytest.approx(utilisation**2 / (1 - utilisation))


@given(LOADS, STAFF)
def test_more_people_never_mean_more_waiting_and_more_work_never_less(load: float, staff: int) -> None:
    here = waiting_share(load, staff)
    assert 0 <= here <= 1
    assert waiting_share(load, staff + 1) <= here + 1e-12
    assert waiting_share(load, staff + 0.5) <= here + 1e-12
    assert waiting_share(load * 1.1, staff) >= here - 1e-12
    assert begun_within(load, 1, staff, 2) >= begun_within(load, 1, staff, 1)


@given(LOADS, STAFF)
def test_lost_work_follows_the_recursion_of_erlang(load: float, staff: int) -> None:
    before = lost(load, staff - 1)
    assert lost(load, staff) == pytest.approx(load * before / (staff + load * before), rel=1e-8, abs=1e-300)


def test_nearly_no_work_nearly_never_waits_and_too_much_has_no_long_run() -> None:
    assert waiting_share(0, 3) == 0
    assert waiting_share(1e-6, 3) < 1e-15
    assert steady(2, 1, 2) is None
    assert steady(3, 1, 2) is None
    assert waiting_share(2, 2) == 1
    assert begun_within(3, 1, 2, 9) == 0


@given(st.floats(0.1, 200), st.floats(0.01, 0.99), st.floats(0.01, 5))
def test_the_staff_needed_are_enough_and_one_fewer_are_not(arrivals: float, share: float, within: float) -> None:
    needed = staff_needed(arrivals, 0.3, within=within, share=share)
    assert begun_within(arrivals, 0.3, needed, within) >= share
    assert needed == 1 or begun_within(arrivals, 0.3, needed - 1, within) < share


def test_everybody_at_once_cannot_be_promised() -> None:
    with pytest.raises(ValueError, match="below 1"):
        staff_needed(1, 1, within=1, share=1)


def test_a_backlog_grows_shrinks_or_is_never_cleared() -> None:
    grows = backlog(74, 33, 31)
    assert (grows.growth, grows.weeks_to_clear) == (2, None)
    assert grows.wait_now == pytest.approx(74 / 31)
    shrinks = backlog(60, 30, 40)
    assert (shrinks.growth, shrinks.weeks_to_clear, shrinks.wait_now) == (-10, 6, 1.5)
    assert backlog(10, 5, 5).weeks_to_clear is None
    assert backlog(10, 5, 0).wait_now is None
    nothing = backlog(0, 5, 8)
    assert (nothing.growth, nothing.weeks_to_clear, nothing.wait_now) == (0, 0, 0)
    assert backlog(0, 5, 0).wait_now == 0


@given(st.floats(0, 500), st.floats(0, 100), st.floats(0, 100), st.floats(0, 20))
def test_a_queue_moves_by_what_comes_in_less_what_is_done_and_never_below_nothing(
    queue: float, arrivals: float, capacity: float, floor: float
) -> None:
    after = queue_after(queue, arrivals, capacity, floor)
    assert after >= 0
    assert after >= queue + arrivals - capacity - 1e-9
    if queue + arrivals - capacity >= floor:
        assert after == pytest.approx(queue + arrivals - capacity)


@given(st.floats(1, 500), st.floats(0.5, 100), st.floats(0.5, 30), st.integers(1, 52))
def test_the_staff_to_clear_a_queue_clear_it_in_time_and_one_fewer_do_not(
    queue: float, arrivals: float, each: float, weeks: int
) -> None:
    needed = staff_to_clear(queue, arrivals, each, weeks)
    clear = backlog(queue, arrivals, needed * each).weeks_to_clear
    assert clear is not None
    assert clear <= weeks * (1 + 1e-6)
    later = backlog(queue, arrivals, (needed - 1) * each).weeks_to_clear
    assert later is None or later > weeks * (1 - 1e-6)
    assert needed >= staff_to_keep_up(arrivals, each) - 1e-6


@pytest.mark.parametrize(("each", "weeks"), [(0.0, 4.0), (1.0, 0.0)])
def test_people_who_do_nothing_clear_nothing(each: float, weeks: float) -> None:
    with pytest.raises(ValueError, match="no queue"):
        staff_to_clear(1, 1, each, weeks)


def test_people_who_do_nothing_keep_up_with_nothing() -> None:
    with pytest.raises(ValueError, match="keep up"):
        staff_to_keep_up(1, 0)


def test_of_those_that_wait_the_waits_are_exponential() -> None:
    assert 1 - begun_within(9, 1, 10, 3) == pytest.approx(waiting_share(9, 10) * exp(-3))
