"""Property: the fold gives the journal that the rulings give, whatever is told, in whatever order, however it is followed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peeler.definitions.catalogue import Catalogue, load_only
from peeler.refresh.keeping import follow, rebuild, seal
from peeler.store.durable import Durable
from peeler.store.projection import Projection
from tests.oracle.belief import journal
from tests.oracle.projected import journal_of
from tests.oracle.remembered import Remembered
from tests.oracle.worlds import Arrival, by_commit, known_at, worlds

THREE_LEVELS: Catalogue = load_only(Path(__file__).resolve().parents[1] / "catalogues" / "three_levels")


@pytest.fixture(scope="module")
def projection() -> Iterator[Projection]:
    """One projection in memory for all examples: a rebuild makes it anew."""
    made = Projection(None)
    yield made
    made.close()


def durable(remembered: Remembered) -> Durable:
    """The list in memory, where the durable file is asked for."""
    return cast(Durable, remembered)


@given(worlds(THREE_LEVELS))
def test_a_rebuild_gives_the_journal_of_the_rulings(projection: Projection, told: list[Arrival]) -> None:
    ledger = Remembered()
    for commit, events in by_commit(told).items():
        ledger.tell(events, known_at(commit))
    rebuild(durable(ledger), projection, THREE_LEVELS)
    assert journal_of(projection, THREE_LEVELS) == journal(ledger.ledger.told, THREE_LEVELS)
