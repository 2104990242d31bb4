"""Unit: which event is new, which a version of one known, which seen before, and which is refused (ruling 2)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from peeler.store.durable import Durable
from peeler.store.records import ACCEPTED, DUPLICATE, Refused
from peeler.terms.clocks import Instant, parse_moment
from peeler.terms.events import PersonalValue
from peeler.terms.identifiers import EventId, ObjectId
from tests.said import commit, described, event, living

FIRST, LATER = "2024-04-01T10:00", "2024-04-02T10:00"


@pytest.fixture
def durable(tmp_path: Path) -> Iterator[Durable]:
    opened = Durable(tmp_path)
    yield opened
    opened.close()


def test_the_same_event_again_changes_nothing(durable: Durable) -> None:
    assert commit(durable, event("a")) == [ACCEPTED]
    assert commit(durable, event("a")) == [DUPLICATE]
    assert durable.ledger.counts().events == 1


def test_the_same_event_twice_in_one_batch_is_taken_once(durable: Durable) -> None:
    assert commit(durable, event("a"), event("b"), event("a")) == [ACCEPTED, ACCEPTED, DUPLICATE]


def test_the_same_event_in_two_batches_of_one_commit_is_taken_once(durable: Durable) -> None:
    with durable.commit(now=Instant(0), founding=False) as opened:
        assert [opened.accept([event("a")]), opened.accept([event("a")])] == [[ACCEPTED], [DUPLICATE]]


def test_a_later_recording_of_an_id_is_a_correction_of_it(durable: Durable) -> None:
    first, later = event("a", {"n": 1}, recorded=FIRST), event("a", {"n": 2}, recorded=LATER)
    assert commit(durable, first, later) == [ACCEPTED, ACCEPTED]
    assert [(kept.event.data, kept.dead_from is None) for kept in durable.ledger.event(EventId("a"))] == [
        ('{"n":1}', False),
        ('{"n":2}', True),
    ]


def test_the_last_recorded_stands_even_if_it_arrived_first(durable: Durable) -> None:
    commit(durable, event("a", {"n": 2}, recorded=LATER))
    commit(durable, event("a", {"n": 1}, recorded=FIRST))
    assert durable.ledger.event(EventId("a"))[-1].event.data == '{"n":2}'
    assert len(living(durable)) == 1


def test_without_recorded_at_other_content_is_refused_by_name(durable: Durable) -> None:
    commit(durable, event("a", {"n": 1}))
    fate = commit(durable, event("a", {"n": 2}))[0]
    assert fate == Refused("the same id with other content and no recorded_at; use replaces")
    assert len(living(durable)) == 1


def test_a_version_with_recorded_at_follows_one_without(durable: Durable) -> None:
    commit(durable, event("a", {"n": 1}))
    assert commit(durable, event("a", {"n": 2}, recorded=FIRST)) == [ACCEPTED]
    assert durable.ledger.event(EventId("a"))[-1].event.data == '{"n":2}'


@pytest.mark.parametrize("word", ["replaces", "retracts"])
def test_what_is_named_is_dead_for_good_whatever_came_first(durable: Durable, word: str) -> None:
    naming: dict[str, Any] = {word: EventId("a")}
    commit(durable, event("fix")._replace(**naming))
    commit(durable, event("a", {"n": 1}, recorded=FIRST))
    commit(durable, event("a", {"n": 2}, recorded=LATER))
    assert [kept.dead_from is None for kept in durable.ledger.event(EventId("a"))] == [False, False]
    assert {event_id for event_id, _ in living(durable)} == {"fix"}


def test_a_correction_that_is_itself_retracted_still_kills(durable: Durable) -> None:
    commit(durable, event("a"), event("fix", replaces=EventId("a")), event("undo", retracts=EventId("fix")))
    assert {event_id for event_id, _ in living(durable)} == {"undo"}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"replaces": EventId("x"), "retracts": EventId("y")}, "an event may replace another or retract it, not both"),
        ({"replaces": EventId("a")}, "an event may not replace or retract itself"),
        ({"retracts": EventId("a")}, "an event may not replace or retract itself"),
        ({"objects": ()}, "an event is about at least one object"),
        ({"actor": "\ud800"}, "text that is not Unicode"),
    ],
)
def test_what_makes_no_sense_is_refused(durable: Durable, words: dict[str, Any], reason: str) -> None:
    assert commit(durable, event("a")._replace(**words)) == [Refused(reason)]
    assert durable.ledger.last_sequence() == 0


def test_every_part_of_what_a_source_says_is_content(durable: Durable) -> None:
    said = event("a", {"n": 1}, recorded=FIRST)
    changes: list[dict[str, Any]] = [
        {"type": "investigation.filed"}, {"force": "kent"}, {"at": None, "precision": "unknown"}, {"precision": "day"},
        {"recorded_at": parse_moment(LATER, edge="start")}, {"source": "other"}, {"actor": "officer:1"}, {"data": "{}"},
        {"objects": event("a", about={"investigation": "crime:2"}).objects}, {"replaces": "b"}, {"retracts": "b"},
    ]  # fmt: skip
    versions = [said, *(said._replace(**change) for change in changes)]
    assert commit(durable, *versions) == [ACCEPTED] * len(versions)
    assert len({kept.content for kept in durable.ledger.event(EventId("a"))}) == len(versions)


def test_the_kept_row_and_the_order_of_objects_are_not_content(durable: Durable) -> None:
    said = event("a", about={"investigation": ["crime:1", "crime:2"]})
    with durable.commit(now=Instant(0), founding=False) as opened:
        numbers = opened.keep_rows([])
        assert numbers == []
        assert opened.accept([said, said._replace(objects=said.objects[::-1])]) == [ACCEPTED, DUPLICATE]


def test_personal_values_are_content_by_their_marks(durable: Durable) -> None:
    assert commit(durable, described("a", "person:rms/1", "Ada"), described("a", "person:rms/1", "Ada")) == [
        ACCEPTED,
        DUPLICATE,
    ]
    assert isinstance(commit(durable, described("a", "person:rms/1", "Eve"))[0], Refused)


def test_a_field_told_of_several_subjects_is_one_mark_whatever_their_order(durable: Durable) -> None:
    values = tuple(PersonalValue("text", ObjectId(f"person:rms/{n}"), f"note {n}") for n in (1, 2))
    assert commit(durable, event("a", personal=values), event("a", personal=values[::-1])) == [ACCEPTED, DUPLICATE]


def test_ids_that_share_a_place_in_the_index_stay_apart(durable: Durable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peeler.store.acceptance.short_of", lambda _: 7)
    assert commit(durable, event("a")) == [ACCEPTED]
    assert commit(durable, event("b"), event("a")) == [ACCEPTED, DUPLICATE]
