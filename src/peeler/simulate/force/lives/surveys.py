"""The yearly survey of staff: one mean score a team and question, and none of a team of fewer than five."""

from typing import Final

import numpy as np

from peeler.simulate.force.civil import NEVER
from peeler.simulate.force.happenings import Column, Happenings, Part, Things, Truth, Words
from peeler.simulate.force.lives.careers import investigates
from peeler.simulate.force.lives.staff import ALL_TEAMS

QUESTIONS: Final = ("workload_manageable", "policy_understood", "supervisor_helps", "trained_for_role")
CLOSED: Final = ((2017, 10, 31), (2018, 10, 31))
LEAST: Final = 5  # a smaller team is not shown
_MEAN: Final = (26, 31, 35, 33)  # in tenths, of five
_HARDER: Final = (5, 3, 0, 2)  # less among investigators, who feel the workload and know the policies less


def surveys(truth: Truth) -> Part:
    """Things, one a survey, question and team; the score in tenths."""
    team = truth.things["team"].numbers[: len(ALL_TEAMS)]
    size = truth.things["team"].ints("size")[: len(ALL_TEAMS)]
    year, question, who = (
        one.ravel() for one in np.meshgrid(np.arange(len(CLOSED)), np.arange(len(QUESTIONS)), team, indexing="ij")
    )
    numbers = (year * len(QUESTIONS) + question) * 1_000 + who
    mean = np.array(_MEAN)[question] - np.array(_HARDER)[question] * investigates(who) + 2 * year
    score = mean + truth.world.chance.below("survey score", numbers, 13) - 6
    columns: dict[str, Column] = {
        "question": Words(QUESTIONS, question), "team": Words(ALL_TEAMS, who), "score": score,
        "year": np.array([day[0] for day in CLOSED])[year],
    }  # fmt: skip
    closed = np.array([truth.world.since(*day) for day in CLOSED])[year]
    every = np.arange(len(numbers), dtype=np.int64)
    told = np.where(size[who] >= LEAST, closed, NEVER)
    return Part(
        things=(Things("staff_survey", numbers, columns),),
        happenings=(Happenings("staff_survey.answered", every, told),),
    )
