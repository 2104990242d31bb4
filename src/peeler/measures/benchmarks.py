"""Published figures put beside a measure: summed by their own period, for the same forces, with their own interval."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from peeler.definitions.comparisons import BenchmarkDefinition
from peeler.measures.intervals import wilson
from peeler.terms.clocks import Every, first_of_period, next_period, parse_every


class Published(NamedTuple):
    """One published figure as the reference table gives it; ``numerator`` None where the benchmark is a count."""

    vintage: str
    force: str
    first: date
    last: date
    numerator: int | None
    denominator: int


@dataclass(frozen=True, slots=True)
class BenchmarkRow:
    """One published figure: a count (``denominator`` None), or a share with interval. ``force`` None: all."""

    first: date
    last: date
    force: str | None
    numerator: int
    denominator: int | None
    value: int | float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Published figures put beside the answer: what, by whom, of which vintage, and why the two may differ.

    ``rows`` are of the forces in the answer together (and each by itself where the answer is by force); ``everyone``
    are of all forces the table holds, for shares only.
    """

    name: str
    title: str
    about: str
    publisher: str
    licence: str
    vintage: str
    unit: str
    every: Every
    forces: tuple[str, ...]
    rows: tuple[BenchmarkRow, ...]
    everyone: tuple[BenchmarkRow, ...]
    why_they_differ: str
    note: str | None = None


def benchmark(
    definition: BenchmarkDefinition,
    figures: Sequence[Published],
    forces: Sequence[str],
    days: tuple[date, date],
    *,
    apart: bool,
) -> Benchmark:
    """The benchmark of these forces over the days from first to last, or for the nearest period the table has."""
    file, every = definition.file, parse_every(definition.file.every)
    newest = max((figure.vintage for figure in figures), default="")
    figures = [figure for figure in figures if figure.vintage == newest]
    ours = [figure for figure in figures if figure.force in forces]
    note = None
    chosen = [figure for figure in ours if figure.first <= days[1] and figure.last >= days[0]]
    if ours and not chosen:
        near = min(ours, key=lambda figure: distance(figure, days))
        chosen = [figure for figure in ours if figure.first == near.first]
        note = f"No figure is published for these dates; the nearest, from {near.first} to {near.last}, is shown."
    if not ours:
        note = f"The table has no figure for {', '.join(forces) or 'these records'}."
    firsts = {figure.first for figure in chosen}
    rows = summed(chosen, every, by_force=False) + (
        summed(chosen, every, by_force=True) if apart and len(forces) > 1 else []
    )
    everyone = summed([f for f in figures if f.first in firsts and f.numerator is not None], every, by_force=False)
    return Benchmark(
        definition.name, file.title, file.about, file.publisher, file.licence, newest, file.unit, every,
        tuple(sorted({figure.force for figure in chosen})), tuple(rows), tuple(everyone), file.why_they_differ, note,
    )  # fmt: skip


def distance(figure: Published, days: tuple[date, date]) -> timedelta:
    """How far a figure's period lies from these days."""
    return max(figure.first - days[1], days[0] - figure.last)


def summed(figures: Iterable[Published], every: Every, *, by_force: bool) -> list[BenchmarkRow]:
    """The figures summed by the benchmark's period, and by force or all forces together, in order."""
    groups: dict[tuple[date, str], list[Published]] = {}
    for figure in figures:
        groups.setdefault((first_of_period(figure.first, every), figure.force if by_force else ""), []).append(figure)
    return [benchmark_row(first, force or None, groups[first, force], every) for first, force in sorted(groups)]


def benchmark_row(first: date, force: str | None, figures: Sequence[Published], every: Every) -> BenchmarkRow:
    """One row: a count, or a share with its Wilson interval."""
    last = next_period(first, every) - timedelta(days=1)
    whole = sum(figure.denominator for figure in figures)
    if any(figure.numerator is None for figure in figures):
        return BenchmarkRow(first, last, force, whole, None, whole, None, None)
    numerator = sum(figure.numerator or 0 for figure in figures)
    interval = wilson(numerator, whole) if 0 <= numerator <= whole else None
    return BenchmarkRow(
        first, last, force, numerator, whole, numerator / whole if whole else None,
        interval.low if interval else None, interval.high if interval else None,
    )  # fmt: skip
