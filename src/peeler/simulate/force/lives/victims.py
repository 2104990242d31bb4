"""Victims: who they are, what was agreed with them, when they were told, whether they still support the case."""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, MINUTE, NEVER, Ints, Mask
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.crimes import against, is_cancelled
from peeler.simulate.force.lives.parties import MOST, Parties, by_crime, parties
from peeler.simulate.force.lives.people import anybody

EVERY: Final = (7, 14, 28)
METHODS: Final = ("telephone", "text_message", "letter", "visit")
ABOUT: Final = ("progress", "no_change", "next_steps", "welfare")
STEPS: Final = ("arrest", "interview", "bail", "under_investigation", "charge", "no_further_action", "out_of_court")
SUBSTANCE: Final = ("unknown", "yes", "no")
SEVERAL: Final = 0.05  # of crimes against a person that are not domestic abuse: have two or three
_CONTACTS: Final = 6
_TELL: Final[Spread] = ((0.0, HOUR), (0.55, 30 * HOUR), (0.82, 4 * DAY), (0.95, 10 * DAY), (1.0, 40 * DAY))


def victims(truth: Truth) -> Part:
    """The victims of every crime against a person: one mostly, two or three of some that are not domestic abuse. The number of
    the first is the crime's.
    """
    crime, chance = truth.things["crime"], truth.world.chance
    place = np.flatnonzero(against(crime).are("person") & ~is_cancelled(crime))
    share = np.where(crime.ints("domestic")[place] == 1, 0.0, SEVERAL)
    found = parties(chance, "victim", (place, crime.numbers[place]), share)
    of, numbers, recorded = found.crime, found.numbers, crime.ints("recorded")[found.crime]
    domestic = crime.ints("domestic")[of] == 1
    vulnerable = chance.happens("victim vulnerable", numbers, np.where(domestic, 0.42, 0.11))
    done = truth.things["end"].ints("done")[of]
    things = Things(
        "victim",
        numbers,
        {
            "crime": of,
            "turn": found.turn,
            "person": _person(truth, found),
            "vulnerable": vulnerable.astype(np.int64),
            "done": done,
        },
    )
    assessed = np.where(chance.happens("needs", numbers, 0.7), recorded + chance.spread("needs", numbers, _TELL), NEVER)
    agreed = np.where(
        chance.happens("contact agreed", numbers, 0.58), recorded + chance.spread("agree", numbers, _TELL), NEVER
    )
    every = np.arange(len(things), dtype=np.int64)
    days = np.array(EVERY)[chance.one_of("every", numbers, (10, 32, 58))]
    method = Words(METHODS, chance.one_of("contact method", numbers, (58, 22, 8, 12)))
    agreement: dict[str, Column] = {"days": days, "method": method}
    return Part(
        things=(things,),
        happenings=(
            Happenings("victim.identified", every, recorded + MINUTE),
            Happenings(
                "victim.needs_assessed", every, assessed, {"enhanced": (vulnerable | domestic).astype(np.int64)}
            ),
            Happenings("victim.contact_agreed", every, agreed, agreement),
            *_withdrawn(truth, things),
            *_contacted(truth, things, agreed, days, done),
            *_informed(truth, things),
            *_supported(truth, things, recorded),
        ),
        planted=(
            Planted("victim never told of a charge", "victim", _untold(truth, things)),
            Planted("one of several victims of a crime", "victim", np.flatnonzero(np.isin(of, of[found.turn > 0]))),
        ),
    )


def _person(truth: Truth, found: Parties) -> Ints:
    """Who each is; the others of a crime are anybody."""
    other = anybody(truth.world.chance, "other victim", found.numbers, len(truth.things["person"]))
    return np.where(found.turn > 0, other, truth.things["crime"].ints("victim")[found.crime])


def _withdrawn(truth: Truth, things: Things) -> tuple[Happenings, ...]:
    """Victims whose case ends because they no longer support it say so before it does; a few of the others do too."""
    crime, chance = truth.things["crime"], truth.world.chance
    ending = crime.words("ending").take(things.ints("crime"))
    soon = crime.ints("recorded")[things.ints("crime")] + chance.spread("withdraw", things.numbers, _TELL)
    says = ending.are("14", "16") | chance.happens("withdrew anyway", things.numbers, 0.01)
    which = np.flatnonzero(says & (soon < things.ints("done")))
    reasons = Words(
        ("not_given", "fear", "reconciled", "too_long", "other"),
        chance.one_of("withdrew why", things.numbers[which], (46, 12, 20, 14, 8)),
    )
    return (Happenings("victim.support_withdrawn", which, soon[which], {"reason": reasons}),)


