"""Unit: paths that should not happen are counted and listed, those of one object are told, and each says why."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from peeler.answers.case_answer import CaseQuestion
from peeler.answers.case_progress import CaseProgress, case_progress
from peeler.answers.conformance import ConformanceAnswer, ConformanceQuestion, broken_by, conformance
from peeler.answers.listing import list_kind
from peeler.answers.measure import MeasureQuestion
from peeler.answers.records import RecordsQuestion, records
from peeler.answers.resolution.answer import Course, Ending, Share
from peeler.answers.resolution.from_here import FromHere, from_here
from peeler.terms.clocks import iso, parse_instant, parse_moment
from peeler.terms.errors import NotAllowed
from peeler.terms.identifiers import ObjectId, ObjectType
from peeler.terms.viewers import Viewer, local_viewer
from peeler.web.conformance import conformance_view
from peeler.workspace.deeds import LoadOrder, load_files
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.opening import held
from peeler.workspace.places import new_workspace

ME = local_viewer("tester")
INVESTIGATION = ObjectType("investigation")
RULES = {
    "bail_without_arrest", "charged_after_time_limit", "filed_without_outcome", "lines_not_followed", "outcome_without_filing",
    "telephone_unsuitable_force_rule", "telephone_unsuitable_national_practice",
}  # fmt: skip


def told(number: int, kind: str, at: str, objects: dict[str, str], **data: str) -> dict[str, object]:
    return {
        "id": f"e{number}", "type": kind, "force": "derbyshire", "at": f"{at}T10:00", "source": "rms", "objects": objects,
        "data": data,
    }  # fmt: skip


def crime(number: int) -> dict[str, str]:
    return {"investigation": f"crime:{number}"}


EVENTS = [
    told(place, kind, at, objects, **data)
    for place, (kind, at, objects, data) in enumerate((
        ("investigation.recorded", "2024-01-05", crime(1), {"offence": "46"}),
        ("investigation.filed", "2024-02-05", crime(1), {}),
        ("investigation.recorded", "2024-01-05", crime(2), {"offence": "46"}),
        ("investigation.outcome_assigned", "2024-02-04", crime(2), {"outcome": "18", "as_given": "No suspect"}),
        ("investigation.filed", "2024-02-05", crime(2), {}),
        ("investigation.recorded", "2024-01-05", crime(3), {"offence": "8Q"}),
        ("investigation.screened", "2024-01-06", crime(3), {"route": "telephone"}),
        ("suspect.identified", "2024-01-06", {"suspect": "suspect:1", **crime(3)}, {}),
        ("release.bailed", "2024-01-07", {"release": "release:1", "suspect": "suspect:1"}, {}),
    ))
]  # fmt: skip


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalWorkspace]:
    folder = tmp_path_factory.mktemp("conformance")
    now = parse_instant("2024-05-01T12:00:00")
    with held(new_workspace(folder / "w", force="derbyshire").folder, "a test", clock=lambda: now) as opened:
        path = folder / "events.jsonl"
        path.write_text("".join(json.dumps(event) + "\n" for event in EVENTS), encoding="utf-8")
        opened.do(load_files, ME, LoadOrder((str(path),)), progress=lambda *_: None)
        yield opened


def asked(workspace: LocalWorkspace, **moments: str) -> ConformanceAnswer:
    read = {name: parse_moment(text, edge="end") for name, text in moments.items()}
    answer: ConformanceAnswer = workspace.ask(conformance, ME, ConformanceQuestion(**read))
    return answer


def test_every_rule_is_counted_out_of_those_it_is_asked_of(workspace: LocalWorkspace) -> None:
    found = {one.definition.name: one for one in asked(workspace).rules}
    assert set(found) == RULES
    counts = {name: (one.row.numerator, one.row.denominator) for name, one in found.items() if one.row is not None}
    assert counts["filed_without_outcome"] == (1, 2)
    assert counts["telephone_unsuitable_force_rule"] == (1, 1)
    assert counts["bail_without_arrest"] == (1, 1)
    assert counts["charged_after_time_limit"] == (0, 0)
    assert all(one.never.endswith(".") for one in found.values())


def test_those_that_are_broken_come_first_and_the_page_says_how_many(workspace: LocalWorkspace) -> None:
    answer = asked(workspace)
    numbers = [one.row.numerator or 0 for one in answer.rules if one.row is not None]
    assert numbers == sorted(numbers, reverse=True)
    view = conformance_view(answer, ())
    assert view.answer.startswith("4 paths that should not happen are found, of 7 looked for. Most often: ")
    (cells,) = [cells for head, cells in view.table.rows if head.text == "Filed without an outcome"]
    assert [cell.text for cell in cells[:3]] == ["1", "2", "50.0\N{NARROW NO-BREAK SPACE}%"]
    assert cells[0].href == "/records?measure=filed_without_outcome&every=whole&which=numerator"


def test_at_a_day_before_it_happened_nothing_is_found(workspace: LocalWorkspace) -> None:
    view = conformance_view(asked(workspace, at="2024-01-05"), ())
    assert view.answer == "None of the 7 paths that should not happen is found."


def test_the_records_behind_a_rule_are_those_on_the_path(workspace: LocalWorkspace) -> None:
    question = RecordsQuestion(MeasureQuestion("filed_without_outcome"), "numerator")
    assert [one.object for one in workspace.ask(records, ME, question).records] == ["crime:1"]


def test_one_object_is_told_the_rules_it_is_against(workspace: LocalWorkspace) -> None:
    named = [(INVESTIGATION, ObjectId(f"crime:{number}")) for number in (1, 2, 3)]
    family = [*named, (ObjectType("release"), ObjectId("release:1"))]
    desk = workspace.desk()
    with desk.reading() as reading:
        found = broken_by(desk, ME, reading, family, (None, None))
    assert [(one.measure, one.object) for one in found] == [
        ("bail_without_arrest", "release:1"), ("filed_without_outcome", "crime:1"),
        ("telephone_unsuitable_force_rule", "crime:3"), ("telephone_unsuitable_national_practice", "crime:3"),
    ]  # fmt: skip


def test_the_rules_are_listed_with_why_and_by_what_authority(workspace: LocalWorkspace) -> None:
    listed = workspace.ask(list_kind, ME, "conformance").listed
    assert {one.name for one in listed} == RULES
    assert all(dict(one.details)["never"] and dict(one.details)["authority"] for one in listed)


def test_who_may_see_nothing_is_refused(workspace: LocalWorkspace) -> None:
    with pytest.raises(NotAllowed):
        workspace.ask(conformance, Viewer("nobody", ()), ConformanceQuestion())


def test_a_case_tells_its_stages_in_order_since_when_and_the_rules_it_is_against(workspace: LocalWorkspace) -> None:
    found: CaseProgress = workspace.ask(case_progress, ME, CaseQuestion("crime:1"))
    assert [(one.stage, iso(one.since)[:10]) for one in found.stages] == [
        ("recorded", "2024-01-05"),
        ("filed", "2024-02-05"),
    ]
    assert [one.measure for one in found.broken] == ["filed_without_outcome"]
    assert found.from_here is None
    before: CaseProgress = workspace.ask(
        case_progress, ME, CaseQuestion("crime:1", parse_moment("2024-01-31", edge="end"))
    )
    assert ([one.stage for one in before.stages], before.broken) == (["recorded"], ())
    third: CaseProgress = workspace.ask(case_progress, ME, CaseQuestion("crime:3"))
    assert third.now is not None
    assert third.now.stage == "suspect_identified"
    assert {one.object for one in third.broken} == {"crime:3", "release:1"}


def test_what_remains_is_told_of_those_still_open_at_the_same_age() -> None:
    days = [0, 10, 20, 30, 40]
    shares = tuple(Share(day, share, 0, 1) for day, share in zip(days, (0.0, 0.2, 0.4, 0.6, 0.96), strict=True))
    one = Course(None, None, 100, 4, (Ending("e", "", "", otherwise=False, count=96, shares=shares),), (), 40, 40,
                 provisional=False, half=(None, None, None))  # fmt: skip
    assert from_here(one, 10) == FromHere(10, 20, 30, 100)
    assert from_here(one, 40) is None
    assert from_here(replace(one, n=29), 10) is None
