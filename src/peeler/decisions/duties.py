"""The decisions about one time a duty is owed: done, not needed, remind me, and taking it back; apart from what the sources say."""

from dataclasses import dataclass
from datetime import date, timedelta

from peeler.decisions.reasons import LONGEST, reason_given
from peeler.definitions.catalogue import Catalogue
from peeler.definitions.permission import require_decision
from peeler.store.durable import Durable
from peeler.store.duty_decisions import KINDS, DutyDecision, Occasion, What, decision_of, last_said
from peeler.terms.clocks import Instant, london
from peeler.terms.errors import RequestError
from peeler.terms.viewers import Viewer

__all__ = ["DutyDecision", "Occasion", "Saying", "What", "decide", "may_decide"]

DECISION = "decide_duties"
FURTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said: which of the four, why ('' where none is needed), and until which day to be reminded."""

    what: What
    why: str = ""
    until: date | None = None


def may_decide(catalogue: Catalogue, viewer: Viewer) -> None:
    """NotAllowed for a viewer who may not decide about duties."""
    require_decision(catalogue, viewer, DECISION)


def decide(
    durable: Durable, catalogue: Catalogue, viewer: Viewer, occasion: Occasion, saying: Saying, now: Instant
) -> DutyDecision:
    """Keeps what a viewer says of an occasion, with who and when. No number of any measure is changed by it.

    RequestError for a viewer who may not, *not needed* without a reason, a day that has passed, or nothing to take back.
    """
    may_decide(catalogue, viewer)
    why, until = why_of(saying), day_of(saying, now)
    if saying.what == "taken_back" and occasion not in last_said(durable.decided.of_kinds(KINDS), now):
        raise RequestError("nothing was decided about this, so there is nothing to take back")
    with durable.commit(now=now, founding=False) as commit:
        commit.decide(decision_of(occasion, saying.what, viewer.name, why, until))
        return DutyDecision(occasion, saying.what, viewer.name, commit.known_at, why, until)


def why_of(saying: Saying) -> str:
    """The reason; only *not needed* has to have one."""
    if saying.what == "not_needed" or saying.why.strip():
        return reason_given(saying.why)
    return saying.why.strip()[:LONGEST]


def day_of(saying: Saying, now: Instant) -> date | None:
    """The day to be reminded on; RequestError where it is missing, has come already, or is more than a year away."""
    if saying.what != "remind":
        if saying.until is not None:
            raise RequestError("until: a day goes with remind me alone")
        return None
    today = london(now).date()
    if saying.until is None or not today < saying.until <= today + FURTHEST:
        raise RequestError("until: say on which day to be reminded, from tomorrow to a year from now")
    return saying.until
