"""Instants, London days and periods: every date a person writes becomes one exact instant here, and only here."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Literal, NewType, get_args
from zoneinfo import ZoneInfo

from peeler.terms.errors import RequestError, unknown

Instant = NewType("Instant", int)  # microseconds since 1970-01-01T00:00Z
Precision = Literal["instant", "day", "month", "unknown"]
Every = Literal["day", "week", "month", "quarter", "year", "financial_year"]

LONDON = ZoneInfo("Europe/London")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FOREVER = Instant(253_402_214_400_000_000)  # 9999-12-31T00:00Z: the valid_to of a state that still holds
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
INSTANT = re.compile(
    r"(?P<hour>\d{4}-\d{2}-\d{2}[T ]\d{2}):(?P<minute>[0-5]\d)(:(?P<second>[0-5]\d)(\.(?P<part>\d{1,6}))?)?(?P<offset>Z|[+-]\d{2}:\d{2})?"
)
PERIOD = re.compile(r"(\d{1,4}) (hour|day|week|month|year)s?")
PAUSE = re.compile(r"(\d{1,4}) (second|minute|hour|day)s?")
DAYS, MONTHS = {"day": 1, "week": 7}, {"month": 1, "year": 12}
PAUSES = {"second": 1_000_000, "minute": 60_000_000, "hour": 3_600_000_000, "day": 86_400_000_000}


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of time [start, end), called after its first London day."""

    day: date
    start: Instant
    end: Instant


def from_datetime(moment: datetime) -> Instant:
    """The instant of an aware datetime; a naive one is taken as London civil time."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=LONDON)
    return Instant((aware - EPOCH) // timedelta(microseconds=1))


def to_datetime(instant: Instant) -> datetime:
    """The UTC datetime of an instant."""
    return EPOCH + timedelta(microseconds=instant)


def london(instant: Instant) -> datetime:
    """The London civil time of an instant."""
    return to_datetime(instant).astimezone(LONDON)


def iso(instant: Instant) -> str:
    """ISO 8601 in London civil time with its offset, to the second unless finer."""
    return london(instant).isoformat()


@cache
def start_of_day(day: date) -> Instant:
    """The first instant of a London day."""
    return from_datetime(datetime.combine(day, time(), tzinfo=LONDON))


def end_of_day(day: date) -> Instant:
    """The last instant of a London day (one microsecond before the next begins)."""
    return Instant(start_of_day(day + timedelta(days=1)) - 1)


def parse_instant(text: str) -> Instant:
    """An ISO 8601 date and time; without an offset it is London civil time. ValueError if it is neither."""
    found = INSTANT.fullmatch(text)
    if not found:
        raise ValueError("not a date and time such as 2024-04-30T10:15:00+01:00")
    hour, minute, _, second, _, part, offset = found.groups()
    within = (int(minute) * 60 + int(second or 0)) * 1_000_000 + int((part or "0").ljust(6, "0"))
    return Instant(start_of_hour(hour, offset or "") + within)


@lru_cache(maxsize=100_000)
def start_of_hour(hour: str, offset: str) -> Instant:
    """When an hour written 2024-04-30T10 begins; London's clock, like every clock, changes on whole hours."""
    moment = datetime.fromisoformat(f"{hour}:00{offset}")
    if not EARLIEST <= moment.date() <= LATEST:
        raise ValueError(f"outside {EARLIEST.year} to {LATEST.year}")
    return from_datetime(moment)


def parse_day(text: str) -> date:
    """A date written YYYY-MM-DD, or YYYY-MM (its first day), from 1900 to 2200. ValueError otherwise."""
    if not re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", text):
        raise ValueError("not a date such as 2024-04-30")
    day = date.fromisoformat(text if len(text) == 10 else f"{text}-01")
    if not EARLIEST <= day <= LATEST:
        raise ValueError(f"outside {EARLIEST.year} to {LATEST.year}")
    return day


