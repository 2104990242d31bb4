"""Sums over judged rows: numerator, the rest of the denominator, unknown and parts, for every period and group."""

from collections.abc import Sequence

from sqlglot import exp

from peeler.plans.asked import Asked
from peeler.plans.hours import HOURS, HourSpan, hour_after, hour_number, hour_of, hours_table
from peeler.plans.rows import JUDGED, counted_rows, group_names, standing_rows
from peeler.plans.scan import column
from peeler.plans.scope import Scope
from peeler.terms.clocks import Instant, Span, london, start_of_day

UNITS = ("numerator", "rest", "unknown")


def total_of_count(scope: Scope, asked: Asked) -> exp.Select:
    """A count or ratio: (period?, groups..., numerator, rest, unknown, parts...); periods where ``asked.spans`` says so."""
    rows = counted_rows(scope, asked)
    if not asked.spans:
        return totalled(rows, asked, [])
    day = asked.time_kind == "day"
    spans = day_spans(asked.spans) if day else hour_spans(asked.spans)
    time = exp.cast(column(asked.time, JUDGED), "timestamp") if day else column(asked.time, JUDGED)
    return totalled(rows, asked, [column("period", "h")], time=time).with_(HOURS, as_=hours_table(spans))


def total_of_stock(scope: Scope, asked: Asked, at: Instant) -> exp.Select:
    """A stock at one moment: (groups..., numerator, rest, unknown, parts...)."""
    return totalled(standing_rows(scope, asked, at), asked, [])


def totalled(rows: exp.Select, asked: Asked, keys: list[exp.Expr], *, time: exp.Expr | None = None) -> exp.Select:
    """The sums of judged rows by these keys and the dimensions; groups that net to nothing are left out."""
    by = [*keys, *(column(name, JUDGED) for name in group_names(asked))]
    select = exp.select(*by, *sums(asked)).from_(rows.subquery(JUDGED))
    if time is not None:
        select = select.join(exp.to_table(HOURS).as_("h"), on=hour_of(time).eq(column("hour", "h")), join_type="inner")
    if not by:
        return select
    anything = [total(when).neq(exp.Literal.number(0)) for when in conditions_of_units().values()]
    return select.group_by(*(key.copy() for key in by)).having(exp.or_(*anything))


def sums(asked: Asked) -> list[exp.Expr]:
    """Numerator, rest and unknown, then each part in the order of the definition."""
    units = [exp.alias_(total(when), name) for name, when in conditions_of_units().items()]
    parts = [
        exp.alias_(total(claimed(part.of, number)), f"part_{number}") for number, part in enumerate(asked.measure.parts)
    ]
    return [*units, *parts]


def conditions_of_units() -> dict[str, exp.Expr]:
    """Which judged rows are in the numerator, in the rest of the denominator, and unknown."""
    verdict = column("verdict", JUDGED)
    return dict(zip(UNITS, (verdict, exp.not_(verdict.copy()), verdict.copy().is_(exp.null())), strict=True))


def within(of: str) -> exp.Expr:
    """Which judged rows are in the numerator, the whole denominator, or unknown."""
    units = conditions_of_units()
    return exp.not_(units["unknown"]) if of == "denominator" else units[of]


def claimed(of: str, number: int | None) -> exp.Expr:
    """Which judged rows a part claims; None: those no part of its kind claims."""
    part = column(f"part_of_{of}", JUDGED)
    return exp.and_(within(of), part.is_(exp.null()) if number is None else part.eq(exp.Literal.number(number)))


def total(when: exp.Expr) -> exp.Expr:
    """The signed sum of the judged rows for which this holds; 0 for none."""
    summed = exp.Filter(this=exp.Sum(this=column("sign", JUDGED)), expression=exp.Where(this=when))
    return exp.func("coalesce", summed, exp.Literal.number(0))


def hour_spans(spans: Sequence[Span]) -> list[HourSpan]:
    """The hours of each period; where one begins or ends within an hour, the plan's own bounds cut it."""
    return [HourSpan(number, hour_number(span.start), hour_after(span.end)) for number, span in enumerate(spans)]


def day_spans(spans: Sequence[Span]) -> list[HourSpan]:
    """The UTC midnights of the London days of each period, for times that are days."""
    return [HourSpan(n, midnight(span.start), midnight(span.end), 24) for n, span in enumerate(spans)]


def midnight(instant: Instant) -> int:
    """The hour number of the midnight, written as a date, of the first London day that begins at or after an instant."""
    day = london(instant).date()
    whole = start_of_day(day) == instant
    return (day.toordinal() - FIRST_DAY + (0 if whole else 1)) * 24


FIRST_DAY = 693_596  # the ordinal of 1900-01-01, from which hours are numbered
