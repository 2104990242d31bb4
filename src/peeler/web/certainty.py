"""What makes an answer more or less certain, in words: the unknown, the usual swing, what others published."""

from collections.abc import Sequence

from peeler.answers.contrasting import Kind, Sums, contrast
from peeler.answers.measure import Benchmark, BenchmarkRow, MeasureRow
from peeler.answers.trend_answer import Contrast
from peeler.terms.clocks import Every
from peeler.web.moments import SINGULAR, begun, last_day, period_text, span_text
from peeler.web.numbers import bare, change_text, lowest_highest, value_text, whole
from peeler.web.series import Series
from peeler.web.subject import Subject


def unknown_words(subject: Subject, row: MeasureRow) -> tuple[str, ...]:
    """What the unknown could make of the number."""
    if not row.unknown or row.lowest is None or row.highest is None or row.n is None:
        return ()
    if subject.style in ("time", "composite"):
        return ()
    spread = lowest_highest(row.lowest, row.highest, subject.style)
    if subject.style == "count":
        return (f"Of another {whole(row.unknown)} it is not known; with them it could be {spread}.",)
    return (f"Of {whole(row.unknown)} of {whole(row.n)} it is not known; were it known, it could be {spread}.",)


def moved_words(row: MeasureRow) -> tuple[str, ...]:
    """What came into a stock and what left it."""
    if row.arrivals is None or row.departures is None:
        return ()
    return (f"In that time {whole(row.arrivals)} came in and {whole(row.departures)} left.",)


def young_words(subject: Subject, row: MeasureRow, every: Every) -> tuple[str, ...]:
    """That a whole period has not settled yet, or that newer shares have had less time than older ones."""
    unit = SINGULAR[every]
    if row.provisional:
        return (f"This {unit} is provisional: it ended too lately for its number to stand, and will change.",)
    if subject.style == "share" and subject.has_records and subject.definition.matures is None:
        return (f"Newer {unit}s have had less time than older ones, so compare them with care.",)
    return ()


def benchmark_words(subject: Subject, row: MeasureRow, every: Every, benchmark: Benchmark) -> tuple[str, ...]:
    """The difference from what somebody else published: of the very same period, or the newest figure of a text."""
    found = same_period(row, every, benchmark.rows) or (newest_dated(benchmark) if benchmark.dated else None)
    if found is None or row.value is None or found.value is None:
        return ()
    words = change_text(row.value - found.value, subject.style)
    sure = sure_of(difference(subject, row, found), subject)
    if benchmark.dated:
        when = span_text(found.first, found.last)
        return (f"That is {words} {value_text(found.value, subject.style)}, {benchmark.title}, {when}{sure}.",)
    return (
        f"That is {words} the {benchmark.publisher} figure for the same time{sure}, which is counted by other rules.",
    )


def difference(subject: Subject, row: MeasureRow, found: BenchmarkRow) -> Contrast | None:
    """How a share stands to a published one; a figure published without its numbers is taken as exact."""
    if subject.style != "share":
        return None
    ours = Sums(row.value, row.numerator, row.denominator, row.low, row.high)
    if found.denominator is not None and row.denominator is not None:
        return contrast(ours, Sums(found.value, found.numerator, found.denominator), (1, 1), Kind("ratio", "share"))
    return contrast(
        Sums(row.value, None, None, row.low, row.high), Sums(found.value, None, None, found.value, found.value), (1, 1),
        Kind("time", "share"),
    )  # fmt: skip


def sure_of(found: Contrast | None, subject: Subject) -> str:
    """The interval of a difference in brackets, or that it may be chance."""
    if found is None or found.low is None or found.high is None:
        return ""
    if found.finding == "no_detectable_change":
        return ", a difference that chance could make"
    low, high = sorted(abs(end) for end in (found.low, found.high))
    return f" ({bare(low, subject.style)} to {bare(high, subject.style)})"


def newest_dated(benchmark: Benchmark) -> BenchmarkRow | None:
    """The newest figure of a text: our own forces' where there is one, else that of all."""
    rows = [row for row in benchmark.rows if row.force is None] or list(benchmark.everyone)
    return max(rows, key=lambda row: row.last, default=None)


def same_period(row: MeasureRow, every: Every, rows: Sequence[BenchmarkRow]) -> BenchmarkRow | None:
    """The published row of all forces together whose period is this row's own."""
    if row.period is None:
        return None
    whole_period = (row.period, last_day(row.period, every))
    return next((b for b in rows if b.force is None and (b.first, b.last) == whole_period), None)


def later_words(subject: Subject, series: Series) -> tuple[str, ...]:
    """What is known of a newer period that is not whole."""
    after = [row for row in series.rows[series.newest + 1 :] if row.value is not None and row.period is not None]
    if not after or after[-1].period is None:
        return ()
    name = begun(period_text(after[-1].period, series.every))
    return (f"{name} is not whole yet: {value_text(after[-1].value, subject.style)} so far.",)
