"""Crimes: what, when, where, against whom; and, known to nobody yet, how each will end."""

from typing import Final

import numpy as np

from peeler.simulate.force.births import born, moments, with_columns
from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, MINUTE, Ints, Mask
from peeler.simulate.force.happenings import Column, Part, Things, Truth, Words
from peeler.simulate.force.lives.offences import ENDINGS, FAMILIES, NO_SUSPECT, NONE, OFFENCES, OUTCOMES
from peeler.simulate.force.lives.people import AREAS, anybody, couple, skewed

A_YEAR: Final = (
    (2017, 54_600),
    (2018, 61_227),
    (2019, 76_000),
)  # the second as in the report; the third after its growth
CANCELLED_A_YEAR: Final = ((2017, 690), (2018, 760), (2019, 900))  # beside those that count
WEEK: Final = (102, 99, 98, 99, 103, 101, 98)
FROM_INCIDENT: Final = 0.82
CANCELLED: Final = 2**16  # numbers of cancelled crimes in a day begin here
_REPORTED: Final[Spread] = ((0.0, 10 * MINUTE), (0.5, 3 * HOUR), (0.86, 20 * HOUR), (0.94, 40 * HOUR), (1.0, 12 * DAY))
_BEFORE: Final[Spread] = ((0.0, 0), (0.45, HOUR), (0.75, 14 * HOUR), (0.92, 6 * DAY), (1.0, 300 * DAY))
_LASTED: Final[Spread] = ((0.0, 0), (0.5, 10 * MINUTE), (0.8, 8 * HOUR), (1.0, 9 * DAY))
FLAGS: Final = (("hate", 0.03), ("alcohol", 0.11), ("cyber", 0.04))
# Per cent of crimes with no outcome in the end that nevertheless have a suspect: otherwise, and in domestic abuse.
_UNASSIGNED_SUSPECT: Final = (42, 90)


def crimes(truth: Truth) -> Part:
    """Every crime that is recorded, the cancelled ones among them. ``recorded`` is on the day of the crime's number."""
    world, chance = truth.world, truth.world.chance
    things = _all(truth)
    numbers = things.numbers
    offence = chance.one_of("offence", numbers, tuple(one.weight for one in OFFENCES))
    domestic = chance.below("domestic", numbers, 100) < np.array([one.domestic for one in OFFENCES])[offence]
    recorded = moments(world, things, "office")
    at_once = _at_first_contact(truth, numbers, recorded)
    delay = chance.spread("report to record", numbers, _REPORTED)
    reported = recorded - np.where(
        at_once, chance.spread("record at once", numbers, ((0.0, 60), (1.0, 15 * MINUTE))), delay
    )
    committed_to = reported - chance.spread("crime to report", numbers, _BEFORE)
    victim, other = _people(truth, numbers, domestic)
    ending = _ending(truth, numbers, offence, domestic)
    columns: dict[str, Column] = {
        "offence": offence, "domestic": domestic.astype(np.int64), "recorded": recorded, "reported": reported,
        "at_once": at_once.astype(np.int64), "committed_to": committed_to,
        "committed_from": committed_to - chance.spread("crime lasted", numbers, _LASTED),
        "area": chance.below("crime area", numbers, AREAS), "victim": victim, "suspect": other,
        "ending": Words(OUTCOMES, ending), "suspected": _suspected(truth, numbers, ending, domestic).astype(np.int64),
        "incident": chance.happens("crime from incident", numbers, FROM_INCIDENT).astype(np.int64),
        **{name: chance.happens(f"flag {name}", numbers, share).astype(np.int64) for name, share in FLAGS},
    }  # fmt: skip
    return Part(things=(with_columns(things, **columns),))


def is_cancelled(crime: Things) -> Mask:
    """Which crimes will be cancelled."""
    found: Mask = crime.numbers % 2**20 >= CANCELLED
    return found


def against(crime: Things) -> Words:
    """Whom each crime is against: person, business or nobody."""
    kinds = ("person", "business", "nobody")
    return Words(kinds, np.array([kinds.index(one.against) for one in OFFENCES])[crime.ints("offence")])


def _all(truth: Truth) -> Things:
    counted = born(truth.world, "crime", A_YEAR, WEEK).numbers
    cancelled = born(truth.world, "cancelled crime", CANCELLED_A_YEAR, WEEK).numbers + CANCELLED
    return Things("crime", np.sort(np.concatenate([counted, cancelled])))


def _at_first_contact(truth: Truth, numbers: Ints, recorded: Ints) -> Mask:
    """Few at first; from 1 June 2019 the contact centre records most crimes while the caller is still there."""
    share = np.where(recorded >= truth.world.since(2019, 6, 1), 0.62, 0.08)
    return truth.world.chance.happens("at first contact", numbers, share)


def _people(truth: Truth, numbers: Ints, domestic: Mask) -> tuple[Ints, Ints]:
    """Victim and suspect of each crime: a couple where it is domestic, else anybody and one who comes to notice often."""
    chance, size = truth.world.chance, len(truth.things["person"])
    partner, abuser = couple(chance, "couple", numbers, size)
    suspect = size - 1 - skewed(chance, "suspect", numbers, size // 3)
    return np.where(domestic, partner, anybody(chance, "victim", numbers, size)), np.where(domestic, abuser, suspect)


def _ending(truth: Truth, numbers: Ints, offence: Ints, domestic: Mask) -> Ints:
    family = np.array([FAMILIES.index(one.ends) for one in OFFENCES])[offence]
    rows = tuple(tuple(weights.get(outcome, 0) for outcome in OUTCOMES) for weights in ENDINGS.values())
    return truth.world.chance.one_of_rows(
        "ending", numbers, rows, np.where(domestic, FAMILIES.index("domestic"), family)
    )


def _suspected(truth: Truth, numbers: Ints, ending: Ints, domestic: Mask) -> Mask:
    """Whether anybody is ever suspected: follows from the outcome, and is as it may be where there is none."""
    without = [OUTCOMES.index(outcome) for outcome in NO_SUSPECT]
    perhaps = (
        truth.world.chance.below("unassigned suspect", numbers, 100)
        < np.array(_UNASSIGNED_SUSPECT)[domestic.astype(int)]
    )
    return np.where(ending == OUTCOMES.index(NONE), perhaps, ~np.isin(ending, without))
