"""Incidents: opened, graded, deployed to, attended, closed."""

from typing import Final

import numpy as np

from peeler.simulate.force.births import born, moments, with_columns
from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import HOUR, MINUTE, NEVER
from peeler.simulate.force.happenings import Happenings, Part, Truth, Words

A_YEAR: Final = ((2017, 262_000), (2018, 249_861), (2019, 256_000))
WEEK: Final = (97, 95, 96, 98, 106, 110, 100)
GRADES: Final = {"immediate": 18, "priority": 34, "scheduled": 22, "resolved_without": 26}
AREAS: Final = 60
_ATTEND: Final[tuple[Spread, ...]] = (
    ((0.0, 2 * MINUTE), (0.5, 9 * MINUTE), (0.9, 19 * MINUTE), (1.0, 90 * MINUTE)),
    ((0.0, 6 * MINUTE), (0.5, 35 * MINUTE), (0.9, 100 * MINUTE), (1.0, 9 * HOUR)),
    ((0.0, HOUR), (0.5, 20 * HOUR), (0.9, 60 * HOUR), (1.0, 200 * HOUR)),
)


def incidents(truth: Truth) -> Part:
    """The incidents of a force and what happens to each."""
    world, chance = truth.world, truth.world.chance
    things = born(world, "incident", A_YEAR, WEEK)
    grade = Words(tuple(GRADES), chance.one_of("incident grade", things.numbers, GRADES))
    opened = moments(world, things, "calls")
    attended = np.full(len(things), NEVER, np.int64)
    for place, spread in enumerate(_ATTEND):
        mine = grade.codes == place
        attended[mine] = opened[mine] + chance.spread("attend", things.numbers[mine], spread)
    closed = np.where(attended < NEVER, attended, opened) + chance.spread(
        "incident close", things.numbers, ((0.0, 10 * MINUTE), (0.7, 2 * HOUR), (1.0, 40 * HOUR))
    )
    every = np.arange(len(things), dtype=np.int64)
    area = chance.below("incident area", things.numbers, AREAS)
    return Part(
        things=(with_columns(things, grade=grade, area=area, opened=opened),),
        happenings=(
            Happenings("incident.opened", every, opened),
            Happenings("incident.attended", every, attended),
            Happenings("incident.closed", every, closed),
        ),
    )
