"""A trend: a measure or a published series as XmR charts, with what changed in law and recording, and what it means."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlglot import exp

from peeler.answers.access import note
from peeler.answers.asking import (
    MeasureQuestion,
    characters,
    condition_of,
    days_with_data,
    last_change_of,
    prepare,
    scope_of,
)
from peeler.answers.benchmark_series import benchmark_summary, figures_of, published_series
from peeler.answers.contrasting import Kind
from peeler.answers.desk import Desk
from peeler.answers.figure_words import style_of
from peeler.answers.freshness import SourceFreshness
from peeler.answers.measure import DefinitionSummary, measured
from peeler.answers.policy import policies_of
from peeler.answers.remembering import Remembering
from peeler.answers.trend_answer import Mark, TrendAnswer, TrendQuestion, TrendSeries
from peeler.answers.trending import Judged, Reading, series_of
from peeler.answers.whole_periods import COARSE, Reach, by_group, last_day, reach_of, why_not_judged
from peeler.definitions.annotations import SeriesSubject, concerning, objects_of
from peeler.definitions.measures import MeasureDefinition
from peeler.measures.rows import MeasureRow, Value
from peeler.terms.clocks import Every, Instant, next_period, parse_every
from peeler.terms.errors import RequestError, unknown
from peeler.terms.viewers import Viewer

FORCE = "force"


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


def trend(desk: Desk, viewer: Viewer, question: TrendQuestion) -> TrendAnswer:
    """Answers a trend for a viewer; RequestError for a wrong word (naming the nearest) or what they may not see."""
    note(
        desk,
        viewer,
        "trend",
        {**asdict(question), "baseline": str(question.baseline or ""), "rebases": len(question.rebases)},
    )
    policies_of(desk.catalogue, viewer)
    check(question)
    with desk.one_version() as still, still.reading() as reading:
        asked = (
            asked_of_benchmark(still, reading, question)
            if question.name in still.catalogue.benchmarks and question.name not in still.catalogue.measures
            else asked_of_measure(still, viewer, reading, question)
        )
        series = tuple(one_series(still, asked, question, group, rows) for group, rows in by_group(asked.rows).items())
        return TrendAnswer(
            question, asked.definition, style_of(asked.definition), asked.every, asked.as_at,
            still.now if question.known is None else question.known, series, asked.notes, asked.freshness,
            reading.version, still.synthetic, reading.age,
        )  # fmt: skip


def check(question: TrendQuestion) -> None:
    """RequestError for a baseline told twice, or one that is none."""
    if question.baseline is not None and question.first is not None:
        raise RequestError("baseline: say either days or how many points")
    if question.baseline is not None and question.baseline[1] < question.baseline[0]:
        raise RequestError("baseline: it ends before it begins")
    if question.first is not None and question.first < 2:
        raise RequestError("baseline: limits need at least 2 points, and 12 to be more than a trial")


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
        fixed_by(definition, question.where), definition.file.denominator is not None, answer.notes, answer.freshness, min(answer.as_at, desk.now),
    )  # fmt: skip


def measure_question(question: TrendQuestion, every: Every) -> MeasureQuestion:
    """The question of the measure that a trend is made of."""
    narrowed = [f"({question.where})"] if question.where else []
    if question.force is not None:
        told = question.force.replace("'", "''")
        narrowed.append(f"force = '{told}'")
    return MeasureQuestion(
        question.name, question.at, question.known, question.start, question.end, every, question.by,
        " and ".join(narrowed) or None, question.variant,
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
        found.update(characters(reading, scope.at_rest(last_change_of(reading, scope)))[0])
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
        (), desk.now if question.at is None else question.at,
    )  # fmt: skip


def one_series(
    desk: Desk, asked: Asked, question: TrendQuestion, group: tuple[tuple[str, Value], ...], rows: list[MeasureRow]
) -> TrendSeries:
    """One group's series."""
    judged = [judge(row, asked, question) for row in rows if row.period is not None]
    marks = marks_on(desk, asked, question, group, judged) if question.annotated else ()
    kind = Kind(asked.definition.kind, style_of(asked.definition), asked.rate)
    better = asked.definition.better
    how = Reading(kind, better, asked.every, question, marks)  # type: ignore[arg-type]
    return series_of(group, judged, how)


def judge(row: MeasureRow, asked: Asked, question: TrendQuestion) -> Judged:
    """A row with why it has no part in limits and rules."""
    period = row.period or date.min
    bounds = (None, None) if asked.covered is not None else (question.start, question.end)
    why = why_not_judged(row, asked.every, asked.as_at, bounds, asked.reach)
    if not why and asked.covered is not None and period not in asked.covered:
        why = "only a part of the period is here"
    return Judged(period, last_day(period, asked.every), row, why)


def said_of(group: tuple[tuple[str, Value], ...]) -> tuple[tuple[str, str], ...]:
    """A group's values as words."""
    return tuple((name, str(value)) for name, value in group)


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


def marks_on(
    desk: Desk, asked: Asked, question: TrendQuestion, group: tuple[tuple[str, Value], ...], rows: list[Judged]
) -> tuple[Mark, ...]:
    """The annotations of the catalogue that this series must be read by, with the period each first shows in."""
    own = frozenset(str(value) for name, value in group if name == FORCE) or asked.forces
    groups = (*(pair for pair in said_of(group) if pair[0] != FORCE), *asked.fixed)
    subject = SeriesSubject(
        question.name,
        asked.objects,
        own,
        groups,
        benchmark=asked.definition.name in desk.catalogue.benchmarks,
    )
    found = []
    for one, effect in concerning(desk.catalogue.annotations.values(), subject):
        period = next((row.period for row in rows if row.period >= one.date), None)
        if period is not None and rows[0].period <= one.date < next_period(rows[-1].period, asked.every):
            found.append(
                Mark(
                    one.name,
                    one.file.title,
                    one.file.about,
                    one.file.kind,
                    one.date,
                    period,
                    effect == "rebases",
                    one.file.verified,
                    tuple(one.file.authority.items()),
                )
            )
    return tuple(found)
