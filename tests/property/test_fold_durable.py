"""Property: the same worlds through the durable file itself: accepted, followed, sealed, verified, and as the oracle has them."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from peeler.definitions.catalogue import Catalogue, load_only
from peeler.refresh.keeping import bring_up, follow, rebuild, seal
from peeler.refresh.verifying import verify
from peeler.store.durable import Durable
from peeler.store.projection import Projection
from peeler.terms.events import Event
from tests.oracle.belief import journal
from tests.oracle.effort import effort
from tests.oracle.projected import differing, journal_of
from tests.oracle.standing import Told
from tests.oracle.worlds import COMMITS, Arrival, by_commit, known_at, worlds

THREE_LEVELS: Catalogue = load_only(Path(__file__).resolve().parents[1] / "catalogues" / "three_levels")


def told_by(durable: Durable, events: list[Event]) -> list[Told]:
    """What the ledger holds, as the oracle takes it: every version of every event sent."""
    ids = sorted({event.id for event in events})
    return [Told(kept.event, kept.known_at, kept.content) for name in ids for kept in durable.ledger.event(name)]


@effort(4)
@given(worlds(THREE_LEVELS), st.booleans(), st.sets(st.integers(0, COMMITS - 1), max_size=2))
def test_the_durable_file_and_the_projection_stay_in_step(
    told: list[Arrival], founding: bool, sealed: set[int]
) -> None:
    with TemporaryDirectory() as folder:
        durable, projection = Durable(Path(folder)), Projection(None)
        try:
            rebuild(durable, projection, THREE_LEVELS)
            for commit, events in by_commit(told).items():
                with durable.commit(now=known_at(commit), founding=founding and commit == 0) as opened:
                    opened.accept(events)
                bring_up(durable, projection, THREE_LEVELS, founding=founding and commit == 0)
                if commit in sealed:
                    seal(projection, THREE_LEVELS)
            naive = journal(told_by(durable, [event for event, _ in told]), THREE_LEVELS)
            assert differing(THREE_LEVELS, journal_of(projection, THREE_LEVELS), naive) == []
            assert verify(durable, projection, THREE_LEVELS, lambda *_: None).problems == ()
            assert follow(durable, projection, THREE_LEVELS) == 0
        finally:
            projection.close()
            durable.close()
