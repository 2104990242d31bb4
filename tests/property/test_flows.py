"""Property: a flow is what walking through each object's states by hand gives, at any moment, as known at any moment."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

import pytest
from hypothesis import given

from peeler.answers.desk import Desk
from peeler.answers.progress.cases import FlowCasesQuestion, flow_cases
from peeler.answers.progress.flow import progress
from peeler.answers.progress.flow_answer import FlowSide, ProgressQuestion
from peeler.store.durable import Durable
from peeler.store.projection import Projection
from peeler.terms.clocks import Instant
from tests.property.made_journals import LOCAL, NORTHERN, NOW, State, believed, desk_at
from tests.property.test_measures import EXAMPLES, Quiet, Trial, journal, moment_of, states_at, trials
from tests.property.test_waits import last_told

RANKS = ("case.opened", "case.moved", "case.answered", "case.told", "case.closed")


class Step(NamedTuple):
    """One step of a walk: what, and when."""

    name: str
    began: Instant


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    durable = Durable(tmp_path_factory.mktemp("durable"))
    projection = Projection(None)
    durable.access = Quiet()  # type: ignore[assignment]
    yield desk_at(durable, projection)
    projection.close()
    durable.close()


def in_sight(trial: Trial, name: str) -> bool:
    """Whether the viewer may see an object, by its state now as known now."""
    if trial.viewer is LOCAL:
        return True
    held = [s for s in believed(trial.held, NOW) if s.object == name and s.valid_from <= NOW < s.valid_to]
    return any(state.team == "north" for state in held)


def walks(trial: Trial, by: str) -> dict[str, list[Step]]:
    """Each object's steps up to the last word there is."""
    moment, found = last_told(trial), believed(trial.held, trial.known or NOW)
    cases = {s.object for s in states_at(found, moment) if s.opened_at is not None and in_sight(trial, s.object)}
    made = {}
    for name in cases:
        states = [s for s in found if s.object == name and s.born and s.valid_from <= moment_of(s, moment)]
        made[name] = stages(states) if by == "stages" else events(states)
    return {name: walk for name, walk in made.items() if walk}


def stages(states: list[State]) -> list[Step]:
    """The stages in order, each once for as long as it lasts without a break."""
    lasting = sorted((s for s in states if s.valid_to > s.valid_from), key=lambda s: s.valid_from)
    runs = (next(run) for _, run in groupby(lasting, key=lambda s: s.stage))
    return [Step(state.stage, state.valid_from) for state in runs]


def events(states: list[State]) -> list[Step]:
    """The events in order."""
    begun = [s for s in states if s.began_with is not None]
    ordered = sorted(begun, key=lambda s: (s.valid_from, RANKS.index(str(s.began_with)), s.event))
    return [Step(str(s.began_with), s.valid_from) for s in ordered]


def only(trial: Trial, desk: Desk, by: str) -> FlowSide:
    """The one side that the question gives."""
    asked = ProgressQuestion("case", trial.moment, trial.known, by=by, variants=200)
    return progress(desk, trial.viewer, asked).sides[0]


@pytest.mark.parametrize("by", ["stages", "events"])
@EXAMPLES
@given(trial=trials("cases", viewers=(LOCAL, NORTHERN)))
def test_counts_are_those_of_walking(desk: Desk, trial: Trial, by: str) -> None:
    journal(desk, trial.held, trial.sealed)
    side, walked = only(trial, desk, by), walks(trial, by)
    names = {name: [step.name for step in walk] for name, walk in walked.items()}
    assert side.cases == len(walked)
    assert side.taken == sum(map(len, walked.values()))
    pairs = Counter(pair for walk in names.values() for pair in pairwise(walk))
    assert {(move.step, move.next): move.count for move in side.moves} == pairs
    assert {end.step: end.count for end in side.firsts} == Counter(walk[0] for walk in names.values())
    assert {end.step: end.count for end in side.lasts} == Counter(walk[-1] for walk in names.values())
    assert {variant.steps: variant.count for variant in side.variants} == Counter(map(tuple, names.values()))
    assert side.variants_in_all == len(set(map(tuple, names.values())))
    entered, cases = (
        Counter(name for walk in names.values() for name in walk),
        Counter(n for w in names.values() for n in {*w}),
    )
    assert {step.name: (step.entered, step.cases) for step in side.steps} == {
        n: (entered[n], cases[n]) for n in entered
    }


@EXAMPLES
@given(trial=trials("cases"))
def test_what_moves_and_what_stands_add_up(desk: Desk, trial: Trial) -> None:
    journal(desk, trial.held, trial.sealed)
    side = only(trial, desk, "stages")
    for step in side.steps:
        into = sum(m.count or 0 for m in side.moves if m.next == step.name)
        into += sum(end.count or 0 for end in side.firsts if end.step == step.name)
        out = sum(m.count or 0 for m in side.moves if m.step == step.name)
        assert step.entered == into == out + (step.here or 0)
    assert sum(step.here or 0 for step in side.steps) == side.cases == sum(v.count or 0 for v in side.variants)


@EXAMPLES
@given(trial=trials("cases"))
def test_the_lists_hold_what_the_numbers_count_with_their_lengths(desk: Desk, trial: Trial) -> None:
    journal(desk, trial.held, trial.sealed)
    side, walked = only(trial, desk, "stages"), walks(trial, "stages")
    asked = ProgressQuestion("case", trial.moment, trial.known, by="stages")
    told = last_told(trial)
    for move in side.moves:
        found = flow_cases(desk, trial.viewer, FlowCasesQuestion(asked, f"move:{move.step}>{move.next}"))
        lengths = sorted(
            (after.began - before.began) / 1e6
            for walk in walked.values()
            for before, after in pairwise(walk)
            if (before.name, after.name) == (move.step, move.next)
        )
        assert found.total == move.count == len(found.cases)
        assert sorted(case.length for case in found.cases) == lengths
    for step in side.steps:
        found = flow_cases(desk, trial.viewer, FlowCasesQuestion(asked, f"here:{step.name}"))
        standing = {name: walk[-1].began for name, walk in walked.items() if walk[-1].name == step.name}
        assert {case.object: case.since for case in found.cases} == standing
        assert found.total == step.here
        assert all(case.length <= (told - case.since) / 1e6 for case in found.cases)
    for variant in side.variants:
        found = flow_cases(desk, trial.viewer, FlowCasesQuestion(asked, f"variant:{'>'.join(variant.steps)}"))
        assert found.total == variant.count
