"""Referrals of online abuse of children: graded, acted on in the time of their grade or not, devices seized and examined."""

from typing import Final

import numpy as np

from peeler.simulate.force.births import born, moments
from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, NEVER
from peeler.simulate.force.happenings import Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.quotas import only

GRADES: Final = {"very_high": 5, "high": 21, "medium": 35, "low": 39}
LIMITS: Final = (1, 7, 14, 30)  # days in which each grade should be acted on
A_YEAR: Final = ((2017, 236), (2018, 318), (2019, 396))  # rising (the report)
WEEK: Final = (112, 110, 108, 106, 104, 70, 66)
_GRADED: Final[Spread] = ((0.0, HOUR), (0.8, 20 * HOUR), (1.0, 5 * DAY))
_EXAMINED: Final[Spread] = ((0.0, 10 * DAY), (0.6, 70 * DAY), (1.0, 260 * DAY))
_CLOSED: Final[Spread] = ((0.0, 20 * DAY), (0.6, 150 * DAY), (1.0, 420 * DAY))
_DEVICES: Final = 3


def online_referrals(truth: Truth) -> Part:
    """The referrals and their devices."""
    things = born(truth.world, "online_referral", A_YEAR, WEEK)
    chance, numbers = truth.world.chance, things.numbers
    every, received = np.arange(len(things), dtype=np.int64), moments(truth.world, things, "office")
    graded = received + chance.spread("online graded", numbers, _GRADED)
    grade = Words(tuple(GRADES), chance.one_of("online grade", numbers, GRADES))
    limit = np.array(LIMITS)[grade.codes] * DAY
    late = chance.happens("online late", numbers, 0.11)
    acted = graded + limit * chance.below("online acted", numbers, 60) // 100 + late * (limit + DAY)
    nothing = chance.happens("online no action", numbers, 0.08)
    acted = only(~nothing, acted)
    closed = np.where(acted < NEVER, acted, graded + 3 * DAY) + chance.spread("online closed", numbers, _CLOSED)
    devices = []
    for turn in range(_DEVICES):
        seized = (acted < NEVER) & chance.happens(f"device {turn}", numbers, 0.8 - 0.25 * turn)
        sent = acted + (6 + 2 * turn) * HOUR
        done = sent + chance.spread(f"device examined {turn}", numbers, _EXAMINED)
        devices.append(Happenings("online_referral.device_submitted", every, only(seized, sent)))
        devices.append(Happenings("online_referral.device_examined", every, only(seized, done)))
    return Part(
        things=(Things("online_referral", numbers, {"received": received}),),
        happenings=(
            Happenings("online_referral.received", every, received),
            Happenings("online_referral.risk_graded", every, graded, {"grade": grade}),
            Happenings("online_referral.actioned", every, acted),
            Happenings("online_referral.closed", every, closed),
            *devices,
        ),
        planted=(
            Planted(
                "online referral acted on later than its grade allows",
                "online_referral",
                np.flatnonzero(late & ~nothing),
            ),
        ),
    )
