"""The objects behind a number of a flow: those that stand at a step, made a move, or took a path; those that took longest first."""

from collections.abc import Sequence

from sqlglot import exp

from peeler.plans.flow_counts import BETWEEN
from peeler.plans.flows import CASES, ID, MOVES, Flow, ended, standing, took, with_moves
from peeler.plans.scan import column, columns
from peeler.plans.scope import Scope
from peeler.plans.trees import among, in_query, joined, named, nested, query, table, text

FIRST = ("object", "step", "began", "next", "until", "took")


def standing_at(scope: Scope, flow: Flow, steps: Sequence[str]) -> exp.Select:
    """(object, step, began, next, until, took, columns shown...) of those that stand at one of these steps."""
    one_of = among(column("step", MOVES), steps) if steps else exp.false()
    return listed(scope, flow, [standing(), one_of])


def that_moved(scope: Scope, flow: Flow, step: str, following: str) -> exp.Select:
    """The same of every time that one step came straight after another."""
    pair = [column("step", MOVES).eq(text(step)), column("next", MOVES).eq(text(following))]
    return listed(scope, flow, [ended(), *pair])


def that_took(scope: Scope, flow: Flow, path: Sequence[str]) -> exp.Select:
    """The same of the last step of all that took one path."""
    ordered = exp.Order(this=column("step", MOVES), expressions=[exp.Ordered(this=column("place", MOVES))])
    whole = exp.GroupConcat(this=ordered, separator=text(BETWEEN)).eq(text(BETWEEN.join(path)))
    ours = query([column(ID, MOVES)], table(MOVES), by=[column(ID, MOVES)], having=whole)
    return listed(scope, flow, [standing(), in_query(column(ID, MOVES), ours)])


def listed(scope: Scope, flow: Flow, where: Sequence[exp.Expr]) -> exp.Select:
    """The moves of this kind, with their objects."""
    shown = [column("object", CASES), *columns(("step", "began", "next", "until"), MOVES), named(took(), "took")]
    joins = [joined(table(CASES), column(ID, CASES).eq(column(ID, MOVES)))]
    rows = query([*shown, *columns(flow.shows, CASES)], table(MOVES), joins=joins, where=where)
    return with_moves(query(columns((*FIRST, *flow.shows), "l"), nested(rows, "l")), scope, flow)


def longest(found: exp.Select, page: int, size: int) -> exp.Select:
    """One page of them, those that took longest first, in an order that stays."""
    made = found.copy()
    slowest = exp.Ordered(this=column("took", "l"), desc=True)
    made = made.order_by(slowest, *columns(("object", "began", "step"), "l"), copy=False)
    return made.limit(size, copy=False).offset((page - 1) * size, copy=False)


def how_many(found: exp.Select) -> exp.Select:
    """How many there are."""
    made = found.copy()
    made.set("expressions", [exp.Count(this=exp.Star())])
    return made
