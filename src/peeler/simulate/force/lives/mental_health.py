"""Section 136 of the Mental Health Act: used, reviewed some weeks later; and the nurses in the control room, when they are there."""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, MINUTE, NEVER, Ints, Mask, calendar
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Truth, Words
from peeler.simulate.force.lives.quotas import first_at, only
from peeler.simulate.force.world import World

PLACES: Final = {"hospital_suite": 83, "emergency_department": 14, "police_station": 3}
ADVICE: Final = {"share_history": 44, "seek_other_help": 31, "detain": 12, "not_known_to_services": 13}
EFFECTS: Final = {"": 62, "detention_avoided": 17, "detained_all_the_same": 5, "handed_to_services": 16}
JUDGED: Final = ("", "Y", "N")
_USED: Final = (0.054, 0.002)  # of mental health incidents attended, of concerns for safety
_ADVISED: Final = (0.52, 0.07)  # while a nurse is there
_LATER: Final[Spread] = ((0.0, 15 * MINUTE), (0.8, 70 * MINUTE), (1.0, 5 * HOUR))


def triage_hours(world: World, days: Ints) -> tuple[Ints, Ints, Mask]:
    """When triage begins and ends on each day (counted from 1970; moments), and whether it is covered at all: from four in
    the afternoon until midnight on weekdays, and from January 2019 from nine in the morning at weekends (the report).
    """
    weekday, _, _ = calendar(days)
    weekend, starts = weekday >= 5, days * DAY
    runs = ~weekend | (starts >= world.since(2019, 1, 5))
    there = runs & ~world.chance.happens("triage not covered", days - world.shift, 0.05)
    return starts + np.where(weekend, 9, 16) * HOUR, starts + DAY, there


def mental_health(truth: Truth) -> Part:
    """What is told of incidents: uses of section 136 and their reviews, and advice of the triage nurses."""
    incident, chance = truth.things["incident"], truth.world.chance
    code = incident.words("code")
    of = np.flatnonzero(code.are("mental_health", "concern_for_safety"))
    numbers, concern = incident.numbers[of], code.are("concern_for_safety")[of].astype(np.int64)
    came = first_at(truth, "incident.attended", len(incident))[of]
    used = (came < NEVER) & chance.happens("section 136", numbers, np.array(_USED)[concern])
    at = came + chance.spread("section 136 after", numbers, _LATER)
    opened = incident.ints("opened")[of]
    begins, ends, there = triage_hours(truth.world, opened // DAY)
    asked = (
        there & (opened >= begins) & (opened < ends) & chance.happens("triage", numbers, np.array(_ADVISED)[concern])
    )
    advised = opened + chance.spread("triage after", numbers, ((0.0, 4 * MINUTE), (1.0, 50 * MINUTE)))
    consulted = np.where(asked, 1, chance.one_of("section 136 consulted", numbers, (32, 60, 8)))
    facts: dict[str, Column] = {
        "consulted": np.array([0, 1, -1])[consulted],
        "place": Words(tuple(PLACES), chance.one_of("section 136 place", numbers, PLACES)),
    }  # fmt: skip
    advice: dict[str, Column] = {
        "advice": Words(tuple(ADVICE), chance.one_of("triage advice", numbers, ADVICE)),
        "effect": Words(tuple(EFFECTS), chance.one_of("triage effect", numbers, EFFECTS)),
    }  # fmt: skip
    review, never = _reviewed(truth, of, only(used, at))
    return Part(
        happenings=(
            Happenings("incident.section_136_used", of, only(used, at), facts),
            review,
            Happenings("incident.triage_advised", of, only(asked, advised), advice),
        ),
        planted=(
            Planted("section 136 used without asking a health professional", "incident", of[used & (consulted == 0)]),
            Planted("use of section 136 never reviewed", "incident", never),
        ),
    )


def _reviewed(truth: Truth, of: Ints, used: Ints) -> tuple[Happenings, Ints]:
    """Looked at in the next month's meeting, most of them; whether the use was right is written down for about half."""
    chance, numbers = truth.world.chance, truth.things["incident"].numbers[of]
    looked = (used < NEVER) & chance.happens("section 136 reviewed", numbers, 0.74)
    month = np.where(used < NEVER, used, 0).astype("datetime64[s]").astype("datetime64[M]") + 1
    meeting = (month.astype("datetime64[D]").astype(np.int64) + 13) * DAY + 14 * HOUR
    facts: dict[str, Column] = {
        "appropriate": Words(JUDGED, chance.one_of("section 136 appropriate", numbers, (52, 39, 9))),
        "place_suitable": Words(JUDGED, chance.one_of("section 136 suitable", numbers, (58, 37, 5))),
    }  # fmt: skip
    return Happenings("incident.section_136_reviewed", of, only(looked, meeting), facts), of[(used < NEVER) & ~looked]
