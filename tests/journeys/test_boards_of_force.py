"""Journey: the report's board on a simulated force: every figure that is measured is exactly what was planted, and told."""

import pytest

from peeler.answers.boards import BoardAnswer, BoardQuestion, board
from peeler.answers.saved import saved_figure, saved_figures
from peeler.answers.truths import planted
from peeler.answers.why import why
from peeler.definitions.boards import BoardDefinition
from peeler.store.saved import Saved
from peeler.terms.clocks import parse_moment
from peeler.terms.errors import NotAllowed
from peeler.terms.viewers import Viewer
from peeler.workspace.deeds import SaveOrder, save_figures
from tests.journeys.conftest import VIEWER, WholeForce

NAME = "report-2019"
EVERY_NUMBER = {str(number) for number in range(1, 43)}


@pytest.fixture(scope="module")
def report(whole_force: WholeForce) -> tuple[BoardAnswer, BoardDefinition]:
    at = parse_moment(whole_force.stated["last_day"], edge="end")
    answer: BoardAnswer = whole_force.workspace.ask(board, VIEWER, BoardQuestion(NAME, at))
    return answer, whole_force.workspace.catalogue.boards[NAME]


def test_every_figure_of_the_report_is_there_answered_or_left_with_a_reason(
    report: tuple[BoardAnswer, BoardDefinition],
) -> None:
    answer, _ = report
    told = {one.report.number.rstrip("bcd"): one for one in answer.figures if one.report is not None}
    assert set(told) == EVERY_NUMBER
    assert [one.title for one in answer.figures if not one.left and one.answer is None] == []
    assert {one.left for one in answer.figures} == {"", "people", "duties", "no record"}


def test_each_figure_is_what_was_planted_as_the_extracts_tell_it(
    whole_force: WholeForce, report: tuple[BoardAnswer, BoardDefinition]
) -> None:
    answer, definition = report
    beside = planted(answer, definition, {"forces": {"it": whole_force.stated}}, None)
    asked = [
        (one, two) for one, two, said in zip(answer.figures, beside, definition.figures, strict=True) if said.file.truth
    ]
    assert len(asked) > 35
    assert [one.title for one, two in asked if two.true is None and two.told is None] == []
    assert [(one.report and one.report.number, one.number, two.told) for one, two in asked if two.exact is False] == []


def test_where_the_report_contradicts_itself_one_reading_is_marked_as_its_own(
    report: tuple[BoardAnswer, BoardDefinition],
) -> None:
    readings: dict[str, list[bool]] = {}
    for one in report[0].figures:
        if one.report is not None and one.report.base:
            readings.setdefault(one.report.number.rstrip("bcd"), []).append(one.report.marked)
    several = {number: marks for number, marks in readings.items() if len(marks) > 1}
    assert set(several) == {"6", "9", "15", "17", "19", "20", "27"}
    assert {number for number, marks in several.items() if sum(marks) != 1} == set()


def test_a_saved_board_runs_again_and_nothing_has_changed_it(whole_force: WholeForce) -> None:
    order = SaveOrder(None, BoardQuestion("leader", parse_moment("2019-06-30", edge="end")), purpose="a test")
    saved: Saved = whole_force.workspace.do(save_figures, VIEWER, order, progress=lambda *_: None)
    again = whole_force.workspace.ask(saved_figure, VIEWER, saved.number)
    assert {one.same for one in again.figures} == {True}
    kinds = {one.kind for one in again.definitions}
    assert kinds >= {"measures", "objects", "look_ups"}
    found = whole_force.workspace.ask(why, VIEWER, saved.number)
    assert [one.rows for one in found.figures] == [()] * len(found.figures)
    assert [one.number for one in whole_force.workspace.ask(saved_figures, VIEWER).saved] == [saved.number]


def test_numbers_told_to_other_roles_are_not_shown_and_who_may_nothing_is_refused(whole_force: WholeForce) -> None:
    number = whole_force.workspace.ask(saved_figures, VIEWER).saved[0].number
    with pytest.raises(NotAllowed):
        whole_force.workspace.ask(saved_figure, Viewer("nobody", ()), number)
    with pytest.raises(NotAllowed):
        whole_force.workspace.do(
            save_figures, Viewer("nobody", ()), SaveOrder(None, BoardQuestion("home")), progress=lambda *_: None
        )
