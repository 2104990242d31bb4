"""What people said of one time a duty is owed: done, not needed, or to be reminded of; each a decision, and the last one stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from peeler.store.records import Decision, DecisionEntry
from peeler.terms.clocks import Instant
from peeler.terms.events import Json

What = Literal["done", "not_needed", "remind", "taken_back"]
KINDS: dict[str, What] = {f"duty_{what}": what for what in get_args(What)}


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time one duty is owed for one record: which time it is, and when it began to be owed."""

    duty: str
    object_type: str
    object: str
    number: int
    armed_at: Instant


@dataclass(frozen=True, slots=True)
class DutyDecision:
    """What somebody said of an occasion: who, when, why ('' for nothing said), and until which day they are to be reminded."""

    occasion: Occasion
    what: What
    who: str
    at: Instant
    why: str
    until: date | None = None


def decision_of(occasion: Occasion, what: What, who: str, why: str, until: date | None) -> Decision:
    """The decision that keeps it; what it is about is the record."""
    result: dict[str, Json] = {
        "duty": occasion.duty,
        "type": occasion.object_type,
        "number": occasion.number,
        "armed_at": occasion.armed_at,
        **({} if until is None else {"until": until.isoformat()}),
    }
    return Decision(f"duty_{what}", who, occasion.object, why, result)


def duty_decision_of(entry: DecisionEntry) -> DutyDecision:
    """A decision read back."""
    said: dict[str, Any] = dict(entry.decision.result)
    occasion = Occasion(
        said["duty"], said["type"], entry.decision.about, int(said["number"]), Instant(int(said["armed_at"]))
    )
    until = date.fromisoformat(said["until"]) if "until" in said else None
    return DutyDecision(
        occasion, KINDS[entry.decision.kind], entry.decision.who, entry.known_at, entry.decision.why, until
    )


def last_said(entries: Iterable[DecisionEntry], by: Instant) -> dict[Occasion, DutyDecision]:
    """What stands of every occasion by a moment: the last thing said, unless it was taken back."""
    found: dict[Occasion, DutyDecision] = {}
    for entry in entries:
        if entry.known_at > by:
            continue
        said = duty_decision_of(entry)
        found.pop(said.occasion, None)
        if said.what != "taken_back":
            found[said.occasion] = said
    return found
