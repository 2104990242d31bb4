"""95 % intervals: Wilson for shares, exact Poisson for counts and rates."""

from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from peeler.terms.later import later

if TYPE_CHECKING:
    from scipy import special
else:
    special = later("scipy.special")

Z = 1.959963984540054  # the 97.5th percentile of the normal distribution
TAIL = 0.025


class Interval(NamedTuple):
    """The lower and upper 95 % bound of a value, in the value's unit."""

    low: float
    high: float


@lru_cache(maxsize=65_536)
def wilson(numerator: int, denominator: int) -> Interval | None:
    """The score interval of a share, as fractions of 1; None where the denominator is 0.

    Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference, JASA 22, 209-212.
    """
    if denominator <= 0:
        return None
    share, spread = numerator / denominator, Z * Z / denominator
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / denominator + spread / (4 * denominator)) / (1 + spread)
    low = 0.0 if numerator == 0 else max(0.0, middle - half)
    high = 1.0 if numerator == denominator else min(1.0, middle + half)
    return Interval(low, high)


@lru_cache(maxsize=65_536)
def poisson(count: int) -> Interval:
    """The exact interval of the mean of which a count was seen, in counts; divide by the exposure for a rate.

    Garwood, F. (1936), Fiducial limits for the Poisson distribution, Biometrika 28, 437-442: half the 2.5th percentile
    of chi-square with 2k degrees of freedom, and half the 97.5th with 2k + 2: percentiles of the gamma distribution.
    """
    low = float(special.gammaincinv(count, TAIL)) if count > 0 else 0.0
    return Interval(low, float(special.gammaincinv(count + 1, 1 - TAIL)))
