"""How crimes end: work done, outcome assigned, filed; or done and left without an outcome, as the report found."""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, MINUTE, NEVER, Ints, Mask
from peeler.simulate.force.happenings import Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.crimes import is_cancelled
from peeler.simulate.force.lives.holding import left_lying
from peeler.simulate.force.lives.offences import CHARGES, NO_SUSPECT, NONE, OFFENCES, OUTCOMES
from peeler.simulate.force.lives.suspects import charged_offence
from peeler.simulate.force.lives.time_limits import charged_late

_NOBODY: Final[Spread] = ((0.0, HOUR), (0.4, 3 * DAY), (0.75, 16 * DAY), (0.93, 45 * DAY), (1.0, 115 * DAY))
_CHARGE: Final[Spread] = ((0.0, 9 * HOUR), (0.5, 20 * HOUR), (0.7, 20 * DAY), (1.0, 120 * DAY))
_SETTLED: Final[Spread] = ((0.0, 3 * HOUR), (0.6, 5 * DAY), (1.0, 60 * DAY))
_NO_ACTION: Final[Spread] = ((0.0, DAY), (0.5, 18 * DAY), (0.9, 60 * DAY), (1.0, 150 * DAY))
_LEFT: Final[Spread] = ((0.0, 2 * DAY), (0.6, 20 * DAY), (1.0, 85 * DAY))
_ASSIGN: Final[Spread] = ((0.0, 2 * MINUTE), (0.75, 20 * HOUR), (1.0, 9 * DAY))
_LONG_AFTER: Final[Spread] = ((0.0, 440 * DAY), (1.0, 1000 * DAY))
_FILE: Final[Spread] = ((0.0, 10 * MINUTE), (0.8, 4 * DAY), (1.0, 25 * DAY))


def outcomes(truth: Truth) -> Part:
    """The end of every crime. Adds the things ``end`` (one a crime, at its place): ``done``, ``assigned``, ``outcome``."""
    crime = truth.things["crime"]
    chance, numbers = truth.world.chance, crime.numbers
    goes_on = ~(is_cancelled(crime) | left_lying(truth))
    ready, too_late = charged_late(truth, _done(truth, crime))
    done = np.where(goes_on, ready, NEVER)
    left = crime.words("ending").are(NONE)
    outcome = np.where(left, _late_outcome(truth, crime), crime.ints("ending"))
    wait = np.where(left, chance.spread("assign late", numbers, _LONG_AFTER), chance.spread("assign", numbers, _ASSIGN))
    assigned = np.where(goes_on, done + wait, NEVER)
    kept = chance.happens("never filed", numbers, 0.03)
    blank = left & goes_on & chance.happens("filed without an outcome", numbers, 0.02)
    closed = np.where(blank, done, assigned) + chance.spread("file", numbers, _FILE)
    filed = np.where(goes_on & ~kept, closed, NEVER)
    every = np.arange(len(crime), dtype=np.int64)
    words = Words(OUTCOMES, outcome)
    end = Things("end", numbers, {"done": done, "assigned": assigned, "outcome": words, "left": left.astype(np.int64)})
    return Part(
        things=(end,),
        happenings=(
            Happenings("investigation.completed", every, done),
            Happenings("investigation.outcome_assigned", every, assigned, {"outcome": words}),
            Happenings("investigation.filed", every, filed),
            *_again(truth, every, filed, outcome),
            *_prosecuted(truth, crime, end),
        ),
        planted=(
            Planted("work done and left without an outcome for more than a year", "crime", every[left & goes_on]),
            Planted("prosecution time limit expired", "crime", every[words.are("17") & goes_on]),
            Planted("charged after the prosecution time limit", "crime", every[too_late & goes_on]),
            Planted("filed before any outcome was assigned", "crime", every[blank & ~kept]),
            Planted("outcome assigned and never filed", "crime", every[kept & goes_on]),
        ),
    )


