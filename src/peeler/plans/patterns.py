"""A count by weekday and hour of London's clock: the hours of a time as periods that come back every week."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlglot import exp

from peeler.plans.asked import Asked
from peeler.plans.hours import HourSpan, hour_after, hour_number
from peeler.plans.rows import counted_rows
from peeler.plans.scan import column
from peeler.plans.scope import Scope
from peeler.plans.totals import by_period
from peeler.plans.trees import text
from peeler.terms.clocks import Instant, Precision, london, start_of_day

WEEK = 168
EXACT: Precision = "instant"


def weekly_pattern(scope: Scope, asked: Asked) -> exp.Select:
    """(hour of the week, groups..., numerator, rest, unknown, parts...) from 0, Monday midnight, London time.

    ``asked`` has a start and an end. Only of objects dated to the instant: a day or a month has no hour.
    """
    rows = counted_rows(scope, asked, ("precision",)).where(column("precision").eq(text(EXACT)), copy=False)
    spans = list(hours_of_weeks(asked.start or Instant(0), asked.end or scope.at))
    return by_period(rows, asked, column_of(asked), spans)


def column_of(asked: Asked) -> exp.Expr:
    """The time of a judged row."""
    return column(asked.time, "j")


def hours_of_weeks(start: Instant, end: Instant) -> Iterator[HourSpan]:
    """Each hour of the week as hours since 1900 that come back every 168, in stretches in which London's clock stands."""
    for first, last in steady_stretches(start, end):
        moment = london(first)
        here = moment.weekday() * 24 + moment.hour
        begin, stop = hour_number(first), hour_after(last)
        for ahead in range(min(WEEK, stop - begin)):
            yield HourSpan((here + ahead) % WEEK, begin + ahead, stop, WEEK)


def steady_stretches(start: Instant, end: Instant) -> Iterator[tuple[Instant, Instant]]:
    """The time asked for, cut at each hour in which London's clock is put forward or back."""
    begin, day = start, london(start).date()
    while start_of_day(day + timedelta(days=1)) < end:
        change = change_within(day)
        if change is not None and begin < change < end:
            yield begin, change
            begin = change
        day += timedelta(days=1)
    change = change_within(day)
    if change is not None and begin < change < end:
        yield begin, change
        begin = change
    yield begin, end


def change_within(day: date) -> Instant | None:
    """The instant within a London day at which its clock changes; None on most days."""
    first, following = start_of_day(day), start_of_day(day + timedelta(days=1))
    if following - first == 24 * HOUR:
        return None
    offset = london(first).utcoffset()
    return next(
        moment
        for hours in range(1, (following - first) // HOUR + 1)
        if london(moment := Instant(first + hours * HOUR)).utcoffset() != offset
    )


HOUR = 3_600_000_000
