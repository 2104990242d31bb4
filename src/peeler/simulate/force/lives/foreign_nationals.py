"""Foreign nationals who are suspected: referred at once, later or never; what immigration decides, and who is removed."""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, MINUTE, NEVER, Ints
from peeler.simulate.force.happenings import Happenings, Part, Planted, Truth, Words
from peeler.simulate.force.lives.quotas import only

DECISIONS: Final = {"no_action": 50, "reporting": 21, "detention": 6, "removal": 13, "": 10}  # the last: none ever
_AT_ONCE: Final = 0.70  # referred to ACRO at arrest (the report)
_DECIDED: Final[Spread] = ((0.0, 3 * HOUR), (0.5, 2 * DAY), (0.9, 20 * DAY), (1.0, 70 * DAY))
_REMOVED: Final[Spread] = ((0.0, 4 * DAY), (0.7, 30 * DAY), (1.0, 140 * DAY))


def foreign_nationals(truth: Truth) -> Part:
    """Most of those arrested are referred to ACRO at once, the others later, some never; also some who were only named, so
    that there are more referrals in a month than arrests (the report's 217 and 129).
    """
    suspect, chance = truth.things["suspect"], truth.world.chance
    foreign, met = suspect.ints("foreign") == 1, suspect.ints("dealt") < NEVER
    which = np.flatnonzero(foreign & (met | chance.happens("acro unmet", suspect.numbers, 0.55)))
    numbers, dealt = suspect.numbers[which], np.where(met, suspect.ints("dealt"), suspect.ints("named"))[which]
    arrested = met[which] & (suspect.ints("voluntary")[which] == 0)
    at_once = arrested & chance.happens("acro at once", numbers, _AT_ONCE)
    later = dealt + chance.spread("acro later", numbers, ((0.0, DAY), (0.8, 12 * DAY), (1.0, 60 * DAY)))
    missed = ~at_once & chance.happens("acro missed", numbers, 0.06)
    at = np.where(missed, NEVER, np.where(at_once, dealt + 30 * MINUTE, later))
    timing = Words(("at_arrest", "later"), (~at_once).astype(np.int64))
    border = chance.happens("immigration", numbers, 0.12)
    decided = _decided(truth, which[border], dealt[border] + 6 * HOUR)
    return Part(
        happenings=(Happenings("suspect.acro_referred", which, at, {"timing": timing}), *decided.happenings),
        planted=decided.planted,
    )


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
