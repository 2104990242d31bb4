"""Recounts what protects people: notifications, referrals, conferences, disclosures, orders."""

from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np

from peeler.simulate.force.civil import written
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.lives.conferences import WOMEN
from peeler.simulate.force.recounting.stories import Heard, Story, figure, names, ratio, stories

Span = tuple[str, str, int, int]
_EVENTS: Final = {
    "risk_assessment": ("submitted", "checked", "grade_changed"),
    "referral": ("made", "triaged", "returned", "misdirected", "declined", "shared", "closed"),
    "marac_case": ("referred", "heard"),
    "disclosure_application": ("made", "disclosed"),
    "order": ("authorised", "granted", "visited"),
}


def told_of(truth: Truth, heard: Heard | None, events: dict[str, tuple[str, ...]], kind: str) -> list[Story]:
    """The stories of all objects of a type."""
    return stories(truth, tuple(f"{kind}.{verb}" for verb in events[kind]), names(truth, kind), heard)


def years(truth: Truth, month: int = 4) -> Iterator[Span]:
    """The years from a month (of the calibrated calendar) on that are whole in the history: days and moments."""
    for year in (2017, 2018):
        start, end = truth.world.since(year, month, 1), truth.world.since(year + 1, month, 1)
        if end <= truth.world.until:
            first, last = written(np.array([start, end - 1]), "day").to_pylist()
            yield first, last, start, end


def of_protection(truth: Truth, heard: Heard | None) -> Iterator[dict[str, Any]]:
    """Figures of everything that protects people."""
    yield from _of_notices(truth, told_of(truth, heard, _EVENTS, "risk_assessment"))
    yield from _of_referrals(truth, told_of(truth, heard, _EVENTS, "referral"))
    yield from _of_cases(truth, told_of(truth, heard, _EVENTS, "marac_case"))
    yield from _of_applications(truth, told_of(truth, heard, _EVENTS, "disclosure_application"))
    yield from _of_orders(truth, told_of(truth, heard, _EVENTS, "order"))
    for event, name in (
        ("incident.section_136_used", "section_136_used"),
        ("incident.triage_advised", "triage_advised"),
    ):
        true = len(truth.of(event).until(truth.world.until))
        yield figure(name, value=true if heard is None else heard.counts[event])


def when(story: Story, kind: str) -> int | None:
    """When the first happening of a kind in a story was."""
    return next((one.at for one in story if one.kind == kind), None)


def count(told: list[Story], kind: str, of: Callable[[int], bool], span: Span) -> int:
    """How many things had this happen to them first within a span, of those at places that are asked for."""
    found = 0
    for place, story in enumerate(told):
        at = when(story, kind)
        found += at is not None and span[2] <= at < span[3] and of(place)
    return found


def _of_notices(truth: Truth, told: list[Story]) -> Iterator[dict[str, Any]]:
    notice = truth.things["risk_assessment"]
    children = notice.words("children")
    said = [children.words[code] for code in children.codes.tolist()]
    details = notice.words("details").codes.tolist()
    sent = [(place, story) for place, story in enumerate(told) if when(story, "submitted") is not None]
    yield figure("assessment_checked", None, **ratio(lambda one: when(one[1], "checked") is not None, sent))
    yield figure(
        "children_recorded",
        None,
        **ratio(lambda one: said[one[0]] == "no" or (said[one[0]] == "yes" and details[one[0]] > 0), sent),
    )
    lowered = [
        one.facts["reason"]
        for _, story in sent
        for one in story
        if one.kind == "grade_changed" and one.facts["to"] < one.facts["from"]
    ]
    yield figure("downgrades", value=len(lowered))
    yield figure("downgrade_reason_recorded", None, **ratio(lambda reason: reason > 0, lowered))


def _is_a(words: list[str], word: str) -> Callable[[int], bool]:
    """Whether the thing at a place has this word."""
    return lambda place: words[place] == word


def _of_referrals(truth: Truth, told: list[Story]) -> Iterator[dict[str, Any]]:
    kind = truth.things["referral"].words("kind")
    words = [kind.words[code] for code in kind.codes.tolist()]
    for span in years(truth, 6):
        for word in kind.words:
            made = count(told, "made", _is_a(words, word), span)
            yield figure("referrals", {"from": span[0], "to": span[1], "variant": word}, value=made)
    known = [{one.kind: one.facts for one in story} for story in told]
    made_at_all = [one for one in known if "made" in one]
    waiting = [one for one in made_at_all if not one.keys() & {"triaged", "closed", "misdirected"}]
    yield figure("referral_queue", value=len(waiting))
    decided = [one["triaged"]["role"] == 0 for one in made_at_all if "triaged" in one]
    yield figure("referral_decided_by_admin", None, **ratio(lambda admin: admin, decided))
    for name, verb in (
        ("returned_incomplete", "returned"),
        ("referral_declined", "declined"),
        ("referral_misdirected", "misdirected"),
    ):
        yield figure(name, None, **ratio(lambda has: has, [verb in one for one in made_at_all]))


def _of_cases(truth: Truth, told: list[Story]) -> Iterator[dict[str, Any]]:
    for span in years(truth):
        cases = count(told, "referred", lambda _: True, span)
        women = WOMEN * truth.world.size // 1000
        yield figure("marac_rate", {"from": span[0], "to": span[1]}, numerator=cases, denominator=women)


def _of_applications(truth: Truth, told: list[Story]) -> Iterator[dict[str, Any]]:
    """By the year in which somebody applied."""
    route = truth.things["disclosure_application"].words("route").codes.tolist()
    for span in years(truth):
        for place, word in enumerate(("ask", "know")):
            mine = [story for story, code in zip(told, route, strict=True) if code == place]
            made = [story for story in mine if span[2] <= (when(story, "made") or 0) < span[3]]
            asked = {"from": span[0], "to": span[1], "variant": word}
            yield figure("clares_law", asked, **ratio(lambda story: when(story, "disclosed") is not None, made))


def _of_orders(truth: Truth, told: list[Story]) -> Iterator[dict[str, Any]]:
    kind = truth.things["order"].ints("kind").tolist()
    for span in years(truth):
        asked = {"from": span[0], "to": span[1]}
        yield figure("dvpn_authorised", asked, value=count(told, "authorised", lambda place: kind[place] == 0, span))
        yield figure("dvpo_granted", asked, value=count(told, "granted", lambda place: kind[place] == 1, span))
    granted = [story for place, story in enumerate(told) if kind[place] == 1 and when(story, "granted") is not None]
    yield figure("orders_followed_up", None, **ratio(lambda story: when(story, "visited") is not None, granted))
