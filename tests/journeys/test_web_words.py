"""Journey: numbers, moments, sentences and charts say what is so, and no more."""

import json
import re
from datetime import date
from html import unescape
from typing import Any

import pytest

from peeler.answers.measure import MeasureQuestion, MeasureRow
from peeler.terms.clocks import Every, Instant, parse_instant, start_of_day
from peeler.terms.errors import RequestError
from peeler.web.charts import NARROW, WIDE, Bar, Point, Stretch, tick_labels
from peeler.web.drawing import drawn
from peeler.web.lines import apart, bars, few_lines, one_line, panels, wrapped
from peeler.web.moments import age_text, is_over, moment_text, period_text, span_text
from peeler.web.numbers import change_text, in_so_many, lowest_highest, percent, range_text, whole
from peeler.web.parameters import asked, cell_pairs, measure_question, records_question
from peeler.web.sentences import headline, verdict
from peeler.web.series import series
from peeler.web.subject import subject_of
from peeler.web.tables import told_text
from peeler.web.tiles import TILES
from tests.journeys.invented import Invented, catalogue_once
from tests.journeys.invented_health import HOSTILE
from tests.journeys.visiting import VIEWER, visit

THIN = "\u202f"


def test_numbers_read_as_people_write_them() -> None:
    assert whole(51_036) == f"51{THIN}036"
    assert whole(-1_142) == f"\u22121{THIN}142"
    assert percent(0.0795) == f"8.0{THIN}%"
    assert range_text(0.0793, 0.0841, "share") == "7.9 to 8.4"
    assert range_text(None, 0.1, "share") == ""
    assert lowest_highest(0.0795, 0.106, "share") == f"8.0\u201310.6{THIN}%"
    assert change_text(-66, "count") == "66 fewer than"
    assert change_text(0.021, "share") == "2.1 percentage points more than"
    assert change_text(0.0001, "share") == "the same as"


@pytest.mark.parametrize(
    ("fraction", "words"),
    [(0.31, "31 in 100"), (0.004, f"4 in 1{THIN}000"), (0.0, "0 in 100"), (0.00001, None), (1.0, "100 in 100")],
)
def test_a_share_is_so_many_in_a_hundred(fraction: float, words: str | None) -> None:
    assert in_so_many(fraction) == words


@pytest.mark.parametrize(
    ("every", "words"),
    [
        ("day", "1 April 2024"),
        ("week", "week of 1 April 2024"),
        ("month", "April 2024"),
        ("quarter", "April to June 2024"),
        ("year", "2024"),
        ("financial_year", "2024/25"),
    ],
)
def test_a_period_has_its_name(every: Every, words: str) -> None:
    assert period_text(date(2024, 4, 1), every) == words


def test_moments_are_londons() -> None:
    assert moment_text(parse_instant("2024-06-01T12:00:00Z")) == "1 June 2024, 13:00"
    assert moment_text(Instant(start_of_day(date(2024, 6, 2)) - 1)) == "the end of 1 June 2024"
    assert span_text(date(2023, 5, 1), date(2024, 4, 30)) == "May 2023 to April 2024"
    assert span_text(date(2024, 1, 1), date(2024, 3, 31)) == "January to March 2024"
    assert [age_text(n * 60_000_000) for n in (0, 4, 60, 36 * 60, 72 * 60)] == [
        "less than a minute",
        "4 minutes",
        "1 hour",
        "36 hours",
        "3 days",
    ]


def test_a_period_is_over_at_its_last_instant() -> None:
    last = Instant(start_of_day(date(2024, 5, 1)) - 1)
    assert is_over(date(2024, 4, 1), "month", last)
    assert not is_over(date(2024, 4, 1), "month", Instant(last - 1))


def told(measure: str, every: Every, **changes: Any) -> str:
    behind = Invented(**changes)
    with behind.asking(VIEWER) as ask:
        found = series(ask, MeasureQuestion(measure), every)
    return verdict(subject_of(catalogue_once().measures[measure]), found).text


def test_a_quarter_that_is_not_whole_is_compared_with_nothing() -> None:
    words = told("recorded_crime", "quarter")
    assert words.startswith(f"12{THIN}467 crimes in January to March 2024: 51 more than the quarter before")
    assert "a year before" not in words  # of January to March 2023 there is only March
    assert f"April to June 2024 is not whole yet: 4{THIN}338 so far." in words


def test_where_no_year_is_whole_the_sentence_says_so() -> None:
    words = told("recorded_crime_rate", "year")
    assert "in the part of 2024 that has been loaded" in words
    assert "The data reach over March 2023 to April 2024: no whole year, so nothing can be compared yet." in words


