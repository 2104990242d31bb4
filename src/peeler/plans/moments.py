"""A stock at many moments in one pass, where time itself changes who is in it (an age): its sums, and who came and went."""

from collections.abc import Sequence

from sqlglot import exp

from peeler.definitions.rendering import timestamp
from peeler.plans.asked import Asked
from peeler.plans.rows import JUDGED, MOMENTS, group_names, standing_rows_at_each
from peeler.plans.scan import column, columns
from peeler.plans.scope import Scope
from peeler.plans.totals import sums
from peeler.plans.trees import any_of, call, is_null, named, nested, number, query, stacked, summed, with_tables
from peeler.terms.clocks import Instant, last_whole


def moments_table(scope: Scope, moments: Sequence[Instant]) -> exp.Query:
    """(number, moment, moment of each coarse precision): what objects are seen at, from 0."""
    rows = []
    for place, moment in enumerate(moments):
        kinds = [named(timestamp(last_whole(moment, kind)), f"moment_{kind}") for kind in scope.coarse]
        told = [named(number(place), "number"), named(timestamp(moment), "moment"), *kinds]
        rows.append(exp.select(*told, copy=False))
    return stacked(rows)


def stock_at_each(scope: Scope, asked: Asked, moments: Sequence[Instant]) -> exp.Select:
    """(number of the moment, groups..., numerator, rest, unknown, parts...)."""
    keys = columns(["number", *group_names(asked)], JUDGED)
    made = query([*keys, *sums(asked)], nested(standing_rows_at_each(scope, asked), JUDGED), by=keys)
    return with_tables(made, {MOMENTS: moments_table(scope, moments)})


def turnover_at_each(scope: Scope, asked: Asked, moments: Sequence[Instant]) -> exp.Select:
    """(number, groups..., arrivals, departures) between each moment and the one before it.

    Such a crossing begins no row, so what is counted is who is in the stock at a moment and was not at the one before,
    and who was and is no longer.
    """
    names = group_names(asked)
    rows = nested(standing_rows_at_each(scope, asked, ("object",)), JUDGED)
    kept = columns(["number", *names, "object"], JUDGED)
    held = query(kept, rows, where=[column("verdict", JUDGED)], by=kept, having=summed(column("sign", JUDGED)) > 0)
    within = [*columns(names, "h"), column("object", "h")]
    beside = {name: neighbour(function, within) for name, function in (("before", "lag"), ("after", "lead"))}
    told = [*columns(["number", *names], "h"), *(named(made, name) for name, made in beside.items())]
    seen = nested(query(told, nested(held, "h")), "t")
    here, before, after = (column(name, "t") for name in ("number", "before", "after"))
    came = any_of([is_null(before), before < here - number(1)])
    went = any_of([is_null(after.copy()), after > here + number(1)])
    arrived = query(
        [named(here, "number"), *columns(names, "t"), named(number(1), "way")],
        seen.copy(),
        where=[came, here > number(0)],
    )
    left = [named(here + number(1), "number"), *columns(names, "t"), named(number(-1), "way")]
    departed = query(left, seen, where=[went, here < number(len(moments) - 1)])
    keys, way = columns(["number", *names], "c"), column("way", "c")
    figures = [
        named(call("count_if", way > 0), "arrivals"),
        named(call("count_if", way.copy() < 0), "departures"),
    ]
    made = query([*keys, *figures], nested(stacked([arrived, departed]), "c"), by=keys)
    return with_tables(made, {MOMENTS: moments_table(scope, moments)})


def neighbour(function: str, within: Sequence[exp.Expr]) -> exp.Expr:
    """The number of the moment before or after at which the same object was in the same group of the stock."""
    here = column("number", "h")
    order = exp.Order(expressions=[exp.Ordered(this=here.copy())])
    return exp.Window(this=call(function, here), partition_by=[one.copy() for one in within], order=order)
