"""A waiting list: so many are taken from it on each day, exactly; whoever comes when it is full is turned away."""

from collections import deque
from collections.abc import Iterator
from typing import Final

import numpy as np

from peeler.simulate.force.civil import DAY, NEVER, Ints, Mask, month_of
from peeler.simulate.force.world import World

TURNED_AWAY: Final = -1


def room(world: World, calibrated: int) -> int:
    """How many may wait in a force of this size, for so many in the calibrated one; a few even in the smallest."""
    return 4 + calibrated * world.size // 1000


def taken_at(world: World, ready: Ints, places: Ints, full: int, stays: Mask) -> Ints:
    """When each is taken: on the first day that has a place for it, in order of readiness, at the time of day at which it
    was ready; ``TURNED_AWAY`` where ``full`` others were waiting already, but for those of whom ``stays`` holds.

    ``places`` has how many are to be taken on each of ``world.days``; what is left of them (or too much, where they are
    negative) goes on to the next day of the same month. Who is ready or waiting after the last day is taken after it.
    What is told of a day depends on no later one.
    """
    day = ready // DAY - world.first
    order = np.lexsort((ready, day))
    order = order[(day[order] >= 0) & (day[order] < len(places))]
    starts = np.searchsorted(day[order], np.arange(len(places) + 1)).tolist()
    waiting: deque[int] = deque()
    found: Ints = np.where((ready < NEVER) & (day < len(places)), TURNED_AWAY, ready)
    for today, owed in enumerate(_owed_each_day(world, places.tolist(), order, starts, waiting)):
        for one in [waiting.popleft() for _ in range(owed)]:
            found[one] = ready[one] + (today - day[one]) * DAY
        _turn_away(waiting, full, stays)
    for one in waiting:
        found[one] = ready[one] + (len(places) - day[one]) * DAY
    return found


def _owed_each_day(
    world: World, places: list[int], order: Ints, starts: list[int], waiting: deque[int]
) -> Iterator[int]:
    """Lets those wait who are ready on each day, and gives how many of all who wait are taken on it."""
    months = month_of((world.days - world.shift) * DAY).tolist()
    owed = 0
    for today, here in enumerate(places):
        waiting.extend(order[starts[today] : starts[today + 1]].tolist())
        owed = here + (owed if today and months[today] == months[today - 1] else 0)
        taken = min(max(owed, 0), len(waiting))
        owed -= taken
        yield taken


def _turn_away(waiting: deque[int], full: int, stays: Mask) -> None:
    """Those who came last go, but for those who stay whatever happens, until no more wait than may."""
    kept = [waiting.pop() for _ in range(max(len(waiting) - full, 0))]
    waiting.extend(one for one in reversed(kept) if stays[one])
