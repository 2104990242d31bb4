"""What a trend is made of: the rows of a measure or of a published series by period, whose they are, and which may be judged."""

from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from peeler.answers.asking import (
    MeasureQuestion,
    characters,
    condition_of,
    days_with_data,
    prepare,
    scope_of,
)
from peeler.answers.benchmark_series import FORCE, benchmark_summary, figures_of, published_series
from peeler.answers.desk import Desk
from peeler.answers.freshness import SourceFreshness
from peeler.answers.halves import last_changed
from peeler.answers.measure import DefinitionSummary, measured
from peeler.answers.remembering import Remembering
from peeler.answers.trend_answer import TrendQuestion
from peeler.answers.trending import Judged
from peeler.answers.whole_periods import COARSE, Reach, last_day, reach_of, why_not_judged
from peeler.definitions.annotations import objects_of
from peeler.definitions.measures import MeasureDefinition
from peeler.measures.rows import MeasureRow
from peeler.terms.clocks import Every, Instant, parse_every
from peeler.terms.errors import RequestError, unknown
from peeler.terms.viewers import Viewer


@dataclass(frozen=True)
class Asked:
    """What a trend is made of: the definition, its rows by period, which are covered, and whose they are."""

    definition: DefinitionSummary
    every: Every
    rows: tuple[MeasureRow, ...]
    reach: Reach | None
    covered: frozenset[date] | None
    objects: frozenset[str]
    forces: frozenset[str]
    fixed: tuple[tuple[str, str], ...]
    rate: bool
    notes: tuple[str, ...]
    freshness: tuple[SourceFreshness, ...]
    as_at: Instant


def asked_of_measure(desk: Desk, viewer: Viewer, reading: Remembering, question: TrendQuestion) -> Asked:
    """The rows of a measure by period, as the viewer may be told them."""
    if question.name not in desk.catalogue.measures:
        raise unknown("measure", question.name, [*desk.catalogue.measures, *desk.catalogue.benchmarks])
    definition = desk.catalogue.measures[question.name]
    every = question.every or parse_every(definition.file.every)
    asks = measure_question(question, every)
    answer = measured(desk, viewer, asks)
    forces = forces_of(desk, viewer, reading, definition, question)
    reach = reach_in(desk, viewer, reading, definition, asks) if every in COARSE else None
    return Asked(
        answer.definition, every, answer.rows, reach, None, objects_of(definition), forces,
        fixed_by(definition, question.where), definition.file.denominator is not None,
        (*answer.notes, *cautions(definition)), answer.freshness, min(answer.as_at, desk.now),
    )  # fmt: skip


def cautions(definition: MeasureDefinition) -> tuple[str, ...]:
    """What limits do not know of a measure: that its newest periods are still ripening, or that its points hang together."""
    if definition.file.kind == "stock":
        return (
            "A stock carries its past with it: its points hang together, so limits are too narrow and signals too many.",
        )
    if definition.settling is None or definition.matures is not None:
        return ()
    young = f"Periods younger than {definition.settling.within} are still ripening"
    return (f"{young}: only what is settled counts in them, so a rise or a fall at the end may be of that alone.",)


def measure_question(question: TrendQuestion, every: Every) -> MeasureQuestion:
    """The question of the measure that a trend is made of."""
    narrowed = [f"({question.where})"] if question.where else []
    if question.force is not None:
        told = question.force.replace("'", "''")
        narrowed.append(f"force = '{told}'")
    return MeasureQuestion(
        question.name, question.at, question.known, question.start, question.end, every, question.by,
        " and ".join(narrowed) or None, question.variant, flows=False,
    )  # fmt: skip


def forces_of(
    desk: Desk, viewer: Viewer, reading: Remembering, definition: MeasureDefinition, question: TrendQuestion
) -> frozenset[str]:
    """The forces whose records the series is of."""
    if question.force is not None:
        return frozenset({question.force})
    found: set[str] = set()
    for one in definition.made_of:
        scope = scope_of(desk, viewer, reading, one.object, question.at, question.known)
        found.update(characters(reading, scope.at_rest(last_changed(reading, scope)))[0])
    return frozenset(found)


def reach_in(
    desk: Desk, viewer: Viewer, reading: Remembering, definition: MeasureDefinition, question: MeasureQuestion
) -> Reach | None:
    """The months that there are data for, of a measure or of a composite's first term."""
    if definition.terms:
        return None
    prepared = prepare(desk, viewer, reading, question)
    return reach_of(days_with_data(reading, prepared.plan, prepared.asked))


def asked_of_benchmark(desk: Desk, reading: Remembering, question: TrendQuestion) -> Asked:
    """The rows of a published series by period."""
    definition = desk.catalogue.benchmarks[question.name]
    if question.where or question.variant or set(question.by) - {FORCE}:
        raise RequestError(f"{question.name}: published figures can be asked for by force, and of one force, alone")
    every = question.every or parse_every(definition.file.every)
    figures = figures_of(reading, definition, question.start, question.end)
    found = published_series(figures, every, question.force, by_force=FORCE in question.by)
    source = f"Published by the {definition.file.publisher}, {found.vintage} ({definition.file.licence})."
    return Asked(
        benchmark_summary(desk, definition), every, found.rows, None, found.covered, frozenset(),
        frozenset({question.force} if question.force else found.forces), (), False, (source, definition.file.why_they_differ),
        (), desk.moment(question.at),
    )  # fmt: skip


def fixed_by(definition: MeasureDefinition, where: str | None) -> tuple[tuple[str, str], ...]:
    """The columns a filter holds to one word (``crime_type = 'Burglary'``), so that the series is of that group alone."""
    condition = condition_of(definition, where)
    if condition is None:
        return ()
    tree = condition.tree.unnest()
    parts = [part.unnest() for part in (tree.flatten() if isinstance(tree, exp.And) else [tree])]
    return tuple(
        (part.this.name, part.expression.name)
        for part in parts
        if isinstance(part, exp.EQ) and isinstance(part.this, exp.Column) and isinstance(part.expression, exp.Literal)
    )


def judge(row: MeasureRow, asked: Asked, question: TrendQuestion) -> Judged:
    """A row with why it has no part in limits and rules."""
    period = row.period or date.min
    bounds = (None, None) if asked.covered is not None else (question.start, question.end)
    why = why_not_judged(row, asked.every, asked.as_at, bounds, asked.reach)
    if not why and asked.covered is not None and period not in asked.covered:
        why = "only a part of the period is here"
    return Judged(period, last_day(period, asked.every), row, why)
