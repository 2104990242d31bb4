"""Actions set for what inspections found: by whom, until when; done, given up with a reason, or neither."""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, Ints
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.findings import OWNERS
from peeler.simulate.force.lives.quotas import first_at, only

REASONS: Final = ("overtaken_by_another_action", "no_longer_needed")
_MOST: Final = 4  # for one finding
_DUE: Final = 120  # days
_SET: Final[Spread] = ((0.0, DAY), (0.7, 21 * DAY), (1.0, 80 * DAY))
_DONE: Final[Spread] = ((0.0, 9 * DAY), (0.6, 115 * DAY), (1.0, 320 * DAY))


def inspection_actions(truth: Truth) -> Part:
    """One to four actions for each recommendation, set once it has an owner; numbered under it."""
    finding, chance = truth.things["recommendation"], truth.world.chance
    count = 1 + chance.below("inspection actions", finding.numbers, _MOST)
    of = np.repeat(np.arange(len(finding), dtype=np.int64), count)
    turn = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    numbers = finding.numbers[of] * _MOST + turn
    begun = first_at(truth, "recommendation.assigned", len(finding))[of] + 10 * HOUR
    given = begun + chance.spread("inspection action set", numbers, _SET)
    ends = chance.one_of("inspection action ends", numbers, (67, 7, 26))
    ended = given + chance.spread("inspection action ended", numbers, _DONE)
    every = np.arange(len(of), dtype=np.int64)
    columns = _columns(truth, numbers, of, turn, given)
    why = {"reason": Words(REASONS, chance.below("inspection action why", numbers, len(REASONS)))}
    return Part(
        things=(Things("inspection_action", numbers, columns),),
        happenings=(
            Happenings("inspection_action.set", every, given),
            Happenings("inspection_action.done", every, only(ends == 0, ended)),
            Happenings("inspection_action.not_pursued", every, only(ends == 1, ended), why),
        ),
        planted=(Planted("action of an inspection never done", "inspection_action", every[ends == 2]),),
    )


def _columns(truth: Truth, numbers: Ints, of: Ints, turn: Ints, given: Ints) -> dict[str, Column]:
    owner = truth.world.chance.below("inspection action owner", numbers, len(OWNERS))
    return {"finding": of, "turn": turn, "due": given + _DUE * DAY, "owner": Words(OWNERS, owner)}
