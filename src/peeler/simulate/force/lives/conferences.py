"""Cases of domestic abuse brought to the multi-agency conference: referred, listed, heard, with actions set and done."""

from typing import Final

import numpy as np

from peeler.simulate.force.births import ROOM, born, moments
from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, MINUTE, NEVER, Ints, Mask
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.people import AREAS, couple
from peeler.simulate.force.lives.quotas import one_before, only

REASONS: Final = ("high_risk", "professional_judgement", "escalation", "repeat")
AGENCIES: Final = {"health": 34, "housing": 12, "probation": 18, "independent_adviser": 36}
PARTNERS_A_YEAR: Final = ((2017, 190), (2018, 196), (2019, 204))  # referred by others than the police
WEEK: Final = (110, 110, 108, 106, 104, 82, 80)
HUBS: Final = 2  # each meets every other week: the city one week, the county the next
FIRST: Final = 17_262  # a Thursday, 6 April 2017: the first meeting of the city
REPEAT: Final = 365 * DAY
WOMEN: Final = (
    428_000  # adult women (16 and over) in the calibrated force: 29 cases for every 10,000 of them in 2017/18
)
_HIGH, _REPEAT, _JUDGED, _RISING = 0.76, 0.115, 0.008, 0.006  # shares brought: high risk, owed as a repeat, others
_REFER: Final[Spread] = ((0.0, 3 * HOUR), (0.6, 2 * DAY), (1.0, 9 * DAY))
_DONE: Final[Spread] = ((0.0, DAY), (0.7, 25 * DAY), (1.0, 80 * DAY))
_LATER: Final = ROOM - 2**12  # numbers of partners' cases begin here, in their day


def conferences(truth: Truth) -> Part:
    """The cases (``meeting``: the number of the meeting each is listed for) and the things ``marac_action`` set in them."""
    reason, unbrought, unrepeated = _brought(truth)
    things = _cases(truth, reason)
    chance, numbers, referred = truth.world.chance, things.numbers, things.ints("referred")
    every = np.arange(len(things), dtype=np.int64)
    listed = referred + chance.spread("marac listed", numbers, ((0.0, 2 * HOUR), (1.0, 3 * DAY)))
    withdrawn = chance.happens("marac withdrawn", numbers, 0.03)
    heard = only(~withdrawn, things.ints("sits") + 10 * HOUR + chance.below("marac hour", numbers, 300) * MINUTE)
    actions, lived = _actions(truth, things, heard)
    left = np.flatnonzero(actions.ints("left") == 1)
    return Part(
        things=(things, actions),
        happenings=(
            Happenings("marac_case.referred", every, referred),
            Happenings("marac_case.listed", every, listed),
            Happenings("marac_case.heard", every, heard),
            *lived,
        ),
        planted=(
            Planted("high risk not brought to MARAC", "risk_assessment", unbrought),
            Planted("repeat within twelve months not brought to MARAC", "risk_assessment", unrepeated),
            Planted("MARAC action never done", "marac_action", left),
        ),
    )


def _brought(truth: Truth) -> tuple[Ints, Ints, Ints]:
    """For each notification the place of the reason it is brought for (-1: it is not); those that should have been, as
    high risk and as a repeat: a crime between a couple that was brought within the twelve months before.
    """
    notice, chance = truth.things["risk_assessment"], truth.world.chance
    numbers, sent = notice.numbers, notice.ints("sent")
    high = notice.ints("settled") == 2
    first = high & chance.happens("marac high", numbers, _HIGH)
    before = one_before(notice.ints("victim"), sent, first)
    crime = truth.things["incident"].ints("crime")[notice.ints("incident")] >= 0
    known = before > sent - REPEAT
    owed = known & crime & ~first
    again = owed & chance.happens("marac repeat", numbers, _REPEAT)
    other = chance.parts("marac other", numbers) // 2**12
    judged, rising = other < int(_JUDGED * 2**20), other >= 2**20 - int(_RISING * 2**20)
    reason = np.where(judged, 1, np.where(rising, 2, -1))
    reason = np.where(again | (first & known & crime), 3, np.where(first, 0, reason))
    return reason, np.flatnonzero(high & (reason < 0)), np.flatnonzero(owed & (reason < 0))