def parse_moment(text: str, *, edge: Literal["start", "end"]) -> Instant:
    """What a person writes for a moment: a date is the start or end of that London day, a month likewise; or an instant."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", text):
            first = parse_day(text)
            last = first if len(text) == 10 else first.replace(day=monthrange(first.year, first.month)[1])
            return start_of_day(first) if edge == "start" else end_of_day(last)
        return parse_instant(text)
    except ValueError as problem:
        raise RequestError(f"'{text[:40]}' is not a date or a date and time, for example 2024-04-30") from problem


def precise(text: str, precision: Precision) -> Instant:
    """The instant at which something so dated takes effect: the first of its period (ruling 8). ValueError if unreadable."""
    if precision == "instant":
        return parse_instant(text)
    day = parse_instant_day(text)
    return start_of_day(day.replace(day=1) if precision == "month" else day)


def parse_instant_day(text: str) -> date:
    """The London day of a date or of a date and time. ValueError if it is neither."""
    return parse_day(text) if len(text) <= 10 else london(parse_instant(text)).date()


def parse_every(text: str) -> Every:
    """The name of a kind of period, also written ``1 month``; RequestError names the nearest."""
    word = text.removeprefix("1 ").replace(" ", "_").removesuffix("s")
    if word not in get_args(Every):
        raise unknown("period", text, get_args(Every))
    return word  # type: ignore[return-value]


def first_of_period(day: date, every: Every) -> date:
    """The first day of the period a day lies in; financial years and their quarters begin on 1 April, weeks on Monday."""
    if every == "day":
        return day
    if every == "week":
        return day - timedelta(days=day.weekday())
    if every == "month":
        return day.replace(day=1)
    if every == "quarter":
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    if every == "year":
        return day.replace(month=1, day=1)
    return date(day.year - (day.month < 4), 4, 1)


def next_period(first: date, every: Every) -> date:
    """The first day of the period after the one that begins on this day."""
    if every in ("day", "week"):
        return first + timedelta(days=1 if every == "day" else 7)
    return add_months(first, {"month": 1, "quarter": 3, "year": 12, "financial_year": 12}[every])


def add_months(day: date, months: int) -> date:
    """The same day of the month some calendar months on, clamped to that month's end."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def periods(start: Instant, end: Instant, every: Every) -> tuple[Span, ...]:
    """The whole periods that cover [start, end), first and last cut to it; RequestError beyond 20,000 of them."""
    spans: list[Span] = []
    first = first_of_period(london(start).date(), every)
    while start_of_day(first) < end:
        following = next_period(first, every)
        spans.append(Span(first, max(start_of_day(first), start), min(start_of_day(following), end)))
        first = following
        if len(spans) > 20_000:
            raise RequestError("that is more than 20,000 periods; ask for longer periods or a shorter time")
    return tuple(spans)


def last_whole(instant: Instant, precision: Precision) -> Instant:
    """The last instant at or before this one that ends a whole day or month (ruling 8); itself for exact times."""
    if precision not in ("day", "month"):
        return instant
    following = london(Instant(instant + 1))
    first = following.date() if precision == "day" else following.date().replace(day=1)
    return Instant(start_of_day(first) - 1)


@dataclass(frozen=True, slots=True)
class Length:
    """A calendar length such as 12 months: count and unit (hour, day, week, month, year)."""

    count: int
    unit: str

    def __str__(self) -> str:
        """As a person writes it: ``12 months``."""
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


def later_by(instant: Instant, length: Length) -> Instant:
    """The instant so long after another: hours elapse, days and longer are London civil time, months clamped."""
    if length.unit == "hour":
        return Instant(instant + length.count * PAUSES["hour"])
    here = london(instant)
    return from_datetime(datetime.combine(day_after(here.date(), length), here.time(), tzinfo=LONDON))


def day_after(day: date, length: Length, times: int = 1) -> date:
    """The day so many lengths of days, weeks, months or years after another (before it: -1), clamped to a month's end."""
    if length.unit in DAYS:
        return day + timedelta(days=DAYS[length.unit] * length.count * times)
    return add_months(day, MONTHS[length.unit] * length.count * times)


def end_of_period(instant: Instant, precision: Precision) -> Instant:
    """The last instant of the day or month that an instant lies in; itself for exact times."""
    if precision not in ("day", "month"):
        return instant
    day = london(instant).date()
    following = day + timedelta(days=1) if precision == "day" else add_months(day.replace(day=1), 1)
    return Instant(start_of_day(following) - 1)


def parse_length(text: str) -> Length:
    """A length of time written ``12 months``; RequestError otherwise."""
    found = PERIOD.fullmatch(text.strip())
    if not found or not int(found[1]):
        raise RequestError(f"'{text[:40]}' is not a length of time, for example 28 days or 12 months")
    return Length(int(found[1]), found[2])


def parse_pause(text: str) -> int:
    """A length of elapsed time written ``30 seconds``, ``5 minutes``, ``2 hours`` or ``1 day``, in microseconds."""
    found = PAUSE.fullmatch(text.strip())
    if not found or not int(found[1]):
        raise RequestError(f"'{text[:40]}' is not a length of time, for example 30 seconds, 5 minutes or 1 day")
    return int(found[1]) * PAUSES[found[2]]


def parse_promise(text: str) -> Every | int:
    """How often a source speaks: a kind of period (``1 month``, kept by its end), or microseconds (``5 minutes``)."""
    word = text.removeprefix("1 ").replace(" ", "_").removesuffix("s")
    return parse_every(text) if word in get_args(Every) or not PAUSE.fullmatch(text.strip()) else parse_pause(text)
