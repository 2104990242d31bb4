"""A stock at many moments in one pass, where time itself changes who is in it (an age): its sums, and who came and went."""

from collections.abc import Sequence

from sqlglot import exp

from peeler.definitions.rendering import timestamp
from peeler.plans.asked import Asked
from peeler.plans.rows import JUDGED, MOMENTS, group_names, standing_rows_at_each
from peeler.plans.scan import column, columns
from peeler.plans.scope import Scope
from peeler.plans.series import arrived_and_departed, netted_changes
from peeler.plans.totals import sums
from peeler.plans.trees import named, nested, number, query, stacked, with_tables
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
    names = ["number", *group_names(asked)]
    sides = []
    for later in (0, 1):
        rows = nested(standing_rows_at_each(scope, asked, ("object",)), JUDGED)
        here = named(column("number", JUDGED) + number(later), "number")
        sign = column("sign", JUDGED)
        said = [here, *columns([*names[1:], "object"], JUDGED), named(exp.Neg(this=sign) if later else sign, "change")]
        sides.append(query(said, rows, where=[column("verdict", JUDGED)]))
    changed = netted_changes(sides, [*names, "object"])
    between = [column("number", JUDGED) > number(0), column("number", JUDGED) < number(len(moments))]
    whole = query(columns([*names, "object", "change"], JUDGED), nested(changed, JUDGED), where=between)
    return with_tables(arrived_and_departed(whole, names), {MOMENTS: moments_table(scope, moments)})
