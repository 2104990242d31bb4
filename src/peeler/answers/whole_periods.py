"""Which periods of an answer may be judged: over, inside what has been loaded, ripe, and told to the viewer."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from peeler.measures.rows import MeasureRow, Value
from peeler.terms.clocks import Every, Instant, first_of_period, london, next_period, start_of_day

COARSE: tuple[Every, ...] = ("quarter", "year", "financial_year")
Reach = tuple[date, date]
Group = tuple[tuple[str, Value], ...]


def last_day(first: date, every: Every) -> date:
    """The last day of the period that begins on this day."""
    return next_period(first, every) - timedelta(days=1)


def reach_of(days: tuple[date | None, date | None]) -> Reach | None:
    """The whole months that the first and last day with data lie in; None without data."""
    first, last = days
    if first is None or last is None:
        return None
    return first_of_period(first, "month"), last_day(first_of_period(last, "month"), "month")


def why_not_judged(
    row: MeasureRow,
    every: Every,
    seen_from: Instant,
    bounds: tuple[Instant | None, Instant | None],
    reach: Reach | None,
) -> str:
    """Why a row has no part in limits and rules; empty where it has one. ``bounds``: the time asked for."""
    first = row.period
    if first is None:
        return "not of one period"
    last, (start, end) = last_day(first, every), bounds
    if start_of_day(last + timedelta(days=1)) > seen_from + 1:
        return "not over yet"
    cut = (start is not None and start > start_of_day(first)) or (end is not None and london(end).date() < last)
    if cut or (reach is not None and every in COARSE and not (reach[0] <= first and last <= reach[1])):
        return "only a part of the period is here"
    if row.suppressed:
        return "held back"
    if row.provisional:
        return "provisional"
    return "" if row.value is not None else "not known"


def by_group(rows: Sequence[MeasureRow]) -> Mapping[Group, list[MeasureRow]]:
    """The rows of each group, in order of time."""
    found: dict[Group, list[MeasureRow]] = {}
    for row in rows:
        found.setdefault(row.dimensions, []).append(row)
    return found