def _done(truth: Truth, crime: Things) -> Ints:
    """When work on each crime was finished: after its suspect was dealt with, sooner where there is nobody."""
    chance, numbers, ending = truth.world.chance, crime.numbers, crime.words("ending")
    suspect = truth.things["suspect"]
    begun = crime.ints("recorded") + 6 * HOUR
    first = np.flatnonzero(suspect.ints("turn") == 0)
    of, dealt = suspect.ints("crime")[first], suspect.ints("dealt")[first]
    begun[of] = np.where(dealt < NEVER, dealt, suspect.ints("named")[first] + 6 * HOUR)
    delay = chance.spread("no action", numbers, _NO_ACTION)
    for spread, mine in (
        (_NOBODY, ending.are(*NO_SUSPECT)),
        (_CHARGE, ending.are(*CHARGES)),
        (_SETTLED, ending.are("2", "3", "4", "6", "7", "8")),
        (_LEFT, ending.are(NONE)),
    ):
        delay[mine] = chance.spread("done", numbers[mine], spread)
    found: Ints = begun + delay
    return found


def _late_outcome(truth: Truth, crime: Things) -> Ints:
    """What the crimes left without an outcome get in the end, long after: nobody, or a suspect and no action."""
    drawn = truth.world.chance.one_of("late outcome", crime.numbers, (60, 30, 10))
    late = np.array([OUTCOMES.index(outcome) for outcome in ("15", "16", "10")])[drawn]
    found: Ints = np.where(crime.ints("suspected") == 1, late, OUTCOMES.index("18"))
    return found


def _again(truth: Truth, every: Ints, filed: Ints, outcome: Ints) -> tuple[Happenings, ...]:
    """A few are opened again, and end again: mostly with a charge."""
    chance, numbers = truth.world.chance, truth.things["crime"].numbers
    which = every[(filed < NEVER) & chance.happens("reopened", numbers, 0.008)]
    at = filed[which] + chance.spread("reopen", numbers[which], ((0.0, 3 * DAY), (0.7, 60 * DAY), (1.0, 200 * DAY)))
    done = at + chance.spread("done again", numbers[which], _NO_ACTION)
    charged = chance.happens("charged after all", numbers[which], 0.6)
    second = Words(OUTCOMES, np.where(charged, OUTCOMES.index("1"), outcome[which]))
    return (
        Happenings("investigation.reopened", which, at),
        Happenings("investigation.completed", which, done),
        Happenings("investigation.outcome_assigned", which, done + HOUR, {"outcome": second}),
        Happenings("investigation.filed", which, done + 2 * DAY),
    )


def _prosecuted(truth: Truth, crime: Things, end: Things) -> tuple[Happenings, ...]:
    """Charges of suspects, the Crown Prosecution Service's part in them, and disclosure reviewed before most of them: both
    once for each crime, of its first suspect. Whoever has no share in the end is eliminated before it.
    """
    chance, suspect = truth.world.chance, truth.things["suspect"]
    of, first, shares = suspect.ints("crime"), suspect.ints("turn") == 0, suspect.ints("shares") == 1
    ending, done = crime.words("ending").take(of), end.ints("done")[of]
    charged = ending.are(*CHARGES) & (done < NEVER) & shares
    refused = ending.are("9") & (done < NEVER) & first
    later = charged & first & (done - suspect.ints("dealt") > 3 * DAY)
    sent = np.where(
        later | refused, done - chance.spread("cps", suspect.numbers, ((0.0, 3 * HOUR), (1.0, 3 * DAY))), NEVER
    )
    reviewed = charged & first & chance.happens("disclosure", suspect.numbers, 0.84)
    every = np.arange(len(suspect), dtype=np.int64)
    decision = Words(("charge", "no_charge"), refused.astype(np.int64))
    cleared = np.maximum(done - HOUR, suspect.ints("named") + 20 * MINUTE)
    return (
        Happenings("suspect.charged", every, _only(charged, done), {"offence": charged_offence(crime, of)}),
        Happenings("suspect.eliminated", every, _only(~shares & (done < NEVER), cleared)),
        Happenings("investigation.submitted_to_cps", of, sent),
        Happenings("investigation.cps_decided", of, _only(sent < NEVER, done), {"decision": decision}),
        Happenings("investigation.disclosure_reviewed", of, _only(reviewed, done - 2 * HOUR)),
    )


def _only(mask: Mask, moments: Ints) -> Ints:
    found: Ints = np.where(mask, moments, NEVER)
    return found


def offence_codes() -> tuple[str, ...]:
    """The codes of the offences, in their order."""
    return tuple(one.code for one in OFFENCES)
