"""The answer as a sentence: the number, what it is compared with, and how sure one can be; always before any chart."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from peeler.answers.measure import Benchmark, BenchmarkRow, MeasureAnswer, MeasureRow
from peeler.terms.clocks import Every, add_months
from peeler.web.moments import SINGULAR, last_day, span_text
from peeler.web.numbers import change_text, decimal, in_so_many, lowest_highest, percent, range_text, value_text, whole
from peeler.web.subject import Subject, group_text, newest_whole
from peeler.web.swing import Swing, difference_interval, usual_swing

LONG_ENOUGH = 100  # records behind a share before it is called highest or lowest


@dataclass(frozen=True)
class Verdict:
    """The answer in words: the sentence with its number, then what makes it more or less certain."""

    answer: Markup
    certainty: tuple[str, ...]

    @property
    def text(self) -> str:
        """Sentence and certainty as plain text."""
        return " ".join((self.answer.striptags(), *self.certainty))


def verdict(subject: Subject, answer: MeasureAnswer) -> Verdict:
    """The verdict on an answer by period without breakdown; on its newest whole period where there is one."""
    rows, every = answer.rows, answer.question.every
    if not rows:
        return Verdict(Markup("Nothing has been counted for this question."), ())
    if every is None:
        return Verdict(headline(subject, rows[-1], None, ""), unknown_words(subject, rows[-1]))
    place = newest_whole(rows, every, answer)
    here = len(rows) - 1 if place is None else place
    words = headline(subject, rows[here], every, compared(subject, rows, here, every))
    swing = usual_swing([row.value for row in rows[: here + 1]])
    return Verdict(words, (
        *unknown_words(subject, rows[here]), *swing_words(subject, swing, every, len(rows)),
        *(w for b in answer.benchmarks for w in benchmark_words(subject, rows[here], every, b)),
        *provisional_words(subject, rows, here, every, place is None),
    ))  # fmt: skip


def headline(subject: Subject, row: MeasureRow, every: Every | None, comparison: str) -> Markup:
    """The sentence itself, its number strong."""
    end = f": {comparison}." if comparison else "."
    when = subject.when(row, every)
    if row.value is None:
        return Markup("<strong>Not known</strong> {}: nothing that counts towards it has been said.").format(when)
    if subject.style == "count":
        return Markup("<strong>{}</strong> {}{}").format(subject.counted(row.value), when, end)
    interval = f"95 % interval {range_text(row.low, row.high, subject.style)}"
    if subject.style == "rate":
        return Markup("<strong>{} {}</strong> {} ({}){}").format(decimal(row.value), subject.noun, when, interval, end)
    spoken = in_so_many(row.value)
    if spoken is None:
        return Markup("<strong>{}</strong> of {} {} ({}){}").format(percent(row.value), subject.noun, when, interval, end)
    shown = f"{percent(row.value)}, {interval}"
    return Markup("<strong>{}</strong> {} {} ({}){}").format(spoken, subject.noun, when, shown, end)


def compared(subject: Subject, rows: Sequence[MeasureRow], here: int, every: Every) -> str:
    """The change since the period before and since the same period a year before."""
    now, words = rows[here], []
    before = rows[here - 1] if here else None
    if before is not None and None not in (before.value, now.value):
        words.append(f"{change_words(subject, now, before)} the {SINGULAR[every]} before{share_of_change(subject, now, before)}")
    year_ago = add_months(now.period, -12) if now.period and every not in ("year", "financial_year") else None
    earlier = next((row for row in rows if row.period == year_ago), None) if year_ago else None
    if earlier is not None and None not in (earlier.value, now.value):
        words.append(f"{change_words(subject, now, earlier)} a year before{share_of_change(subject, now, earlier)}")
    return ", and ".join(words)


def change_words(subject: Subject, now: MeasureRow, other: MeasureRow) -> str:
    """How much more or less one row's value is than another's."""
    return change_text((now.value or 0) - (other.value or 0), subject.style)


def share_of_change(subject: Subject, now: MeasureRow, other: MeasureRow) -> str:
    """`` (+6.1 %)`` for counts and rates, where the earlier value is not nought."""
    if subject.style == "share" or not other.value or now.value is None or now.value == other.value:
        return ""
    change = now.value / other.value - 1
    return f" ({'+' if change > 0 else ''}{percent(change)})"


def unknown_words(subject: Subject, row: MeasureRow) -> tuple[str, ...]:
    """What the unknown could make of the number."""
    if not row.unknown or row.lowest is None or row.highest is None:
        return ()
    spread = lowest_highest(row.lowest, row.highest, subject.style)
    if subject.style == "count":
        return (f"Of another {whole(row.unknown)} it is not known; with them it could be {spread}.",)
    return (f"Of {whole(row.unknown)} of {whole(row.n)} it is not known; were it known, it could be {spread}.",)


def swing_words(subject: Subject, swing: Swing | None, every: Every, periods: int) -> tuple[str, ...]:
    """Whether the newest value is out of the usual."""
    unit = SINGULAR[every]
    if swing is None:
        return (f"There are too few {unit}s yet to say how far this usually swings.",) if periods > 1 else ()
    limits = range_text(swing.low, swing.high, subject.style) + (" %" if subject.style == "share" else "")
    if swing.verdict == "inside":
        return (f"That is inside the usual swing from {unit} to {unit} ({limits}): no sign of a change.",)
    return (f"That is {swing.verdict} the usual swing from {unit} to {unit} ({limits}): a sign that something changed.",)


def benchmark_words(subject: Subject, row: MeasureRow, every: Every, benchmark: Benchmark) -> tuple[str, ...]:
    """The difference from a published figure of the very same period."""
    found = same_period(row, every, benchmark.rows)
    if found is None or row.value is None or found.value is None:
        return ()
    words = change_text(row.value - found.value, subject.style)
    if subject.style != "share" or None in (row.low, row.high, found.low, found.high):
        return (f"That is {words} the {benchmark.publisher} figure for the same time, which is counted by other rules.",)
    _, low, high = difference_interval((row.value, row.low or 0.0, row.high or 0.0), (found.value, found.low or 0.0, found.high or 0.0))
    between = f"{decimal(low * 100)} to {decimal(high * 100)}"
    return (f"That is {words} the {benchmark.publisher} figure for the same time ({between}), which is counted by other rules.",)


def same_period(row: MeasureRow, every: Every, rows: Sequence[BenchmarkRow]) -> BenchmarkRow | None:
    """The published row of all forces together whose period is this row's own."""
    if row.period is None:
        return None
    whole_period = (row.period, last_day(row.period, every))
    return next((b for b in rows if b.force is None and (b.first, b.last) == whole_period), None)


