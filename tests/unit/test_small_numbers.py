"""Unit: a policy of small numbers, from its file to the answer, its records, its JSON, its CSV and its pages."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

import pytest

from peeler.answers.desk import Desk
from peeler.answers.measure import MeasureAnswer, MeasureQuestion, measure
from peeler.answers.measure_json import measure_json, worded
from peeler.answers.policy import least_told
from peeler.answers.records import RecordsQuestion, records
from peeler.definitions.comparisons import PolicyFile
from peeler.measures.rows import Value
from peeler.store.durable import Durable
from peeler.store.projection import Projection
from peeler.terms.clocks import FOREVER, Instant
from peeler.terms.errors import NotAllowed
from peeler.terms.viewers import Viewer
from peeler.web.asking import Desks
from peeler.web.pages.downloads import csv_text
from tests.journeys.visiting import visit_as
from tests.property.made_journals import CATALOGUE, KNOWN, LOCAL, Signed, State, at, desk_at, fill

PUBLIC = Viewer("anyone", ("public",))
TEAMS = {"north": (12, 5), "south": (3, 0), "east": (8, 6), "west": (30, 11)}  # cases, of which answered with yes
BY_TEAM = MeasureQuestion("cases", by=("team",))


def state(number: int, team: str, *, answer: bool, opened: Instant) -> State:
    name = f"case:{team}{number}"
    return State(
        name,
        "case.opened",
        f"{name}#0",
        opened,
        FOREVER,
        True,
        opened_at=opened,
        team=team,
        kind="theft",
        answer=answer,
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    durable, projection = Durable(tmp_path_factory.mktemp("durable")), Projection(None)
    opened = at("2024-03-04T10:00")
    cases = [
        state(number, team, answer=number < yes, opened=opened)
        for team, (there, yes) in TEAMS.items()
        for number in range(there)
    ]
    fill(projection, [Signed(case, 1, KNOWN[0]) for case in cases], None)
    yield desk_at(durable, projection)
    projection.close()
    durable.close()


def values(answer: MeasureAnswer) -> dict[Value, object]:
    return {
        row.dimensions[0][1]: row.value if row.value is not None else row.in_place_of("value") for row in answer.rows
    }


def test_a_small_number_and_the_next_smallest_are_held_back(desk: Desk) -> None:
    answer = measure(desk, PUBLIC, BY_TEAM)
    assert values(answer) == {"east": "held back", "north": 12, "south": "fewer than 5", "west": 30}
    assert any("Numbers fewer than 5 are not told" in note for note in answer.notes)
    south = next(row for row in answer.rows if row.suppressed)
    assert {south.numerator, south.value, south.low, south.high, south.lowest, south.highest, south.n} == {None}


def test_whoever_is_under_no_such_policy_is_told_every_number(desk: Desk) -> None:
    answer = measure(desk, LOCAL, BY_TEAM)
    assert values(answer) == {team: there for team, (there, _) in TEAMS.items()}
    assert "suppressed" not in str(measure_json(answer))
    assert not any("not told" in note for note in answer.notes)


def test_a_share_is_small_where_few_are_counted_or_few_are_not(desk: Desk) -> None:
    shown = values(measure(desk, PUBLIC, MeasureQuestion("answered", by=("team",))))
    assert shown == {"east": "fewer than 5", "north": "held back", "south": "fewer than 5", "west": 11 / 30}


def test_json_says_null_and_why_and_csv_says_it_in_words(desk: Desk) -> None:
    answer = measure(desk, PUBLIC, BY_TEAM)
    south = next(row for row in measure_json(answer)["rows"] if row["team"] == "south")
    assert (south["value"], south["numerator"], south["n"], south["suppressed"]) == (None, None, None, True)
    assert south["held_back"]["value"] == "fewer than 5"
    assert worded(south)["value"] == "fewer than 5"
    lines = {line["team"]: line for line in csv.DictReader(io.StringIO(csv_text(answer)))}
    assert [lines["south"][name] for name in ("value", "numerator", "low", "high", "n")] == ["fewer than 5"] * 5
    assert (lines["east"]["value"], lines["north"]["value"], lines["south"]["suppressed"]) == (
        "held back",
        "12",
        "True",
    )


@pytest.mark.parametrize("which", ["value", "numerator", "unknown", "n"])
@pytest.mark.parametrize("team", ["south", "east"])
def test_the_records_of_a_number_held_back_are_refused(desk: Desk, team: str, which: str) -> None:
    with pytest.raises(NotAllowed, match="fewer than 5"):
        records(desk, PUBLIC, RecordsQuestion(BY_TEAM, which, None, (("team", team),)))
    assert records(desk, LOCAL, RecordsQuestion(BY_TEAM, "value", None, (("team", team),))).total == TEAMS[team][0]


def test_the_records_of_a_number_told_are_listed(desk: Desk) -> None:
    assert records(desk, PUBLIC, RecordsQuestion(BY_TEAM, "value", None, (("team", "north"),))).total == 12
    assert records(desk, PUBLIC, RecordsQuestion(MeasureQuestion("cases"))).total == 53
    with pytest.raises(NotAllowed, match="fewer than 5"):
        records(desk, PUBLIC, RecordsQuestion(MeasureQuestion("cases", where="team = 'south'")))


def test_a_page_says_it_in_words(desk: Desk) -> None:
    behind = Desks(CATALOGUE, lambda: desk, False)
    page = visit_as(behind, PUBLIC, "/trends?measure=cases&by=team&every=whole").text
    assert page.count("fewer than 5") >= 2
    assert "held back" in page
    assert ">3<" not in page
    assert ">8<" not in page
    alone = visit_as(behind, PUBLIC, "/trends?measure=cases&every=whole&where=team+%3D+%27south%27").text
    assert "Fewer than 5 cases" in alone
    share = visit_as(behind, PUBLIC, "/trends?measure=answered&every=whole&where=team+%3D+%27south%27").text
    assert "Not told</strong> over the whole time" in share
    assert "Fewer than 5" not in visit_as(behind, LOCAL, "/trends?measure=cases&by=team&every=whole").text


@pytest.mark.parametrize(
    ("policies", "least"),
    [
        ([("true", 5)], 5),
        ([("true", None)], None),
        ([("true", 5), ("true", None)], None),
        ([("true", 5), ("true", 10)], 5),
        ([("true", 5), ("not restricted", None)], 5),
        ([("restricted", 5), ("not restricted", None)], 5),
        ([("restricted", 5), ("not restricted", 10)], 10),
        ([("false", 10), ("true", 5)], 5),
    ],
)
def test_of_several_policies_the_one_that_sees_everything_decides(
    policies: list[tuple[str, int | None]], least: int | None
) -> None:
    one = CATALOGUE.policies["public"]
    made = {
        str(place): replace(
            one, file=PolicyFile(**{**one.file.model_dump(), "see": {"any": text}, "small_numbers": few})
        )
        for place, (text, few) in enumerate(policies)
    }
    assert least_told(replace(CATALOGUE, policies=made), PUBLIC, "case") == least
