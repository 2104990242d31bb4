"""Dates and times in plain English, always London's."""

from datetime import date, timedelta
from typing import Any

from peeler.terms.clocks import Every, Instant, london, next_period, start_of_day

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SINGULAR: dict[Every, str] = {
    "day": "day",
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "financial_year": "financial year",
}
ADVERB: dict[Every, str] = {
    "day": "each day",
    "week": "each week",
    "month": "each month",
    "quarter": "each quarter",
    "year": "each year",
    "financial_year": "each financial year",
}


def promise_text(every: str) -> str:
    """How often a source should speak, after "every": ``month``, ``financial year``, ``5 minutes``."""
    return every.removeprefix("1 ").replace("_", " ")


def day_text(day: date) -> str:
    """``30 April 2024``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_text(instant: Instant) -> str:
    """``30 April 2024, 14:05``; the last instant of a day is that day's end, and its first is the day alone."""
    moment = london(instant)
    if (moment.hour, moment.minute, moment.second) == (23, 59, 59):
        return f"the end of {day_text(moment.date())}"
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return day_text(moment.date())
    return f"{day_text(moment.date())}, {moment:%H:%M}"


def clock_text(instant: Instant) -> str:
    """The time of day alone, to the second: ``14:03:22``."""
    return f"{london(instant):%H:%M:%S}"


def period_text(first: date, every: Every) -> str:
    """A period as people say it: ``April 2024``, ``April to June 2024``, ``week of 1 April 2024``, ``2023/24``."""
    if every == "month":
        return f"{MONTHS[first.month - 1]} {first.year}"
    if every == "quarter":
        return f"{MONTHS[first.month - 1]} to {MONTHS[first.month + 1]} {first.year}"
    if every == "week":
        return f"week of {day_text(first)}"
    if every == "year":
        return str(first.year)
    if every == "financial_year":
        return f"{first.year}/{(first.year + 1) % 100:02d}"
    return day_text(first)


def begun(words: str) -> str:
    """Words as a sentence begins with them: only their first letter changes."""
    return words[:1].upper() + words[1:]


def last_day(first: date, every: Every) -> date:
    """The last day of the period that begins on this day."""
    return next_period(first, every) - timedelta(days=1)


def is_over(first: date, every: Every, as_at: Instant) -> bool:
    """Whether the whole period lies at or before the moment asked about."""
    return start_of_day(next_period(first, every)) <= as_at + 1


def age_text(microseconds: int) -> str:
    """An age as people say it: ``4 minutes``, ``36 hours``, ``3 days``, ``5 years``; ``less than a minute`` below one."""
    minutes = max(microseconds, 0) // 60_000_000
    if minutes < 1:
        return "less than a minute"
    count, unit = (minutes, "minute") if minutes < 60 else (minutes // 60, "hour")
    if minutes >= 48 * 60:
        count, unit = minutes // (24 * 60), "day"
    if count >= 3 * 365 and unit == "day":
        count, unit = count * 100 // 36_525, "year"
    return f"{count} {unit}{'' if count == 1 else 's'}"


def span_text(first: date, last: date) -> str:
    """``May 2023 to April 2024``, shorter where the year or the month is the same."""
    start, end = period_text(first, "month"), period_text(last, "month")
    if start == end:
        return start
    return f"{MONTHS[first.month - 1] if first.year == last.year else start} to {end}"


def plain(value: Any) -> str:
    """A value as a person would write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "not said" if value is None else str(value)
