"""Trends, patterns, comparisons, outlooks and warning signs of the invented force, worked out by the product's own rules."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from peeler.answers.compare import CompareAnswer, CompareQuestion
from peeler.answers.contrasting import Kind
from peeler.answers.figure_words import style_of
from peeler.answers.measure import DefinitionSummary, MeasureAnswer, MeasureQuestion
from peeler.answers.outlook import OutlookAnswer
from peeler.answers.pattern import PatternAnswer, PatternQuestion, evenness, tables, words
from peeler.answers.trend_answer import Mark, TrendAnswer, TrendQuestion, TrendSeries
from peeler.answers.trending import Judged, Reading, series_of
from peeler.answers.warning_answer import Evidence, NamedSign, PartSign, WarningsAnswer, WarningSign, WarningsQuestion
from peeler.answers.whole_periods import last_day, why_not_judged
from peeler.definitions.catalogue import Catalogue
from peeler.measures.funnels import Unit, funnel
from peeler.measures.outlooks import LookBack, Outlook
from peeler.measures.rows import MeasureRow
from peeler.measures.signals import Signal
from peeler.terms.clocks import Instant, start_of_day
from peeler.terms.errors import RequestError, unknown
from tests.journeys.invented_health import MONTHS

SHAPE = (3, 1, 1, 1, 1, 2, 4, 9, 12, 13, 14, 13, 12, 12, 13, 14, 15, 14, 12, 10, 9, 8, 6, 4)
FORCES = ("middleshire", "northmoor", "derbyshire", "kent", "essex", "dorset", "gwent", "sussex", "surrey", "durham")
REACH = (MONTHS[0], last_day(MONTHS[-1], "month"))


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


def invented_trend(force: Force, question: TrendQuestion) -> TrendAnswer:
    """The process chart of the rows that a measure gives; one change of recording, in June 2023."""
    every = question.every or "month"
    answer = force.measure(
        MeasureQuestion(
            question.name, question.at, question.known, question.start, question.end, every, (), question.where, question.variant
        )
    )  # fmt: skip
    definition = force.catalogue.measures[question.name]
    kind = Kind(answer.definition.kind, style_of(answer.definition), definition.file.denominator is not None)
    rows = [judged(row, question, force) for row in answer.rows if row.period]
    how = Reading(kind, definition.file.better, every, question, marks(rows))
    series: tuple[TrendSeries, ...] = (series_of((), rows, how),) if rows else ()
    return TrendAnswer(
        question, answer.definition, style_of(answer.definition), every, answer.as_at, answer.as_known, series, (),
        answer.freshness, 7, force.synthetic,
    )  # fmt: skip


def judged(row: MeasureRow, question: TrendQuestion, force: Force) -> Judged:
    """A row with why it is not judged."""
    period, every = row.period or date.min, question.every or "month"
    seen = min(question.at or force.now, force.now)
    why = why_not_judged(row, every, seen, (question.start, question.end), REACH)
    return Judged(period, last_day(period, every), row, why)


def marks(rows: list[Judged]) -> tuple[Mark, ...]:
    """The one change of recording, where the series holds its month."""
    period = next((row.period for row in rows if row.period >= date(2023, 6, 1)), None)
    if period is None or rows[0].period > date(2023, 6, 1):
        return ()
    source = (("source", "A rule"), ("ref", "its section"))
    return (
        Mark(
            "new_rule",
            "A rule of recording changed",
            "About it.",
            "recording",
            date(2023, 6, 1),
            period,
            True,
            "yes",
            source,
        ),
    )


def invented_pattern(force: Force, question: PatternQuestion) -> PatternAnswer:
    """A week with busy afternoons."""
    answer = force.measure(MeasureQuestion(question.measure, question.at, question.known))
    if force.empty:
        raise RequestError(f"{question.measure}: there is nothing in that time")
    counts = [one * (12 + day % 3) for day in range(7) for one in SHAPE]
    grid, weekdays, hours = tables(counts, None)
    even = evenness(counts, [50.0] * len(counts))
    return PatternAnswer(
        question, answer.definition, weekdays, hours, grid, *even, words(*even), (), answer.as_at, 7, force.synthetic
    )


def invented_compare(force: Force, question: CompareQuestion) -> CompareAnswer:
    """Ten forces of which one stands out; one more is too small to be told."""
    if question.name not in {**force.catalogue.measures, **force.catalogue.benchmarks}:
        raise unknown("measure", question.name, force.catalogue.measures)
    measure = force.catalogue.measures.get(question.name)
    file = measure.file if measure else force.catalogue.benchmarks[question.name].file
    keys = FORCES if question.by == "force" else force.crime_types[: len(FORCES)]
    units = [
        Unit(key, (30 + place % 3) * (4 + place) + (9 * (4 + place) if not place else 0), 100.0 * (4 + place))
        for place, key in enumerate(keys)
    ]
    found = None if force.empty else funnel(units, "share")
    better, version = getattr(file, "better", "lower"), "0123456789abcdef"
    definition = DefinitionSummary(question.name, file.title, file.title, "ratio", file.unit, better, version)
    return CompareAnswer(
        question, definition, "share", 1, date(2023, 4, 1), date(2024, 3, 31), found, ("inland-railways",),
        ("There are 0 to compare; that takes three or more, and something counted in some.",), ("A note.",), (),
        question.at or force.now, 7, force.synthetic,
    )  # fmt: skip


def invented_outlook(force: Force, question: MeasureQuestion) -> OutlookAnswer:
    """A share that will probably rise a little."""
    answer = force.measure(question)
    if force.empty:
        raise RequestError("there is nothing to look at")
    outlook = Outlook(1_000, 120, 700, 180, 0.12, 0.3, 0.15, 0.13, 0.17, 0.01)
    return OutlookAnswer(
        question, answer.definition, answer.as_at, answer.as_known, start_of_day(date(2023, 5, 1)), force.now, "26 weeks", outlook,
        (LookBack(52, 900, 0.15, 0.155), LookBack(104, 880, 0.14, 0.137)), answer.freshness, 7, force.synthetic,
    )  # fmt: skip


def invented_warnings(force: Force, question: WarningsQuestion) -> WarningsAnswer:
    """Two signs, one of them of a group, and one named sign that stands."""
    if force.empty:
        return WarningsAnswer(question, (), (), (), 0, 0.0, (), (), (), question.at or force.now, 7, force.synthetic)
    high = Signal("outside", "high", "concern", 4_338.0, 4_100.0, 3_700.0, 4_300.0, 4.2)
    crimes = sign(
        force, "recorded_crime", high, (), "4,338 in the month from 2024-04-01, above its usual swing (mean 4,100)."
    )
    group = (("crime_type", force.crime_types[0]),)
    unassigned = sign(
        force,
        "unassigned_outcome",
        high,
        group,
        "11.0 % in the month from 2024-04-01, above its usual swing (mean 8.0 %).",
    )
    evidence = Evidence("recorded_crime", "Recorded crime", "up", True, "4,338 in the month from 2024-04-01: up.")
    named = NamedSign(
        "volume_up", "Volume up, quality down", "More comes in than can be done well.", 4, True, (evidence,)
    )
    return WarningsAnswer(
        question, (crimes, unassigned), (), (named,), 40, 1.8, (("stops", "too few whole periods yet"),), (),
        ("A signal is new where the newest whole period gives it.",), question.at or force.now, 7, force.synthetic,
    )  # fmt: skip


def sign(force: Force, name: str, signal: Signal, group: tuple[tuple[str, str], ...], said: str) -> WarningSign:
    """One sign."""
    file = force.catalogue.measures[name].file
    parts = () if group else (PartSign((("crime_type", force.crime_types[0]),), signal),)
    return WarningSign(
        name, file.title, file.unit, "count", "month", MONTHS[-1], REACH[1], group, signal, parts, 3, (), f"{file.title}: {said}"
    )  # fmt: skip
