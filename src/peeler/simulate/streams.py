"""Chance that is the same on every machine: one stream of random numbers for each thing, named by what it is for."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import accumulate
from math import fsum, sqrt
from random import Random
from typing import Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
PARTS: Final = 2**32  # a drawn part is a whole number from 0 up to, not including, this
_GOLDEN, _FIRST, _SECOND = (np.uint64(x) for x in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))


def stream(*key: object) -> Random:
    """A stream of its own for this key. Only its ``random()`` may be used: Python promises that it never changes."""
    return Random("|".join(str(part) for part in key))  # noqa: S311  (a simulation, not a secret)


def parts(key: str, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each number a part of its own, from 0 up to ``PARTS``: a hash of key and number (SplitMix64), so that what is
    drawn for one thing depends neither on how many others there are nor on the order in which they are asked about.
    """
    own = np.uint64(int.from_bytes(sha256(key.encode()).digest()[:8], "big"))
    mixed = (numbers.astype(np.uint64) + np.uint64(1)) * _GOLDEN + own
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _FIRST
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
    return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(32)).astype(np.int64)


def below(chance: Random, size: int) -> int:
    """A whole number from 0 up to, not including, ``size``."""
    return int(chance.random() * size)


def one_of(chance: Random, choices: Sequence[T]) -> T:
    """One of the choices, all equally likely."""
    return choices[below(chance, len(choices))]


def about(chance: Random, expected: float) -> int:
    """A count that scatters about ``expected`` as counts do (standard deviation: its root), never below 0.

    Twelve uniforms less six stand for a normal deviate; the sum is exact, so every machine rounds alike.
    """
    deviate = fsum(chance.random() for _ in range(12)) - 6
    return max(0, round(expected + deviate * sqrt(expected)))


def shuffled(chance: Random, items: Sequence[T]) -> list[T]:
    """The items in a chance order (Fisher and Yates)."""
    order = list(items)
    for last in range(len(order) - 1, 0, -1):
        other = below(chance, last + 1)
        order[last], order[other] = order[other], order[last]
    return order


class Shares(Generic[T]):
    """Things with whole-number weights, one of which can be drawn."""

    def __init__(self, weights: Mapping[T, int]) -> None:
        self.weights = dict(weights)
        self._things = tuple(weights)
        self._reached = tuple(accumulate(weights.values()))
        self.total = self._reached[-1]

    def draw(self, chance: Random) -> T:
        """One of the things, each as likely as its weight in the total."""
        return self._things[bisect_right(self._reached, below(chance, self.total))]

    def split(self, whole: int) -> dict[T, int]:
        """``whole`` shared out by weight in whole numbers that add up to it (largest remainder)."""
        parts = {thing: divmod(whole * weight, self.total) for thing, weight in self.weights.items()}
        left = whole - sum(part for part, _ in parts.values())
        lucky = sorted(parts, key=lambda thing: -parts[thing][1])[:left]
        return {thing: part + (thing in lucky) for thing, (part, _) in parts.items()}
