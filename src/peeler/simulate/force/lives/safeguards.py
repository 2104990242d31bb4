"""What is done to keep victims and children safe: taken, looked at again or not, closed."""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, NEVER
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.quotas import only

KINDS: Final = {"marker_on_address": 34, "alarm": 16, "safe_place": 8, "locks_changed": 12, "safety_plan": 30}
WHOM: Final = {"victim": 78, "child": 19, "witness": 3}
BY: Final = {"response": 52, "domestic_abuse": 24, "neighbourhood": 14, "partner_agency": 10}
_TAKEN: Final = ((0.16, 0.34, 0.72), (0.22, 0.44, 0.82))  # by the grade: without a crime, with one
_SOON: Final[Spread] = ((0.0, HOUR), (0.7, 20 * HOUR), (1.0, 9 * DAY))
_AGAIN: Final[Spread] = ((0.0, 7 * DAY), (0.6, 30 * DAY), (1.0, 120 * DAY))
_CLOSED: Final[Spread] = ((0.0, 20 * DAY), (0.5, 90 * DAY), (1.0, 400 * DAY))


def safeguards(truth: Truth) -> Part:
    """At most one measure for each notification; its number is the notification's."""
    assessment, incident, chance = truth.things["risk_assessment"], truth.things["incident"], truth.world.chance
    crime = incident.ints("crime")[assessment.ints("incident")]
    share = np.array(_TAKEN)[(crime >= 0).astype(np.int64), assessment.ints("settled")]
    of = np.flatnonzero(chance.happens("safeguarded", assessment.numbers, share))
    numbers = assessment.numbers[of]
    taken = assessment.ints("sent")[of] + chance.spread("safeguard", numbers, _SOON)
    columns: dict[str, Column] = {
        "assessment": of, "incident": assessment.ints("incident")[of], "crime": crime[of], "person": assessment.ints("victim")[of],
        "kind": Words(tuple(KINDS), chance.one_of("safeguard kind", numbers, KINDS)),
        "for": Words(tuple(WHOM), chance.one_of("safeguard for", numbers, WHOM)),
        "by": Words(tuple(BY), chance.one_of("safeguard by", numbers, BY)),
    }  # fmt: skip
    every = np.arange(len(of), dtype=np.int64)
    looked = only(
        chance.happens("safeguard reviewed", numbers, 0.46), taken + chance.spread("safeguard again", numbers, _AGAIN)
    )
    closed = only(
        chance.happens("safeguard closed", numbers, 0.7), taken + chance.spread("safeguard until", numbers, _CLOSED)
    )
    left = assessment.ints("settled") == 2
    unsafe = np.setdiff1d(np.flatnonzero(left), of)
    return Part(
        things=(Things("safeguarding", numbers, columns),),
        happenings=(
            Happenings("safeguarding.taken", every, taken),
            Happenings("safeguarding.reviewed", every, np.where(looked < closed, looked, NEVER)),
            Happenings("safeguarding.closed", every, closed),
        ),
        planted=(Planted("high risk and nothing done to keep the victim safe", "risk_assessment", unsafe),),
    )
