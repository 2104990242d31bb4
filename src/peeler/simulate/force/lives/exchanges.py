"""What is asked of partner agencies, about a case or as a set of data; and whether it came."""

from typing import Final

import numpy as np

from peeler.simulate.force.births import born, moments
from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.quotas import only

AGENCIES: Final = {
    "health": 24,
    "childrens_services": 27,
    "housing": 16,
    "education": 14,
    "probation": 13,
    "fire_service": 6,
}
ABOUT: Final = ("case", "data_set")
A_YEAR: Final = ((2017, 640), (2018, 720), (2019, 800))
WEEK: Final = (114, 112, 110, 108, 104, 50, 46)
_SUPPLIED, _REFUSED = (0.73, 0.24), (0.08, 0.21)  # about a case, about a set of data
_CAME: Final[Spread] = ((0.0, 4 * HOUR), (0.5, 5 * DAY), (0.9, 30 * DAY), (1.0, 110 * DAY))


def exchanges(truth: Truth) -> Part:
    """Requests and their answers."""
    things = born(truth.world, "exchange", A_YEAR, WEEK)
    chance, numbers = truth.world.chance, things.numbers
    asked = moments(truth.world, things, "office")
    about = chance.happens("exchange data set", numbers, 0.06).astype(np.int64)
    drawn = chance.parts("exchange answer", numbers) / 2**32
    supplied = drawn < np.array(_SUPPLIED)[about]
    refused = drawn >= 1 - np.array(_REFUSED)[about]
    at = asked + chance.spread("exchange came", numbers, _CAME)
    columns: dict[str, Column] = {
        "about": Words(ABOUT, about), "agency": Words(tuple(AGENCIES), chance.one_of("exchange agency", numbers, AGENCIES)),
    }  # fmt: skip
    every = np.arange(len(things), dtype=np.int64)
    return Part(
        things=(Things("exchange", numbers, columns),),
        happenings=(
            Happenings("exchange.requested", every, asked),
            Happenings("exchange.supplied", every, only(supplied, at)),
            Happenings("exchange.refused", every, only(refused, at)),
        ),
        planted=(Planted("partner asked and never answered", "exchange", np.flatnonzero(~supplied & ~refused)),),
    )