def test_a_stock_says_what_moved_and_nothing_of_chance_between_two_of_its_days() -> None:
    words = told("open_investigations", "month")
    assert "came in and 433 left" in words
    assert "detectable" not in words.partition("Inside the usual swing")[0]


def test_a_share_says_what_the_unknown_could_make_of_it_and_that_it_ripens() -> None:
    words = told("unassigned_outcome", "month")
    assert f"Of 112 of 4{THIN}338 it is not known; were it known, it could be 10.9\u201313.5{THIN}%." in words
    assert "Newer months have had less time than older ones" in words


def test_a_change_says_how_sure_it_is_and_a_signal_since_when_it_stands() -> None:
    words = told("recorded_crime", "month")
    assert "133 more than a year before (+3.2\u202f%), no detectable change." in words
    assert f"Inside the usual swing from month to month, 3{THIN}719 to 4{THIN}657: no sign of a change." in words
    assert "Its limits are calculated anew from June 2023: A rule of recording changed." in words
    share = told("unassigned_outcome", "month")
    assert "percentage points more than a year before (2." in share
    assert "It has stood out this way since" in share


def test_a_length_of_time_is_told_in_its_unit_and_one_not_reached_in_words() -> None:
    subject = subject_of(catalogue_once().measures["wanted_time_to_arrest"])
    month = date(2024, 4, 1)
    known = MeasureRow(month, (), 80, 123, 0, 12.5, 10.0, None, None, None, 123)
    told_so = unescape(headline(subject, known, "in April 2024", ""))
    assert (
        told_so
        == "Half of the 123 that began in April 2024 had it within <strong>12.5 days</strong> (95 % interval 10.0 or more)."
    )
    never = MeasureRow(month, (), 40, 123, 0, None, None, None, None, None, 123)
    assert "40 of the 123 that began in April 2024 have it so far, fewer than half." in headline(
        subject, never, "in April 2024", ""
    )
    assert told_text(subject, never) == "not reached"


def test_a_rolling_number_says_how_many_periods_it_covers_and_has_no_limits() -> None:
    page = visit(Invented(), "/trends?measure=recorded_crime&rolling=12").text
    assert "in the 12 months to April 2024" in page
    assert "neighbours overlap and swing little: no limits are drawn" in page
    assert "All together" not in page
    assert "rolling=12" in page.partition("/records?")[2][:200]
    refused = visit(Invented(), "/trends?measure=recorded_crime&rolling=1")
    assert refused.status_code == 400
    assert "rolling: &#39;1&#39; is not a number of periods from 2" in refused.text


def test_what_is_worked_out_has_no_records_and_leads_to_what_it_is_made_of() -> None:
    page = visit(Invented(), "/trends?measure=workload_per_investigator")
    assert "/records" not in page.text
    assert "What it is worked out from" in page.text
    assert "/trends?measure=open_investigations" in page.text
    explained = visit(Invented(), "/explain/workload_per_investigator").text
    assert "/explain/open_investigations" in explained
    assert "Every one counts" not in explained
    assert "The clock starts" in visit(Invented(), "/explain/wanted_time_to_arrest").text


def test_a_comparison_names_who_stands_out_and_ranks_nobody() -> None:
    page = visit(Invented(), "/compare?measure=unassigned_outcome&named=middleshire")
    assert "Middleshire stands out high" in page.text
    names = re.findall(r'scope="row"><a[^>]*>([^<]+)', page.text)
    assert names == sorted(names)
    assert "Inland Railways" in page.text.partition("Left out")[2]
    lines = visit(Invented(), "/compare.csv?measure=unassigned_outcome").text.splitlines()
    assert lines[0].startswith("force,value,low,high,numerator,denominator,position,measure,version,as_at")
    assert len(lines) == 11


def test_every_force_has_a_tile_of_its_own() -> None:
    forces = {key for key in catalogue_once().look_ups["forces"].entries.values() if key in TILES}
    assert len(TILES) == len(forces) == 43
    assert len({(tile.column, tile.row) for tile in TILES.values()}) == 43
    assert len({tile.short for tile in TILES.values()}) == 43


def test_nothing_counted_is_said() -> None:
    assert told("recorded_crime", "month", empty=True) == "Nothing has been counted for this question."


POINTS = [
    Point("Drugs", date(2024, month, 1), 100.0 + month, 90.0, 120.0, provisional=month == 6) for month in range(1, 7)
]
STRETCHES = [Stretch("Home Office", date(2024, 1, 1), date(2024, 6, 30), 140.0)]


