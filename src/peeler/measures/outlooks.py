"""Where a share will probably end while some of it is not settled, going by how records of the same age were settled before."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from peeler.measures.intervals import Z
from peeler.measures.waiting import Curve, Ints, curve_of

OPEN, COUNTED, NOT_COUNTED = 0, 1, 2
FEWEST = 30  # records still open at an age, for the past to say anything of records so old
MOST_LOOKS = 6


@dataclass(frozen=True)
class Records:
    """Records of a share in bulk, an element for each kind of them; times are whole weeks.

    ``began``: how long ago; ``cause``: 0 open, 1 counted, 2 not counted; ``wait``: how long until it was settled, or open so
    far; ``number``: how many.
    """

    began: Ints
    cause: Ints
    wait: Ints
    number: Ints

    def those(self, which: NDArray[np.bool_]) -> "Records":
        """Some of them."""
        return Records(self.began[which], self.cause[which], self.wait[which], self.number[which])

    def seen(self, ago: int) -> "Records":
        """As they stood so long ago: those that had begun, open still if they were settled later."""
        here = self.those(self.began >= ago)
        age = here.began - ago
        open_still = (here.wait > age) | (here.cause == OPEN)
        return Records(age, np.where(open_still, OPEN, here.cause), np.where(open_still, age, here.wait), here.number)

    def counted_since(self, ago: int, within: int) -> int:
        """How many of those that had begun so long ago were counted by then, or by the age of ``within``."""
        by = np.maximum(self.began - ago, within)
        return int(self.number[(self.began >= ago) & (self.cause == COUNTED) & (self.wait <= by)].sum())


@dataclass(frozen=True)
class Outlook:
    """Of ``n`` records, how many are counted, not counted and open; the share that will probably be counted in the end.

    ``lowest`` and ``highest`` are the shares if none or all of the open are. ``never`` is the share that will probably still
    be open. All shares are of n. ``expected`` None: the past says nothing of records so old.
    """

    n: int
    counted: int
    not_counted: int
    open: int
    lowest: float | None
    highest: float | None
    expected: float | None
    low: float | None
    high: float | None
    never: float | None


@dataclass(frozen=True)
class LookBack:
    """One look back: so many weeks ago, what would have been said of the records of then, and what came of them, as shares."""

    ago: int
    n: int
    said: float
    came: float


@dataclass(frozen=True)
class Settled:
    """How records were settled by each age in weeks: counted and not counted, as curves that compete."""

    counted: Curve
    not_counted: Curve
    horizon: int

    def chances(self, age: int) -> tuple[float, float]:
        """(counted, not counted) by the horizon, of a record that is open at an age."""
        counted, other = self.counted.at(age)[0], self.not_counted.at(age)[0]
        left = 1 - counted - other
        if age >= self.horizon or left <= 0:
            return 0.0, 0.0
        return (self.counted.at(self.horizon)[0] - counted) / left, (
            self.not_counted.at(self.horizon)[0] - other
        ) / left

    def open_at(self, age: int) -> int:
        """How many of the past were open at an age."""
        place = int(np.searchsorted(self.counted.lengths, age))
        return int(self.counted.waiting[place]) if place < len(self.counted.waiting) else 0


def settled(records: Records, within: int) -> Settled | None:
    """How records were settled, by so many weeks at most; None where too few say anything."""
    ended = records.cause != OPEN
    counted, other = (
        curve_of(records.wait, records.number, ended, records.cause == cause) for cause in (COUNTED, NOT_COUNTED)
    )
    enough = counted.lengths[counted.waiting >= FEWEST]
    return Settled(counted, other, min(within, int(enough[-1]))) if len(enough) else None


def outlook(records: Records, past: Settled | None) -> Outlook:
    """Where the share of these records will probably end.

    Each open record is counted with the chance that past records had which were open at its age: the development of
    claims (Mack 1993, Distribution-free calculation of the standard error of chain ladder reserve estimates, ASTIN Bulletin
    23, 213-225) in the form of competing risks. The interval is that of the sum of these chances, each known only as well as
    the past records that were open at its age tell it, their errors taken to go together. It cannot know of a change in how
    things are done, which is why the method's error in the past is shown beside it.
    """
    counted, other, waiting = (
        int(records.number[records.cause == cause].sum()) for cause in (COUNTED, NOT_COUNTED, OPEN)
    )
    n = counted + other + waiting
    lowest, highest = (counted / n, (counted + waiting) / n) if n else (None, None)
    if past is None or lowest is None or highest is None:
        return Outlook(n, counted, other, waiting, lowest, highest, None, None, None, None)
    open_ones = records.those(records.cause == OPEN)
    chances = np.array([past.chances(int(age)) for age in open_ones.wait], np.float64).reshape(-1, 2)
    expected = (counted + float(open_ones.number @ chances[:, 0])) / n
    spread = chances[:, 0] * (1 - chances[:, 0])
    before = np.array([max(1, past.open_at(int(age))) for age in open_ones.wait], np.float64)
    half = Z * sqrt(float(open_ones.number @ spread) + float(open_ones.number @ np.sqrt(spread / before)) ** 2) / n
    never = float(open_ones.number @ (1 - chances.sum(axis=1))) / n
    return Outlook(
        n, counted, other, waiting, lowest, highest, expected, max(lowest, expected - half), min(highest, expected + half),
        max(0.0, never),
    )  # fmt: skip


def look_back(records: Records, window: int, within: int, step: int = 4) -> tuple[LookBack, ...]:
    """What would have been said at moments long enough ago, of the ``window`` weeks before each, knowing what was known then.

    The nearest moment is ``within`` ago, so that all its records have had their time since; the others are ``step`` weeks
    apart. What came of a record is what it was by the age of ``within``, or by then where it was older.
    """
    found: list[LookBack] = []
    oldest = int(records.began.max(initial=0))
    for ago in range(within, oldest, step):
        if len(found) == MOST_LOOKS or oldest - ago < within:
            break
        then = records.seen(ago)
        said = outlook(then.those(then.began < window), settled(then, within))
        came = records.those(records.began < ago + window).counted_since(ago, within)
        if said.expected is not None and said.n:
            found.append(LookBack(ago, said.n, said.expected, came / said.n))
    return tuple(found)
