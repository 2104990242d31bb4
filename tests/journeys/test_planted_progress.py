"""Journey: the stages, times and bottlenecks of a hundredth of a force are those its extracts tell, and none is invented."""

from collections import Counter

import pytest

from peeler.answers.measure import MeasureQuestion
from peeler.answers.progress.cases import FlowCasesQuestion, flow_cases
from peeler.answers.progress.flow import progress
from peeler.answers.progress.flow_answer import MOST_VARIANTS, FlowSide, ProgressAnswer, ProgressQuestion
from peeler.terms.clocks import parse_moment
from tests.journeys.conftest import VIEWER, WholeForce
from tests.journeys.test_planted_paths import LYING, SLOW, UNSEEN, end_of, found, told
from tests.journeys.told_ways import counted, halves, ways_told

DAY = 86_400
WITHOUT = "suspects = 0 and status <> 'cancelled'"


def moved(force: WholeForce, kind: str, where: str | None = None) -> FlowSide:
    """How a kind of work moved, as at the end of the history."""
    question = ProgressQuestion(kind, end_of(force), where=where, variants=MOST_VARIANTS)
    answer: ProgressAnswer = force.workspace.ask(progress, VIEWER, question)
    (side,) = answer.sides
    return side


def listed(force: WholeForce, kind: str, which: str) -> list[tuple[str, float]]:
    """The cases behind a number and the days they took, the longest first."""
    answer = force.workspace.ask(flow_cases, VIEWER, FlowCasesQuestion(ProgressQuestion(kind, end_of(force)), which))
    return [(case.object, case.length / DAY) for case in answer.cases]


@pytest.mark.parametrize(("kind", "where"), [("referral", None), ("wanted", None), ("investigation", WITHOUT)])
def test_work_took_the_ways_and_the_times_that_the_extracts_tell_and_no_other(
    whole_force: WholeForce, kind: str, where: str | None
) -> None:
    side = moved(whole_force, kind, where)
    among = None
    if where is not None:
        crimes = MeasureQuestion("recorded_crime", end_of(whole_force), where=where)
        among = found(whole_force, crimes, "numerator")
    truth = ways_told(whole_force.folder, kind, among)
    assert side.cases == len(truth) > 50
    assert Counter({one.steps: one.count or 0 for one in side.variants}) == counted(truth)
    assert {(one.step, one.next): one.count for one in side.moves} == {
        move: n for move, (n, _) in halves(truth).items()
    }
    times = {(one.step, one.next): one.median for one in side.moves}
    assert times == pytest.approx({move: half for move, (_, half) in halves(truth).items()}, abs=1.0)
    standing = Counter(way[-1][0] for way in truth.values())
    assert {step.name: step.here for step in side.steps if step.here} == standing


def test_what_one_supervisor_holds_unseen_is_what_stands_in_the_stage_held(whole_force: WholeForce) -> None:
    planted = set(whole_force.stated["planted"][UNSEEN]["first"]) & told(whole_force, "investigation.held")
    standing = {name for name, _ in listed(whole_force, "investigation", "here:held")}
    assert planted
    assert planted <= standing
    assert len(standing - planted) <= 1


def test_the_week_that_was_left_lying_waited_for_triage_longer_than_nine_in_ten(whole_force: WholeForce) -> None:
    planted = set(whole_force.stated["planted"][LYING]["first"]) & told(whole_force, "referral.made")
    week = ProgressQuestion(
        "referral",
        end_of(whole_force),
        start=parse_moment(SLOW, edge="start"),
        end=parse_moment("2019-03-10", edge="end"),
    )
    answer: ProgressAnswer = whole_force.workspace.ask(progress, VIEWER, week)
    lay, usual = (side.step("waiting") for side in (answer.sides[0], moved(whole_force, "referral")))
    assert answer.sides[0].cases == len(planted)
    assert lay is not None
    assert usual is not None
    assert (lay.median or 0) > 30 * DAY > (usual.ninth or 0) > 0
