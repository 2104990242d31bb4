"""How the cases of the invented force move: made-up ways through the stages the catalogue declares, counted as they are."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Protocol

from peeler.answers.conformance import ConformanceAnswer, ConformanceQuestion, Rule, rules_of
from peeler.answers.measure import MeasureAnswer, MeasureQuestion
from peeler.answers.progress.asking import Group, cohort, groups_of, way_of
from peeler.answers.progress.cases import FlowCasesAnswer, FlowCasesQuestion
from peeler.answers.progress.flow_answer import (
    FlowCase,
    FlowMove,
    FlowSide,
    FlowStep,
    FlowVariant,
    ProgressAnswer,
    ProgressQuestion,
    step_title,
)
from peeler.answers.progress.words import words_of
from peeler.definitions.catalogue import Catalogue
from peeler.definitions.progress import ProgressDefinition
from peeler.terms.clocks import Instant
from tests.journeys.invented_case import CRIME

WAYS = (  # by the places of the steps, and how many took each
    ((0, 1, 9), 400), ((0, 1, 3, 9), 180), ((0, 1, 3, 4, 5, 9), 90), ((0, 1, 2, 3, 8), 40), ((0, 1, 3, 4, 5, 6, 5, 6, 7), 12),
    ((0, 1, 3, 4), 60), ((0, 1, 3, 9, 3), 6), ((0, 1), 25),
)  # fmt: skip
HOURS = (2, 16, 90, 400, 800, 300, 700, 900, 30, 1, 1)
HOUR, LIST = 3_600, 50
RULES = {"filed_without_outcome", "charged_after_time_limit", "bail_without_arrest"}


class Force(Protocol):
    """What of the invented force is told."""

    now: Instant
    empty: bool
    synthetic: bool
    catalogue: Catalogue
    crime_types: tuple[str, ...]

    @property
    def measure(self) -> Callable[[MeasureQuestion], MeasureAnswer]:
        """A measure's answer."""


@dataclass(frozen=True)
class Step:
    """A stage or an event of the catalogue."""

    name: str
    title: str
    ends: bool


def invented_progress(force: Force, question: ProgressQuestion) -> ProgressAnswer:
    """The answer of the invented force; its words are the product's own."""
    definition = force.catalogue.progress[question.progress]
    by, at = way_of(definition, question.by), question.at or force.now
    steps = steps_of(definition, by)
    groups = groups_of(question, definition, by, cohort(question, at))
    sides = tuple(side_of(force, group, steps, turn) for turn, group in enumerate(groups))
    standing = () if force.empty else tuple(case_of(force, definition, steps[3], number) for number in range(3))
    told, file = force.measure(MeasureQuestion("recorded_crime")), definition.file
    stages = tuple((one.name, one.title, one.when.text if one.when else "", one.ends) for one in definition.along)
    return ProgressAnswer(
        question, definition.name, file.title, file.about, file.object, by, definition.hash, stages, at, question.known or force.now,
        at, sides, standing, sum(step.here or 0 for step in sides[0].waiting), "", words_of(sides, by, file.title.lower()), told.freshness,
        told.notes, 7, force.synthetic, force.now,
    )  # fmt: skip


def steps_of(definition: ProgressDefinition, by: str) -> tuple[Step, ...]:
    """The stages in the order of the work, or the events."""
    if by == "stages":
        return tuple(Step(stage.name, stage.title, stage.ends) for stage in definition.along)
    return tuple(
        Step(name, step_title(name), ends=False) for name in definition.events or sorted(definition.object.events)
    )


def side_of(force: Force, group: Group, steps: Sequence[Step], turn: int) -> FlowSide:
    """One group: every way there is of these steps; those of the second group screen out half as often."""
    ways = [] if force.empty else list(ways_of(steps, turn))
    cases = sum(count for _, count in ways)
    moves = tuple(moves_of(ways, steps, turn))
    variants = tuple(
        FlowVariant(tuple(steps[place].name for place in way), count, count / cases, HOURS[way[0]] * 30.0 * HOUR)
        for way, count in sorted(ways, key=lambda pair: -pair[1])
    )
    return FlowSide(
        group.label, group.where, group.flow.start, None if group.flow.end is None else Instant(group.flow.end - 1), cases,
        sum(len(way) * count for way, count in ways), tuple(told_steps(ways, steps, turn)) if cases else (), moves, (), (), variants, len(ways),
    )  # fmt: skip


