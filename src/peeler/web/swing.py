"""How far a series usually moves from one period to the next, so that a sentence can say what is out of the usual."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

FEWEST = 8  # earlier periods before anything is said
NATURAL = 2.66  # Wheeler, Understanding Variation (1993): limits of an XmR chart from the mean moving range


@dataclass(frozen=True, slots=True)
class Swing:
    """The usual swing of earlier periods: its limits (the lower never below zero), and where the newest value lies."""

    low: float
    high: float
    newest: float

    @property
    def verdict(self) -> str:
        """``inside``, ``above`` or ``below`` the usual swing."""
        return "above" if self.newest > self.high else "below" if self.newest < self.low else "inside"


def usual_swing(values: Sequence[float | None]) -> Swing | None:
    """The natural limits of all values but the last, and the last; None with fewer than eight earlier known values."""
    known = [value for value in values if value is not None]
    if not values or values[-1] is None or len(known) <= FEWEST:
        return None
    *earlier, newest = known
    mean = sum(earlier) / len(earlier)
    moving = sum(abs(b - a) for a, b in pairwise(earlier)) / (len(earlier) - 1)
    return Swing(max(mean - NATURAL * moving, 0.0), mean + NATURAL * moving, newest)


def difference_interval(
    first: tuple[float, float, float], second: tuple[float, float, float]
) -> tuple[float, float, float]:
    """First - second of two independent values, each (value, low, high), with its 95 % interval.

    Newcombe's method 10 (Statistics in Medicine 17, 1998, 873-890), where the limits given are Wilson's.
    """
    (a, a_low, a_high), (b, b_low, b_high) = first, second
    below = ((a - a_low) ** 2 + (b_high - b) ** 2) ** 0.5
    above = ((a_high - a) ** 2 + (b - b_low) ** 2) ** 0.5
    return a - b, a - b - below, a - b + above
