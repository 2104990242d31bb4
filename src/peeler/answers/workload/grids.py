"""Maps of work: two dimensions, every record in just one cell, rows and columns in an order that tells something."""

from collections.abc import Iterable, Mapping

from peeler.answers.workload.answer import Grid, Line, Place, Tally
from peeler.answers.workload.tallies import NOTHING, added, tally_of, weighed_tally
from peeler.answers.workload.work import OFFENCE, Shown, Work
from peeler.definitions.workload import WorkDimension
from peeler.measures.rows import Value

Cells = dict[tuple[Value, Value], Tally]
Behind = dict[Value, tuple[Value, ...]]


def grid_of(
    work: Work, dimensions: tuple[WorkDimension, WorkDimension], title: str, within: tuple[str, Value] | None = None
) -> Grid:
    """The map of the work, or of one group of a further column of it."""
    rows, columns = dimensions
    down, across = work.shown_values(rows), work.shown_values(columns)
    cells, behind = cells_of(work, down, across, within)
    lines, heads = ordered(down, [r for r, _ in cells], cells, 0), ordered(across, [c for _, c in cells], cells, 1)
    tops = tuple(across.place(one, behind[1].get(one, (one,))) for one in heads)
    made = tuple(line_of(down.place(one, behind[0].get(one, (one,))), tops, cells) for one in lines)
    foot = tuple(added(line.cells[number] for line in made) for number in range(len(tops)))
    whole = added(line.whole for line in made) if made else NOTHING
    named = (within,) if within else ()
    question = work.measure_question((*(name for name, _ in named), rows.column, columns.column))
    return Grid(title, work.axis(rows), work.axis(columns), tops, made, foot, whole, question, named)


def cells_of(
    work: Work, down: Shown, across: Shown, within: tuple[str, Value] | None = None
) -> tuple[Cells, tuple[Behind, ...]]:
    """The tally of every cell there is, and for each place shown the values of the column that stand behind it."""
    names = (down.dimension.column, across.dimension.column)
    weights = work.desk.catalogue.look_ups[work.definition.file.weight or ""].entries if weighs(work) else None
    by = [*([within[0]] if within else []), *names, *([OFFENCE] if weights is not None else [])]
    found: dict[tuple[Value, Value], list[Tally]] = {}
    behind: tuple[dict[Value, dict[Value, None]], ...] = ({}, {})
    for row in work.rows(work.measure_question(by)):
        said = dict(row.dimensions)
        if within is not None and said[within[0]] != within[1]:
            continue
        key = (down.value(said[names[0]]), across.value(said[names[1]]))
        tally = tally_of(row) if weights is None else weighed_tally(row, weights)
        found.setdefault(key, []).append(tally)
        for place in (0, 1):
            behind[place].setdefault(key[place], {})[said[names[place]]] = None
    kept = {key: added(several) for key, several in found.items()}
    return kept, tuple({shown: tuple(values) for shown, values in side.items()} for side in behind)


def weighs(work: Work) -> bool:
    """Whether the work is to be weighed by harm too."""
    return work.question.weighted and work.definition.file.weight is not None


def ordered(shown: Shown, there: Iterable[Value], cells: Mapping[tuple[Value, Value], Tally], side: int) -> list[Value]:
    """The places in order: the words of the dimension in theirs (as columns all of them), else the fullest first."""
    found = dict.fromkeys(there)
    if shown.dimension.ordered:
        words = [word for word, _ in shown.dimension.words if side == 1 or word in found]
        return [*words, *(value for value in found if value not in words)]
    full: dict[Value, int] = {}
    for key, tally in cells.items():
        full[key[side]] = full.get(key[side], 0) + (tally.count or 0) + (tally.unknown or 0)
    return sorted(found, key=lambda value: (-full[value], value is None, str(value)))


def line_of(place: Place, heads: tuple[Place, ...], cells: Mapping[tuple[Value, Value], Tally]) -> Line:
    """One row of the map."""
    made = tuple(cells.get((place.value, head.value), NOTHING) for head in heads)
    return Line(place, made, added(made))
