"""Where everything on a flow map stands: steps down a staircase, moves along their step's row and down to the next.

Each step has a column and a row of its own. A move runs along the row of the step it leaves to the column of the step it
leads to, and there down (or, where it goes back, up) to it. So every move has one place of its own, where its row meets its
column, and its numbers stand there; no two numbers can lie on each other, whatever the flow.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from peeler.answers.progress.flow_answer import FlowMove, FlowStep

WIDTH = 1_100
WIDEST, ROW, BOX = 180, 66, 54  # the most a column takes, a row, and the height of a step
SHARE, CORNER = (
    0.8,
    17,
)  # how much of its column a step takes, and how far from its corner the lines that reach it come in
TOP, FOOT = 26, 8
ROOM = 24  # all the lines out of one step, or into one, beside each other
THINNEST, GAP = 1.4, 2.0
BEND = 7


@dataclass(frozen=True)
class Place:
    """A step's box: its left upper corner and its width."""

    step: FlowStep
    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Line:
    """A move: how thick, where it leaves and at which height, the middle of it in its column, where it arrives; of which row.

    ``clear``: the height above which nothing of its row runs, so that its numbers stand there.
    """

    move: FlowMove
    thick: float
    start: float
    height: float
    across: float
    end: float
    row: int
    column: int
    clear: float = 0.0

    @property
    def back(self) -> bool:
        """Whether it runs against the order."""
        return self.column < self.row


@dataclass(frozen=True)
class Laid:
    """A whole map; ``height`` is that of the drawing."""

    places: tuple[Place, ...]
    lines: tuple[Line, ...]
    height: float
    pitch: float


def laid_out(steps: Sequence[FlowStep], moves: Sequence[FlowMove]) -> Laid:
    """Puts steps and moves in their places; a move of a step to itself, or of a step that is not drawn, has none."""
    pitch = min(WIDEST, WIDTH / max(len(steps), 1))
    places = tuple(placed(step, number, pitch) for number, step in enumerate(steps))
    order = {step.name: number for number, step in enumerate(steps)}
    drawn = [
        move for move in moves if move.count and move.step in order and move.next in order and move.step != move.next
    ]
    thick = thickness(drawn)
    lanes = {**lanes_of(drawn, order, thick, leaving=True), **lanes_of(drawn, order, thick, leaving=False)}
    lines = tuple(line_of(move, order, places, thick, lanes) for move in drawn)
    return Laid(places, tuple(cleared(lines)), TOP + ROW * len(steps) + FOOT, pitch)


def cleared(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, each with the height that is clear of all that run beside it in its row."""
    tops: dict[tuple[int, bool], float] = {}
    for line in lines:
        key = (line.row, line.back)
        tops[key] = min(tops.get(key, line.height), line.height - line.thick / 2)
    return (replace(line, clear=tops[line.row, line.back]) for line in lines)


def placed(step: FlowStep, number: int, pitch: float) -> Place:
    """The box of a step."""
    return Place(step, pitch * number + 1, TOP + ROW * number, pitch * SHARE)


def thickness(moves: Sequence[FlowMove]) -> dict[tuple[str, str], float]:
    """How thick each line is: by its count, so that all that leave or reach any one step have room beside each other."""
    bundles: dict[tuple[str, str], list[int]] = {}
    for move in moves:
        for key in (("from", move.step), ("to", move.next)):
            bundles.setdefault(key, []).append(move.count or 0)
    each = min(((ROOM - GAP * (len(one) - 1)) / sum(one) for one in bundles.values()), default=1.0)
    return {(move.step, move.next): max(THINNEST, (move.count or 0) * max(each, 0.0)) for move in moves}


Lanes = Mapping[tuple[bool, str, str], float]


def lanes_of(
    moves: Sequence[FlowMove], order: Mapping[str, int], thick: Mapping[tuple[str, str], float], *, leaving: bool
) -> dict[tuple[bool, str, str], float]:
    """How far the middle of each line lies from the edge of its bundle, so that lines of one bundle never cross each other.

    Of those that leave a step the farthest runs on the far side of the turn; of those that reach one, that from the
    farthest row does.
    """
    made: dict[tuple[bool, str, str], float] = {}
    for bundle in bundles_of(moves, order, leaving=leaving):
        offset = 0.0
        for move in bundle:
            width = thick[move.step, move.next]
            made[leaving, move.step, move.next] = offset + width / 2
            offset += width + GAP
    return made


def bundles_of(moves: Sequence[FlowMove], order: Mapping[str, int], *, leaving: bool) -> Iterator[list[FlowMove]]:
    """The moves that leave (or reach) a step on one side of it, the farthest first."""
    sides: dict[tuple[str, bool], list[FlowMove]] = {}
    for move in moves:
        back = order[move.next] < order[move.step]
        sides.setdefault((move.step if leaving else move.next, back), []).append(move)
    for bundle in sides.values():
        yield sorted(bundle, key=lambda move: -abs(order[move.next] - order[move.step]))


def line_of(
    move: FlowMove,
    order: Mapping[str, int],
    places: Sequence[Place],
    thick: Mapping[tuple[str, str], float],
    lanes: Lanes,
) -> Line:
    """One move's line. Those that go on leave to the right and come from above; those that go back leave left, come from below."""
    row, column = order[move.step], order[move.next]
    leaves, reaches = places[row], places[column]
    out, within = lanes[True, move.step, move.next], lanes[False, move.step, move.next]
    if column > row:  # the farthest runs highest, and comes down on the right
        height = leaves.y + BOX - ROOM + out - 2
        across = reaches.x + reaches.width - CORNER + ROOM / 2 - within
        return Line(move, thick[move.step, move.next], leaves.x + leaves.width, height, across, reaches.y, row, column)
    height = leaves.y + BOX - 4 - out  # the farthest runs lowest, and goes up on the left
    across = reaches.x + CORNER - ROOM / 2 + within
    return Line(move, thick[move.step, move.next], leaves.x, height, across, reaches.y + BOX, row, column)
