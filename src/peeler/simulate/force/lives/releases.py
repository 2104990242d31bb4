"""What follows an arrest: charge, bail or release under investigation, until a decision; breaches and reviews."""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, NEVER, Ints, Mask
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.bail_law import authority, lasts
from peeler.simulate.force.lives.offences import ACTION, CHARGES

ROUTES: Final = ("charge", "bail", "under_investigation", "no_further_action", "out_of_court")
CONDITIONS: Final = ("no_contact", "no_contact;exclusion", "residence;no_contact", "residence;curfew", "reporting")
HOW: Final = ("charged", "no_further_action", "out_of_court", "expired")
_HELD: Final[Spread] = ((0.0, 4 * HOUR), (0.5, 11 * HOUR), (0.95, 22 * HOUR), (1.0, 30 * HOUR))
_BAIL: Final = (
    0.11,
    0.15,
)  # of those not charged at once: otherwise, and in domestic abuse ("relatively low", the report)
_REVIEWS: Final = 6


def releases(truth: Truth) -> Part:
    """One release for each arrested suspect who is not charged or let go at once, and for a few who came in and are put on
    bail all the same; its number is the suspect's.
    """
    suspect, crime, end = truth.things["suspect"], truth.things["crime"], truth.things["end"]
    came_in = suspect.ints("voluntary") == 1
    met = (suspect.ints("dealt") < NEVER) & (~came_in | _never_arrested(truth))
    arrested = np.flatnonzero(met)
    of = suspect.ints("crime")[arrested]
    chance, numbers = truth.world.chance, suspect.numbers[arrested]
    out = suspect.ints("dealt")[arrested] + chance.spread("custody", numbers, _HELD)
    ending, decided = crime.words("ending").take(of), end.ints("done")[of]
    shares = suspect.ints("shares")[arrested] == 1
    charged, acted = ending.are(*CHARGES) & shares, ending.are(*ACTION) & shares
    at_once = decided <= out + 6 * HOUR
    domestic = crime.ints("domestic")[of]
    bail = chance.happens("bail", numbers, np.array(_BAIL)[domestic])
    route = np.where(bail, 1, np.where(chance.happens("let go", numbers, 0.08) & ~acted, 3, 2))
    route = np.where(at_once, np.where(charged, 0, np.where(acted, 4, 3)), np.where(came_in[arrested], 1, route))
    leaves = np.flatnonzero(~came_in[arrested])
    released = Happenings("suspect.released", arrested[leaves], out[leaves], {"route": Words(ROUTES, route[leaves])})
    on = np.flatnonzero(((route == 1) | (route == 2)) & ~(came_in[arrested] & at_once))
    columns = {
        "suspect": arrested[on], "crime": of[on], "bail": (route[on] == 1).astype(np.int64), "began": out[on],
        "decided": np.maximum(decided[on], out[on] + HOUR),
        "how": Words(HOW, np.where(charged, 0, np.where(acted, 2, 1))[on]),
    }  # fmt: skip
    things = Things("release", numbers[on], columns)
    return _lived(truth, things, released)


def _never_arrested(truth: Truth) -> Mask:
    """Suspects who came in and are put on bail, which nobody may do."""
    suspect, crime = truth.things["suspect"], truth.things["crime"]
    plain = (suspect.ints("voluntary") == 1) & (crime.ints("domestic")[suspect.ints("crime")] == 0)
    found: Mask = plain & truth.world.chance.happens("bailed without arrest", suspect.numbers, 0.03)
    return found


