"""Signal or noise, in words: what a series' process chart says of its newest period, and what changed when."""

import re
from dataclasses import replace
from datetime import date

from peeler.answers.figure_words import Style as FigureStyle
from peeler.answers.trend_answer import Comparison, ProcessChart, ProcessPoint, TrendPoint, TrendSeries
from peeler.answers.verdicts import contrast_words, point_words, standing_since
from peeler.terms.clocks import Every, parse_day
from peeler.web.moments import SINGULAR, begun, day_text, last_day, period_text, span_text
from peeler.web.numbers import MINUS, THIN, Style, bare, value_text
from peeler.web.series import Series
from peeler.web.subject import Subject

THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
FIGURE: dict[Style, FigureStyle] = {"count": "count", "share": "share"}


def as_read(text: str) -> str:
    """Words that web and terminal share, with numbers and days as a page writes them."""
    days = ISO_DAY.sub(lambda found: day_text(parse_day(found[0])), text)
    return THOUSANDS.sub(THIN, days).replace(" %", f"{THIN}%")


def read_from(trend: TrendSeries) -> ProcessChart:
    """The chart that signals are read from: without the season, where one comes back."""
    return trend.adjusted or trend.chart


def newest_judged(trend: TrendSeries) -> int | None:
    """The place of the newest period that can be judged; None where none can."""
    return next((place for place in range(len(trend.points) - 1, -1, -1) if trend.points[place].judged), None)


def newest_seen(series: Series) -> ProcessPoint | None:
    """What the process chart says of the newest judged period."""
    place = newest_judged(series.trend) if series.trend is not None else None
    return None if place is None or series.trend is None else read_from(series.trend).points[place]


def signal_words(subject: Subject, series: Series) -> tuple[str, ...]:
    """Whether the newest judged value is out of the usual, since when, and from when its limits are."""
    trend, every, unit = series.trend, series.every, SINGULAR[series.every]
    if subject.rolling is not None:
        return (
            f"Each number covers {subject.rolling} {unit}s, so neighbours overlap and swing little: no limits are drawn.",
        )
    if trend is None:
        return ()
    place = newest_judged(trend)
    if place is None:
        return (f"No {unit} can be judged yet: none is whole, known and settled.",)
    chart, point = read_from(trend), trend.points[place]
    seen = chart.points[place]
    if seen.stage is None:
        return (f"There are too few whole {unit}s yet to say how far this usually swings.",)
    stage = chart.stages[seen.stage]
    usual = stage if subject.style == "composite" else replace(stage, lower=max(stage.lower, 0.0))
    said = as_read(point_words(seen, usual, FIGURE.get(subject.style, "number"), every))
    return (
        f"{of_which(subject, point, series)}{said}{since_words(trend, chart, place, every)}{season_words(trend)}",
        *anew_words(trend, chart, every),
    )


def of_which(subject: Subject, point: TrendPoint, series: Series) -> str:
    """Which period is judged, where that is not the newest whole one, which has not settled."""
    if series.rows and series.rows[series.newest].period == point.period:
        return ""
    when = period_text(point.period, series.every)
    return f"The newest that has settled is {when}, {value_text(point.row.value, subject.style)}. "


def since_words(trend: TrendSeries, chart: ProcessChart, place: int, every: Every) -> str:
    """Since when it has stood out this way, where that is longer than the newest period."""
    first = standing_since(chart, place)
    if not chart.points[place].rule or first == place:
        return ""
    return f" It has stood out this way since {period_text(trend.points[first].period, every)}."


def season_words(trend: TrendSeries) -> str:
    """That the season is left out of what is read."""
    return " This is read without the season that comes back in it." if trend.adjusted is not None else ""


def anew_words(trend: TrendSeries, chart: ProcessChart, every: Every) -> tuple[str, ...]:
    """From when the limits are calculated anew, and why."""
    last = chart.stages[-1] if chart.stages else None
    if last is None or not last.reason:
        return ()
    return (
        f"Its limits are calculated anew from {period_text(trend.points[last.first].period, every)}: {last.reason}.",
    )


def comparison_with(trend: TrendSeries | None, against: str, period: date | None) -> Comparison | None:
    """The comparison of a period with the one before it, or with a year before."""
    if trend is None:
        return None
    return next((one for one in trend.comparisons if one.against == against and one.first == period), None)


def sure_words(comparison: Comparison | None, style: Style) -> str:
    """How sure a difference is: its interval in brackets, or that no change can be detected; empty where nothing is known.

    Counts and rates are compared day for day, which is said where the two periods are not of one length.
    """
    if comparison is None or comparison.contrast.finding == "not_known":
        return ""
    found = comparison.contrast
    if found.finding == "no_detectable_change":
        return ", no detectable change"
    if found.value is None or found.low is None or found.high is None:
        return ""
    if found.kind == "difference":
        low, high = sorted(abs(end) for end in (found.low, found.high))
        return f" ({bare(low, style)} to {bare(high, style)})"
    low, high = sorted(abs(end - 1) for end in (found.low, found.high))
    sign, even = "+" if found.value > 1 else MINUS, one_length(comparison)
    change = f"{sign}{bare(abs(found.value - 1), 'share')}{THIN}%"
    return f" ({'' if even else 'day for day '}{change}, {bare(low, 'share')} to {bare(high, 'share')})"


def one_length(comparison: Comparison) -> bool:
    """Whether both periods have as many days."""
    return comparison.last - comparison.first == comparison.against_last - comparison.against_first


def to_date_words(subject: Subject, trend: TrendSeries | None) -> tuple[str, ...]:
    """The financial year so far beside the same months a year before."""
    found = next((one for one in trend.comparisons if one.against == "year_to_date"), None) if trend else None
    if found is None or None in (found.value, found.against_value) or found.contrast.finding == "not_known":
        return ()
    now, then = (value_text(value, subject.style) for value in (found.value, found.against_value))
    words = as_read(contrast_words(found.contrast, FIGURE.get(subject.style, "number")))
    when = span_text(found.first, found.last)
    same = "in the same months a year before"
    return (f"The financial year so far, {when}: {now}, against {then} {same}: {words}.",)


def changes_words(subject: Subject, series: Series) -> list[tuple[date, str]]:
    """Each change of level that the series shows by itself, with its first period."""
    found = []
    for one in series.trend.changes if series.trend else ():
        way = "rose" if one.after > one.before else "fell"
        levels = f"{value_text(one.before, subject.style)} to {value_text(one.after, subject.style)}"
        why = (
            f"; it falls together with: {one.explained}" if one.explained else "; nothing in the catalogue explains it"
        )
        found.append((one.period, f"The level {way} from {levels}{why}."))
    return found


def marks_words(series: Series) -> list[tuple[date, date, str]]:
    """Each dated change of law or recording: the period it shows in, its day, and its words."""
    return [
        (mark.period, mark.day, f"{begun(mark.title)}.{' Limits are calculated anew.' if mark.rebases else ''}")
        for mark in (series.trend.marks if series.trend else ())
        if mark.period is not None
    ]


def last_of(series: Series) -> date:
    """The last day the series reaches."""
    return last_day(max(row.period for row in series.rows if row.period), series.every)
