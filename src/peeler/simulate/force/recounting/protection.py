"""Recounts what protects people: risk assessments, conferences, disclosures, notices and orders."""

from collections.abc import Iterator
from typing import Any, Final

from peeler.simulate.force.civil import HOUR
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.population import women
from peeler.simulate.force.recounting.contacts import heard_of
from peeler.simulate.force.recounting.elapsed import real
from peeler.simulate.force.recounting.spans import Answered, of_count, of_quotient, of_share, years
from peeler.simulate.force.recounting.stories import Heard, Story, Told, figure, has, told_of, when

_EVENTS: Final = {
    "risk_assessment": ("submitted", "checked", "grade_changed"),
    "marac_case": ("referred", "heard"),
    "disclosure_application": ("made", "decided", "disclosed"),
    "order": ("authorised", "granted", "visited", "ended"),
    "meeting": ("held",),
}
_SHIFT: Final = 12 * HOUR  # after which a notification is late, by Peeler's own example of a force's policy


def of_protection(truth: Truth, heard: Heard | None) -> Iterator[dict[str, Any]]:
    """Figures of everything that protects people."""
    yield from _of_notices(truth, heard)
    yield from _of_cases(truth, heard)
    yield from _of_applications(truth, told_of(truth, heard, _EVENTS, "disclosure_application"))
    yield from _of_orders(truth, told_of(truth, heard, _EVENTS, "order"))


def _of_notices(truth: Truth, heard: Heard | None) -> Iterator[dict[str, Any]]:
    """Whether each notification that was sent has what it must have, and whether it was checked and sent in time."""
    told = told_of(truth, heard, _EVENTS, "risk_assessment")
    notice = truth.things["risk_assessment"]
    sent = [(place, at, story) for place, story in enumerate(told) if (at := when(story, "submitted")) is not None]
    there = [notice.words("children").words[code] for code in notice.ints("children").tolist()]
    grades = notice.ints("grade").tolist()
    described, judged = notice.ints("details").tolist(), notice.ints("judgement").tolist()
    complete, incident = notice.ints("complete").tolist(), notice.ints("incident").tolist()
    attended = heard_of(truth, heard, "incident.attended")
    came = dict(zip(attended.thing.tolist(), attended.at.tolist(), strict=True))
    promptly: list[Answered] = [
        (at, None if (by := came.get(incident[place])) is None else real(at) <= real(by) + _SHIFT) for place, at, _ in sent
    ]  # fmt: skip
    yield from of_share(truth, "assessment_checked", [(at, has(story, "checked")) for _, at, story in sent])
    yield from of_share(truth, "assessment_complete", [(at, complete[place] == 1) for place, at, _ in sent])
    yield from of_share(truth, "assessment_sent_promptly", promptly)
    yield from of_share(
        truth, "children_recorded", [(at, _of_children(there[place], described[place])) for place, at, _ in sent]
    )
    yield from of_share(truth, "judgement_recorded", [(at, judged[place] > 0) for place, at, _ in sent])
    yield from _of_downgrades(truth, [(at, grades[place], story) for place, at, story in sent])


def _of_children(there: str, described: int) -> bool:
    """Whether it is recorded that no child was there, or something of those that were."""
    return there == "no" or (there == "yes" and described > 0)


def _of_downgrades(truth: Truth, sent: list[tuple[int, int, Story]]) -> Iterator[dict[str, Any]]:
    """Assessments whose grade was lowered: how many, of those that could be, and with a reason or not."""
    lowered = [_lowered(story) for _, _, story in sent]
    changes = [one for one in lowered if one is not None]
    yield from of_count(truth, "downgrades", [one.at for one in changes])
    rate = [(at, one is not None) for (at, first, _), one in zip(sent, lowered, strict=True) if first > 0 or one]
    yield from of_share(truth, "downgrade_rate", rate)
    reasons = [(one.at, one.facts["reason"] > 0) for one in changes]
    yield from of_share(truth, "downgrade_reason_recorded", reasons)


def _lowered(story: Story) -> Told | None:
    """The last lowering of a grade in a story."""
    changes = [one for one in story if one.kind == "grade_changed" and one.facts["to"] < one.facts["from"]]
    return changes[-1] if changes else None


def _of_cases(truth: Truth, heard: Heard | None) -> Iterator[dict[str, Any]]:
    """Cases brought and heard; how many for the women who live there; how many at each conference."""
    told = [story for story in told_of(truth, heard, _EVENTS, "marac_case") if has(story, "referred")]
    brought, listened = ([when(story, verb) for story in told] for verb in ("referred", "heard"))
    yield from of_count(truth, "marac_cases", brought)
    yield from of_count(truth, "marac_cases_heard", listened)
    for span in years(truth):
        cases = sum(span.holds(at) for at in brought)
        yield figure("marac_rate", span.asked, numerator=cases, denominator=women(truth.world, span.start))
    kinds = truth.things["meeting"].words("kind")
    held = [when(story, "held") for story in told_of(truth, heard, _EVENTS, "meeting")]
    for place, word in enumerate(kinds.words):
        mine = [at for at, code in zip(held, kinds.codes.tolist(), strict=True) if code == place]
        yield from of_count(truth, "meetings", mine, word)
        if word == "marac":
            yield from of_quotient(truth, "marac_agenda_length", listened, mine)


def _of_applications(truth: Truth, told: list[Story]) -> Iterator[dict[str, Any]]:
    """By when somebody applied; what is not decided yet is unknown."""
    routes = truth.things["disclosure_application"].words("route")
    made = [(place, at, story) for place, story in enumerate(told) if (at := when(story, "made")) is not None]
    codes = routes.codes.tolist()
    for place, word in enumerate(routes.words):
        mine = [(at, _disclosed(story)) for one, at, story in made if codes[one] == place]
        yield from of_share(truth, "clares_law", mine, word)


def _disclosed(story: Story) -> bool | None:
    return True if has(story, "disclosed") else False if has(story, "decided") else None


def _of_orders(truth: Truth, told: list[Story]) -> Iterator[dict[str, Any]]:
    kind = truth.things["order"].ints("kind").tolist()
    known = [(kind[place], story) for place, story in enumerate(told) if has(story, "authorised")]
    notices = [when(story, "authorised") for what, story in known if what == 0]
    granted = [(at, story) for what, story in known if what == 1 and (at := when(story, "granted")) is not None]
    orders = [at for at, _ in granted]
    yield from of_count(truth, "dvpn_authorised", notices)
    yield from of_count(truth, "dvpo_granted", orders)
    yield from of_quotient(truth, "dvpo_per_dvpn", orders, notices)
    seen = [(at, True if has(story, "visited") else False if has(story, "ended") else None) for at, story in granted]
    yield from of_share(truth, "orders_followed_up", seen)
