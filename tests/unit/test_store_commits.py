"""Unit: a commit is kept whole or not at all, and stamps when things became known (ruling 9)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from peeler.store.durable import Durable
from peeler.store.records import ACCEPTED, FileAccount, Quarantined
from peeler.terms.clocks import Instant, end_of_day, parse_day, parse_instant
from peeler.terms.errors import RequestError
from peeler.terms.identifiers import EventId, SourceName
from tests.said import RMS, commit, event


@pytest.fixture
def durable(tmp_path: Path) -> Iterator[Durable]:
    opened = Durable(tmp_path)
    yield opened
    opened.close()


def known_at(durable: Durable, event_id: str) -> int:
    return durable.ledger.event(EventId(event_id))[0].known_at


def test_what_was_committed_is_there_after_opening_again(tmp_path: Path) -> None:
    durable = Durable(tmp_path)
    commit(durable, event("a"), now=5)
    durable.close()
    again = Durable(tmp_path)
    assert (again.ledger.last_sequence(), known_at(again, "a")) == (1, 5)
    assert again.ledger.check_chain() == []
    again.close()


def test_an_exception_leaves_nothing(durable: Durable) -> None:
    def fail() -> None:
        with durable.commit(now=Instant(5), founding=False) as opened:
            opened.accept([event("a")])
            opened.quarantine([Quarantined(RMS, "f.csv", 2, "no date", "x")])
            opened.account(FileAccount(RMS, "f.csv", "t", 1, 1, 0, 0, 0, ""))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert (durable.ledger.last_sequence(), durable.quarantined.every(), durable.accounts.every()) == (0, [], [])
    assert durable.ledger.last_commit() is None
    assert commit(durable, event("a"), now=5) == [ACCEPTED]


def test_a_commit_cannot_be_used_once_it_has_ended(durable: Durable) -> None:
    with durable.commit(now=Instant(5), founding=False) as opened:
        pass
    with pytest.raises(RuntimeError, match="has ended"):
        opened.accept([event("a")])


def test_known_at_is_the_commit_and_never_goes_back(durable: Durable) -> None:
    for name, now in [("a", 100), ("b", 100), ("c", 7), ("d", 200)]:
        commit(durable, event(name, recorded="2024-04-01T10:00"), now=now)
    assert [known_at(durable, name) for name in "abcd"] == [100, 101, 102, 200]


def test_a_commit_without_events_moves_the_clock_too(durable: Durable) -> None:
    commit(durable, now=100)
    commit(durable, event("a"), now=50)
    assert known_at(durable, "a") == 101


def test_a_founding_load_knows_what_its_source_knew(durable: Durable) -> None:
    now = parse_instant("2024-04-03T12:00")
    summer = event("a", recorded="2024-04-01T23:30")
    future, silent = event("b", recorded="2030-01-01"), event("c")
    commit(durable, summer, future, silent, now=now, founding=True)
    assert known_at(durable, "a") == end_of_day(parse_day("2024-04-01"))
    assert (known_at(durable, "b"), known_at(durable, "c")) == (now, now)


@pytest.mark.parametrize("day", ["2024-03-30", "2024-03-31", "2024-06-15", "2024-10-27", "1970-06-01", "1941-07-01"])
def test_the_end_of_the_london_day_is_right_whatever_the_season(durable: Durable, day: str) -> None:
    moments = [f"{day}T00:00", f"{day}T12:00", f"{day}T23:59:59"]
    events = [event(str(number), recorded=moment) for number, moment in enumerate(moments)]
    commit(durable, *events, now=parse_instant("2025-01-01T00:00"), founding=True)
    assert {known_at(durable, str(number)) for number in range(3)} == {end_of_day(parse_day(day))}


def test_history_cannot_be_founded_once_live(durable: Durable) -> None:
    commit(durable, event("a"), founding=True)
    assert not durable.live
    durable.go_live()
    durable.go_live()
    assert durable.live
    with pytest.raises(RequestError, match="history cannot be founded any more"):
        commit(durable, event("b"), founding=True)
    assert commit(durable, event("b")) == [ACCEPTED]


def test_commits_are_listed_from_an_event_on(durable: Durable) -> None:
    commit(durable, event("a"), event("b"), now=10)
    commit(durable, now=11)
    commit(durable, event("c"), now=12, founding=True)
    found = [(c.number, c.known_at, c.founding, c.first, c.last, c.events) for c in durable.ledger.commits_since(1)]
    assert found == [(1, 10, False, 1, 2, 2), (3, 12, True, 3, 3, 1)]
    assert [c.number for c in durable.ledger.commits_since(2)] == [3]
    last = durable.ledger.last_commit()
    assert last is not None
    assert last.number == 3


def test_the_account_of_a_file_must_add_up() -> None:
    with pytest.raises(ValueError, match="read is not"):
        FileAccount(SourceName("rms"), "f.csv", "t", 3, 1, 0, 1, 0, "")


def test_accounts_are_kept_with_their_moment(durable: Durable) -> None:
    first = FileAccount(RMS, "f.csv", "t", 3, 1, 1, 1, 0, "2024-04")
    second = FileAccount(RMS, "f.csv", "t", 3, 0, 2, 1, 0, "2024-04")
    for now, account in [(5, first), (6, second)]:
        with durable.commit(now=Instant(now), founding=False) as opened:
            opened.account(account)
    assert [(entry.known_at, entry.account) for entry in durable.accounts.every()] == [(5, first), (6, second)]
    assert [entry.account for entry in durable.accounts.latest()] == [second]
    assert durable.accounts.check() == []
