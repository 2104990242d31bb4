"""The chart of an answer: which kind it is, its title and subtitle, and the text alternative that says the finding."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from peeler.answers.measure import Benchmark, MeasureAnswer, MeasureRow
from peeler.definitions.catalogue import Catalogue
from peeler.terms.clocks import Every
from peeler.web.charts import COLOURS, GREY, NARROW, WIDE, Bar, Point, Size, Spec, Stretch
from peeler.web.drawing import drawn
from peeler.web.groups import group_names
from peeler.web.lines import MOST_BARS, MOST_LINES, MOST_PANELS, bars, few_lines, one_line, panels, stretch_inks
from peeler.web.moments import ADVERB, begun, day_text, last_day, period_text, span_text
from peeler.web.numbers import value_text
from peeler.web.sentences import Verdict
from peeler.web.series import Series
from peeler.web.signal_chart import Process, process_of, signal_chart
from peeler.web.signals import changes_words, marks_words
from peeler.web.subject import Subject, dimension_words, force_words, group_text

BAR_WORDS = {COLOURS[3]: "Orange bars", GREY: "Dark bars", COLOURS[2]: "Pink bars"}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Mark:
    """A dated change under the chart: its letter there, the period it stands at, and its words."""

    letter: str
    period: date
    words: str


@dataclass(frozen=True)
class Figure:
    """A chart drawn for a wide and for a narrow page, with its words."""

    title: str
    subtitle: str
    alternative: str
    wide: Markup
    narrow: Markup
    left_out: str = ""
    marks: tuple[Mark, ...] = ()


def figure(
    subject: Subject, asked: MeasureAnswer, series: Series, words: Verdict, catalogue: Catalogue
) -> Figure | None:
    """The chart of an answer; None where one number is all there is."""
    question, rows = asked.question, [row for row in asked.rows if row.value is not None]
    many = {row.period for row in rows}
    if question.every is None and len(rows) > 1:
        return group_figure(subject, asked, words)
    if question.every is None or len(many) < 2:
        return None
    if question.by:
        return breakdown_figure(subject, asked, series, words)
    return series_figure(subject, series, words, catalogue)


def series_figure(subject: Subject, series: Series, words: Verdict, catalogue: Catalogue) -> Figure:
    """One series with its usual swing and what others published."""
    title, every = subject.title, series.every
    points = [point(subject, title, row, series) for row in series.rows]
    stretches = [s for found in series.answer.benchmarks for s in stretches_of(found, subject, series, catalogue)]
    marks = marks_of(subject, series)
    process = process_of(series, subject.style, [(mark.period, mark.letter) for mark in marks])

    def spec(size: Size) -> Spec:
        if process is None:
            return one_line(points, stretches, subject.style, size)
        return signal_chart(points, stretches, process, subject.style, size)

    drawn = drawn_twice(
        spec,
        f"{title}, {ADVERB[every]}",
        " ".join((subtitle(subject, series), *legend(process), *published_legend(stretches))),
        f"{words.text} {extremes(subject, series.rows, every)}",
    )
    return replace(drawn, marks=marks)


def marks_of(subject: Subject, series: Series) -> tuple[Mark, ...]:
    """The dated changes of a series in order of time, lettered: those of law and recording, and those it shows by itself."""
    told = [(period, f"{day_text(day)}: {words}") for period, day, words in marks_words(series)]
    told += [
        (day, f"{begun(period_text(day, series.every))}: {words}") for day, words in changes_words(subject, series)
    ]
    letters = dict(zip(sorted({period for period, _ in told}), LETTERS, strict=False))
    return tuple(Mark(letters[period], period, words) for period, words in sorted(told) if period in letters)


def published_legend(stretches: Sequence[Stretch]) -> list[str]:
    """Which colour is whose, of what others published."""
    inks = {ink: name for name, ink in stretch_inks(stretches).items()}
    said = [f"{words}: {inks[ink]}" for ink, words in BAR_WORDS.items() if ink in inks]
    return [f"{'; '.join(said)}."] if said else []


def legend(process: Process | None) -> list[str]:
    """What the marks of a process chart mean."""
    if process is None or not process.limits:
        return []
    told = ["Thin line: its mean; dotted: the usual swing."]
    told += ["Blue line: without the season; pale: as counted."] if process.adjusted else []
    ways = {dot.meaning for dot in process.dots if dot.way}
    names = {
        "improvement": "blue for the better",
        "concern": "orange a concern",
        "neutral": "purple neither good nor bad",
    }
    said = [words for meaning, words in names.items() if meaning in ways]
    return [*told, *([f"Triangles are signals: {', '.join(said)}."] if said else [])]


def breakdown_figure(subject: Subject, answer: MeasureAnswer, series: Series, words: Verdict) -> Figure:
    """Up to four lines, or a panel for each of the largest groups."""
    names = group_names(answer.rows)
    points = [point(subject, group_text(row.dimensions), row, series) for row in answer.rows]
    few, shown = len(names) <= MOST_LINES, names[:MOST_PANELS]
    scale = "" if few else " Each panel has its own scale, from zero."

    def spec(size: Size) -> Spec:
        return few_lines(points, names, subject.style, size) if few else panels(points, shown, subject.style, size)

    return drawn_twice(
        spec,
        f"{subject.title} by {by_words(answer)}, {ADVERB[series.every]}",
        subtitle(subject, series) + scale,
        broken_down(words, answer),
        rest_words(len(names) - len(shown)),
    )


def group_figure(subject: Subject, answer: MeasureAnswer, words: Verdict) -> Figure:
    """One bar for each of the largest groups, over the whole time."""
    names = group_names(answer.rows)[:MOST_BARS]
    rows = sorted((r for r in answer.rows if group_text(r.dimensions) in names), key=lambda row: -(row.value or 0))
    made = [Bar(group_text(r.dimensions), r.value, r.low, r.high) for r in rows]
    return drawn_twice(
        lambda size: bars(made, subject.style, size),
        f"{subject.title} by {by_words(answer)}",
        unit_words(subject),
        broken_down(words, answer),
        rest_words(len(answer.rows) - len(rows)),
    )


def drawn_twice(
    spec: Callable[[Size], Spec], title: str, subtitle: str, alternative: str, left_out: str = ""
) -> Figure:
    """The chart at both widths."""
    return Figure(title, subtitle, alternative, drawn(spec(WIDE)), drawn(spec(NARROW)), left_out)


def point(subject: Subject, name: str, row: MeasureRow, series: Series) -> Point:
    """A row as a point of a chart (a stock is exact and has no band); RuntimeError for a row without a period."""
    if row.period is None:
        raise RuntimeError("a row without a period has no place in a series")
    low, high = (None, None) if subject.is_stock else (row.low, row.high)
    young = row.provisional or row.period not in series.whole
    return Point(name, row.period, row.value, low, high, young)


def stretches_of(benchmark: Benchmark, subject: Subject, series: Series, catalogue: Catalogue) -> list[Stretch]:
    """Published figures that may lie in the chart: shares always, counts only of the same kind of period."""
    counted = subject.style == "count" and benchmark.every != series.every
    if counted or (subject.style == "rate" and not benchmark.dated):
        return []
    days = [row.period for row in series.rows if row.period]
    begin, end = min(days), last_day(max(days), series.every)
    forces = ", ".join(force_words(key, catalogue) for key in benchmark.forces[:2])
    whose = f"{benchmark.publisher}, {forces}" if forces else benchmark.publisher
    names = (benchmark.title,) * 2 if benchmark.dated else (whose, f"{benchmark.publisher}, all forces")
    own = [(names[0], row) for row in benchmark.rows if row.force is None]
    everyone = [(names[1], row) for row in benchmark.everyone]
    return [
        Stretch(name, max(row.first, begin), min(row.last, end), row.value)
        for name, row in (*own, *everyone)
        if row.value is not None and row.first <= end and row.last >= begin
    ]


def unit_words(subject: Subject) -> str:
    """The unit of a chart, and what its band or bar is."""
    unit = {
        "share": f"Share of {subject.noun}",
        "rate": begun(subject.noun),
        "count": f"Number of {subject.noun}",
        "time": f"{begun(subject.noun)} until {subject.how_many} have it, by when they began",
        "composite": begun(subject.noun),
    }
    return unit[subject.style] + ("." if subject.is_stock else ", with its 95 % interval.")


def subtitle(subject: Subject, series: Series) -> str:
    """Unit and time, and what a dashed line means where there is one; whose records they are stands in the foot."""
    days = [row.period for row in series.rows if row.period]
    part = ["not whole"] if len(series.whole) < len(days) else []
    young = [*part, *(["provisional"] if any(row.provisional for row in series.rows) else [])]
    dashed = f" Dashed: a period that is {' or '.join(young)}." if young else ""
    time = series.reach_words or span_text(min(days), last_day(max(days), series.every))
    return f"{unit_words(subject)} {time}.{dashed}"


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
