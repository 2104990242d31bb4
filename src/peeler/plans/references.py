"""Reference tables: published figures by force and period, filtered by their dimensions and summed."""

from collections.abc import Mapping

from sqlglot import exp

from peeler.plans.trees import all_of, among, column, is_not, named, or_else, query, summed, summed_or_zero, table, text

Filter = Mapping[str, str | list[str]]
TABLE = "reference_row"


def published(
    name: str, *, where: Filter | None = None, unless: Filter | None = None, numerator: Filter | None = None
) -> exp.Select:
    """(vintage, force, first, last, numerator, denominator) of each period and force; no numerator named: null."""
    value = column("value", TABLE)
    part = summed_or_zero(value.copy(), all_of(matches(numerator))) if numerator else exp.null()
    keys = [column(key, TABLE) for key in ("vintage", "force", "first", "last")]
    excluded = [is_not(or_else(match, exp.false())) for match in matches(unless or {})]
    filters = [column("reference", TABLE).eq(text(name)), *matches(where or {}), *excluded]
    said = [*keys, named(part, "numerator"), named(summed(value), "denominator")]
    made = query(said, table(TABLE), where=filters, by=keys)
    return made.order_by(*(key.copy() for key in keys), copy=False)


def matches(wanted: Filter) -> list[exp.Expr]:
    """That each dimension named has one of the values named."""
    return [
        among(exp.Bracket(this=column("dimensions", TABLE), expressions=[text(name)]), listed(values))
        for name, values in wanted.items()
    ]


def listed(values: str | list[str]) -> list[str]:
    """One value or several as a list."""
    return [values] if isinstance(values, str) else list(values)
