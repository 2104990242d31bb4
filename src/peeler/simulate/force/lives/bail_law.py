"""The law of bail before charge by the date of arrest: how long each period lasts, and whose authority it needs.

Police and Criminal Evidence Act 1984 Part IV as amended by the Policing and Crime Act 2017 and the Police, Crime,
Sentencing and Courts Act 2022; before 3 April 2017 there was no limit, and forces set one of their own.
"""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Chance
from peeler.simulate.force.civil import DAY, Ints, Mask
from peeler.simulate.force.happenings import Words

RANKS: Final = ("custody_officer", "inspector", "superintendent")
_SINCE: Final = np.array(["2017-04-03", "2022-10-28"], "datetime64[s]").astype(np.int64)
# By law (before April 2017, since then, since October 2022): days from the release to the end of the first and the
# second period, and the lowest rank (its place) that may give each.
_LASTS: Final = np.array([(28, 91), (28, 91), (91, 182)], np.int64) * DAY
_NEEDS: Final = np.array([(0, 0), (1, 2), (0, 1)], np.int64)
_TOO_LOW: Final = 0.05


def lasts(arrested: Ints, period: int) -> Ints:
    """How long after the release the first (0) or second (1) period ends, by when each was arrested."""
    found: Ints = _LASTS[_law(arrested), period]
    return found


def authority(chance: Chance, numbers: Ints, arrested: Ints, period: int) -> tuple[Words, Mask]:
    """The rank that gave each period, and where it was lower than the law of the arrest asks for."""
    needs = _NEEDS[_law(arrested), period]
    below = (needs > 0) & chance.happens(f"bail authority {period}", numbers, _TOO_LOW)
    return Words(RANKS, needs - below), below


def _law(arrested: Ints) -> Ints:
    found: Ints = np.searchsorted(_SINCE, arrested, side="right").astype(np.int64)
    return found
