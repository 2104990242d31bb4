"""Which events stand, as known at a moment (ruling 2): by plain lists, from all that the ledger was told."""

from collections.abc import Iterable
from typing import NamedTuple

from peeler.terms.clocks import Instant
from peeler.terms.events import Event
from peeler.terms.identifiers import EventId


class Told(NamedTuple):
    """One event as the ledger took it: when it became known, and the digest that orders versions of one moment."""

    event: Event
    known_at: Instant
    content: bytes


def version_order(told: Told) -> tuple[bool, int, bytes]:
    """Versions of an id follow each other by recorded_at (none comes first), then by content."""
    recorded_at = told.event.recorded_at
    return (recorded_at is not None, recorded_at or 0, told.content)


def standing(told: Iterable[Told], k: Instant) -> list[Event]:
    """The events believed at ``k`` to have happened at a known time.

    An event named by any ``replaces`` or ``retracts`` known by then is dead for good; of the versions of an id the last
    stands; and a retraction itself is no happening: it only takes one back.
    """
    known = [one for one in told if one.known_at <= k]
    dead = {one.event.replaces for one in known} | {one.event.retracts for one in known}
    last: dict[EventId, Told] = {}
    for one in sorted(known, key=version_order):
        last[one.event.id] = one
    return [
        one.event
        for one in last.values()
        if one.event.id not in dead and one.event.retracts is None and one.event.at is not None
    ]
