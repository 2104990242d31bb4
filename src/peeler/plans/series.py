"""A stock at many moments in one pass: what enters and what leaves between them, by group, to be summed up in order."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from sqlglot import exp

from peeler.definitions.rendering import timestamp
from peeler.plans.asked import Asked
from peeler.plans.hours import HOURS, MICROSECONDS, HourSpan, hour_after, hour_number, hours_table, period_join
from peeler.plans.rows import JUDGED, group_names, lasting_rows, standing_rows
from peeler.plans.scan import column, columns
from peeler.plans.scope import Scope
from peeler.plans.totals import sums
from peeler.plans.trees import (
    among,
    call,
    is_not,
    named,
    nested,
    number,
    or_else,
    query,
    stacked,
    summed,
    summed_or_zero,
    text,
    with_tables,
)  # fmt: skip
from peeler.terms.clocks import Instant, Precision, last_whole


def edges_by_precision(scope: Scope, asked: Asked) -> dict[Precision | None, list[Instant]]:
    """The instants just after each period's last, led by the first period's start; for coarse objects those of the last
    whole period by then (ruling 8). One entry, for None, where they are all the same.
    """
    edges = [asked.spans[0].start, *(span.end for span in asked.spans)]
    kinds: dict[Precision, list[Instant]] = {
        kind: [Instant(last_whole(Instant(edge - 1), kind) + 1) for edge in edges] for kind in scope.coarse
    }
    found: dict[Precision | None, list[Instant]] = {None: edges}
    return found | {kind: moved for kind, moved in kinds.items() if moved != edges}


def of_precision(scope: Scope, asked: Asked, kind: Precision | None) -> list[exp.Expr]:
    """That an object is of this precision; for None: of none of those that are seen at other moments."""
    if kind is not None:
        return [column("precision").eq(text(kind))]
    apart = [other for other in edges_by_precision(scope, asked) if other]
    return [is_not(or_else(among(column("precision"), apart), exp.false()))] if apart else []


def spans_from_nothing(edges: Sequence[Instant]) -> list[HourSpan]:
    """For each period the hours whose events first show at its end; the hour before the first stands for all before."""
    first = hour_after(edges[1])
    return [HourSpan(0, first - 1, first), *spans_between(edges)[1:]]


def spans_between(edges: Sequence[Instant]) -> list[HourSpan]:
    """The hours between each edge and the next."""
    return [HourSpan(n, hour_number(a), hour_after(b)) for n, (a, b) in enumerate(pairwise(edges))]


def hours_name(kind: Precision | None) -> str:
    """The name of the table of hours for a precision."""
    return f"{HOURS}_by_{kind}" if kind else HOURS


def with_hours(tree: exp.Select, spans: Mapping[Precision | None, list[HourSpan]]) -> exp.Select:
    """The tree with the tables of hours it names."""
    return with_tables(tree, {hours_name(kind): hours_table(found) for kind, found in spans.items()})


def changes_of_stock(scope: Scope, asked: Asked) -> exp.Select:
    """(period, groups..., numerator, rest, unknown, parts...) by which a stock changes up to each period's end.

    The first period's change is from nothing, so running sums give the stock at the end of every period.
    """
    kinds = edges_by_precision(scope, asked)
    selects = [changes(scope, asked, edges, kind, enters) for kind, edges in kinds.items() for enters in (True, False)]
    names = ["period", *group_names(asked)]
    figures = [name for name in selects[0].named_selects if name not in names]
    keys = columns(names, "c")
    added = [named(summed(column(name, "c")), name) for name in figures]
    whole = query([*keys, *added], nested(stacked(selects), "c"), by=keys)
    return with_hours(whole, {kind: spans_from_nothing(edges) for kind, edges in kinds.items()})


def changes(scope: Scope, asked: Asked, edges: Sequence[Instant], kind: Precision | None, enters: bool) -> exp.Select:
    """What enters (or, with its sign turned, leaves) by period and group, of the objects of one precision."""
    alive = [column("valid_from") < timestamp(edges[-1]), column("valid_to") >= timestamp(edges[1])]
    rows = nested(lasting_rows(scope, asked, [*alive, *of_precision(scope, asked, kind)]), JUDGED)
    hours = hours_name(kind)
    keys = [column("period", hours), *columns(group_names(asked), JUDGED)]
    if enters:
        hour_before = timestamp(Instant(edges[1] - MICROSECONDS))
        time = call("greatest", column("valid_from", JUDGED), hour_before)
        return query([*keys, *sums(asked)], rows, joins=[period_join(hours, time)], by=keys)
    left = column("valid_to", JUDGED)
    turned = [named(exp.Neg(this=figure.this), figure.alias) for figure in sums(asked)]
    before_the_end = [left < timestamp(edges[-1])]
    return query([*keys, *turned], rows, joins=[period_join(hours, left)], where=before_the_end, by=keys)


def crossings(scope: Scope, asked: Asked) -> exp.Select:
    """(period, groups..., object, moment, change): every crossing of a stock's condition, in or out of a group of it.

    A state that ends as one of the same group begins is no crossing; events at one instant are one.
    """
    kinds = edges_by_precision(scope, asked)
    sides = [side(scope, asked, edges, kind, enters) for kind, edges in kinds.items() for enters in (True, False)]
    whole = netted_changes(sides, ["period", *group_names(asked), "object", "moment"])
    return with_hours(whole, {kind: spans_between(edges) for kind, edges in kinds.items()})


def side(scope: Scope, asked: Asked, edges: Sequence[Instant], kind: Precision | None, enters: bool) -> exp.Select:
    """The beginnings (or, with signs turned, the ends) of the states in a stock, of the objects of one precision."""
    alive = [column("valid_from") < timestamp(edges[-1]), column("valid_to") >= timestamp(edges[0])]
    rows = nested(lasting_rows(scope, asked, [*alive, *of_precision(scope, asked, kind)], ("object",)), JUDGED)
    moment = column("valid_from" if enters else "valid_to", JUDGED)
    keys = [column("period", hours_name(kind)), *columns([*group_names(asked), "object"], JUDGED)]
    said = [*keys, named(moment, "moment"), named(signed(enters), "change")]
    inside = [column("verdict", JUDGED), moment >= timestamp(edges[0]), moment < timestamp(edges[-1])]
    return query(said, rows, joins=[period_join(hours_name(kind), moment.copy())], where=inside)


def turned_over(scope: Scope, asked: Asked, before: Instant, after: Instant) -> exp.Select:
    """(groups..., object, change): the objects in the stock at one of two moments and not at the other."""
    names = [*group_names(asked), "object"]
    sides = []
    for moment, enters in ((after, True), (before, False)):
        rows = nested(standing_rows(scope, asked, moment, ("object",)), JUDGED)
        said = [*columns(names, JUDGED), named(signed(enters), "change")]
        sides.append(query(said, rows, where=[column("verdict", JUDGED)]))
    return netted_changes(sides, names)


def signed(enters: bool) -> exp.Expr:
    """The sign of a row, turned for one that leaves."""
    return column("sign", JUDGED) if enters else exp.Neg(this=column("sign", JUDGED))


def netted_changes(sides: Sequence[exp.Select], names: Sequence[str]) -> exp.Select:
    """What remains of changes by these columns once those that undo each other are gone."""
    keys, change = columns(names, "b"), summed(column("change", "b"))
    having = change.neq(number(0))
    return query([*keys, named(change, "change")], nested(stacked(sides), "b"), by=keys, having=having)


def arrivals_and_departures(scope: Scope, asked: Asked) -> exp.Select:
    """(period, groups..., arrivals, departures): how many crossings in and out there are in each period."""
    return arrived_and_departed(crossings(scope, asked), ["period", *group_names(asked)])


def arrived_and_departed(changed: exp.Select, names: Sequence[str]) -> exp.Select:
    """How many of these changes are in, and how many out, by these columns."""
    change = column("change", JUDGED)
    arrivals = named(summed_or_zero(change, change > 0), "arrivals")
    departures = named(summed_or_zero(exp.Neg(this=change.copy()), change < 0), "departures")
    keys = columns(names, JUDGED)
    return query([*keys, arrivals, departures], nested(changed, JUDGED), by=keys)
