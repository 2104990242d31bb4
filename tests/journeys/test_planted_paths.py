"""Journey: what was planted in a hundredth of a force is found by Peeler's own answers, and nothing is invented."""

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from peeler.answers.capacity.capacity_answer import CapacityAnswer, CapacityQuestion
from peeler.answers.capacity.keeping_up import capacity
from peeler.answers.conformance import ConformanceAnswer, ConformanceQuestion, conformance
from peeler.answers.measure import MeasureAnswer, MeasureQuestion, measure
from peeler.answers.records import RecordsQuestion, records
from peeler.terms.clocks import Instant, parse_moment
from tests.journeys.conftest import VIEWER, WholeForce

PLANTED = {
    "charged_after_time_limit": "charged after the prosecution time limit",
    "bail_without_arrest": "bail without an arrest",
}
RULES = {
    "bail_without_arrest", "charged_after_time_limit", "filed_without_outcome", "lines_not_followed", "outcome_without_filing",
    "telephone_unsuitable_force_rule", "telephone_unsuitable_national_practice",
}  # fmt: skip
UNSEEN = "held by one supervisor and never allocated"
SLOW = "2019-03-04"
LYING = "referral made in the week that was left lying"
SINCE, LAIN = (
    date(2018, 10, 1),
    date(2019, 3, 25),
)  # from when referrals waited as long as they did then; the last week it lay


def end_of(force: WholeForce) -> Instant:
    return parse_moment(force.stated["last_day"], edge="end")


def found(force: WholeForce, question: MeasureQuestion, which: str, **cell: str) -> set[str]:
    """The objects behind a number."""
    asked = RecordsQuestion(question, which, dimensions=tuple(cell.items()), size=1_000)
    answer = force.workspace.ask(records, VIEWER, asked)
    assert answer.pages == 1
    return {one.object for one in answer.records}


def told(force: WholeForce, event: str) -> set[str]:
    """The objects of which the extracts tell an event."""
    (path,) = Path(force.folder).glob("*/told.parquet")
    rows = pq.read_table(path, filters=[("event", "==", event), ("lost", "==", False)]).to_pylist()
    return {row["object"] for row in rows}


def test_every_rule_of_the_catalogue_has_its_truth(whole_force: WholeForce) -> None:
    answer: ConformanceAnswer = whole_force.workspace.ask(conformance, VIEWER, ConformanceQuestion(end_of(whole_force)))
    assert {one.definition.name for one in answer.rules} == set(whole_force.stated["paths"]) == RULES
    assert all(one.row is not None and one.row.numerator for one in answer.rules)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_lists_exactly_the_objects_of_which_the_extracts_tell_it(whole_force: WholeForce, rule: str) -> None:
    listed = found(whole_force, MeasureQuestion(rule, end_of(whole_force)), "numerator")
    assert listed == set(whole_force.stated["paths"][rule]["told"])


@pytest.mark.parametrize("rule", sorted(PLANTED))
def test_what_was_planted_is_truly_on_its_path(whole_force: WholeForce, rule: str) -> None:
    planted = whole_force.stated["planted"][PLANTED[rule]]
    assert planted["count"] == len(planted["first"]) > 0
    assert set(planted["first"]) <= set(whole_force.stated["paths"][rule]["true"])


def test_a_case_filed_without_an_outcome_is_one_of_those_planted(whole_force: WholeForce) -> None:
    planted = whole_force.stated["planted"]["filed before any outcome was assigned"]
    assert set(whole_force.stated["paths"]["filed_without_outcome"]["true"]) <= set(planted["first"])


def test_the_supervisor_who_holds_work_unseen_stands_out_with_exactly_that_work(whole_force: WholeForce) -> None:
    planted = whole_force.stated["planted"][UNSEEN]
    known = set(planted["first"]) & told(whole_force, "investigation.held")
    assert planted["count"] == len(planted["first"]) > 3
    question = MeasureQuestion("held", end_of(whole_force), by=("held_by",), variant="over_7_days")
    answer: MeasureAnswer = whole_force.workspace.ask(measure, VIEWER, question)
    ranked = sorted(answer.rows, key=lambda row: -(row.numerator or 0))
    assert ranked[0].numerator == len(known)
    assert all((row.numerator or 0) <= 1 for row in ranked[1:])
    assert found(whole_force, question, "value", held_by=str(ranked[0].dimensions[0][1])) == known


def test_the_week_that_was_left_lying_is_the_slowest_of_the_referral_unit(whole_force: WholeForce) -> None:
    start = parse_moment("2017-04-03", edge="start")
    question = MeasureQuestion("referral_wait", end_of(whole_force), start=start, every="week")
    answer: MeasureAnswer = whole_force.workspace.ask(measure, VIEWER, question)
    waits = {str(row.period): row.value for row in answer.rows if row.value is not None}
    ranked = sorted(waits, key=lambda period: -waits[period])
    assert ranked[0] == SLOW
    assert waits[SLOW] > 30 * 24
    assert [period for period in ranked if waits[period] > 30 * 24] == [SLOW]


def test_whether_the_referral_unit_keeps_up_sees_the_week_that_was_left_lying(whole_force: WholeForce) -> None:
    """Those referrals stand in the queue for four weeks, which is then the longest there was, and are gone by the end of April."""
    planted = set(whole_force.stated["planted"][LYING]["first"]) & told(whole_force, "referral.made")
    answer: CapacityAnswer = whole_force.workspace.ask(
        capacity, VIEWER, CapacityQuestion("referral_unit", end_of(whole_force))
    )
    queues = {week.first: week.queue or 0 for week in answer.weeks if week.whole and week.first >= SINCE}
    longest = max(queues, key=lambda week: queues[week])
    assert longest == LAIN
    assert [week for week in queues if queues[week] == queues[longest]] == [longest]
    for week, lying in ((date.fromisoformat(SLOW), planted), (LAIN, planted), (date(2019, 4, 22), set())):
        question = MeasureQuestion("referral_queue", end_of(whole_force), every="week")
        listed = whole_force.workspace.ask(records, VIEWER, RecordsQuestion(question, "value", week, size=1_000))
        waiting = {one.object for one in listed.records}
        assert len(waiting) == queues[week]
        assert waiting & planted == lying
    assert planted
