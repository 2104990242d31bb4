"""The answer as a sentence: the number, what it is compared with, and how sure one can be; always before any chart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup

from peeler.answers.measure import MeasureAnswer, MeasureRow
from peeler.terms.clocks import add_months
from peeler.web.certainty import benchmark_words, later_words, moved_words, unknown_words, young_words
from peeler.web.moments import SINGULAR, begun, last_day, period_text, span_text
from peeler.web.numbers import bare, change_text, in_so_many, lowest_highest, percent, range_text, value_text, whole
from peeler.web.series import Series
from peeler.web.signals import comparison_with, signal_words, sure_words, to_date_words
from peeler.web.subject import Subject, group_text, n_text

TAG = re.compile(r"<[^>]*>")
LONG_ENOUGH = 100  # records behind a share before it is called highest or lowest


@dataclass(frozen=True)
class Verdict:
    """The answer in words: the sentence with its number, then what makes it more or less certain."""

    answer: Markup
    certainty: tuple[str, ...]

    @property
    def text(self) -> str:
        """Sentence and certainty as plain text."""
        return " ".join((unescape(TAG.sub("", self.answer)), *self.certainty))


HELD = "Small numbers are held back from you, so that nobody can be recognised in them."
NOTHING = Verdict(Markup("Nothing has been counted for this question."), ())


def verdict(subject: Subject, series: Series) -> Verdict:
    """The verdict on a series: on its newest whole period where there is one."""
    if not series.rows:
        return NOTHING
    row = series.rows[series.newest]
    if row.suppressed:
        return Verdict(headline(subject, row, subject.when(row, series.every), ""), (HELD,))
    if row.period not in series.whole:
        return Verdict(
            headline(subject, row, part_words(subject, row, series), ""),
            (*unknown_words(subject, row), none_whole(series)),
        )
    return Verdict(
        headline(subject, row, subject.when(row, series.every), compared(subject, series)),
        (
            *signal_words(subject, series),
            *young_words(subject, row, series.every),
            *(
                words
                for found in series.answer.benchmarks
                for words in benchmark_words(subject, row, series.every, found)
            ),
            *to_date_words(subject, series.trend),
            *unknown_words(subject, row),
            *moved_words(row),
            *later_words(subject, series),
        ),
    )


def verdict_of_whole(subject: Subject, answer: MeasureAnswer) -> Verdict:
    """The verdict on the whole time in one row."""
    if not answer.rows:
        return NOTHING
    row = answer.rows[0]
    return Verdict(
        headline(subject, row, "over the whole time", ""), (HELD,) if row.suppressed else unknown_words(subject, row)
    )


def headline(subject: Subject, row: MeasureRow, when: str, comparison: str) -> Markup:
    """The sentence itself, its number strong."""
    end = f": {comparison}." if comparison else "."
    if row.suppressed:
        said = row.in_place_of("value")
        if subject.style == "count" and said != "held back":
            return Markup("<strong>{} {}</strong> {}.").format(begun(said), subject.noun, when)
        return Markup("<strong>Not told</strong> {}: the number is small, or would give a small one away.").format(when)
    if row.value is None:
        return none_known(subject, row, when)
    if subject.style == "count":
        return Markup("<strong>{}</strong> {}{}").format(subject.counted(row.value), when, end)
    interval = f"95 % interval {range_text(row.low, row.high, subject.style) or 'not known'}"
    if subject.style == "time":
        return Markup("{} of {} had it within <strong>{} {}</strong> ({}){}").format(
            begun(subject.how_many), begun_when(row, when), bare(row.value, "time"), subject.noun, interval, end
        )
    if subject.style in ("rate", "composite"):
        said = bare(row.value, subject.style)
        return Markup("<strong>{} {}</strong> {} ({}){}").format(said, subject.noun, when, interval, end)
    spoken = in_so_many(row.value)
    if spoken is None:
        return Markup("<strong>{}</strong> of {} {} ({}){}").format(
            percent(row.value), subject.noun, when, interval, end
        )
    shown = f"{percent(row.value)}, {interval}"
    return Markup("<strong>{}</strong> {} {} ({}){}").format(spoken, subject.noun, when, shown, end)


def none_known(subject: Subject, row: MeasureRow, when: str) -> Markup:
    """That there is no value, and why."""
    if subject.style == "time" and row.denominator:
        return Markup("<strong>Not reached yet</strong>: {} of {} have it so far, fewer than {}.").format(
            whole(row.numerator or 0), begun_when(row, when), subject.how_many
        )
    if not subject.has_records:
        return Markup("<strong>Not known</strong> {}: a part of it is not known, or is divided by nought.").format(when)
    if subject.style == "rate" and not row.denominator:
        per = subject.definition.file.denominator
        of_whom = per.label if per is not None else "people"
        return Markup("<strong>Not known</strong> {}: how many {} there were is not loaded.").format(when, of_whom)
    return Markup("<strong>Not known</strong> {}: nothing that counts towards it has been said.").format(when)


def begun_when(row: MeasureRow, when: str) -> str:
    """``the 123 that began in March 2024``."""
    many = "those" if row.denominator is None else f"the {whole(row.denominator)}"
    return f"{many} that began {when}"


def part_words(subject: Subject, row: MeasureRow, series: Series) -> str:
    """When, for a period of which there is only a part."""
    if row.period is None:
        return ""
    name = period_text(row.period, series.every)
    return (
        f"so far in {name}"
        if subject.is_stock or series.reach is None
        else f"in the part of {name} that has been loaded"
    )


def none_whole(series: Series) -> str:
    """Why nothing is compared."""
    unit = SINGULAR[series.every]
    if series.reach is None:
        return f"The {unit} is not over, so this will still change."
    return f"The data reach over {series.reach_words}: no whole {unit}, so nothing can be compared yet."


def compared(subject: Subject, series: Series) -> str:
    """The change since the period before and since the same period a year before, where those are whole too."""
    rows, every, words = series.rows, series.every, []
    now, before = rows[series.newest], rows[series.newest - 1] if series.newest else None
    year_ago = add_months(now.period, -12) if now.period and every not in ("year", "financial_year") else None
    earlier = next((row for row in rows if row.period == year_ago), None) if year_ago else None
    pairs = ((before, f"the {SINGULAR[every]} before", "period_before"), (earlier, "a year before", "year_before"))
    for other, name, against in pairs:
        if other is not None and other.period in series.whole and None not in (other.value, now.value):
            sure = sure_words(comparison_with(series.trend, against, now.period), subject.style)
            plain = "" if sure.startswith(" (") else share_of_change(subject, now, other)
            words.append(f"{change_words(subject, now, other)} {name}{plain}{sure}")
    return ", and ".join(words)


def change_words(subject: Subject, now: MeasureRow, other: MeasureRow) -> str:
    """How much more or less one row's value is than another's."""
    return change_text((now.value or 0) - (other.value or 0), subject.style)


def share_of_change(subject: Subject, now: MeasureRow, other: MeasureRow) -> str:
    """`` (+6.1 %)`` for counts and rates, where the earlier value is not nought."""
    if subject.style not in ("count", "rate") or not other.value or now.value is None or now.value == other.value:
        return ""
    change = now.value / other.value - 1
    return f" ({'+' if change > 0 else ''}{percent(change)})"


def whole_words(subject: Subject, row: MeasureRow, series: Series) -> str:
    """One line for the whole time shown."""
    first, last = series.rows[0].period, series.rows[-1].period
    if first is None or last is None or len(series.rows) < 2 or subject.is_stock or row.value is None:
        return ""
    time = f"Over the whole time shown, {series.reach_words or span_text(first, last_day(last, series.every))}"
    if subject.style == "count":
        return f"{time}: {subject.counted(row.value)}."
    n = f"; n = {n_text(row)}" if subject.has_records else ""
    interval = f"({range_text(row.low, row.high, subject.style)}{n})"
    if subject.style in ("time", "composite"):
        return f"{time}: {bare(row.value, subject.style)} {subject.noun} {interval}."
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
        told_all = len(known) == len(rows)  # else the parts shown do not add up to the whole
        named = [
            f"{group_text(r.dimensions)}, {whole(r.value or 0)}"
            + (f" ({percent((r.value or 0) / total)})" if told_all else "")
            for r in (first, second)
        ]
        return f"Most {period_words}: {named[0]}; then {named[1]}."
    firm = [row for row in known if (row.n or row.denominator or 0) >= LONG_ENOUGH] or known
    top, bottom = max(firm, key=lambda row: row.value or 0), min(firm, key=lambda row: row.value or 0)
    return (
        f"Highest {period_words}: {group_text(top.dimensions)}, {value_text(top.value, subject.style)}; "
        f"lowest: {group_text(bottom.dimensions)}, {value_text(bottom.value, subject.style)}."
    )
