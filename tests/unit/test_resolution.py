"""Unit: how cases end is told for all and by cohort and group, never beyond what was followed, and never of a few people."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import CumIncidenceRight

from peeler.answers.resolution.answer import Course, Ending, ResolutionAnswer, ResolutionQuestion, Share
from peeler.answers.resolution.resolution import resolution
from peeler.answers.resolution.small import by_horizons, safe_days, told_courses
from peeler.measures.waiting import curve_of, curves_of
from peeler.terms.clocks import Every, parse_instant
from peeler.terms.errors import NotAllowed, RequestError
from peeler.terms.viewers import Viewer, local_viewer
from peeler.workspace.deeds import LoadOrder, load_files
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.opening import held
from peeler.workspace.places import new_workspace

ME = local_viewer("tester")
NOW = parse_instant("2024-08-01T10:00:00")
# When each was recorded, by when it ended and how ('': it has no outcome, cancelled: it was), and its offence.
CRIMES = (
    ("2024-01-05", "2024-01-07", "1", "46"), ("2024-01-05", "2024-01-15", "18", "46"), ("2024-01-06", "2024-02-25", "16", "8N"),
    ("2024-01-08", "", "", "8N"), ("2024-01-09", "2024-01-10", "cancelled", "46"), ("2024-04-05", "2024-04-08", "3", "46"),
    ("2024-04-06", "2024-06-06", "15", "8N"), ("2024-07-20", "2024-07-30", "18", "46"), ("2024-07-25", "", "", "46"),
)  # fmt: skip
WAITS = st.lists(st.tuples(st.integers(-1, 2), st.integers(1, 30)), min_size=2, max_size=60)
EXACT = 1e-9


def told(crime: int, verb: str, at: str, **data: str) -> dict[str, object]:
    return {
        "id": f"{crime}-{verb}", "type": f"investigation.{verb}", "force": "derbyshire", "at": f"{at}T10:00", "source": "rms",
        "objects": {"investigation": f"crime:{crime}"}, "data": data,
    }  # fmt: skip


def events() -> Iterator[dict[str, object]]:
    for crime, (recorded, ended, how, offence) in enumerate(CRIMES):
        yield told(crime, "recorded", recorded, offence=offence)
        if how == "cancelled":
            yield told(crime, "cancelled", ended, code="C1")
        elif how:
            yield told(crime, "outcome_assigned", ended, outcome=how, as_given="as given")


def opened(folder: Path) -> Iterator[LocalWorkspace]:
    with held(new_workspace(folder / "w", force="derbyshire").folder, "a test", clock=lambda: NOW) as workspace:
        path = folder / "events.jsonl"
        path.write_text("".join(json.dumps(event) + "\n" for event in events()), encoding="utf-8")
        workspace.do(load_files, ME, LoadOrder((str(path),)), progress=lambda *_: None)
        yield workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalWorkspace]:
    yield from opened(tmp_path_factory.mktemp("resolution"))


def asked(
    workspace: LocalWorkspace, every: Every | None = None, by: str | None = None, where: str | None = None
) -> ResolutionAnswer:
    answer: ResolutionAnswer = workspace.ask(resolution, ME, ResolutionQuestion(every=every, by=by, where=where))
    return answer


def counts(course: Course) -> dict[str, int]:
    return {ending.name: ending.count for ending in course.endings if ending.count}


@given(WAITS)
def test_curves_of_endings_that_compete_are_those_of_each_alone(drawn: list[tuple[int, int]]) -> None:
    ending, length = (np.array([pair[place] for pair in drawn], np.int64) for place in (0, 1))
    number = np.ones(len(drawn), np.int64)
    together = curves_of(length, number, ending, 3)
    for place, ours in enumerate(together):
        alone = curve_of(length, number, ending >= 0, ending == place)
        assert np.array_equal(ours.share, alone.share)
        assert np.array_equal(ours.error, alone.error)


@given(WAITS.filter(lambda drawn: all(any(ending == e for ending, _ in drawn) for e in (0, 1, 2))))
@pytest.mark.filterwarnings("ignore:::statsmodels")
def test_three_endings_that_compete_equal_the_reference_to_nine_places(drawn: list[tuple[int, int]]) -> None:
    ending, length = (np.array([pair[place] for pair in drawn], np.int64) for place in (0, 1))
    reference = CumIncidenceRight(length, ending + 1)
    for place, ours in enumerate(curves_of(length, np.ones(len(drawn), np.int64), ending, 3)):
        assert [ours.at(t)[0] for t in reference.times] == pytest.approx(list(reference.cinc[place]), abs=EXACT)


def test_every_case_is_in_the_course_of_all_under_one_ending_or_waiting(workspace: LocalWorkspace) -> None:
    whole = asked(workspace).whole
    assert counts(whole) == {
        "charged": 1, "other_action": 1, "evidential_difficulties_15": 1, "evidential_difficulties_16": 1, "no_suspect": 2,
        "cancelled": 1,
    }  # fmt: skip
    assert (whole.n, whole.waiting, sum(counts(whole).values())) == (9, 2, 7)


def test_cohorts_and_groups_hold_every_case_once(workspace: LocalWorkspace) -> None:
    for answer in (asked(workspace, every="quarter"), asked(workspace, by="offence_group")):
        assert sum(course.n for course in answer.courses) == answer.whole.n
        assert sum(course.waiting for course in answer.courses) == answer.whole.waiting
    assert [course.period for course in asked(workspace, every="quarter").courses] == [
        date(2024, 1, 1), date(2024, 4, 1), date(2024, 7, 1),
    ]  # fmt: skip
    assert [course.value for course in asked(workspace, by="offence_group").courses] == [
        "theft_offences", "violence_against_the_person",
    ]  # fmt: skip


def test_the_share_by_a_day_counts_those_who_ended_within_so_many_whole_days(workspace: LocalWorkspace) -> None:
    first = asked(workspace, every="quarter").courses[0]
    charged = next(ending for ending in first.endings if ending.name == "charged")
    assert [charged.by(day).share for day in (0, 2, 3, 7)] == [0.0, 0.0, 0.2, 0.2]  # type: ignore[union-attr]
    assert first.ended_by(91) == pytest.approx(0.8)
    assert first.half == (51, 3, None)


def test_a_cohort_is_told_as_far_as_it_could_be_followed_and_as_whole_as_far_as_all_of_it_was(
    workspace: LocalWorkspace,
) -> None:
    first, second, third = asked(workspace, every="quarter").courses
    assert (first.reach, first.whole_until) == (211, 120)
    assert max(share.day for share in first.endings[0].shares) <= first.reach
    assert (second.whole_until, third.whole_until) == (29, 0)
    assert all(course.provisional for course in (first, second, third))


def test_two_ways_of_grouping_at_once_and_a_measure_without_endings_are_refused(workspace: LocalWorkspace) -> None:
    with pytest.raises(RequestError, match="not for both at once"):
        asked(workspace, every="quarter", by="offence_group")
    with pytest.raises(
        RequestError, match=r"'referral_wait' does not tell how things ended; these do: time_to_outcome"
    ):
        workspace.ask(resolution, ME, ResolutionQuestion("referral_wait"))
    with pytest.raises(NotAllowed):
        workspace.ask(resolution, Viewer("nobody", ()), ResolutionQuestion())


def test_any_measure_with_an_ending_is_told_by_the_words_it_has(workspace: LocalWorkspace) -> None:
    empty = workspace.ask(resolution, ME, ResolutionQuestion("wanted_time_to_arrest")).whole
    assert (empty.n, empty.reach, [ending.name for ending in empty.endings]) == (0, 0, ["cancelled"])


def course(period: date, waiting: int, *endings: Sequence[tuple[int, float]], n: int = 100) -> Course:
    made = tuple(
        Ending(f"e{place}", "", "", otherwise=False, count=round(shares[-1][1] * n),
               shares=tuple(Share(day, share, share, share) for day, share in shares))
        for place, shares in enumerate(endings)
    )  # fmt: skip
    return Course(period, None, n, waiting, made, made, 400, 400, provisional=False, half=(9.0, 8.0, 10.0))


def test_a_horizon_that_would_tell_of_a_few_is_left_out() -> None:
    one = course(
        date(2024, 1, 1),
        20,
        [(7, 0.2), (28, 0.22), (91, 0.4), (182, 0.42), (365, 0.5)],
        [(7, 0.0), (28, 0.1), (91, 0.3), (182, 0.3), (365, 0.3)],
    )
    assert safe_days(one, 5) == [7, 91, 365]
    shown = by_horizons(one, 5)
    assert ([share.day for share in shown.endings[0].shares], shown.half) == ([7, 91, 365], (None, None, None))


def test_a_cohort_with_a_small_ending_is_held_back_and_another_with_it() -> None:
    few, many, more = (
        course(date(2024, 1, 1), 20, [(365, 0.78)], [(365, 0.02)]), course(date(2024, 4, 1), 20, [(365, 0.8)]),
        course(date(2024, 7, 1), 50, [(365, 0.5)]),
    )  # fmt: skip
    shown = told_courses([few, many, more], 5, over_time=True)
    assert [one.held for one in shown] == ["fewer than 5", "held back", ""]
    assert [(one.n, one.endings) for one in shown if one.held] == [(0, ())] * 2
