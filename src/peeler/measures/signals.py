"""New signals: whether the newest point of a series says something no point before it said, and how often chance does."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
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
else:
    np = later("numpy")

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


def new_signal(values: Sequence[float | None], better: Better) -> Signal | None:
    """The signal of the last of one stage's points, seen with the limits of all before it, if the point before had none.

    A signal the same way at the point before, as it was seen then, is not told again. None with fewer than eight
    earlier points known, without any movement among them, or where the last point is not known.
    """
    *earlier, newest = values or [None]
    limits = limits_of(earlier)
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
