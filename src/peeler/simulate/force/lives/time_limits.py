"""The time limit within which magistrates' cases must be begun, and charges that come after it."""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, Ints, Mask
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.lives.offences import CHARGES, OFFENCES

SUMMARY_ONLY: Final = ("105A", "9A", "126")
EITHER: Final = ("8L", "8Q", "8R", "48", "66", "99")  # codes that hold offences of both kinds
MONTHS: Final = 6
_UNTIL: Final = (2018, 4, 1)  # so that all have ended, as they would have, when the history does
_SHARE: Final = 0.12
_AFTER: Final[Spread] = ((0.0, DAY), (0.7, 12 * DAY), (1.0, 40 * DAY))


def summary_only(offence: Ints) -> Mask:
    """Which offences (by their place) only magistrates try."""
    found: Mask = np.array([one.code in SUMMARY_ONLY for one in OFFENCES])[offence]
    return found


def limits(committed: Ints) -> Ints:
    """The moment six calendar months after each, on the last day there is."""
    day = (committed // DAY).astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    first, following = ((month + MONTHS + more).astype("datetime64[D]") for more in (0, 1))
    date = first + np.minimum(day - month.astype("datetime64[D]"), following - first - np.timedelta64(1, "D"))
    found: Ints = date.astype(np.int64) * DAY + committed % DAY
    return found


def charged_late(truth: Truth, done: Ints) -> tuple[Ints, Mask]:
    """When work on each crime is done, where some charges wait until it is too late; and which charges are too late."""
    crime, chance = truth.things["crime"], truth.world.chance
    limit, charged = limits(crime.ints("committed_to")), crime.words("ending").are(*CHARGES)
    bound = charged & summary_only(crime.ints("offence"))
    first_year = (crime.ints("recorded") < truth.world.since(*_UNTIL)) & (crime.ints("domestic") == 0)
    waits = bound & first_year & chance.happens("charged after the limit", crime.numbers, _SHARE)
    after = limit + chance.spread("so long after the limit", crime.numbers, _AFTER)
    found: Ints = np.where(waits, np.maximum(done, after), done)
    return found, bound & (found > limit)
