"""How long things took: for every period and group how many waits of each length ended in each way, or go on."""

from collections.abc import Sequence

from sqlglot import exp

from peeler.definitions.rendering import timestamp
from peeler.definitions.waiting import Settling, Waiting
from peeler.plans.asked import Asked
from peeler.plans.hours import HOURS, hours_table, period_join
from peeler.plans.rows import JUDGED, counted_rows, group_names
from peeler.plans.scan import column, columns, moment_of
from peeler.plans.scope import Scope
from peeler.plans.totals import hour_spans
from peeler.plans.trees import (
    all_of,
    call,
    case,
    is_not,
    is_null,
    named,
    nested,
    number,
    or_else,
    query,
    summed,
    with_tables,
)
from peeler.terms.clocks import Instant

WAITS_ON, HAS_IT = 0, 1  # causes; from 2 on the endings otherwise, in the order of the definition
COUNTED, NOT_COUNTED = 1, 2  # causes of a share that settles
SECOND = 1_000_000
WEEK = 604_800


def waits(scope: Scope, asked: Asked, waiting: Waiting) -> exp.Select:
    """(period?, groups..., cause, ending, wait, count): waits of one length (in the measure's fineness), ended one way.

    Who waits on is counted with the wait so far, at the moment the question is seen from. ``ending`` is null where the
    measure does not tell endings apart, and for all but those who have what they waited for.
    """
    extra = (*waiting.columns, *(("precision",) if scope.coarse else ()))
    keys = [*([column("period", HOURS)] if asked.spans else []), *columns(group_names(asked), JUDGED)]
    joins = [period_join(HOURS, column(asked.time, JUDGED))] if asked.spans else []
    told = {"cause": cause(scope, waiting), "ending": ending(waiting), "wait": length(scope, waiting)}
    rows = query(
        [*keys, *(named(made, name) for name, made in told.items()), column("sign", JUDGED)],
        nested(counted_rows(scope, asked, extra), JUDGED), joins=joins, where=[is_not(is_null(column("verdict", JUDGED)))],
    )  # fmt: skip
    return netted(rows, asked, list(told))


def otherwise(scope: Scope, waiting: Waiting) -> list[tuple[exp.Expr, exp.Expr]]:
    """For each other ending its time, and whether it is the first of them and has come."""
    times: list[exp.Expr] = [column(name, JUDGED) for name in waiting.unless.values()]
    first = call("least", *times) if len(times) > 1 else times[0] if times else exp.null()
    come = [all_of([time.copy() <= moment(scope), time.copy().eq(first.copy())]) for time in times]
    return list(zip(times, come, strict=True))


def cause(scope: Scope, waiting: Waiting) -> exp.Expr:
    """How a wait ended: 0 not yet, 1 with what was waited for, from 2 on otherwise."""
    others = [(come, number(place)) for place, (_, come) in enumerate(otherwise(scope, waiting), start=HAS_IT + 1)]
    return case([(column("verdict", JUDGED), number(HAS_IT)), *others], number(WAITS_ON))


def ending(waiting: Waiting) -> exp.Expr:
    """What kind of end it was, where the measure tells them apart."""
    if waiting.ending is None:
        return exp.cast(exp.null(), "varchar")
    return case([(column("verdict", JUDGED), column(waiting.ending, JUDGED))])


def length(scope: Scope, waiting: Waiting) -> exp.Expr:
    """How long a wait was, or has been, in the measure's fineness; never less than nothing."""
    ends: list[tuple[exp.Expr, exp.Expr]] = [(column("verdict", JUDGED), column(waiting.until, JUDGED))]
    ends += [(come, time) for time, come in otherwise(scope, waiting)]
    end = case(ends, moment(scope))
    took = exp.Paren(this=call("epoch_us", end) - call("epoch_us", column(waiting.start, JUDGED)))
    whole = exp.IntDiv(this=took, expression=number(waiting.fineness * SECOND))
    return call("greatest", whole, number(0))


def moment(scope: Scope) -> exp.Expr:
    """The moment a judged row is seen at."""
    return moment_of(scope, scope.at, JUDGED)


def settlings(scope: Scope, asked: Asked, settling: Settling, spans: tuple[Instant, Instant]) -> exp.Select:
    """(inside, began, cause, wait, count): how many records of a share were settled which way, after how many whole weeks.

    ``inside``: whether their time lies between the two moments; ``began``: how many whole weeks ago that time was. Cause 1:
    counted; 2: not counted; 0: not settled yet, with the wait so far at the moment the question is seen from.
    """
    extra = (settling.start, settling.by, *(("precision",) if scope.coarse else ()))
    known, time = column("verdict", JUDGED), column(settling.start, JUDGED)
    settled = or_else(column(settling.by, JUDGED), time.copy())
    end = case([(is_null(known.copy()), moment(scope))], settled)
    told = {
        "inside": all_of([time >= timestamp(spans[0]), time < timestamp(spans[1])]),
        "began": weeks_between(time.copy(), moment(scope)),
        "cause": case([(known, number(COUNTED)), (is_not(known.copy()), number(NOT_COUNTED))], number(WAITS_ON)),
        "wait": weeks_between(time.copy(), end),
    }
    rows = nested(counted_rows(scope, asked, extra), JUDGED)
    said = [*(named(made, name) for name, made in told.items()), column("sign", JUDGED)]
    return netted(query(said, rows), asked, list(told))


def weeks_between(start: exp.Expr, end: exp.Expr) -> exp.Expr:
    """How many whole weeks lie between two moments; never less than none."""
    took = exp.Paren(this=call("epoch_us", end) - call("epoch_us", start))
    return call("greatest", exp.IntDiv(this=took, expression=number(WEEK * SECOND)), number(0))


def netted(rows: exp.Select, asked: Asked, told: Sequence[str]) -> exp.Select:
    """The rows of each period, group and wait, counted; what nets to nothing is left out."""
    kept = columns([*(["period"] if asked.spans else []), *group_names(asked), *told], "w")
    net = summed(column("sign", "w"))
    made = query([*kept, named(net, "count")], nested(rows, "w"), by=kept, having=net.copy().neq(number(0)))
    return with_tables(made, {HOURS: hours_table(hour_spans(asked.spans))}) if asked.spans else made