def _cases(truth: Truth, reason: Ints) -> Things:
    notice, world, chance = truth.things["risk_assessment"], truth.world, truth.world.chance
    mine = np.flatnonzero(reason >= 0)
    theirs = born(world, "marac partner", PARTNERS_A_YEAR, WEEK)
    pair, other = couple(chance, "marac couple", theirs.numbers, len(truth.things["person"]))
    known = np.minimum(notice.ints("changed")[mine], notice.ints("sent")[mine] + 9 * DAY)
    police = np.maximum(notice.ints("sent")[mine], np.where(notice.ints("changed")[mine] < NEVER, known, 0))
    police = police + chance.spread("marac referred", notice.numbers[mine], _REFER)
    numbers = np.concatenate([notice.numbers[mine], theirs.numbers + _LATER])
    agency = 1 + chance.one_of("marac agency", theirs.numbers, AGENCIES)
    nothing = np.full(len(theirs), -1, np.int64)
    columns = {
        "notice": np.concatenate([mine, nothing]),
        "referred": np.concatenate([police, moments(world, theirs, "office")]),
        "victim": np.concatenate([notice.ints("victim")[mine], pair]),
        "perpetrator": np.concatenate([notice.ints("perpetrator")[mine], other]),
        "reason": np.concatenate([reason[mine], chance.below("marac reason", theirs.numbers, 2)]),
        "agency": np.concatenate([np.zeros(len(mine), np.int64), agency]),
    }
    order = np.argsort(numbers, kind="stable")
    taken: dict[str, Column] = {name: column[order] for name, column in columns.items()}
    return _listed(truth, Things("marac_case", numbers[order], taken))


def _listed(truth: Truth, things: Things) -> Things:
    """The meeting each case is listed for: the next of its area's hub that is at least four days away."""
    area = truth.things["person"].ints("area")[things.ints("victim")]
    hub = area * HUBS // AREAS
    first = FIRST + hub * 7
    day = things.ints("referred") // DAY - truth.world.shift + 4
    sits = first + ((day - first) + 13) // 14 * 14
    columns: dict[str, Column] = {
        **things.columns,
        "reason": Words(REASONS, things.ints("reason")),
        "agency": Words(("police", *AGENCIES), things.ints("agency")),
        "meeting": sits * ROOM + marac_place(hub),
        "sits": (sits + truth.world.shift) * DAY,
    }
    return Things("marac_case", things.numbers, columns)


def marac_place(hub: Ints) -> Ints:
    """Which of the meetings of its day the conference of a hub is."""
    return 8 + hub


def _actions(truth: Truth, things: Things, heard: Ints) -> tuple[Things, tuple[Happenings, ...]]:
    """Up to three actions of each case that was heard; some are never done."""
    chance = truth.world.chance
    count = np.where(heard < NEVER, chance.one_of("marac actions", things.numbers, (14, 32, 34, 20)), 0)
    of = np.repeat(np.arange(len(things), dtype=np.int64), count)
    turn = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    numbers, at = things.numbers[of] * 4 + turn, heard[of] + 20 * MINUTE
    left: Mask = chance.happens("marac action left", numbers, 0.13)
    agencies = ("police", *AGENCIES)
    columns: dict[str, Column] = {
        "case": of, "turn": turn, "due": at + 28 * DAY, "left": left.astype(np.int64),
        "agency": Words(agencies, chance.one_of("marac action agency", numbers, (38, 18, 16, 10, 18))),
    }  # fmt: skip
    every, done = np.arange(len(of), dtype=np.int64), at + chance.spread("marac action done", numbers, _DONE)
    actions = Things("marac_action", numbers, columns)
    by = Words(("police", "agency"), (actions.words("agency").codes > 0).astype(np.int64))
    return actions, (
        Happenings("marac_action.set", every, at),
        Happenings("marac_action.done", every, only(~left, done), {"by": by}),
    )
