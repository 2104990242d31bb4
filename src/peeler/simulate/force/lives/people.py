"""The people who come to notice: some once, some again and again, some as couples between whom there is abuse."""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Chance
from peeler.simulate.force.civil import Ints
from peeler.simulate.force.happenings import Column, Part, Things, Truth, Words
from peeler.simulate.force.naming import FEMALE, MALE, SURNAMES

A_THOUSANDTH: Final = 150  # people in a thousandth of the calibrated force
COUPLES: Final = 6  # every sixth pair of people is a couple: the first so many pairs
AREAS: Final = 60
NATIONALITIES: Final = {
    "british": 920, "polish": 22, "romanian": 20, "lithuanian": 8, "latvian": 6, "pakistani": 8, "indian": 6, "irish": 4,
    "slovak": 3, "other": 3,
}  # fmt: skip
ETHNICITIES: Final = {"W1": 860, "W9": 60, "A1": 15, "A2": 20, "B1": 10, "B2": 8, "M1": 10, "O9": 7, "NS": 10}
_FIRST_BORN, _LAST_BORN = -14_600, 14_200  # days from 1970: 1930 to 2008


def people(truth: Truth) -> Part:
    """Everybody there is to come to notice; no more are born and none die."""
    world, chance = truth.world, truth.world.chance
    numbers = np.arange(max(world.size * A_THOUSANDTH, 600), dtype=np.int64)
    male = chance.happens("person male", numbers, np.where(is_couple(numbers, len(numbers)), numbers % 2, 0.52))
    forename = np.where(
        male,
        len(FEMALE) + chance.below("person forename", numbers, len(MALE)),
        chance.below("person forename", numbers, len(FEMALE)),
    )
    born = chance.spread(
        "person born", numbers, ((0.0, _FIRST_BORN), (0.15, -2_000), (0.5, 7_000), (0.9, 11_500), (1.0, _LAST_BORN))
    )
    columns: dict[str, Column] = {
        "male": male.astype(np.int64),
        "forename": forename,
        "surname": chance.below("person surname", numbers, len(SURNAMES)),
        "born": born,
        "area": chance.below("person area", numbers, AREAS),
        "house": 1 + chance.below("person house", numbers, 140),
        "street": chance.below("person street", numbers, 120),
        "phone": chance.below("person phone", numbers, 10**9),
        "mental_health": chance.happens("person mental health", numbers, 0.06).astype(np.int64),
        "nationality": Words(tuple(NATIONALITIES), chance.one_of("person nationality", numbers, NATIONALITIES)),
        "ethnicity": Words(tuple(ETHNICITIES), chance.one_of("person ethnicity", numbers, ETHNICITIES)),
    }
    return Part(things=(Things("person", numbers, columns),))


def is_couple(places: Ints, size: int) -> Ints:
    """Whether people at these places are one of a couple (1) or not (0)."""
    return (places < size // COUPLES).astype(np.int64)


def couple(chance: Chance, purpose: str, numbers: Ints, size: int) -> tuple[Ints, Ints]:
    """Victim and perpetrator of abuse for each number: people at two places next to each other, some far more often."""
    place = skewed(chance, purpose, numbers, size // COUPLES // 2) * 2
    return place, place + 1


def skewed(chance: Chance, purpose: str, numbers: Ints, size: int) -> Ints:
    """Places from 0 up to ``size``, low ones far more often than high ones: the few who come to notice again and again."""
    drawn = chance.parts(purpose, numbers) >> 16
    found: Ints = (drawn * drawn >> 16) * size >> 16
    return found


def anybody(chance: Chance, purpose: str, numbers: Ints, size: int) -> Ints:
    """Places of people outside couples, all as likely."""
    least = size // COUPLES
    return least + chance.below(purpose, numbers, size - least)
