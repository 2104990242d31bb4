"""Unit: the hash chains notice whatever is changed, lost or slipped in behind the ledger's back."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from peeler.store.durable import Durable
from peeler.terms.clocks import Instant
from tests.said import commit, described, erase, event


@pytest.fixture
def durable(tmp_path: Path) -> Iterator[Durable]:
    opened = Durable(tmp_path)
    commit(opened, event("a", {"n": 1}, recorded="2024-04-01"), event("b", about={"incident": "incident:7"}), now=10)
    commit(opened, now=11)
    commit(opened, event("c", replaces="a"), described("d", "person:rms/1", "Ada Lovelace"), now=20)
    yield opened
    opened.close()


def tamper(folder: Path, statement: str) -> None:
    """Changes the file as somebody with another tool would."""
    connection = sqlite3.connect(folder / "peeler.db", isolation_level=None)
    connection.create_function("short_of", 1, lambda _: 0, deterministic=True)
    connection.execute(statement)
    connection.close()


def test_an_untouched_ledger_has_no_problems(durable: Durable) -> None:
    assert durable.ledger.check_chain() == []


def test_an_erasure_breaks_no_chain(durable: Durable) -> None:
    erase(durable, "person:rms/1")
    assert durable.ledger.check_chain() == []


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("update event set data = '{\"n\":2}' where seq = 1", "event 1 (a) is not as it was accepted"),
        ("update event set at = at + 1 where seq = 1", "event 1 (a) is not as it was accepted"),
        ("update event set replaces = null where seq = 3", "event 3 (c) is not as it was accepted"),
        (
            "update event set known_at = 9 where seq = 1",
            "commit 1: its link of the chain does not follow from its events",
        ),
        ("update event set content = zeroblob(16) where seq = 2", "commit 1: its link of the chain does not follow"),
        ("delete from event where seq = 2", "commit 1: 1 of 2 events are there"),
        ("delete from ledger_commit where number = 1", "commit 2 does not follow the commit kept before it"),
        ("update ledger_commit set known_at = 15 where number = 1", "commit 1: its link of the chain does not follow"),
        (
            "update ledger_commit set known_at = 25 where number = 2",
            "commit 3 does not follow the commit kept before it",
        ),
        ("delete from ledger_commit where number = 3", "2 events belong to no commit"),
        ("update event set row = 99 where seq = 1", "event: rows that belong to something which is not there"),
        ("delete from naming where object = 'incident:7'", "the object index does not say what the events say"),
        ("update naming set object_type = 'stop' where seq = 2", "the object index does not say what the events say"),
        ("update event set content = zeroblob(16), data = '{}' where seq = 1", "event 1 (a) is not as it was accepted"),
    ],
)
def test_tampering_is_told_in_words(durable: Durable, tmp_path: Path, statement: str, problem: str) -> None:
    tamper(tmp_path, statement)
    assert any(said.startswith(problem) for said in durable.ledger.check_chain()), durable.ledger.check_chain()


def test_at_most_twenty_problems_are_told(durable: Durable, tmp_path: Path) -> None:
    commit(durable, *(event(f"e{n}") for n in range(50)), now=30)
    tamper(tmp_path, "update event set force = 'kent'")
    assert len(durable.ledger.check_chain()) == 20


def test_the_access_log_is_a_chain_of_its_own(durable: Durable, tmp_path: Path) -> None:
    for number in range(4):
        assert durable.access.note("ada", {"show": f"crime:{number}"}, at=Instant(number)) == number + 1
    first = durable.access.every()[0]
    assert (first.viewer, first.question) == ("ada", '{"show":"crime:0"}')
    assert durable.access.check_chain() == []
    tamper(tmp_path, "update access set viewer = 'eve' where number = 2")
    assert durable.access.check_chain() == ["access log: row 2 is not as it was written"]
    tamper(tmp_path, "delete from access where number = 2")
    assert durable.access.check_chain() == ["access log: rows 2 to 2 are missing"]
