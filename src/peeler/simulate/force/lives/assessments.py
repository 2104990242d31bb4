"""Public protection notifications: the risk assessments of domestic abuse, checked, and sometimes graded lower."""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, MINUTE, NEVER, Ints
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.people import AREAS, couple
from peeler.simulate.force.lives.quotas import first_at
from peeler.simulate.force.lives.staff import TEAMS, team_of

GRADES: Final = ("standard", "medium", "high")
CHILDREN: Final = {"yes": 33, "no": 29, "not_stated": 38}
JUDGEMENTS: Final = ("", "Victim frightened of what he will do next", "Long history and no injury today",
                     "Separated last month - watches the house")  # fmt: skip
DETAILS: Final = (
    "",
    "Two children upstairs asleep",
    "Baby of the victim in the room",
    "Children at school at the time",
)
REASONS: Final = {"": 78, "new_information": 12, "scored_wrong": 7, "agreed_with_victim": 3}
ROLES: Final = ("referral_unit", "supervisor", "officer")
RANKS: Final = ("sergeant", "inspector", "")
_GRADE: Final = (620, 315, 65)
_SENT: Final[Spread] = ((0.0, 20 * MINUTE), (0.7, 3 * HOUR), (0.92, 11 * HOUR), (1.0, 5 * DAY))
_CHECK: Final[Spread] = ((0.0, 20 * MINUTE), (0.75, 14 * HOUR), (0.95, 40 * HOUR), (1.0, 12 * DAY))
_CHANGE: Final[Spread] = ((0.0, HOUR), (0.6, DAY), (1.0, 9 * DAY))


def assessments(truth: Truth) -> Part:
    """One notification for most incidents of domestic abuse; its number is the incident's, ``grade`` the first one,
    ``settled`` the last one and ``changed`` when it became so.
    """
    things = _sent(truth)
    chance, numbers = truth.world.chance, things.numbers
    every, sent = np.arange(len(things), dtype=np.int64), things.ints("sent")
    unchecked = chance.happens("notification unchecked", numbers, 0.07)
    checked = np.where(unchecked, NEVER, sent + chance.spread("notification check", numbers, _CHECK))
    rank = Words(RANKS, chance.one_of("notification rank", numbers, (88, 9, 3)))
    changed, first, last = things.ints("changed"), things.ints("grade"), things.ints("settled")
    why = chance.one_of("downgrade reason", numbers, REASONS)
    reason = Words(tuple(REASONS), np.where(last > first, 1, why))
    facts: dict[str, Column] = {
        "from": Words(GRADES, first), "to": Words(GRADES, last), "reason": reason,
        "role": Words(ROLES, chance.one_of("grade changed by", numbers, (64, 28, 8))),
    }  # fmt: skip
    lowered = (changed < NEVER) & (last < first)
    return Part(
        things=(things,),
        happenings=(
            Happenings("risk_assessment.submitted", every, sent),
            Happenings("risk_assessment.checked", every, checked, {"rank": rank}),
            Happenings("risk_assessment.grade_changed", every, changed, facts),
        ),
        planted=(
            Planted("notification never checked by a supervisor", "risk_assessment", np.flatnonzero(unchecked)),
            Planted("grade lowered without a reason", "risk_assessment", np.flatnonzero(lowered & (reason.codes == 0))),
            Planted(
                "children not stated", "risk_assessment", np.flatnonzero(things.words("children").are("not_stated"))
            ),
        ),
    )


def _sent(truth: Truth) -> Things:
    incident, chance = truth.things["incident"], truth.world.chance
    domestic = incident.words("code").are("domestic", "domestic_crime")
    of = np.flatnonzero(domestic & chance.happens("notification sent", incident.numbers, 0.96))
    numbers, area = incident.numbers[of], incident.ints("area")[of]
    came = first_at(truth, "incident.attended", len(incident))[of]
    begun = np.where(came < NEVER, came, incident.ints("opened")[of] + HOUR)
    sent = begun + chance.spread("notification sent after", numbers, _SENT)
    grade, score = _graded(truth, numbers)
    changed, settled = _changed(truth, numbers, sent, grade)
    children = Words(tuple(CHILDREN), chance.one_of("children present", numbers, CHILDREN))
    there = children.are("yes")
    details = chance.below("children details", numbers, 5)
    judgement = chance.below("notification judgement", numbers, 6)
    victim, perpetrator = _couple(truth, of)
    columns: dict[str, Column] = {
        "incident": of, "sent": sent, "victim": victim, "perpetrator": perpetrator,
        "grade": grade, "graded": Words(GRADES, grade), "score": score, "changed": changed, "settled": settled, "children": children,
        "seen": np.where(there, chance.happens("children seen", numbers, 0.55).astype(np.int64), -1),
        "details": Words(DETAILS, np.where(there & (details < 4), details, 0)),
        "judgement": Words(JUDGEMENTS, np.where(judgement < 4, judgement, 0)),
        "complete": chance.happens("notification complete", numbers, 0.84).astype(np.int64),
        "team": Words(TEAMS, team_of("response", area, AREAS)),
    }  # fmt: skip
    return Things("risk_assessment", numbers, columns)


def _couple(truth: Truth, of: Ints) -> tuple[Ints, Ints]:
    """Victim and perpetrator: the two of the crime, or of the couple that the incident is about."""
    incident = truth.things["incident"]
    pair, other = couple(truth.world.chance, "incident couple", incident.numbers[of], len(truth.things["person"]))
    crime = incident.ints("crime")[of]
    known = truth.things["crime"]
    victim = np.where(crime >= 0, known.ints("victim")[crime.clip(0)], pair) if len(known) else pair
    return victim, np.where(crime >= 0, known.ints("suspect")[crime.clip(0)], other) if len(known) else other


def _graded(truth: Truth, numbers: Ints) -> tuple[Ints, Ints]:
    """The grade an officer gives and how many questions were answered yes: judgement may raise a grade above its score,
    and must not lower it.
    """
    chance = truth.world.chance
    grade = chance.one_of("notification grade", numbers, _GRADE)
    least, room = np.array([1, 10, 14])[grade], np.array([9, 4, 11])[grade]
    score = least + chance.below("notification score", numbers, room)
    raised = (grade > 0) & chance.happens("grade above score", numbers, 0.2)
    return grade, np.where(raised, 3 + score % 7, score)


def _changed(truth: Truth, numbers: Ints, sent: Ints, grade: Ints) -> tuple[Ints, Ints]:
    """When a grade was changed, and to what: of those that can be lowered about one in eleven, of the others few."""
    chance = truth.world.chance
    lowered = (grade > 0) & chance.happens("grade lowered", numbers, 0.09)
    raised = (grade < 2) & ~lowered & chance.happens("grade raised", numbers, 0.02)
    at = np.where(lowered | raised, sent + chance.spread("grade changed", numbers, _CHANGE), NEVER)
    return at, grade - lowered + raised
