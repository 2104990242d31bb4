"""Assurance: what inspections graded and asked for, and the log of every review; and the survey of staff, by team."""

from typing import Final

import numpy as np
import pyarrow.compute as pc

from peeler.simulate.force.civil import Ints, Texts
from peeler.simulate.force.extracts import Dump, Log, System, constant, numbered, where
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.systems import known
from peeler.simulate.force.systems.command_and_control import contact_references
from peeler.simulate.force.systems.entries import Kind, Named, Shape, log, own, register, word
from peeler.simulate.force.systems.protection_notices import NOTICES

_JUDGED, _FOUND, _REVIEW, _SURVEY = "judgment", "recommendation", "review", "staff_survey"
_OF: Final = {
    "Crime": ("crime", known.crimes),
    "Incident": ("incident", known.incidents),
    "Contact": ("contact", contact_references),
    "PPN": (NOTICES.thing, NOTICES.named),
}


def _looked_at(heading: str) -> Named:
    """What each review is of, where its sample is of this kind of thing."""
    thing, named = _OF[heading]

    def text(truth: Truth, reviews: Ints) -> Texts:
        review = truth.things[_REVIEW]
        mine = review.words("sample").codes[reviews] == list(_OF).index(heading)
        of = np.minimum(review.ints("of")[reviews], len(truth.things[thing]) - 1)
        return where(mine, named(truth, of)) if mine.any() else constant("", len(reviews))

    return text


def _score(truth: Truth, surveys: Ints) -> Texts:
    tenths = truth.things[_SURVEY].ints("score")[surveys]
    return pc.binary_join_element_wise(numbered("", tenths // 10), numbered("", tenths % 10), ".")


def _surveys(truth: Truth, surveys: Ints) -> Texts:
    parts = (known.whole(_SURVEY, "year"), known.said(_SURVEY, "question"), known.said(_SURVEY, "team"))
    return pc.binary_join_element_wise(*(part(truth, surveys) for part in parts), "/")


_findings: Final = known.counted(_FOUND, "F")
JUDGMENTS: Final = Shape(
    _JUDGED, "judgment", "Judgment", known.counted(_JUDGED, "J"),
    {name.title(): known.said(_JUDGED, name) for name in ("inspection", "question", "grade", "basis")}, form="british_day",
)  # fmt: skip
FINDINGS: Final = Shape(
    _FOUND, "recommendation", "Finding", _findings,
    {
        **{name.title(): known.said(_FOUND, name) for name in ("inspection", "question", "kind", "text")},
        "Repeats": known.link(_FOUND, "repeats", _findings),
    },
    form="british_day",
)  # fmt: skip
REVIEWS: Final = Shape(_REVIEW, "review", "Review", known.dated(_REVIEW, "Q", 6))
SURVEYS: Final = Shape(
    _SURVEY, "survey", "Survey", _surveys,
    {"Question": known.said(_SURVEY, "question"), "Team": known.said(_SURVEY, "team"), "Mean": _score}, form="british_day",
)  # fmt: skip
_FINDINGS: Final = register(
    FINDINGS,
    (
        Kind("recommendation.raised", "Raised"),
        Kind("recommendation.assigned", "Assigned", {"Owner": word("owner"), "Board": word("board")}),
        Kind("recommendation.evidenced", "Evidenced", {"Measure": word("measure")}),
        Kind("recommendation.closed", "Closed"),
        Kind("recommendation.reopened", "Reopened"),
    ),
)
_REVIEWS: Final = log(
    REVIEWS,
    "Z",
    (
        Kind(
            "review.drawn",
            "DRAWN",
            {
                **{heading: own(_looked_at(heading)) for heading in _OF},
                "Sample": own(known.said(_REVIEW, "sample")),
                "Stratum": own(known.said(_REVIEW, "stratum")),
            },
        ),
        Kind("review.answered", "ANSWER", {"Question": word("question"), "Answer": word("answer")}),
        Kind("review.second_answered", "SECOND", {"Question": word("question"), "Answer": word("answer")}),
    ),
)
ASSURANCE: Final = System(
    "assurance",
    (
        Dump("judgments", register(JUDGMENTS, (Kind("judgment.made", "Made"),)), fragile=("Made",), monthly=False),
        Dump("findings", _FINDINGS, fragile=("Raised",), monthly=False),
        Log("reviews", _REVIEWS, fragile=("When",)),
    ),
)
STAFF_SURVEY: Final = System(
    "staff_survey",
    (
        Dump(
            "staff-survey",
            register(SURVEYS, (Kind("staff_survey.answered", "Answered"),)),
            fragile=("Mean",),
            monthly=False,
        ),
    ),
)
