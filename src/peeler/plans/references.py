"""Reference tables: published figures by force and period, filtered by their dimensions and summed."""

from collections.abc import Mapping

from sqlglot import exp

Filter = Mapping[str, str | list[str]]
TABLE = "reference_row"


def published(
    table: str, *, where: Filter | None = None, unless: Filter | None = None, numerator: Filter | None = None
) -> exp.Select:
    """(vintage, force, first, last, numerator, denominator) of each period and force; no numerator named: null."""
    value = exp.column("value")
    part: exp.Expr = exp.null()
    if numerator:
        summed = exp.Filter(this=exp.Sum(this=value.copy()), expression=exp.Where(this=exp.and_(*matches(numerator))))
        part = exp.func("coalesce", summed, exp.Literal.number(0))
    keys = [exp.column(name) for name in ("vintage", "force", "first", "last")]
    filters = [*matches(where or {}), *(exp.not_(exp.func("coalesce", m, exp.false())) for m in matches(unless or {}))]
    return (
        exp.select(*keys, exp.alias_(part, "numerator"), exp.alias_(exp.Sum(this=value), "denominator")).from_(TABLE)
        .where(exp.column("reference").eq(exp.Literal.string(table)), *filters)
        .group_by(*(key.copy() for key in keys)).order_by("first", "force", "vintage")
    )  # fmt: skip


def matches(wanted: Filter) -> list[exp.Expr]:
    """That each dimension named has one of the values named."""
    return [
        exp.Bracket(this=exp.column("dimensions"), expressions=[exp.Literal.string(name)]).isin(
            *map(exp.Literal.string, listed(values))
        )
        for name, values in wanted.items()
    ]


def listed(values: str | list[str]) -> list[str]:
    """One value or several as a list."""
    return [values] if isinstance(values, str) else list(values)
