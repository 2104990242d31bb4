"""Incidents: those that crimes come from and all the others; opened, graded, deployed to, attended, closed."""

from typing import Final

import numpy as np

from peeler.simulate.force.births import ROOM, born, moments
from peeler.simulate.force.chance import Chance, Spread
from peeler.simulate.force.civil import DAY, HOUR, MINUTE, NEVER, Ints
from peeler.simulate.force.happenings import Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.people import AREAS, anybody, couple

A_YEAR: Final = ((2017, 217_300), (2018, 199_650), (2019, 205_000))  # without those that crimes come from
WEEK: Final = (97, 95, 96, 98, 106, 110, 100)
CODES: Final = {
    "anti_social_behaviour": 150, "concern_for_safety": 180, "domestic": 46, "road": 140, "suspicious": 95,
    "missing_person": 40, "mental_health": 35, "alarm": 25, "nuisance_call": 40, "public_assistance": 249,
}  # fmt: skip
ALL_CODES: Final = (*CODES, "domestic_crime", "violence", "theft", "damage", "other_crime")
GRADES: Final = ("immediate", "priority", "scheduled", "resolved_without")
_GRADE_OF: Final = {"domestic": (30, 55, 12, 3), "domestic_crime": (34, 54, 10, 2), "violence": (25, 40, 25, 10),
                    "mental_health": (30, 50, 10, 10)}  # fmt: skip
_OTHERWISE: Final = (15, 30, 23, 32)
_FROM_CRIME: Final = 2**14  # numbers of incidents that crimes come from begin here, in their day
ATTEND: Final[tuple[Spread, ...]] = (
    ((0.0, 2 * MINUTE), (0.5, 9 * MINUTE), (0.9, 19 * MINUTE), (1.0, 90 * MINUTE)),
    ((0.0, 6 * MINUTE), (0.5, 35 * MINUTE), (0.9, 100 * MINUTE), (1.0, 9 * HOUR)),
    ((0.0, HOUR), (0.5, 20 * HOUR), (0.9, 60 * HOUR), (1.0, 200 * HOUR)),
)
# Why no crime was recorded where one might have been; the last but one is no reason under the counting rules, and the last
# none at all.
NO_CRIME: Final = {"no_crime_disclosed": 58, "credible_evidence_to_the_contrary": 13, "in_another_force": 4, "victim_does_not_support": 9,
                   "": 16}  # fmt: skip
DISPOSALS: Final = {"resolved": 52, "advice_given": 26, "no_trace": 9, "crime_recorded": 0, "referred": 13}


def incidents(truth: Truth) -> Part:
    """The incidents of a force and what happens to each; ``crime`` is the place of the crime it holds, or -1."""
    things = _all(truth)
    chance, numbers, crime = truth.world.chance, things.numbers, things.ints("crime")
    code = things.words("code")
    rows = tuple(_GRADE_OF.get(word, _OTHERWISE) for word in ALL_CODES)
    grade = Words(GRADES, chance.one_of_rows("incident grade", numbers, rows, code.codes))
    opened = things.ints("opened")
    deployed, attended = _attended(truth, numbers, grade, opened)
    closing = chance.spread("incident close", numbers, ((0.0, 10 * MINUTE), (0.7, 2 * HOUR), (1.0, 40 * HOUR)))
    closed = np.where(attended < NEVER, attended, opened) + closing
    disposal = np.where(
        crime >= 0, list(DISPOSALS).index("crime_recorded"), chance.one_of("disposal", numbers, DISPOSALS)
    )
    regraded = np.where(chance.happens("regraded", numbers, 0.06), opened + 20 * MINUTE, NEVER)
    every = np.arange(len(numbers), dtype=np.int64)
    no_crime, planted = _without_crime(things, chance, closed)
    dom = code.are("domestic", "domestic_crime")
    return Part(
        things=(things,),
        happenings=(
            Happenings("incident.opened", every, opened, {"grade": grade}),
            Happenings("incident.graded", every, regraded, {"grade": Words(GRADES, np.minimum(grade.codes + 1, 2))}),
            Happenings("incident.deployed", every, deployed),
            Happenings("incident.attended", every, attended),
            Happenings("incident.flagged", np.flatnonzero(dom), opened[dom] + 4 * MINUTE),
            no_crime,
            Happenings("incident.closed", every, closed, {"disposal": Words(tuple(DISPOSALS), disposal)}),
        ),
        planted=planted,
    )


