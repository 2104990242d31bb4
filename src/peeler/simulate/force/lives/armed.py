"""Armed deployments, from the moment one was considered, debriefed or not; and the risks on the two registers."""

from typing import Final

import numpy as np

from peeler.simulate.force.births import ROOM, born, moments
from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, MINUTE, NEVER
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.offenders import OPENS
from peeler.simulate.force.lives.quotas import day_of, only, turns

KINDS: Final = ("armed", "exercise")
A_YEAR: Final = (((2017, 500), (2018, 540), (2019, 580)), ((2017, 44), (2018, 48), (2019, 52)))
WEEK: Final = (96, 96, 98, 100, 104, 106, 100)
OTHERS: Final = ("", "northmoor", "eastmarch", "fenwold")
REGISTERS: Final = ("apstra", "force")
RISKS: Final = (18, 26)  # on each register when the story begins, whatever the size of the force
SUBJECTS: Final = ("crowded_places", "organised_crime_firearms", "vehicle_attack", "range_availability", "officer_numbers",
                   "referral_demand", "unfiled_investigations", "digital_examination", "cyber_attack", "estate")  # fmt: skip
_DECIDE: Final[Spread] = ((0.0, 2 * MINUTE), (1.0, 14 * MINUTE))
_LASTS: Final[Spread] = ((0.0, 12 * MINUTE), (0.8, 3 * HOUR), (1.0, 14 * HOUR))
_DEBRIEF: Final[Spread] = ((0.0, 20 * MINUTE), (0.7, 3 * HOUR), (1.0, 9 * DAY))


def deployments(truth: Truth) -> Part:
    """Every occasion on which armed officers were thought of, and exercises: fewer are debriefed where none were sent."""
    parts = [born(truth.world, f"deployment {kind}", years, WEEK).numbers + place * 2**10
             for place, (kind, years) in enumerate(zip(KINDS, A_YEAR, strict=True))]  # fmt: skip
    numbers = np.sort(np.concatenate(parts))
    chance, things = truth.world.chance, Things("deployment", numbers)
    exercise = numbers % 2**11 >= 2**10
    considered = moments(truth.world, things, "calls")
    sent = exercise | chance.happens("deployment authorised", numbers, 0.47)
    authorised = only(sent, considered + chance.spread("deployment decided", numbers, _DECIDE))
    ended = np.where(sent, authorised, considered + 5 * MINUTE) + chance.spread("deployment lasts", numbers, _LASTS)
    heard = chance.happens("debriefed", numbers, np.where(sent, 0.9, 0.68))
    drawn = chance.below("deployment other force", numbers, 30)
    columns: dict[str, Column] = {
        "kind": Words(KINDS, exercise.astype(np.int64)), "other": Words(OTHERS, np.where(drawn < 3, drawn + 1, 0)),
    }  # fmt: skip
    points = {
        name: chance.happens(f"debrief {name}", numbers, share).astype(np.int64)
        for name, share in (("good", 0.24), ("better", 0.31))
    }
    every = np.arange(len(numbers), dtype=np.int64)
    return Part(
        things=(Things("deployment", numbers, columns),),
        happenings=(
            Happenings("deployment.considered", every, considered),
            Happenings("deployment.authorised", every, authorised),
            Happenings("deployment.ended", every, ended),
            Happenings(
                "deployment.debriefed",
                every,
                only(heard, ended + chance.spread("debriefed after", numbers, _DEBRIEF)),
                points,
            ),
        ),
        planted=(
            Planted("armed deployment not debriefed", "deployment", np.flatnonzero(sent & ~exercise & ~heard)),
            Planted("armed deployment considered and not debriefed", "deployment", np.flatnonzero(~sent & ~heard)),
        ),
    )


def register_risks(truth: Truth) -> Part:
    """Risks with their scores: the armed policing register and the force's own, looked at half-yearly or not."""
    things = _risks(truth)
    world, chance, numbers = truth.world, truth.world.chance, things.numbers
    raised, closed = things.ints("raised"), things.ints("closed")
    every = np.arange(len(things), dtype=np.int64)
    begins = np.maximum(raised, (world.first - 200) * DAY)
    of, turn = turns(begins, np.minimum(closed, (world.last + 200) * DAY), np.full(len(things), 170 * DAY))
    looks = numbers[of] * 32 + turn
    at = begins[of] // DAY * DAY + turn * 170 * DAY + chance.below("risk review on", looks, 12) * DAY
    done = chance.happens("risk reviewed", looks, 0.84)
    scored = done & chance.happens("risk scored", looks, 0.35)
    likelihood = 1 + chance.below("risk likelihood anew", looks, 5)
    planned = only(chance.happens("risk plan", numbers, 0.8), raised + 20 * DAY)
    score: dict[str, Column] = {"likelihood": likelihood[scored], "impact": things.ints("impact")[of[scored]]}
    return Part(
        things=(things,),
        happenings=(
            Happenings("register_risk.raised", every, raised),
            Happenings("register_risk.reviewed", of[done], at[done]),
            Happenings("register_risk.scored", of[scored], at[scored], score),
            Happenings("register_risk.plan_set", every, planned),
            Happenings("register_risk.closed", every, closed),
        ),
        planted=(
            Planted("risk not reviewed within half a year", "register_risk", np.unique(of[~done & (at < world.until)])),
            Planted("risk without a plan", "register_risk", np.flatnonzero(planned >= NEVER)),
        ),
    )


def _risks(truth: Truth) -> Things:
    world, chance = truth.world, truth.world.chance
    count = np.arange(sum(RISKS), dtype=np.int64)
    stock = (OPENS - 1 - chance.below("risk before", count, 700)) * ROOM + count
    new = np.arange(0, world.last - world.first, 37, dtype=np.int64)  # about one in five weeks
    numbers = np.sort(np.concatenate([stock, (OPENS + new) * ROOM + 64 + new % 2 * 32]))
    raised = day_of(world, numbers)
    left = chance.below("risk closed", numbers, 1_400) + 60
    columns: dict[str, Column] = {
        "raised": raised, "closed": only(chance.happens("risk closes", numbers, 0.6), raised + left * DAY),
        "register": Words(REGISTERS, (numbers % ROOM % 64 >= RISKS[0]).astype(np.int64)),
        "subject": Words(SUBJECTS, chance.below("risk subject", numbers, len(SUBJECTS))),
        "likelihood": 1 + chance.below("risk likelihood", numbers, 5), "impact": 1 + chance.below("risk impact", numbers, 5),
    }  # fmt: skip
    return Things("register_risk", numbers, columns)
