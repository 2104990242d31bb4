"""A pattern of the week: whether counts differ by weekday and hour by more than chance, and where they stand out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peeler.terms.later import later

if TYPE_CHECKING:
    from scipy import special
else:
    special = later("scipy.special")

LEAST_EXPECTED = 5.0  # of a cell, before the test of a pattern is trusted (Cochran, 1954)


@dataclass(frozen=True, slots=True)
class Unevenness:
    """How unevenly counts lie: the chance of as much were they even (None: too few to say), and the busiest and quietest.

    ``busiest`` and ``quietest`` are places; ``times``: how many times its even part the busiest has.
    """

    chance: float | None
    busiest: int
    quietest: int
    times: float


def unevenness(counts: Sequence[int], exposures: Sequence[float]) -> Unevenness | None:
    """Of counts over so many hours each: Pearson's chi-square against even; None where there is nothing to count."""
    total, hours = sum(counts), sum(exposures)
    if not total or min(exposures) <= 0:
        return None
    expected = [total * exposure / hours for exposure in exposures]
    ratios = [count / even for count, even in zip(counts, expected, strict=True)]
    statistic = sum((count - even) ** 2 / even for count, even in zip(counts, expected, strict=True))
    chance = float(special.chdtrc(len(counts) - 1, statistic)) if min(expected) >= LEAST_EXPECTED else None
    busiest = max(range(len(ratios)), key=lambda place: ratios[place])
    quietest = min(range(len(ratios)), key=lambda place: ratios[place])
    return Unevenness(chance, busiest, quietest, ratios[busiest])