def provisional_words(
    subject: Subject, rows: Sequence[MeasureRow], here: int, every: Every, none_over: bool
) -> tuple[str, ...]:
    """What is known of a period that is not over."""
    if none_over:
        return (f"The {SINGULAR[every]} is not over, so this will still change.",)
    if here + 1 < len(rows) and rows[here + 1].value is not None:
        later = rows[here + 1]
        number = value_text(later.value, subject.style)
        return (f"The newest {SINGULAR[every]} is not over: {number} so far.",)
    return ()


def whole_words(subject: Subject, row: MeasureRow, rows: Sequence[MeasureRow], every: Every) -> str:
    """One line for the whole time shown."""
    first, last = rows[0].period, rows[-1].period
    if first is None or last is None or len(rows) < 2 or subject.is_stock or row.value is None:
        return ""
    time = f"Over the whole time shown, {span_text(first, last_day(last, every))}"
    if subject.style == "count":
        return f"{time}: {subject.counted(row.value)}."
    interval = f"({range_text(row.low, row.high, subject.style)}; n = {whole(row.n)})"
    spread = f"; with what is unknown, {lowest_highest(row.lowest, row.highest, subject.style)}" if row.unknown else ""
    return f"{time}: {value_text(row.value, subject.style)} {interval}{spread}."


def breakdown_words(subject: Subject, rows: Sequence[MeasureRow], period_words: str) -> str:
    """The groups that matter most in the newest whole period."""
    known = [row for row in rows if row.value is not None]
    if len(known) < 2:
        return ""
    if subject.style == "count":
        first, second = sorted(known, key=lambda row: -(row.value or 0))[:2]
        total = sum(row.value or 0 for row in known) or 1
        named = [f"{group_text(r.dimensions)}, {whole(r.value or 0)} ({percent((r.value or 0) / total)})" for r in (first, second)]
        return f"Most {period_words}: {named[0]}; then {named[1]}."
    firm = [row for row in known if row.n >= LONG_ENOUGH] or known
    top, bottom = max(firm, key=lambda row: row.value or 0), min(firm, key=lambda row: row.value or 0)
    return (
        f"Highest {period_words}: {group_text(top.dimensions)}, {value_text(top.value, subject.style)}; "
        f"lowest: {group_text(bottom.dimensions)}, {value_text(bottom.value, subject.style)}."
    )
