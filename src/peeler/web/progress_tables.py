"""The tables of a flow: time in each stage, moves, ways through, what came back, and what stands still."""

from collections.abc import Sequence

from peeler.answers.progress.flow_answer import FlowCase, FlowMove, FlowSide, FlowStep, FlowVariant, ProgressAnswer
from peeler.answers.progress.parting import partings
from peeler.web.moments import begun, moment_text
from peeler.web.numbers import percent, whole
from peeler.web.parameters import Pairs, address, object_path
from peeler.web.progress_doors import Doors
from peeler.web.progress_words import arrow, length_text, side_name
from peeler.web.shown import shortened, value_shown
from peeler.web.subject import dimension_words
from peeler.web.tables import Cell, Column, Line, NumberTable

MOST_MOVES, MOST_PARTINGS = 60, 20
INTERVAL = Column("95 % interval", "interval")
NOT_YET = "not yet"


def steps_table(answer: ProgressAnswer, side: FlowSide, doors: Doors) -> NumberTable:
    """Each step down: how often, who stands there, and for stages how long."""
    if answer.by == "events":
        names = ("Event", "How often", "Of how many", "Again")
        rows = [(Cell(step.title), counted_cells(step)) for step in side.steps]
        return NumberTable(f"Each event{of_side(side)}", tuple(map(Column, names)), tuple(rows))
    heads = (
        Column("Stage"), Column("Came there"), Column("Came back"), Column("There now"), Column("Half leave within"), INTERVAL,
        Column("Nine in ten within"), Column("Longer than that"), Column("Of all the waiting"),
    )  # fmt: skip
    return NumberTable(
        f"Time in each stage{of_side(side)}", heads, tuple(step_line(step, doors) for step in side.steps)
    )


def counted_cells(step: FlowStep) -> tuple[Cell, ...]:
    """How often a step was entered, by how many, and again."""
    if step.entered is None:
        return Cell(step.held), Cell(""), Cell("")
    return Cell(whole(step.entered)), Cell(number(step.cases)), Cell(number(step.came_back))


def step_line(step: FlowStep, doors: Doors) -> Line:
    """One stage's row; where it ends, nobody waits."""
    entered, _, back = counted_cells(step)
    here = Cell(
        step.held if step.here is None else whole(step.here),
        doors.to(f"here:{step.name}") if step.here else "",
        "",
        f"at {step.title}",
    )
    if step.ends or step.entered is None:
        return Cell(step.title), (entered, back, here, *(Cell("") for _ in range(5)))
    between = (
        ""
        if step.low is None
        else f"{length_text(step.low)} to {length_text(step.high)}"
        if step.high is not None
        else f"{length_text(step.low)} or more"
    )
    return Cell(step.title), (
        entered, back, here, Cell(reached(step.median)), Cell(between), Cell(reached(step.ninth)), Cell(number(step.overdue)),
        Cell("" if step.spent is None else percent(step.spent)),
    )  # fmt: skip


def reached(length: float | None) -> str:
    """A length, or that not so many have left."""
    return NOT_YET if length is None else length_text(length)


def number(count: int | None) -> str:
    """A count; nothing where it is not told."""
    return "" if count is None else whole(count)


def moves_table(answer: ProgressAnswer, side: FlowSide, doors: Doors) -> NumberTable:
    """The moves, the commonest first."""
    left = {step.name: step.entered or 0 for step in side.steps}
    heads = ("From and to", "How often", "Of those who came", "Half within", "Nine in ten within")
    lines = [move_line(answer, move, left.get(move.step, 0), doors) for move in side.moves[:MOST_MOVES]]
    rest = len(side.moves) - MOST_MOVES
    more = f"{whole(rest)} rarer moves are in the download." if rest > 0 else ""
    return NumberTable(
        f"Every move from one to the next{of_side(side)}", tuple(map(Column, heads)), tuple(lines), (), more
    )


def of_side(side: FlowSide) -> str:
    """``: Voluntary``, so that no two tables are called the same; empty where there is one group."""
    return f": {side_name(side)}" if side.label else ""


def move_line(answer: ProgressAnswer, move: FlowMove, came: int, doors: Doors) -> Line:
    """One move's row."""
    name = arrow([answer.title_of(move.step), answer.title_of(move.next)])
    way = "(began again)" if move.reopens else "(back)" if move.back else ""
    if move.count is None:
        return Cell(name, aside=way), (Cell(move.held), *(Cell("") for _ in range(3)))
    share = percent(move.count / came) if came else ""
    return Cell(name, aside=way), (
        Cell(whole(move.count), doors.to(f"move:{move.step}>{move.next}"), "", name), Cell(share), Cell(reached(move.median)), Cell(reached(move.ninth)),
    )  # fmt: skip


def variants_table(answer: ProgressAnswer, side: FlowSide, doors: Doors) -> NumberTable:
    """The commonest ways through, each leading to its cases."""
    heads = ("Way through", "Cases", "Share", "Half took")
    rows = tuple(variant_line(answer, variant, doors) for variant in side.variants)
    more = side.variants_in_all - len(side.variants)
    left = f"{whole(more)} other way{'' if more == 1 else 's'}, each rarer." if more > 0 else ""
    return NumberTable(
        f"The ways cases took so far, the commonest first{of_side(side)}", tuple(map(Column, heads)), rows, (), left
    )


