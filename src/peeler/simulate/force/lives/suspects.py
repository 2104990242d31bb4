"""Suspects: named, arrested or invited, interviewed; foreign nationals referred."""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, MINUTE, NEVER, Ints, Mask
from peeler.simulate.force.happenings import Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.offences import ACTION, CHARGES, NONE, OFFENCES

NECESSITY: Final = {"prompt_investigation": 48, "prevent_injury": 24, "protect_vulnerable": 14, "prevent_disappearance": 9,
                    "name_or_address": 5}  # fmt: skip
REASONS: Final = {"not_given": 46, "necessity_not_met": 27, "suspect_agreed": 19, "no_capacity_in_custody": 8}
_NAMED: Final[Spread] = ((0.0, 0), (0.5, HOUR), (0.8, 3 * DAY), (1.0, 40 * DAY))
_DEALT: Final[Spread] = ((0.0, 5 * MINUTE), (0.35, 8 * HOUR), (0.65, 6 * DAY), (0.92, 35 * DAY), (1.0, 100 * DAY))
_VOLUNTARY: Final = (0.288, 0.338)  # of suspects dealt with: otherwise, and in domestic abuse (the report: 31 and 35 %)
_FOREIGN_AT_ONCE: Final = 0.70  # referred to ACRO at arrest (the report)


def suspects(truth: Truth) -> Part:
    """One suspect for every crime that has one; its number and its place in ``crime`` are the crime's. ``dealt`` is when
    the suspect was arrested or came in, NEVER where neither happened.
    """
    crime = truth.things["crime"]
    place = np.flatnonzero(crime.ints("suspected"))
    chance, numbers = truth.world.chance, crime.numbers[place]
    named = crime.ints("recorded")[place] + chance.spread("suspect named", numbers, _NAMED)
    person = crime.ints("suspect")[place]
    nationality = truth.things["person"].words("nationality").take(person)
    foreign = ~nationality.are("british")
    dealt_with = _dealt_with(truth, crime, place, numbers)
    dealt = np.where(dealt_with, named + chance.spread("suspect dealt", numbers, _DEALT), NEVER)
    domestic = crime.ints("domestic")[place] == 1
    voluntary = dealt_with & chance.happens("voluntary", numbers, np.array(_VOLUNTARY)[domestic.astype(int)])
    columns = {
        "crime": place, "person": person, "dealt": dealt, "voluntary": voluntary.astype(np.int64),
        "foreign": foreign.astype(np.int64), "named": named,
    }  # fmt: skip
    things = Things("suspect", numbers, columns)
    return Part(
        things=(things,),
        happenings=(*_met(truth, things), *_referred(truth, things)),
        planted=(
            Planted(
                "domestic abuse suspect dealt with by voluntary attendance",
                "suspect",
                np.flatnonzero(voluntary & domestic),
            ),
        ),
    )


def _dealt_with(truth: Truth, crime: Things, place: Ints, numbers: Ints) -> Mask:
    """Whether a suspect is ever arrested or interviewed: always before a charge, less often where nothing came of it."""
    ending = crime.words("ending").take(place)
    domestic = crime.ints("domestic")[place] == 1
    share = np.where(domestic, 0.87, np.where(ending.are("15"), 0.76, 0.52))
    share = np.where(ending.are("6", "7", "8", "4"), 0.45, share)
    share = np.where(ending.are("10", "11", "12", "13", "17", "21"), 0.5, share)
    share = np.where(ending.are(NONE), np.where(domestic, 0.82, 0.55), share)
    return truth.world.chance.happens("dealt with", numbers, np.where(ending.are(*CHARGES, "2", "3", "9"), 1.0, share))


def _met(truth: Truth, things: Things) -> tuple[Happenings, ...]:
    chance, numbers, dealt = truth.world.chance, things.numbers, things.ints("dealt")
    voluntary = things.ints("voluntary") == 1
    every = np.arange(len(things), dtype=np.int64)
    came = np.where(voluntary, dealt, NEVER)
    asked = np.where(voluntary, np.maximum(dealt - 5 * DAY, things.ints("named") + MINUTE), NEVER)
    interviewed = np.where(
        dealt < NEVER,
        dealt + np.where(voluntary, 10 * MINUTE, chance.spread("interview", numbers, ((0.0, HOUR), (1.0, 3 * HOUR)))),
        NEVER,
    )
    necessity = Words(tuple(NECESSITY), chance.one_of("necessity", numbers, NECESSITY))
    reason = Words(tuple(REASONS), chance.one_of("voluntary reason", numbers, REASONS))
    return (
        Happenings("suspect.identified", every, things.ints("named")),
        Happenings("suspect.arrested", every, np.where(voluntary, NEVER, dealt), {"necessity": necessity}),
        Happenings("suspect.invited", every, np.minimum(asked, came), {"reason": reason}),
        Happenings("suspect.attended_voluntarily", every, came, {"reason": reason}),
        Happenings("suspect.interviewed", every, interviewed),
    )


def _referred(truth: Truth, things: Things) -> tuple[Happenings, ...]:
    """Foreign nationals: most of those arrested at once, the others later, some never; also some who were only named, so
    that there are more referrals in a month than arrests (the report's 217 and 129).
    """
    chance = truth.world.chance
    foreign, met = things.ints("foreign") == 1, things.ints("dealt") < NEVER
    which = np.flatnonzero(foreign & (met | chance.happens("acro unmet", things.numbers, 0.55)))
    numbers, dealt = things.numbers[which], np.where(met, things.ints("dealt"), things.ints("named"))[which]
    at_once = (
        met[which] & (things.ints("voluntary")[which] == 0) & chance.happens("acro at once", numbers, _FOREIGN_AT_ONCE)
    )
    later = dealt + chance.spread("acro later", numbers, ((0.0, DAY), (0.8, 12 * DAY), (1.0, 60 * DAY)))
    missed = ~at_once & chance.happens("acro missed", numbers, 0.06)
    at = np.where(missed, NEVER, np.where(at_once, dealt + 30 * MINUTE, later))
    timing = Words(("at_arrest", "later"), (~at_once).astype(np.int64))
    border = chance.happens("immigration", numbers, 0.12)
    return (
        Happenings("suspect.acro_referred", which, at, {"timing": timing}),
        Happenings("suspect.immigration_referred", which, np.where(border, dealt + 6 * HOUR, NEVER)),
    )


def charged_offence(crime: Things, places: Ints) -> Ints:
    """The offence (its place) that is charged for crimes at these places: the next in the list for an alternate one."""
    alternate = crime.words("ending").take(places).are("1A").astype(np.int64)
    found: Ints = (crime.ints("offence")[places] + alternate) % len(OFFENCES)
    return found


def acted(crime: Things) -> Mask:
    """Which crimes end in action against a suspect."""
    return crime.words("ending").are(*ACTION)
