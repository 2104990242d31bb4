"""Property: at any as-at and as-known, by any two dimensions, open work has one place each, and changes by what came and went."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peeler.answers.desk import Desk
from peeler.answers.measure import MeasureQuestion, measure
from peeler.answers.records import RecordsQuestion, records
from peeler.answers.workload.answer import Counting, Grid, WorkloadAnswer, WorkloadQuestion
from peeler.answers.workload.holding import workload
from peeler.measures.rows import Value
from peeler.store.durable import Durable
from peeler.store.projection import Projection
from peeler.terms.clocks import Instant, last_whole
from peeler.terms.viewers import Viewer
from tests.property.made_journals import (
    KNOWN,
    LOCAL,
    NOW,
    TIMES,
    History,
    State,
    at,
    believed,
    desk_at,
    fill,
    journals,
    signed_rows,
)  # fmt: skip

EXAMPLES = settings(max_examples=15)
DAY = 86_400_000_000
AGES = ((8, "days_0_7"), (29, "days_8_28"), (91, "days_29_90"), (183, "days_91_182"), (366, "days_183_365"))
PUBLIC = Viewer("tester", ("public",))
LEAST = 5
PAIRS = list(permutations(("team", "kind", "size", "force", "age", "answering"), 2))


class Quiet:
    """An access log that keeps nothing."""

    def note(self, _viewer: str, _question: object, *, at: Instant) -> int:  # noqa: ARG002
        return 0


class Trial(NamedTuple):
    held: list[History]
    moment: Instant
    known: Instant | None
    sealed: Instant | None
    by: tuple[str, ...]
    counting: Counting


def trials(*counts: Counting, coarse: bool = True) -> st.SearchStrategy[Trial]:
    moments = st.sampled_from([*TIMES, Instant(TIMES[3] - 1), Instant(at("2024-05-01") - 1), NOW])
    before: st.SearchStrategy[Instant | None] = st.sampled_from([None, *KNOWN])
    return st.builds(
        Trial, journals(coarse=coarse), moments, before, before, st.sampled_from(PAIRS), st.sampled_from(counts)
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    durable = Durable(tmp_path_factory.mktemp("durable"))
    durable.access = Quiet()  # type: ignore[assignment]
    projection = Projection(None)
    yield desk_at(durable, projection)
    projection.close()
    durable.close()


def ask(desk: Desk, trial: Trial, viewer: Viewer = LOCAL) -> WorkloadAnswer:
    fill(desk.projection, signed_rows(trial.held), trial.sealed)
    return workload(desk, viewer, WorkloadQuestion("cases", trial.moment, trial.known, trial.by, None, trial.counting))


def seen_at(state: State, moment: Instant) -> Instant:
    return last_whole(moment, "month") if state.precision == "month" else moment


def standing(trial: Trial) -> list[State]:
    """Every open case, or one of unknown kind, as counting by hand finds them."""
    states = [
        s
        for s in believed(trial.held, trial.known or NOW)
        if s.born and s.valid_from <= seen_at(s, trial.moment) < s.valid_to and s.closed is None and s.kind != "void"
    ]
    if trial.counting == "each":
        return states
    jobs: dict[str, State] = {}
    for state in sorted(states, key=lambda s: (s.kind is None, s.object)):
        jobs.setdefault(state.kind or state.object, state)
    return list(jobs.values())


def word(state: State, name: str, moment: Instant) -> Value:
    if name == "answering":
        return {True: "said_yes", False: "said_no", None: "silent"}[state.answer]
    if name != "age":
        return getattr(state, name)  # type: ignore[no-any-return]
    assert state.opened_at is not None
    age = seen_at(state, moment) - state.opened_at
    return next((found for limit, found in AGES if age < limit * DAY), "over_a_year")


def cells(grid: Grid) -> dict[tuple[Value, Value], tuple[int | None, int | None]]:
    return {
        (line.place.value, head.value): (tally.count, tally.unknown)
        for line in grid.lines
        for head, tally in zip(grid.heads, line.cells, strict=True)
        if tally.count != 0 or tally.unknown
    }


@EXAMPLES
@given(trials("each", "jobs"))
def test_every_open_case_has_just_one_place_and_the_parts_add_up(desk: Desk, trial: Trial) -> None:
    answer = ask(desk, trial)
    known, unknown = Counter[tuple[Value, ...]](), Counter[tuple[Value, ...]]()
    for state in standing(trial):
        key = tuple(word(state, name, trial.moment) for name in trial.by)
        (unknown if state.kind is None else known)[key] += 1
    assert cells(answer.grid) == {key: (known[key], unknown[key]) for key in {*known, *unknown}}
    assert (answer.whole.count, answer.whole.unknown) == (known.total(), unknown.total())
    assert answer.adds_up is True
    assert sum(part.tally.count or 0 for part in answer.parts) == known.total()
    for part in answer.parts:
        assert part.grid is None or sum(count or 0 for count, _ in cells(part.grid).values()) == part.tally.count


@EXAMPLES
@given(trials("each"))
def test_what_is_there_is_what_was_with_what_came_and_without_what_went(desk: Desk, trial: Trial) -> None:
    answer = ask(desk, trial)
    assert answer.movement is not None
    start, column = answer.movement.start, trial.by[0]
    before = MeasureQuestion("open_cases", Instant(start - 1), trial.known, by=(column,))
    stood = {dict(row.dimensions)[column]: row.numerator or 0 for row in measure(desk, LOCAL, before).rows}
    now = {line.place.value: line.whole.count for line in answer.grid.lines}
    for line in answer.movement.lines:
        assert (line.before, line.now) == (stood.get(line.place.value, 0), now.get(line.place.value, 0))
        assert line.adds_up
    whole = answer.movement.whole
    assert whole.received == whole.handed_on
    assert whole.now == answer.whole.count


@EXAMPLES
@given(trials("each", coarse=False))
def test_what_comes_into_a_row_is_what_the_measure_says_arrived_there(desk: Desk, trial: Trial) -> None:
    trial = trial._replace(by=("team", "kind"), moment=Instant(at("2024-04-29") - 1))
    answer = ask(desk, trial)
    assert answer.movement is not None
    question = MeasureQuestion(
        "open_cases", NOW, trial.known, answer.movement.start, answer.movement.end, "week", ("team",)
    )
    arrived, left = Counter[Value](), Counter[Value]()
    for row in measure(desk, LOCAL, question).rows:
        arrived[dict(row.dimensions)["team"]] += row.arrivals or 0
        left[dict(row.dimensions)["team"]] += row.departures or 0
    lines = {line.place.value: line for line in answer.movement.lines}
    for team in {*arrived, *left, *lines}:
        line = lines.get(team)
        assert arrived[team] == (line.arrived + line.received if line else 0)
        assert left[team] == (line.completed + line.handed_on if line else 0)


@EXAMPLES
@given(trials("each", "jobs"))
def test_the_records_behind_a_cell_count_to_it(desk: Desk, trial: Trial) -> None:
    answer = ask(desk, trial)
    grids = [answer.grid, *(part.grid for part in answer.parts if part.grid)]
    for grid in grids:
        for (row, column), (count, unknown) in list(cells(grid).items())[:4]:
            groups = (*grid.within, (grid.rows.column, row), (grid.columns.column, column))
            asked = RecordsQuestion(grid.question, "value", None, groups)
            assert records(desk, LOCAL, asked).total == count
            assert records(desk, LOCAL, replace(asked, which="unknown")).total == unknown


@EXAMPLES
@given(trials("each", "jobs", coarse=False))
def test_no_small_number_is_told_to_who_may_not_be_told_any(desk: Desk, trial: Trial) -> None:
    answer = ask(desk, trial, PUBLIC)
    tallies = [answer.whole, *(part.tally for part in answer.parts)]
    for grid in (answer.grid, *(part.grid for part in answer.parts if part.grid)):
        tallies += [grid.whole, *grid.foot]
        tallies += [tally for line in grid.lines for tally in (line.whole, *line.cells)]
    assert not [tally for tally in tallies if tally.count is not None and 0 < tally.count < LEAST]
    assert answer.movement is None
    assert answer.adds_up is not False
