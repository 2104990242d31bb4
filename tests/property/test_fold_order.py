"""Property: what is believed in the end is the same whatever came first, and what was believed depends on nothing later."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peeler.definitions.catalogue import Catalogue, load_only
from peeler.refresh import keeping
from peeler.refresh.keeping import follow, rebuild
from peeler.store.durable import Durable
from peeler.store.projection import Projection
from peeler.terms.clocks import Instant
from tests.oracle.belief import Row, believed, journal
from tests.oracle.effort import effort
from tests.oracle.projected import believed_by, differing, journal_of
from tests.oracle.remembered import Remembered
from tests.oracle.worlds import COMMITS, FIRST_KNOWN, HOUR, Arrival, by_commit, known_at, worlds

THREE_LEVELS: Catalogue = load_only(Path(__file__).resolve().parents[1] / "catalogues" / "three_levels")
CHANCE = st.randoms(use_true_random=True)


@pytest.fixture(scope="module")
def projection() -> Iterator[Projection]:
    """One projection in memory for all examples."""
    made = Projection(None)
    yield made
    made.close()


def durable(remembered: Remembered) -> Durable:
    """The ledger in memory, where the durable file is asked for."""
    return cast(Durable, remembered)


def naive_belief(ledger: Remembered, k: Instant) -> Counter[tuple[str, Row]]:
    """What the oracle believes at ``k``."""
    found = believed(ledger.ledger.told, THREE_LEVELS, k)
    return Counter((one[0], row) for one, rows in found.items() for row in rows)


@effort(5)
@given(worlds(THREE_LEVELS), CHANCE)
def test_any_order_of_arrival_ends_in_the_same_belief(
    projection: Projection, told: list[Arrival], chance: Random
) -> None:
    """Everything arrives twice over, the second time in another order and in other commits, some of it followed."""
    again = [Arrival(event, chance.randrange(COMMITS)) for event, _ in chance.sample(told, len(told))]
    resent = [Arrival(event, COMMITS) for event, _ in chance.sample(told, len(told) // 3)]
    first, second = Remembered(), Remembered()
    for commit, events in by_commit(told).items():
        first.tell(events, known_at(commit))
    rebuild(durable(second), projection, THREE_LEVELS)
    for commit, events in by_commit(sorted([*again, *resent], key=lambda one: one.commit)).items():
        second.tell(events, known_at(commit))
        if chance.random() < 0.3:
            follow(durable(second), projection, THREE_LEVELS)
    follow(durable(second), projection, THREE_LEVELS)
    end = known_at(COMMITS)
    assert differing(THREE_LEVELS, believed_by(projection, THREE_LEVELS, None), naive_belief(second, end)) == []
    assert naive_belief(first, end) == naive_belief(second, end)


@effort(4)
@given(worlds(THREE_LEVELS), st.integers(0, COMMITS - 1))
def test_as_known_is_what_a_rebuild_from_what_was_known_gives(
    projection: Projection, told: list[Arrival], commit: int
) -> None:
    """The whole history as known at a commit, against a history in which nothing came after it."""
    everything, then = Remembered(), Remembered()
    for number, events in by_commit(told).items():
        everything.tell(events, known_at(number))
        if number <= commit:
            then.tell(events, known_at(number))
    rebuild(durable(then), projection, THREE_LEVELS)
    today_then = believed_by(projection, THREE_LEVELS, None)
    rebuild(durable(everything), projection, THREE_LEVELS)
    assert differing(THREE_LEVELS, believed_by(projection, THREE_LEVELS, known_at(commit)), today_then) == []


@effort(4)
@given(worlds(THREE_LEVELS), CHANCE)
def test_a_founding_load_may_know_things_out_of_order(
    projection: Projection, told: list[Arrival], chance: Random
) -> None:
    """A founding load stamps when the source knew (ruling 9), in no order; what follows is known from its commits."""
    ledger = Remembered()
    founding = [event for event, commit in told if commit < 3]
    ledger.found(founding, [Instant(FIRST_KNOWN - chance.randrange(6) * HOUR) for _ in founding])
    rebuild(durable(ledger), projection, THREE_LEVELS)
    for commit, events in by_commit([one for one in told if one.commit >= 3]).items():
        ledger.tell(events, known_at(commit))
        follow(durable(ledger), projection, THREE_LEVELS)
    naive = journal(ledger.ledger.told, THREE_LEVELS)
    assert differing(THREE_LEVELS, journal_of(projection, THREE_LEVELS), naive) == []


@effort(3)
@given(worlds(THREE_LEVELS, events=10), CHANCE)
def test_a_founding_load_that_was_not_folded_is_not_followed_but_rebuilt(
    projection: Projection, told: list[Arrival], chance: Random
) -> None:
    """As after a crash between a founding load and its rebuild: what it brings was known before what is folded."""
    ledger = Remembered()
    rebuild(durable(ledger), projection, THREE_LEVELS)
    for commit, events in by_commit(told).items():
        if commit % 2:
            ledger.found(events, [Instant(FIRST_KNOWN - chance.randrange(6) * HOUR) for _ in events])
        else:
            ledger.tell(events, known_at(commit))
            follow(durable(ledger), projection, THREE_LEVELS)
    follow(durable(ledger), projection, THREE_LEVELS)
    naive = journal(ledger.ledger.told, THREE_LEVELS)
    assert differing(THREE_LEVELS, journal_of(projection, THREE_LEVELS), naive) == []


@effort(4)
@given(worlds(THREE_LEVELS))
def test_a_backlog_is_folded_stretch_by_stretch_and_sealed_where_it_has_grown(
    projection: Projection, told: list[Arrival]
) -> None:
    """A long backlog is followed at once, a few events at a time: the same beliefs, and nothing recent is left unsealed."""
    ledger = Remembered()
    rebuild(durable(ledger), projection, THREE_LEVELS)
    for commit, events in by_commit(told).items():
        ledger.tell(events, known_at(commit))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keeping, "STRETCH", 4)
        patch.setattr(keeping, "SEAL_AT", 1)
        follow(durable(ledger), projection, THREE_LEVELS)
    naive = journal(ledger.ledger.told, THREE_LEVELS)
    assert differing(THREE_LEVELS, journal_of(projection, THREE_LEVELS), naive) == []
    with projection.reading() as reading:
        assert reading.recent == 0
        assert [reading.rows(f'select count(*) from "{name}_recent"') for name in THREE_LEVELS.objects] == [
            [(0,)] for _ in THREE_LEVELS.objects
        ]
