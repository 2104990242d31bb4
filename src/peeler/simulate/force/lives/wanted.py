"""People wanted: declared, circulated, reviewed at three, six and nine months or not, found in the end."""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, MINUTE, NEVER, WEEK, Ints
from peeler.simulate.force.happenings import Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.staff import TEAMS

RISKS: Final = {"very_high": 2, "high": 13, "medium": 45, "low": 40}
REASONS: Final = ("suspect", "failed_to_appear", "recall", "breach")
FOUND: Final = ("arrested", "surrendered", "found_in_custody", "stopped")
ENQUIRIES: Final = ("address_visited", "telephone", "intelligence", "relative_visited")
_CIRCULATE: Final[Spread] = ((0.0, HOUR), (0.7, 14 * HOUR), (0.9, 40 * HOUR), (1.0, 12 * DAY))
_FOUND: Final[Spread] = ((0.0, 6 * HOUR), (0.5, 20 * DAY), (0.8, 100 * DAY), (0.93, 270 * DAY), (1.0, 900 * DAY))


def wanted(truth: Truth) -> Part:
    """People wanted for arrest: suspects named and not found at once, and those who failed to answer bail."""
    suspect, chance = truth.things["suspect"], truth.world.chance
    declared, reason = _declared(truth)
    which = np.flatnonzero(declared < NEVER)
    numbers, at = suspect.numbers[which], declared[which]
    risk = chance.one_of("wanted risk", numbers, RISKS)
    cancelled = chance.happens("wanted cancelled", numbers, 0.07)
    found = at + chance.spread("found", numbers, _FOUND)
    found = np.where(reason[which] == 0, np.minimum(found, np.maximum(suspect.ints("dealt")[which], at + HOUR)), found)
    on = at + chance.spread("circulate", numbers, _CIRCULATE)
    circulated = np.where((on < found) & chance.happens("circulated", numbers, 0.9), on, NEVER)
    things = Things(
        "wanted",
        numbers,
        {
            "suspect": which,
            "crime": suspect.ints("crime")[which],
            "person": suspect.ints("person")[which],
            "until": found,
        },
    )
    every = np.arange(len(things), dtype=np.int64)
    unreferenced = chance.happens("circulated without reference", numbers, 0.05)
    how = Words(FOUND, chance.one_of("found how", numbers, (66, 12, 14, 8)))
    facts = {"risk": Words(tuple(RISKS), risk), "reason": Words(REASONS, reason[which])}
    reviews, unreviewed = _reviewed(truth, things, circulated, found)
    return Part(
        things=(things,),
        happenings=(
            Happenings("wanted.declared", every, at, facts),
            Happenings("wanted.circulated", every, circulated, {"reference": (~unreferenced).astype(np.int64)}),
            _reassessed(truth, things, at, found),
            Happenings("wanted.located", every, np.where(cancelled, NEVER, found), {"how": how}),
            Happenings("wanted.cancelled", every, np.where(cancelled, found, NEVER)),
            *_looked_for(truth, things, at, found),
            *reviews,
        ),
        planted=(
            Planted("wanted person not reviewed at three, six or nine months", "wanted", unreviewed),
            Planted("circulated and no reference written down", "wanted", every[(circulated < NEVER) & unreferenced]),
        ),
    )


def _declared(truth: Truth) -> tuple[Ints, Ints]:
    """When each suspect is declared wanted (mostly never), and why."""
    suspect, release = truth.things["suspect"], truth.things["release"]
    declared = np.where(suspect.ints("sought") == 1, suspect.ints("named") + DAY, NEVER)
    reason = np.zeros(len(suspect), np.int64)
    failed = truth.of("release.failed_to_answer")
    places = release.ints("suspect")[failed.thing]
    free = declared[places] >= NEVER
    declared[places[free]] = failed.at[free] + 2 * HOUR
    reason[places[free]] = REASONS.index("failed_to_appear")
    return declared, reason


def _reviewed(truth: Truth, things: Things, circulated: Ints, found: Ints) -> tuple[list[Happenings], Ints]:
    """Reviews at three, six and nine months: about the day, late, or not at all."""
    chance, numbers, told = truth.world.chance, things.numbers, []
    missed = np.zeros(len(things), bool)
    for months in (3, 6, 9):
        due = np.where(circulated < NEVER, circulated + months * 30 * DAY, NEVER)
        owed = due < found
        done = owed & chance.happens(f"wanted review {months}", numbers, 0.82)
        missed |= owed & ~done
        at = due + chance.spread(f"wanted review on {months}", numbers, ((0.0, -WEEK), (0.8, 0), (1.0, 3 * WEEK)))
        risk = Words(tuple(RISKS), chance.one_of(f"wanted review risk {months}", numbers, RISKS))
        told.append(Happenings("wanted.reviewed", np.flatnonzero(done), at[done], {"risk": risk.take(done)}))
    return told, np.flatnonzero(missed)


def _reassessed(truth: Truth, things: Things, declared: Ints, found: Ints) -> Happenings:
    """Of some the risk changes between two reviews: something was heard of them."""
    chance, numbers = truth.world.chance, things.numbers
    at = declared + chance.spread("risk changed on", numbers, ((0.0, 4 * HOUR), (0.6, 25 * DAY), (1.0, 140 * DAY)))
    which = np.flatnonzero((at < found) & chance.happens("risk changed", numbers, 0.16))
    risk = Words(tuple(RISKS), chance.one_of("risk changed to", numbers[which], RISKS))
    return Happenings("wanted.risk_changed", which, at[which], {"risk": risk})


def _looked_for(truth: Truth, things: Things, declared: Ints, found: Ints) -> tuple[Happenings, ...]:
    """Who has the search (a response team, seldom an operation), and what was tried."""
    chance, numbers, told = truth.world.chance, things.numbers, []
    team = Words(TEAMS, chance.below("wanted team", numbers, 4))
    every = np.arange(len(things), dtype=np.int64)
    told.append(Happenings("wanted.assigned", every, declared + 30 * MINUTE, {"team": team}))
    for turn in range(4):
        at = declared + chance.spread(f"enquiry {turn}", numbers, ((0.0, HOUR), (0.6, 10 * DAY), (1.0, 120 * DAY)))
        made = (at < found) & chance.happens(f"enquired {turn}", numbers, 0.45)
        kind = Words(ENQUIRIES, chance.one_of(f"enquiry kind {turn}", numbers[made], (50, 18, 22, 10)))
        told.append(Happenings("wanted.enquiry_made", np.flatnonzero(made), at[made], {"kind": kind}))
    return tuple(told)
