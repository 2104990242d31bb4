"""What people said of what is owed, as it stood at a moment: beside the sources, never instead of them."""

from peeler.answers.desk import Desk
from peeler.answers.duties.owed import Owed
from peeler.store.duty_decisions import KINDS, DutyDecision, Occasion, last_said
from peeler.terms.clocks import Instant, london

__all__ = ["DutyDecision", "Occasion", "occasion_of", "put_away", "said_by"]


def said_by(desk: Desk, at: Instant, known: Instant | None) -> dict[Occasion, DutyDecision]:
    """What stood of every occasion at a moment, as known at another."""
    return last_said(desk.durable.decided.of_kinds(KINDS), min(at, desk.moment(known)))


def occasion_of(one: Owed) -> Occasion:
    """Which time of which duty it is."""
    return Occasion(one.duty, one.object_type, one.object, one.number, one.armed_at)


def put_away(said: DutyDecision | None, at: Instant) -> bool:
    """Whether it stands apart from what is still to do: done, not needed, or to be reminded of on a later day."""
    if said is None:
        return False
    return said.until is None or said.until > london(at).date()
