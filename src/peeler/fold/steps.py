"""A step of the fold: one statement that makes one temporary table from those before it."""

from dataclasses import dataclass

from sqlglot import exp

from peeler.terms.clocks import FOREVER, Instant, to_datetime


@dataclass(frozen=True)
class Step:
    """The temporary table a statement makes, and the statement."""

    table: str
    statement: str


def step(table: str, select: str) -> Step:
    """A step from a select over tables made before; identifiers come from the checked catalogue alone."""
    return Step(table, f"create or replace temp table {table} as {select}")


def moment(instant: Instant) -> str:
    """An instant as SQL text."""
    return f"timestamp '{to_datetime(instant).replace(tzinfo=None).isoformat(' ')}'"


def listed(words: "list[str] | tuple[str, ...]") -> str:
    """Words as SQL texts in a list."""
    return ", ".join("'" + word.replace("'", "''") + "'" for word in words)


def sql(tree: exp.Expr) -> str:
    """A tree as text, to stand inside a step's select."""
    return tree.sql(dialect="duckdb")


OPEN_END = moment(FOREVER)
# A batch's first commit and the moment just before it are variables, so that every batch runs the very same statements.
SINCE_VARIABLE, BEFORE_VARIABLE = "fold_since", "fold_before"
SINCE, BEFORE = f"getvariable('{SINCE_VARIABLE}')", f"getvariable('{BEFORE_VARIABLE}')"
