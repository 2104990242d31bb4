"""Work that one supervisor keeps to themselves: screened, held, and then nothing, while it counts as with a team."""

from typing import Final

import numpy as np

from peeler.simulate.force.civil import Ints, Mask
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.lives.crimes import is_cancelled
from peeler.simulate.force.lives.staff import TEAMS

TEAM: Final = "response_south"
_SINCE: Final = (2019, 4, 1)  # after the year of the report, whose figures stay as they are
_FEWEST, _MORE, _STEP = 4, 130, 6  # elsewhere supervisors were found holding 80 to 170


def kept_back(truth: Truth, routed: Mask, team: Ints) -> Mask:
    """Which crimes the sergeant of one team holds and never allocates: of those without a suspect that are for an officer of
    that team, one in so many from a day on, until there are enough. It looks back only.
    """
    crime, size = truth.things["crime"], truth.world.size
    there = (crime.ints("recorded") >= truth.world.since(*_SINCE)) & ~is_cancelled(crime)
    plain = (crime.ints("suspected") == 0) & (crime.ints("domestic") == 0)
    candidates = np.flatnonzero(there & plain & routed & (team == TEAMS.index(TEAM)))
    found: Mask = np.zeros(len(crime), bool)
    found[candidates[:: 1 + _STEP * size // 1000][: _FEWEST + _MORE * size // 1000]] = True
    return found


def left_lying(truth: Truth) -> Mask:
    """The same, once it has happened: crimes that are held for good."""
    held = truth.of("investigation.held")
    found: Mask = np.zeros(len(truth.things["crime"]), bool)
    found[held.thing[held.ints("unseen") == 1]] = True
    return found
