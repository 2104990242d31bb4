"""The newest period beside the one before and the one a year before, and the year to date beside the last, with certainty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from peeler.answers.figure_words import Style
from peeler.answers.trend_answer import Against, Comparison, TrendPoint
from peeler.answers.verdicts import contrast_words
from peeler.measures.contrasts import (
    Contrast,
    Estimate,
    Events,
    Share,
    difference_of_estimates,
    difference_of_shares,
    ratio_of_rates,
)  # fmt: skip
from peeler.measures.rows import MeasureRow, Number
from peeler.terms.clocks import add_months, first_of_period

NOT_KNOWN = Contrast("difference", None, None, None, "not_known")


@dataclass(frozen=True)
class Kind:
    """How a series' values come about, which decides how two of them are compared: a definition's kind, and its style."""

    kind: str
    style: Style
    rate: bool = False


def comparisons(points: Sequence[TrendPoint], kind: Kind) -> tuple[Comparison, ...]:
    """The newest judged point with the one before and that of a year before; sums of the year to date with last year's."""
    judged = {point.period: point for point in points if point.judged}
    if not judged:
        return ()
    newest = judged[max(judged)]
    place = next(number for number, point in enumerate(points) if point.period == newest.period)
    pairs: list[tuple[Against, Sequence[TrendPoint], Sequence[TrendPoint]]] = []
    if place and points[place - 1].judged:
        pairs.append(("period_before", [newest], [points[place - 1]]))
    earlier = judged.get(add_months(newest.period, -12))
    if earlier is not None and earlier.period != points[place - 1].period:
        pairs.append(("year_before", [newest], [earlier]))
    now, then = to_date(judged, newest.period)
    if len(now) > 1 and len(now) == len(then) and kind.kind in ("count", "ratio"):
        pairs.append(("year_to_date", now, then))
    return tuple(comparison(against, first, second, kind) for against, first, second in pairs)


def to_date(judged: dict[date, TrendPoint], newest: date) -> tuple[list[TrendPoint], list[TrendPoint]]:
    """The judged points of the financial year so far, and those of the same periods a year before."""
    year = first_of_period(newest, "financial_year")
    now = [point for day, point in sorted(judged.items()) if year <= day <= newest]
    then = [judged[earlier] for point in now if (earlier := add_months(point.period, -12)) in judged]
    return now, then


def comparison(against: Against, now: Sequence[TrendPoint], then: Sequence[TrendPoint], kind: Kind) -> Comparison:
    """One comparison, with its words."""
    one, other = summed_up(now), summed_up(then)
    found = contrast(one, other, (days_of(now), days_of(then)), kind)
    return Comparison(
        against, now[0].period, now[-1].last, then[0].period, then[-1].last, one.value, other.value, found,
        contrast_words(found, kind.style),
    )  # fmt: skip


@dataclass(frozen=True)
class Sums:
    """What the rows of some periods come to."""

    value: Number
    numerator: int | None
    denominator: int | None
    low: Number = None
    high: Number = None


def summed_up(points: Sequence[TrendPoint]) -> Sums:
    """One row as it is; several summed: their counts, and the share or rate of the sums."""
    rows = [point.row for point in points]
    if len(rows) == 1:
        return Sums(rows[0].value, rows[0].numerator, rows[0].denominator, rows[0].low, rows[0].high)
    numerator, denominator = total(rows, "numerator"), total(rows, "denominator")
    if denominator is None or numerator is None:
        return Sums(numerator, numerator, None)
    return Sums(numerator / denominator if denominator else None, numerator, denominator)


def total(rows: Sequence[MeasureRow], figure: str) -> int | None:
    """The sum of a figure over rows; None where one has none."""
    known = [getattr(row, figure) for row in rows]
    return None if None in known else sum(known)


def days_of(points: Sequence[TrendPoint]) -> int:
    """How many days some periods have."""
    return sum((point.last - point.period + timedelta(days=1)).days for point in points)


def contrast(one: Sums, other: Sums, days: tuple[int, int], kind: Kind) -> Contrast:
    """Shares by Newcombe, counts and rates by the exact conditional test over days, others by their intervals.

    A stock carries its past with it, so that two of them are not independent counts; nothing is said of them.
    """
    if one.numerator is not None and other.numerator is not None:
        if kind.rate:
            return ratio_of_rates(
                Events(one.numerator, (one.denominator or 0) * days[0]),
                Events(other.numerator, (other.denominator or 0) * days[1]),
            )
        if kind.style == "share" and one.denominator is not None and other.denominator is not None:
            return difference_of_shares(
                Share(one.numerator, one.denominator), Share(other.numerator, other.denominator)
            )
        if kind.kind == "count":
            return ratio_of_rates(Events(one.numerator, days[0]), Events(other.numerator, days[1]))
    if kind.kind not in ("time", "composite") or None in (
        one.value,
        one.low,
        one.high,
        other.value,
        other.low,
        other.high,
    ):
        return NOT_KNOWN
    first, second = (Estimate(float(s.value or 0), float(s.low or 0), float(s.high or 0)) for s in (one, other))
    return difference_of_estimates(first, second)
