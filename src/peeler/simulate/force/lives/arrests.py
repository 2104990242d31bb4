"""Arrest or voluntary attendance: as often as the report says in every year, and so many foreign nationals arrested a day."""

from typing import Final

import numpy as np

from peeler.simulate.force.births import ROOM, daily
from peeler.simulate.force.civil import DAY, NEVER, Ints, Mask
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.lives.parties import Parties
from peeler.simulate.force.lives.quotas import in_turn_beside
from peeler.simulate.force.lives.waiting import TURNED_AWAY, room, taken_at

# Of a thousand investigations in which a suspect was dealt with: otherwise, and in domestic abuse (35 %; of all it is 31 %).
VOLUNTARY: Final = (288, 350)
FOREIGN_ARRESTS: Final = ((2017, 1_050), (2018, 1_230), (2019, 1_518))  # a year; 129 of the last in June (the report)
WEEK: Final = (98, 97, 97, 98, 102, 106, 102)
_WAITING: Final = 20  # foreign nationals to be arrested, in the calibrated force: about five days


def routes(truth: Truth, found: Parties, ready: Ints, foreign: Mask, sought: Mask) -> tuple[Ints, Mask]:
    """When suspects are dealt with who are ``ready`` for it at a moment (NEVER: never), and who of them comes in voluntarily.
    On each day just so many foreign nationals are arrested, some of them days after they might have been; whoever has
    no room to wait comes in. The others come in so that the shares are hit. Who is wanted (``sought``) is arrested.
    """
    dealt, came_in = _foreign(truth, ready, foreign, sought)
    domestic, numbers = truth.things["crime"].ints("domestic")[found.crime] == 1, found.numbers
    free = ~foreign & ~sought
    for kind, part in enumerate(VOLUNTARY):
        mine = np.flatnonzero((domestic == bool(kind)) & (dealt < NEVER))
        mine = mine[np.lexsort((numbers[mine], dealt[mine]))]
        dated = (dealt[mine] // DAY - truth.world.shift) * ROOM
        came_in[mine] |= in_turn_beside(dated, came_in[mine], free[mine], part, 1000)
    return dealt, came_in


def _foreign(truth: Truth, ready: Ints, foreign: Mask, sought: Mask) -> tuple[Ints, Mask]:
    """When everybody is dealt with, and which foreign nationals come in."""
    world = truth.world
    which = np.flatnonzero(foreign & (ready < NEVER))
    places = daily(world, "foreign arrest", FOREIGN_ARRESTS, WEEK)
    taken = taken_at(world, ready[which], places, room(world, _WAITING), sought[which])
    came_in, dealt = np.zeros(len(ready), bool), ready.copy()
    came_in[which] = taken == TURNED_AWAY
    dealt[which] = np.where(taken == TURNED_AWAY, ready[which], taken)
    return dealt, came_in
