"""Published figures put beside a measure: summed by their own period, for the same forces, with their own interval."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from peeler.definitions.comparisons import BenchmarkDefinition, FigureFile
from peeler.measures.intervals import wilson
from peeler.terms.clocks import Every, first_of_period, next_period, parse_day, parse_every


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
    """One published figure: a count (``denominator`` None), or a share with interval. ``force`` None: all.

    A value published without the numbers behind it has neither numerator nor denominator, and no interval.
    """

    first: date
    last: date
    force: str | None
    numerator: int | None
    denominator: int | None
    value: int | float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Published figures put beside the answer: what, by whom, of which vintage, and why the two may differ.

    ``rows`` are of the forces in the answer together (and each by itself where the answer is by force); ``everyone``
    are of all forces the table holds, for shares only. ``dated``: single figures from a text, ``everyone`` those that are of
    no force. ``is_share``: their values are shares.
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
    dated: bool = False
    is_share: bool = False


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
        is_share=file.is_share,
    )  # fmt: skip


def dated_benchmark(definition: BenchmarkDefinition, forces: Sequence[str], days: tuple[date, date]) -> Benchmark:
    """The benchmark's own figures of these forces, and of none, over the days from first to last; or the nearest it has."""
    file = definition.file
    ours = [one for one in file.figures if one.force is None or one.force in forces]
    chosen = [one for one in ours if days_of_figure(one)[0] <= days[1] and days_of_figure(one)[1] >= days[0]]
    notes = [] if ours else [f"No figure is published for {', '.join(forces) or 'these records'}."]
    if ours and not chosen:
        nearest = min(max(first - days[1], days[0] - last) for first, last in map(days_of_figure, ours))
        chosen = [
            one for one in ours if max(days_of_figure(one)[0] - days[1], days[0] - days_of_figure(one)[1]) == nearest
        ]
        notes.append(
            f"No figure is published for these dates; the nearest, from {chosen[0].first} to {chosen[0].last}, is shown."
        )
    if any(one.numerator is None for one in chosen):
        notes.append("It was published without the numbers behind it, so it has no interval.")
    notes += sorted({f"Assumed: {one.assumed}." for one in chosen if one.assumed})
    rows = [figure_row(one) for one in chosen if one.force is not None]
    alone = len({row.force for row in rows}) == 1
    return Benchmark(
        definition.name, file.title, file.about, file.publisher, file.licence, f"to {max(one.last for one in file.figures)}",
        file.unit, parse_every(file.every), tuple(sorted({str(row.force) for row in rows})),
        tuple(replace(row, force=None) if alone else row for row in rows),
        tuple(figure_row(one) for one in chosen if one.force is None), file.why_they_differ, " ".join(notes) or None,
        dated=True, is_share=file.is_share,
    )  # fmt: skip


def days_of_figure(figure: FigureFile) -> tuple[date, date]:
    """The first and the last day of a figure."""
    return parse_day(figure.first), parse_day(figure.last)


def figure_row(figure: FigureFile) -> BenchmarkRow:
    """A figure as a row: a share with its Wilson interval, a count, or a bare value."""
    first, last = days_of_figure(figure)
    numerator, denominator = figure.numerator, figure.denominator
    if numerator is None or denominator is None:
        value = figure.value if numerator is None else numerator
        return BenchmarkRow(first, last, figure.force, numerator, None, value, None, None)
    interval = wilson(numerator, denominator)
    low, high = (interval.low, interval.high) if interval else (None, None)
    return BenchmarkRow(first, last, figure.force, numerator, denominator, numerator / denominator, low, high)


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
