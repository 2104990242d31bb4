"""Recounts suspects, releases and people wanted as they stand at the end of the history."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from peeler.simulate.force.civil import Ints
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.recounting.stories import Story, Told, figure, ratio


class Dealt(NamedTuple):
    """A suspect dealt with: in a domestic abuse crime or not, charged or not."""

    domestic: bool
    charged: bool


def of_suspects(truth: Truth, crimes: list[Story], suspects: list[Story]) -> Iterator[dict[str, Any]]:
    """Figures of suspects dealt with whose crime is told."""
    crime, suspect = truth.things["crime"], truth.things["suspect"]
    of: Ints = suspect.ints("crime")
    dealt: list[Dealt] = []
    for place, story in enumerate(suspects):
        mine = crimes[of[place]]
        known = {one.kind for one in story}
        if not known & {"arrested", "attended_voluntarily"} or not any(one.kind == "recorded" for one in mine):
            continue
        dealt.append(Dealt(bool(crime.ints("domestic")[of[place]]), "charged" in known))
    for variant, some in (("", dealt), ("domestic_abuse", [one for one in dealt if one.domestic])):
        asked = {"variant": variant} if variant else None
        yield figure("suspects_charged", asked, **ratio(lambda one: one.charged, some))
    named = Counter(int(of[place]) for place, story in enumerate(suspects) if _has(story, "identified"))
    yield figure("crimes_with_several_suspects", value=sum(count > 1 for count in named.values()))
    yield figure("suspects_eliminated", value=sum(_has(story, "eliminated") for story in suspects))
    yield figure("suspects_removed", value=sum(_has(story, "removed") for story in suspects))


def _has(story: Story, kind: str) -> bool:
    return any(one.kind == kind for one in story)


def of_releases(truth: Truth, releases: list[Story]) -> Iterator[dict[str, Any]]:
    """Figures of bail and of releases under investigation; the rank that bail needs is written out here once more."""
    kinds = [{one.kind for one in story} for story in releases]
    began = [known for known in kinds if known & {"bailed", "put_under_investigation"}]
    yield figure("open_releases", value=sum("ended" not in known for known in began))
    breaches = sum(sum(one.kind == "breached" for one in story) for story in releases)
    acted = sum(sum(one.kind == "breach_actioned" for one in story) for story in releases)
    yield figure("bail_varied", value=sum(one.kind == "varied" for story in releases for one in story))
    dealt, suspects = truth.things["suspect"].ints("dealt"), truth.things["release"].ints("suspect")
    ranks = [
        (int(dealt[suspects[place]]), one)
        for place, story in enumerate(releases)
        for one in story
        if one.kind in ("bailed", "extended")
    ]
    for variant in ("bailed", "extended"):
        some = [rank for rank in ranks if rank[1].kind == variant]
        yield figure("bail_authorised", {"variant": variant}, **ratio(lambda rank: lawful(*rank), some))
    yield figure("bail_breaches", value=breaches)
    yield figure("bail_breaches_followed_up", value=acted)


def lawful(arrested: int, given: Told) -> bool:
    """Whether bail was given by a rank that may, by the law of the day of arrest (DOMAIN 5.2)."""
    day = date(1970, 1, 1) + timedelta(seconds=arrested)
    rank = ("custody_officer", "inspector", "superintendent")[given.facts["authority"]]
    if day < date(2017, 4, 3):
        return True
    if day < date(2022, 10, 28):
        return rank == "superintendent" or (rank == "inspector" and given.kind == "bailed")
    return rank in ("inspector", "superintendent") or given.kind == "bailed"


def of_wanted(wanted: list[Story]) -> Iterator[dict[str, Any]]:
    """Figures of the wanted list."""
    changed = sum(one.kind == "risk_changed" for story in wanted for one in story)
    yield figure("wanted_risk_changed", value=changed)
    circulated = [one.facts["reference"] for story in wanted for one in story if one.kind == "circulated"]
    yield figure("wanted_with_reference", None, **ratio(lambda one: one == 1, circulated))
