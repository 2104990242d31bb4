"""Property: the journal is what the rulings say, whatever is told and however it is followed."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peeler.definitions.catalogue import Catalogue, load_only
from peeler.refresh.keeping import follow, rebuild, seal
from peeler.store.durable import Durable
from peeler.store.projection import Projection
from tests.oracle.belief import journal
from tests.oracle.effort import effort
from tests.oracle.projected import differing, journal_of
from tests.oracle.remembered import Remembered
from tests.oracle.worlds import COMMITS, Arrival, by_commit, known_at, worlds

THREE_LEVELS: Catalogue = load_only(Path(__file__).resolve().parents[1] / "catalogues" / "three_levels")


@pytest.fixture(scope="module")
def projection() -> Iterator[Projection]:
    """One projection in memory for all examples: a rebuild makes it anew."""
    made = Projection(None)
    yield made
    made.close()


def durable(remembered: Remembered) -> Durable:
    """The ledger in memory, where the durable file is asked for."""
    return cast(Durable, remembered)


def disagreements(projection: Projection, remembered: Remembered) -> list[str]:
    """Where the fold's journal and the oracle's differ, every past belief and its known_at included."""
    real, naive = journal_of(projection, THREE_LEVELS), journal(remembered.ledger.told, THREE_LEVELS)
    return differing(THREE_LEVELS, real, naive)


@effort(6)
@given(worlds(THREE_LEVELS))
def test_a_rebuild_gives_the_journal_of_the_rulings(projection: Projection, told: list[Arrival]) -> None:
    ledger = Remembered()
    for commit, events in by_commit(told).items():
        ledger.tell(events, known_at(commit))
    rebuild(durable(ledger), projection, THREE_LEVELS)
    assert disagreements(projection, ledger) == []


@effort(5)
@given(worlds(THREE_LEVELS), st.sets(st.integers(0, COMMITS - 1)), st.sets(st.integers(0, COMMITS - 1), max_size=2))
def test_following_batch_by_batch_gives_the_same_journal_as_a_rebuild(
    projection: Projection, told: list[Arrival], followed: set[int], sealed: set[int]
) -> None:
    """Any split of the commits into batches, several in one among them, with a seal at any moment between."""
    ledger = Remembered()
    rebuild(durable(ledger), projection, THREE_LEVELS)
    for commit, events in by_commit(told).items():
        ledger.tell(events, known_at(commit))
        if commit in followed:
            follow(durable(ledger), projection, THREE_LEVELS)
        if commit in sealed:
            seal(projection, THREE_LEVELS)
    follow(durable(ledger), projection, THREE_LEVELS)
    assert disagreements(projection, ledger) == []


@effort(3)
@given(worlds(THREE_LEVELS, events=8))
def test_sealing_loses_nothing_and_nothing_is_followed_twice(projection: Projection, told: list[Arrival]) -> None:
    ledger = Remembered()
    for commit, events in by_commit(told).items():
        ledger.tell(events, known_at(commit))
    rebuild(durable(ledger), projection, THREE_LEVELS)
    before = journal_of(projection, THREE_LEVELS)
    seal(projection, THREE_LEVELS)
    assert follow(durable(ledger), projection, THREE_LEVELS) == 0
    seal(projection, THREE_LEVELS)
    assert differing(THREE_LEVELS, journal_of(projection, THREE_LEVELS), before) == []
