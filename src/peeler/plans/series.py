"""A stock at many moments in one pass: what enters and what leaves between them, by group, to be summed up in order."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from sqlglot import exp

from peeler.definitions.rendering import timestamp
from peeler.plans.asked import Asked
from peeler.plans.hours import HOURS, MICROSECONDS, HourSpan, hour_after, hour_number, hour_of, hours_table
from peeler.plans.rows import JUDGED, group_names, lasting_rows, standing_rows
from peeler.plans.scan import column
from peeler.plans.scope import Scope
from peeler.plans.totals import sums
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
        return [column("precision").eq(exp.Literal.string(kind))]
    apart = [exp.Literal.string(other) for other in edges_by_precision(scope, asked) if other]
    return [exp.not_(exp.func("coalesce", column("precision").isin(*apart), exp.false()))] if apart else []


def spans_from_nothing(edges: Sequence[Instant]) -> list[HourSpan]:
    """For each period the hours whose events first show at its end: the hour before the first end stands for all before."""
    first = hour_after(edges[1])
    return [HourSpan(0, first - 1, first), *spans_between(edges)[1:]]


def spans_between(edges: Sequence[Instant]) -> list[HourSpan]:
    """The hours between each edge and the next."""
    return [HourSpan(n, hour_number(a), hour_after(b)) for n, (a, b) in enumerate(pairwise(edges))]


def hours_name(kind: Precision | None) -> str:
    """The name of the table of hours for a precision."""
    return f"{HOURS}_by_{kind}" if kind else HOURS


def with_hours(tree: exp.Select, tables: Mapping[Precision | None, list[HourSpan]]) -> exp.Select:
    """The tree with the tables of hours it names."""
    for kind, spans in tables.items():
        tree = tree.with_(hours_name(kind), as_=hours_table(spans))
    return tree


def joined_to_hours(select: exp.Select, kind: Precision | None, time: exp.Expr) -> exp.Select:
    """Gives each row the period of a time, and leaves out what falls in none."""
    hours = exp.to_table(hours_name(kind)).as_("h")
    return select.join(hours, on=hour_of(time).eq(column("hour", "h")), join_type="inner")


def changes_of_stock(scope: Scope, asked: Asked) -> exp.Select:
    """(period, groups..., numerator, rest, unknown, parts...) by which a stock changes up to each period's end.

    The first period's change is from nothing, so running sums give the stock at the end of every period.
    """
    kinds = edges_by_precision(scope, asked)
    selects = [changes(scope, asked, edges, kind, enters) for kind, edges in kinds.items() for enters in (True, False)]
    union = exp.union(*selects, distinct=False)
    names = ["period", *group_names(asked)]
    figures = [name for name in selects[0].named_selects if name not in names]
    summed = [exp.alias_(exp.Sum(this=column(name, "c")), name) for name in figures]
    whole = exp.select(*(column(name, "c") for name in names), *summed).from_(union.subquery("c"))
    whole = whole.group_by(*(column(name, "c") for name in names))
    return with_hours(whole, {kind: spans_from_nothing(edges) for kind, edges in kinds.items()})


def changes(scope: Scope, asked: Asked, edges: Sequence[Instant], kind: Precision | None, enters: bool) -> exp.Select:
    """What enters (or, with its sign turned, leaves) by period and group, of the objects of one precision."""
    alive = [column("valid_from") < timestamp(edges[-1]), column("valid_to") >= timestamp(edges[1])]
    rows = lasting_rows(scope, asked, [*alive, *of_precision(scope, asked, kind)])
    keys = [column("period", "h"), *(column(name, JUDGED) for name in group_names(asked))]
    figures = sums(asked) if enters else [exp.alias_(exp.Neg(this=f.this), f.alias) for f in sums(asked)]
    select = exp.select(*keys, *figures).from_(rows.subquery(JUDGED)).group_by(*(key.copy() for key in keys))
    if enters:
        hour_before = timestamp(Instant(edges[1] - MICROSECONDS))
        return joined_to_hours(select, kind, exp.func("greatest", column("valid_from", JUDGED), hour_before))
    left = column("valid_to", JUDGED)
    return joined_to_hours(select, kind, left).where(left.copy() < timestamp(edges[-1]))


def crossings(scope: Scope, asked: Asked) -> exp.Select:
    """(period, groups..., object, moment, change): every crossing of a stock's condition, in or out of a group of it.

    A state that ends as one of the same group begins is no crossing; events at one instant are one.
    """
    kinds = edges_by_precision(scope, asked)
    sides = [side(scope, asked, edges, kind, enters) for kind, edges in kinds.items() for enters in (True, False)]
    keys = [column(name, "b") for name in ["period", *group_names(asked), "object", "moment"]]
    change = exp.Sum(this=column("change", "b"))
    whole = exp.select(*keys, exp.alias_(change, "change")).from_(exp.union(*sides, distinct=False).subquery("b"))
    whole = whole.group_by(*(key.copy() for key in keys)).having(change.copy().neq(0))
    return with_hours(whole, {kind: spans_between(edges) for kind, edges in kinds.items()})


def side(scope: Scope, asked: Asked, edges: Sequence[Instant], kind: Precision | None, enters: bool) -> exp.Select:
    """The beginnings (or, with their signs turned, the ends) of the states in a stock, of the objects of one precision."""
    alive = [column("valid_from") < timestamp(edges[-1]), column("valid_to") >= timestamp(edges[0])]
    rows = lasting_rows(scope, asked, [*alive, *of_precision(scope, asked, kind)], ("object",))
    moment = column("valid_from" if enters else "valid_to", JUDGED)
    sign = column("sign", JUDGED) if enters else exp.Neg(this=column("sign", JUDGED))
    keys = [column("period", "h"), *(column(name, JUDGED) for name in [*group_names(asked), "object"])]
    select = exp.select(*keys, exp.alias_(moment, "moment"), exp.alias_(sign, "change")).from_(rows.subquery(JUDGED))
    inside = [moment.copy() >= timestamp(edges[0]), moment.copy() < timestamp(edges[-1])]
    return joined_to_hours(select, kind, moment.copy()).where(column("verdict", JUDGED), *inside)


def arrivals_and_departures(scope: Scope, asked: Asked) -> exp.Select:
    """(period, groups..., arrivals, departures): how many crossings in and out there are in each period."""
    return arrived_and_departed(crossings(scope, asked), ["period", *group_names(asked)])


def turnover(scope: Scope, asked: Asked, before: Instant, after: Instant) -> exp.Select:
    """(groups..., arrivals, departures) between two moments, by who is in the stock then and was not, for a condition that
    time itself changes (an age): such a crossing begins no row, so only the net of each object can be known.
    """
    return arrived_and_departed(turned_over(scope, asked, before, after), group_names(asked))


def turned_over(scope: Scope, asked: Asked, before: Instant, after: Instant) -> exp.Select:
    """(groups..., object, change): the objects in the stock at one of two moments and not at the other."""
    names = [*group_names(asked), "object"]
    sides = []
    for moment, sign in ((after, column("sign", JUDGED)), (before, exp.Neg(this=column("sign", JUDGED)))):
        rows = standing_rows(scope, asked, moment, ("object",)).subquery(JUDGED)
        select = exp.select(*(column(name, JUDGED) for name in names), exp.alias_(sign, "change")).from_(rows)
        sides.append(select.where(column("verdict", JUDGED)))
    keys = [column(name, "b") for name in names]
    change = exp.Sum(this=column("change", "b"))
    whole = exp.select(*keys, exp.alias_(change, "change")).from_(exp.union(*sides, distinct=False).subquery("b"))
    return whole.group_by(*(key.copy() for key in keys)).having(change.copy().neq(0))


def arrived_and_departed(changed: exp.Select, names: list[str]) -> exp.Select:
    """How many of these changes are in, and how many out, by these columns."""
    change = column("change", JUDGED)
    figures = []
    for name, when, figure in (
        ("arrivals", change > 0, change),
        ("departures", change.copy() < 0, exp.Neg(this=change)),
    ):
        summed = exp.Filter(this=exp.Sum(this=figure.copy()), expression=exp.Where(this=when))
        figures.append(exp.alias_(exp.func("coalesce", summed, exp.Literal.number(0)), name))
    keys = [column(name, JUDGED) for name in names]
    select = exp.select(*keys, *figures).from_(changed.subquery(JUDGED))
    return select.group_by(*(key.copy() for key in keys)) if keys else select