def _lived(truth: Truth, things: Things, released: Happenings) -> Part:
    bailed, began, decided = things.ints("bail") == 1, things.ints("began"), things.ints("decided")
    chance, numbers, every = truth.world.chance, things.numbers, np.arange(len(things), dtype=np.int64)
    arrested = truth.things["suspect"].ints("dealt")[things.ints("suspect")]
    first, second = began + lasts(arrested, 0), began + lasts(arrested, 1)
    extends = bailed & (decided > first) & chance.happens("bail extended", numbers, 0.72)
    late = extends & chance.happens("extended late", numbers, 0.06)
    extended = np.where(extends, first + np.where(late, 2 * DAY, -DAY), NEVER)
    expires = np.where(bailed, np.where(extends, second, first), NEVER)
    ended = np.minimum(decided, expires)
    how = Words(HOW, np.where(expires < decided, HOW.index("expired"), things.ints("how")))
    given, below = authority(chance, numbers, arrested, 0)
    extended_by, below_again = authority(chance, numbers, arrested, 1)
    return Part(
        things=(things,),
        happenings=(
            released,
            Happenings("release.bailed", every, np.where(bailed, began, NEVER), _terms(truth, things, first, given)),
            Happenings("release.put_under_investigation", every, np.where(bailed, NEVER, began)),
            Happenings("release.extended", every, extended, {"expires": second, "authority": extended_by}),
            Happenings("release.ended", every, np.where(decided < NEVER, ended, expires), {"how": how}),
            *_breached(truth, things, bailed, np.minimum(ended, second)),
            *_varied(truth, things, bailed, np.minimum(ended, second)),
            *_reviewed(truth, things, ~bailed, decided),
            *_came_back(truth, things, bailed & (ended >= first) & (ended < NEVER), first),
        ),
        planted=(
            Planted("bail extended after it had expired", "release", every[late]),
            Planted("bail ran out before a decision", "release", every[bailed & (expires < decided)]),
            Planted(
                "bail without an arrest",
                "release",
                every[truth.things["suspect"].ints("voluntary")[things.ints("suspect")] == 1],
            ),
            Planted("bail given by too low a rank", "release", every[bailed & below]),
            Planted("bail extended by too low a rank", "release", every[extends & below_again]),
        ),
    )


def _conditions(truth: Truth, things: Things) -> Words:
    return Words(CONDITIONS, truth.world.chance.one_of("conditions", things.numbers, (40, 30, 14, 8, 8)))


def _terms(truth: Truth, things: Things, expires: Ints, given: Words) -> dict[str, Column]:
    views = truth.world.chance.happens("victim views", things.numbers, 0.4).astype(np.int64)
    return {"expires": expires, "conditions": _conditions(truth, things), "views": views, "authority": given}


def _varied(truth: Truth, things: Things, bailed: Mask, until: Ints) -> tuple[Happenings, ...]:
    """Some conditions are changed while the bail lasts, always for others."""
    chance, numbers, began = truth.world.chance, things.numbers, things.ints("began")
    which = np.flatnonzero(bailed & chance.happens("bail varied", numbers, 0.11))
    at = began[which] + chance.below("bail varied on", numbers[which], np.maximum(until[which] - began[which], 1))
    other = (_conditions(truth, things).codes[which] + 1) % len(CONDITIONS)
    return (Happenings("release.varied", which, at, {"conditions": Words(CONDITIONS, other)}),)


def _breached(truth: Truth, things: Things, bailed: Mask, until: Ints) -> tuple[Happenings, ...]:
    """Some conditions are breached, and a third of breaches is never followed up (the report: not always)."""
    chance, numbers, began = truth.world.chance, things.numbers, things.ints("began")
    which = np.flatnonzero(bailed & chance.happens("bail breached", numbers, 0.16))
    at = began[which] + chance.below("breach", numbers[which], np.maximum(until[which] - began[which], 1))
    acted = chance.happens("breach followed up", numbers[which], 0.66)
    soon = chance.spread("breach follow-up", numbers[which], ((0.0, HOUR), (0.7, 30 * HOUR), (1.0, 9 * DAY)))
    action = Words(
        ("arrested", "warned", "conditions_varied"), chance.one_of("breach action", numbers[which], (52, 36, 12))
    )
    return (
        Happenings(
            "release.breached",
            which,
            at,
            {"condition": Words(("no_contact", "exclusion", "residence"), numbers[which] % 3)},
        ),
        Happenings("release.breach_actioned", which, np.where(acted, at + soon, NEVER), {"action": action}),
    )


def _reviewed(truth: Truth, things: Things, under: Mask, decided: Ints) -> tuple[Happenings, ...]:
    """A release under investigation should be looked at about every month; half of the time it is."""
    chance, numbers, began = truth.world.chance, things.numbers, things.ints("began")
    told = []
    for turn in range(_REVIEWS):
        at = began + (turn + 1) * 30 * DAY + chance.below(f"release review {turn}", numbers, 8 * DAY)
        done = under & (at < decided) & chance.happens(f"release reviewed {turn}", numbers, 0.5)
        told.append(Happenings("release.reviewed", np.flatnonzero(done), at[done]))
    return tuple(told)


def _came_back(truth: Truth, things: Things, due: Mask, expires: Ints) -> tuple[Happenings, ...]:
    """Those still on bail when the first period ends come back, or do not."""
    fails = truth.world.chance.happens("failed to answer", things.numbers, 0.07)
    return (
        Happenings("release.answered", np.flatnonzero(due & ~fails), expires[due & ~fails] - 2 * HOUR),
        Happenings("release.failed_to_answer", np.flatnonzero(due & fails), expires[due & fails] - HOUR),
    )
