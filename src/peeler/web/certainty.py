"""What makes an answer more or less certain, in words: the unknown, the usual swing, what others published."""

from collections.abc import Sequence

from peeler.answers.measure import Benchmark, BenchmarkRow, MeasureRow
from peeler.terms.clocks import Every
from peeler.web.moments import SINGULAR, begun, last_day, period_text
from peeler.web.numbers import change_text, decimal, lowest_highest, range_text, value_text, whole
from peeler.web.series import Series
from peeler.web.subject import Subject
from peeler.web.swing import Swing, difference_interval, usual_swing


def unknown_words(subject: Subject, row: MeasureRow) -> tuple[str, ...]:
    """What the unknown could make of the number."""
    if not row.unknown or row.lowest is None or row.highest is None or row.n is None:
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


def swing_of(subject: Subject, series: Series) -> Swing | None:
    """The usual swing of a count or rate; a stock carries its past with it, and newer shares are still ripening."""
    if subject.is_stock or subject.style == "share":
        return None
    return usual_swing([row.value for row in series.rows if row.period in series.whole])


def swing_words(subject: Subject, series: Series) -> tuple[str, ...]:
    """Whether the newest value is out of the usual."""
    unit, swing = SINGULAR[series.every], swing_of(subject, series)
    if subject.is_stock:
        return ()
    if subject.style == "share":
        return (
            (f"Newer {unit}s have had less time than older ones, so compare them with care.",)
            if len(series.whole) > 1
            else ()
        )
    if swing is None:
        return (f"There are too few whole {unit}s yet to say how far this usually swings.",)
    limits = range_text(swing.low, swing.high, subject.style)
    if swing.verdict == "inside":
        return (f"That is inside the usual swing from {unit} to {unit} ({limits}): no sign of a change.",)
    return (
        f"That is {swing.verdict} the usual swing from {unit} to {unit} ({limits}): a sign that something changed.",
    )


def benchmark_words(subject: Subject, row: MeasureRow, every: Every, benchmark: Benchmark) -> tuple[str, ...]:
    """The difference from a published figure of the very same period."""
    found = same_period(row, every, benchmark.rows)
    if found is None or row.value is None or found.value is None:
        return ()
    words = change_text(row.value - found.value, subject.style)
    if subject.style != "share" or None in (row.low, row.high, found.low, found.high):
        return (
            f"That is {words} the {benchmark.publisher} figure for the same time, which is counted by other rules.",
        )
    _, low, high = difference_interval(
        (row.value, row.low or 0.0, row.high or 0.0), (found.value, found.low or 0.0, found.high or 0.0)
    )
    between = f"{decimal(low * 100)} to {decimal(high * 100)}"
    theirs = f"the {benchmark.publisher} figure for the same time ({between})"
    return (f"That is {words} {theirs}, which is counted by other rules.",)


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
