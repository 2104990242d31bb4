"""When in the week: what happens by weekday and by hour, as two small charts with their table."""

from collections.abc import Sequence
from dataclasses import dataclass

from peeler.answers.measure import MeasureRow
from peeler.answers.pattern import PatternAnswer
from peeler.definitions.measures import MeasureDefinition
from peeler.web.charts import COLOURS, SLACK, Size, Spec, config, y_axis
from peeler.web.figures import Figure, drawn_twice
from peeler.web.numbers import percent, whole
from peeler.web.signals import as_read
from peeler.web.subject import Subject
from peeler.web.tables import Cell, Column, NumberTable

WEEK_WIDTH, TALL, HOUR_STEP = 250, 150, 3


@dataclass(frozen=True)
class PatternView:
    """The sentences, both charts and their tables."""

    words: tuple[str, ...]
    figure: Figure
    tables: tuple[NumberTable, ...]
    notes: tuple[str, ...]


def has_pattern(definition: MeasureDefinition) -> bool:
    """Whether a measure may have one: it is of what happens at an hour."""
    time = definition.file.time
    return definition.file.kind in ("count", "ratio") and not (time and definition.object.columns[time] == "day")


def pattern_view(subject: Subject, answer: PatternAnswer) -> PatternView:
    """The view of a pattern."""
    words = tuple(as_read(one) for one in answer.words)
    days = [(str(dict(row.dimensions)["weekday"]), row) for row in answer.weekdays]
    hours = [(f"{int(str(dict(row.dimensions)['hour'])):02d}", row) for row in answer.hours]
    figure = drawn_twice(
        lambda size: week_chart(days, hours, size),
        f"{subject.definition.file.title}: when in the week",
        "How many began in each weekday and in each hour of the day, by London's clock.",
        " ".join(words),
    )
    tables = (
        table("By weekday", "Weekday", days),
        table("By hour", "Hour", [(f"{hour}:00", row) for hour, row in hours]),
    )
    return PatternView(words, figure, tables, answer.notes)


def week_chart(days: Sequence[tuple[str, MeasureRow]], hours: Sequence[tuple[str, MeasureRow]], size: Size) -> Spec:
    """Bars by weekday and bars by hour: beside each other where there is room, else one under the other."""
    beside = size.columns > 1
    week = WEEK_WIDTH if beside else size.width - 70 - SLACK
    day = size.width - WEEK_WIDTH - 150 if beside else week
    short = [(name[:3], row) for name, row in days]
    parts = [upright(short, week, 1), upright(hours, day, HOUR_STEP)]
    return {
        "hconcat" if beside else "vconcat": parts, "spacing": 30, "config": config(),
        "padding": {"left": 4, "top": 8, "bottom": 4, "right": SLACK},
    }  # fmt: skip


def upright(bars: Sequence[tuple[str, MeasureRow]], width: int, step: int) -> Spec:
    """Bars side by side, from zero, every so many of them named."""
    values = [{"name": name, "value": row.value} for name, row in bars if row.value is not None]
    names = [name for name, _ in bars]
    axis = {"title": None, "labelAngle": 0, "values": names[::step], "ticks": False, "labelPadding": 4}
    x = {"field": "name", "type": "nominal", "sort": names, "scale": {"domain": names}, "axis": axis}
    return {
        "width": width, "height": TALL, "data": {"values": values}, "mark": {"type": "bar", "color": COLOURS[0]},
        "encoding": {"x": x, "y": {**y_axis("count"), "axis": {**y_axis("count")["axis"], "tickCount": 3}}},
    }  # fmt: skip


def table(caption: str, head: str, rows: Sequence[tuple[str, MeasureRow]]) -> NumberTable:
    """The counts with their part of all, where all are told."""
    total = sum(row.value or 0 for _, row in rows)
    whole_told = total and not any(row.held for _, row in rows)
    heads = (Column(head), Column("Number"), *((Column("Part of all"),) if whole_told else ()))
    lines = tuple(
        (Cell(name), (Cell(row.in_place_of("value") or whole(row.value or 0)), *((Cell(percent((row.value or 0) / total)),) if whole_told else ())))
        for name, row in rows
    )  # fmt: skip
    return NumberTable(caption, heads, lines)
