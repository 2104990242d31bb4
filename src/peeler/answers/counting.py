"""Runs the plan of a prepared question and gives its cells: one for every period and group, empty ones too."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlglot import exp

from peeler.answers.asking import Prepared
from peeler.answers.halves import counted_by_object, summed
from peeler.answers.remembering import Remembering, Rows
from peeler.measures.rows import Cell, Group, Value, group_order, running
from peeler.plans.asked import Asked
from peeler.plans.moments import stock_at_each, turnover_at_each
from peeler.plans.scope import Scope
from peeler.plans.series import arrivals_and_departures, changes_of_stock
from peeler.plans.totals import total_of_count, total_of_stock
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError

MOST_ROWS = 200_000
MOST_MOMENTS = 400
Cells = dict[tuple[int, Group], Cell]  # by the number of the period (0 where there are none) and the group


def cells_of(reading: Remembering, prepared: Prepared) -> Cells:
    """The cells of a question, in order of period and group; RequestError where there would be too many."""
    scope, asked = prepared.plan, prepared.asked
    if prepared.question.every is not None and not asked.spans:
        return {}
    if asked.measure.file.kind != "stock":
        found = keyed(summed(reading, scope, asked, total_of_count, keys_of(asked)), asked, periods=bool(asked.spans))
        return filled(found, asked)
    if not asked.spans:
        rows = stock_at(reading, scope, asked, standing_at(scope, asked))
        return filled(keyed(rows, asked, periods=False), asked)
    return stock_at_ends(reading, scope, asked, flows=prepared.question.flows)


def standing_at(scope: Scope, asked: Asked) -> Instant:
    """The moment a stock without periods is seen at: the end of the time asked for, or the moment of asking."""
    return scope.at if asked.end is None else Instant(asked.end - 1)


def stock_at_ends(reading: Remembering, scope: Scope, asked: Asked, *, flows: bool) -> Cells:
    """The stock at each period's end, with what arrived and departed in it where that is asked for."""
    if asked.mentions_moment:
        return stock_by_moments(reading, scope, asked, flows=flows)
    if len(asked.spans) == 1:
        at = Instant(asked.spans[0].end - 1)
        stock = filled(keyed(stock_at(reading, scope, asked, at), asked, periods=False), asked)
    else:
        changed = summed(reading, scope, asked, changes_of_stock, keys_of(asked))
        changes = filled(keyed(changed, asked, periods=True), asked)
        stock = summed_up(changes, asked)
    if not flows:
        return stock
    flowed = counted_by_object(reading, scope, asked, arrivals_and_departures, keys_of(asked))
    return with_flows(stock, flowed, asked, periods=True)


def stock_at(reading: Remembering, scope: Scope, asked: Asked, at: Instant) -> Rows:
    """The rows of a stock at one moment."""
    return summed(reading, scope, replace(asked, end=Instant(at + 1)), standing, len(asked.dimensions))


def standing(scope: Scope, asked: Asked) -> exp.Select:
    """The plan of a stock at the last instant of its time."""
    return total_of_stock(scope, asked, standing_at(scope, asked))


def keys_of(asked: Asked) -> int:
    """How many columns lead a plan's rows: the period where there are any, and the groups."""
    return len(asked.dimensions) + bool(asked.spans)


def stock_by_moments(reading: Remembering, scope: Scope, asked: Asked, *, flows: bool) -> Cells:
    """The same where time itself changes who is in the stock, an age for example: asked anew at each period's end."""
    if len(asked.spans) > MOST_MOMENTS:
        raise RequestError(f"this stock depends on the day it is seen; ask for at most {MOST_MOMENTS} periods")
    moments = [Instant(asked.spans[0].start - 1), *(Instant(span.end - 1) for span in asked.spans)]
    stock = filled(keyed(reading.rows(stock_at_each(scope, asked, moments[1:])), asked, periods=True), asked)
    if not flows:
        return stock
    turned = [(int(row[0]) - 1, *row[1:]) for row in reading.rows(turnover_at_each(scope, asked, moments))]
    return with_flows(stock, turned, asked, periods=True)


def keyed(rows: Iterable[tuple[Any, ...]], asked: Asked, *, periods: bool) -> Cells:
    """A plan's rows by period and group, those apart in which beliefs and their withdrawals leave nothing."""
    width, found = len(asked.dimensions), {}
    for row in rows:
        period, rest = (int(row[0]), row[1:]) if periods else (0, row)
        group = tuple(plain(value) for value in rest[:width])
        numerator, others, unknown, *parts = (int(figure) for figure in rest[width:])
        if numerator or others or unknown or any(parts):
            found[period, group] = Cell(numerator, others, unknown, tuple(parts))
    return found


def plain(value: Any) -> Value:
    """A group's value as an answer gives it: days as text, whole numbers as they are."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if value is None or isinstance(value, (str, int, bool)):
        return value
    raise TypeError(f"a value of {type(value).__name__} is no group")


def filled(found: Mapping[tuple[int, Group], Cell], asked: Asked) -> Cells:
    """The cells in order, with zeros where a group has nothing in a period; without groups there is always a row."""
    groups = sorted({group for _, group in found}, key=group_order) if asked.dimensions else [()]
    periods = max(len(asked.spans), 1)
    if periods * len(groups) > MOST_ROWS:
        raise RequestError(
            f"that is {periods * len(groups):,} rows; ask for longer periods, fewer breakdowns, or a filter"
        )
    nothing = Cell(parts=(0,) * len(asked.measure.parts))
    return {(number, group): found.get((number, group), nothing) for number in range(periods) for group in groups}


def summed_up(changes: Cells, asked: Asked) -> Cells:
    """Running sums over the periods, group by group."""
    groups = dict.fromkeys(group for _, group in changes)
    sums = {group: running([changes[number, group] for number in range(len(asked.spans))]) for group in groups}
    return {(number, group): sums[group][number] for number, group in changes}


def with_flows(stock: Cells, flows: Iterable[tuple[Any, ...]], asked: Asked, *, periods: bool) -> Cells:
    """The stock with arrivals and departures; a group that came and went between two ends has a row too."""
    width, found = len(asked.dimensions), {}
    for row in flows:
        number, rest = (int(row[0]), row[1:]) if periods else (0, row)
        arrivals, departures = (int(figure) for figure in rest[width : width + 2])
        found[number, tuple(plain(value) for value in rest[:width])] = (arrivals, departures)
    nothing = Cell(parts=(0,) * len(asked.measure.parts))
    whole = filled({**dict.fromkeys(found, nothing), **stock}, asked)
    return {
        key: cell._replace(arrivals=found.get(key, (0, 0))[0], departures=found.get(key, (0, 0))[1])
        for key, cell in whole.items()
    }


def nonempty(cells: Cells) -> set[tuple[int, Group]]:
    """The cells with anything in them."""
    return {key for key, cell in cells.items() if cell.numerator or cell.rest or cell.unknown}
