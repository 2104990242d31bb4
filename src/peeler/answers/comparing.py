"""What a measure is put beside or divided by: benchmarks and reference denominators, for the forces in the answer."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlglot import exp

from peeler.answers.asking import Prepared, days_with_data
from peeler.answers.counting import cells_of, nonempty
from peeler.answers.desk import Desk
from peeler.answers.remembering import Remembering
from peeler.definitions.conditions import Condition
from peeler.definitions.measures import Dimension
from peeler.measures.benchmarks import Benchmark, Published, benchmark, dated_benchmark
from peeler.measures.exposures import Days, Exposure, exposure
from peeler.measures.rows import Group, Value
from peeler.plans.references import published
from peeler.terms.clocks import Instant, london
from peeler.terms.errors import RequestError

FORCE = Dimension("force")
Key = tuple[int, Group]
Present = dict[int, tuple[str, ...]]  # the forces with records, by period


def forces_present(reading: Remembering, prepared: Prepared) -> Present:
    """The forces that have records at all in each period, whatever else the filter takes out of them."""
    asked = replace(prepared.asked, dimensions=(FORCE,), where=about_force(prepared.asked.where), variant=None)
    found: dict[int, set[str]] = {}
    for number, (force,) in nonempty(cells_of(reading, replace(prepared, asked=asked))):
        found.setdefault(number, set()).add(str(force))
    return {number: tuple(sorted(forces)) for number, forces in found.items()}


def about_force(condition: Condition | None) -> Condition | None:
    """The parts of a filter that are about the force and nothing else: they decide whose population counts."""
    if condition is None:
        return None
    tree = condition.tree.unnest()
    parts = [part for part in (tree.flatten() if isinstance(tree, exp.And) else [tree]) if names(part) == {"force"}]
    if not parts:
        return None
    whole = exp.and_(*(part.copy() for part in parts))
    return Condition(whole.sql("duckdb"), whole, frozenset({"force"}), "boolean")


def names(tree: exp.Expr) -> set[str]:
    """The columns a tree names."""
    return {column.name for column in tree.find_all(exp.Column)}


def exposures(
    reading: Remembering, prepared: Prepared, cells: Iterable[tuple[int, Group]]
) -> dict[tuple[int, Group], tuple[Days, Exposure]]:
    """Each cell's reference denominator, with the days it is for: split by force and by the dimensions it is matched on.

    RequestError for a filter by one of these, which the denominator would not follow.
    """
    per = prepared.measure.file.denominator
    if per is None:
        return {}
    names = [dimension.name for dimension in prepared.asked.dimensions]
    matched = [name for name in names if name in per.match and name != FORCE.name]
    filtered = prepared.asked.where.columns if prepared.asked.where else frozenset()
    for name in sorted(filtered & set(per.match) - {FORCE.name}):
        raise RequestError(f"where: {per.label} are told apart by {name}, not by a filter: ask by {name}")
    figures: dict[tuple[Value, ...], list[Published]] = {}
    for row in reading.references(published(per.reference, where=per.where, by=matched)):
        figures.setdefault(tuple(row[6:]), []).append(published_figure(row[:6]))
    present, days = forces_present(reading, prepared), days_of_periods(reading, prepared)
    found = {}
    for number, group in cells:
        values = dict(zip(names, group, strict=True))
        forces = (str(values[FORCE.name]),) if FORCE.name in values else present.get(number, ())
        ours = figures.get(tuple(values[name] for name in matched), [])
        found[number, group] = (days[number], exposure(ours, forces, days[number]))
    return found


def days_of_periods(reading: Remembering, prepared: Prepared) -> Mapping[int, Days]:
    """The first and the last London day of each period, or of the whole answer."""
    if not prepared.asked.spans:
        return {0: days_of(reading, prepared)}
    ends = [(london(span.start), london(Instant(span.end - 1))) for span in prepared.asked.spans]
    return {number: (first.date(), last.date()) for number, (first, last) in enumerate(ends)}


def days_of(reading: Remembering, prepared: Prepared) -> tuple[date, date]:
    """The first and last London day the answer is about: those asked for, else with data, else the day of asking."""
    asked, now = prepared.asked, london(prepared.scope.at).date()
    first, last = None, None
    if asked.start is None or asked.end is None:
        first, last = days_with_data(reading, prepared.plan, asked)
    start = london(asked.start).date() if asked.start is not None else first or last or now
    end = london(Instant(asked.end - 1)).date() if asked.end is not None else last or start
    return start, max(start, end)


def benchmarks_beside(
    desk: Desk, reading: Remembering, prepared: Prepared, compare: Iterable[str], variant: str | None = None
) -> tuple[Benchmark, ...]:
    """The benchmarks the measure names, for the forces in the answer and the days it is about."""
    wanted = [name.partition(":")[2] for name in compare if name.startswith("benchmark:")]
    if not wanted:
        return ()
    forces = sorted({force for present in forces_present(reading, prepared).values() for force in present})
    days, found = days_of(reading, prepared), []
    for name in wanted:
        definition = desk.catalogue.benchmarks[name]
        file, apart = definition.file, FORCE in prepared.asked.dimensions
        if file.reference is None:
            found += [dated_benchmark(definition, forces, days)] if file.variant == variant else []
            continue
        rows = reading.references(
            published(file.reference, where=file.where, unless=file.unless, numerator=file.numerator)
        )
        figures = [published_figure(row) for row in rows]
        found.append(benchmark(definition, figures, forces, days, apart=apart))
    return tuple(found)


def published_figure(row: tuple[Any, ...]) -> Published:
    """A plan's row as a published figure."""
    vintage, force, first, last, numerator, denominator = row
    return Published(vintage, force, first, last, None if numerator is None else int(numerator), int(denominator))
