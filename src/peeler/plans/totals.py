"""Sums over judged rows: numerator, the rest of the denominator, unknown and parts, for every period and group."""

from collections.abc import Sequence

from sqlglot import exp

from peeler.plans.asked import Asked
from peeler.plans.hours import HOURS, HourSpan, hour_after, hour_number, hours_table, period_join
from peeler.plans.rows import JUDGED, counted_rows, group_names, standing_rows
from peeler.plans.scan import column, columns
from peeler.plans.scope import Scope
from peeler.plans.trees import (
    all_of,
    any_of,
    is_not,
    is_null,
    named,
    nested,
    number,
    query,
    summed_or_zero,
    with_tables,
)  # fmt: skip
from peeler.terms.clocks import Instant, Span, london, start_of_day

UNITS = ("numerator", "rest", "unknown")


def total_of_count(scope: Scope, asked: Asked) -> exp.Select:
    """A count or ratio: (period?, groups..., numerator, rest, unknown, parts...); by period where asked."""
    rows = counted_rows(scope, asked)
    if not asked.spans:
        return totalled(rows, asked)
    time: exp.Expr = column(asked.time, JUDGED)
    if asked.time_kind == "day":
        return by_period(rows, asked, exp.cast(time, "timestamp", copy=False), day_spans(asked.spans))
    return by_period(rows, asked, time, hour_spans(asked.spans))


def total_of_stock(scope: Scope, asked: Asked, at: Instant) -> exp.Select:
    """A stock at one moment: (groups..., numerator, rest, unknown, parts...)."""
    return totalled(standing_rows(scope, asked, at), asked)


def totalled(rows: exp.Select, asked: Asked) -> exp.Select:
    """The sums of judged rows by the dimensions; a group that nets to nothing is left out."""
    keys = columns(group_names(asked), JUDGED)
    return query([*keys, *sums(asked)], nested(rows, JUDGED), by=keys, having=anything(asked) if keys else None)


def by_period(rows: exp.Select, asked: Asked, time: exp.Expr, spans: Sequence[HourSpan]) -> exp.Select:
    """The sums of judged rows by the period of a time and the dimensions."""
    keys = [column("period", HOURS), *columns(group_names(asked), JUDGED)]
    joins = [period_join(HOURS, time)]
    made = query([*keys, *sums(asked)], nested(rows, JUDGED), joins=joins, by=keys, having=anything(asked))
    return with_tables(made, {HOURS: hours_table(spans)})


def anything(asked: Asked) -> exp.Expr:
    """That a group has anything in it; of a part of the journal, whose rows may cancel out but for what part claims them, too."""
    claims = [claimed(part.of, place) for place, part in enumerate(asked.measure.parts)]
    return any_of([total(when).neq(number(0)) for when in (*conditions_of_units().values(), *claims)])


def sums(asked: Asked) -> list[exp.Expr]:
    """Numerator, rest and unknown, then each part in the order of the definition."""
    units = [named(total(when), name) for name, when in conditions_of_units().items()]
    parts = [named(total(claimed(part.of, n)), f"part_{n}") for n, part in enumerate(asked.measure.parts)]
    return [*units, *parts]


def conditions_of_units() -> dict[str, exp.Expr]:
    """Which judged rows are in the numerator, in the rest of the denominator, and unknown."""
    verdicts = [column("verdict", JUDGED), is_not(column("verdict", JUDGED)), is_null(column("verdict", JUDGED))]
    return dict(zip(UNITS, verdicts, strict=True))


def within(of: str) -> exp.Expr:
    """Which judged rows are in the numerator, the whole denominator, or unknown."""
    units = conditions_of_units()
    return is_not(units["unknown"]) if of == "denominator" else units[of]


def claimed(of: str, place: int | None) -> exp.Expr:
    """Which judged rows a part claims, by its place in the definition; None: those no part of its kind claims."""
    part = column(f"part_of_{of}", JUDGED)
    return all_of([within(of), is_null(part) if place is None else part.eq(number(place))])


def total(when: exp.Expr) -> exp.Expr:
    """The signed sum of the judged rows for which this holds; 0 for none."""
    return summed_or_zero(column("sign", JUDGED), when)


def hour_spans(spans: Sequence[Span]) -> list[HourSpan]:
    """The hours of each period; where one begins or ends within an hour, the plan's own bounds cut it."""
    return [HourSpan(number, hour_number(span.start), hour_after(span.end)) for number, span in enumerate(spans)]


def day_spans(spans: Sequence[Span]) -> list[HourSpan]:
    """The UTC midnights of the London days of each period, for times that are days."""
    return [HourSpan(n, midnight(span.start), midnight(span.end), 24) for n, span in enumerate(spans)]


def midnight(instant: Instant) -> int:
    """The hour of the midnight that stands for the first London day to begin at or after an instant, read as a date."""
    day = london(instant).date()
    whole = start_of_day(day) == instant
    return (day.toordinal() - FIRST_DAY + (0 if whole else 1)) * 24


FIRST_DAY = 693_596  # the ordinal of 1900-01-01, from which hours are numbered
