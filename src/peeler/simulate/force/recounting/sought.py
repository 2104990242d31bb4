"""Recounts people wanted: who still is, how long it took to find and to circulate them, and with how many enquiries."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from peeler.simulate.force.civil import DAY, HOUR
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.recounting.cases import Case
from peeler.simulate.force.recounting.elapsed import months_before, real
from peeler.simulate.force.recounting.spans import of_count, of_share, said, spans
from peeler.simulate.force.recounting.stories import Story, Told, figure

_HIGH: Final = (0, 1)  # places of very_high and high among the risks
_ARRESTED: Final = 0


class Sought:
    """Somebody whose declaration is told."""

    def __init__(self, domestic: bool | None, story: Story) -> None:
        """What happened, first of each kind, and the last that was said of the risk."""
        self.domestic, self.first = domestic, dict[str, Told]()
        for one in story:
            self.first.setdefault(one.kind, one)
        self.risk = [one.facts["risk"] for one in story if "risk" in one.facts][-1]

    def at(self, kind: str) -> int | None:
        """When it first happened."""
        return self.first[kind].at if kind in self.first else None

    @property
    def ended(self) -> bool:
        """Whether they are wanted no longer."""
        return "located" in self.first or "cancelled" in self.first


def of_sought(truth: Truth, every: list[Case], told: list[Story]) -> Iterator[dict[str, Any]]:
    """Figures of people wanted."""
    domestic, of = {case.place: case.domestic for case in every}, truth.things["wanted"].ints("crime").tolist()
    some = [
        Sought(domestic.get(of[place]), story)
        for place, story in enumerate(told)
        if any(one.kind == "declared" for one in story)
    ]
    yield from _standing(truth, [one for one in some if not one.ended])
    arrests = [one.at("located") for one in some if _arrested(one)]
    enquiries = [one.at for story in told for one in story if one.kind == "enquiry_made" for _ in range(one.copies)]
    yield from of_count(truth, "wanted_arrested", arrests)
    yield from of_count(truth, "wanted_enquiries", enquiries)
    for span in spans(truth):
        made, found = (sum(span.holds(at) for at in moments) for moments in (enquiries, arrests))
        yield figure("enquiries_per_arrest", said(span, None), numerator=made, denominator=found)
        mine = [one for one in some if span.holds(one.at("declared"))]
        yield figure("wanted_time_to_arrest", said(span, None), **_waited(truth, mine))
    soon = [(one.first["declared"].at, _soon(truth, one)) for one in some]
    yield from of_share(truth, "wanted_circulated_in_time", soon)


def _arrested(one: Sought) -> bool:
    return "located" in one.first and one.first["located"].facts["how"] == _ARRESTED


def _soon(truth: Truth, one: Sought) -> bool | None:
    """Whether they were circulated within a day; None where the day is not over."""
    on, by = one.at("circulated"), real(one.first["declared"].at) + 24 * HOUR
    return None if by > real(truth.world.until) else on is not None and real(on) <= by


def _standing(truth: Truth, on: list[Sought]) -> Iterator[dict[str, Any]]:
    limit = real(months_before(truth.world.until, 9))
    variants = {
        "": len(on),
        "on_pnc": sum("circulated" in one.first for one in on),
        "not_circulated": sum("circulated" not in one.first for one in on),
        "high_risk": sum(one.risk in _HIGH for one in on),
        "over_9_months": sum(real(one.first["declared"].at) < limit for one in on),
        "domestic_abuse": sum(one.domestic is True for one in on),
    }
    for variant, value in variants.items():
        yield figure("wanted_stock", {"variant": variant} if variant else None, value=value)


def _waited(truth: Truth, some: list[Sought]) -> dict[str, Any]:
    """How many were found, of how many, and by how many days half of them were (cumulative incidence, step by step).

    Who is wanted still has waited until the end of the history; who was cancelled is never found.
    """
    waits = []
    for one in some:
        end = min((at for kind in ("located", "cancelled") if (at := one.at(kind)) is not None), default=None)
        length = real(truth.world.until if end is None else end) - real(one.first["declared"].at)
        waits.append((length // HOUR, end is not None, "located" in one.first))
    found = sum(located for *_, located in waits)
    return {"numerator": found, "denominator": len(waits), "value": half_by(waits)}


def half_by(waits: list[tuple[int, bool, bool]]) -> float | None:
    """The days by which half are found; None where that never happens."""
    at_risk, staying, share = len(waits), 1.0, 0.0
    all_, ends, finds = (Counter(length for length, *kinds in waits if all(kinds[:n])) for n in range(3))
    for length in sorted(all_):
        share += staying * finds[length] / at_risk
        if share >= 0.5 - 1e-12:
            return length * HOUR / DAY
        staying *= 1 - ends[length] / at_risk
        at_risk -= all_[length]
    return None
