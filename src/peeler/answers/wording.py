"""A definition in plain words: what is counted, when, and what each condition asks."""

import re
from collections.abc import Mapping

from sqlglot import exp

from peeler.definitions.conditions import Condition
from peeler.definitions.kinds import Kind
from peeler.definitions.measures import MeasureDefinition

COMPARED: dict[type[exp.Expr], str] = {
    exp.EQ: "is", exp.NEQ: "is not", exp.GT: "is more than", exp.GTE: "is at least", exp.LT: "is less than",
    exp.LTE: "is at most",
}  # fmt: skip


def counted_by(measure: MeasureDefinition) -> str:
    """What one unit of the number is, and which time places it in a period."""
    title = measure.object.file.title.lower()
    if measure.terms:
        made = ", ".join(f"{term.name} ({term.measure.file.title.lower()})" for term in measure.terms)
        return f"Worked out from other measures: {made}."
    if measure.event:
        return f"Each '{named(measure.event.split('.')[1])}' of {an(title)}, in the period in which it took effect."
    if measure.file.kind == "stock":
        return f"Each {title} that meets the condition at the moment asked for, or at each period's end."
    return (
        f"Each {title} once, in the period of its '{named(str(measure.file.time))}', by what is believed of it at the "
        "moment asked for."
    )


def how_to_read(measure: MeasureDefinition) -> tuple[str, ...]:
    """How value, interval and bounds of this kind of measure are made."""
    if measure.terms:
        return (
            f"Value is {measure.formula.text if measure.formula else ''}, of the answers of these measures.",
            "Low and high are a 95 % interval made from those of the measures (Zou and Donner 2008).",
            "Lowest and highest are over all combinations of what the measures could come to.",
        )
    if measure.waiting is not None and measure.waits:
        return (
            f"Value is the time by which {measure.waiting.quantile:.0%} have what they wait for, in {measure.file.unit}.",
            "Who still waits is counted with the wait so far, and not left out (Kaplan-Meier; Aalen-Johansen where other endings compete).",
            "Low and high are its 95 % interval; numerator is how many have it, denominator how many have begun to wait.",
        )
    if measure.is_share:
        return (
            "Value is numerator divided by denominator, over the records for which both are known.",
            "Low and high are the 95 % Wilson interval of the value.",
            "Lowest and highest are what the value would be if none, or all, of the unknown were in the numerator.",
        )
    per = measure.file.denominator
    rate = (f"Value is the count for every {per.per:,} {per.label}.",) if per else ()
    return (
        *rate,
        "Low and high are the exact 95 % Poisson interval of the count.",
        "Highest adds the records of which it is unknown whether they count.",
    )


def an(word: str) -> str:
    """A word with its article."""
    return f"{'an' if word[:1] in 'aeiou' else 'a'} {word}"


def named(name: str) -> str:
    """A name as words: ``first_suspect_dealt_at`` -> ``first suspect dealt at``."""
    return name.replace("_", " ")


def in_words(condition: Condition, kinds: Mapping[str, Kind]) -> str:
    """A condition as a person would say it; a ``since`` attribute that is null is a thing that is not so."""
    said = said_of(condition.tree.transform(lambda node: since_said(node, kinds)))
    return said[:1].upper() + said[1:]


def since_said(node: exp.Expr, kinds: Mapping[str, Kind]) -> exp.Expr:
    """``closed is null`` as ``not closed``; any other node as it is."""
    if isinstance(node, exp.Is) and isinstance(node.expression, exp.Null) and kinds.get(node.this.name) == "since":
        return exp.Not(this=node.this.copy())
    return node


def said_of(node: exp.Expr) -> str:
    """One node of a condition in words."""
    if isinstance(node, exp.Paren):
        return said_of(node.this)
    if isinstance(node, (exp.And, exp.Or)):
        joint = "and" if isinstance(node, exp.And) else "or"
        return f"{grouped(node.this, node)} {joint} {grouped(node.expression, node)}"
    if type(node) in COMPARED:
        return f"{said_of(node.this)} {COMPARED[type(node)]} {said_of(node.args['expression'])}"
    if isinstance(node, exp.Is):
        what = "not known" if isinstance(node.expression, exp.Null) else said_of(node.expression)
        return f"{said_of(node.this)} is {what}"
    if isinstance(node, exp.Not):
        return negated(node.this)
    if isinstance(node, exp.In):
        return membership(node)
    if isinstance(node, exp.Between):
        return f"{said_of(node.this)} is between {said_of(node.args['low'])} and {said_of(node.args['high'])}"
    if isinstance(node, exp.Case):
        return cases(node)
    return value(node)


def grouped(node: exp.Expr, inside: exp.Expr) -> str:
    """A side of an 'and' or an 'or', in brackets where the other word is used within it."""
    inner = node.unnest()
    said = said_of(inner)
    return f"({said})" if isinstance(inner, (exp.And, exp.Or)) and type(inner) is not type(inside) else said


def negated(node: exp.Expr) -> str:
    """The contrary of a condition."""
    inner = node.unnest()
    if isinstance(inner, exp.Not):
        return said_of(inner.this)
    if isinstance(inner, exp.Is) and isinstance(inner.expression, exp.Null):
        return f"{said_of(inner.this)} is known"
    return f"not {said_of(inner)}" if isinstance(inner, exp.Column) else f"it is not so that {said_of(inner)}"


def membership(node: exp.In) -> str:
    """One of several values, or a value in a set."""
    if node.args.get("field") is not None:
        return f"{said_of(node.args['field'])} hold {said_of(node.this)}"
    return f"{said_of(node.this)} is one of {', '.join(said_of(one) for one in node.expressions)}"


def cases(node: exp.Case) -> str:
    """A chain of cases, one after another."""
    branches = [f"{answer(branch.args['true'])} where {said_of(branch.this)}" for branch in node.args["ifs"]]
    default = node.args.get("default")
    return "; ".join([*branches, f"otherwise {answer(default) if default is not None else 'unknown'}"])


def answer(node: exp.Expr) -> str:
    """What a case gives."""
    if isinstance(node, exp.Null):
        return "unknown"
    return ("yes" if node.this else "no") if isinstance(node, exp.Boolean) else said_of(node)


def value(node: exp.Expr) -> str:
    """A column, a literal, or something written as in the condition."""
    if isinstance(node, exp.Column):
        return "the moment asked for" if node.name == "as_at" else named(node.name)
    if isinstance(node, (exp.Boolean, exp.Null)):
        return answer(node)
    if isinstance(node, exp.Literal):
        return f"'{node.name}'" if node.is_string else node.name
    if isinstance(node, (exp.Add, exp.Sub)):
        return f"{said_of(node.this)} {'plus' if isinstance(node, exp.Add) else 'less'} {said_of(node.expression)}"
    if isinstance(node, exp.Interval):
        return f"{node.this.name} {str(node.unit).lower()}"
    if isinstance(node, exp.Cast):
        return str(node.this.name)
    return re.sub(r"\s+", " ", node.sql("duckdb"))
