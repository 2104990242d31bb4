"""Reference tables: published figures by force and period, filtered by their dimensions and summed."""

from collections.abc import Mapping, Sequence

from sqlglot import exp

from peeler.plans.trees import all_of, among, column, is_not, named, or_else, query, summed, summed_or_zero, table, text

Filter = Mapping[str, str | list[str]]
TABLE = "reference_row"


def published(
    name: str,
    *,
    where: Filter | None = None,
    unless: Filter | None = None,
    numerator: Filter | None = None,
    by: Sequence[str] = (),
) -> exp.Select:
    """(vintage, force, first, last, numerator, denominator, dimensions of ``by``...) of each period, force and group.

    No numerator named: null.
    """
    value = column("value", TABLE)
    part = summed_or_zero(value.copy(), all_of(matches(numerator))) if numerator else exp.null()
    keys = [column(key, TABLE) for key in ("vintage", "force", "first", "last")]
    groups = [named(dimension(place), f"group_{number}") for number, place in enumerate(by)]
    excluded = [is_not(or_else(match, exp.false())) for match in matches(unless or {})]
    filters = [column("reference", TABLE).eq(text(name)), *matches(where or {}), *excluded]
    said = [*keys, named(part, "numerator"), named(summed(value), "denominator"), *groups]
    made = query(said, table(TABLE), where=filters, by=[*keys, *(dimension(place) for place in by)])
    return made.order_by(*(key.copy() for key in keys), copy=False)


def matches(wanted: Filter) -> list[exp.Expr]:
    """That each dimension named has one of the values named."""
    return [among(dimension(name), listed(values)) for name, values in wanted.items()]


def dimension(name: str) -> exp.Expr:
    """What a row says of one dimension."""
    return exp.Bracket(this=column("dimensions", TABLE), expressions=[text(name)])


def listed(values: str | list[str]) -> list[str]:
    """One value or several as a list."""
    return [values] if isinstance(values, str) else list(values)
