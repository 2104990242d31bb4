"""What inspections found: grades, and recommendations with who has them, what shows the change, and whether they are closed."""

from typing import Final, NamedTuple

import numpy as np

from peeler.simulate.force.civil import DAY, NEVER, Ints
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words

Day = tuple[int, int, int]
PUBLISHED: Final[dict[str, Day]] = {
    "peel_2016": (2017, 3, 2), "peel_2017": (2018, 3, 22), "crime_data_integrity_2018": (2019, 3, 7), "peel_2018_19": (2019, 9, 27),
}  # fmt: skip
QUESTIONS: Final = ("preventing_crime", "investigating_crime", "protecting_the_vulnerable", "serious_organised_crime",
                    "specialist_capabilities", "crime_recording")  # fmt: skip
GRADES: Final = ("outstanding", "good", "requires_improvement", "inadequate", "ungraded")
KINDS: Final = ("area_for_improvement", "cause_of_concern", "recommendation", "learning")


class Judged(NamedTuple):
    """A grade: of which inspection, of which question, which one, and whether it was carried over."""

    inspection: str
    question: str
    grade: str
    carried: bool = False


class Found(NamedTuple):
    """A finding: of which inspection and question, its kind and text, days until it has an owner, evidence and an end (0:
    never), and the place of the one it repeats (-1: none).
    """

    inspection: str
    question: str
    kind: str
    text: str
    owner: int
    evidence: int
    closed: int
    repeats: int = -1


# The grade of serious and organised crime is of 2016, as the report's own section on it has it (its summary says 2017).
JUDGMENTS: Final = (
    Judged("peel_2016", "preventing_crime", "good"),
    Judged("peel_2016", "serious_organised_crime", "outstanding"),
    Judged("peel_2016", "investigating_crime", "good"),
    Judged("peel_2017", "protecting_the_vulnerable", "good"),
    Judged("peel_2017", "specialist_capabilities", "ungraded"),
    Judged("crime_data_integrity_2018", "crime_recording", "inadequate"),
    Judged("peel_2018_19", "preventing_crime", "good", carried=True),
    Judged("peel_2018_19", "investigating_crime", "requires_improvement"),
    Judged("peel_2018_19", "protecting_the_vulnerable", "requires_improvement"),
    Judged("peel_2018_19", "serious_organised_crime", "outstanding", carried=True),
    Judged("peel_2018_19", "specialist_capabilities", "ungraded"),
)
_AREA, _CONCERN, _DO = KINDS[:3]
FINDINGS: Final = (
    Found("peel_2016", "investigating_crime", _AREA, "Supervise investigations well and write it down", 20, 300, 500),
    Found("peel_2016", "protecting_the_vulnerable", _AREA, "Check every risk assessment", 15, 200, 320),
    Found("peel_2017", "protecting_the_vulnerable", _AREA, "Share what partners hold", 40, 0, 0),
    Found("peel_2017", "investigating_crime", _AREA, "Find wanted people sooner", 60, 0, 0),
    Found("crime_data_integrity_2018", "crime_recording", _CONCERN, "Record crimes of domestic abuse", 4, 60, 0),
    Found("crime_data_integrity_2018", "crime_recording", _CONCERN, "Record violent crime when it is reported", 4, 60, 0),
    Found("crime_data_integrity_2018", "crime_recording", _DO, "Use the classification of reported rape rightly", 9, 50, 90),
    Found("crime_data_integrity_2018", "crime_recording", _DO, "Review records of contact for crimes in them", 9, 0, 0),
    Found("peel_2018_19", "investigating_crime", _AREA, "Supervise investigations", 12, 0, 0, 0),
    Found("peel_2018_19", "investigating_crime", _AREA, "Circulate wanted people and find them", 12, 0, 0, 3),
    Found("peel_2018_19", "investigating_crime", _AREA, "Understand arrest and bail and voluntary attendance", 12, 0, 0),
    Found("peel_2018_19", "protecting_the_vulnerable", _AREA, "Use the data of partners", 12, 0, 0, 2),
    Found("peel_2018_19", "protecting_the_vulnerable", _AREA, "Reverse the fall of domestic abuse arrests", 12, 0, 0),
    Found("peel_2018_19", "protecting_the_vulnerable", _AREA, "Give the referral unit the people it needs", 12, 0, 0),
)  # fmt: skip
OWNERS: Final = ("head_of_crime", "head_of_public_protection", "crime_registrar")
BOARDS: Final = ("investigations_board", "vulnerability_board", "crime_recording_board")
MEASURES: Final = ("supervised_file", "assessment_checked", "recording_rate")


