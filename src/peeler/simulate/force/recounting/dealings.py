"""Recounts what was done with suspects: arrested or asked to come in, charged, referred abroad; and how that was looked at."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.recounting.cases import Case
from peeler.simulate.force.recounting.contacts import heard_of
from peeler.simulate.force.recounting.spans import WHOLE, Span, of_share, said, years
from peeler.simulate.force.recounting.stories import Heard, Story, Told, figure, ratio


@dataclass(frozen=True, slots=True)
class Suspect:
    """A suspect who is named: what happened first of each kind, and whether it was domestic abuse (None: not known)."""

    domestic: bool | None
    foreign: bool
    first: dict[str, Told]

    def at(self, *kinds: str) -> int | None:
        """When the first of these happened; None where none did."""
        return min((self.first[kind].at for kind in kinds if kind in self.first), default=None)


Answers = Callable[[Suspect], bool | None]


def of_dealings(
    truth: Truth, heard: Heard | None, every: list[Case], told: list[Story], months: Iterable[Span]
) -> Iterator[dict[str, Any]]:
    """Figures of suspects; those of foreign nationals of single ``months`` too."""
    suspects = _named(truth, every, told)
    yield from _by_route(truth, suspects)
    spans = [WHOLE, *years(truth), *months]
    referred = [one.at for story in told for one in story if one.kind == "acro_referred" for _ in range(one.copies)]
    for span in spans:
        yield from _of_foreigners(span, suspects, sum(span.holds(at) for at in referred))
    yield from of_share(
        truth, "immigration_decided",
        [(at, one.at("immigration_decided") is not None) for one in suspects if (at := one.at("immigration_referred"))],
    )  # fmt: skip
    yield from _by_incident(truth, heard, told)


def _named(truth: Truth, every: list[Case], told: list[Story]) -> list[Suspect]:
    domestic = {case.place: case.domestic for case in every}
    suspect = truth.things["suspect"]
    of, foreign = suspect.ints("crime").tolist(), suspect.ints("foreign").tolist()
    found = []
    for place, story in enumerate(told):
        first: dict[str, Told] = {}
        for one in story:
            first.setdefault(one.kind, one)
        if "identified" in first:
            found.append(Suspect(domestic.get(of[place]), bool(foreign[place]), first))
    return found


def _by_route(truth: Truth, suspects: list[Suspect]) -> Iterator[dict[str, Any]]:
    """Arrest or voluntary attendance: of suspects dealt with, interviewed, named, and looked at again."""
    met = [one for one in suspects if one.at("arrested", "attended_voluntarily") is not None]
    kinds = ("arrested", "attended_voluntarily", "released", "charged")
    yield from _shared(truth, "voluntary_attendance_of_suspects", met, _came_in, kinds)
    perhaps = [*met, *(one for one in suspects if one.at(*kinds) is None)]  # nobody says how these were dealt with
    yield from _shared(truth, "voluntary_attendance_of_interviews", perhaps, _route, ("interviewed",))
    free = [one for one in suspects if _came_in(one) and "decision_reviewed" in one.first]
    yield from _shared(truth, "voluntary_in_victims_interest", free, _in_interest, ("attended_voluntarily",))
    abuse = [one for one in suspects if one.domestic is not False]
    answers = [(one.first["identified"].at, None if one.domestic is None else "arrested" in one.first) for one in abuse]
    yield from of_share(truth, "domestic_abuse_arrest_of_suspects", answers)


def _came_in(one: Suspect) -> bool:
    return "arrested" not in one.first and "attended_voluntarily" in one.first


def _route(one: Suspect) -> bool | None:
    """Whether they came in and were not arrested; None where neither is known."""
    return None if one.at("arrested", "attended_voluntarily") is None else _came_in(one)


def _in_interest(one: Suspect) -> bool | None:
    return {1: True, 2: False}.get(one.first["decision_reviewed"].facts["interest"])


def _shared(
    truth: Truth, name: str, some: list[Suspect], answer: Answers, kinds: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    """A share of suspects by when the first of these happened; of domestic abuse, unknown where the crime is not known."""
    placed = [(at, one) for one in some if (at := one.at(*kinds)) is not None]
    yield from of_share(truth, name, [(at, answer(one)) for at, one in placed])
    abuse = [(at, None if one.domestic is None else answer(one)) for at, one in placed if one.domestic is not False]
    yield from of_share(truth, name, abuse, "domestic_abuse")


def _of_foreigners(span: Span, suspects: list[Suspect], referrals: int) -> Iterator[dict[str, Any]]:
    """Foreign nationals arrested in a span, how many were referred to ACRO at once, and all referrals of the span."""
    arrested = [one for one in suspects if one.foreign and span.holds(one.at("arrested"))]
    asked = said(span, None)
    yield figure("acro_referred_at_once", asked, **ratio(_at_once, arrested))
    yield figure("foreign_nationals_arrested", asked, value=len(arrested))
    yield figure("acro_referrals", asked, value=referrals)
    yield figure("acro_referrals_per_arrest", asked, numerator=referrals, denominator=len(arrested))


def _at_once(one: Suspect) -> bool:
    return "acro_referred" in one.first and one.first["acro_referred"].facts["timing"] == 0


def _by_incident(truth: Truth, heard: Heard | None, told: list[Story]) -> Iterator[dict[str, Any]]:
    """Incidents flagged as domestic abuse, and whether anybody was arrested for the crime recorded from them."""
    crimes = truth.things["suspect"].ints("crime").tolist()
    arrested = {crimes[place] for place, story in enumerate(told) if any(one.kind == "arrested" for one in story)}
    crime = truth.things["incident"].ints("crime").tolist()
    flagged = set(heard_of(truth, heard, "incident.flagged").thing.tolist())
    opened = heard_of(truth, heard, "incident.opened")
    answers = [
        (at, crime[thing] in arrested)
        for thing, at in zip(opened.thing.tolist(), opened.at.tolist(), strict=True)
        if thing in flagged
    ]
    yield from of_share(truth, "domestic_abuse_arrest", answers)
