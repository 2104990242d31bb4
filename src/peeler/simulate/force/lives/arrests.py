"""Arrest or voluntary attendance: as often as the report says in every year, and so many foreign nationals arrested a day."""

from typing import Final

import numpy as np

from peeler.simulate.force.births import ROOM, daily
from peeler.simulate.force.civil import DAY, NEVER, Ints, Mask
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.lives.quotas import in_turn_beside
from peeler.simulate.force.lives.waiting import TURNED_AWAY, room, taken_at

# Of a thousand investigations in which a suspect was dealt with: otherwise, and in domestic abuse (35 %; of all it is 31 %).
VOLUNTARY: Final = (288, 350)
FOREIGN_ARRESTS: Final = ((2017, 1_050), (2018, 1_230), (2019, 1_518))  # a year; 129 of the last in June (the report)
WEEK: Final = (98, 97, 97, 98, 102, 106, 102)
_WAITING: Final = 20  # foreign nationals to be arrested, in the calibrated force: about five days


def routes(truth: Truth, of: Ints, numbers: Ints, ready: Ints, foreign: Mask) -> tuple[Ints, Mask]:
    """When the only or first suspects of crimes (places; numbers) are dealt with who are ``ready`` for it at a moment (NEVER:
    never), and who of them comes in voluntarily. On each day just so many foreign nationals are arrested, some of them days
    after they might have been; whoever need not wait for it comes in. The others come in so that the shares are hit.
    """
    dealt, came_in = _foreign(truth, ready, foreign)
    domestic = truth.things["crime"].ints("domestic")[of] == 1
    for kind, part in enumerate(VOLUNTARY):
        mine = np.flatnonzero((domestic == bool(kind)) & (dealt < NEVER))
        mine = mine[np.lexsort((numbers[mine], dealt[mine]))]
        dated = (dealt[mine] // DAY - truth.world.shift) * ROOM
        came_in[mine] |= in_turn_beside(dated, came_in[mine], ~foreign[mine], part, 1000)
    return dealt, came_in


def _foreign(truth: Truth, ready: Ints, foreign: Mask) -> tuple[Ints, Mask]:
    """When everybody is dealt with, and which foreign nationals come in."""
    world = truth.world
    which = np.flatnonzero(foreign & (ready < NEVER))
    places = daily(world, "foreign arrest", FOREIGN_ARRESTS, WEEK)
    taken = taken_at(world, ready[which], places, room(world, _WAITING), np.zeros(len(which), bool))
    came_in, dealt = np.zeros(len(ready), bool), ready.copy()
    came_in[which] = taken == TURNED_AWAY
    dealt[which] = np.where(taken == TURNED_AWAY, ready[which], taken)
    return dealt, came_in
