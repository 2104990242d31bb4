"""Property: how long things took is what waiting beside each of them gives, at any moment, as known at any moment."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given

from peeler.answers.desk import Desk
from peeler.answers.measure import MeasureQuestion, MeasureRow, measure
from peeler.store.durable import Durable
from peeler.store.projection import Projection
from peeler.terms.clocks import FOREVER, Instant, end_of_period, periods
from tests.property.made_journals import LOCAL, NOW, State, believed, desk_at, signed_rows
from tests.property.test_measures import BY_TEAM, EXAMPLES, Quiet, Trial, journal, moment_of, states_at, trials, void

HOUR = 3_600_000_000
TEN_DAYS = 240 * HOUR


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    durable = Durable(tmp_path_factory.mktemp("durable"))
    projection = Projection(None)
    durable.access = Quiet()  # type: ignore[assignment]
    yield desk_at(durable, projection)
    projection.close()
    durable.close()


def last_told(trial: Trial) -> Instant:
    """The moment after which nothing is heard: waits go on until then, and not beyond."""
    rows = [row.state for row in signed_rows(trial.held) if row.known_at <= (trial.known or NOW)]
    ends = [time for s in rows for time in (s.valid_from, s.valid_to) if time < FOREVER]
    coarse = any(s.precision == "month" for s in believed(trial.held, trial.known or NOW))
    last = max(ends, default=trial.moment)
    return min(trial.moment, end_of_period(last, "month") if coarse else last)


def waited(state: State, moment: Instant) -> tuple[bool | None, bool, int]:
    """(has it, was moved first, how long so far) of one case."""
    seen = moment_of(state, moment)
    assert state.opened_at is not None
    closed = state.closed if state.closed is not None and state.closed <= seen else None
    moved = state.moved_at if state.moved_at is not None and state.moved_at <= seen else None
    if void(state) is None or (state.closed is not None and state.closed < state.opened_at):
        return None, False, 0
    if closed is not None and (moved is None or closed <= moved):
        return True, False, closed - state.opened_at
    return False, moved is not None, (moved if moved is not None else seen) - state.opened_at


def median(told: list[tuple[bool, bool, int]]) -> int | None:
    """The shortest wait by which half have it, step by step: Aalen and Johansen by hand, in minutes."""
    share, left = 0.0, 1.0
    minutes = [(has, moved, max(took, 0) // 60_000_000) for has, moved, took in told]
    for length in sorted({took for *_, took in minutes}):
        risk = sum(took >= length for *_, took in minutes)
        ours = sum(has and took == length for has, _, took in minutes)
        ended = sum((has or moved) and took == length for has, moved, took in minutes)
        share, left = share + left * ours / risk, left * (1 - ended / risk)
        if share >= 0.5 - 1e-12:
            return length
    return None


@EXAMPLES
@given(trials("time_to_close", by=BY_TEAM))
def test_the_median_wait_is_that_of_waiting_beside_each(desk: Desk, trial: Trial) -> None:
    journal(desk, trial.held, trial.sealed)
    asked = MeasureQuestion(trial.name, trial.moment, trial.known, every=trial.every, by=trial.by)
    moment, expected = last_told(trial), dict[tuple[object, ...], list[tuple[bool | None, bool, int]]]()
    for state in states_at(believed(trial.held, trial.known or NOW), moment):
        if not void(state) and state.opened_at is not None:
            day = periods(state.opened_at, Instant(state.opened_at + 1), trial.every)[0].day if trial.every else None
            group = (day, *(getattr(state, name) for name in trial.by))
            expected.setdefault(group, []).append(waited(state, moment))
    told_rows = [row for row in measure(desk, LOCAL, asked).rows if row.n]
    rows: dict[tuple[object, ...], MeasureRow] = {
        (row.period, *(v for _, v in row.dimensions)): row for row in told_rows
    }
    assert rows.keys() == expected.keys()
    for key, told in expected.items():
        known = [(has, moved, took) for has, moved, took in told if has is not None]
        assert (rows[key].numerator, rows[key].denominator, rows[key].unknown) == (
            sum(has for has, *_ in known), len(known), len(told) - len(known),
        )  # fmt: skip
        half = median(known)
        assert rows[key].value == (None if half is None else half / 60)


@EXAMPLES
@given(trials("closed_in_time", by=BY_TEAM))
def test_the_share_within_a_time_is_of_those_who_have_had_that_time(desk: Desk, trial: Trial) -> None:
    journal(desk, trial.held, trial.sealed)
    asked = MeasureQuestion(trial.name, trial.moment, trial.known, by=trial.by)
    moment, expected = last_told(trial), dict[tuple[object, ...], list[bool | None]]()
    for state in states_at(believed(trial.held, trial.known or NOW), moment):
        if void(state) or state.opened_at is None:
            continue
        has, _, took = waited(state, moment)
        summer = replace(state, opened_at=state.opened_at)  # ten days of the same clock time
        over = ten_days_on(summer) <= moment_of(state, moment)
        told = None if has is None or not over else has and state.opened_at + took <= ten_days_on(summer)
        expected.setdefault(tuple(getattr(state, name) for name in trial.by), []).append(told)
    rows = {tuple(v for _, v in row.dimensions): row for row in measure(desk, LOCAL, asked).rows if row.n}
    assert {key: (row.numerator, row.denominator, row.unknown) for key, row in rows.items()} == {
        key: (told.count(True), len(told) - told.count(None), told.count(None)) for key, told in expected.items()
    }


def ten_days_on(state: State) -> int:
    """Ten days after a case was opened, as the journal's clock (UTC) has it."""
    assert state.opened_at is not None
    return state.opened_at + TEN_DAYS
