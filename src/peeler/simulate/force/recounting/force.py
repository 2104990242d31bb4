"""Recounts the force itself: posts, offenders and their visits, deployments, partners, and what reviews answered."""

from collections.abc import Iterator
from typing import Any, Final

from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.lives.audits import ANSWERS, QUESTIONS
from peeler.simulate.force.recounting.protection import told_of, when
from peeler.simulate.force.recounting.stories import Heard, Story, figure, ratio

_EVENTS: Final = {
    "post": ("created", "filled", "vacated", "removed"),
    "managed_offender": ("registered", "visited", "left"),
    "online_referral": ("received", "actioned", "closed"),
    "deployment": ("considered", "ended", "debriefed"),
    "exchange": ("requested", "supplied", "refused"),
    "review": ("drawn", "answered"),
}
_FILES: Final = (("effective_investigation", "effective", "yes"), ("supervised_file", "supervision", "good"),
                 ("good_victim_care", "victim_care", "yes"))  # fmt: skip


def of_force(truth: Truth, heard: Heard | None) -> Iterator[dict[str, Any]]:
    """Figures of the force's people and of what is found out about its work."""
    yield from _of_posts(truth, told_of(truth, heard, _EVENTS, "post"))
    yield from _of_offenders(told_of(truth, heard, _EVENTS, "managed_offender"))
    waiting = told_of(truth, heard, _EVENTS, "online_referral")
    yield figure(
        "online_backlog", value=sum(_has(one, "received") and not _has(one, "actioned", "closed") for one in waiting)
    )
    ended = [one for one in told_of(truth, heard, _EVENTS, "deployment") if _has(one, "considered")]
    yield figure("debriefed_deployments", None, **ratio(lambda one: _has(one, "debriefed"), ended))
    asked = [one for one in told_of(truth, heard, _EVENTS, "exchange") if _has(one, "requested")]
    yield figure("exchange_answered", None, **ratio(lambda one: _has(one, "supplied", "refused"), asked))
    yield from _of_reviews(truth, told_of(truth, heard, _EVENTS, "review"))


def _has(story: Story, *kinds: str) -> bool:
    return any(one.kind in kinds for one in story)


def _of_posts(truth: Truth, told: list[Story]) -> Iterator[dict[str, Any]]:
    """Investigators' posts that stand, and those of them somebody is in."""
    role = truth.things["post"].ints("role").tolist()
    filled = []
    for place, story in enumerate(told):
        if role[place] != 1 or when(story, "created") is None or _has(story, "removed"):
            continue
        last = [one.kind for one in story if one.kind in ("filled", "vacated")]
        filled.append(bool(last) and last[-1] == "filled")
    yield figure("investigator_posts_filled", None, **ratio(lambda one: one, filled))


def _of_offenders(told: list[Story]) -> Iterator[dict[str, Any]]:
    managed = [story for story in told if _has(story, "registered") and not _has(story, "left")]
    yield figure("managed_offenders", value=len(managed))
    visits = [
        one.facts["announced"] for story in told for one in story if one.kind == "visited" for _ in range(one.copies)
    ]
    yield figure("visits_unannounced", None, **ratio(lambda announced: announced == 0, visits))


def _of_reviews(truth: Truth, told: list[Story]) -> Iterator[dict[str, Any]]:
    """The files of the inspection, and its audit of recording."""
    sample = truth.things["review"].ints("sample").tolist()
    answers: list[tuple[int, dict[str, str]]] = []
    for place, story in enumerate(told):
        if _has(story, "drawn"):
            said = {
                QUESTIONS[one.facts["question"]]: ANSWERS[one.facts["answer"]]
                for one in story
                if one.kind == "answered"
            }
            answers.append((sample[place], said))
    for name, question, good in _FILES:
        files = [None if question not in said else said[question] == good for which, said in answers if which == 0]
        yield figure(name, None, **ratio(lambda one: one, files))
    audited = [said for which, said in answers if which == 1 and said.get("crime_should_be_recorded") == "yes"]
    yield figure(
        "recording_rate",
        None,
        **ratio(lambda said: None if "crime_recorded" not in said else said["crime_recorded"] == "yes", audited),
    )
