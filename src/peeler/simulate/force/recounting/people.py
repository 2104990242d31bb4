"""Recounts suspects, releases and people wanted as they stand at the end of the history."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from peeler.simulate.force.civil import Ints
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.recounting.stories import Story, figure, ratio


class Dealt(NamedTuple):
    """A suspect dealt with: in a domestic abuse crime or not, by arrest or voluntarily, charged, a foreign national."""

    domestic: bool
    arrested: bool
    charged: bool
    referred_at_once: bool
    foreign: bool


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
        at_once = any(one.kind == "acro_referred" and one.facts["timing"] == 0 for one in story)
        domestic = bool(crime.ints("domestic")[of[place]])
        dealt.append(
            Dealt(domestic, "arrested" in known, "charged" in known, at_once, bool(suspect.ints("foreign")[place]))
        )
    for variant, some in (("", dealt), ("domestic_abuse", [one for one in dealt if one.domestic])):
        asked = {"variant": variant} if variant else None
        yield figure("voluntary_attendance", asked, **ratio(lambda one: not one.arrested, some))
        yield figure("suspects_charged", asked, **ratio(lambda one: one.charged, some))
    foreign = [one for one in dealt if one.foreign and one.arrested]
    yield figure("acro_referred_at_once", None, **ratio(lambda one: one.referred_at_once, foreign))


def of_releases(releases: list[Story]) -> Iterator[dict[str, Any]]:
    """Figures of bail and of releases under investigation."""
    kinds = [{one.kind for one in story} for story in releases]
    began = [known for known in kinds if known & {"bailed", "put_under_investigation"}]
    yield figure("bail_use", None, **ratio(lambda known: "bailed" in known, began))
    yield figure("open_releases", value=sum("ended" not in known for known in began))
    breaches = sum(sum(one.kind == "breached" for one in story) for story in releases)
    acted = sum(sum(one.kind == "breach_actioned" for one in story) for story in releases)
    yield figure("bail_breaches", value=breaches)
    yield figure("bail_breaches_followed_up", value=acted)


def of_wanted(wanted: list[Story]) -> Iterator[dict[str, Any]]:
    """Figures of the wanted list."""
    kinds = [{one.kind for one in story} for story in wanted]
    on = [known for known in kinds if "declared" in known and not known & {"located", "cancelled"}]
    yield figure("wanted_stock", value=len(on))
    yield figure("wanted_on_pnc", value=sum("circulated" in known for known in on))
