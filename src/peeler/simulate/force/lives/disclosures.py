"""Clare's Law: what somebody asks or has a right to know, checked, met, decided within thirty-five days or not, disclosed."""

from typing import Final

import numpy as np

from peeler.simulate.force.births import born, moments
from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, NEVER
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.people import couple
from peeler.simulate.force.lives.quotas import in_turn, only

ROUTES: Final = ("ask", "know")
A_YEAR: Final = (((2017, 118), (2018, 138), (2019, 165)), ((2017, 82), (2018, 97), (2019, 118)))
DISCLOSED: Final = ((63, 138), (67, 97))  # by the year of the application (the report)
WEEK: Final = (112, 110, 106, 104, 102, 84, 82)
DAYS: Final = 35  # the scheme of 2016
_CHECK: Final[Spread] = ((0.0, HOUR), (0.9, 22 * HOUR), (1.0, 5 * DAY))
_MEET: Final[Spread] = ((0.0, 2 * DAY), (0.84, 13 * DAY), (1.0, 24 * DAY))
_DECIDE: Final[Spread] = ((0.0, DAY), (0.85, 8 * DAY), (1.0, 30 * DAY))
_SAY: Final[Spread] = ((0.0, 4 * HOUR), (1.0, 6 * DAY))


def disclosures(truth: Truth) -> Part:
    """The applications; by the year of the application exactly the share is disclosed that the report has."""
    world, chance = truth.world, truth.world.chance
    parts, tells = [], []
    for place, (route, by_year) in enumerate(zip(ROUTES, A_YEAR, strict=True)):
        mine = born(world, f"disclosure {route}", by_year, WEEK).numbers
        tells.append(in_turn(mine, *DISCLOSED[place]))
        parts.append(mine + place * 2**10)
    numbers = np.concatenate(parts)
    order = np.argsort(numbers, kind="stable")
    numbers, says = numbers[order], np.concatenate(tells)[order]
    things = Things("disclosure_application", numbers)
    made = moments(world, things, "office")
    checked = made + chance.spread("disclosure check", numbers, _CHECK)
    met = checked + chance.spread("disclosure meeting", numbers, _MEET)
    decided = met + chance.spread("disclosure decision", numbers, _DECIDE)
    unseen = chance.happens("disclosure nobody met", numbers, 0.07)
    untold = ~says & chance.happens("disclosure decided and not made", numbers, 0.04)
    disclosed = only(says, decided + chance.spread("disclosure made", numbers, _SAY))
    victim, _ = couple(chance, "disclosure about", numbers, len(truth.things["person"]))
    columns: dict[str, Column] = {
        "route": Words(ROUTES, (numbers % 2**11 >= 2**10).astype(np.int64)), "person": victim, "made": made,
    }  # fmt: skip
    every = np.arange(len(things), dtype=np.int64)
    decision = Words(("disclose", "no_disclosure"), (~(says | untold)).astype(np.int64))
    late = np.flatnonzero(decided > made + DAYS * DAY)
    return Part(
        things=(Things("disclosure_application", numbers, columns),),
        happenings=(
            Happenings("disclosure_application.made", every, made),
            Happenings("disclosure_application.checked", every, checked),
            Happenings("disclosure_application.met", every, np.where(unseen, NEVER, met)),
            Happenings("disclosure_application.decided", every, decided, {"decision": decision}),
            Happenings("disclosure_application.disclosed", every, disclosed),
        ),
        planted=(
            Planted("disclosure decided after thirty-five days", "disclosure_application", late),
            Planted("decided to disclose and nobody told", "disclosure_application", np.flatnonzero(untold)),
        ),
    )
