"""Unit: what the ledger tells: events for the fold, what a batch touches, timelines, freshness."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from peeler.store.durable import Durable
from peeler.store.records import SourceFreshness
from peeler.terms.clocks import Instant, parse_instant
from peeler.terms.identifiers import EventId, ObjectId, ObjectType, SourceName
from tests.said import commit, event

CRIME = ObjectType("investigation")


@pytest.fixture
def durable(tmp_path: Path) -> Iterator[Durable]:
    opened = Durable(tmp_path)
    yield opened
    opened.close()


def crime(number: int) -> tuple[ObjectType, ObjectId]:
    return CRIME, ObjectId(f"crime:{number}")


def about(number: int) -> dict[str, Any]:
    return {"about": {"investigation": f"crime:{number}"}}


def rows(table: pa.Table) -> list[dict[str, Any]]:
    return list(table.to_pylist())


def naive(text: str) -> datetime:
    return datetime.fromisoformat(text)


def dead(durable: Durable, *objects: tuple[ObjectType, ObjectId]) -> dict[str, int | None]:
    """{event id and its payload: microseconds at which it was known dead}."""
    events = durable.ledger.hand_over(objects or None).events
    moments = events.column("dead_from").cast(pa.int64()).to_pylist()
    return dict(zip((f"{row['id']}{row['data']}" for row in rows(events)), moments, strict=True))


def test_events_are_handed_over_as_arrow_columns(durable: Durable) -> None:
    commit(durable, event("a", {"n": 1}, at="2024-01-15T10:30", recorded="2024-01-15T11:00"), now=7)
    handed = durable.ledger.hand_over(None)
    assert [f"{field.name} {field.type}" for field in handed.events.schema] == [
        "seq int64", "id string", "type string", "force string", "at timestamp[us]", "precision string",
        "recorded_at timestamp[us]", "known_at timestamp[us]", "dead_from timestamp[us]",
        "source string", "data string", "content string",
    ]  # fmt: skip
    kept = durable.ledger.event(EventId("a"))[0]
    assert rows(handed.events) == [
        {"seq": 1, "id": "a", "type": "investigation.recorded", "force": "derbyshire",
         "at": naive("2024-01-15T10:30"),
         "precision": "instant", "recorded_at": naive("2024-01-15T11:00"),
         "known_at": naive("1970-01-01T00:00:00.000007"), "dead_from": None,
         "source": "rms", "data": '{"n":1}', "content": kept.content.hex()}
    ]  # fmt: skip
    assert rows(handed.namings) == [
        {"seq": 1, "role": "investigation", "object_type": "investigation", "object": "crime:1"}
    ]


def test_an_empty_ledger_hands_over_empty_tables(durable: Durable) -> None:
    for objects in (None, [], [crime(1)]):
        handed = durable.ledger.hand_over(objects)
        assert (handed.events.num_rows, handed.namings.num_rows) == (0, 0)
        assert handed.events.schema.names[0] == handed.namings.schema.names[0] == "seq"


def test_events_of_some_objects_come_with_all_they_name(durable: Durable) -> None:
    both = {"investigation": "crime:1", "incident": ["incident:7", "incident:8"]}
    commit(durable, event("a", about=both), event("b", **about(2)), event("c", about={"incident": "incident:7"}))
    handed = durable.ledger.hand_over([crime(1)])
    assert [row["id"] for row in rows(handed.events)] == ["a"]
    assert {(row["role"], row["object"]) for row in rows(handed.namings)} == {
        ("investigation", "crime:1"), ("incident", "incident:7"), ("incident", "incident:8"),
    }  # fmt: skip


def test_some_and_all_agree(durable: Durable) -> None:
    commit(durable, *(event(f"e{n}", {"n": n}, **about(n % 3), recorded="2024-04-01") for n in range(9)), now=1)
    commit(durable, *(event(f"e{n}", {"n": -n}, **about(n % 2), recorded="2024-04-02") for n in range(0, 9, 2)), now=2)
    commit(durable, event("x", **about(1), replaces=EventId("e3")), now=3)
    everything, some = durable.ledger.hand_over(None), durable.ledger.hand_over([crime(n) for n in range(3)])
    assert rows(some.events) == rows(everything.events)
    key = [("seq", "ascending"), ("role", "ascending")]
    assert rows(some.namings.sort_by(key)) == rows(everything.namings.sort_by(key))


def test_an_object_is_told_of_its_dead_though_the_killer_names_another(durable: Durable) -> None:
    commit(durable, event("a", **about(1)), event("b", **about(1)), now=10)
    commit(
        durable,
        event("fix", **about(2), replaces=EventId("a")),
        event("gone", **about(3), retracts=EventId("b")),
        now=20,
    )
    assert dead(durable, crime(1)) == {"a{}": 20, "b{}": 20}
    assert dead(durable, crime(2)) == {"fix{}": None}


def test_an_object_is_told_of_a_later_version_that_names_another(durable: Durable) -> None:
    commit(durable, event("a", {"n": 1}, **about(1), recorded="2024-04-01"), now=10)
    commit(durable, event("a", {"n": 2}, **about(2), recorded="2024-04-02"), now=20)
    assert dead(durable, crime(1)) == {'a{"n":1}': 20}
    assert dead(durable, crime(2)) == {'a{"n":2}': None}


def test_dead_from_is_the_earliest_of_all_reasons(durable: Durable) -> None:
    commit(durable, event("late", **about(9), retracts=EventId("a")), now=5)
    commit(durable, event("a", {"n": 1}, recorded="2024-04-01"), now=10)
    commit(durable, event("a", {"n": 3}, recorded="2024-04-03"), now=20)
    commit(durable, event("a", {"n": 2}, recorded="2024-04-02"), now=30)
    assert dead(durable)["late{}"] is None
    assert [dead(durable, crime(1))[f'a{{"n":{n}}}'] for n in (1, 2, 3)] == [5, 5, 5]


def test_of_three_versions_each_dies_with_the_first_later_one_known(durable: Durable) -> None:
    for now, n in [(10, 1), (20, 3), (30, 2)]:
        commit(durable, event("a", {"n": n}, recorded=f"2024-04-0{n}"), now=now)
    assert dead(durable) == {'a{"n":1}': 20, 'a{"n":3}': None, 'a{"n":2}': 20}


def test_a_batch_touches_what_its_events_name_replace_retract_or_succeed(durable: Durable) -> None:
    old = [event("a", **about(1)), event("b", **about(2)), event("c", {"n": 1}, **about(3), recorded="2024-04-01")]
    commit(durable, *old, event("d", **about(4)))
    seq = durable.ledger.last_sequence()
    assert durable.ledger.touched_since(seq) == []
    commit(durable, event("x", **about(5), replaces=EventId("a")), event("y", **about(6), retracts=EventId("b")))
    commit(durable, event("c", {"n": 2}, **about(7), recorded="2024-04-02"))
    assert durable.ledger.touched_since(seq) == [crime(n) for n in (1, 2, 3, 5, 6, 7)]
    assert durable.ledger.touched_since(0) == [crime(n) for n in range(1, 8)]


def test_a_timeline_runs_in_the_order_of_effect_with_the_unplaced_last(durable: Durable) -> None:
    dates = [("c", "2024-03-01"), ("a", "2024-01-01"), ("u", None), ("b", "2024-02-01")]
    commit(durable, *(event(name, at=at) for name, at in dates), event("other", **about(2)))
    assert [kept.event.id for kept in durable.ledger.timeline(*crime(1))] == ["a", "b", "c", "u"]
    assert [kept.event.id for kept in durable.ledger.unplaced()] == ["u"]


def test_an_event_is_read_back_as_it_was_said(durable: Durable) -> None:
    said = event("a", {"n": 1}, about={"incident": ["incident:7"], "investigation": "crime:1"}, actor="officer:1",
                 recorded="2024-04-01", replaces=EventId("b"))  # fmt: skip
    commit(durable, said)
    assert durable.ledger.event(EventId("a"))[0].event == said
    assert durable.ledger.event(EventId("b")) == []


def test_counts_tell_the_dead_from_the_living(durable: Durable) -> None:
    commit(
        durable, event("a"), event("b", at=None), event("x", replaces=EventId("a")), event("y", retracts=EventId("?"))
    )
    commit(durable, event("c", {"n": 1}, recorded="2024-04-01"), event("c", {"n": 2}, recorded="2024-04-02"))
    assert durable.ledger.counts()._asdict() == {"events": 6, "dead": 2, "unplaced": 1, "commits": 2}


def test_each_source_is_as_fresh_as_what_it_last_said(durable: Durable) -> None:
    command = SourceName("command")
    commit(durable, event("a", at="2024-05-01"), event("b", at=None), event("c", source=command, at=None), now=10)
    commit(durable, event("d", at="2024-04-01"), now=20)
    assert durable.ledger.source_freshness() == [
        SourceFreshness(command, Instant(10), None, 1),
        SourceFreshness(SourceName("rms"), Instant(20), parse_instant("2024-05-01T00:00"), 3),
    ]
