"""The series behind warning signs: each measure as a whole and by each of its breakdowns, read as a trend reads them."""

from collections.abc import Iterator
from dataclasses import dataclass

from peeler.answers.benchmark_series import FORCE
from peeler.answers.combining import rows_behind
from peeler.answers.contrasting import Kind, comparisons
from peeler.answers.desk import Desk
from peeler.answers.figure_words import style_of
from peeler.answers.measure import summary
from peeler.answers.remembering import Remembering
from peeler.answers.trend import marks_on
from peeler.answers.trend_answer import Mark, TrendPoint, TrendQuestion
from peeler.answers.trend_rows import Asked, forces_of, judge, measure_question, reach_in
from peeler.answers.trending import Judged, Reading, charted, rebases_of, without_season
from peeler.answers.verdicts import contrast_words, point_words
from peeler.answers.warning_answer import Group, WarningsQuestion
from peeler.answers.whole_periods import COARSE, by_group
from peeler.definitions.annotations import objects_of
from peeler.definitions.measures import MeasureDefinition
from peeler.measures.signals import FEWEST, Signal, beyond_own_chance, chance_of_signal, hanging_together, new_signal
from peeler.terms.clocks import Every, parse_every
from peeler.terms.viewers import Viewer

MOST_GROUPS, MOST_BREAKDOWNS = 40, 3
SILENT = ("not known", "held back")
RUNS = ("trend", "shift")  # rules that mean nothing in a stock, whose points hang together
TOO_FINE = ("lsoa", "officer")  # breakdowns in which one group is a street or a person: no series to judge


@dataclass(frozen=True)
class Series:
    """One series: its group, its judged rows, its values (without their season where it has one, and by how much
    limits are widened for that), its reading.
    """

    group: Group
    rows: tuple[Judged, ...]
    values: tuple[float | None, ...]
    widening: float
    how: Reading

    @property
    def stage(self) -> tuple[float | None, ...]:
        """The values since limits were last calculated anew, up to the newest judged one."""
        first = max((rebase.place for rebase in rebases_of(self.rows, self.how)), default=0)
        newest = max((place for place, value in enumerate(self.values) if value is not None), default=-1)
        return self.values[first : newest + 1]

    @property
    def newest(self) -> Judged:
        """The newest judged row."""
        return next(row for row in reversed(self.rows) if not row.why_not)

    @property
    def is_current(self) -> bool:
        """Whether the newest judged row is the newest there could be: none after it is whole and yet unknown."""
        after = self.rows[self.rows.index(self.newest) + 1 :]
        return all(row.why_not not in SILENT for row in after)

    @property
    def signal(self) -> Signal | None:
        """What its newest judged point newly says, and its own small numbers do not explain."""
        found = new_signal(self.stage, self.how.better, widening=self.widening) if self.is_current else None
        row, kind = self.newest.row, self.how.kind
        if found is not None and kind.kind == "stock" and found.rule in RUNS:
            return None
        own = kind.kind in ("count", "stock", "ratio") and not kind.rate and row.numerator is not None
        unseasoned = kind.kind != "stock" and self.widening > 1
        if found is None or found.rule != "outside" or unseasoned or not own:
            return found
        size = row.denominator if kind.kind == "ratio" else None
        return found if beyond_own_chance(row.numerator or 0, size, found.centre) else None

    @property
    def chance(self) -> float | None:
        """How often chance gives a new signal in a series of this length; None where it is too short to be looked at."""
        earlier = sum(value is not None for value in self.stage) - 1
        return chance_of_signal(earlier) if earlier >= FEWEST else None


@dataclass(frozen=True)
class Looked:
    """What was looked at of one measure: its series, the first of them the whole."""

    definition: MeasureDefinition
    series: tuple[Series, ...]


