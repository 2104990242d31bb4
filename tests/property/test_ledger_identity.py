"""Property: the same facts stand in whatever order versions, corrections and retractions arrive (ruling 2)."""

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from peeler.store.durable import Durable
from peeler.store.records import Refused
from peeler.terms.events import Event
from peeler.terms.identifiers import EventId
from tests.said import commit, event, living

IDS = ["a", "b", "c", "d", "e"]
MOMENTS = [None, "2024-04-01T10:00", "2024-04-01T10:00:01", "2024-04-02T10:00"]


@st.composite
def facts(draw: st.DrawFn) -> list[Event]:
    """Events without a conflict: an id has one content, or every version of it says when it was recorded."""
    said: list[Event] = []
    for event_id in draw(st.lists(st.sampled_from(IDS), min_size=1, unique=True)):
        versions = draw(st.integers(1, 3))
        for n in range(versions):
            recorded = draw(st.sampled_from(MOMENTS if versions == 1 else MOMENTS[1:]))
            word = draw(st.sampled_from([None, None, "replaces", "retracts"]))
            named = {word: EventId(draw(st.sampled_from([i for i in IDS if i != event_id])))} if word else {}
            about = {"investigation": f"crime:{draw(st.integers(1, 3))}"}
            said.append(event(event_id, {"n": n}, about=about, recorded=recorded, **named))
    return said


@st.composite
def arrivals(draw: st.DrawFn) -> tuple[list[Event], list[list[Event]]]:
    """Facts, and an order in which they arrive: some twice, cut into commits anywhere."""
    said = draw(facts())
    again = draw(st.lists(st.sampled_from(said), max_size=4))
    order = draw(st.permutations([*said, *again]))
    cuts = sorted({0, len(order), *draw(st.lists(st.integers(0, len(order)), max_size=4))})
    return said, [order[start:end] for start, end in pairwise(cuts)]


def standing(said: list[Event]) -> set[tuple[str, str]]:
    """The (id, payload) that must stand, read straight from the ruling."""
    dead = {named for each in said for named in (each.replaces, each.retracts)}
    last: dict[str, Event] = {}
    for each in said:
        other = last.get(each.id)
        if other is None or (each.recorded_at or 0) > (other.recorded_at or 0):
            last[each.id] = each
    return {(event_id, each.data) for event_id, each in last.items() if event_id not in dead}


@settings(max_examples=60, deadline=None)
@given(arrivals())
def test_any_order_of_arrival_leaves_the_same_standing(arrived: tuple[list[Event], list[list[Event]]]) -> None:
    said, commits = arrived
    with TemporaryDirectory() as here, TemporaryDirectory() as there:
        found = []
        for folder, batches in [(here, commits), (there, [said])]:
            durable = Durable(Path(folder))
            for now, batch in enumerate(batches):
                assert not any(isinstance(fate, Refused) for fate in commit(durable, *batch, now=now))
            assert durable.ledger.check_chain() == []
            assert durable.ledger.counts().events == len(set(said))
            found.append(living(durable))
            durable.close()
        assert found[0] == found[1]


@settings(max_examples=60, deadline=None)
@given(arrivals())
def test_what_stands_is_what_the_ruling_says(arrived: tuple[list[Event], list[list[Event]]]) -> None:
    said, commits = arrived
    times = [each.recorded_at for each in said]
    with TemporaryDirectory() as folder:
        durable = Durable(Path(folder))
        for now, batch in enumerate(commits):
            commit(durable, *batch, now=now)
        found = {
            (row["id"], row["data"])
            for row in durable.ledger.hand_over(None).events.to_pylist()
            if row["dead_from"] is None
        }
        expected = standing(said)
        if len({(each.id, each.recorded_at) for each in said}) == len(times):
            assert found == expected
        assert {event_id for event_id, _ in found} == {event_id for event_id, _ in expected}
        durable.close()


@settings(max_examples=60, deadline=None)
@given(arrivals())
def test_dead_from_is_known_from_what_had_arrived(arrived: tuple[list[Event], list[list[Event]]]) -> None:
    """Cut the history anywhere: what dead_from says of then is what a ledger that ended there would say."""
    _, commits = arrived
    with TemporaryDirectory() as folder:
        durable = Durable(Path(folder))
        stood = []
        for now, batch in enumerate(commits):
            commit(durable, *batch, now=now)
            stood.append(living(durable))
        rows = durable.ledger.hand_over(None).events.to_pylist()
        durable.close()
    for now, expected in enumerate(stood):
        known = [row for row in rows if row["known_at"].microsecond <= now]
        alive = [row for row in known if row["dead_from"] is None or row["dead_from"].microsecond > now]
        assert {(row["id"], row["content"]) for row in alive} == expected
