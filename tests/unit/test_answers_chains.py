"""Unit: the chains are checked beside the answers; a page shows the last check and its moment, and never waits for it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Event, Thread

import pytest

from peeler.answers import chains
from peeler.answers.chains import HOUR, ChainCheck, last_check
from peeler.answers.desk import Desk
from peeler.answers.health import HealthAnswer, health
from peeler.store.durable import Durable
from peeler.store.ledger import Ledger
from peeler.store.projection import Projection
from peeler.terms.clocks import Instant
from peeler.web.asking import Desks
from tests.journeys.visiting import visit_as
from tests.property.made_journals import CATALOGUE, KNOWN, LOCAL, NOW, desk_at, event_of, fill

MANY = chains.AT_ONCE + 1


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    durable, projection = Durable(tmp_path_factory.mktemp("durable")), Projection(None)
    with durable.commit(now=KNOWN[0], founding=False) as commit:
        commit.accept([event_of("e1", "case.opened", KNOWN[0], "case:1")])
    fill(projection, [], None)
    yield desk_at(durable, projection)
    projection.close()
    durable.close()


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """The checks begun beside answers, for a ledger of which all is too much to check at once."""
    found: list[Callable[[], None]] = []
    monkeypatch.setattr(chains, "AT_ONCE", 0)
    monkeypatch.setattr(chains.last_check, "__kwdefaults__", {"begin": found.append})
    return found


def later(desk: Desk, microseconds: int) -> Desk:
    return replace(desk, now=Instant(desk.now + microseconds))


def shown(answer: HealthAnswer) -> tuple[object, ...]:
    return answer.chain, answer.access_chain, answer.checked_at, answer.checked_to


def test_a_small_ledger_is_checked_at_once(desk: Desk) -> None:
    assert shown(health(desk, LOCAL)) == ((), (), desk.now, 1)


def test_nobody_waits_for_the_check_of_a_large_one(desk: Desk, begun: list[Callable[[], None]]) -> None:
    assert shown(health(desk, LOCAL)) == ((), (), None, 0)
    assert len(begun) == 1
    begun.pop()()
    for age in (0, HOUR - 1):
        assert shown(health(later(desk, age), LOCAL)) == ((), (), desk.now, 1)
    assert begun == []
    after = later(desk, HOUR)
    assert health(after, LOCAL).checked_at == desk.now
    begun.pop()()
    assert health(after, LOCAL).checked_at == after.now


def test_the_page_says_when_and_what_and_never_that_all_is_well_before(
    desk: Desk, begun: list[Callable[[], None]]
) -> None:
    behind = Desks(CATALOGUE, lambda: desk, False)
    before = visit_as(behind, LOCAL, "/health").text
    assert before.count("Being checked just now: look again in a moment") == 2
    assert "the chain of records is whole" not in before
    begun.pop()()
    after = visit_as(behind, LOCAL, "/health").text
    assert "Whole when last checked, 15 June 2024" in after
    assert "to event 1: no record had been changed" in after


def test_what_is_wrong_is_found_and_shown(desk: Desk, begun: list[Callable[[], None]]) -> None:
    with desk.durable.connections.writing() as connection:
        connection.execute("update event set data = '{}', force = 'elsewhere'")
    health(desk, LOCAL)
    begun.pop()()
    answer = health(desk, LOCAL)
    assert any("is not as it was accepted" in problem for problem in answer.chain)
    assert set(answer.chain) <= set(answer.problems)


def test_a_check_that_cannot_be_made_is_a_problem(
    desk: Desk, begun: list[Callable[[], None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: Ledger) -> list[str]:
        raise OSError("no such disk")

    monkeypatch.setattr(Ledger, "check_chain", broken)
    health(desk, LOCAL)
    begun.pop()()
    assert health(desk, LOCAL).problems[0] == "the chains could not be checked (OSError); run peeler verify"


def test_only_one_check_is_made_at_a_time_and_one_just_made_is_not_made_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    durable, inside, gate = desk.durable, Event(), Event()
    begun: list[Callable[[], None]] = []
    calls: list[Instant] = []

    def slow(_durable: Durable, now: Instant) -> ChainCheck:
        calls.append(now)
        inside.set()
        assert gate.wait(30)
        return ChainCheck(now, 1, (), ())

    monkeypatch.setattr(chains, "checked", slow)
    for _ in range(3):
        assert last_check(durable, NOW, MANY, begin=begun.append) is None
    first = Thread(target=begun[0])
    first.start()
    assert inside.wait(30)
    begun[1]()
    gate.set()
    first.join(30)
    begun[2]()
    assert calls == [NOW]
