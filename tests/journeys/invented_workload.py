"""Who holds what in the invented force: made-up maps whose parts add up, by any dimensions the catalogue offers."""

from typing import Protocol

from peeler.answers.freshness import SourceFreshness
from peeler.answers.measure import MeasureQuestion, Value
from peeler.answers.workload.answer import (
    Axis,
    Check,
    Described,
    Grid,
    HandedOn,
    Line,
    Load,
    Moved,
    Movement,
    Part,
    Place,
    Staffing,
    Tally,
    WorkloadAnswer,
    WorkloadQuestion,
)  # fmt: skip
from peeler.answers.workload.tallies import added
from peeler.definitions.catalogue import Catalogue
from peeler.definitions.workload import WorkDimension, WorkloadDefinition
from peeler.terms.clocks import Instant
from peeler.terms.errors import unknown

DAY = 86_400_000_000
WEIGHT = 184.0


class Force(Protocol):
    """What of the invented force is told."""

    now: Instant
    empty: bool
    synthetic: bool
    silent: bool
    catalogue: Catalogue
    crime_types: tuple[str, ...]


def invented_workload(force: Force, heard: SourceFreshness, question: WorkloadQuestion) -> WorkloadAnswer:
    """The answer of the invented force, by the dimensions asked for."""
    definition = force.catalogue.workload[question.name]
    names = question.by or (definition.file.rows, definition.file.columns)
    for name in names:
        if name not in definition.dimensions:
            raise unknown("dimension", name, definition.dimensions)
    rows, columns = (definition.dimensions[name] for name in names)
    grid = grid_of(force, question, definition, (rows, columns), ())
    parts = () if force.empty else parts_of(force, question, definition, grid.whole)
    file, moved = definition.file, None if force.empty else movement_of(force, question, grid)
    sums = [Check("the cells of the map", grid.whole.count, grid.whole.count, True)]
    return WorkloadAnswer(
        question, Described(definition.name, file.title, file.question, file.about, file.noun, file.stock, definition.hash),
        question.at or force.now, question.known or force.now, grid.whole, grid, parts, tuple(sums), moved,
        None if force.empty or file.staff is None else staffing_of(grid),
        tuple(axis_of(one) for one in definition.dimensions.values()), () if force.empty else (heard,),
        ("An investigation with several flags is counted once.",), 7, force.synthetic, force.now,
    )  # fmt: skip


def axis_of(dimension: WorkDimension) -> Axis:
    return Axis(dimension.name, dimension.title, dimension.column, dimension.leads is not None, dimension.ages)


def places(force: Force, dimension: WorkDimension) -> tuple[Place, ...]:
    """The words of a dimension, or a few made-up values, and one that is not said."""
    if dimension.ordered:
        return tuple(Place(word, title, (word,)) for word, title in dimension.words)
    named = tuple(Place(name, name, (name,)) for name in force.crime_types[:5])
    return (*named, Place(None, dimension.missing, (None,)))


def grid_of(
    force: Force,
    question: WorkloadQuestion,
    definition: WorkloadDefinition,
    dimensions: tuple[WorkDimension, WorkDimension],
    within: tuple[tuple[str, Value], ...],
) -> Grid:
    rows, columns = dimensions
    down, across = ((), ()) if force.empty else (places(force, rows), places(force, columns))
    lines = []
    for y, place in enumerate(down):
        cells = tuple(tally(max(0, 19 - 5 * x - 2 * y), question) for x in range(len(across)))
        lines.append(Line(place, cells, added(cells)))
    foot = tuple(added(line.cells[x] for line in lines) for x in range(len(across)))
    by = tuple(dict.fromkeys([*(name for name, _ in within), rows.column, columns.column]))
    once = definition.file.job if question.count == "jobs" else None
    asked = MeasureQuestion(
        definition.measure.name, question.at or force.now, question.known, by=by, where=question.where, once=once
    )
    whole = added(line.whole for line in lines) if lines else Tally()
    return Grid(
        definition.file.title, axis_of(rows), axis_of(columns), across, tuple(lines), foot, whole, asked, within
    )


def tally(count: int, question: WorkloadQuestion) -> Tally:
    return Tally(count, 0, count * WEIGHT, 0) if question.weighted else Tally(count)


def parts_of(
    force: Force, question: WorkloadQuestion, definition: WorkloadDefinition, whole: Tally
) -> tuple[Part, ...]:
    """The whole in as many parts as there are words, one of them with its own map."""
    file, left = definition.file, whole.count or 0
    dimension, made = definition.dimensions[definition.file.parts], []
    for place in places(force, dimension):
        count, left = left - left // 2, left // 2
        grid = None
        if str(place.value) in file.beside:
            down, across = (definition.dimensions[name] for name in file.beside[str(place.value)].by)
            grid = grid_of(force, question, definition, (down, across), ((dimension.column, place.value),))
        made.append(Part(place, tally(count, question), grid))
    return tuple(made)


def movement_of(force: Force, question: WorkloadQuestion, grid: Grid) -> Movement:
    end = question.at or force.now
    lines = tuple(Moved(line.place, line.whole.count or 0, 4, 2, 4, 2, line.whole.count or 0) for line in grid.lines)
    total, several = grid.whole.count or 0, len(lines)
    whole = Moved(Place(None, "All together", ()), total, 4 * several, 2 * several, 4 * several, 2 * several, total)
    handed = HandedOn(grid.lines[0].place, grid.lines[1].place, 2)
    return Movement(grid.rows, Instant(end - 28 * DAY), end, lines, whole, (handed,))


def staffing_of(grid: Grid) -> Staffing:
    lines = [Load(line.place, line.whole.count, 900.0, 3, 2, 1, 9, 8, 7, 1, 0, 6, 4) for line in grid.lines]
    whole = Load(Place(None, "All together", ()), grid.whole.count, 5_400.0, 18, 12, 6, 54, 48, 42, 6, 0, 36, 24)
    return Staffing(Axis("team", "Team", "team"), "Level 2", "level_needed", "level_2", tuple(lines), whole)
