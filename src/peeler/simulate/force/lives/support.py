"""Support plans of the neighbourhood safeguarding teams and the mental-health joint engagement team, kept by the day."""

from typing import Final

import numpy as np

from peeler.simulate.force.births import born
from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, Ints
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.people import skewed
from peeler.simulate.force.lives.quotas import day_of, only, turns

TEAMS: Final = ("neighbourhood_safeguarding", "joint_engagement")
A_YEAR: Final = (((2017, 380), (2018, 420), (2019, 460)), ((2017, 84), (2018, 96), (2019, 120)))
WEEK: Final = (114, 112, 110, 108, 104, 50, 46)
REASONS: Final = {"frequent_contact": 48, "vulnerable_adult": 27, "repeat_victim": 16, "hoarding": 9}
RISKS: Final = {"high": 22, "medium": 50, "low": 28}
HOW: Final = {"need_met": 52, "disengaged": 24, "moved_away": 10, "handed_over": 14}
_CLOSED: Final[Spread] = ((0.0, 20 * DAY), (0.5, 120 * DAY), (1.0, 400 * DAY))


def support_plans(truth: Truth) -> Part:
    """The plans, each of one person, from the day of its number on."""
    things = _all(truth)
    chance, numbers, opened = truth.world.chance, things.numbers, things.ints("opened")
    every, closed = np.arange(len(things), dtype=np.int64), things.ints("closed")
    first, later = (Words(tuple(RISKS), chance.one_of(f"plan risk {turn}", numbers, RISKS)) for turn in range(2))
    anew = only(
        chance.happens("plan risk anew", numbers, 0.45), opened + (20 + chance.below("plan risk on", numbers, 60)) * DAY
    )
    reviewed, skipped = _often(truth, things, "reviewed", 60, 0.7)
    return Part(
        things=(things,),
        happenings=(
            Happenings("support_plan.opened", every, opened),
            Happenings(
                "support_plan.risk_set",
                every,
                opened + chance.below("plan risk after", numbers, 4) * DAY,
                {"risk": first},
            ),
            Happenings("support_plan.risk_set", every, only(anew < closed, anew), {"risk": later}),
            _often(truth, things, "contacted", 21, 0.8)[0],
            reviewed,
            Happenings(
                "support_plan.closed",
                every,
                closed,
                {"how": Words(tuple(HOW), chance.one_of("plan how", numbers, HOW))},
            ),
        ),
        planted=(Planted("support plan not reviewed when it should have been", "support_plan", skipped),),
    )


def _all(truth: Truth) -> Things:
    world, chance = truth.world, truth.world.chance
    parts = [born(world, f"plan {team}", years, WEEK).numbers + place * 2**10
             for place, (team, years) in enumerate(zip(TEAMS, A_YEAR, strict=True))]  # fmt: skip
    numbers = np.sort(np.concatenate(parts))
    opened, team = day_of(world, numbers), (numbers % 2**11 >= 2**10).astype(np.int64)
    left = only(
        ~chance.happens("plan kept open", numbers, 0.12),
        opened + chance.spread("plan closed", numbers, _CLOSED) // DAY * DAY,
    )
    reason = chance.one_of("plan reason", numbers, REASONS)
    columns: dict[str, Column] = {
        "opened": opened, "closed": left, "person": skewed(chance, "plan person", numbers, len(truth.things["person"])),
        "team": Words(TEAMS, team), "reason": Words((*REASONS, "mental_health"), np.where(team == 1, len(REASONS), reason)),
    }  # fmt: skip
    return Things("support_plan", numbers, columns)


def _often(truth: Truth, things: Things, what: str, days: int, share: float) -> tuple[Happenings, Ints]:
    """What is done about every so many days while a plan is open, and the plans in which it was left out once or more."""
    chance, opened = truth.world.chance, things.ints("opened")
    ends = np.minimum(things.ints("closed"), opened + 500 * DAY)
    of, turn = turns(opened, ends, np.full(len(things), days * DAY))
    numbers = things.numbers[of] * 64 + turn
    at = opened[of] + turn * days * DAY - chance.below(f"plan {what} early", numbers, 6) * DAY
    done = chance.happens(f"plan {what}", numbers, share)
    left_out = np.unique(of[~done & (at < truth.world.until)])
    return Happenings(f"support_plan.{what}", of[done], at[done]), left_out
