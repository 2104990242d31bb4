"""Suspects: named, arrested or invited, interviewed; and whether that was right, looked at again."""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, MINUTE, NEVER, Ints, Mask
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.arrests import routes
from peeler.simulate.force.lives.offences import ACTION, CHARGES, NONE, OFFENCES
from peeler.simulate.force.lives.parties import Parties, by_crime, parties
from peeler.simulate.force.lives.people import skewed

NECESSITY: Final = {"prompt_investigation": 48, "prevent_injury": 24, "protect_vulnerable": 14, "prevent_disappearance": 9,
                    "name_or_address": 5}  # fmt: skip
REASONS: Final = {"not_given": 46, "necessity_not_met": 27, "suspect_agreed": 19, "no_capacity_in_custody": 8}
_NAMED: Final[Spread] = ((0.0, 0), (0.5, HOUR), (0.8, 3 * DAY), (1.0, 40 * DAY))
_DEALT: Final[Spread] = ((0.0, 5 * MINUTE), (0.35, 8 * HOUR), (0.65, 6 * DAY), (0.92, 35 * DAY), (1.0, 100 * DAY))
_VOLUNTARY: Final = 0.3  # of the second and third suspects of a crime whose first was arrested
_SOUGHT: Final = (0.138, 0.3)  # declared wanted: of suspects not dealt with for two days, and of those who never are
SEVERAL: Final = 0.06  # of crimes with a suspect that are not domestic abuse: have two or three
_MET, _SHARES = 0.8, 0.68  # of the others: dealt with where the first is; and with the crime's end
_LOOKED: Final[Spread] = ((0.0, 3 * DAY), (0.8, 30 * DAY), (1.0, 75 * DAY))


def suspects(truth: Truth) -> Part:
    """The suspects of every crime that has any: one mostly, two or three of some that are not domestic abuse. The number of
    the first is the crime's; ``turn`` says the how-manieth of it each is, ``dealt`` when they were arrested or came in
    (NEVER where neither happened), ``shares`` whether what the crime ends with is theirs.
    """
    crime = truth.things["crime"]
    place = np.flatnonzero(crime.ints("suspected"))
    share = np.where(crime.ints("domestic")[place] == 1, 0.0, SEVERAL)
    found = parties(truth.world.chance, "suspect", (place, crime.numbers[place]), share)
    chance, numbers, of = truth.world.chance, found.numbers, found.crime
    person = _person(truth, found)
    foreign = ~truth.things["person"].words("nationality").take(person).are("british")
    named, dealt, voluntary, sought = _moments(truth, found, foreign)
    domestic = crime.ints("domestic")[of] == 1
    shares = (found.turn == 0) | ((dealt < NEVER) & chance.happens("suspect shares", numbers, _SHARES))
    columns: dict[str, Column] = {
        "crime": of, "turn": found.turn, "person": person, "dealt": dealt, "voluntary": voluntary.astype(np.int64),
        "foreign": foreign.astype(np.int64), "named": named, "sought": sought.astype(np.int64), "shares": shares.astype(np.int64),
    }  # fmt: skip
    things = Things("suspect", numbers, columns)
    looked_back, against = _looked_back(truth, things, voluntary & domestic)
    return Part(
        things=(things,),
        happenings=(*_met(truth, things), looked_back),
        planted=(
            Planted(
                "domestic abuse suspect dealt with by voluntary attendance",
                "suspect",
                np.flatnonzero(voluntary & domestic),
            ),
            Planted("voluntary attendance found not to be in the victim's interest", "suspect", against),
            Planted("one of several suspects of a crime", "suspect", np.flatnonzero(np.isin(of, of[found.turn > 0]))),
        ),
    )


def _moments(truth: Truth, found: Parties, foreign: Mask) -> tuple[Ints, Ints, Mask, Mask]:
    """When each was named and dealt with, who came in, and who is wanted until then or for ever. The others of a crime are
    dealt with soon after its first, if at all: they come in where the first did, where they are foreign nationals, and some
    besides.
    """
    crime, chance, numbers = truth.things["crime"], truth.world.chance, found.numbers
    named = crime.ints("recorded")[found.crime] + chance.spread("suspect named", numbers, _NAMED)
    dealt_with = _dealt_with(truth, crime, found.crime, numbers) & (found.turn == 0)
    ready = np.where(dealt_with, named + chance.spread("suspect dealt", numbers, _DEALT), NEVER)
    sought = (ready > named + 2 * DAY) & chance.happens("declared wanted", numbers, np.where(ready < NEVER, *_SOUGHT))
    dealt, came_in = routes(truth, found, ready, foreign & (found.turn == 0), sought)
    first = by_crime(found.crime, found.turn, 0, len(crime))[found.crime]
    other = found.turn > 0
    soon = named[first] + chance.below("other suspect named", numbers, 90) * MINUTE
    then = np.maximum(dealt[first] + chance.below("other suspect dealt", numbers, 100) * MINUTE, soon + 5 * MINUTE)
    then = np.where((dealt[first] < NEVER) & chance.happens("other suspect met", numbers, _MET), then, NEVER)
    comes = (then < NEVER) & (came_in[first] | foreign | chance.happens("voluntary", numbers, _VOLUNTARY))
    return (
        np.where(other, soon, named), np.where(other, then, dealt), np.where(other, comes, came_in),
        sought & ~(other & (then < NEVER)),
    )  # fmt: skip


def _person(truth: Truth, found: Parties) -> Ints:
    """Who each is: the others of a crime are drawn as its first was, and are somebody else."""
    first, size = truth.things["crime"].ints("suspect")[found.crime], len(truth.things["person"])
    other = size - 1 - skewed(truth.world.chance, "other suspect", found.numbers, size // 3)
    away = (other - found.turn) % size
    return np.where(found.turn > 0, np.where(other == first, away, other), first)


def _looked_back(truth: Truth, things: Things, mine: Mask) -> tuple[Happenings, Ints]:
    """Of some voluntary attendances somebody asks later whether it was in the victim's interest; often it is not said."""
    chance = truth.world.chance
    which = np.flatnonzero(mine & chance.happens("decision reviewed", things.numbers, 0.11))
    numbers = things.numbers[which]
    at = things.ints("dealt")[which] + chance.spread("decision reviewed on", numbers, _LOOKED)
    answer = Words(("unknown", "yes", "no"), chance.one_of("in victim's interest", numbers, (34, 45, 21)))
    return Happenings("suspect.decision_reviewed", which, at, {"interest": answer}), which[answer.are("no")]


def _dealt_with(truth: Truth, crime: Things, place: Ints, numbers: Ints) -> Mask:
    """Whether a suspect is ever arrested or interviewed: always before a charge, less often where nothing came of it."""
    ending = crime.words("ending").take(place)
    domestic = crime.ints("domestic")[place] == 1
    share = np.where(domestic, 0.853, np.where(ending.are("15"), 0.76, 0.52))
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


def charged_offence(crime: Things, places: Ints) -> Ints:
    """The offence (its place) that is charged for crimes at these places: the next in the list for an alternate one."""
    alternate = crime.words("ending").take(places).are("1A").astype(np.int64)
    found: Ints = (crime.ints("offence")[places] + alternate) % len(OFFENCES)
    return found


def acted(crime: Things) -> Mask:
    """Which crimes end in action against a suspect."""
    return crime.words("ending").are(*ACTION)
