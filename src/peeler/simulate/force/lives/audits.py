"""What an inspection draws: sixty files of crimes, and incidents in which a crime should have been recorded, by stratum."""

from typing import Final, NamedTuple

import numpy as np

from peeler.simulate.force.births import ROOM
from peeler.simulate.force.civil import DAY, HOUR, Ints, Mask
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.lives.offences import OFFENCES
from peeler.simulate.force.lives.quotas import at_random

FILES: Final = 60
EFFECTIVE, SUPERVISED, CARED_FOR = 44, 33, 47  # of them (the report)
SAMPLES: Final = ("peel_2018_19", "crime_data_integrity_2018", "record_of_contact_screening", "downgrade_review",
                  "closure_checks")  # fmt: skip
CLOSURES: Final = SAMPLES.index("closure_checks")
OF: Final = ("crime", "incident", "contact", "ppn", "crime")  # what each sample is of
QUESTIONS: Final = ("effective", "supervision", "victim_care", "crime_should_be_recorded", "crime_recorded",
                    "record_of_contact", "downgrade_justified", "lines_followed", "closed_too_soon")  # fmt: skip
ANSWERS: Final = ("yes", "no", "good", "weak", "none", "message_only", "crime", "vulnerability", "both")
NOTES: Final = ("See the entry of the supervisor on day two", "Plan is brief and was followed", "Victim rang twice and was not rung back",
                "Nothing on the log after the first week", "Good work - tell the officer")  # fmt: skip
_ABOVE: Final = 900_000
_SEXUAL: Final = ("19C", "19D", "20A", "22B", "88A")


class Stratum(NamedTuple):
    """A part of the audit of recording: crimes that should have been recorded, and how many were (in the calibrated force)."""

    name: str
    crimes: int
    recorded: int
    domestic: bool


# In all 1,866 and 1,218 (65.3 %); violence 867 and 491 (56.6 %); domestic abuse 494 and 266, so that 228 were not recorded.
STRATA: Final = (
    Stratum("violence_domestic_abuse", 440, 234, domestic=True), Stratum("violence", 427, 257, domestic=False),
    Stratum("sexual_domestic_abuse", 10, 6, domestic=True), Stratum("sexual", 150, 122, domestic=False),
    Stratum("other_domestic_abuse", 44, 26, domestic=True), Stratum("other", 795, 573, domestic=False),
)  # fmt: skip


class Drawn(NamedTuple):
    """Things drawn for review: which sample, the lasting numbers of the reviews, which things (places), when, their strata,
    and the answers: for each question the places in ANSWERS.
    """

    sample: int
    numbers: Ints
    places: Ints
    at: Ints
    stratum: Ints
    answers: dict[str, Ints]


def in_turn(truth: Truth, sample: int, at: Ints) -> Ints:
    """Numbers of reviews that are drawn one after the other: of their day, above those of whatever happened in it."""
    found: Ints = (at // DAY - truth.world.shift) * ROOM + _ABOVE + sample * 2**14 + np.arange(len(at))
    return found


def _opens(truth: Truth, day: tuple[int, int, int]) -> bool:
    """Whether the story reaches a day; what is drawn from the past is drawn only from a whole past."""
    return truth.world.last * DAY >= truth.world.since(*day)


def files(truth: Truth) -> list[Drawn]:
    """Sixty files of crimes recorded from October to December 2018, whatever the size of the force."""
    crime, since = truth.things["crime"], truth.world.since
    if not _opens(truth, (2019, 2, 4)):
        return []
    recorded = crime.ints("recorded")
    among = (
        (recorded >= since(2018, 10, 1))
        & (recorded < since(2019, 1, 1))
        & (truth.things["end"].ints("done") < since(2019, 2, 4))
    )
    chance = truth.world.chance
    places = at_random(crime, chance.parts("file review", crime.numbers), among, FILES)
    ranked = {
        name: np.argsort(np.argsort(chance.parts(f"file {name}", crime.numbers[places]), kind="stable"))
        for name in QUESTIONS[:3]
    }
    weak = FILES - SUPERVISED
    answers = {
        "effective": (ranked["effective"] >= EFFECTIVE).astype(np.int64),
        "supervision": np.where(
            ranked["supervision"] < SUPERVISED, 2, np.where(ranked["supervision"] < SUPERVISED + weak * 2 // 3, 3, 4)
        ),
        "victim_care": (ranked["victim_care"] >= CARED_FOR).astype(np.int64),
    }
    at = np.full(len(places), since(2019, 2, 4) + 10 * HOUR, np.int64)
    return [Drawn(0, in_turn(truth, 0, at), places, at, np.zeros(len(places), np.int64), answers)]


def audit(truth: Truth) -> list[Drawn]:
    """Incidents from March to August 2018 in which a crime should have been recorded, drawn by stratum in October."""
    if not _opens(truth, (2018, 10, 8)):
        return []
    return [_stratum(truth, place, recorded) for place in range(len(STRATA)) for recorded in (True, False)]


def _stratum(truth: Truth, place: int, recorded: bool) -> Drawn:
    incident, since = truth.things["incident"], truth.world.since
    stratum = STRATA[place]
    opened = incident.ints("opened")
    among = _fits(truth, stratum, recorded) & (opened >= since(2018, 3, 1)) & (opened < since(2018, 9, 1))
    count = (stratum.recorded if recorded else stratum.crimes - stratum.recorded) * truth.world.size // 1000
    drawn = truth.world.chance.parts(f"audit {stratum.name}", incident.numbers)
    places = at_random(incident, drawn, among, max(1, count))
    day = since(2018, 10, 8) + (2 * place + (0 if recorded else 1)) * DAY
    at = np.full(len(places), day + 10 * HOUR, np.int64)
    yes = np.zeros(len(places), np.int64)
    answers = {"crime_should_be_recorded": yes, "crime_recorded": yes + (0 if recorded else 1)}
    return Drawn(1, in_turn(truth, 1, at), places, at, yes + place + 1, answers)


def _fits(truth: Truth, stratum: Stratum, recorded: bool) -> Mask:
    """Which incidents are of a stratum: by the crime recorded from them, or by what was said where none was."""
    incident, crime = truth.things["incident"], truth.things["crime"]
    of, code = incident.ints("crime"), incident.words("code")
    if not recorded:
        found: Mask = (of < 0) & code.are("domestic" if stratum.domestic else "concern_for_safety")
        return found
    offence = crime.ints("offence")[of.clip(0)] if len(crime) else of
    sexual = np.array([one.code in _SEXUAL for one in OFFENCES])[offence]
    violent = np.array([one.crime_type.startswith("Violence") for one in OFFENCES])[offence] & ~sexual
    kind = {"violence": violent, "sexual": sexual}.get(stratum.name.partition("_")[0], ~violent & ~sexual)
    fits: Mask = (of >= 0) & kind & (code.are("domestic_crime") == stratum.domestic)
    return fits
