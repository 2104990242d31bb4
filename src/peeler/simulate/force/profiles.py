"""The sizes and spans in which a force can be had: whole, a tenth, a region, the country."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from peeler.simulate.force.chance import Chance
from peeler.simulate.force.world import World
from peeler.terms.errors import RequestError, unknown

_OPENS: Final = int(np.datetime64("2017-04-01", "D").astype(np.int64))
_ENDS: Final = int(np.datetime64("2019-07-01", "D").astype(np.int64))
LONGEST: Final = 3_653  # days
HINDSIGHT: Final = 14  # days: what is reported on one is recorded within so many, so that they are told too
REGION: Final = ("middleshire", "northmoor", "eastmarch", "fenwold", "westholme")
_SIZES: Final = (1000, 700, 1400, 550, 850, 2200, 600, 950, 1250, 450)  # in thousandths of the calibrated force


@dataclass(frozen=True)
class Profile:
    """Which forces, in thousandths of the calibrated one, and what for."""

    title: str
    forces: Mapping[str, int]


def _country() -> dict[str, int]:
    names = [*REGION, *(f"shire-{number:02}" for number in range(len(REGION) + 1, 44))]
    return {name: _SIZES[place % len(_SIZES)] for place, name in enumerate(names)}


PROFILES: Final[Mapping[str, Profile]] = MappingProxyType({
    "force": Profile("a whole force, April 2017 to June 2019, as the inspection report of 2018/19 has it", {"middleshire": 1000}),
    "tenth": Profile("a tenth of it, for the demonstration", {"middleshire": 100}),
    "hundredth": Profile("a hundredth of it, for trying things out", {"middleshire": 10}),
    "region": Profile("five forces", dict(zip(REGION, _SIZES, strict=False))),
    "country": Profile("forty-three forces", _country()),
})  # fmt: skip


def forces_of(profile: str) -> tuple[str, ...]:
    """The keys of the forces of a profile; RequestError names the nearest to an unknown one."""
    if profile not in PROFILES:
        raise unknown("profile", profile, PROFILES)
    return tuple(PROFILES[profile].forces)


def world_of(
    profile: str, force: str, *, seed: int, days: int | None = None, opens: int | None = None, ahead: int = 0
) -> World:
    """The world of one force of a profile.

    The history has ``days`` days (all of April 2017 to June 2019 where None) and begins on ``opens`` (a day counted from
    1970-01-01; 1 April 2017 where None; moved back to the nearest Saturday, which that was, so that weeks keep their
    rhythm); things are born for ``ahead`` days more. RequestError for a profile, force or number of days that cannot be.
    """
    if force not in forces_of(profile):
        raise unknown("force", force, forces_of(profile))
    forces = PROFILES[profile].forces
    length = _ENDS - _OPENS if days is None else days
    if not 1 <= length <= LONGEST:
        raise RequestError(f"a history has 1 to {LONGEST:,} days, not {length}")
    shift = ((opens if opens is not None else _OPENS) - _OPENS) // 7 * 7
    first = _OPENS + shift
    number = 1 + list(forces).index(force)
    history = first + length
    last = history + ahead + HINDSIGHT
    return World(force, number, forces[force], first, history, last, shift, Chance(seed, force))
