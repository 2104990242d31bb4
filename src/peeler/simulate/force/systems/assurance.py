"""Assurance: what inspections graded and asked for, and the log of every review; and the survey of staff, by team."""

from typing import Final

import numpy as np
import pyarrow.compute as pc

from peeler.simulate.force.civil import Ints, Texts, written
from peeler.simulate.force.extracts import Dump, Log, System, constant, numbered, where
from peeler.simulate.force.happenings import Truth, Words
from peeler.simulate.force.lives.audits import OF
from peeler.simulate.force.systems import known
from peeler.simulate.force.systems.command_and_control import contact_references
from peeler.simulate.force.systems.entries import Kind, Shape, log, own, register, word
from peeler.simulate.force.systems.protection_notices import NOTICES

_JUDGED, _FOUND, _REVIEW, _SURVEY = "judgment", "recommendation", "review", "staff_survey"
_TASK: Final = "inspection_action"
# What reviews are of, in the order of ``audits.OF``.
_NAMED: Final = (known.crimes, known.incidents, contact_references, NOTICES.named, known.crimes)
_KINDS: Final = ("crime", "incident", "contact", NOTICES.thing, "crime")


def _looked_at(truth: Truth, reviews: Ints) -> Texts:
    """The reference of what each review is of."""
    review, found = truth.things[_REVIEW], constant("", len(reviews))
    for place, (thing, named) in enumerate(zip(_KINDS, _NAMED, strict=True)):
        mine = review.ints("sample")[reviews] == place
        if mine.any():
            of = np.minimum(review.ints("of")[reviews], len(truth.things[thing]) - 1)
            found = where(mine, named(truth, of), found)
    return found


def _kind(truth: Truth, reviews: Ints) -> Texts:
    return Words(OF, truth.things[_REVIEW].ints("sample")[reviews]).texts()


def _due(truth: Truth, actions: Ints) -> Texts:
    return written(truth.things[_TASK].ints("due")[actions], "british_day")


def _score(truth: Truth, surveys: Ints) -> Texts:
    tenths = truth.things[_SURVEY].ints("score")[surveys]
    return pc.binary_join_element_wise(numbered("", tenths // 10), numbered("", tenths % 10), ".")


def _surveys(truth: Truth, surveys: Ints) -> Texts:
    parts = (known.whole(_SURVEY, "year"), known.said(_SURVEY, "question"), known.said(_SURVEY, "team"))
    return pc.binary_join_element_wise(*(part(truth, surveys) for part in parts), "/")


_findings: Final = known.counted(_FOUND, "F")


def _actions(truth: Truth, actions: Ints) -> Texts:
    """``F01-0142/A1``."""
    action = truth.things[_TASK]
    finding = _findings(truth, action.ints("finding")[actions])
    return pc.binary_join_element_wise(finding, numbered("A", action.ints("turn")[actions] + 1), "/")


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
ACTIONS: Final = Shape(
    _TASK, "action", "Action", _actions,
    {"Finding": known.link(_TASK, "finding", _findings), "Owner": known.said(_TASK, "owner"), "Due": _due},
    form="british_day", type="action",
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
_ACTIONS: Final = register(
    ACTIONS,
    (
        Kind("inspection_action.set", "Set", event="action.set"),
        Kind("inspection_action.done", "Done", event="action.done"),
        Kind("inspection_action.not_pursued", "Not Pursued", {"Why Not": word("reason")}, "action.not_pursued"),
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
                "Of": own(_kind),
                "Reference": own(_looked_at),
                "Sample": own(known.said(_REVIEW, "sample")),
                "Stratum": own(known.said(_REVIEW, "stratum")),
            },
        ),
        Kind(
            "review.answered",
            "ANSWER",
            {"Question": word("question"), "Answer": word("answer"), "Note": word("note")},
        ),
        Kind("review.second_answered", "SECOND", {"Question": word("question"), "Answer": word("answer")}),
    ),
)
ASSURANCE: Final = System(
    "assurance",
    (
        Dump("judgments", register(JUDGMENTS, (Kind("judgment.made", "Made"),)), fragile=("Made",), monthly=False),
        Dump("findings", _FINDINGS, fragile=("Raised",), monthly=False),
        Dump("inspection-actions", _ACTIONS, fragile=("Set", "Due"), monthly=False),
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
