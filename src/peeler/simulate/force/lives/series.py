"""Series: burglaries, thefts of vehicles and robberies of the same weeks and neighbourhood, linked to the first of them."""

from typing import Final

import numpy as np

from peeler.simulate.force.births import ROOM
from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR
from peeler.simulate.force.happenings import Happenings, Part, Planted, Truth
from peeler.simulate.force.lives.crimes import is_cancelled
from peeler.simulate.force.lives.offences import OFFENCES
from peeler.simulate.force.lives.people import AREAS

TYPES: Final = ("Burglary", "Vehicle crime", "Robbery")
SHARE: Final = 0.12  # of such crimes, if another such is near
_WEEKS: Final = 21  # days
_NEIGHBOURHOOD: Final = 40  # thousandths of the calibrated force
_SEEN: Final[Spread] = ((0.0, 3 * HOUR), (0.6, 4 * DAY), (1.0, 25 * DAY))


def series(truth: Truth) -> Part:
    """Each crime of a series but its lead is linked to the lead, the first that was recorded: several crimes, one job."""
    crime, chance = truth.things["crime"], truth.world.chance
    kind = np.array([TYPES.index(one.crime_type) if one.crime_type in TYPES else -1 for one in OFFENCES])[
        crime.ints("offence")
    ]
    which = np.flatnonzero((kind >= 0) & ~is_cancelled(crime) & chance.happens("in a series", crime.numbers, SHARE))
    places = max(1, truth.world.size // _NEIGHBOURHOOD)
    weeks, near = crime.numbers[which] // ROOM // _WEEKS, crime.ints("area")[which] * places // AREAS
    _, first, mine = np.unique(
        (weeks * places + near) * len(TYPES) + kind[which], return_index=True, return_inverse=True
    )
    lead = which[first][mine]
    linked, leads = which[which != lead], lead[which != lead]
    recorded = np.maximum(crime.ints("recorded")[linked], crime.ints("recorded")[leads])
    at = recorded + chance.spread("series seen", crime.numbers[linked], _SEEN)
    return Part(
        happenings=(Happenings("investigation.linked", linked, at, {"lead": leads}),),
        planted=(
            Planted("linked to the lead of its series", "crime", linked),
            Planted("lead of a series", "crime", np.unique(leads)),
        ),
    )
