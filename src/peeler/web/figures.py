"""The chart of an answer: which kind it is, its title and subtitle, and the text alternative that says the finding."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from peeler.answers.measure import Benchmark, MeasureAnswer, MeasureRow
from peeler.definitions.catalogue import Catalogue
from peeler.terms.clocks import Every
from peeler.web.charts import NARROW, WIDE, Bar, Point, Size, Spec, Stretch
from peeler.web.drawing import drawn
from peeler.web.groups import group_names
from peeler.web.lines import MOST_BARS, MOST_LINES, MOST_PANELS, bars, few_lines, one_line, panels
from peeler.web.moments import ADVERB, is_over, last_day, period_text, span_text
from peeler.web.numbers import value_text
from peeler.web.sentences import Verdict
from peeler.web.subject import Subject, dimension_words, force_words, group_text, newest_whole
from peeler.web.swing import usual_swing


@dataclass(frozen=True)
class Figure:
    """A chart drawn for a wide and for a narrow page, with its words."""

    title: str
    subtitle: str
    alternative: str
    wide: Markup
    narrow: Markup
    left_out: str = ""


def figure(
    subject: Subject, asked: MeasureAnswer, by_period: MeasureAnswer, words: Verdict, catalogue: Catalogue
) -> Figure | None:
    """The chart of an answer; None where one number is all there is."""
    question, rows = asked.question, [row for row in asked.rows if row.value is not None]
    many = {row.period for row in rows}
    if question.every is None and len(rows) > 1:
        return group_figure(subject, asked, words)
    if question.every is None or len(many) < 2:
        return None
    if question.by:
        return breakdown_figure(subject, asked, question.every, words)
    return series_figure(subject, by_period, question.every, words, catalogue)


def series_figure(subject: Subject, answer: MeasureAnswer, every: Every, words: Verdict, catalogue: Catalogue) -> Figure:
    """One series with its usual swing and what others published."""
    title = subject.definition.file.title
    points = [point(title, row, every, answer) for row in answer.rows]
    place = newest_whole(answer.rows, every, answer)
    swing = usual_swing([row.value for row in answer.rows[: len(answer.rows) if place is None else place + 1]])
    stretches = [s for b in answer.benchmarks for s in stretches_of(b, subject, answer, catalogue)]
    dotted = " Dotted lines: the usual swing." if swing else ""
    return drawn_twice(
        lambda size: one_line(points, stretches, swing, subject.style, size), f"{title}, {ADVERB[every]}",
        subtitle(subject, answer.rows, every) + dotted, f"{words.text} {extremes(subject, answer.rows, every)}",
    )  # fmt: skip


def breakdown_figure(subject: Subject, answer: MeasureAnswer, every: Every, words: Verdict) -> Figure:
    """Up to four lines, or a panel for each of the largest groups."""
    names = group_names(answer.rows)
    points = [point(group_text(row.dimensions), row, every, answer) for row in answer.rows]
    few, shown = len(names) <= MOST_LINES, names[:MOST_PANELS]
    scale = "" if few else " Each panel has its own scale, from zero."

    def spec(size: Size) -> Spec:
        return few_lines(points, names, subject.style, size) if few else panels(points, shown, subject.style, size)

    return drawn_twice(
        spec, f"{subject.definition.file.title} by {by_words(answer)}, {ADVERB[every]}",
        subtitle(subject, answer.rows, every) + scale, broken_down(words, answer), rest_words(len(names) - len(shown)),
    )  # fmt: skip


def group_figure(subject: Subject, answer: MeasureAnswer, words: Verdict) -> Figure:
    """One bar for each of the largest groups, over the whole time."""
    names = group_names(answer.rows)[:MOST_BARS]
    rows = sorted((r for r in answer.rows if group_text(r.dimensions) in names), key=lambda row: -(row.value or 0))
    made = [Bar(group_text(r.dimensions), r.value, r.low, r.high) for r in rows]
    return drawn_twice(
        lambda size: bars(made, subject.style, size), f"{subject.definition.file.title} by {by_words(answer)}",
        unit_words(subject), broken_down(words, answer), rest_words(len(answer.rows) - len(rows)),
    )  # fmt: skip


def drawn_twice(spec: Callable[[Size], Spec], title: str, subtitle: str, alternative: str, left_out: str = "") -> Figure:
    """The chart at both widths."""
    return Figure(title, subtitle, alternative, drawn(spec(WIDE)), drawn(spec(NARROW)), left_out)


def point(series: str, row: MeasureRow, every: Every, answer: MeasureAnswer) -> Point:
    """A row as a point of a chart; RuntimeError for a row without a period."""
    if row.period is None:
        raise RuntimeError("a row without a period has no place in a series")
    return Point(series, row.period, row.value, row.low, row.high, not is_over(row.period, every, answer.as_at))


def stretches_of(benchmark: Benchmark, subject: Subject, answer: MeasureAnswer, catalogue: Catalogue) -> list[Stretch]:
    """Published figures that may lie in the chart: shares always, counts only of the same kind of period."""
    if subject.style == "rate" or (subject.style == "count" and benchmark.every != answer.question.every):
        return []
    days = [row.period for row in answer.rows if row.period]
    forces = ", ".join(force_words(key, catalogue) for key in benchmark.forces[:2])
    own = [(f"{benchmark.publisher}, {forces}" if forces else benchmark.publisher, row) for row in benchmark.rows if row.force is None]
    everyone = [(f"{benchmark.publisher}, all forces", row) for row in benchmark.everyone]
    return [
        Stretch(name, max(row.first, min(days)), min(row.last, max(days)), row.value)
        for name, row in (*own, *everyone)
        if row.value is not None and row.first <= max(days) and row.last >= min(days)
    ]


def unit_words(subject: Subject) -> str:
    """The unit of a chart, and what its band or bar is."""
    unit = {"share": f"Share of {subject.noun}", "rate": subject.noun.capitalize(), "count": f"Number of {subject.noun}"}
    return unit[subject.style] + ("." if subject.is_stock else ", with its 95 % interval.")


def subtitle(subject: Subject, rows: Sequence[MeasureRow], every: Every) -> str:
    """Unit and time; whose records they are stands in the foot."""
    days = [row.period for row in rows if row.period]
    return f"{unit_words(subject)} {span_text(min(days), last_day(max(days), every))}."


def extremes(subject: Subject, rows: Sequence[MeasureRow], every: Every) -> str:
    """The lowest and the highest value of a series, in words."""
    known = [row for row in rows if row.value is not None and row.period is not None]
    low, high = min(known, key=lambda row: row.value or 0), max(known, key=lambda row: row.value or 0)
    said = [f"{value_text(r.value, subject.style)} in {period_text(r.period, every)}" for r in (low, high) if r.period]
    return f"Lowest: {said[0]}. Highest: {said[1]}."


def by_words(answer: MeasureAnswer) -> str:
    """The breakdown in words."""
    return " and ".join(dimension_words(name) for name in answer.question.by)


def broken_down(words: Verdict, answer: MeasureAnswer) -> str:
    """The text alternative of a chart with a breakdown."""
    return f"{words.text} Broken down by {by_words(answer)}; the table under the chart has every number."


def rest_words(rest: int) -> str:
    """What a chart leaves to the table."""
    return f"{rest} smaller group{' is' if rest == 1 else 's are'} in the table alone." if rest > 0 else ""
