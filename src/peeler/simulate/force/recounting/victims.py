"""Recounts victims: whether contact told them anything, and whether they were satisfied."""

from collections.abc import Iterator
from typing import Any

from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.recounting.cases import Case
from peeler.simulate.force.recounting.spans import Answered, of_share
from peeler.simulate.force.recounting.stories import Heard, Story, names, stories


def of_victims(truth: Truth, heard: Heard | None, every: list[Case]) -> Iterator[dict[str, Any]]:
    """Figures of victims who are named, in all, of domestic abuse, and of the vulnerable."""
    domestic = {case.place: case.domestic for case in every}
    victim = truth.things["victim"]
    of, vulnerable = victim.ints("crime").tolist(), victim.ints("vulnerable").tolist()
    events = tuple(f"victim.{verb}" for verb in ("identified", "contacted", "surveyed"))
    told = stories(truth, events, names(truth, "victim"), heard)
    named = [(place, story) for place, story in enumerate(told) if any(one.kind == "identified" for one in story)]
    for name, answers in (("victim_contact_substance", _substance), ("victim_satisfaction", _satisfied)):
        found = [(place, answer) for place, story in named for answer in answers(story)]
        abuse = [
            (at, None if domestic.get(of[place]) is None else answer)
            for place, (at, answer) in found
            if domestic.get(of[place]) is not False
        ]
        yield from of_share(truth, name, [answer for _, answer in found])
        yield from of_share(truth, name, abuse, "domestic_abuse")
        yield from of_share(truth, name, [answer for place, answer in found if vulnerable[place]], "vulnerable")


def _substance(story: Story) -> Iterator[Answered]:
    """Whether any contact told the victim something; unknown unless every one was judged, or one was found to."""
    said = [one.facts["substance"] for one in story if one.kind == "contacted"]
    if said:
        answer = True if 1 in said else False if set(said) == {2} else None
        yield next(one.at for one in story if one.kind == "identified"), answer


def _satisfied(story: Story) -> Iterator[Answered]:
    """What the victim said, when asked."""
    asked = [(one.at, one.facts["satisfied"] == 1) for one in story if one.kind == "surveyed"]
    yield from asked[-1:]