def _contacted(truth: Truth, things: Things, agreed: Ints, days: Ints, done: Ints) -> tuple[Happenings, ...]:
    """About as often as agreed, in two cases of three; whether it told the victim anything is hardly ever known."""
    chance, numbers, told = truth.world.chance, things.numbers, []
    begins = np.where(agreed < NEVER, agreed, truth.things["crime"].ints("recorded")[things.ints("crime")] + 3 * DAY)
    share = np.where(agreed < NEVER, 0.68, 0.22)
    for turn in range(1, _CONTACTS + 1):
        at = begins + turn * days * DAY + chance.below(f"contact {turn}", numbers, 6 * DAY) - 3 * DAY
        which = np.flatnonzero((at < done) & (at > begins) & chance.happens(f"contacted {turn}", numbers, share))
        facts = {
            "about": Words(ABOUT, chance.one_of(f"about {turn}", numbers[which], (40, 36, 16, 8))),
            "substance": Words(SUBSTANCE, chance.one_of(f"substance {turn}", numbers[which], (95, 4, 1))),
        }
        told.append(Happenings("victim.contacted", which, at[which], facts))
    return tuple(told)


def _steps(truth: Truth, things: Things) -> list[tuple[int, Ints, Ints]]:
    """Every step of the case that its victims are owed word of: which step, of which victim, when it was."""
    of = truth.things["suspect"].ints("crime")
    arrested, came, released, charged = (
        truth.of(f"suspect.{kind}") for kind in ("arrested", "attended_voluntarily", "released", "charged")
    )
    steps = [(0, arrested), (1, came)]
    steps += [(step, released.taken(released.ints("route") == code)) for step, code in ((2, 1), (3, 2), (5, 3), (6, 4))]
    found = []
    for turn in range(MOST):
        place = by_crime(things.ints("crime"), things.ints("turn"), turn, len(truth.things["crime"]))
        for step, told in (*steps, (4, charged)):
            victim = place[of[told.thing]]
            found.append((step, victim[victim >= 0], told.at[victim >= 0]))
    return found


def _told(truth: Truth, things: Things, step: int, of: Ints) -> Mask:
    """Whether a victim is told of a step at all."""
    share = np.where(things.ints("vulnerable")[of] == 1, 0.88, 0.72)
    return truth.world.chance.happens(f"told {STEPS[step]}", things.numbers[of], share)


def _informed(truth: Truth, things: Things) -> tuple[Happenings, ...]:
    told = []
    for step, of, at in _steps(truth, things):
        which = _told(truth, things, step, of)
        soon = truth.world.chance.spread(f"tell {STEPS[step]}", things.numbers[of], _TELL)
        about = Words(STEPS, np.full(int(which.sum()), step, np.int64))
        told.append(Happenings("victim.informed", of[which], (at + soon)[which], {"about": about}))
    return tuple(told)


def _untold(truth: Truth, things: Things) -> Ints:
    charged = np.unique(np.concatenate([places for step, places, _ in _steps(truth, things) if step == 4]))
    return charged[~_told(truth, things, 4, charged)]


def _supported(truth: Truth, things: Things, recorded: Ints) -> tuple[Happenings, ...]:
    chance, numbers, every = truth.world.chance, things.numbers, np.arange(len(things), dtype=np.int64)
    referred = np.where(
        chance.happens("support", numbers, 0.55), recorded + chance.spread("support", numbers, _TELL), NEVER
    )
    offered = np.where(chance.happens("statement offered", numbers, 0.3), recorded + 2 * DAY, NEVER)
    asked = np.where(chance.happens("surveyed", numbers, 0.03), recorded + 60 * DAY, NEVER)
    satisfied = chance.happens("satisfied", numbers, 0.76).astype(np.int64)
    method = Words(
        ("statement", "video"), (things.ints("vulnerable") & chance.happens("video", numbers, 0.35)).astype(np.int64)
    )
    met = np.where(
        chance.happens("victim interviewed", numbers, 0.36),
        recorded + chance.spread("victim interview", numbers, _TELL),
        NEVER,
    )
    return (
        Happenings("victim.referred_to_support", every, referred),
        Happenings("victim.statement_offered", every, offered),
        Happenings("victim.interviewed", every, met, {"method": method}),
        Happenings("victim.surveyed", every, asked, {"satisfied": satisfied}),
    )
