"""How many suspects or victims a crime has: one mostly, two of a known share, three of some of these."""

from typing import Any, Final, NamedTuple

import numpy as np

from peeler.simulate.force.chance import Chance
from peeler.simulate.force.civil import Ints

MOST: Final = 3
ANOTHER: Final = 2**17  # a crime's second party is numbered so much above its first, and its third again
_THIRD: Final = 0.25  # of crimes with two


class Parties(NamedTuple):
    """The parties of crimes, in order of their lasting numbers: which crime each is of (its place), the how-manieth of it
    (from 0), and its number: of the first that of the crime.
    """

    crime: Ints
    turn: Ints
    numbers: Ints


def parties(chance: Chance, purpose: str, crimes: tuple[Ints, Ints], share: Any) -> Parties:
    """One party or more for each of these crimes (places, numbers); ``share``: with which chance there is a second."""
    places, numbers = crimes
    second = chance.happens(f"{purpose} second", numbers, share)
    third = second & chance.happens(f"{purpose} third", numbers, _THIRD)
    kept = [np.ones(len(places), bool), second, third]
    turn = np.concatenate([np.full(int(mask.sum()), number, np.int64) for number, mask in enumerate(kept)])
    named = np.concatenate([numbers[mask] for mask in kept]) + turn * ANOTHER
    order = np.argsort(named, kind="stable")
    return Parties(np.concatenate([places[mask] for mask in kept])[order], turn[order], named[order])


def by_crime(of: Ints, turn: Ints, which: int, size: int) -> Ints:
    """For each of ``size`` crimes the place of its so-manieth party; -1 where it has not so many."""
    found = np.full(size, -1, np.int64)
    mine = np.flatnonzero(turn == which)
    found[of[mine]] = mine
    return found
