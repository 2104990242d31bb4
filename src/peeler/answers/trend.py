"""A trend: a measure or a published series as XmR charts, with what changed in law and recording, and what it means."""

from dataclasses import asdict

from peeler.answers.access import note
from peeler.answers.benchmark_series import FORCE
from peeler.answers.contrasting import Kind
from peeler.answers.desk import Desk
from peeler.answers.figure_words import style_of
from peeler.answers.policy import policies_of
from peeler.answers.trend_answer import Mark, TrendAnswer, TrendQuestion, TrendSeries
from peeler.answers.trend_rows import Asked, asked_of_benchmark, asked_of_measure, judge
from peeler.answers.trending import Judged, Reading, series_of
from peeler.answers.whole_periods import by_group
from peeler.definitions.annotations import SeriesSubject, concerning
from peeler.measures.rows import MeasureRow, Value
from peeler.terms.clocks import next_period
from peeler.terms.errors import RequestError
from peeler.terms.viewers import Viewer

NOTHING = "Nothing has been counted for this question."


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
            still.moment(question.known), series, asked.notes if series else (NOTHING, *asked.notes), asked.freshness,
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


def said_of(group: tuple[tuple[str, Value], ...]) -> tuple[tuple[str, str], ...]:
    """A group's values as words."""
    return tuple((name, str(value)) for name, value in group)
