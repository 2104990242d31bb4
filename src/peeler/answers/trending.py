"""A series made readable: judged points, stages, season, changes of level, comparisons, and the sentences of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peeler.answers.contrasting import Kind, comparisons
from peeler.answers.figure_words import value_words
from peeler.answers.trend_answer import ChangeSeen, Comparison, Mark, TrendPoint, TrendQuestion, TrendSeries
from peeler.answers.verdicts import change_words, compared_with, point_words, standing_since
from peeler.measures.change_points import change_points
from peeler.measures.process_limits import Better, ProcessChart, Rebase, process_chart
from peeler.measures.rows import MeasureRow, Value
from peeler.measures.seasons import Season, season
from peeler.terms.clocks import Every

LABEL = {
    "period_before": "the period before",
    "year_before": "a year before",
    "year_to_date": "last year to the same date",
}
CHART_OF_NOTHING = "Nothing here can be judged yet: no period is whole, known and told."


@dataclass(frozen=True)
class Reading:
    """How a series is to be read: its kind and better way, its periods, the question's limits, and the marks on it."""

    kind: Kind
    better: Better
    every: Every
    question: TrendQuestion
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Judged:
    """A row with its days and why it has no part in limits and rules, empty where it has one."""

    period: date
    last: date
    row: MeasureRow
    why_not: str

    @property
    def value(self) -> float | None:
        """What limits and rules see of it."""
        return None if self.why_not or self.row.value is None else float(self.row.value)


def series_of(dimensions: tuple[tuple[str, Value], ...], rows: Sequence[Judged], how: Reading) -> TrendSeries:
    """One series with everything that is said of it."""
    values = [row.value for row in rows]
    rebases, baseline = rebases_of(rows, how), baseline_of(rows, how.question)
    chart = charted(values, how, rebases, baseline)
    found, unseasoned, widening = without_season(values, how)
    adjusted = charted(unseasoned, how, rebases, baseline, widening) if found is not None and found.present else None
    points = tuple(
        TrendPoint(row.period, row.last, row.row, not row.why_not, row.why_not, seen)
        for row, seen in zip(rows, chart.points, strict=True)
    )
    read = adjusted or chart
    changes = changes_of([point.value for point in read.points], rows, how.marks)
    compared = comparisons(points, how.kind)
    said = words(points, read, changes, compared, how)
    if baseline is None and how.question.baseline is not None:
        said = (*said, "No whole period lies in the baseline asked for: limits are those of all points.")
    return TrendSeries(dimensions, points, chart, found, adjusted, changes, how.marks, compared, said)


def charted(
    values: Sequence[float | None],
    how: Reading,
    rebases: Sequence[Rebase],
    baseline: tuple[int, int] | None,
    widening: float = 1.0,
) -> ProcessChart:
    """The XmR chart of values by the question's way of setting limits."""
    return process_chart(
        values, better=how.better, baseline=baseline, rebases=rebases, screened=how.question.screened, widening=widening
    )


def rebases_of(rows: Sequence[Judged], how: Reading) -> list[Rebase]:
    """Where limits are calculated anew: at the first period that begins on or after each day told or marked."""
    told = [*how.question.rebases, *((mark.day, mark.title) for mark in how.marks if mark.rebases)]
    found = []
    for day, reason in told:
        place = next((place for place, row in enumerate(rows) if row.period >= day), None)
        if place is not None:
            found.append(Rebase(place, reason))
    return found


def baseline_of(rows: Sequence[Judged], question: TrendQuestion) -> tuple[int, int] | None:
    """The first and last place of the baseline asked for; None where none is, or where no period lies in it."""
    known = [place for place, row in enumerate(rows) if not row.why_not]
    if question.first is not None and known:
        return known[0], known[: question.first][-1]
    if question.baseline is None:
        return None
    first, last = question.baseline
    inside = [place for place in known if first <= rows[place].period and rows[place].last <= last]
    return (inside[0], inside[-1]) if inside else None


def without_season(values: Sequence[float | None], how: Reading) -> tuple[Season | None, Sequence[float | None], float]:
    """The season between the first and the last judged value; the values without it where it is more than chance, else as
    they are; and how much their limits are widened for it. A stock carries its past with it, and has none.
    """
    places = [place for place, value in enumerate(values) if value is not None]
    if not places or how.kind.kind == "stock":
        return None, values, 1.0
    first, end = places[0], places[-1] + 1
    inside = values[first:end]
    found = season(inside, how.every, share=how.kind.style == "share")
    if found is None or not found.present:
        return found, values, 1.0
    return found, [*values[:first], *found.adjusted, *values[end:]], found.widening


def changes_of(values: Sequence[float | None], rows: Sequence[Judged], marks: Sequence[Mark]) -> tuple[ChangeSeen, ...]:
    """The changes of level, each with the mark that stands there or at the period beside it."""
    days = [row.period for row in rows]
    places = [(days.index(mark.period), mark.title) for mark in marks if mark.period in days]
    found = []
    for one in change_points(values):
        near = [
            title
            for place, title in sorted(places, key=lambda at: abs(at[0] - one.place))
            if abs(place - one.place) < 2
        ]
        found.append(ChangeSeen(days[one.place], one.before, one.after, next(iter(near), "")))
    return tuple(found)


def words(
    points: Sequence[TrendPoint],
    chart: ProcessChart,
    changes: Sequence[ChangeSeen],
    compared: Sequence[Comparison],
    how: Reading,
) -> tuple[str, ...]:
    """The series in sentences: the newest judged value and what it says, since when, compared, changes, the season."""
    place = next((place for place in range(len(points) - 1, -1, -1) if points[place].judged), None)
    if place is None:
        return (CHART_OF_NOTHING,)
    newest, seen, style = points[place], chart.points[place], how.kind.style
    said = [
        f"{value_words(newest.row.value, style)} in the {how.every.replace('_', ' ')} from {newest.period} to {newest.last}."
    ]
    if seen.stage is not None:
        said.append(point_words(seen, chart.stages[seen.stage], style, how.every))
        since = standing_since(chart, place)
        if seen.rule and since < place:
            said.append(f"It has stood out this way since the period that begins on {points[since].period}.")
    else:
        said.append("There are too few periods yet to say how far this usually swings.")
    if seen.value != newest.seen.value:
        said.append("This is read without the season that comes back in it.")
    said += [compared_with(LABEL[one.against], one.words) for one in compared if one.contrast.finding != "not_known"]
    said += [change_words(one.period, one.before, one.after, style, one.explained) for one in changes]
    if any(stage.reason for stage in chart.stages):
        last = chart.stages[-1]
        said.append(
            f"Limits are calculated anew from the period that begins on {points[last.first].period}: {last.reason}."
        )
    return tuple(said)
