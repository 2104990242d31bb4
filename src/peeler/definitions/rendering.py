"""Turns a checked condition into SQL that an engine can run: set membership, and dates as London instants."""

from collections.abc import Callable, Mapping

from sqlglot import exp

from peeler.definitions.conditions import COMPARISONS
from peeler.definitions.kinds import FAMILY, Kind
from peeler.terms.clocks import Instant, parse_day, start_of_day, to_datetime

FEW = 5  # words in a list; an engine joins a longer "in" with a table of its own, and a look-up has many of them
Place = Callable[[str], exp.Expr]


def timestamp(instant: Instant) -> exp.Expr:
    """An instant as a literal of the journal's naive UTC timestamps."""
    text = to_datetime(instant).replace(tzinfo=None).isoformat(" ")
    return exp.Cast(this=exp.Literal.string(text), to=exp.DataType(this=exp.DType.TIMESTAMP))


def executable(tree: exp.Expr, columns: Mapping[str, Kind], place: Place) -> exp.Expr:
    """A copy of a condition's tree, fit to run: ``place`` gives what each column's name stands for there."""
    copy = exp.Paren(this=tree.copy())
    for node in list(copy.find_all(exp.In)):
        field = node.args.get("field")
        if field is not None:
            node.replace(exp.func("list_contains", field.copy(), node.this.copy()))
        elif len(node.expressions) > FEW and all(one.is_string for one in node.expressions):
            node.replace(exp.func("list_contains", exp.array(*node.expressions, copy=True), node.this.copy()))
    for cast in list(copy.find_all(exp.Cast)):
        if cast.to.is_type("date") and beside_instant(cast, columns):
            cast.replace(timestamp(start_of_day(parse_day(cast.this.name))))
    for column in list(copy.find_all(exp.Column)):
        column.replace(place(column.name))
    return copy


def beside_instant(node: exp.Expr, columns: Mapping[str, Kind]) -> bool:
    """Whether a date literal is compared with an instant, and so means the start of that London day."""
    parent = node.parent
    while parent is not None and not isinstance(parent, (*COMPARISONS, exp.Between, exp.In)):
        parent = parent.parent
    named = parent.find_all(exp.Column) if parent is not None else []
    return any(FAMILY[columns[column.name]] == "instant" for column in named if column.name in columns)
