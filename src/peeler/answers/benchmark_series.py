"""A published series as rows like a measure's: of one force, of each, or of all together, period by period."""

from dataclasses import dataclass
from datetime import date, timedelta

from peeler.answers.comparing import published_figure
from peeler.answers.desk import Desk
from peeler.answers.measure import DefinitionSummary
from peeler.answers.remembering import Remembering
from peeler.definitions.comparisons import BenchmarkDefinition
from peeler.measures.benchmarks import BenchmarkRow, Published, summed
from peeler.measures.rows import MeasureRow
from peeler.plans.references import published
from peeler.terms.clocks import Every, Instant, first_of_period, london, next_period
from peeler.terms.errors import RequestError, unknown

FORCE = "force"


@dataclass(frozen=True, slots=True)
class PublishedSeries:
    """Rows of a benchmark, which periods of them are covered from the first day to the last, and the table's vintage."""

    rows: tuple[MeasureRow, ...]
    covered: frozenset[date]
    forces: tuple[str, ...]
    vintage: str


def figures_of(
    reading: Remembering, definition: BenchmarkDefinition, start: Instant | None, end: Instant | None
) -> list[Published]:
    """The newest vintage's figures that lie wholly in the time asked for; RequestError where the table is not loaded."""
    file = definition.file
    if file.reference is None:
        raise RequestError(f"{definition.name}: it holds single figures from a text, and no series of them")
    rows = reading.references(published(file.reference, where=file.where, unless=file.unless, numerator=file.numerator))
    figures = [published_figure(row) for row in rows]
    if not figures:
        raise RequestError(f"{definition.name}: no figures are loaded; load the tables of {file.publisher} first")
    newest = max(figure.vintage for figure in figures)
    first = date.min if start is None else london(start).date()
    last = date.max if end is None else london(end).date()
    return [f for f in figures if f.vintage == newest and first <= f.first and f.last <= last]


def force_known(figures: list[Published], force: str) -> str:
    """A force the table has; RequestError names the nearest."""
    forces = {figure.force for figure in figures}
    if force not in forces:
        raise unknown(FORCE, force, forces)
    return force


def published_series(figures: list[Published], every: Every, force: str | None, *, by_force: bool) -> PublishedSeries:
    """The figures as rows by period; by force too, or of one force, or of all together."""
    chosen = [figure for figure in figures if force is None or figure.force == force_known(figures, force)]
    rows = [measure_row(row, force) for row in summed(chosen, every, by_force=by_force)]
    return PublishedSeries(
        tuple(rows), covered(chosen, every), tuple(sorted({figure.force for figure in chosen})),
        max((figure.vintage for figure in chosen), default=""),
    )  # fmt: skip


def measure_row(row: BenchmarkRow, force: str | None) -> MeasureRow:
    """A published row in the form of a measure's: nothing is unknown of it."""
    count = row.denominator is None
    named = ((FORCE, row.force),) if row.force is not None and force is None else ()
    n = row.numerator if count else row.denominator
    return MeasureRow(
        row.first, named, row.numerator, row.denominator, 0, row.value, row.low, row.high, row.value, row.value, n
    )


def covered(figures: list[Published], every: Every) -> frozenset[date]:
    """The periods of which every day lies in a figure of the table."""
    days: dict[date, set[tuple[date, date]]] = {}
    for figure in figures:
        days.setdefault(first_of_period(figure.first, every), set()).add((figure.first, figure.last))
    return frozenset(
        first
        for first, parts in days.items()
        if sum(((last - begun) + timedelta(days=1) for begun, last in parts), timedelta())
        >= next_period(first, every) - first
    )


def benchmark_summary(desk: Desk, definition: BenchmarkDefinition) -> DefinitionSummary:
    """What a reader must know of a benchmark; which way is better is said by the measure that names it."""
    naming = [one for one in desk.catalogue.measures.values() if f"benchmark:{definition.name}" in one.file.compare]
    better = naming[0].file.better if naming else "context"
    file = definition.file
    kind = "ratio" if file.numerator else "count"
    return DefinitionSummary(definition.name, file.title, file.about, kind, file.unit, better, definition.hash)
