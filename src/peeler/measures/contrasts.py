"""Two numbers side by side: the difference of shares and the ratio of counts or rates, each with its interval."""

from dataclasses import dataclass
from math import hypot, inf
from typing import TYPE_CHECKING, Literal, NamedTuple

from peeler.measures.intervals import TAIL, Interval, wilson
from peeler.terms.later import later

if TYPE_CHECKING:
    from scipy import special
else:
    special = later("scipy.special")

Finding = Literal["higher", "lower", "no_detectable_change", "not_known"]


class Share(NamedTuple):
    """So many of so many."""

    numerator: int
    denominator: int


class Events(NamedTuple):
    """So many in so much: days, people or whatever they are counted over."""

    number: int
    exposure: float


class Estimate(NamedTuple):
    """A value with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Contrast:
    """How one number stands to another: as a difference of fractions of 1 (``difference``) or as a ratio (``ratio``).

    ``low`` and ``high`` are its 95 % interval; ``finding`` is ``higher`` or ``lower`` only where the interval leaves out
    the value of no change (0 of a difference, 1 of a ratio). ``value`` None: nothing can be said.
    """

    kind: Literal["difference", "ratio"]
    value: float | None
    low: float | None
    high: float | None
    finding: Finding


def difference_of_shares(first: Share, second: Share) -> Contrast:
    """First minus second, of independent shares, by Newcombe's method 10: the square-and-add limits of Wilson's.

    Newcombe, R. G. (1998), Interval estimation for the difference between independent proportions, Statistics in
    Medicine 17, 873-890.
    """
    one, other = wilson(*first), wilson(*second)
    if one is None or other is None:
        return Contrast("difference", None, None, None, "not_known")
    return difference_of_estimates(
        Estimate(first.numerator / first.denominator, *one), Estimate(second.numerator / second.denominator, *other)
    )


def difference_of_estimates(first: Estimate, second: Estimate) -> Contrast:
    """First minus second of any two independent values with intervals, by the method of variance estimates recovery.

    Zou, G. Y. and Donner, A. (2008), Construction of confidence limits about effect measures, Statistics in Medicine 27,
    1693-1702; where the limits given are Wilson's this is Newcombe's.
    """
    low = first.value - second.value - hypot(first.value - first.low, second.high - second.value)
    high = first.value - second.value + hypot(first.high - first.value, second.value - second.low)
    return Contrast("difference", first.value - second.value, low, high, finding(low, high, 0.0))


def ratio_of_rates(first: Events, second: Events) -> Contrast:
    """First over second, of independent Poisson counts, each over its exposure, given their sum.

    Given the sum, the first count is binomial; its exact limits (Clopper and Pearson, 1934) become those of the ratio
    (Przyborowski and Wilenski, 1940). Where both are nought, or an exposure is, nothing can be said.
    """
    total = first.number + second.number
    if not total or first.exposure <= 0 or second.exposure <= 0:
        return Contrast("ratio", None, None, None, "not_known")
    scale = second.exposure / first.exposure
    part = exact(first.number, total)
    low, high = odds(part.low) * scale, odds(part.high) * scale
    value = first.number / second.number * scale if second.number else None
    return Contrast("ratio", value, low, None if high == inf else high, finding(low, high, 1.0))


def exact(numerator: int, denominator: int) -> Interval:
    """The exact 95 % interval of a share, which covers it at least so often (Clopper and Pearson, Biometrika 26, 1934)."""
    low = float(special.betaincinv(numerator, denominator - numerator + 1, TAIL)) if numerator else 0.0
    others = denominator - numerator
    return Interval(low, float(special.betaincinv(numerator + 1, others, 1 - TAIL)) if others else 1.0)


def odds(share: float) -> float:
    """A share as odds."""
    return share / (1 - share) if share < 1 else inf


def finding(low: float, high: float, same: float) -> Finding:
    """What an interval says about no change."""
    if low > same:
        return "higher"
    return "lower" if high < same else "no_detectable_change"
