"""Unit: cumulative incidence and quantiles of waits equal the reference library's, and hold at the edges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

from peeler.measures.waiting import Wait, curve

WAITS = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 30)), min_size=2, max_size=60)
EXACT = 1e-9


def waits(drawn: list[tuple[int, int]]) -> list[Wait]:
    return [Wait(cause, None, length, 1) for cause, length in drawn]


@given(WAITS.filter(lambda drawn: all(any(cause == c for c, _ in drawn) for cause in (1, 2))))
@pytest.mark.filterwarnings("ignore:::statsmodels")
def test_competing_endings_equal_the_reference_to_nine_places(drawn: list[tuple[int, int]]) -> None:
    causes, lengths = (np.array([pair[place] for pair in drawn]) for place in (0, 1))
    reference = CumIncidenceRight(lengths, causes)
    for cause in (1, 2):
        ours = curve(waits(drawn), (cause,))
        theirs = reference.cinc[cause - 1]
        assert [ours.at(t)[0] for t in reference.times] == pytest.approx(list(theirs), abs=EXACT)
        errors = [ours.error[np.searchsorted(ours.lengths, t, side="right") - 1] for t in reference.times]
        known = ~np.isnan(reference.cinc_se[cause - 1])
        assert np.array(errors)[known] == pytest.approx(reference.cinc_se[cause - 1][known], abs=EXACT)


@given(WAITS.filter(lambda drawn: any(cause for cause, _ in drawn)), st.sampled_from([0.25, 0.5, 0.9]))
@pytest.mark.filterwarnings("ignore:::statsmodels")
def test_without_competition_it_is_kaplan_and_meier_with_brookmeyer_and_crowleys_interval(
    drawn: list[tuple[int, int]], share: float
) -> None:
    lengths, ended = np.array([length for _, length in drawn]), np.array([int(cause > 0) for cause, _ in drawn])
    reference, ours = SurvfuncRight(lengths, ended), curve(waits(drawn), (1, 2))
    assert [1 - ours.at(t)[0] for t in reference.surv_times] == pytest.approx(list(reference.surv_prob), abs=EXACT)
    found, low, high = ours.quantile(share)
    reached = reference.surv_times[reference.surv_prob <= 1 - share + EXACT]
    assert found == (reached[0] if len(reached) else None)
    if found is not None and reference.surv_prob.min() > EXACT:
        bounds = [None if np.isinf(bound) else bound for bound in reference.quantile_ci(share, method="cloglog")]
        assert [low, high] == bounds


def test_two_of_three_by_hand() -> None:
    ours = curve([Wait(1, None, 2, 1), Wait(0, None, 3, 1), Wait(1, None, 5, 1)])
    assert [ours.at(t)[0] for t in (1, 2, 4, 5)] == pytest.approx([0, 1 / 3, 1 / 3, 1])
    assert ours.quantile(0.5)[0] == 5


def test_who_has_waited_least_is_still_at_risk_at_that_length() -> None:
    assert curve([Wait(1, None, 2, 1), Wait(0, None, 2, 1)]).at(2)[0] == 0.5


def test_many_alike_are_as_many_ones() -> None:
    together, apart = (
        curve([Wait(1, None, 2, 3), Wait(0, None, 4, 2)]),
        curve([Wait(1, None, 2, 1)] * 3 + [Wait(0, None, 4, 1)] * 2),
    )
    assert together.at(3) == apart.at(3)


def test_one_kind_of_ending_competes_with_the_others() -> None:
    told = [Wait(1, "charged", 1, 1), Wait(1, "cautioned", 2, 1)]
    assert (curve(told, ending="charged").at(5)[0], curve(told, ending="cautioned").at(5)[0]) == (0.5, 0.5)


def test_nobody_waited() -> None:
    assert curve([]).at(10) == (0, 0, 0)
    assert curve([]).quantile(0.5) == (None, None, None)
