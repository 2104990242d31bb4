"""How many things are born on each day, and when in it: totals that are hit exactly, shared out by a weekly rhythm."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from peeler.simulate.force.civil import DAY, HOUR, Ints, calendar, month_of
from peeler.simulate.force.happenings import Column, Things
from peeler.simulate.force.world import World

ROOM: Final = (
    2**20
)  # of numbers for one day: a thing's number is its day (of the calibrated calendar) times this, and more
SEASON: Final = (96, 92, 101, 99, 104, 102, 106, 103, 100, 102, 97, 98)  # January first; a month's share of its year
HOURS: Final[Mapping[str, tuple[int, ...]]] = {
    "calls": (26, 20, 16, 13, 11, 11, 14, 22, 38, 46, 50, 52, 54, 55, 58, 62, 66, 68, 66, 62, 58, 54, 48, 38),
    "office": (4, 3, 2, 2, 2, 3, 6, 18, 50, 80, 92, 90, 78, 82, 88, 84, 76, 58, 44, 38, 34, 30, 20, 10),
}


def born(world: World, kind: str, by_year: Sequence[tuple[int, int]], week: Sequence[int]) -> Things:
    """Things of a kind, numbered by day: ``by_year`` gives totals for whole financial years of the calibrated force
    (year it begins in, total; the last goes on for ever), ``week`` the weight of Monday to Sunday.
    """
    counts = daily(world, kind, by_year, week)
    days = np.repeat(world.days, counts)
    within = np.arange(len(days)) - np.repeat(np.cumsum(counts) - counts, counts)
    return Things(kind, (days - world.shift) * ROOM + within)


def daily(world: World, kind: str, by_year: Sequence[tuple[int, int]], week: Sequence[int]) -> Ints:
    """How many are born on each day of the world; whole months add up exactly to their share of the year."""
    days = _whole_months(world)
    weekday, _, _ = calendar(days)
    weights = np.array(week, np.int64)[weekday] * (900 + world.chance.below(f"daily {kind}", days, 201))
    months = month_of(days * DAY)
    counts = np.zeros(len(days), np.int64)
    for month in np.unique(months).tolist():
        here = months == month
        reached = np.cumsum(weights[here]) * monthly(world.size, by_year, month) // weights[here].sum()
        counts[here] = np.diff(reached, prepend=0)
    return counts[np.searchsorted(days, world.days - world.shift)]


def _whole_months(world: World) -> Ints:
    """The days of the calibrated calendar from 1 April 2017 to the end of the month in which the world ends."""
    first = np.datetime64("2017-04-01", "D")
    last = first + (world.last - world.first)
    end = (last.astype("datetime64[M]") + 1).astype("datetime64[D]")
    return np.arange(first.astype(np.int64), end.astype(np.int64), dtype=np.int64)


def monthly(size: int, by_year: Sequence[tuple[int, int]], month: int) -> int:
    """The total of a month (a number, see ``months``) for a force of this size in thousandths."""
    year, place = divmod(month - 3, 12)  # 0 is April
    total = max((given for given in by_year if given[0] <= year), default=by_year[0])[1]
    weights = [SEASON[(3 + one) % 12] for one in range(12)]
    reached = [total * size * sum(weights[:one]) // (1000 * sum(weights)) for one in range(13)]
    return reached[place + 1] - reached[place]


def moments(world: World, things: Things, pattern: str) -> Ints:
    """When in its day each thing is born, to the second."""
    hour = world.chance.one_of(f"hour {things.kind}", things.numbers, HOURS[pattern])
    second = world.chance.below(f"second {things.kind}", things.numbers, HOUR)
    return (things.numbers // ROOM + world.shift) * DAY + hour * HOUR + second


def with_columns(things: Things, **columns: Column) -> Things:
    """The same things, told more of."""
    return Things(things.kind, things.numbers, {**things.columns, **columns})
