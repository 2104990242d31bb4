"""A figure of a board in words: the number, its interval, what it rests on, and what it is beside."""

from typing import Literal

from peeler.answers.boards import FigureAnswer
from peeler.answers.measure import DefinitionSummary, MeasureAnswer, MeasureRow

Style = Literal["share", "count", "number"]


def style_of(definition: DefinitionSummary) -> Style:
    """How a measure's values are written: a share as a percentage, a count whole, anything else with decimals."""
    if definition.unit.startswith("share"):
        return "share"
    return "count" if definition.kind in ("count", "stock") else "number"


def value_words(value: float | None, style: Style) -> str:
    """``31.0 %``, ``61,227``, ``1.68``; empty where nothing is known."""
    if value is None:
        return ""
    if style == "share":
        return f"{value * 100:,.1f} %"
    return f"{value:,.0f}" if style == "count" else f"{value:,.2f}" if abs(value) < 10 else f"{value:,.1f}"


def range_words(low: float | None, high: float | None, style: Style) -> str:
    """``30.6 to 31.4 %``; empty where there is no interval."""
    if low is None or high is None:
        return ""
    first = value_words(low, style).removesuffix(" %")
    return f"{first} to {value_words(high, style)}"


def figure_style(figure: FigureAnswer) -> Style:
    """How the one number of a figure is written."""
    if figure.shows == "change":
        return "share"
    if figure.answer is None or figure.shows in ("numerator", "denominator", "unknown", "n", "missing"):
        return "count"
    return style_of(figure.answer.definition)


def number_words(figure: FigureAnswer) -> str:
    """The figure's number; or that it has several, or why it has none."""
    if figure.number is not None:
        sign = "+" if figure.shows == "change" and figure.number > 0 else ""
        return f"{sign}{value_words(figure.number, figure_style(figure))}"
    if figure.left:
        return f"left to {figure.left}" if figure.left in ("people", "duties") else figure.left
    if figure.problem:
        return "not answered"
    return many_words(figure.answer) if figure.answer is not None else ""


def many_words(answer: MeasureAnswer) -> str:
    """What stands for several rows: the last period's value, or how many groups there are."""
    if answer.question.every is None or answer.question.by or not answer.rows:
        return f"{len(answer.rows):,} rows"
    value, _, _ = row_words(answer.rows[-1], answer.definition)
    return f"{value} from {answer.rows[-1].period}"


def interval_words(figure: FigureAnswer) -> str:
    """The interval of the figure's number; empty where it has none."""
    return range_words(figure.low, figure.high, figure_style(figure))


def unit_words(figure: FigureAnswer) -> str:
    """What the number counts."""
    if figure.answer is None:
        return ""
    unit = figure.answer.definition.unit
    if figure.shows == "change":
        return f"more {unit} than in the time before" if (figure.number or 0) >= 0 else f"more {unit} than before"
    return unit.removeprefix("share ") if figure_style(figure) == "share" else unit.removeprefix("share of ")


def sentence(figure: FigureAnswer) -> str:
    """The answer as a sentence: number, unit, interval and n; or why there is none."""
    if figure.left:
        return f"{number_words(figure)[:1].upper()}{number_words(figure)[1:]}: {figure.because}"
    if figure.problem:
        return f"Not answered: {figure.problem}."
    if figure.number is None:
        return (
            f"{number_words(figure)}, the last of {rows_of(figure):,}."
            if is_series(figure)
            else f"{number_words(figure)}."
        )
    row = figure.row
    said = [f"95 % interval {interval_words(figure)}" if interval_words(figure) else ""]
    said.append(f"n {row.n:,}" if row is not None and row.n is not None and figure.shows != "n" else "")
    within = "; ".join(part for part in said if part)
    return f"{number_words(figure)} {unit_words(figure)}{f' ({within})' if within else ''}."


def is_series(figure: FigureAnswer) -> bool:
    """Whether the figure is one measure by its periods."""
    return figure.answer is not None and figure.answer.question.every is not None and not figure.answer.question.by


def rows_of(figure: FigureAnswer) -> int:
    """How many rows the figure has."""
    return 0 if figure.answer is None else len(figure.answer.rows)


def comparators(answer: MeasureAnswer) -> list[str]:
    """What is published beside the answer: the newest figure of its own forces, and of all; a line each."""
    style, lines = style_of(answer.definition), []
    for beside in answer.benchmarks:
        newest = [*(row for row in beside.rows if row.force is None)][-1:]
        for whose, rows in (("", newest), ("" if beside.dated else ", all forces", list(beside.everyone[-1:]))):
            lines += [
                f"{value_words(row.value, style)} {beside.title}{whose}, {row.first} to {row.last}" for row in rows
            ]
    return lines


def row_words(row: MeasureRow, definition: DefinitionSummary) -> tuple[str, str, str]:
    """Value, interval and n of one row, or the words in their place; a stock is counted whole and has no interval."""
    style = style_of(definition)
    value = row.in_place_of("value") or value_words(row.value, style) or "not known"
    n = row.in_place_of("n") or ("" if row.n is None else f"{row.n:,}")
    return value, "" if definition.kind == "stock" else range_words(row.low, row.high, style), n