def series_of_measure(
    desk: Desk, viewer: Viewer, reading: Remembering, definition: MeasureDefinition, question: WarningsQuestion
) -> Iterator[Series]:
    """The measure as a whole, then by each breakdown; RequestError where the viewer may not see it."""
    asked = asked_of(desk, viewer, reading, definition, TrendQuestion(definition.name, question.at, question.known))
    yield from series_in(desk, asked, TrendQuestion(definition.name, question.at, question.known))
    if not question.breakdowns:
        return
    for dimension in breakdowns(definition, asked):
        split = TrendQuestion(definition.name, question.at, question.known, by=(dimension,))
        found = list(series_in(desk, asked_of(desk, viewer, reading, definition, split), split))
        if len(found) <= MOST_GROUPS:
            yield from (one for one in found if one.group[0][1] is not None)


def breakdowns(definition: MeasureDefinition, asked: Asked) -> list[str]:
    """The dimensions that are looked at: the first three of the definition's that are not too fine; the force where there
    are several.
    """
    columns = [dimension.name for dimension in definition.dimensions if not dimension.at]
    fit = [name for name in columns if name not in TOO_FINE and (name != FORCE or len(asked.forces) > 1)]
    return fit[:MOST_BREAKDOWNS]


def asked_of(
    desk: Desk, viewer: Viewer, reading: Remembering, definition: MeasureDefinition, question: TrendQuestion
) -> Asked:
    """The rows of a measure by its own period, and nothing else that a trend tells beside them."""
    every: Every = parse_every(definition.file.every)
    asks = measure_question(question, every)
    rows, *_ = rows_behind(desk, viewer, reading, definition, asks)
    reach = reach_in(desk, viewer, reading, definition, asks) if every in COARSE else None
    return Asked(
        summary(definition), every, rows, reach, None, objects_of(definition),
        forces_of(desk, viewer, reading, definition, question), (), definition.file.denominator is not None, (), (),
        desk.now if question.at is None else min(question.at, desk.now),
    )  # fmt: skip


def series_in(desk: Desk, asked: Asked, question: TrendQuestion) -> Iterator[Series]:
    """The series of an answer that have any judged row."""
    kind = Kind(asked.definition.kind, style_of(asked.definition), asked.rate)
    for group, rows in by_group(asked.rows).items():
        judged = tuple(judge(row, asked, question) for row in rows if row.period is not None)
        if all(row.why_not for row in judged):
            continue
        marks: tuple[Mark, ...] = marks_on(desk, asked, question, group, list(judged))
        how = Reading(kind, asked.definition.better, asked.every, question, marks)  # type: ignore[arg-type]
        _, values, widening = without_season([row.value for row in judged], how)
        if kind.kind == "stock":
            widening = hanging_together(values)
        yield Series(group, judged, tuple(values), widening, how)


def moves(series: Series) -> tuple[str | None, str]:
    """Which way a series moves by its newest judged point, ``rising``, ``falling`` or '' for neither, None where nobody
    can say; and the words. With too few points for limits, by comparison with the period and the year before.
    """
    how = series.how
    place = max((place for place, value in enumerate(series.values) if value is not None), default=-1)
    chart = charted(series.values, how, rebases_of(series.rows, how), None, series.widening)
    point = chart.points[place] if place >= 0 else None
    if point is not None and point.stage is not None and chart.stages[point.stage].points > FEWEST:
        said = point_words(point, chart.stages[point.stage], how.kind.style, how.every)
        return {"high": "rising", "low": "falling", None: ""}[point.way], said
    points = [
        TrendPoint(row.period, row.last, row.row, not row.why_not, row.why_not, seen)
        for row, seen in zip(series.rows, chart.points, strict=True)
    ]
    found = [one.contrast for one in comparisons(points, how.kind) if one.contrast.finding != "not_known"]
    if not found:
        return None, "Nothing earlier to compare with."
    sure = next((one for one in found if one.finding in ("higher", "lower")), found[0])
    way = {"higher": "rising", "lower": "falling"}.get(sure.finding, "")
    return way, f"Compared with the time before: {contrast_words(sure, how.kind.style)}."
