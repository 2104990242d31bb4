"""Unit: what is happening now: what arrived apart from what was founded, the last crimes, and what is still being loaded."""

import json
from collections.abc import Iterator

import pytest

from peeler.answers.case import case
from peeler.answers.case_answer import CaseQuestion
from peeler.answers.measure import MeasureQuestion, measure
from peeler.answers.now import NowAnswer, happening
from peeler.answers.versions import follow, versions
from peeler.terms.clocks import parse_instant
from peeler.terms.errors import NotAllowed
from peeler.terms.viewers import Viewer, local_viewer
from peeler.workspace.deeds import LoadOrder, load_files
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.opening import held
from peeler.workspace.places import new_workspace
from tests.unit.test_case import CRIME, FIRST, LATER, told

ME = local_viewer("tester")
NEXT = told(
    "r2", "investigation.recorded", "2024-05-31", {"investigation": "crime:2"}, crime_type="Robbery", area="Ashby"
)
MEASURED = MeasureQuestion("recorded_crime")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalWorkspace]:
    """History founded in May 2024; two events and a crime come in on 1 June; it is that noon."""
    folder = tmp_path_factory.mktemp("now")
    clock = [parse_instant("2024-05-01T12:00:00")]
    with held(new_workspace(folder / "w", force="derbyshire").folder, "a test", clock=lambda: clock[0]) as opened:
        for number, events in enumerate((FIRST, (*LATER, NEXT))):
            path = folder / f"events-{number}.jsonl"
            path.write_text("".join(json.dumps(event) + "\n" for event in events), encoding="utf-8")
            opened.do(load_files, ME, LoadOrder((str(path),), live=number > 0), progress=lambda *_: None)
            clock[0] = parse_instant("2024-06-01T12:00:00")
        yield opened


def asked(workspace: LocalWorkspace) -> NowAnswer:
    answer: NowAnswer = workspace.ask(happening, ME)
    return answer


def test_what_came_in_lately_is_counted_and_what_founded_the_history_is_not(workspace: LocalWorkspace) -> None:
    came = {one.type: one.count for one in asked(workspace).arrivals}
    assert came == {"release.bailed": 1, "investigation.allocated": 1, "investigation.recorded": 1}


def test_the_last_crime_recorded_comes_first_with_what_is_known_of_it(workspace: LocalWorkspace) -> None:
    (first,) = asked(workspace).recorded
    assert (first.object, first.crime_type, first.area) == ("crime:2", "Robbery", "Ashby")


def test_it_says_whose_records_from_when_to_when(workspace: LocalWorkspace) -> None:
    answer = asked(workspace)
    assert (answer.forces, answer.events, answer.synthetic) == (("derbyshire",), 10, False)
    assert answer.first_at == parse_instant("2024-01-05T10:00")
    assert answer.last_at == parse_instant("2024-05-31T10:00")


def test_numbers_and_cases_say_what_is_still_being_loaded(workspace: LocalWorkspace) -> None:
    workspace.loading = ("crime_records",)
    try:
        note = "Still being loaded: Crime records. What rests on them will grow."
        assert asked(workspace).loading == ("Crime records",)
        assert note in workspace.ask(measure, ME, MEASURED).notes
        assert note in workspace.ask(case, ME, CaseQuestion(CRIME)).notes
        assert workspace.ask(versions, ME).loading == 1
    finally:
        workspace.loading = ()
    assert not any("loaded:" in line for line in workspace.ask(measure, ME, MEASURED).notes)


def test_a_page_that_follows_is_noted_once_and_told_versions_alone(workspace: LocalWorkspace) -> None:
    before = len(workspace.durable.access.every())
    told_first, told_next = workspace.ask(follow, ME), workspace.ask(versions, ME)
    assert told_first == told_next
    assert dict(told_first.types)["investigation"] >= dict(told_first.types)["stop"]
    assert len(workspace.durable.access.every()) == before + 1


def test_nobody_without_a_policy_is_told_anything(workspace: LocalWorkspace) -> None:
    for question in (happening, follow, versions):
        with pytest.raises(NotAllowed):
            workspace.ask(question, Viewer("nobody", ("visitor",)))
