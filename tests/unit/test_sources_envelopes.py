"""Envelopes: what is taken, what is refused, and by which name."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from peeler.sources.envelopes import envelope_reader, read_envelope
from peeler.sources.lines import Line, LineRefused, parse_line
from peeler.terms.clocks import parse_instant
from peeler.terms.events import Event, Naming, PersonalValue
from tests.loaded import CATALOGUE

READER = envelope_reader(CATALOGUE, "event_lines", None)
GOOD: dict[str, Any] = {
    "id": "rms:CR/000123/19#7", "type": "investigation.supervised", "force": "northmoor",
    "at": "2019-06-03T10:15:00+01:00", "precision": "instant", "recorded_at": "2019-06-03T10:20:11+01:00",
    "source": "rms", "actor": "officer:1234", "objects": {"investigation": "crime:CR/000123/19"},
    "data": {"kind": "review", "text": "Invented words", "direction": {"value": True, "judged_by": "source"}},
}  # fmt: skip


def read(envelope: dict[str, Any]) -> Event:
    return read_envelope(READER, parse_line(Line(1, json.dumps(envelope).encode(), whole=True)))


def test_an_envelope_becomes_an_event_whose_personal_words_are_apart() -> None:
    event = read(GOOD)
    assert event.data == '{"direction":{"judged_by":"source","value":true},"kind":"review"}'
    assert event.personal == (PersonalValue("text", "crime:CR/000123/19", "Invented words"),)  # type: ignore[arg-type]
    assert event.objects == (Naming("investigation", "investigation", "crime:CR/000123/19"),)  # type: ignore[arg-type]
    assert event.at == parse_instant("2019-06-03T09:15:00+00:00")
    assert (event.source, event.actor, event.replaces, event.row) == ("rms", "officer:1234", None, None)


DRAWN: dict[str, Any] = {
    "id": "review:1", "type": "review.drawn", "force": "northmoor", "at": "2019-06-03T10:15:00+01:00", "source": "audit",
}  # fmt: skip


def test_a_word_for_one_of_several_roles_is_read_by_the_kind_of_reference() -> None:
    by_word = read({**DRAWN, "objects": {"review": "review:1", "of": "crime:1"}})
    by_role = read({**DRAWN, "objects": {"review": "review:1", "investigation": "crime:1"}})
    assert by_word.objects == by_role.objects
    assert [tuple(named) for named in by_word.objects] == [
        ("investigation", "investigation", "crime:1"),
        ("review", "review", "review:1"),
    ]
    assert read({**DRAWN, "objects": {"review": "review:1", "of": "ppn:1"}}).objects[1].object_type == "risk_assessment"


@pytest.mark.parametrize(
    ("objects", "reason"),
    [
        ({"of": "custody:1"}, "'of' names a custody:, and may name crime:, incident:"),
        ({"of": ["crime:1", "crime:2"]}, "a review belongs to one investigation at most"),
        ({"of": "crime:1", "investigation": "crime:2"}, "a review belongs to one investigation at most"),
        ({"off": "crime:1"}, "unknown role 'off' of review.drawn; did you mean 'of'?"),
    ],
)
def test_a_word_that_may_mean_no_such_object_is_refused(objects: dict[str, Any], reason: str) -> None:
    with pytest.raises(LineRefused) as refused:
        read({**DRAWN, "objects": {"review": "review:1", **objects}})
    assert reason in str(refused.value)


def without(key: str) -> Callable[[], dict[str, Any]]:
    return lambda: {name: value for name, value in GOOD.items() if name != key}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"known_at": "2024-01-01"}, "unknown key 'known_at'"),
        ({"type": "investigation.supervise"}, "did you mean 'investigation.supervised'?"),
        (
            {"objects": {"investigaton": "crime:1"}},
            "unknown role 'investigaton' of investigation.supervised; did you mean",
        ),
        ({"objects": {}}, "names no investigation"),
        ({"objects": {"investigation": "1234"}}, "KIND:REFERENCE"),
        ({"objects": "crime:1"}, "an object of roles"),
        ({"data": {"knd": "review"}}, "unknown field 'knd' of investigation.supervised; did you mean 'kind'?"),
        ({"data": {"kind": "Invented words"}}, "field 'kind' is none of its words; known: closure, initial, review"),
        ({"data": {"text": 7}}, "field 'text' is not a text"),
        ({"at": None}, "'at' is not given"),
        ({"at": "2024-01-01"}, "'at' is not a time such as"),
        ({"precision": "hour"}, "'precision' is one of instant, day, month, unknown"),
        ({"recorded_at": "soon"}, "'recorded_at' is not a time"),
        ({"id": ""}, "'id' is not given"),
        ({"id": "a" * 300}, "an event's id"),
        ({"force": "North Moor"}, "a force's key"),
        ({"force": None}, "the workspace has none of its own"),
        ({"source": "My System"}, "'source' is a system's key"),
        ({"actor": "1234"}, "'actor' is who did it"),
        ({"replaces": 7}, "'replaces' is not text"),
    ],
)
def test_what_is_not_understood_is_refused_by_name_without_its_words(changed: dict[str, Any], reason: str) -> None:
    with pytest.raises(LineRefused) as refused:
        read({**GOOD, **changed})
    assert reason in str(refused.value)
    assert "Invented" not in str(refused.value)


def test_a_time_without_precision_is_as_exact_as_it_is_written() -> None:
    envelope = without("precision")()
    for at, precision in (("2024-03", "month"), ("2024-03-01", "day"), ("2024-03-01T09:00", "instant")):
        assert read({**envelope, "at": at}).precision == precision
    unplaced = read({**envelope, "at": None, "precision": "unknown"})
    assert (unplaced.at, unplaced.precision) == (None, "unknown")


def test_a_retraction_needs_no_time() -> None:
    event = read({**GOOD, "id": "r", "at": None, "precision": None, "data": {}, "retracts": GOOD["id"]})
    assert (event.retracts, event.at, event.data) == (GOOD["id"], None, "{}")


def test_an_owner_is_one_at_most_and_ids_of_a_role_are_sorted_and_told_once() -> None:
    recorded = {**GOOD, "type": "investigation.recorded", "data": {}}
    two = {"investigation": "crime:1", "publication": ["publication:a/1", "publication:a/2"]}
    with pytest.raises(LineRefused, match="belongs to one publication at most"):
        read({**recorded, "objects": two})
    several = {"investigation": "crime:1", "incident": ["incident:2", "incident:1", "incident:2"]}
    assert [one.object for one in read({**recorded, "objects": several}).objects] == [
        "incident:1",
        "incident:2",
        "crime:1",
    ]


def test_equal_envelopes_are_equal_events_however_they_are_written() -> None:
    turned = dict(reversed([*GOOD.items()]))
    turned["at"], turned["data"] = "2019-06-03T09:15:00Z", dict(reversed([*GOOD["data"].items()]))
    assert read(turned) == read(GOOD)
