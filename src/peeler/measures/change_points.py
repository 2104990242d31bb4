"""Change points: where the level of a series most probably changed, found over the whole series at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from peeler.measures.process_limits import limits_of
from peeler.terms.later import later

if TYPE_CHECKING:
    import numpy as np
    import ruptures
else:
    np, ruptures = later("numpy"), later("ruptures")

FEWEST = 12  # points before anything is said
SHORTEST = 4  # points between two changes
PENALTY = (
    4.0  # times the variance and the logarithm of the length; on pure chance a change is then found in 3 % at most
)
MEAN_RANGE = 1.128  # mean difference of two normal values of standard deviation 1 (Wheeler: d2)


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """From the point at ``place`` on the level is another: the means of the stretch before it and of the one it begins."""

    place: int
    before: float
    after: float


def change_points(values: Sequence[float | None]) -> tuple[ChangePoint, ...]:
    """The changes of level in a series in order of time; none in a short one, or in one without any movement.

    Kernel change point detection with a linear kernel, which finds the exact optimum of squared error plus a penalty
    for each change (Celisse et al., New efficient algorithms for multiple change-point detection with reproducing
    kernels, 2018; Truong et al., ruptures). The variance is taken from the moving range, which a change hardly moves.
    Points that are not known are passed over.
    """
    places = [place for place, value in enumerate(values) if value is not None]
    known = [value for value in values if value is not None]
    limits = limits_of(known)
    if len(known) < FEWEST or limits is None or not limits.moving_range:
        return ()
    variance = (limits.moving_range / MEAN_RANGE) ** 2
    series = np.array(known, dtype=float)[:, None]
    found = ruptures.KernelCPD(kernel="linear", min_size=SHORTEST).fit(series)
    ends = [int(end) for end in found.predict(pen=PENALTY * variance * log(len(known)))]
    return tuple(changes(known, places, ends))


def changes(known: Sequence[float], places: Sequence[int], ends: Sequence[int]) -> list[ChangePoint]:
    """The change points from the ends of the stretches."""
    means = [mean(known[first:end]) for first, end in zip([0, *ends], ends, strict=False)]
    return [
        ChangePoint(places[end], before, after)
        for end, before, after in zip(ends[:-1], means[:-1], means[1:], strict=True)
    ]


def mean(values: Sequence[float]) -> float:
    """The mean of some values."""
    return sum(values) / len(values)
