"""A small evaluator of conditions with three truths: true, false and None for unknown."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlglot import exp

from peeler.terms.clocks import parse_day, start_of_day, to_datetime

Values = Mapping[str, Any]
COMPARE: dict[type[exp.Expr], Callable[[Any, Any], bool]] = {
    exp.EQ: lambda a, b: a == b,
    exp.NEQ: lambda a, b: a != b,
    exp.GT: lambda a, b: a > b,
    exp.GTE: lambda a, b: a >= b,
    exp.LT: lambda a, b: a < b,
    exp.LTE: lambda a, b: a <= b,
}


def evaluate(node: exp.Expr, values: Values) -> Any:
    """The value of an expression where columns have these values; None where it is unknown."""
    for kind, how in HOW.items():
        if isinstance(node, kind):
            return how(node, values)
    raise AssertionError(f"the oracle does not know {type(node).__name__}")


def comparison(node: exp.Expr, values: Values) -> bool | None:
    """A comparison; unknown where either side is."""
    return compared(type(node), evaluate(node.args["this"], values), evaluate(node.args["expression"], values))


def compared(how: type[exp.Expr], left: Any, right: Any) -> bool | None:
    """Compares two values, a day beside an instant as the start of that London day."""
    if left is None or right is None:
        return None
    if isinstance(left, datetime) != isinstance(right, datetime):
        left, right = as_instant(left), as_instant(right)
    return COMPARE[how](left, right)


def as_instant(value: Any) -> Any:
    """A day as the first instant of that London day."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return to_datetime(start_of_day(value)).replace(tzinfo=None)
    return value


def both(left: bool | None, right: bool | None) -> bool | None:
    """And, with three truths."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def either(left: bool | None, right: bool | None) -> bool | None:
    """Or, with three truths."""
    return opposite(both(opposite(left), opposite(right)))


def opposite(truth: bool | None) -> bool | None:
    """Not, with three truths."""
    return None if truth is None else not truth


def among(node: exp.Expr, values: Values) -> bool | None:
    """``x in (a, b)``, or ``'word' in set``."""
    this = evaluate(node.this, values)
    if node.args.get("field") is not None:
        held = evaluate(node.args["field"], values)
        return None if held is None or this is None else this in held
    found: bool | None = False
    for one in node.expressions:
        found = either(found, compared(exp.EQ, this, evaluate(one, values)))
    return found


def between(node: exp.Expr, values: Values) -> bool | None:
    """Both ends included."""
    this, low, high = (evaluate(node.args[part], values) for part in ("this", "low", "high"))
    return both(compared(exp.GTE, this, low), compared(exp.LTE, this, high))


def case(node: exp.Expr, values: Values) -> Any:
    """The first branch whose condition is true, else the default."""
    for branch in node.args["ifs"]:
        if evaluate(branch.this, values):
            return evaluate(branch.args["true"], values)
    return evaluate(node.args["default"], values) if node.args.get("default") is not None else None


def first_known(node: exp.Expr, values: Values) -> Any:
    """The first value that is not unknown."""
    known = [evaluate(part, values) for part in (node.this, *node.expressions)]
    return next((value for value in known if value is not None), None)


def added(node: exp.Expr, values: Values) -> Any:
    """Numbers added or taken away."""
    left, right = evaluate(node.args["this"], values), evaluate(node.args["expression"], values)
    if left is None or right is None:
        return None
    return left + right if isinstance(node, exp.Add) else left - right


def literal(node: exp.Expr, _: Values) -> Any:
    """A text or an exact number."""
    if node.args["is_string"]:
        return node.name
    return Decimal(node.name) if "." in node.name else int(node.name)


HOW: dict[type[exp.Expr], Callable[[exp.Expr, Values], Any]] = {
    **dict.fromkeys(COMPARE, comparison),
    exp.And: lambda n, v: both(evaluate(n.args["this"], v), evaluate(n.args["expression"], v)),
    exp.Or: lambda n, v: either(evaluate(n.args["this"], v), evaluate(n.args["expression"], v)),
    exp.Not: lambda n, v: opposite(evaluate(n.this, v)),
    exp.Is: lambda n, v: evaluate(n.this, v) is None,
    exp.Paren: lambda n, v: evaluate(n.this, v),
    exp.In: among,
    exp.Between: between,
    exp.Case: case,
    exp.Coalesce: first_known,
    exp.Add: added,
    exp.Sub: added,
    exp.Column: lambda n, v: v[n.name],
    exp.Literal: literal,
    exp.Boolean: lambda n, _: bool(n.this),
    exp.Null: lambda _n, _v: None,
    exp.Cast: lambda n, _: parse_day(n.this.name),
    exp.Neg: lambda n, v: None if (value := evaluate(n.this, v)) is None else -value,
}
