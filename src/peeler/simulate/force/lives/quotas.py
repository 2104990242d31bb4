"""Which of many things: every so-manieth so that a share is hit exactly, those that draw least, the one before, one of a day."""

import numpy as np

from peeler.simulate.force.births import ROOM
from peeler.simulate.force.chance import Chance
from peeler.simulate.force.civil import DAY, NEVER, Ints, Mask, month_of
from peeler.simulate.force.happenings import Things, Truth
from peeler.simulate.force.world import World


def day_of(world: World, numbers: Ints) -> Ints:
    """The midnight at which the day begins on which things so numbered are born."""
    found: Ints = (numbers // ROOM + world.shift) * DAY
    return found


def year_of(numbers: Ints) -> Ints:
    """The financial year (of the calibrated calendar) in which things so numbered are born, by the year it begins in."""
    found: Ints = (month_of(numbers // ROOM * DAY) - 3) // 12
    return found


def in_turn(numbers: Ints, part: int, whole: int) -> Mask:
    """Which of things in order of number are chosen: ``part`` of every ``whole`` of a financial year, evenly. What is
    chosen does not depend on what comes later.
    """
    year = year_of(numbers)
    starts = np.r_[True, year[1:] != year[:-1]] if len(year) else np.zeros(0, bool)
    place = np.arange(len(numbers))
    rank = place - np.maximum.accumulate(np.where(starts, place, 0)) if len(numbers) else place
    found: Mask = (rank + 1) * part // whole > rank * part // whole
    return found


def in_turn_beside(numbers: Ints, already: Mask, free: Mask, part: int, whole: int) -> Mask:
    """Which of the ``free`` among things in order of number are chosen, so that with those chosen ``already`` it is ``part``
    of every ``whole`` of a financial year, as nearly as may be. What is chosen does not depend on what comes later.
    """
    chosen, year = np.zeros(len(numbers), bool), year_of(numbers)
    for one in np.unique(year):
        mine = year == one
        due = (np.arange(mine.sum()) + 1) * part // whole - np.cumsum(already[mine])
        due, could = np.maximum.accumulate(due.clip(0)), np.cumsum(free[mine])
        reached = could + np.minimum.accumulate(due - could).clip(max=0)
        chosen[mine] = np.diff(reached, prepend=0) > 0
    return chosen


def one_before(groups: Ints, at: Ints, counts: Mask) -> Ints:
    """For each thing, when the last thing of its group that counts was before it; ``-NEVER`` where there is none."""
    order = np.lexsort((at, groups))
    group, when, marked = groups[order], at[order], counts[order]
    place = np.arange(len(order))
    latest = np.maximum.accumulate(np.where(marked, place, -1)) if len(order) else place
    before = np.r_[-1, latest[:-1]].astype(np.int64) if len(order) else place
    same = (before >= 0) & (group[before.clip(0)] == group) if len(order) else before >= 0
    found = np.empty(len(order), np.int64)
    found[order] = np.where(same, when[before.clip(0)] if len(order) else before, -NEVER)
    return found


def at_random(things: Things, drawn: Ints, among: Mask, count: int) -> Ints:
    """The places of ``count`` of some things: those that drew least (all of them where there are fewer), in order."""
    places = np.flatnonzero(among)
    order = np.lexsort((things.numbers[places], drawn[places]))
    return np.sort(places[order[:count]])


def only(mask: Mask, moments: Ints) -> Ints:
    """The moments where the mask holds, NEVER elsewhere."""
    found: Ints = np.where(mask, moments, NEVER)
    return found


def first_at(truth: Truth, kind: str, size: int) -> Ints:
    """When the first happening of a kind was for each of so many things; NEVER where there is none."""
    told, found = truth.of(kind), np.full(size, NEVER, np.int64)
    found[told.thing[::-1]] = told.at[::-1]
    return found


def of_the_day_before(chance: Chance, purpose: str, numbers: Ints, others: Ints) -> Ints:
    """For each thing the place, among others in order of number, of one that was born the day before; -1 without any."""
    day, days = numbers // ROOM - 1, others // ROOM
    start, end = np.searchsorted(days, day, side="left"), np.searchsorted(days, day, side="right")
    return np.where(end > start, start + chance.below(purpose, numbers, end - start), -1)


def turns(begins: Ints, ends: Ints, every: Ints) -> tuple[Ints, Ints]:
    """Things that come round again: whose turn it is (its place) and which turn, each from one after ``begins`` until ``ends``."""
    count = ((ends - begins) // every).clip(0)
    of = np.repeat(np.arange(len(begins), dtype=np.int64), count)
    return of, 1 + np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
