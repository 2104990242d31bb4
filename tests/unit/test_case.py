"""Unit: a case is whole: everybody in it, every system's events in order, late, corrected and contradicted said so."""

import json
from collections.abc import Iterator

import pytest

from peeler.answers.case import case
from peeler.answers.case_answer import CaseAnswer, CaseQuestion
from peeler.terms.clocks import parse_instant, parse_moment
from peeler.terms.errors import NotAllowed, RequestError
from peeler.terms.viewers import Viewer, local_viewer
from peeler.web.story import story
from peeler.workspace.deeds import LoadOrder, load_files
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.opening import held
from peeler.workspace.places import new_workspace

ME = local_viewer("tester")
CRIME, SUSPECT, RELEASE, PERSON = "crime:1", "suspect:1", "release:1", "person:rms/1"


def told(
    number: str,
    event_type: str,
    at: str,
    objects: dict[str, str],
    recorded: str | None = None,
    replaces: str | None = None,
    **data: str,
) -> dict[str, object]:
    envelope: dict[str, object] = {
        "id": number,
        "type": event_type,
        "force": "derbyshire",
        "at": f"{at}T10:00",
        "source": "rms",
        "objects": objects,
        "data": data,
    }
    return (
        envelope
        | ({"recorded_at": f"{recorded}T10:00"} if recorded else {})
        | ({"replaces": replaces} if replaces else {})
    )


CASE, BAILED = {"investigation": CRIME}, {"release": RELEASE, "suspect": SUSPECT}
FIRST = (
    told("p1", "person_record.described", "2024-01-04", {"person_record": PERSON}, name="An Invented Name"),
    told("r1", "investigation.recorded", "2024-01-05", CASE, crime_type="Burglary"),
    told("s1", "investigation.supervised", "2024-01-08", CASE, "2024-01-17", kind="review"),
    told("i1", "suspect.identified", "2024-01-09", {"suspect": SUSPECT, "investigation": CRIME, "person": PERSON}),
    told("i2", "suspect.identified", "2024-01-09", {"suspect": "suspect:elsewhere", "investigation": "crime:2"}),
    told("b1", "release.bailed", "2024-01-10", BAILED),
    told("o1", "investigation.outcome_assigned", "2024-02-01", CASE, outcome="18"),
)
LATER = (
    told("b2", "release.bailed", "2024-01-11", BAILED, replaces="b1"),
    told("a1", "investigation.allocated", "2024-03-01", CASE, officer="officer:7", team="robbery"),
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalWorkspace]:
    folder = tmp_path_factory.mktemp("case")
    clock = [parse_instant("2024-05-01T12:00:00")]
    with held(new_workspace(folder / "w", force="derbyshire").folder, "a test", clock=lambda: clock[0]) as opened:
        for number, events in enumerate((FIRST, LATER)):
            path = folder / f"events-{number}.jsonl"
            path.write_text("".join(json.dumps(event) + "\n" for event in events), encoding="utf-8")
            opened.do(load_files, ME, LoadOrder((str(path),), live=True), progress=lambda *_: None)
            clock[0] = parse_instant(f"2024-0{number + 6}-01T12:00:00")
        yield opened


def asked(
    workspace: LocalWorkspace, at: str | None = None, known: str | None = None, viewer: Viewer = ME
) -> CaseAnswer:
    at_moment, known_moment = (parse_moment(text, edge="end") if text else None for text in (at, known))
    answer: CaseAnswer = workspace.ask(case, viewer, CaseQuestion(CRIME, at_moment, known_moment))
    return answer


def test_everybody_is_in_it_each_under_what_they_belong_to(workspace: LocalWorkspace) -> None:
    assert [(one.object, one.owner) for one in asked(workspace).parties] == [(SUSPECT, CRIME), (RELEASE, SUSPECT)]


def test_events_of_all_parties_come_in_the_order_they_happened(workspace: LocalWorkspace) -> None:
    answer = asked(workspace)
    assert [one.told.id for one in answer.events] == ["r1", "s1", "i1", "b1", "b2", "o1", "a1"]
    assert answer.last is not None
    assert answer.last.told.id == "a1"


def test_a_corrected_event_stays_with_the_moment_that_became_known(workspace: LocalWorkspace) -> None:
    (dead,) = [one for one in asked(workspace).events if one.fate != "stands"]
    assert (dead.told.id, dead.fate, dead.told.dead_from) == ("b1", "corrected", parse_instant("2024-06-01T12:00:00"))


def test_as_known_before_the_correction_it_stood(workspace: LocalWorkspace) -> None:
    answer = asked(workspace, known="2024-05-15")
    assert [one.told.id for one in answer.events] == ["r1", "s1", "i1", "b1", "o1"]
    assert {one.fate for one in answer.events} == {"stands"}


def test_as_at_an_earlier_day_what_came_later_is_counted_and_left_out(workspace: LocalWorkspace) -> None:
    answer = asked(workspace, at="2024-01-09")
    assert ([one.told.id for one in answer.events], answer.later) == (["r1", "s1", "i1"], 4)
    assert [one.object for one in answer.parties] == [SUSPECT]


def test_a_late_entry_says_how_late(workspace: LocalWorkspace) -> None:
    words = story(asked(workspace), workspace.catalogue)
    assert [one.late for day in words.days for one in day.entries if one.late] == ["Entered 9 days after it happened"]


def test_an_outcome_that_denies_a_suspect_on_record_does_not_agree(workspace: LocalWorkspace) -> None:
    assert asked(workspace).conflicts == (
        "The outcome says that no suspect was identified, and a suspect is on record.",
    )
    assert asked(workspace, at="2024-01-20").conflicts == ()


def test_personal_values_come_through_policy_alone(workspace: LocalWorkspace) -> None:
    suspect = asked(workspace).parties[0]
    assert (suspect.person, suspect.personal) == (PERSON, (("name", "An Invented Name"),))
    with pytest.raises(NotAllowed):
        asked(workspace, viewer=Viewer("nobody", ("visitor",)))


def test_the_first_lines_say_state_and_holder(workspace: LocalWorkspace) -> None:
    words = story(asked(workspace), workspace.catalogue)
    assert words.headline == "Open for 178 days: a suspect is identified, and not dealt with yet."
    assert words.holder == "Held by officer 7, robbery, first allocated 1 March 2024, 10:00."


def test_no_such_case_is_refused(workspace: LocalWorkspace) -> None:
    with pytest.raises(RequestError, match="there is no investigation 'crime:9'"):
        workspace.ask(case, ME, CaseQuestion("crime:9"))