def findings(truth: Truth) -> Part:
    """Judgments and recommendations, on the days on which they were published; those of a force that never reopens one but
    the first, which the next inspection raised again.
    """
    since = truth.world.since
    told = {name: since(*day) for name, day in PUBLISHED.items()}
    judged = Things("judgment", _filed(truth, "judgment", len(JUDGMENTS)), _columns(JUDGMENTS))
    found = Things("recommendation", _filed(truth, "finding", len(FINDINGS)), _columns(FINDINGS))
    raised = np.array([told[one.inspection] for one in FINDINGS], np.int64)
    who = Words(OWNERS, _who())
    later = {
        name: np.array([moment + days * DAY if days else NEVER for moment, days in zip(raised.tolist(), all_days, strict=True)], np.int64)
        for name, all_days in zip(("owner", "evidence", "closed"), zip(*(one[4:7] for one in FINDINGS), strict=True), strict=True)
    }  # fmt: skip
    every = np.arange(len(found), dtype=np.int64)
    stale = np.flatnonzero((later["closed"] >= NEVER) & (later["evidence"] >= NEVER) & (raised < truth.world.until))
    return Part(
        things=(judged, found),
        happenings=(
            Happenings(
                "judgment.made",
                np.arange(len(judged), dtype=np.int64),
                np.array([told[one.inspection] for one in JUDGMENTS], np.int64),
            ),
            Happenings("recommendation.raised", every, raised),
            Happenings(
                "recommendation.assigned", every, later["owner"], {"owner": who, "board": Words(BOARDS, who.codes)}
            ),
            Happenings("recommendation.evidenced", every, later["evidence"], {"measure": Words(MEASURES, who.codes)}),
            Happenings("recommendation.closed", every, later["closed"]),
            Happenings("recommendation.reopened", np.array([0]), np.array([since(2019, 2, 4)])),
        ),
        planted=(Planted("recommendation open with no evidence of change", "recommendation", stale),),
    )


def _filed(truth: Truth, what: str, size: int) -> Ints:
    """The numbers under which somebody filed them."""
    every = np.arange(size, dtype=np.int64)
    return every * 100 + truth.world.chance.below(f"{what} filed", every, 100)


def _columns(rows: tuple[Judged, ...] | tuple[Found, ...]) -> dict[str, Column]:
    """The columns of what was found, as words."""
    columns: dict[str, Column] = {
        "inspection": _words(tuple(PUBLISHED), [one.inspection for one in rows]),
        "question": _words(QUESTIONS, [one.question for one in rows]),
    }
    graded = [one for one in rows if isinstance(one, Judged)]
    raised = [one for one in rows if isinstance(one, Found)]
    if graded:
        columns["grade"] = _words(GRADES, [one.grade for one in graded])
        columns["basis"] = Words(("inspected", "carried_over"), np.array([one.carried for one in graded], np.int64))
    if raised:
        columns["kind"] = _words(KINDS, [one.kind for one in raised])
        columns["text"] = Words(tuple(one.text for one in raised), np.arange(len(raised), dtype=np.int64))
        columns["repeats"] = np.array([one.repeats for one in raised], np.int64)
    return columns


def _words(known: tuple[str, ...], words: list[str]) -> Words:
    return Words(known, np.array([known.index(word) for word in words], np.int64))


def _who() -> np.ndarray:
    questions = [one.question for one in FINDINGS]
    return np.array(
        [{"investigating_crime": 0, "protecting_the_vulnerable": 1}.get(one, 2) for one in questions], np.int64
    )
