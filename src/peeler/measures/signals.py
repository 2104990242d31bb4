"""New signals: whether the newest point of a series says something no point before it said, and how often chance does."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING

from peeler.measures.process_limits import (
    LIMIT,
    RULES,
    RUN,
    Better,
    Meaning,
    Numbers,
    Rule,
    Way,
    flags,
    limits_of,
    meaning_of,
)  # fmt: skip
from peeler.terms.later import later

if TYPE_CHECKING:
    import numpy as np
    from scipy import special
else:
    np, special = later("numpy"), later("scipy.special")

STRONGEST = 0.9  # correlation of neighbours that is reckoned with
TAIL = 0.00135  # of the normal distribution beyond three standard deviations
FEWEST = 8  # earlier points before anything is said
SERIES, SEED, LONGEST = 10_000, 10_003, 60  # made-up series of pure chance; beyond so many points the rate hardly moves
SELDOM: dict[Rule, float] = {"outside": 3.0, "trend": 3.5, "two_of_three": 3.3, "shift": 2.4}  # as normal deviates


@dataclass(frozen=True, slots=True)
class Signal:
    """What the newest point says: the rule it meets first, its way, what that means, and how strong it is.

    ``centre``, ``lower`` and ``upper`` are the limits of the points before it in its stage. ``strength`` is a number of
    standard deviations: how far out the point lies, or how seldom chance meets the rule, whichever is more.
    """

    rule: Rule
    way: Way
    meaning: Meaning
    value: float
    centre: float
    lower: float
    upper: float
    strength: float


def new_signal(values: Sequence[float | None], better: Better, *, widening: float = 1.0) -> Signal | None:
    """The signal of the last of one stage's points, seen with the limits of all before it, if the point before had none.

    A signal the same way at the point before, as it was seen then, is not told again. None with fewer than eight
    earlier points known, without any movement among them, or where the last point is not known. ``widening``: see
    ``limits_of``.
    """
    *earlier, newest = values or [None]
    limits = limits_of(earlier, widening=widening)
    if newest is None or limits is None or limits.points < FEWEST or not limits.moving_range:
        return None
    series = np.array([np.nan if value is None else value for value in values][-RUN - 1 :], dtype=float)
    now, before = last_two(series, limits.centre, limits.moving_range)
    if not now or now * before > 0:
        return None
    way: Way = "high" if now > 0 else "low"
    rule = RULES[abs(int(now)) - 1]
    out = abs(newest - limits.centre) / (limits.moving_range * LIMIT / 3)
    return Signal(
        rule, way, meaning_of(way, better), newest, limits.centre, limits.lower, limits.upper, max(out, SELDOM[rule])
    )


def hanging_together(values: Sequence[float | None]) -> float:
    """By how much moving ranges are too small where each value carries the one before it with it (a stock).

    1 / sqrt(1 - r) with r the correlation of neighbours, from 0 to 0.9: the moving range of such a series is that much
    smaller than of independent points (Wheeler, Advanced Topics in Statistical Process Control, 1995).
    """
    known = np.array([value for value in values if value is not None], dtype=float)
    if len(known) < FEWEST or not known.std():
        return 1.0
    apart = known - known.mean()
    correlation = float((apart[1:] * apart[:-1]).sum() / (apart**2).sum())
    return 1 / sqrt(1 - min(max(correlation, 0.0), STRONGEST))


def beyond_own_chance(numerator: int, denominator: int | None, centre: float) -> bool:
    """Whether a count (``denominator`` None: Poisson) or a share (binomial) lies further from a centre than chance alone
    would put it once in 741, as outside three standard deviations: small numbers jump, and limits do not know how small.
    """
    if centre <= 0 or (denominator is not None and centre >= 1):
        return True
    size = denominator or 0
    if denominator is None:
        above, below = (
            float(special.pdtrc(numerator - 1, centre)) if numerator else 1.0,
            float(special.pdtr(numerator, centre)),
        )
    else:
        above = float(special.bdtrc(numerator - 1, size, centre)) if numerator else 1.0
        below = float(special.bdtr(numerator, size, centre))
    return min(above, below) < TAIL


def last_two(series: Numbers, centre: Numbers, moving_range: Numbers) -> tuple[Numbers, Numbers]:
    """The flags of the last point, and of the one before as they stood without the last."""
    now = flags(series, centre, moving_range)[..., -1]
    return now, flags(series[..., :-1], centre, moving_range)[..., -1]


@lru_cache(maxsize=LONGEST)
def chance_of_signal(earlier: int) -> float:
    """How often the newest point of a series without any change gives a new signal, after so many earlier points.

    By simulation of independent normal values, limits estimated anew in each series; always the same number.
    """
    points = min(earlier, LONGEST)
    made = np.random.default_rng(SEED).standard_normal((SERIES, points + 1))
    base = made[:, :-1]
    centre = base.mean(axis=1, keepdims=True)
    ranges = np.abs(np.diff(base, axis=1)).mean(axis=1, keepdims=True)
    now, before = last_two(made[:, -RUN - 1 :], centre, ranges)
    return float(((now != 0) & (now * before <= 0)).mean())
