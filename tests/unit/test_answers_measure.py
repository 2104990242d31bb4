"""Unit: a measure's answer: words refused by name, bounded time, notes, rates, benchmarks, freshness and its JSON."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from peeler.answers.desk import Desk
from peeler.answers.measure import MeasureAnswer, MeasureQuestion, measure
from peeler.answers.measure_json import measure_json
from peeler.answers.records import RecordsQuestion, records
from peeler.answers.show import ShowQuestion, show
from peeler.store.durable import Durable
from peeler.store.projection import Projection
from peeler.terms.clocks import FOREVER, Instant, london, parse_moment
from peeler.terms.errors import RequestError
from peeler.terms.viewers import Viewer
from peeler.web.asking import Desks
from peeler.web.series import series
from tests.journeys.visiting import visit_as
from tests.property.made_journals import (
    CATALOGUE,
    KNOWN,
    LOCAL,
    NOW,
    Signed,
    State,
    at,
    desk_at,
    event_of,
    fill,
    signed_rows,
)

DAY = 86_400_000_000


def case(name: str, opened: str, **said: Any) -> State:
    moment = at(opened)
    return State(f"case:{name}", "case.opened", f"{name}#0", moment, FOREVER, True, opened_at=moment, **said)


CASES = [
    case("1", "2024-03-04T10:00", kind="theft", team="north", answer=True, size=5),
    case("2", "2024-03-31T23:30", kind="theft", team="south", answer=False),
    case("3", "2024-04-01T00:00", kind=None, team="north", answer=True),
    case("4", "2024-04-10T08:00", kind="void", team="north", answer=True),
    case("5", "2024-04-30T23:59:59.999999", kind="theft", team=None, force="northmoor"),
]


def people(force: str, year: int, value: int, vintage: str = "2024") -> dict[str, Any]:
    middle = date(year, 6, 30)
    return {
        "reference": "people",
        "vintage": vintage,
        "force": force,
        "first": middle,
        "last": middle,
        "dimensions": [],
        "value": value,
    }


def figure(force: str, first: date, last: date, value: int, vintage: str = "b", **dimensions: str) -> dict[str, Any]:
    return {
        "reference": "published",
        "vintage": vintage,
        "force": force,
        "first": first,
        "last": last,
        "dimensions": list(dimensions.items()),
        "value": value,
    }


QUARTERS = [
    (date(2024, 1, 1), date(2024, 3, 31)),
    (date(2024, 4, 1), date(2024, 6, 30)),
    (date(2024, 7, 1), date(2024, 9, 30)),
]
FIGURES = [
    ("middleshire", 0, 10, "theft", "yes"),
    ("middleshire", 0, 30, "theft", "no"),
    ("middleshire", 0, 99, "fraud", "no"),
    ("middleshire", 1, 7, "theft", "perhaps"),
    ("northmoor", 1, 3, "theft", "no"),
    ("eastshire", 1, 90, "theft", "no"),
    ("middleshire", 2, 1_000, "theft", "no"),
]
REFERENCES = [
    *(
        people("middleshire", 2024, value)
        | {"reference": "people_by_team", "dimensions": [("team", team), ("sex", sex)]}
        for team, sex, value in (("north", "f", 200), ("north", "m", 900), ("south", "f", 400), ("east", "f", 1_000))
    ),
    people("middleshire", 2021, 3_900),
    people("middleshire", 2023, 4_000, "2023"),
    people("middleshire", 2023, 4_100),
    people("northmoor", 2024, 1_000),
    people("eastshire", 2024, 77),
    *(figure(force, *QUARTERS[q], value, kind=kind, answer=answer) for force, q, value, kind, answer in FIGURES),
    figure("middleshire", *QUARTERS[0], 5, "a", kind="theft", answer="yes"),
]
OPENED = at("2024-03-04T10:00")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    durable, projection = Durable(tmp_path_factory.mktemp("durable")), Projection(None)
    with durable.commit(now=NOW, founding=False) as commit:
        told = [event_of(n, "case.opened", OPENED, "case:1", source=n) for n in ("system", "elsewhere")]
        commit.accept(told)
    fill(projection, [Signed(state, 1, KNOWN[0]) for state in CASES], None, REFERENCES)
    yield desk_at(durable, projection, Instant(NOW + DAY))
    projection.close()
    durable.close()


def ask(desk: Desk, name: str, *, viewer: Viewer = LOCAL, **said: Any) -> MeasureAnswer:
    return measure(desk, viewer, MeasureQuestion(name, **said))


def values(answer: MeasureAnswer) -> dict[Any, Any]:
    return {
        (row.period.isoformat() if row.period else None, *(v for _, v in row.dimensions)): row.value
        for row in answer.rows
    }


def test_periods_are_london_months_and_the_empty_ones_are_rows_of_nothing(desk: Desk) -> None:
    answer = ask(desk, "cases", every="month", start=at("2024-02-01"), end=Instant(at("2024-05-31") - 1))
    assert values(answer) == {("2024-02-01",): 0, ("2024-03-01",): 2, ("2024-04-01",): 1, ("2024-05-01",): 0}
    assert [row.unknown for row in answer.rows] == [0, 0, 1, 0]


def test_without_from_and_to_periods_run_from_the_first_to_the_last_with_data(desk: Desk) -> None:
    assert [row.period for row in ask(desk, "cases", every="month").rows] == [date(2024, 3, 1), date(2024, 4, 1)]
    assert len(ask(desk, "cases", every="day").rows) == (date(2024, 4, 30) - date(2024, 3, 4)).days + 1


def test_the_last_instant_asked_for_is_counted(desk: Desk) -> None:
    last = parse_moment("2024-04-30", edge="end")
    assert ask(desk, "cases", start=at("2024-04-30"), end=last).rows[0].value == 1
    assert ask(desk, "cases", start=at("2024-04-30"), end=Instant(last - 1)).rows[0].value == 0


def test_a_group_that_is_not_said_is_a_group_and_stands_last(desk: Desk) -> None:
    answer = ask(desk, "cases", by=("team",))
    assert list(values(answer)) == [(None, "north"), (None, "south"), (None, None)]


def test_nothing_at_all_is_one_row_of_zero_and_no_groups(desk: Desk) -> None:
    nothing = ask(desk, "cases", where="team = 'west'")
    assert [(row.value, row.low) for row in nothing.rows] == [(0, 0.0)]
    assert ask(desk, "cases", where="team = 'west'", by=("team",)).rows == ()
    assert ask(desk, "cases", where="team = 'west'", every="month").rows == ()


def test_a_filter_takes_what_it_is_certainly_true_of_and_a_variant_counts_the_unknown(desk: Desk) -> None:
    assert ask(desk, "cases", where="size > 2").rows[0].n == 1
    flagged = ask(desk, "cases", variant="flagged").rows[0]
    assert (flagged.value, flagged.unknown) == (0, 4)


def test_a_day_in_a_filter_is_its_start_in_london(desk: Desk) -> None:
    assert ask(desk, "cases", where="opened_at < date '2024-04-01'").rows[0].n == 2


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": "casess"}, "unknown measure 'casess'; did you mean 'cases'?"),
        ({"by": ("teem",)}, "by: unknown dimension 'teem'; did you mean 'team'?"),
        ({"by": ("team@opened",)}, "by: unknown time 'opened'; did you mean 'opened_at'?"),
        ({"by": ("flags",)}, "ask for a variant (flagged)"),
        ({"by": ("opened_at",)}, "an attribute of kind instant is no group"),
        ({"by": ("team", "team")}, "asked for twice"),
        ({"by": ("team", "kind", "size", "force", "answer")}, "at most 4"),
        ({"where": "teem = 'x'"}, "where: unknown name 'teem'; did you mean 'team'?"),
        ({"where": "team in (select 1)"}, "where: "),
        ({"variant": "flaged"}, "unknown variant 'flaged'; did you mean 'flagged'?"),
        ({"start": at("2024-04-01"), "end": at("2024-03-01")}, "ends before it begins"),
        ({"start": at("2025-04-01")}, "begins after the moment it is seen from"),
        ({"every": "day", "start": at("1950-01-01")}, "more than 20,000 periods"),
    ],
)
def test_a_wrong_word_is_refused_with_the_nearest_right_one(desk: Desk, said: dict[str, Any], words: str) -> None:
    with pytest.raises(RequestError) as refusal:
        measure(desk, LOCAL, MeasureQuestion(**{"measure": said.pop("name", "cases"), **said}))
    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_times_yet_to_come_may_be_counted_where_they_are_due_dates(desk: Desk) -> None:
    states = [replace(CASES[0], due=date(2030, 1, 1))]
    projection = Projection(None)
    fill(projection, signed_rows([{KNOWN[0]: (state,)} for state in states]), None)
    answer = ask(replace(desk, projection=projection), "due_cases", every="year")
    assert values(answer) == {("2030-01-01",): 1}
    projection.close()


def test_coarse_records_are_answered_by_the_last_whole_month_and_say_so(desk: Desk) -> None:
    projection = Projection(None)
    fill(projection, [Signed(case("9", "2024-04-01", precision="month", kind="theft"), 1, KNOWN[0])], None)
    coarse = replace(desk, projection=projection)
    middle, end = Instant(at("2024-04-20") - 1), Instant(at("2024-05-01") - 1)
    before, after = ask(coarse, "open_cases", at=middle), ask(coarse, "open_cases", at=end)
    assert (before.rows[0].value, after.rows[0].value) == (0, 1)
    assert "as at the end of 31 March 2024, the last whole month by the moment asked for" in before.notes[0]
    assert after.notes == ()
    weeks = ask(coarse, "open_cases", every="week", start=at("2024-04-22"), end=Instant(at("2024-05-06") - 1))
    assert list(values(weeks).values()) == [0, 1]
    assert "at each point" in weeks.notes[0]
    projection.close()


def test_a_period_that_is_not_over_says_so(desk: Desk) -> None:
    answer = ask(desk, "open_cases", every="month", at=Instant(at("2024-04-16") - 1))
    assert any("which began on 2024-04-01, was not over by 15 April 2024" in note for note in answer.notes)
    assert ask(desk, "open_cases", every="month", at=Instant(at("2024-05-01") - 1)).notes == ()


def test_as_known_says_what_it_means_while_history_is_founded(desk: Desk) -> None:
    answer = ask(desk, "cases", known=KNOWN[0])
    assert answer.as_known == KNOWN[0]
    assert any("known to the source systems" in note for note in answer.notes)


def test_a_rate_names_the_year_its_people_were_counted_in(desk: Desk) -> None:
    answer = ask(desk, "case_rate", by=("force",))
    found = {row.dimensions[0][1]: (row.numerator, row.denominator, row.value) for row in answer.rows}
    assert found == {"middleshire": (4, 4_100, 4 * 1000 / 4_100), "northmoor": (1, 1_000, 1.0)}
    assert "The number of people is that of mid-2023, used here for 2024." in answer.notes


def test_a_rate_adds_the_people_of_the_forces_present(desk: Desk) -> None:
    assert ask(desk, "case_rate").rows[0].denominator == 5_100
    assert ask(desk, "case_rate", where="force = 'northmoor' and size > 9").rows[0].denominator == 1_000
    assert ask(desk, "case_rate", where="size > 2").rows[0].denominator == 5_100
    months = ask(desk, "case_rate", every="month", by=("team",))
    assert {(row.period, row.denominator) for row in months.rows} == {
        (date(2024, 3, 1), 4_100),
        (date(2024, 4, 1), 5_100),
    }


def test_a_force_without_people_has_no_rate_and_says_so(desk: Desk) -> None:
    projection = Projection(None)
    fill(projection, [Signed(case("1", "2024-03-04", force="nowhere"), 1, KNOWN[0])], None, REFERENCES)
    answer = ask(replace(desk, projection=projection), "case_rate")
    assert (answer.rows[0].numerator, answer.rows[0].value) == (1, None)
    assert "There is no number of people for nowhere, so there is no rate." in answer.notes
    projection.close()


def test_benchmarks_stand_beside_for_the_same_forces_by_their_own_period(desk: Desk) -> None:
    counts, shares = ask(desk, "cases").benchmarks
    assert [(row.first, row.value) for row in counts.rows] == [(date(2024, 1, 1), 40), (date(2024, 4, 1), 10)]
    assert (counts.vintage, counts.forces, counts.everyone) == ("b", ("middleshire", "northmoor"), ())
    assert [(row.numerator, row.denominator) for row in shares.rows] == [(10, 139), (7, 10)]
    assert [(row.numerator, row.denominator) for row in shares.everyone] == [(10, 139), (7, 100)]
    assert shares.rows[1].low is not None
    assert shares.why_they_differ == "They are counted by other rules."


def test_a_benchmark_by_force_shows_each_force_too(desk: Desk) -> None:
    counts, _ = ask(desk, "cases", by=("force",)).benchmarks
    assert {(row.force, row.first.month): row.value for row in counts.rows} == {
        (None, 1): 40, (None, 4): 10, ("middleshire", 1): 40, ("middleshire", 4): 7, ("northmoor", 4): 3,
    }  # fmt: skip


def test_a_benchmark_of_other_years_shows_its_nearest_and_says_so(desk: Desk) -> None:
    counts, _ = ask(desk, "cases", start=at("2024-11-01"), end=None, at=at("2025-01-01")).benchmarks
    assert counts.note == "The table has no figure for these records."
    projection = Projection(None)
    fill(projection, [Signed(case("1", "2025-03-04"), 1, KNOWN[0])], None, REFERENCES)
    later = replace(desk, projection=projection, now=at("2026-01-01"))
    counts, _ = ask(later, "cases").benchmarks
    assert [row.first for row in counts.rows] == [date(2024, 7, 1)]
    assert (
        counts.note == "No figure is published for these dates; the nearest, from 2024-07-01 to 2024-09-30, is shown."
    )
    projection.close()


def test_freshness_is_of_the_sources_that_feed_the_measure(desk: Desk) -> None:
    found = {one.source: one for one in ask(desk, "cases").freshness}
    assert set(found) == {"system"}
    assert (found["system"].every, found["system"].silent, found["system"].events) == ("day", False, 1)
    assert london(found["system"].due_by or Instant(0)).date() == date(2024, 6, 16)
    later = ask(replace(desk, now=Instant(NOW + 3 * DAY)), "cases").freshness[0]
    assert later.silent
    assert later.age == NOW + 3 * DAY - later.last_known_at


def test_the_json_is_the_contract(desk: Desk) -> None:
    document = measure_json(ask(desk, "answered", every="quarter", by=("team",)))
    assert json.loads(json.dumps(document)) == document
    assert list(document)[:5] == ["definition", "as_at", "as_known", "freshness", "rows"]
    assert document["as_at"] == "2024-06-16T12:00:00+01:00"
    first = document["rows"][0]
    assert list(first)[:11] == [
        "period",
        "team",
        "numerator",
        "denominator",
        "unknown",
        "value",
        "low",
        "high",
        "lowest",
        "highest",
        "n",
    ]
    assert (first["period"], first["team"], first["value"]) == ("2024-01-01", "north", 1.0)
    assert {part["name"] for part in first["parts"]} == {"yes_by_north", "yes_closed", "kind_unknown", "large"}
    assert "period" not in measure_json(ask(desk, "cases"))["rows"][0]
    assert measure_json(ask(desk, "cases"))["rows"][0]["denominator"] is None
    stock = measure_json(ask(desk, "open_cases", every="month"))["rows"][0]
    assert {"arrivals", "departures"} <= set(stock)


def test_every_question_is_noted_before_it_is_answered(desk: Desk) -> None:
    with pytest.raises(RequestError):
        ask(desk, "casess", viewer=Viewer("somebody", ("local",)))
    last = desk.durable.access.every()[-1]
    assert (last.viewer, json.loads(last.question)["measure"], last.at) == ("somebody", "casess", desk.now)
    assert desk.durable.access.check_chain() == []


def test_a_page_sees_one_version(desk: Desk) -> None:
    projection = Projection(None)
    fill(projection, [Signed(CASES[0], 1, KNOWN[0])], None)
    page = replace(desk, projection=projection)
    with page.one_version() as held:
        first = ask(held, "cases")
        with projection.writing() as writing:
            writing.run("insert into case_recent select * from case_recent")
            writing.state("version", writing.version + 1)
        assert ask(held, "cases").rows == first.rows
        assert ask(held, "cases").journal_version == first.journal_version
    assert ask(page, "cases").journal_version == first.journal_version + 1
    projection.close()


@pytest.mark.parametrize(
    "asked", [{"at": at("2024-06-17")}, {"at": at("2030-01-01")}, {"known": at("2030-01-01")}], ids=str
)
def test_a_moment_still_to_come_is_said_to_be(desk: Desk, asked: dict[str, Any]) -> None:
    for name in ("cases", "open_cases"):
        answer = ask(desk, name, **asked)
        assert answer.ahead
        assert sum("is still to come: this is what was known on 16 June 2024" in note for note in answer.notes) == 1
    shown = show(desk, LOCAL, ShowQuestion("case", "case:1", **asked))
    listed = records(desk, LOCAL, RecordsQuestion(MeasureQuestion("cases", **asked)))
    assert (shown.ahead, listed.ahead) == (True, True)
    assert "still to come" in shown.notes[0]
    assert "still to come" in listed.notes[0]


@pytest.mark.parametrize("asked", [{}, {"at": NOW}, {"at": at("2024-05-01")}, {"known": NOW}], ids=str)
def test_now_and_the_past_are_not_called_still_to_come(desk: Desk, asked: dict[str, Any]) -> None:
    answer = ask(desk, "cases", **asked)
    assert not answer.ahead
    assert not any("still to come" in note for note in answer.notes)


def test_a_page_of_a_moment_still_to_come_does_not_call_it_the_past(desk: Desk) -> None:
    behind = Desks(CATALOGUE, lambda: desk, False)
    for path in ("/", "/trends?measure=cases", "/records?measure=cases&every=whole", "/object/case/case:1"):
        joint = "&" if "?" in path else "?"
        page = visit_as(behind, LOCAL, f"{path}{joint}at=2030-01-01").text
        assert "The moment you chose is still to come: as at the end of 1 January 2030" in page
        assert "the past" not in page
    assert "You are looking at the past" in visit_as(behind, LOCAL, "/trends?measure=cases&at=2024-05-01").text


def test_a_period_that_is_not_over_now_is_not_whole_because_a_later_moment_is_asked_for(desk: Desk) -> None:
    early = replace(desk, now=at("2024-04-15T12:00"))
    with Desks(CATALOGUE, lambda: early, False).asking(LOCAL) as asking:
        found = series(asking, MeasureQuestion("cases", at=at("2030-01-01")), "month")
    assert found.whole == frozenset({date(2024, 3, 1)})
