"""What statistics say, in words that web and terminal both use: how sure a change is, and what a signal means."""

from collections.abc import Sequence
from datetime import date

from peeler.answers.figure_words import Style, range_words, value_words
from peeler.measures.contrasts import Contrast
from peeler.measures.process_limits import ProcessChart, ProcessPoint, Stage
from peeler.terms.clocks import Every

NO_CHANGE = "no detectable change"
PERIOD: dict[Every, str] = {
    "day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year", "financial_year": "year",
}  # fmt: skip
MEANING = {
    "improvement": "This is for the better.", "concern": "This is a cause for concern.",
    "neutral": "Whether that is good or bad the number alone does not say.",
}  # fmt: skip
FAR = 3.0  # a ratio beyond which it is said as "times", not as per cent more


def contrast_words(contrast: Contrast, style: Style) -> str:
    """``higher by 17.0 points, 16.0 to 18.0``; ``lower by 12 %, 8 to 15``; ``no detectable change``."""
    if contrast.finding == "not_known":
        return "cannot be compared"
    if contrast.finding == "no_detectable_change":
        return NO_CHANGE
    amounts = difference_amounts(contrast, style) if contrast.kind == "difference" else ratio_amounts(contrast)
    return f"{contrast.finding}{amounts}"


def difference_amounts(contrast: Contrast, style: Style) -> str:
    """By how much, as a difference: shares in percentage points."""
    if contrast.value is None or contrast.low is None or contrast.high is None:
        return ""
    ends = sorted(abs(end) for end in (contrast.low, contrast.high))
    if style == "share":
        value, low, high = (f"{abs(one) * 100:,.1f}" for one in (contrast.value, *ends))
        return f" by {value} points, {low} to {high}"
    return f" by {value_words(abs(contrast.value), style)}, {range_words(ends[0], ends[1], style)}"


def ratio_amounts(contrast: Contrast) -> str:
    """By how much, as a ratio: per cent more or less, or so many times where it is three times and more."""
    if contrast.value is None or contrast.low is None:
        return ": something where there was nothing"
    high = contrast.high
    if contrast.value >= FAR:
        return f": {contrast.value:,.1f} times as many, {contrast.low:,.1f} to {'any number' if high is None else f'{high:,.1f}'}"
    ends = sorted(abs(end - 1) * 100 for end in (contrast.low, high or contrast.low))
    return f" by {abs(contrast.value - 1) * 100:,.0f} %, {ends[0]:,.0f} to {ends[1]:,.0f}"


def point_words(point: ProcessPoint, stage: Stage, style: Style, every: Every) -> str:
    """What the newest point says, as a sentence."""
    unit = PERIOD[every]
    lower = max(stage.lower, 0.0) if style != "number" else stage.lower
    usual = range_words(lower, min(stage.upper, 1.0) if style == "share" else stage.upper, style)
    above, more = ("above", "higher") if point.way == "high" else ("below", "lower")
    if point.rule is None:
        said = f"Inside the usual swing from {unit} to {unit}, {usual}: no sign of a change."
    elif point.rule == "outside":
        said = f"{above.capitalize()} the usual swing from {unit} to {unit}, {usual}: something has changed."
    elif point.rule == "trend":
        said = (
            f"Part of seven {unit}s each {more} than the one before, which chance seldom makes: something is changing."
        )
    elif point.rule == "two_of_three":
        said = f"Two of three {unit}s lie close to the {'upper' if point.way == 'high' else 'lower'} end of the usual swing, {usual}: probably a change."
    else:
        said = f"Part of seven {unit}s in a row {above} the mean of {value_words(stage.centre, style)}: something has changed."
    trial = f" The limits rest on {stage.points} {unit}s only." if stage.trial else ""
    return f"{said} {MEANING[point.meaning]}{trial}" if point.rule else f"{said}{trial}"


def standing_since(chart: ProcessChart, place: int) -> int:
    """The first of the unbroken row of signals of one stage, all one way, that a point ends; itself where it is none."""
    way, first = chart.points[place].way, place
    stage = chart.points[place].stage
    while (
        first > 0 and way is not None and (chart.points[first - 1].way, chart.points[first - 1].stage) == (way, stage)
    ):
        first -= 1
    return first


def change_words(day: date, before: float, after: float, style: Style, explained: str) -> str:
    """One change of level as a sentence."""
    way = "rose" if after > before else "fell"
    said = f"The level {way} from {value_words(before, style)} to {value_words(after, style)} at the period that begins on {day}"
    return f"{said} ({explained})." if explained else f"{said}; nothing in the catalogue explains it."


def compared_with(label: str, words: str) -> str:
    """A comparison as a sentence."""
    return f"Compared with {label}: {words}."


def list_words(words: Sequence[str]) -> str:
    """Words as a person lists them."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
