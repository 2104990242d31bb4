"""Arithmetic on the answers of measures: a formula over named terms, checked before it is ever worked out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

from peeler.terms.errors import RequestError, unknown

LONGEST = 300
OPERATIONS = (exp.Add, exp.Sub, exp.Mul, exp.Div)
ALLOWED: tuple[type[exp.Expr], ...] = (*OPERATIONS, exp.Paren, exp.Neg, exp.Literal, exp.Column, exp.Identifier)


@dataclass(frozen=True)
class Formula:
    """A checked formula: the text as written, its tree (never to be changed) and the terms it names, in order."""

    text: str
    tree: exp.Expr
    terms: tuple[str, ...]

    def value(self, terms: Mapping[str, float]) -> float | None:
        """What it comes to for these values of its terms; None where it divides by nought."""
        return worked_out(self.tree, terms)

    @property
    def quotient(self) -> tuple[str, str] | None:
        """Its two terms where it is one divided by another and nothing else."""
        sides = (self.tree.this, self.tree.expression) if isinstance(self.tree, exp.Div) else ()
        names = tuple(side.name for side in sides if isinstance(side, exp.Column))
        return (names[0], names[1]) if len(names) == 2 else None


def parse_formula(text: str, terms: Collection[str], *, where: str) -> Formula:
    """A formula of + - * / over these terms and numbers; RequestError says what is not allowed, or the nearest term."""
    if len(text) > LONGEST:
        raise RequestError(f"{where}: a formula of more than {LONGEST} characters")
    try:
        tree = parse_one(text, dialect="duckdb")
    except (SqlglotError, RecursionError) as problem:
        raise RequestError(f"{where}: '{text[:80]}' cannot be read as a formula") from problem
    for node in tree.walk():
        text_literal = isinstance(node, exp.Literal) and node.is_string
        if not isinstance(node, ALLOWED) or text_literal:
            raise RequestError(
                f"{where}: '{node.sql('duckdb')[:60]}' is not allowed in a formula: terms, numbers, + - * /"
            )
        if isinstance(node, exp.Column) and node.name not in terms:
            raise unknown("term", node.name, terms, where=where)
    named = {column.name for column in tree.find_all(exp.Column)}
    unused = [term for term in terms if term not in named]
    if unused:
        raise RequestError(f"{where}: the term '{unused[0]}' is not used")
    return Formula(text, tree, tuple(term for term in terms if term in named))


def worked_out(node: exp.Expr, terms: Mapping[str, float]) -> float | None:
    """The value of one node; None where anything below divides by nought."""
    if isinstance(node, exp.Column):
        return terms[node.name]
    if isinstance(node, exp.Literal):
        return float(node.name)
    if isinstance(node, (exp.Paren, exp.Neg)):
        inner = worked_out(node.this, terms)
        return -inner if isinstance(node, exp.Neg) and inner is not None else inner
    left, right = (worked_out(node.args[side], terms) for side in ("this", "expression"))
    if left is None or right is None or (isinstance(node, exp.Div) and right == 0):
        return None
    if isinstance(node, (exp.Mul, exp.Div)):
        return left * right if isinstance(node, exp.Mul) else left / right
    return left + right if isinstance(node, exp.Add) else left - right
