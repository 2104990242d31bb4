"""Small builders of SQL trees, made in place: sqlglot's own copy the whole tree at each step, most of a plan's cost."""

from collections.abc import Iterable, Mapping, Sequence

from sqlglot import exp

Source = exp.Subquery | exp.Table | exp.Values


def column(name: str, table: str) -> exp.Column:
    """A column of a table, quoted."""
    return exp.column(exp.to_identifier(name, quoted=True), table=table)


def table(name: str) -> exp.Table:
    """A table by its name, quoted."""
    return exp.Table(this=exp.to_identifier(name, quoted=True))


def query(
    columns: Iterable[exp.Expr],
    source: Source,
    *,
    where: Sequence[exp.Expr] = (),
    joins: Sequence[exp.Join] = (),
    by: Iterable[exp.Expr] = (),
    having: exp.Expr | None = None,
) -> exp.Select:
    """A select; what it is given becomes part of it."""
    made = exp.select(*columns, copy=False).from_(source, copy=False)
    made.set("joins", list(joins))
    if where:
        made = made.where(*where, copy=False)
    keys = [key.copy() for key in by]
    if keys:
        made = made.group_by(*keys, copy=False)
    return made if having is None else made.having(having, copy=False)


def joined(source: Source, on: exp.Expr, *, side: str = "") -> exp.Join:
    """A join; ``side`` is '' for an inner one, or LEFT."""
    return exp.Join(this=source, on=on, **({"side": side} if side else {"kind": "INNER"}))


def nested(inner: exp.Query, name: str) -> exp.Subquery:
    """A query as a source."""
    return inner.subquery(name, copy=False)


def stacked(queries: Sequence[exp.Query]) -> exp.Query:
    """The rows of several queries, one after another."""
    return queries[0] if len(queries) == 1 else exp.union(*queries, distinct=False, copy=False)


def with_tables(made: exp.Select, tables: Mapping[str, exp.Query]) -> exp.Select:
    """A select with the named tables it reads before it."""
    for name, inner in tables.items():
        made = made.with_(name, as_=inner, copy=False)
    return made


def named(made: exp.Expr, name: str) -> exp.Expr:
    """An expression under a name."""
    return exp.alias_(made, name, copy=False)


def call(function: str, *arguments: exp.Expr) -> exp.Expr:
    """A function's value."""
    return exp.func(function, *arguments, copy=False, dialect="duckdb")


def all_of(conditions: Sequence[exp.Expr]) -> exp.Expr:
    """That all of these hold (none: true)."""
    return exp.and_(*conditions, copy=False) if conditions else exp.true()


def any_of(conditions: Sequence[exp.Expr]) -> exp.Expr:
    """That any of these holds (none: false)."""
    return exp.or_(*conditions, copy=False) if conditions else exp.false()


def case(branches: Iterable[tuple[exp.Expr, exp.Expr]], otherwise: exp.Expr | None = None) -> exp.Case:
    """The value of the first branch that holds."""
    made = exp.Case(ifs=[exp.If(this=when, true=then) for when, then in branches])
    if otherwise is not None:
        made.set("default", otherwise)
    return made


def is_null(tested: exp.Expr) -> exp.Is:
    """That a value is unknown."""
    return exp.Is(this=tested, expression=exp.null())


def is_not(condition: exp.Expr) -> exp.Not:
    """That a condition is false."""
    return exp.Not(this=exp.Paren(this=condition) if isinstance(condition, exp.Connector) else condition)


def text(value: str) -> exp.Literal:
    """A literal text."""
    return exp.Literal.string(value)


def number(value: int) -> exp.Expr:
    """A literal whole number."""
    return exp.Literal.number(value)


def summed(what: exp.Expr, when: exp.Expr | None = None) -> exp.Expr:
    """The sum, of the rows for which something holds; null where there are none."""
    total = exp.Sum(this=what)
    return total if when is None else exp.Filter(this=total, expression=exp.Where(this=when))


def summed_or_zero(what: exp.Expr, when: exp.Expr) -> exp.Expr:
    """The same, 0 where there are none."""
    return exp.Coalesce(this=summed(what, when), expressions=[number(0)])


def or_else(what: exp.Expr, otherwise: exp.Expr) -> exp.Expr:
    """A value, or another where it is null."""
    return exp.Coalesce(this=what, expressions=[otherwise])


def compared(kind: type[exp.Binary], left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """A comparison of two values."""
    return kind(this=left, expression=right)


def among(what: exp.Expr, values: Iterable[str]) -> exp.Expr:
    """That a value is one of these texts."""
    return exp.In(this=what, expressions=[text(value) for value in values])


def in_query(what: exp.Expr, inner: exp.Query) -> exp.In:
    """That a value is among the rows of a query of one column."""
    return exp.In(this=what, query=inner.subquery(copy=False))


def counted_rows_where(when: exp.Expr) -> exp.Expr:
    """The number of rows for which something holds."""
    return exp.Filter(this=exp.Count(this=exp.Star()), expression=exp.Where(this=when))
