"""Arithmetic on answers: a formula's value, its interval from those of its terms, and what the unknown could make of it."""

from collections.abc import Mapping, Sequence
from itertools import product
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from peeler.definitions.formulas import Formula
from peeler.measures.intervals import TAIL, Interval
from peeler.terms.later import later

if TYPE_CHECKING:
    from scipy import special
else:
    special = later("scipy.special")


class Figure(NamedTuple):
    """One term's answer: its value, 95 % interval, and lowest and highest; n records stand behind it."""

    value: float
    low: float
    high: float
    lowest: float
    highest: float
    n: int


def combined(formula: Formula, terms: Mapping[str, Figure]) -> Figure | None:
    """The formula's figure; None where it divides by nought.

    The interval is made by the method of variance estimates recovery, from each term's own interval with the others at
    their values: Zou and Donner (2008), Construction of confidence limits about effect measures, Statistics in Medicine
    27, 1693-1702; of a difference of two shares it is Newcombe's (1998). Where a term's bound gives no number (a divisor
    of nought) there is no bound on that side. ``lowest`` and ``highest`` are over all combinations of the terms' own.
    """
    value = formula.value({name: figure.value for name, figure in terms.items()})
    if value is None:
        return None
    interval = recovered(formula, terms, value)
    corners = cornered(formula, terms)
    lowest, highest = (min(corners), max(corners)) if corners else (value, value)
    return Figure(value, interval.low, interval.high, lowest, highest, sum(figure.n for figure in terms.values()))


def recovered(formula: Formula, terms: Mapping[str, Figure], value: float) -> Interval:
    """The interval around the value: the reaches of the terms, each alone, added in squares."""
    values = {name: figure.value for name, figure in terms.items()}
    down, up = 0.0, 0.0
    for name, figure in terms.items():
        ends = [formula.value(values | {name: bound}) for bound in (figure.low, figure.high)]
        reached = [float("inf") if end is None else end for end in ends]
        down += max(0.0, value - min(reached)) ** 2
        up += max(0.0, max(reached) - value) ** 2
    return Interval(value - sqrt(down), value + sqrt(up))


def cornered(formula: Formula, terms: Mapping[str, Figure]) -> list[float]:
    """What the formula comes to for each combination of its terms' lowest and highest."""
    names = list(terms)
    bounds = product(*((terms[name].lowest, terms[name].highest) for name in names))
    found = (formula.value(dict(zip(names, corner, strict=True))) for corner in bounds)
    return [value for value in found if value is not None]


def weighed(counts: Sequence[tuple[int, float]]) -> tuple[float, Interval]:
    """The sum of (count, weight) pairs, with its 95 % interval.

    Fay and Feuer (1997), Confidence intervals for directly standardized rates, Statistics in Medicine 16, 791-801: a gamma
    distribution with the mean and the variance of a weighted sum of Poisson counts.
    """
    value = sum(count * weight for count, weight in counts)
    spread = sum(count * weight**2 for count, weight in counts)
    most = max((weight for _, weight in counts), default=0.0)
    low = float(special.gammaincinv(value**2 / spread, TAIL)) * spread / value if spread > 0 else 0.0
    above, wider = value + most, spread + most**2
    high = float(special.gammaincinv(above**2 / wider, 1 - TAIL)) * wider / above if wider > 0 else 0.0
    return value, Interval(low, high)
