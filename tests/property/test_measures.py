"""Property: every number is what counting by hand gives; records and parts add up to it; seals change nothing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peeler.answers.desk import Desk
from peeler.answers.measure import MeasureAnswer, MeasureQuestion, MeasureRow, measure
from peeler.answers.records import RecordsQuestion, records
from peeler.definitions.journal import parts_of
from peeler.measures.rows import Value
from peeler.store.durable import Durable
from peeler.store.projection import Projection
from peeler.terms.clocks import Every, Instant, last_whole, periods, start_of_day
from peeler.terms.viewers import Viewer
from tests.property.made_journals import (
    CAREFUL,
    KNOWN,
    LOCAL,
    NORTHERN,
    NOW,
    TIMES,
    History,
    State,
    arrow,
    at,
    believed,
    desk_at,
    fill,
    journals,
    signed_rows,
)  # fmt: skip

EXAMPLES = settings(max_examples=25)
MOMENTS = st.sampled_from([*TIMES, Instant(TIMES[3] - 1), Instant(at("2024-05-01") - 1), NOW])
BEFORE: st.SearchStrategy[Instant | None] = st.sampled_from([None, *KNOWN])
EVERY: st.SearchStrategy[Every | None] = st.sampled_from([None, "day", "week", "month", "quarter"])
BY: st.SearchStrategy[tuple[str, ...]] = st.sampled_from(
    [(), ("team",), ("team", "kind"), ("team@opened_at",), ("answer",), ("size", "force")]
)
SEALED = st.sampled_from([None, *KNOWN])
NOTHING: st.SearchStrategy[tuple[str, ...]] = st.just(())
BY_TEAM: st.SearchStrategy[tuple[str, ...]] = st.sampled_from([(), ("team",)])
NAMES = ("cases", "moves", "open_cases", "answered", "old_cases")


class Trial(NamedTuple):
    held: list[History]
    moment: Instant
    known: Instant | None
    sealed: Instant | None
    every: Every | None
    by: tuple[str, ...]
    name: str
    viewer: Viewer


def trials(
    *names: str,
    by: st.SearchStrategy[tuple[str, ...]] = BY,
    every: st.SearchStrategy[Every | None] = EVERY,
    known: st.SearchStrategy[Instant | None] = BEFORE,
    viewers: tuple[Viewer, ...] = (LOCAL,),
    coarse: bool = True,
) -> st.SearchStrategy[Trial]:
    asked, asker = st.sampled_from(names), st.sampled_from(viewers)
    return st.builds(Trial, journals(coarse=coarse), MOMENTS, known, SEALED, every, by, asked, asker)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    durable = Durable(tmp_path_factory.mktemp("durable"))
    projection = Projection(None)
    yield desk_at(durable, projection)
    projection.close()
    durable.close()


class Quiet:
    """An access log that keeps nothing, so that a thousand questions cost no thousand commits."""

    def note(self, _viewer: str, _question: object, *, at: Instant) -> int:  # noqa: ARG002
        return 0


@pytest.fixture(autouse=True, scope="module")
def quiet(desk: Desk) -> None:
    desk.durable.access = Quiet()  # type: ignore[assignment]


def journal(desk: Desk, held: list[History], sealed: Instant | None) -> None:
    fill(desk.projection, signed_rows(held), sealed)


def moment_of(state: State, moment: Instant) -> Instant:
    return last_whole(moment, "month") if state.precision == "month" else moment


def states_at(states: list[State], moment: Instant) -> list[State]:
    return [s for s in states if s.born and s.valid_from <= moment_of(s, moment) < s.valid_to]


def void(state: State) -> bool | None:
    return None if state.kind is None else state.kind == "void"


def group_of(states: list[State], state: State, by: tuple[str, ...], moment: Instant) -> tuple[Value, ...]:
    values: list[Value] = []
    for name in by:
        column, _, time = name.partition("@")
        if not time:
            values.append(getattr(state, column))
            continue
        then = min(getattr(state, time), moment_of(state, moment)) if getattr(state, time) is not None else None
        held = [
            s
            for s in states
            if then is not None and s.born and s.object == state.object and s.valid_from <= then < s.valid_to
        ]
        values.append(getattr(held[0], column) if held else None)
    return tuple(values)


def table(answer: MeasureAnswer) -> dict[tuple[object, ...], tuple[int, int, int]]:
    return {
        (row.period, *(value for _, value in row.dimensions)): (
            row.numerator or 0,
            row.denominator or 0,
            row.unknown or 0,
        )
        for row in answer.rows
        if row.numerator or row.denominator or row.unknown
    }


def cell(row: MeasureRow, question: MeasureQuestion, which: str) -> RecordsQuestion:
    return RecordsQuestion(question, which, row.period, row.dimensions, size=1000)


@EXAMPLES
@given(trials("cases", "answered"))
def test_counts_and_shares_are_what_counting_by_hand_gives(desk: Desk, trial: Trial) -> None:
    check_by_hand(desk, trial)


@EXAMPLES
@given(trials("cases", by=st.sampled_from([("team@opened_at",), ("team@moved_at", "team@opened_at")])))
def test_a_dimension_of_another_time_is_what_was_believed_of_that_time(desk: Desk, trial: Trial) -> None:
    check_by_hand(desk, trial)


def check_by_hand(desk: Desk, trial: Trial) -> None:
    held, moment, known, sealed, every, by, name = (
        trial.held,
        trial.moment,
        trial.known,
        trial.sealed,
        trial.every,
        trial.by,
        trial.name,
    )
    journal(desk, held, sealed)
    answer = measure(desk, LOCAL, MeasureQuestion(name, moment, known, every=every, by=by))
    states = believed(held, known or NOW)
    expected: dict[tuple[object, ...], list[int]] = {}
    for state in states_at(states, moment):
        if void(state):
            continue
        told = state.answer if name == "answered" else True
        verdict = None if void(state) is None else told
        assert state.opened_at is not None
        day = None
        if every:
            day = periods(state.opened_at, Instant(state.opened_at + 1), every)[0].day
        row = expected.setdefault((day, *group_of(states, state, by, moment)), [0, 0, 0])
        row[0] += verdict is True
        row[1] += verdict is not None and name == "answered"
        row[2] += verdict is None
    assert table(answer) == {key: tuple(row) for key, row in expected.items()}


@EXAMPLES
@given(trials("moves", by=NOTHING))
def test_counts_of_events_count_every_happening_born_or_not(desk: Desk, trial: Trial) -> None:
    held, moment, known, sealed, every = trial.held, trial.moment, trial.known, trial.sealed, trial.every
    journal(desk, held, sealed)
    answer = measure(desk, LOCAL, MeasureQuestion("moves", moment, known, every=every, by=("team",)))
    moves = [
        s for s in believed(held, known or NOW) if s.began_with == "case.moved" and s.valid_from <= moment_of(s, moment)
    ]
    days = [periods(s.valid_from, Instant(s.valid_from + 1), every)[0].day if every else None for s in moves]
    expected = Counter((day, state.team) for day, state in zip(days, moves, strict=True))
    assert table(answer) == {key: (count, 0, 0) for key, count in expected.items()}


@EXAMPLES
@given(trials("open_cases", by=st.sampled_from([(), ("team",), ("team", "answer")])))
def test_a_stock_is_who_is_in_it_at_each_periods_end(desk: Desk, trial: Trial) -> None:
    held, moment, known, sealed, every, by = trial.held, trial.moment, trial.known, trial.sealed, trial.every, trial.by
    journal(desk, held, sealed)
    start, after = at("2024-02-15"), at("2024-05-09")
    bounds = (start, Instant(after - 1)) if every else (None, None)
    answer = measure(desk, LOCAL, MeasureQuestion("open_cases", moment, known, bounds[0], bounds[1], every, by))
    states = believed(held, known or NOW)
    spans = periods(start, min(after, Instant(moment + 1)), every) if every else ()
    points: list[tuple[date | None, Instant]] = [(span.day, Instant(span.end - 1)) for span in spans]
    points = points or [(None, moment)]
    expected: dict[tuple[object, ...], list[int]] = {}
    for day, point in points:
        for state in states_at(states, point):
            if state.closed is not None or void(state):
                continue
            row = expected.setdefault((day, *group_of(states, state, by, point)), [0, 0, 0])
            row[0] += void(state) is False
            row[2] += void(state) is None
    assert table(answer) == {key: tuple(row) for key, row in expected.items()}


@EXAMPLES
@given(trials("open_cases", "old_cases", by=BY_TEAM, every=st.sampled_from(["day", "week", "month"])))
def test_a_stock_changes_by_what_arrives_less_what_departs(desk: Desk, trial: Trial) -> None:
    held, known, sealed, every, by, name = trial.held, trial.known, trial.sealed, trial.every, trial.by, trial.name
    journal(desk, held, sealed)
    start, end = at("2024-03-01"), Instant(at("2024-05-08") - 1)
    if (name, every) == ("old_cases", "day"):
        start = at("2024-04-25")
    question = MeasureQuestion(name, NOW, known, start, end, every, by)
    answer = measure(desk, LOCAL, question)
    opening = measure(desk, LOCAL, replace(question, at=Instant(start - 1), start=None, end=None, every=None))
    stock = {row.dimensions: row.numerator or 0 for row in opening.rows}
    for row in answer.rows:
        assert row.arrivals is not None
        assert row.departures is not None
        assert row.numerator == stock.get(row.dimensions, 0) + row.arrivals - row.departures
        stock[row.dimensions] = row.numerator or 0
    for row in answer.rows[-6:]:
        for which, number in (("arrivals", row.arrivals), ("departures", row.departures)):
            if number:
                assert records(desk, LOCAL, cell(row, question, which)).total == number


@EXAMPLES
@given(trials(*NAMES, by=NOTHING, every=st.sampled_from([None, "month"]), viewers=(LOCAL, CAREFUL, NORTHERN)))
def test_the_records_behind_a_number_count_to_it(desk: Desk, trial: Trial) -> None:
    held, moment, known, sealed, every, by, name, viewer = (
        trial.held,
        trial.moment,
        trial.known,
        trial.sealed,
        trial.every,
        trial.by,
        trial.name,
        trial.viewer,
    )
    journal(desk, held, sealed)
    by = ("team", "team@opened_at") if name == "cases" else ("team",)
    question = MeasureQuestion(name, moment, known, every=every, by=by)
    for row in measure(desk, viewer, question).rows:
        expected = {"value": row.numerator, "unknown": row.unknown, "n": row.n}
        expected |= {"denominator": row.denominator} if row.denominator is not None else {}
        expected |= {f"part:{p.name}" if p.name != "not_said" else f"part:{p.of}.not_said": p.count for p in row.parts}
        for which, number in expected.items():
            answer = records(desk, viewer, cell(row, question, which))
            assert (which, answer.total) == (which, number)
            assert len(answer.records) == number
            assert len({(record.object, record.event) for record in answer.records}) == number


@EXAMPLES
@given(trials("cases", "answered", "open_cases"))
def test_parts_by_any_dimension_add_up_to_the_whole(desk: Desk, trial: Trial) -> None:
    held, moment, known, every, by, name = trial.held, trial.moment, trial.known, trial.every, trial.by, trial.name
    journal(desk, held, KNOWN[1])
    question = MeasureQuestion(name, moment, known, every=every)
    whole = {row.period: row for row in measure(desk, LOCAL, question).rows}
    sums: dict[object, Counter[str]] = {}
    for row in measure(desk, LOCAL, replace(question, by=by)).rows:
        figures = sums.setdefault(row.period, Counter())
        for figure in ("numerator", "denominator", "unknown", "n"):
            figures[figure] += getattr(row, figure) or 0
        for part in row.parts:
            figures[f"{part.of}.{part.name}"] += part.count or 0
    for period, row in whole.items():
        figures = sums.get(period, Counter())
        assert (figures["numerator"], figures["denominator"], figures["unknown"], figures["n"]) == (
            row.numerator, row.denominator or 0, row.unknown, row.n,
        )  # fmt: skip
        assert {f"{p.of}.{p.name}": p.count for p in row.parts if p.count} == {
            k: v for k, v in figures.items() if "." in k and v
        }
    for row in whole.values():
        for of in ("numerator", "denominator", "unknown"):
            claimed = [part.count or 0 for part in row.parts if part.of == of]
            assert not claimed or sum(claimed) == getattr(row, of)


@EXAMPLES
@given(trials(*NAMES, by=NOTHING, known=st.sampled_from(KNOWN)))
def test_as_known_is_the_same_as_the_journal_cut_there(desk: Desk, trial: Trial) -> None:
    held, moment, known, sealed, every, name = (
        trial.held,
        trial.moment,
        trial.known,
        trial.sealed,
        trial.every,
        trial.name,
    )
    question = MeasureQuestion(name, moment, known, every=every, by=("team",))
    if every == "day" and name == "old_cases":
        question = replace(question, start=at("2024-02-20"))
    journal(desk, held, sealed)
    then = measure(desk, LOCAL, question)
    assert known is not None
    fill(desk.projection, [row for row in signed_rows(held) if row.known_at <= known], None)
    cut = measure(desk, LOCAL, replace(question, known=None))
    assert [replace(r, parts=()) for r in then.rows] == [replace(r, parts=()) for r in cut.rows]
    assert [r.parts for r in then.rows] == [r.parts for r in cut.rows]


@EXAMPLES
@given(trials("cases", "open_cases", "moves", by=NOTHING, viewers=(CAREFUL, NORTHERN), coarse=False))
def test_a_policy_is_judged_by_the_state_now_whatever_the_clocks(desk: Desk, trial: Trial) -> None:
    held, known, name, viewer = trial.held, trial.known, trial.name, trial.viewer
    journal(desk, held, KNOWN[2])
    today = [s for s in believed(held, NOW) if s.valid_from <= NOW < s.valid_to]
    seen = {s.object for s in today if (not s.restricted if viewer is CAREFUL else s.team == "north")}
    question = MeasureQuestion(name, TIMES[-2], known)
    mine = records(desk, viewer, RecordsQuestion(question, "n", size=1000))
    everyones = records(desk, LOCAL, RecordsQuestion(question, "n", size=1000))
    assert sorted((r.object, r.event or "") for r in mine.records) == sorted(
        (r.object, r.event or "") for r in everyones.records if r.object in seen
    )
    assert mine.total == measure(desk, viewer, question).rows[0].n


@EXAMPLES
@given(trials("due_cases", by=NOTHING, coarse=False))
def test_days_fall_in_london_periods(desk: Desk, trial: Trial) -> None:
    held, every = trial.held, trial.every
    journal(desk, held, None)
    answer = measure(desk, LOCAL, MeasureQuestion("due_cases", every=every))
    expected: Counter[object] = Counter()
    for state in states_at(believed(held, NOW), NOW):
        if state.due is not None:
            noon = Instant(start_of_day(state.due) + 43_200_000_000)
            expected[periods(noon, Instant(noon + 1), every)[0].day if every else None] += 1
    assert {row.period: row.numerator for row in answer.rows if row.numerator} == dict(expected)


@EXAMPLES
@given(trials(*NAMES), st.sampled_from(KNOWN))
def test_what_came_since_the_seal_is_added_to_what_was_asked_before(desk: Desk, trial: Trial, after: Instant) -> None:
    question = MeasureQuestion(trial.name, trial.moment, every=trial.every, by=trial.by)
    if trial.every == "day" and trial.name == "old_cases":
        question = replace(question, start=at("2024-02-20"))
    rows = signed_rows(trial.held)
    fill(desk.projection, [row for row in rows if row.known_at <= after], trial.sealed)
    measure(desk, LOCAL, question)
    came = [row for row in rows if row.known_at > after]
    with desk.projection.writing() as writing:
        writing.append(parts_of("case").recent, arrow(came))
        writing.state("recent", writing.recent + len(came))
        writing.advance(["case"])
    grown = measure(desk, LOCAL, question)
    fill(desk.projection, rows, None)
    with desk.projection.writing() as writing:
        writing.state("recent", 0)  # so that the journal is asked as one
    whole = measure(desk, LOCAL, question)
    assert grown.rows == whole.rows
    assert (grown.notes, grown.freshness) == (whole.notes, whole.freshness)
