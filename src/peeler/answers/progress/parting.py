"""Where two groups part ways: after which step the one goes on more often to another step than the other does."""

from collections.abc import Iterator
from dataclasses import dataclass

from peeler.answers.progress.flow_answer import FlowMove, FlowSide
from peeler.measures.contrasts import Share, difference_of_shares

LEAST = 0.05  # a parting is spoken of where the shares are at least this far apart


@dataclass(frozen=True, slots=True)
class Parting:
    """After ``step``: how many of each group that went on came straight to ``next``, each as (so many, of so many).

    ``low`` and ``high``: the 95 % interval of the first share less the second (Newcombe 1998); it leaves out nought.
    """

    step: str
    next: str
    one: Share
    other: Share
    low: float
    high: float

    @property
    def shares(self) -> tuple[float, float]:
        """Both shares, as fractions of 1."""
        return self.one.numerator / self.one.denominator, self.other.numerator / self.other.denominator

    @property
    def apart(self) -> float:
        """The first share less the second."""
        return self.shares[0] - self.shares[1]


def partings(one: FlowSide, other: FlowSide) -> tuple[Parting, ...]:
    """Where the two sides part by more than chance explains, the widest first; nothing of steps whose moves are held back."""
    found = [parting for step in shared_steps(one, other) for parting in parted(one, other, step)]
    return tuple(sorted(found, key=lambda parting: (-abs(parting.apart), parting.step, parting.next)))


def shared_steps(one: FlowSide, other: FlowSide) -> list[str]:
    """The steps that both groups left, in order."""
    left = [{move.step for move in side.moves} for side in (one, other)]
    return [step.name for step in one.steps if step.name in left[0] & left[1]]


def parted(one: FlowSide, other: FlowSide, step: str) -> Iterator[Parting]:
    """The moves out of one step whose shares differ."""
    sides = [left_for(side, step) for side in (one, other)]
    if any(count is None for side in sides for count in side.values()):
        return
    mine, theirs = ({name: count or 0 for name, count in side.items()} for side in sides)
    for following in dict.fromkeys([*mine, *theirs]):
        first = Share(mine.get(following, 0), sum(mine.values()))
        second = Share(theirs.get(following, 0), sum(theirs.values()))
        contrast = difference_of_shares(first, second)
        if contrast.finding in ("higher", "lower") and contrast.low is not None and contrast.high is not None:
            parting = Parting(step, following, first, second, contrast.low, contrast.high)
            if abs(parting.apart) >= LEAST:
                yield parting


def left_for(side: FlowSide, step: str) -> dict[str, int | None]:
    """Where a step was left for, and how often; None where that is held back."""
    moves: list[FlowMove] = [move for move in side.moves if move.step == step]
    return {move.next: move.count for move in moves}
