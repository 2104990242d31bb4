"""The view of who holds what: the answer in words, the map and its table, the parts, what moved, and load for each officer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from peeler.answers.workload.answer import Grid, Line, Part, Place, Tally, WorkloadAnswer
from peeler.answers.workload.tallies import added
from peeler.web.figures import Figure, drawn_twice
from peeler.web.heat_map import HeatCell, heat_map
from peeler.web.numbers import DASH, whole
from peeler.web.tables import NumberTable
from peeler.web.workload_doors import Doors
from peeler.web.workload_tables import grid_table, handed_table, load_table, lower, moved_table, parts_table
from peeler.web.workload_words import load_words, moved_words, verdict

MOST_ROWS, MOST_COLUMNS, MOST_DRAWN = 60, 24, 18
MOST_WIDE, MOST_NARROW = 12, 8
OTHERS = "All others"


@dataclass(frozen=True)
class Beside:
    """What stands beside the map of one part: its table."""

    title: str
    words: str
    table: NumberTable


@dataclass(frozen=True)
class WorkloadView:
    """What the template shows. ``adds_up``: whether everything does, None where not all may be told."""

    answer: str
    certainty: tuple[str, ...]
    adds_up: bool | None
    checks: tuple[str, ...]
    figure: Figure | None
    table: NumberTable
    parts: NumberTable
    beside: tuple[Beside, ...]
    moved_words: str
    moved: NumberTable | None
    handed: NumberTable | None
    load_words: str
    load: NumberTable | None
    notes: tuple[str, ...]


def workload_view(answer: WorkloadAnswer, doors: Doors) -> WorkloadView:
    """The view of an answer."""
    grid = shortened(answer.grid)
    said, certainty = verdict(answer)
    return WorkloadView(
        said, certainty, answer.adds_up, tuple(check_words(answer)), map_of(answer, grid), grid_table(grid, doors, caption_of(grid)),
        parts_table(answer, doors), tuple(beside(part, doors) for part in answer.parts if part.grid is not None),
        moved_words(answer), moved_table(answer, doors), handed_table(answer), load_words(answer), load_table(answer, doors), answer.notes,
    )  # fmt: skip


def caption_of(grid: Grid) -> str:
    """``Open investigations by team and age``."""
    return f"{grid.title} by {lower(grid.rows.title)} and {lower(grid.columns.title)}"


def shortened(grid: Grid) -> Grid:
    """The map with the fullest rows and columns, and all others together in one, so that it still adds up."""
    narrow = grid
    if len(grid.heads) > MOST_COLUMNS:
        keep = MOST_COLUMNS - 1
        rest = others(len(grid.heads) - keep, grid.heads[keep:])
        lines = tuple(replace(one, cells=(*one.cells[:keep], added(one.cells[keep:]))) for one in grid.lines)
        narrow = replace(
            grid, heads=(*grid.heads[:keep], rest), lines=lines, foot=(*grid.foot[:keep], added(grid.foot[keep:]))
        )
    if len(narrow.lines) <= MOST_ROWS:
        return narrow
    kept, left = narrow.lines[: MOST_ROWS - 1], narrow.lines[MOST_ROWS - 1 :]
    cells = tuple(added(line.cells[place] for line in left) for place in range(len(narrow.heads)))
    last = Line(others(len(left), [line.place for line in left]), cells, added(line.whole for line in left))
    return replace(narrow, lines=(*kept, last))


def others(count: int, places: Sequence[Place]) -> Place:
    """The place of all that are not shown one by one."""
    return Place(OTHERS, f"{OTHERS} ({whole(count)})", tuple(value for place in places for value in place.behind))


def figure_of(tally: Tally) -> str:
    """What stands in a cell: its count, or its weight where it was weighed; nothing for nought."""
    if tally.count is None:
        return DASH
    if tally.weight is not None:
        return whole(tally.weight) if tally.count else ""
    return whole(tally.count) if tally.count else ""


def map_of(answer: WorkloadAnswer, grid: Grid) -> Figure | None:
    """The heat map of the fullest rows; None where there is nothing to show."""
    if not grid.lines or not grid.heads:
        return None
    lines = grid.lines[:MOST_DRAWN]
    columns = used(grid, lines)
    unit = "days of imprisonment such offences are given" if answer.question.weighted else answer.definition.noun
    drawn = drawn_twice(
        lambda size: heat_map(*drawn_cells(lines, grid, columns[: MOST_WIDE if size.columns > 1 else MOST_NARROW]), size),
        caption_of(grid), f"{unit[:1].upper()}{unit[1:]}; the deeper the blue, the more.", verdict(answer)[0],
    )  # fmt: skip
    left = len(grid.lines) > MOST_DRAWN or len(columns) > MOST_NARROW
    return replace(drawn, left_out="The drawing has the fullest; the table has all." if left else "")


def used(grid: Grid, lines: Sequence[Line]) -> list[int]:
    """The columns with anything in them, and those between: empty ones at the end of an order are not drawn."""
    full = [place for place in range(len(grid.heads)) if any(line.cells[place] != Tally() for line in lines)]
    if not full:
        return [0]
    return full if len(grid.heads) > MOST_NARROW else list(range(full[-1] + 1))


def drawn_cells(
    lines: Sequence[Line], grid: Grid, columns: Sequence[int]
) -> tuple[list[str], list[str], list[HeatCell]]:
    """Rows, columns and cells of the drawing; names that are the same are told apart."""
    rows, heads = unlike([line.place.label for line in lines]), unlike([grid.heads[place].label for place in columns])
    cells = [
        HeatCell(row, head, told(line.cells[place]), figure_of(line.cells[place]))
        for row, line in zip(rows, lines, strict=True)
        for head, place in zip(heads, columns, strict=True)
    ]
    return rows, heads, cells


def unlike(names: Sequence[str]) -> list[str]:
    """Names of which no two are the same."""
    seen: dict[str, int] = {}
    made = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        made.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return made


def told(tally: Tally) -> float | None:
    """The value by which a cell is coloured."""
    return tally.weight if tally.weight is not None and tally.count is not None else tally.count


def beside(part: Part, doors: Doors) -> Beside:
    """One part's own map as a table."""
    if part.grid is None:
        raise ValueError("a part without a map has nothing beside it")
    grid = shortened(part.grid)
    top = next((line for line in grid.lines if line.whole.count), None)
    words = ""
    if top is not None and top.whole.count is not None and grid.whole.count:
        words = f"{whole(grid.whole.count)} in all; the most, {whole(top.whole.count)}: {lower(top.place.label)}."
    caption = f"{part.grid.title}: by {lower(grid.rows.title)} and {lower(grid.columns.title)}"
    return Beside(part.grid.title, words, grid_table(grid, doors, caption))


def check_words(answer: WorkloadAnswer) -> list[str]:
    """Each check in words."""
    said = []
    for check in answer.checks:
        if check.holds is None or check.whole is None or check.parts is None:
            said.append(f"{check.of[:1].upper()}{check.of[1:]}: not told.")
        else:
            verb = "adds up to" if check.holds else "does NOT add up to"
            said.append(
                f"{check.of[:1].upper()}{check.of[1:]}: {whole(check.parts)}, which {verb} {whole(check.whole)}."
            )
    return said