def ways_of(steps: Sequence[Step], turn: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """The ways that these steps allow."""
    for number, (way, count) in enumerate(WAYS):
        if max(way) < len(steps):
            yield way, count // 2 if turn and not number else count


def told_steps(ways: Sequence[tuple[tuple[int, ...], int]], steps: Sequence[Step], turn: int) -> Iterator[FlowStep]:
    """Each step that anything came to."""
    spent = {place: sum(way.count(place) * count for way, count in ways) * HOURS[place] for place in range(len(HOURS))}
    whole = sum(hours for place, hours in spent.items() if place < len(steps) and not steps[place].ends)
    for place, step in enumerate(steps[: len(HOURS)]):
        entered = sum(way.count(place) * count for way, count in ways)
        by = sum(count for way, count in ways if place in way)
        here = sum(count for way, count in ways if way[-1] == place)
        half = HOURS[place] * HOUR * (1 + turn) * 1.0
        late, times = here // 9, (half, half * 0.8, half * 1.3, half * 4, spent[place] / whole)
        told = FlowStep(step.name, step.title, step.ends, entered, by, entered - by, here, *times, late)
        if entered:
            yield (
                replace(told, median=None, low=None, high=None, ninth=None, spent=None, overdue=None)
                if step.ends
                else told
            )


def moves_of(ways: Sequence[tuple[tuple[int, ...], int]], steps: Sequence[Step], turn: int) -> Iterator[FlowMove]:
    """Every move, the commonest first."""
    made: Counter[tuple[int, int]] = Counter()
    for way, count in ways:
        for pair in pairwise(way):
            made[pair] += count
    for (one, other), count in sorted(made.items(), key=lambda pair: (-pair[1], pair[0])):
        half = median((HOURS[one], HOURS[one] * (1.0 + turn))) * HOUR
        ended = steps[one].ends
        yield FlowMove(
            steps[one].name,
            steps[other].name,
            count,
            half,
            half * 3,
            other < one and not ended and not steps[other].ends,
            ended,
        )


def case_of(force: Force, definition: ProgressDefinition, step: Step, number: int) -> FlowCase:
    """A case that stands at a step; what it shows of itself is as hostile as the force's own words."""
    days = 400 - number * 20
    kinds = definition.object.columns
    columns = tuple((name, "text", force.crime_types[0]) for name in definition.file.shows if name in kinds)
    since = Instant(force.now - days * 24 * HOUR * 1_000_000)
    kind = definition.object.name
    name = CRIME if kind == "investigation" else f"{kind}:{number}"
    return FlowCase(kind, name, "middleshire", step.name, since, None, None, days * 24.0 * HOUR, number == 0, columns)


def invented_flow_cases(force: Force, question: FlowCasesQuestion) -> FlowCasesAnswer:
    """The first of the cases behind a number; of a move, when they made it."""
    answer = invented_progress(force, replace(question.progress, against=None))
    definition = force.catalogue.progress[answer.name]
    names = [name for name in question.which.partition(":")[2].split(">") if name] or [answer.sides[0].steps[0].name]
    step = next(one for one in steps_of(definition, answer.by) if one.name == names[0])
    cases = [case_of(force, definition, step, number) for number in range(3)]
    if question.which.startswith("move"):
        cases = [replace(one, next=names[-1], until=Instant(one.since + 5 * HOUR * 1_000_000)) for one in cases]
    total = total_of(answer, question.which.partition(":")[0], names)
    return FlowCasesAnswer(
        question, answer.name, answer.title, answer.object_type, answer.as_at, answer.as_known, total, max(1, -(-total // LIST)), tuple(cases), 7,
        force.now,
    )  # fmt: skip


def total_of(answer: ProgressAnswer, way: str, names: Sequence[str]) -> int:
    """How many the number behind the door is."""
    side = answer.sides[0]
    if way == "move":
        return next((move.count or 0 for move in side.moves if [move.step, move.next] == names), 0)
    if way == "variant":
        return next((one.count or 0 for one in side.variants if list(one.steps) == names), 0)
    return sum(step.here or 0 for step in side.waiting if step.name in names)


def invented_conformance(force: Force, question: ConformanceQuestion) -> ConformanceAnswer:
    """Three of the rules, as the measures of the invented force count them."""
    rules = []
    for definition in rules_of(force.catalogue):
        if definition.name in RULES:
            answer = force.measure(MeasureQuestion(definition.name, question.at, question.known))
            row = answer.rows[0] if answer.rows else None
            why = "" if row else "nothing has been counted"
            rules.append(Rule(answer.definition, definition.file.never or "", definition.object.name, (), row, (), why))
    told = force.measure(MeasureQuestion("recorded_crime")).freshness
    return ConformanceAnswer(
        question,
        question.at or force.now,
        question.known or force.now,
        tuple(rules),
        told,
        7,
        force.synthetic,
        force.now,
    )
