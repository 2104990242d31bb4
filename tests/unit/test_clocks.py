"""Dates a person writes become exact instants: London days, both clock changes, periods and coarse precision."""

from datetime import date
from itertools import pairwise

import pytest

from peeler.terms.clocks import (
    Instant,
    add_months,
    end_of_day,
    first_of_period,
    iso,
    last_whole,
    parse_every,
    parse_instant,
    parse_length,
    parse_moment,
    periods,
    precise,
    start_of_day,
)
from peeler.terms.errors import RequestError

HOUR = 3_600_000_000


def test_a_date_is_the_start_or_the_end_of_that_london_day() -> None:
    assert iso(parse_moment("2024-07-01", edge="start")) == "2024-07-01T00:00:00+01:00"
    assert iso(parse_moment("2024-07-01", edge="end")) == "2024-07-01T23:59:59.999999+01:00"


def test_a_month_is_its_first_or_its_last_day() -> None:
    assert parse_moment("2024-02", edge="start") == start_of_day(date(2024, 2, 1))
    assert parse_moment("2024-02", edge="end") == end_of_day(date(2024, 2, 29))


@pytest.mark.parametrize(("day", "hours"), [("2024-03-31", 23), ("2024-10-27", 25), ("2024-06-01", 24)])
def test_days_have_the_hours_the_clock_changes_give_them(day: str, hours: int) -> None:
    assert parse_moment(day, edge="end") + 1 - parse_moment(day, edge="start") == hours * HOUR


def test_a_time_without_an_offset_is_london_civil_time() -> None:
    assert parse_instant("2024-07-01T09:00") == parse_instant("2024-07-01T08:00:00+00:00")


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2024-13-01", "2024-02-30", "20240101", "1066-10-14", "2024-1-1", "9999-01-01T00:00"]
)
def test_what_is_not_a_date_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(RequestError, match="is not a date"):
        parse_moment(text, edge="end")


def test_periods_cover_the_time_without_gap_or_overlap_and_are_cut_to_it() -> None:
    start, end = parse_moment("2024-01-15", edge="start"), Instant(parse_moment("2024-04-10", edge="end") + 1)
    spans = periods(start, end, "month")
    assert [str(span.day) for span in spans] == ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"]
    assert (spans[0].start, spans[-1].end) == (start, end)
    assert all(one.end == other.start for one, other in pairwise(spans))


@pytest.mark.parametrize(
    ("every", "first"),
    [
        ("day", "2024-05-16"), ("week", "2024-05-13"), ("month", "2024-05-01"), ("quarter", "2024-04-01"),
        ("year", "2024-01-01"), ("financial_year", "2024-04-01"),
    ],
)  # fmt: skip
def test_the_period_a_day_lies_in(every: str, first: str) -> None:
    assert str(first_of_period(date(2024, 5, 16), parse_every(every))) == first


def test_the_first_quarter_of_the_calendar_year_is_in_the_financial_year_before() -> None:
    assert first_of_period(date(2024, 3, 31), "financial_year") == date(2023, 4, 1)


def test_too_many_periods_are_refused() -> None:
    with pytest.raises(RequestError, match="more than 20,000"):
        periods(start_of_day(date(1900, 1, 1)), start_of_day(date(2100, 1, 1)), "day")


def test_months_clamp_to_the_end_of_the_month() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 1, 31), -2) == date(2023, 11, 30)


def test_a_coarse_event_takes_effect_at_the_first_instant_of_its_period() -> None:
    assert precise("2024-05", "month") == start_of_day(date(2024, 5, 1))
    assert precise("2024-05-16", "day") == start_of_day(date(2024, 5, 16))
    assert precise("2024-05-16T12:00", "month") == start_of_day(date(2024, 5, 1))


def test_a_month_is_whole_only_once_it_has_ended() -> None:
    end = end_of_day(date(2024, 4, 30))
    assert last_whole(end, "month") == end
    assert last_whole(Instant(end - 1), "month") == end_of_day(date(2024, 3, 31))
    assert last_whole(Instant(end - 1), "instant") == end - 1


@pytest.mark.parametrize(("text", "words"), [("12 months", "12 months"), ("1 day", "1 day"), (" 28 days ", "28 days")])
def test_lengths_of_time(text: str, words: str) -> None:
    assert str(parse_length(text)) == words


@pytest.mark.parametrize("text", ["", "0 days", "twelve months", "1 fortnight", "-1 day"])
def test_other_lengths_are_refused(text: str) -> None:
    with pytest.raises(RequestError, match="not a length of time"):
        parse_length(text)


def test_an_unknown_period_names_the_nearest() -> None:
    with pytest.raises(RequestError, match="did you mean 'month'"):
        parse_every("mnoth")
