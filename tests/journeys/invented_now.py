"""What is happening in the invented force: events of the last hour, crimes just recorded, and feeds with their lag."""

from typing import Protocol

from peeler.answers.freshness import SourceFreshness
from peeler.answers.now import Arrivals, NowAnswer, Recorded
from peeler.answers.versions import Versions
from peeler.definitions.catalogue import Catalogue
from peeler.terms.clocks import Instant
from peeler.terms.feeds import FeedState, Lag, LiveState

MINUTE = 60_000_000


class Force(Protocol):
    """What of the invented force is told."""

    now: Instant
    empty: bool
    silent: bool
    synthetic: bool
    catalogue: Catalogue
    loading: tuple[str, ...]
    version: int
    crime_types: tuple[str, ...]


def invented_now(force: Force, feed: SourceFreshness) -> NowAnswer:
    """The answer; every version brings three more events and one more crime."""
    now, version, loading, hostile = force.now, force.version, force.loading, force.crime_types[0]
    if force.empty:
        return NowAnswer(now, (), force.synthetic, 0, None, None, (), loading, 60 * MINUTE, (), (), None, 0)
    arrivals = (
        Arrivals("contact.received", "", 40 + 3 * version, Instant(now - MINUTE), ("Command and control",)),
        Arrivals("investigation.recorded", "", version, Instant(now - 9 * MINUTE), ("Crime records",)),
    )
    crimes = tuple(
        Recorded(f"crime:CR/{number}", Instant(now - (20 - number) * MINUTE), hostile, "Middleton")
        for number in range(version, 0, -1)
    )
    lag = Lag(12, 300_000, 300_000, 700_000, 420_000, 420_000, 900_000)
    trouble = FeedState("police_uk", "folder", "incoming", now, "the folder could not be read")
    live = LiveState(0, 50_000, 0, None, "", (trouble,), (("police_uk", lag),))
    first = Instant(now - 800 * 24 * 60 * MINUTE)
    return NowAnswer(
        now, ("middleshire",), force.synthetic, 171_204, first, feed.last_at, (feed,), loading, 60 * MINUTE, arrivals, crimes, live, version
    )  # fmt: skip


def invented_versions(force: Force) -> Versions:
    """The versions that a waiting page is told."""
    return Versions((("investigation", force.version),), len(force.loading))
