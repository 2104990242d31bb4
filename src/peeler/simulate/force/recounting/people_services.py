"""Recounts officers, posts, shifts, meetings and surveys as they stand at the end of the history."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.lives.careers import APPOINTED, COURSES
from peeler.simulate.force.lives.staff import ALL_TEAMS
from peeler.simulate.force.recounting.spans import of_count, of_share
from peeler.simulate.force.recounting.stories import Heard, Story, figure, has, ratio, told_of, when

_EVENTS: Final = {
    "post": ("created", "filled", "vacated", "removed"),
    "officer": ("joined", "moved", "accredited", "trained", "appointed", "absent", "returned", "left"),
    "shift": ("worked",),
    "meeting": ("held",),
    "staff_survey": ("answered",),
}
_PARTNERS: Final = {"childrens_services", "adult_social_care", "health"}
_MANAGERS: Final = ALL_TEAMS.index("offender_management")
_LEARNERS: Final = ALL_TEAMS.index("investigation_training")
_DISCLOSURE: Final = list(COURSES).index("disclosure")


class Member(NamedTuple):
    """An officer who serves at the end: whether they are there, of which team, and what they have learnt and become."""

    present: bool
    team: int
    investigator: bool
    trained: bool
    champion_of: frozenset[str]


def of_people_services(truth: Truth, heard: Heard | None) -> Iterator[dict[str, Any]]:
    """Figures of those who do the work, and of the hours and meetings in which they do it."""
    yield from _of_posts(truth, told_of(truth, heard, _EVENTS, "post"))
    yield from _of_officers(serving(truth, heard))
    yield from _of_shifts(truth, told_of(truth, heard, _EVENTS, "shift"))
    yield from _of_meetings(truth, told_of(truth, heard, _EVENTS, "meeting"), written=heard is not None)
    yield from _of_surveys(truth, told_of(truth, heard, _EVENTS, "staff_survey"))


def _of_posts(truth: Truth, told: list[Story]) -> Iterator[dict[str, Any]]:
    """Posts that stand, and of the investigators' those somebody is in."""
    role = truth.things["post"].ints("role").tolist()
    stand = [(role[place], _last(story, "filled", "vacated") == "filled") for place, story in enumerate(told)
             if has(story, "created") and not has(story, "removed")]  # fmt: skip
    yield figure("posts", value=len(stand))
    filled = [full for what, full in stand if what == 1]
    yield figure("investigator_posts_filled", None, **ratio(lambda one: one, filled))


def _last(story: Story, *kinds: str) -> str | None:
    return next((one.kind for one in reversed(story) if one.kind in kinds), None)


def serving(truth: Truth, heard: Heard | None) -> list[Member]:
    """The officers who serve at the end of the history."""
    return [_member(story) for story in told_of(truth, heard, _EVENTS, "officer") if has(story, "joined") and not has(story, "left")]  # fmt: skip


def _member(story: Story) -> Member:
    """How an officer stands after what happened to them."""
    team = [one.facts["team"] for one in story if one.kind in ("joined", "moved")][-1]
    levels = [one.facts["level"] for one in story if one.kind == "accredited"]
    courses = {one.facts["course"] for one in story if one.kind == "trained"}
    roles = frozenset(APPOINTED[one.facts["role"]][0] for one in story if one.kind == "appointed")
    there = _last(story, "absent", "returned") != "absent"
    return Member(there, team, levels[-1:] == [1], _DISCLOSURE in courses, roles)


def _of_officers(members: list[Member]) -> Iterator[dict[str, Any]]:
    yield figure("officers", value=len(members))
    yield figure("officers", {"variant": "present"}, value=sum(one.present for one in members))
    yield figure("accredited_investigators", value=sum(one.investigator for one in members))
    yield figure("in_training", value=sum(one.team == _LEARNERS for one in members))
    yield figure("champions", value=sum(bool(one.champion_of) for one in members))
    for variant in ("disclosure", "bail"):
        named = sum(f"{variant}_champion" in one.champion_of for one in members)
        yield figure("champions", {"variant": variant}, value=named)
    yield figure("training_coverage", None, **ratio(lambda one: one.trained, members))


def managers(members: list[Member]) -> int:
    """How many offender managers are there."""
    return sum(one.team == _MANAGERS and one.present for one in members)


def investigators(members: list[Member]) -> int:
    """How many accredited investigators are there."""
    return sum(one.investigator and one.present for one in members)


def _of_shifts(truth: Truth, told: list[Story]) -> Iterator[dict[str, Any]]:
    shift = truth.things["shift"]
    triage, lent = shift.words("service").are("triage").tolist(), (shift.ints("lent") > 0).tolist()
    worked = [when(story, "worked") for story in told]
    yield from of_count(truth, "triage_coverage", [at for place, at in enumerate(worked) if triage[place]])
    yield from of_count(truth, "hours_lent", [at for place, at in enumerate(worked) if lent[place]])


def _of_meetings(truth: Truth, told: list[Story], *, written: bool) -> Iterator[dict[str, Any]]:
    """Hubs with their three main partners, and briefings with the armed officers.

    Nobody came to some: as the minutes are ``written``, that looks as if nobody had noted who came.
    """
    meeting = truth.things["meeting"]
    kinds, attended = meeting.words("kind"), meeting.words("attended")
    came = [set(attended.words[code].split(";")) for code in attended.codes.tolist()]
    noted = [not written or attended.words[code] != "" for code in attended.codes.tolist()]
    held = [(place, at) for place, story in enumerate(told) if (at := when(story, "held")) is not None]
    hub, briefing = kinds.are("hub").tolist(), kinds.are("briefing").tolist()
    yield from of_share(
        truth,
        "hub_presence",
        [(at, came[place] >= _PARTNERS if noted[place] else None) for place, at in held if hub[place]],
    )
    armed = [(at, "armed_response" in came[place] if noted[place] else None) for place, at in held if briefing[place]]
    yield from of_share(truth, "briefed_shifts", armed)


def _of_surveys(truth: Truth, told: list[Story]) -> Iterator[dict[str, Any]]:
    """Teams whose mean is three of five or more."""
    survey = truth.things["staff_survey"]
    question, tenths = survey.words("question"), survey.ints("score").tolist()
    answered = [(place, at) for place, story in enumerate(told) if (at := when(story, "answered")) is not None]
    for name, word in (("workload_felt_manageable", "workload_manageable"), ("policy_understood", "policy_understood")):
        mine = question.are(word).tolist()
        yield from of_share(truth, name, [(at, tenths[place] >= 30) for place, at in answered if mine[place]])
