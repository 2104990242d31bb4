"""Recounts releases before a decision: on bail or under investigation, breaches, and what stands at the end."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from peeler.simulate.force.civil import DAY
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.recounting.cases import Case
from peeler.simulate.force.recounting.elapsed import months_before, real
from peeler.simulate.force.recounting.spans import of_share
from peeler.simulate.force.recounting.stories import Story, figure

_BEGINS: Final = ("bailed", "put_under_investigation")


@dataclass(frozen=True, slots=True)
class Release:
    """A release whose beginning is told, and whether it is of domestic abuse (None: its suspect or crime is not known)."""

    domestic: bool | None
    story: Story

    def has(self, *kinds: str) -> bool:
        """Whether one of these happened."""
        return any(one.kind in kinds for one in self.story)

    def at(self, *kinds: str) -> int | None:
        """When the last of these was."""
        return max((one.at for one in self.story if one.kind in kinds), default=None)

    def count(self, kind: str) -> int:
        """How often it is told."""
        return sum(one.copies for one in self.story if one.kind == kind)


def of_custody(truth: Truth, every: list[Case], suspects: list[Story], told: list[Story]) -> Iterator[dict[str, Any]]:
    """Figures of releases."""
    some = _begun(truth, every, suspects, told)
    for name, kind in (("bail_use", "bailed"), ("under_investigation_use", "put_under_investigation")):
        answers = [(one, one.at(*_BEGINS), one.has(kind)) for one in some]
        yield from _shared(truth, name, answers)
    breached = [one for one in some if one.has("breached")]
    acted = [(one, one.at("breached"), one.count("breach_actioned") >= one.count("breached")) for one in breached]
    yield from _shared(truth, "bail_breach_followed_up", acted)
    yield from _standing(truth, [one for one in some if not one.has("ended")])


def _begun(truth: Truth, every: list[Case], suspects: list[Story], told: list[Story]) -> list[Release]:
    domestic = {case.place: case.domestic for case in every}
    crime, of = truth.things["suspect"].ints("crime").tolist(), truth.things["release"].ints("suspect").tolist()
    named = {place for place, story in enumerate(suspects) if any(one.kind == "identified" for one in story)}
    return [
        Release(domestic.get(crime[of[place]]) if of[place] in named else None, story)
        for place, story in enumerate(told)
        if any(one.kind in _BEGINS for one in story)
    ]


def _shared(truth: Truth, name: str, answers: list[tuple[Release, int | None, bool]]) -> Iterator[dict[str, Any]]:
    """A share of releases, in all and of domestic abuse."""
    placed = [(one, at, answer) for one, at, answer in answers if at is not None]
    yield from of_share(truth, name, [(at, answer) for _, at, answer in placed])
    abuse = [(at, None if one.domestic is None else answer) for one, at, answer in placed if one.domestic is not False]
    yield from of_share(truth, name, abuse, "domestic_abuse")


def _standing(truth: Truth, open_: list[Release]) -> Iterator[dict[str, Any]]:
    """Who is on bail, and who is under investigation, at the end of the history."""
    until = truth.world.until
    bailed = [one for one in open_ if one.has("bailed")]
    free = [one for one in open_ if not one.has("bailed")]
    for name, some in (("on_bail", bailed), ("released_under_investigation", free)):
        yield figure(name, None, value=len(some))
        yield figure(name, {"variant": "domestic_abuse"}, value=sum(one.domestic is True for one in some))
    yield figure("on_bail", {"variant": "expired"}, value=sum(_expires(one) < until for one in bailed))
    unacted = [one for one in bailed if one.count("breached") > one.count("breach_actioned")]
    yield figure("on_bail", {"variant": "breach_not_followed_up"}, value=len(unacted))
    limits = {"over_28_days": real(until) - 28 * DAY, "over_6_months": real(months_before(until, 6))}
    for variant, limit in limits.items():
        old = sum(real(one.at("put_under_investigation") or 0) < limit for one in free)
        yield figure("released_under_investigation", {"variant": variant}, value=old)
    never = sum(not one.has("reviewed") for one in free)
    yield figure("released_under_investigation", {"variant": "never_reviewed"}, value=never)


def _expires(one: Release) -> int:
    """When its bail runs out, by the last word on it."""
    return int([told.facts["expires"] for told in one.story if told.kind in ("bailed", "extended")][-1])
