"""Registered sex offenders under management: assessed in time, visited mostly by appointment, broken rules, leaving."""

from typing import Final

import numpy as np

from peeler.simulate.force.births import ROOM, born
from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, NEVER, Ints
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.quotas import day_of, only, turns
from peeler.simulate.force.lives.staff import ALL_TEAMS, member

LEVELS: Final = {"very_high": 1, "high": 14, "medium": 45, "low": 40}
EVERY: Final = (30, 91, 182, 365)  # days from one visit to the next, by level, as most plans have it
AT_FIRST: Final = 1_420  # managed when the story begins, in the calibrated force
A_YEAR: Final = ((2017, 150), (2018, 158), (2019, 166))
WEEK: Final = (110, 110, 108, 106, 104, 60, 56)
OPENS: Final = 17_257  # 1 April 2017, of the calibrated calendar
UNANNOUNCED: Final = 0.14  # "few" (the report)
_LEFT: Final[Spread] = ((0.0, 500 * DAY), (0.3, 2_000 * DAY), (1.0, 9_000 * DAY))


def offenders(truth: Truth) -> Part:
    """The offenders; their visits, assessments and reviews from a year before the story begins."""
    things = _all(truth)
    chance, numbers = truth.world.chance, things.numbers
    registered, left = things.ints("registered"), things.ints("left")
    every = np.arange(len(things), dtype=np.int64)
    visits, missed = _visited(truth, things)
    again = (
        np.maximum(registered + 300 * DAY, (truth.world.first - 300) * DAY)
        + chance.below("level set", numbers, 600) * DAY
    )
    level = Words(
        tuple(LEVELS), (things.ints("level") + np.where(chance.happens("level up", numbers, 0.4), -1, 1)).clip(0, 3)
    )
    set_anew = only(chance.happens("level changes", numbers, 0.2) & (again < left), again + 11 * HOUR)
    broken = (
        np.maximum(registered, (truth.world.first - 100) * DAY) + chance.below("offender breach", numbers, 2_400) * DAY
    )
    return Part(
        things=(things,),
        happenings=(
            Happenings("managed_offender.registered", every, registered),
            Happenings("managed_offender.risk_set", every, set_anew, {"level": level}),
            Happenings("managed_offender.breached", every, only(broken < left, broken + 15 * HOUR)),
            Happenings("managed_offender.left", every, left),
            _again(truth, things, "assessed", 330, 0),
            _again(truth, things, "plan_reviewed", 182, 1),
            visits,
        ),
        planted=(Planted("offender visit not made", "managed_offender", missed),),
    )


def _all(truth: Truth) -> Things:
    world, chance = truth.world, truth.world.chance
    count = np.arange(max(AT_FIRST * world.size // 1000, 6), dtype=np.int64)
    stock = (OPENS - 1 - chance.below("registered before", count, 3_000)) * ROOM + count
    numbers = np.sort(np.concatenate([stock, born(world, "managed_offender", A_YEAR, WEEK).numbers]))
    registered = day_of(world, numbers) + 9 * HOUR + chance.below("registered hour", numbers, 8 * 60) * 60
    size = len(truth.things["person"])
    columns: dict[str, Column] = {
        "registered": registered, "person": size - 1 - chance.below("offender", numbers, size // 20),
        "level": chance.one_of("offender level", numbers, LEVELS),
        "left": registered + chance.spread("offender leaves", numbers, _LEFT),
        "manager": member(truth, "offender manager", numbers, np.full(len(numbers), ALL_TEAMS.index("offender_management"))),
    }  # fmt: skip
    columns["graded"] = Words(tuple(LEVELS), chance.one_of("offender level", numbers, LEVELS))
    return Things("managed_offender", numbers, columns)


def _span(truth: Truth, things: Things) -> tuple[Ints, Ints]:
    """From when to when visits and the like are told: from a year before the story, until the offender leaves."""
    begins = np.maximum(things.ints("registered"), (truth.world.first - 365) * DAY)
    return begins, np.minimum(things.ints("left"), (truth.world.last + 400) * DAY)


def _visited(truth: Truth, things: Things) -> tuple[Happenings, Ints]:
    """Visits about as often as the level asks: nearly all announced, some not made, some with nobody in."""
    chance = truth.world.chance
    begins, ends = _span(truth, things)
    days = np.array(EVERY)[things.ints("level")]
    of, turn = turns(begins, ends, days * DAY)
    numbers = things.numbers[of] * 512 + turn
    at = begins[of] // DAY * DAY + turn * days[of] * DAY - chance.below("visit early", numbers, 12) * DAY
    at += 9 * HOUR + chance.below("visit hour", numbers, 10 * 60) * 60
    missed = chance.happens("visit missed", numbers, 0.09)
    announced = ~chance.happens("visit unannounced", numbers, UNANNOUNCED)
    seen = chance.happens("visit completed", numbers, np.where(announced, 0.94, 0.63))
    goes = ~missed & (at > begins[of])
    facts: dict[str, Column] = {
        "announced": announced[goes].astype(np.int64), "completed": seen[goes].astype(np.int64),
    }  # fmt: skip
    told = missed & (at < truth.world.until)
    return Happenings("managed_offender.visited", of[goes], at[goes], facts), np.unique(of[told])


def _again(truth: Truth, things: Things, what: str, days: int, late: int) -> Happenings:
    """What is done again every so many days: never overdue, or (``late``) now and then some weeks late."""
    chance = truth.world.chance
    begins, ends = _span(truth, things)
    of, turn = turns(begins, ends, np.full(len(things), days * DAY))
    numbers = things.numbers[of] * 64 + turn
    at = begins[of] // DAY * DAY + turn * days * DAY - chance.below(f"{what} early", numbers, 25) * DAY
    at += late * chance.happens(f"{what} late", numbers, 0.1) * 45 * DAY
    return Happenings(f"managed_offender.{what}", of, np.where(at < NEVER, at + 10 * HOUR, NEVER))