def encodings(spec: dict[str, Any]) -> list[dict[str, Any]]:
    layers = spec.get("layer") or spec["spec"]["layer"]
    return [layer["encoding"] for layer in layers]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_chart_begins_at_nought_and_is_drawn_inside_its_width(size: Any) -> None:
    many = [Point(name, p.day, p.value, p.low, p.high) for name in "ABCDEFG" for p in POINTS]
    specs = [
        one_line(POINTS, STRETCHES, "count", size),
        few_lines(many, list("ABCD"), "share", size),
        panels(many, list("ABCDEFG"), "count", size),
        bars([Bar("A", 1.0, 0.5, 1.5)], "rate", size),
    ]
    for spec in specs:
        values = [e[axis] for e in encodings(spec) for axis in "xy" if e.get(axis, {}).get("axis", {}).get("labelExpr")]
        assert all(value["scale"].get("zero", True) for value in values)
        width = float(re.findall(r'width="([\d.]+)"', drawn(spec))[0])
        assert width < size.width * 1.08


def test_a_period_that_is_not_whole_is_dashed() -> None:
    data = one_line(POINTS, [], "count", WIDE)["data"]["values"]
    assert [d["value"] for d in data if d["kind"] == "dash"] == [105.0, 106.0]


def test_text_in_a_drawing_is_escaped_and_says_nothing_twice() -> None:
    svg = drawn(bars([Bar(HOSTILE, 1.0, None, None)], "count", WIDE))
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg
    assert not re.search(r'<[^>]* (?:role|aria-\w+|style|on\w+|href)="', svg)


def test_ticks_name_each_year_once() -> None:
    quarters = [date(2023, 7, 1), date(2023, 10, 1), date(2024, 1, 1)]
    assert tick_labels(quarters, quarters) == [["Jul", "2023"], ["Oct"], ["Jan", "2024"]]
    weeks = [date(2024, 4, 1), date(2024, 4, 8)]
    assert tick_labels(weeks, weeks[1:]) == [["8 Apr", "2024"]]
    years = [date(2023, 4, 1), date(2024, 4, 1)]
    assert tick_labels(years, years) == [["2023"], ["2024"]]
    assert "2024" in drawn(one_line(POINTS, [], "count", WIDE))


def test_the_same_chart_is_the_same_drawing() -> None:
    spec = one_line(POINTS, STRETCHES, "count", WIDE)
    assert drawn(json.loads(json.dumps(spec))) is drawn(spec)


def test_labels_stand_clear_of_each_other() -> None:
    placed = [value for _, value, _ in apart([("a", 10, ""), ("b", 11, ""), ("c", 30, "")], 5)]
    assert placed == [10, 15, 30]
    assert wrapped("Violence and sexual offences") == "Violence and\nsexual offences"
    assert wrapped("a " * 60, 10, 2).endswith("…")


def test_a_cell_goes_into_an_address_and_comes_back() -> None:
    catalogue = catalogue_once()
    pairs = [("measure", "recorded_crime"), ("by", "crime_type"), ("by", "area"), ("every", "month")]
    dimensions = (("crime_type", "Drugs & more"), ("area", None))
    said = asked(
        [*pairs, *cell_pairs(date(2024, 4, 1), dimensions)],
        ["measure", "by", "every", "period", "none"],
        dimensions=True,
    )
    question = records_question(said, catalogue)
    assert question.period == date(2024, 4, 1)
    assert question.dimensions == dimensions


def test_a_question_is_the_measures_own_periods_unless_told_otherwise() -> None:
    catalogue = catalogue_once()
    assert measure_question(asked([("measure", "recorded_crime_rate")], ["measure"]), catalogue).every == "year"
    assert (
        measure_question(asked([("measure", "stops"), ("every", "whole")], ["measure", "every"]), catalogue).every
        is None
    )
    with pytest.raises(RequestError, match="say which measure"):
        measure_question(asked([], []), catalogue)


def test_csv_rows_carry_their_moments_and_no_formula() -> None:
    behind = Invented(crime_types=("=1+1", "Robbery"))
    text = visit_csv(behind)
    header, first = text.splitlines()[:2]
    assert header.startswith("period,crime_type,numerator")
    assert header.endswith("measure,version,as_at,as_known,synthetic")
    assert ",'=1+1," in first
    assert "2024-05-20T09:30:00+01:00" in first


def visit_csv(behind: Invented) -> str:
    return visit(behind, "/trends.csv?measure=recorded_crime&by=crime_type").text
