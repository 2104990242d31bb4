"""Unit: definitions by hash and decisions by whoever made them are kept for good."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from peeler.store.durable import Durable
from peeler.store.records import Decision, KeptDefinition
from peeler.terms.clocks import Instant


@pytest.fixture
def durable(tmp_path: Path) -> Iterator[Durable]:
    opened = Durable(tmp_path)
    yield opened
    opened.close()


def test_a_definition_is_kept_once_by_its_hash(durable: Durable) -> None:
    first, second = ("aa", "measure", "stops", "title: Stops"), ("bb", "measure", "stops", "title: All stops")
    assert durable.kept.keep([first, first], now=Instant(5)) == 1
    assert durable.kept.keep([first, second], now=Instant(6)) == 1
    assert durable.kept.get("aa") == KeptDefinition(*first, Instant(5))
    assert [kept.hash for kept in durable.kept.versions("measure", "stops")] == ["aa", "bb"]
    assert durable.kept.get("cc") is None
    assert durable.kept.versions("object", "stops") == []


def test_decisions_are_kept_in_order(durable: Durable) -> None:
    decisions = [Decision("confirm", "ada", "2024-01-kent-street.csv", "re-issued", {"withdrawn": 9}),
                 Decision("erase", "eve", "person:rms/1", "asked")]  # fmt: skip
    for now, decision in enumerate(decisions):
        with durable.commit(now=Instant(now), founding=False) as opened:
            opened.decide(decision)
    assert [(entry.number, entry.known_at, entry.decision) for entry in durable.decided.every()] == [
        (1, 0, decisions[0]),
        (2, 1, decisions[1]),
    ]