def variant_line(answer: ProgressAnswer, variant: FlowVariant, doors: Doors) -> Line:
    """One way's row."""
    way = arrow([answer.title_of(step) for step in variant.steps])
    if variant.count is None or variant.share is None:
        return Cell(way), (Cell(variant.held), Cell(""), Cell(""))
    href = doors.to(f"variant:{'>'.join(variant.steps)}")
    took = "" if variant.median is None or len(variant.steps) < 2 else length_text(variant.median)
    return Cell(way), (
        Cell(whole(variant.count), href, "", f"took the way {way}"),
        Cell(percent(variant.share)),
        Cell(took),
    )


def back_table(answer: ProgressAnswer, side: FlowSide, doors: Doors) -> NumberTable | None:
    """What went back or began again; None where nothing did."""
    found = [move for move in side.moves if move.back or move.reopens or move.step == move.next]
    if not found or answer.by == "events":
        return None
    heads = ("From and to", "How often", "Of those who came", "Half within", "Nine in ten within")
    left = {step.name: step.entered or 0 for step in side.steps}
    return NumberTable(
        "What went back or began again",
        tuple(map(Column, heads)),
        tuple(move_line(answer, move, left.get(move.step, 0), doors) for move in found),
    )


def cases_table(
    name: str, cases: Sequence[FlowCase], titles: dict[str, str], caption: str, kept: Pairs
) -> NumberTable | None:
    """Cases, those that took longest first; each leads to its page at the moments ``kept``. None where there are none."""
    if not cases:
        return None
    moved = any(case.next is not None for case in cases)
    heads = [name, "From" if moved else "Stage", "Since", *(["To", "At"] if moved else []), "For"]
    heads += [begun(dimension_words(column)) for column, _, _ in cases[0].columns]
    lines = tuple(case_line(case, titles, kept, moved=moved) for case in cases)
    return NumberTable(caption, tuple(map(Column, heads)), lines)


def case_line(case: FlowCase, titles: dict[str, str], kept: Pairs, *, moved: bool) -> Line:
    """One case's row."""
    reference = case.object.partition(":")[2] or case.object
    until = "" if case.until is None else moment_text(case.until)
    went = [Cell(titles.get(case.next or "", "")), Cell(until)] if moved else []
    columns = [Cell(words(kind, value)) for _, kind, value in case.columns]
    late = "longer than nine in ten" if case.overdue else ""
    href = address(object_path(case.object_type, case.object), kept)
    return Cell(shortened(reference), href, "", "its page"), (
        Cell(titles.get(case.step, case.step)), Cell(moment_text(case.since)), *went, Cell(length_text(case.length), aside=late), *columns,
    )  # fmt: skip


def words(kind: str, value: object) -> str:
    """A value for a person; codes are words with lines between them."""
    said = value_shown(kind, value)
    return said.replace("_", " ") if kind == "word" and ":" not in said else said


def beside_table(answer: ProgressAnswer, one: FlowSide, other: FlowSide) -> NumberTable:
    """Each stage down, both groups across."""
    heads = (
        "Stage",
        *(
            f"{name}: {what}"
            for name in (side_name(one), side_name(other))
            for what in ("came there", "half leave within", "nine in ten")
        ),
    )
    names = dict.fromkeys([step.name for step in one.steps] + [step.name for step in other.steps])
    rows = []
    for name, *_ in answer.stages:
        if name in names:
            cells = [cell for side in (one, other) for cell in side_cells(side, name)]
            rows.append((Cell(answer.title_of(name)), tuple(cells)))
    return NumberTable("Time in each stage, side by side", tuple(map(Column, heads)), tuple(rows))


def side_cells(side: FlowSide, name: str) -> tuple[Cell, ...]:
    """How often one group came to a stage, and how long it stayed there."""
    step = side.step(name)
    if step is None:
        return Cell("0"), Cell(""), Cell("")
    if step.entered is None:
        return Cell(step.held), Cell(""), Cell("")
    part = f"({percent(step.cases / side.cases)})" if step.cases is not None and side.cases else ""
    return Cell(whole(step.entered), aside=part), *(
        (Cell(""), Cell("")) if step.ends else (Cell(reached(step.median)), Cell(reached(step.ninth)))
    )


def partings_table(answer: ProgressAnswer, one: FlowSide, other: FlowSide) -> NumberTable | None:
    """Where the two groups go on differently by more than chance; None where nowhere."""
    found = partings(one, other)
    if not found:
        return None
    heads = (
        Column("After"),
        Column("Straight to"),
        Column(side_name(one)),
        Column(side_name(other)),
        Column("Difference"),
        INTERVAL,
    )
    rows = []
    for parting in found[:MOST_PARTINGS]:
        first, second = parting.shares
        cells = (
            Cell(answer.title_of(parting.next)), Cell(percent(first), aside=of(parting.one)), Cell(percent(second), aside=of(parting.other)),
            Cell(f"{percent(abs(parting.apart))} {'more' if parting.apart > 0 else 'less'}"),
            Cell(between(parting.low, parting.high)),
        )  # fmt: skip
        rows.append((Cell(answer.title_of(parting.step)), cells))
    return NumberTable("Where they part ways, the widest first", heads, tuple(rows))


def of(share: tuple[int, int]) -> str:
    """``48 of 145``."""
    return f"{whole(share[0])} of {whole(share[1])}"


def between(low: float, high: float) -> str:
    """The interval of a difference, both ends on the side of the difference."""
    near, far = sorted((abs(low), abs(high)))
    return f"{percent(near)} to {percent(far)}"
