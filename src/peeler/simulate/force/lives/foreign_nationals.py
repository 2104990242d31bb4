"""Foreign nationals who are suspected: referred at once, later or never; what immigration decides, and who is removed."""

from typing import Final

import numpy as np

from peeler.simulate.force.births import daily
from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, MINUTE, NEVER, Ints, Mask, month_of
from peeler.simulate.force.happenings import Happenings, Part, Planted, Truth, Words
from peeler.simulate.force.lives.arrests import WEEK
from peeler.simulate.force.lives.quotas import only
from peeler.simulate.force.lives.waiting import TURNED_AWAY, room, taken_at

DECISIONS: Final = {"no_action": 50, "reporting": 21, "detention": 6, "removal": 13, "": 10}  # the last: none ever
_AT_ONCE: Final = (7, 10)  # of those arrested: referred to ACRO at arrest (the report)
REFERRALS: Final = ((2017, 1_840), (2018, 2_160), (2019, 2_553))  # a year; 217 of the last in June (the report)
_UNMET: Final = 0.9  # of those who are named and never dealt with: to be referred
_WAITING: Final = 40  # to be referred, in the calibrated force: about ten days
_LATER: Final[Spread] = ((0.0, DAY), (0.8, 6 * DAY), (1.0, 40 * DAY))
_DECIDED: Final[Spread] = ((0.0, 3 * HOUR), (0.5, 2 * DAY), (0.9, 20 * DAY), (1.0, 70 * DAY))
_REMOVED: Final[Spread] = ((0.0, 4 * DAY), (0.7, 30 * DAY), (1.0, 140 * DAY))


def foreign_nationals(truth: Truth) -> Part:
    """Most of those arrested are referred to ACRO at once, nearly all others later; so are many who came in or were only
    named, so that there are more referrals in a month than arrests (the report's 217 and 129). What is not sent at once is
    sent in turn: on each day just so many; whoever is not arrested is not sent where too many wait.
    """
    suspect, chance = truth.things["suspect"], truth.world.chance
    foreign, met = suspect.ints("foreign") == 1, suspect.ints("dealt") < NEVER
    which = np.flatnonzero(foreign & (met | chance.happens("acro unmet", suspect.numbers, _UNMET)))
    numbers, dealt = suspect.numbers[which], np.where(met, suspect.ints("dealt"), suspect.ints("named"))[which]
    arrested = met[which] & (suspect.ints("voluntary")[which] == 0)
    at_once = _at_once(truth, arrested, numbers, dealt)
    at = _referred(truth, numbers, np.where(at_once, dealt + 30 * MINUTE, dealt), at_once, arrested)
    timing = Words(("at_arrest", "later"), (~at_once).astype(np.int64))
    border = chance.happens("immigration", numbers, 0.12)
    decided = _decided(truth, which[border], dealt[border] + 6 * HOUR)
    return Part(
        happenings=(Happenings("suspect.acro_referred", which, at, {"timing": timing}), *decided.happenings),
        planted=decided.planted,
    )


def _at_once(truth: Truth, arrested: Mask, numbers: Ints, dealt: Ints) -> Mask:
    """Who of those arrested is referred at once: seven of ten in each month, in turn."""
    order = np.flatnonzero(arrested)
    order = order[np.lexsort((numbers[order], dealt[order]))]
    month = month_of(dealt[order] - truth.world.shift * DAY)
    rank = np.arange(len(order)) - np.searchsorted(month, month)
    part, whole = _AT_ONCE
    found = np.zeros(len(arrested), bool)
    found[order] = ((rank + 1) * part + whole // 2) // whole > (rank * part + whole // 2) // whole
    return found


def _referred(truth: Truth, numbers: Ints, dealt: Ints, at_once: Mask, arrested: Mask) -> Ints:
    """When each is referred; NEVER where that is forgotten, or too many waited already."""
    world, chance = truth.world, truth.world.chance
    missed = arrested & ~at_once & chance.happens("acro missed", numbers, 0.06)
    later = np.flatnonzero(~at_once & ~missed)
    day = dealt[at_once] // DAY - world.first
    sent = np.bincount(day[day < len(world.days)], minlength=len(world.days))
    places = daily(world, "acro referral", REFERRALS, WEEK) - sent
    ready = dealt[later] + chance.spread("acro later", numbers[later], _LATER)
    taken = taken_at(world, ready, places, room(world, _WAITING), arrested[later])
    at: Ints = np.where(at_once, dealt, NEVER)
    at[later] = np.where(taken == TURNED_AWAY, NEVER, taken)
    return at


def _decided(truth: Truth, border: Ints, referred: Ints) -> Part:
    """What immigration says to each that was referred to it: nothing ever, of some; a few are removed."""
    chance, numbers, words = truth.world.chance, truth.things["suspect"].numbers[border], tuple(DECISIONS)[:-1]
    drawn = chance.one_of("immigration decision", numbers, DECISIONS)
    decided = drawn < len(words)
    at = only(decided, referred + chance.spread("immigration decided", numbers, _DECIDED))
    decision = Words(words, np.where(decided, drawn, 0))
    goes = decided & decision.are("removal") & chance.happens("removed", numbers, 0.78)
    gone = only(goes, at + chance.spread("removed on", numbers, _REMOVED))
    return Part(
        happenings=(
            Happenings("suspect.immigration_referred", border, referred),
            Happenings("suspect.immigration_decided", border, at, {"decision": decision}),
            Happenings("suspect.removed", border, gone),
        ),
        planted=(Planted("referred to immigration and never decided", "suspect", border[~decided]),),
    )
