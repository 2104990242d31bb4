"""The tables of who holds what: the map with its doors, the parts, what moved, who handed to whom, and the load."""

from dataclasses import replace

from peeler.answers.workload.answer import Grid, Line, Load, Moved, Place, Staffing, Tally, WorkloadAnswer
from peeler.terms.clocks import london
from peeler.web.moments import day_text
from peeler.web.numbers import decimal, whole
from peeler.web.tables import Cell, Column, NumberTable
from peeler.web.workload_doors import Doors

SHOWN_MOVES = 40


def lower(title: str) -> str:
    """A title inside a sentence."""
    return title[:1].lower() + title[1:]


def grid_table(grid: Grid, doors: Doors, caption: str) -> NumberTable:
    """The map as a table, every number a door to its records."""
    weighed, unknown = grid.whole.weight is not None, bool(grid.whole.unknown)
    heads = [Column(grid.rows.title), *(Column(head.label) for head in grid.heads), Column("All")]
    heads += [Column("Unknown", "unknown")] if unknown else []
    heads += [Column("Not weighed")] if weighed else []
    lines = [line_cells(grid, doors, line.place, line, weighed=weighed, unknown=unknown) for line in grid.lines]
    total = Line(Place(None, "All together", ()), grid.foot, grid.whole)
    foot = line_cells(grid, doors, None, total, weighed=weighed, unknown=unknown)
    return NumberTable(
        caption, tuple(heads),
        tuple((Cell(line.place.label), cells) for line, cells in zip(grid.lines, lines, strict=True)),
        ((Cell("All together"), foot),),
    )  # fmt: skip


def line_cells(
    grid: Grid, doors: Doors, row: Place | None, line: Line, *, weighed: bool, unknown: bool
) -> tuple[Cell, ...]:
    """The cells of one row of the table."""
    cells = [
        tally_cell(tally, doors.cell(grid, row, head), f"{line.place.label}, {head.label}")
        for head, tally in zip(grid.heads, line.cells, strict=True)
    ]
    cells.append(tally_cell(line.whole, doors.cell(grid, row, None), f"{line.place.label}, all"))
    if unknown:
        door = doors.cell(grid, row, None, "unknown") if line.whole.unknown else ""
        cells.append(Cell(whole(line.whole.unknown or 0), door, about=f"{line.place.label}, unknown"))
    if weighed:
        cells.append(Cell("" if line.whole.weightless is None else whole(line.whole.weightless)))
    return tuple(cells)


def tally_cell(tally: Tally, href: str, about: str) -> Cell:
    """One tally: its number a door where there is anything behind it; its weight with the count beside it."""
    if tally.count is None:
        return Cell(tally.held)
    door = href if tally.count else ""
    if tally.weight is None or not tally.count:
        return Cell(whole(tally.count), door, about=about)
    return Cell(whole(tally.weight), door, f"of {whole(tally.count)}", about)


def parts_table(answer: WorkloadAnswer, doors: Doors) -> NumberTable:
    """The parts of the work, whatever the map is by, with their share."""
    lines = []
    for part in answer.parts:
        cell = tally_cell(replace(part.tally, weight=None), doors.part(answer, part), part.place.label)
        share = Cell("")
        if part.tally.count is not None and answer.whole.count:
            share = Cell(f"{decimal(100 * part.tally.count / answer.whole.count)} %")
        lines.append((Cell(part.place.label), (cell, share)))
    foot = (tally_cell(answer.whole, doors.part(answer, None), "all together"), Cell(""))
    heads = (Column("Part"), Column("Number"), Column("Part of all"))
    return NumberTable("The parts, which add up to the whole", heads, tuple(lines), ((Cell("All together"), foot),))


def moved_table(answer: WorkloadAnswer, doors: Doors) -> NumberTable | None:
    """What moved, a row each, the whole at the foot; what is there now is a door."""
    movement = answer.movement
    if movement is None:
        return None
    axis = movement.axis

    def line(one: Moved) -> tuple[Cell, tuple[Cell, ...]]:
        """One row."""
        past = [Cell(whole(n)) for n in (one.before, one.arrived, one.received, one.completed, one.handed_on)]
        door = doors.group(answer.grid, axis, one.place, movement.end, each=True) if one.now else ""
        return Cell(one.place.label), (*past, Cell(whole(one.now), door, about=f"{one.place.label}, now"))

    days = [day_text(london(moment).date()) for moment in (movement.start, movement.end)]
    caption = f"What moved from {days[0]} to {days[1]}, by {lower(axis.title)}"
    left = f"The fullest {SHOWN_MOVES} of {whole(len(movement.lines))}." if len(movement.lines) > SHOWN_MOVES else ""
    heads = (Column(axis.title), *map(Column, ("Before", "Came in", "Was given", "Done", "Handed on", "Now")))
    return NumberTable(caption, heads, tuple(map(line, movement.lines[:SHOWN_MOVES])), (line(movement.whole),), left)


def handed_table(answer: WorkloadAnswer) -> NumberTable | None:
    """Who handed most to whom; None where nothing was handed on."""
    movement = answer.movement
    if movement is None or not movement.handings:
        return None
    rows = tuple((Cell(one.giver.label), (Cell(one.taker.label), Cell(whole(one.count)))) for one in movement.handings)
    return NumberTable("Most often handed on", (Column("From"), Column("To"), Column("Number")), rows)


def load_table(answer: WorkloadAnswer, doors: Doors) -> NumberTable | None:
    """The load of every team."""
    staffing = answer.staffing
    if staffing is None:
        return None
    level = lower(staffing.level)
    heads = (
        staffing.axis.title, "Work", "For each available", "Harm for each, days", "Available", "Posts filled", f"Needs {level}",
        f"Available at {level}", "With an officer below it",
    )  # fmt: skip
    lines = [
        (Cell(one.place.label), load_cells(answer, staffing, one, doors)) for one in (*staffing.lines, staffing.whole)
    ]
    return NumberTable("Load for each who is available", tuple(map(Column, heads)), tuple(lines[:-1]), (lines[-1],))


def load_cells(answer: WorkloadAnswer, staffing: Staffing, one: Load, doors: Doors) -> tuple[Cell, ...]:
    """One team's cells."""
    name, needs = one.place.label, ((staffing.needs, staffing.word),)
    work = doors.group(answer.grid, staffing.axis, one.place, answer.as_at) if one.work else ""
    needing = doors.group(answer.grid, staffing.axis, one.place, answer.as_at, needs) if one.needing else ""
    away = [
        f"{whole(count)} {word}" for count, word in ((one.absent, "absent"), (one.training, "in training")) if count
    ]
    return (
        Cell(number_text(one.work, 0), work, about=f"{name}, work"), Cell(number_text(one.each, 1)), Cell(number_text(one.weight_each, 0)),
        Cell(whole(one.available), aside=f"of {whole(one.serving)}{''.join(f', {said}' for said in away)}"),
        Cell(whole(one.filled), aside=f"of {whole(one.posts)}"),
        Cell(number_text(one.needing, 0), needing, about=f"{name}, needs {lower(staffing.level)}"), Cell(whole(one.able)),
        Cell(number_text(one.mismatched, 0)),
    )  # fmt: skip


def number_text(number: float | None, places: int) -> str:
    """A number with so many places; nothing where there is none."""
    if number is None:
        return ""
    return decimal(number, places) if places else whole(number)
