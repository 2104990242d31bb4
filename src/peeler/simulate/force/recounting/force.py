"""Recounts the work of specialists: offenders and their visits, online abuse, deployments, registers, partners, reviews."""

from collections.abc import Iterator
from typing import Any, Final

from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.lives.audits import ANSWERS, QUESTIONS
from peeler.simulate.force.recounting.elapsed import months_before
from peeler.simulate.force.recounting.spans import of_count, of_share, spans
from peeler.simulate.force.recounting.stories import Heard, Story, figure, has, ratio, told_of, when

_EVENTS: Final = {
    "managed_offender": ("registered", "visited", "assessed", "left"),
    "online_referral": ("received", "actioned", "closed"),
    "deployment": ("considered", "ended", "debriefed"),
    "register_risk": ("raised", "reviewed", "closed"),
    "exchange": ("requested", "supplied", "refused"),
    "support_plan": ("opened", "closed"),
    "review": ("drawn", "answered"),
}


def of_force(truth: Truth, heard: Heard | None) -> Iterator[dict[str, Any]]:
    """Figures of specialists' work and of what is found out about work."""
    yield from _of_offenders(truth, told_of(truth, heard, _EVENTS, "managed_offender"))
    online = [one for one in told_of(truth, heard, _EVENTS, "online_referral") if has(one, "received")]
    yield figure("online_backlog", value=sum(not has(one, "actioned", "closed") for one in online))
    yield from of_count(truth, "online_referrals", [when(one, "received") for one in online])
    considered = [
        (at, one) for one in told_of(truth, heard, _EVENTS, "deployment") if (at := when(one, "considered")) is not None
    ]
    debriefed = [
        (at, True if has(one, "debriefed") else False if has(one, "ended") else None) for at, one in considered
    ]
    yield from of_share(truth, "debriefed_deployments", debriefed)
    yield from _of_risks(truth, told_of(truth, heard, _EVENTS, "register_risk"))
    yield from _of_partners(truth, told_of(truth, heard, _EVENTS, "exchange"))
    yield from _of_plans(truth, told_of(truth, heard, _EVENTS, "support_plan"))
    yield from _of_reviews(truth, told_of(truth, heard, _EVENTS, "review"))


def _of_offenders(truth: Truth, told: list[Story]) -> Iterator[dict[str, Any]]:
    managed = [story for story in told if has(story, "registered") and not has(story, "left")]
    yield figure("managed_offenders", value=len(managed))
    year_ago = months_before(truth.world.until, 12)
    looked = [max(one.at for one in story if one.kind in ("registered", "assessed")) for story in managed]
    yield figure("offender_assessments_overdue", value=sum(at < year_ago for at in looked))
    visits = [(one.at, bool(one.facts["announced"])) for story in told for one in story
              if one.kind == "visited" for _ in range(one.copies)]  # fmt: skip
    yield from of_count(truth, "offender_visits", [at for at, _ in visits])
    for span in spans(truth):
        mine = [announced for at, announced in visits if span.holds(at)]
        yield figure("visits_unannounced", span.asked, **ratio(lambda announced: not announced, mine))


def _of_risks(truth: Truth, told: list[Story]) -> Iterator[dict[str, Any]]:
    """Risks that stand open, and those of them raised or looked at within half a year."""
    half_a_year_ago = months_before(truth.world.until, 6)
    stand = [story for story in told if has(story, "raised") and not has(story, "closed")]
    yield figure("register_risks", value=len(stand))
    looked = [_last_look(story) >= half_a_year_ago for story in stand]
    yield figure("register_reviewed", None, **ratio(lambda one: one, looked))


def _last_look(story: Story) -> int:
    """When a risk was reviewed last; when it was raised, where it never was."""
    reviews = [one.at for one in story if one.kind == "reviewed"]
    return reviews[-1] if reviews else next(one.at for one in story if one.kind == "raised")


def _of_partners(truth: Truth, told: list[Story]) -> Iterator[dict[str, Any]]:
    about = truth.things["exchange"].ints("about").tolist()
    asked = [(place, at, one) for place, one in enumerate(told) if (at := when(one, "requested")) is not None]
    yield from of_share(truth, "exchange_answered", [(at, has(one, "supplied", "refused")) for _, at, one in asked])
    held = [(at, has(one, "supplied")) for place, at, one in asked if about[place] == 1]
    yield from of_share(truth, "partner_data_held", held)


def _of_plans(truth: Truth, told: list[Story]) -> Iterator[dict[str, Any]]:
    reason = truth.things["support_plan"].words("reason")
    often = reason.are("frequent_contact").tolist()
    stand = [place for place, story in enumerate(told) if has(story, "opened") and not has(story, "closed")]
    yield figure("support_plans", value=len(stand))
    yield figure("support_plans", {"variant": "frequent_contact"}, value=sum(often[place] for place in stand))


def _of_reviews(truth: Truth, told: list[Story]) -> Iterator[dict[str, Any]]:
    """The force's own looks at contacts and lowered grades."""
    sample = truth.things["review"].ints("sample").tolist()
    answers: list[tuple[int, int, dict[str, str]]] = []
    for place, story in enumerate(told):
        if (drawn := when(story, "drawn")) is not None:
            said = {
                QUESTIONS[one.facts["question"]]: ANSWERS[one.facts["answer"]]
                for one in story
                if one.kind == "answered"
            }
            answers.append((sample[place], drawn, said))
    screened = [(at, said.get("record_of_contact")) for which, at, said in answers if which == 2]
    for name, word in (("roc_missed_crime", "crime"), ("roc_missed_vulnerability", "vulnerability")):
        held = [(at, None if answer is None else answer in (word, "both")) for at, answer in screened]
        yield from of_share(truth, name, held)
    justified = [(at, said.get("downgrade_justified")) for which, at, said in answers if which == 3]
    yield from of_share(
        truth, "downgrade_justified", [(at, None if answer is None else answer == "yes") for at, answer in justified]
    )
