"""Everything counted of a flow, in one pass over its moves: steps, moves with their times, waits, first and last steps, variants."""

from typing import Final

from sqlglot import exp

from peeler.plans.flows import ID, MOVES, Flow, ended, standing, took, with_moves
from peeler.plans.scan import column, columns
from peeler.plans.scope import Scope
from peeler.plans.trees import call, case, joined, named, nested, number, query, stacked, table, text, with_tables

PATHS: Final = "paths"
BETWEEN: Final = "\x1f"  # stands between the steps of a variant
SECOND: Final = 1_000_000
COARSE: Final = ((86_400 * 60, 86_400), (86_400, 3_600))  # waits from so many seconds on are told to so many
FINE: Final = 60
COLUMNS: Final = ("what", "step", "next", "count", "other", "middle", "high")


def counts_of_flow(scope: Scope, flow: Flow, most_variants: int) -> exp.Select:
    """Rows of seven columns: what, step, next, count, other, middle, high (times in microseconds).

    ``whole``: count of cases, other of steps. ``step``: how often it was entered; other: by how many objects; middle: the
    time spent there in all. ``move``: how often next came straight after step; the median and the ninth decile of its time.
    ``first`` and ``last``: how many objects began, and stand, there. ``wait``: next is ``ended`` or ``waits``; other the
    seconds, told more coarsely the longer they are. ``variant``: step is the path; middle: the median time of it whole.
    ``variants``: how many paths there are.
    """
    parts = [
        whole(),
        steps_entered(),
        made_moves(),
        at_end("first"),
        at_end("last"),
        waited(),
        *variants(most_variants),
    ]
    rows = nested(stacked(parts), "c")
    return with_tables(with_moves(query(columns(COLUMNS, "c"), rows), scope, flow), {PATHS: paths_taken()})


def row(what: str, **said: exp.Expr) -> list[exp.Expr]:
    """The seven columns, null where nothing is said."""
    kinds = {
        "step": "varchar",
        "next": "varchar",
        "count": "bigint",
        "other": "bigint",
        "middle": "double",
        "high": "double",
    }
    told = [exp.cast(said.get(name, exp.null()), kind, copy=False) for name, kind in kinds.items()]
    return [named(text(what), "what"), *(named(one, name) for one, name in zip(told, kinds, strict=True))]


def moved(name: str) -> exp.Expr:
    """A column of the moves."""
    return column(name, MOVES)


def objects() -> exp.Expr:
    """How many different objects."""
    return exp.Count(this=exp.Distinct(expressions=[moved(ID)]))


def rows_counted() -> exp.Expr:
    """How many rows."""
    return exp.Count(this=exp.Star())


def quantile(of: exp.Expr, share: str) -> exp.Expr:
    """A quantile, between values where it falls between two."""
    return call("quantile_cont", of, exp.Literal.number(share))


def whole() -> exp.Select:
    """Cases and steps."""
    return query(row("whole", count=objects(), other=rows_counted()), table(MOVES))


def steps_entered() -> exp.Select:
    """How often each step was entered, by how many objects, and the time spent there."""
    said = row("step", step=moved("step"), count=rows_counted(), other=objects(), middle=exp.Sum(this=took()))
    return query(said, table(MOVES), by=[moved("step")])


def made_moves() -> exp.Select:
    """How often one step came straight after another, and how long after."""
    said = row(
        "move", step=moved("step"), next=moved("next"), count=rows_counted(), middle=quantile(took(), "0.5"),
        high=quantile(took(), "0.9"),
    )  # fmt: skip
    return query(said, table(MOVES), where=[ended()], by=[moved("step"), moved("next")])


def at_end(which: str) -> exp.Select:
    """How many objects began with each step, or stand there."""
    where = moved("place").eq(number(1)) if which == "first" else standing()
    return query(row(which, step=moved("step"), count=rows_counted()), table(MOVES), where=[where], by=[moved("step")])


def waited() -> exp.Select:
    """How many waited so long in each step, and whether that has ended."""
    seconds = exp.IntDiv(this=exp.Paren(this=took()), expression=number(SECOND))
    fine = case(
        [(seconds.copy() >= number(start), floored(seconds, unit)) for start, unit in COARSE], floored(seconds, FINE)
    )
    cause = case([(ended(), text("ended"))], text("waits"))
    rows = nested(query([moved("step"), named(cause, "cause"), named(fine, "length")], table(MOVES)), "w")
    said = row(
        "wait", step=column("step", "w"), next=column("cause", "w"), count=rows_counted(), other=column("length", "w")
    )
    return query(said, rows, by=columns(["step", "cause", "length"], "w"))


def floored(seconds: exp.Expr, unit: int) -> exp.Expr:
    """Seconds, told to whole units."""
    whole_units = exp.IntDiv(this=exp.Paren(this=seconds.copy()), expression=number(unit))
    return exp.Mul(this=exp.Paren(this=whole_units), expression=number(unit))


def variants(most: int) -> list[exp.Select]:
    """The commonest paths, each with how many objects took it and how long it took them; and how many paths there are."""
    commonest = query([exp.Star()], table(PATHS)).order_by(
        exp.Ordered(this=column("n", PATHS), desc=True), column("one", PATHS), copy=False
    )
    shown = nested(commonest.limit(most, copy=False), "v")
    joins = [joined(table(MOVES), moved(ID).eq(column("one", "v")))]
    ordered = exp.Order(this=moved("step"), expressions=[exp.Ordered(this=moved("place"))])
    path = exp.GroupConcat(this=ordered, separator=text(BETWEEN))
    keys = columns(["one", "n", "middle"], "v")
    told = row("variant", step=path, count=column("n", "v"), middle=column("middle", "v"))
    every = query(row("variants", count=rows_counted()), table(PATHS))
    return [query(told, shown, joins=joins, by=keys), every]


def paths_taken() -> exp.Select:
    """(one, n, middle) of each path: one object that took it, how many did, and the median time from first to last step."""
    length = quantile(column("took", "p"), "0.5")
    told = [named(exp.Min(this=column(ID, "p")), "one"), named(rows_counted(), "n"), named(length, "middle")]
    return query(told, nested(path_of_each(), "p"), by=columns(["one_way", "other_way"], "p"))


def path_of_each() -> exp.Select:
    """(id, one_way, other_way, took): two sums over an object's steps and their places, by which equal paths are known.

    Together they have 128 bits, so that of a million different paths no two are taken for one in any practical world; to put
    each object's steps in a row and compare these takes six times as long.
    """
    step, place = moved("step"), moved("place")
    one_way = exp.BitwiseXorAgg(this=call("hash", step, place))
    other_way = exp.Sum(this=call("hash", place.copy(), step.copy()))
    span = call("epoch_us", exp.Max(this=moved("began"))) - call("epoch_us", exp.Min(this=moved("began")))
    told = [moved(ID), named(one_way, "one_way"), named(other_way, "other_way"), named(span, "took")]
    return query(told, table(MOVES), by=[moved(ID)])
