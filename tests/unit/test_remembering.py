"""Unit: the same question of the same versions runs one query, however many ask it at once (ruling 24)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier, Event
from typing import Any

import pytest

from peeler.answers.desk import Desk
from peeler.answers.measure import MeasureQuestion, measure
from peeler.answers.measure_json import measure_json
from peeler.answers.remembering import MOST_ANSWERS, Memory, Rows, memory_of
from peeler.store.durable import Durable
from peeler.store.projection import Projection, Reading
from peeler.terms.clocks import FOREVER, Instant
from tests.property.made_journals import KNOWN, LOCAL, Signed, State, at, desk_at, fill

ASKERS = 20
QUESTION = MeasureQuestion("open_cases", by=("team",))
OPENED = at("2024-03-04T10:00")
CASES = [
    State(f"case:{n}", "case.opened", f"{n}#0", OPENED, FOREVER, True, opened_at=OPENED, kind="theft") for n in range(3)
]


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    durable, projection = Durable(tmp_path_factory.mktemp("durable")), Projection(None)
    fill(projection, [Signed(case, 1, KNOWN[0]) for case in CASES], None)
    yield desk_at(durable, projection)
    projection.close()
    durable.close()


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of every query that reaches the engine."""
    run, asked = Reading.rows, []

    def counting(self: Reading, tree: Any, *rest: Any) -> Any:
        asked.append(str(tree))
        return run(self, tree, *rest)

    monkeypatch.setattr(Reading, "rows", counting)
    return asked


def all_waiting(memory: Memory, others: int) -> bool:
    """Whether so many askers stand behind the one who asked the engine."""
    return any(len(told._condition._waiters) == others for told in memory._asked.values())  # type: ignore[attr-defined]


def test_twenty_who_ask_at_once_run_one_query() -> None:
    memory, together, gate, calls = Memory(), Barrier(ASKERS), Event(), []

    def ask() -> Rows:
        calls.append(1)
        assert gate.wait(30)
        return [(7,)]

    def asker() -> Rows:
        together.wait(30)
        return memory.rows(("question", 1), ask).rows

    with ThreadPoolExecutor(ASKERS) as threads:
        found = [threads.submit(asker) for _ in range(ASKERS)]
        while not all_waiting(memory, ASKERS - 1) and len(calls) < 2:
            gate.wait(0.001)
        gate.set()
        assert [one.result(30) for one in found] == [[(7,)]] * ASKERS
    assert calls == [1]
    assert not memory._asked


def test_what_goes_wrong_is_told_to_all_who_waited_and_is_asked_again() -> None:
    memory, together, gate, calls = Memory(), Barrier(2), Event(), []

    def broken() -> Rows:
        calls.append(1)
        assert gate.wait(30)
        raise ValueError("the engine stopped")

    def asker() -> Rows:
        together.wait(30)
        return memory.rows(("question",), broken).rows

    with ThreadPoolExecutor(2) as threads:
        found = [threads.submit(asker) for _ in range(2)]
        while not all_waiting(memory, 1) and len(calls) < 2:
            gate.wait(0.001)
        gate.set()
        assert [str(one.exception(30)) for one in found] == ["the engine stopped"] * 2
    assert memory.rows(("question",), lambda: [(1,)]).rows == [(1,)]


def test_twenty_equal_answers_ask_the_engine_no_more_than_one(desk: Desk, engine: list[str]) -> None:
    alone = replace(desk, projection=Projection(None))
    fill(alone.projection, [Signed(case, 1, KNOWN[0]) for case in CASES], None)
    one = measure(alone, LOCAL, QUESTION)
    alone.projection.close()
    single = list(engine)
    engine.clear()
    together = Barrier(ASKERS)

    def asker() -> object:
        together.wait(30)
        return measure(desk, LOCAL, QUESTION)

    with ThreadPoolExecutor(ASKERS) as threads:
        found = [asked.result(60) for asked in [threads.submit(asker) for _ in range(ASKERS)]]
    assert found == [one] * ASKERS
    assert sorted(engine) == sorted(single)


def test_a_new_version_is_asked_anew_and_other_types_are_not(desk: Desk, engine: list[str]) -> None:
    with desk.projection.writing() as writing:
        writing.advance()
    assert measure(desk, LOCAL, QUESTION).rows[0].value == 3
    engine.clear()
    with desk.projection.writing() as writing:
        writing.advance(["person"])
    again = measure(desk, LOCAL, QUESTION)
    assert (engine, again.journal_version) == (engine[:0], 3)
    with desk.projection.writing() as writing:
        writing.run("delete from case_recent where object = 'case:1'")
        writing.advance(["case"])
    assert measure(desk, LOCAL, QUESTION).rows[0].value == 2
    assert engine


def test_a_page_sees_the_version_it_began_with(desk: Desk) -> None:
    with desk.one_version() as page:
        before = measure(page, LOCAL, QUESTION)
        fill(desk.projection, [Signed(CASES[0], 1, KNOWN[0])], None)
        assert measure(page, LOCAL, replace(QUESTION, by=())).rows[0].value == 3
        assert measure(desk, LOCAL, QUESTION).rows[0].value == 1
        assert measure(page, LOCAL, QUESTION) == before


def test_the_age_of_an_answer_is_that_of_the_oldest_rows_it_was_made_of(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(1_000))
    monkeypatch.setattr("peeler.answers.remembering.monotonic", lambda: next(clock) / 1_000)
    first = measure_json(measure(desk, LOCAL, QUESTION))["age_ms"]
    second = measure_json(measure(desk, LOCAL, QUESTION))["age_ms"]
    assert 0 < first < second


def test_the_least_recently_asked_are_forgotten() -> None:
    memory, asked = Memory(), []

    def ask(number: int) -> Rows:
        return memory.rows((number,), lambda: asked.append(number) or [(number,)]).rows  # type: ignore[func-returns-value]

    for number in range(MOST_ANSWERS + 1):
        ask(number)
    ask(MOST_ANSWERS)
    assert len(asked) == MOST_ANSWERS + 1
    ask(0)
    assert asked[-1] == 0


def test_one_projection_has_one_memory_whoever_comes_first() -> None:
    projection, together = Projection(None), Barrier(ASKERS)

    def asker() -> Memory:
        together.wait(30)
        return memory_of(projection)

    with ThreadPoolExecutor(ASKERS) as threads:
        assert len({id(found.result(30)) for found in [threads.submit(asker) for _ in range(ASKERS)]}) == 1
    projection.close()


def test_now_is_no_part_of_a_question_about_what_is_at_rest(desk: Desk, engine: list[str]) -> None:
    measure(desk, LOCAL, QUESTION)
    engine.clear()
    later = replace(desk, now=Instant(desk.now + 1_000_000))
    measure(later, LOCAL, QUESTION)
    assert engine == []