def _without_crime(things: Things, chance: Chance, closed: Ints) -> tuple[Happenings, tuple[Planted, ...]]:
    """Incidents that are like a crime and hold none: before they are closed, somebody writes down why, or does not."""
    like = things.words("code").are("domestic", "suspicious") & (things.ints("crime") < 0)
    which = np.flatnonzero(like)
    why = chance.one_of("why no crime", things.numbers[which], NO_CRIME)
    reasons, bad, none = tuple(NO_CRIME)[:-1], len(NO_CRIME) - 2, len(NO_CRIME) - 1
    said = why < none
    planted = (
        Planted("crime not recorded for what is no reason", "incident", which[why == bad]),
        Planted("closed like a crime with neither a crime nor a reason", "incident", which[why == none]),
    )
    facts = {"reason": Words(reasons, why[said])}
    return Happenings("incident.crime_not_recorded", which[said], closed[which[said]] - 5 * MINUTE, facts), planted


def _attended(truth: Truth, numbers: Ints, grade: Words, opened: Ints) -> tuple[Ints, Ints]:
    """When somebody was sent, and when they came; a few are never come to."""
    chance = truth.world.chance
    sent, came = np.full(len(numbers), NEVER, np.int64), np.full(len(numbers), NEVER, np.int64)
    for place, spread in enumerate(ATTEND):
        mine = grade.codes == place
        delay = chance.spread("attend", numbers[mine], spread)
        sent[mine] = opened[mine] + delay // 4
        came[mine] = np.where(chance.happens("never attended", numbers[mine], 0.02), NEVER, opened[mine] + delay)
    return sent, came


def _all(truth: Truth) -> Things:
    """Incidents in order of number: those of their own, and one for each crime that came from one."""
    own, mine = born(truth.world, "incident", A_YEAR, WEEK), _of_crimes(truth)
    chance, size = truth.world.chance, len(truth.things["person"])
    code = chance.one_of("incident code", own.numbers, CODES)
    pair, _ = couple(chance, "incident couple", own.numbers, size)
    caller = np.where(code == ALL_CODES.index("domestic"), pair, anybody(chance, "caller", own.numbers, size))
    numbers = np.concatenate([own.numbers, mine.numbers])
    columns = {
        "opened": np.concatenate([moments(truth.world, own, "calls"), mine.ints("opened")]),
        "area": np.concatenate([chance.below("incident area", own.numbers, AREAS), mine.ints("area")]),
        "caller": np.concatenate([caller, mine.ints("caller")]),
        "crime": np.concatenate([np.full(len(own), -1, np.int64), mine.ints("crime")]),
        "code": np.concatenate([code, mine.ints("code")]),
    }
    order = np.argsort(numbers, kind="stable")
    taken = {name: column[order] for name, column in columns.items()}
    return Things("incident", numbers[order], {**taken, "code": Words(ALL_CODES, taken["code"])})


def _of_crimes(truth: Truth) -> Things:
    """The incidents that crimes came from, numbered on the day they were opened."""
    crime = truth.things["crime"]
    place = np.flatnonzero(crime.ints("incident"))
    opened = crime.ints("reported")[place] + 2 * MINUTE
    day = opened // DAY - truth.world.shift
    numbers = (
        day * ROOM + _FROM_CRIME + (crime.numbers[place] // ROOM - day) * 2**13 * 8 + _within(crime.numbers[place])
    )
    columns = {
        "opened": opened, "area": crime.ints("area")[place], "caller": crime.ints("victim")[place], "crime": place,
        "code": _codes(crime, place),
    }  # fmt: skip
    return Things("incident", numbers, columns)


def _within(numbers: Ints) -> Ints:
    """A crime's count in its day, those that will be cancelled after the others."""
    within = numbers % ROOM
    found: Ints = np.where(within >= 2**16, within - 2**16 + 2**12, within)
    return found


def _codes(crime: Things, place: Ints) -> Ints:
    """The code an incident has for what the crime turned out to be."""
    offence = crime.ints("offence")[place]
    words = ["violence"] * 16 + ["theft"] * 11 + ["damage"] * 5 + ["other_crime"] * 11
    codes = np.array([ALL_CODES.index(word) for word in words])[offence]
    found: Ints = np.where(crime.ints("domestic")[place] == 1, ALL_CODES.index("domestic_crime"), codes)
    return found
