"""The chart that tells signal from noise: points by what they mean, limits by stage, dated changes, and the season left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peeler.answers.trend_answer import Meaning, ProcessChart, Stage
from peeler.web.charts import (
    COLOURS,
    GREY,
    PALE,
    Point,
    Size,
    Spec,
    Stretch,
    chart,
    data_of,
    label_layer,
    milliseconds,
    x_axis,
    y_axis,
)
from peeler.web.lines import apart, stretch_inks, stretch_layers, wrapped
from peeler.web.numbers import Style
from peeler.web.series import Series
from peeler.web.signals import read_from

INKS: dict[Meaning, str] = {
    "improvement": COLOURS[0], "concern": COLOURS[3], "neutral": "#A285D1", "common_cause": PALE,
}  # fmt: skip
SHAPES = {"high": "triangle-up", "low": "triangle-down", None: "circle"}
MOST_DOTS = 130  # beyond so many points only those that say something are marked
ROOMY = 48
FAR = 2.0  # times the highest value or limit: so high a chart reaches at most


@dataclass(frozen=True)
class Limit:
    """The limits of one stage, from one day to another, as they are drawn: None where outside what values can be."""

    first: date
    last: date
    centre: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Dot:
    """One judged point: where it lies and what it means; ``way`` is high, low, or None where it is no signal."""

    day: date
    value: float
    meaning: Meaning
    way: str | None


@dataclass(frozen=True)
class Process:
    """What the chart shows beside the series itself. ``marks``: a day with the letter it goes by under the chart.

    ``adjusted`` is the series without its season, from which the signals are read, where there is one.
    """

    limits: tuple[Limit, ...]
    dots: tuple[Dot, ...]
    marks: tuple[tuple[date, str], ...]
    adjusted: tuple[Point, ...]


def process_of(series: Series, style: Style, marks: Sequence[tuple[date, str]]) -> Process | None:
    """The process of a series; None where it has none."""
    trend = series.trend
    if trend is None or not trend.points:
        return None
    seen, days = read_from(trend), [point.period for point in trend.points]
    limits = tuple(limit_of(stage, days, style) for stage in seen.stages)
    dots = tuple(
        Dot(day, point.value, point.meaning, point.way if point.rule else None)
        for day, point in zip(days, seen.points, strict=True)
        if point.value is not None
    )
    adjusted = line_of(seen, days) if trend.adjusted is not None else ()
    return Process(limits, dots, tuple(marks), adjusted)


def limit_of(stage: Stage, days: Sequence[date], style: Style) -> Limit:
    """The limits of a stage; one below nought, or of a share above one, is not drawn."""
    top = 1.0 if style == "share" else float("inf")
    return Limit(
        days[stage.first], days[stage.last], stage.centre, stage.lower if stage.lower > 0 else None,
        stage.upper if stage.upper < top else None,
    )  # fmt: skip


def line_of(seen: ProcessChart, days: Sequence[date]) -> tuple[Point, ...]:
    """The points that are read as a line."""
    return tuple(
        Point("", day, point.value, None, None)
        for day, point in zip(days, seen.points, strict=True)
        if point.value is not None
    )


def signal_chart(
    points: Sequence[Point], stretches: Sequence[Stretch], process: Process, style: Style, size: Size
) -> Spec:
    """One series with its interval, limits and signals, what others published, and dated changes as lettered rules."""
    x, y = x_axis(points, size.ticks), bounded(y_axis(style), points, process)
    quiet = bool(process.adjusted)
    layers = [
        *mark_layers(process),
        *limit_layers(process.limits),
        *stretch_layers(stretches),
        *series_layers(x, y, quiet=quiet),
        *adjusted_layers(process.adjusted),
        dot_layer(process.dots),
    ]
    labels = end_labels(points, stretches, process, size) if size.columns > 1 else []
    made = chart([*layers, *([label_layer(labels)] if labels else [])], size, room=size.room if labels else 0)
    return {**made, "data": {"values": data_of(points)}}


def bounded(y: Spec, points: Sequence[Point], process: Process) -> Spec:
    """The axis of values; where intervals reach far beyond all else they are cut off, so that the rest can be read."""
    shown = [p.value or 0.0 for p in points] + [one.upper or 0.0 for one in process.limits]
    top, reach = max(shown, default=0.0), max((p.high or 0.0 for p in points), default=0.0)
    if reach <= FAR * top:
        return y
    return {**y, "scale": {**y["scale"], "domainMax": top * FAR}}


def series_layers(x: Spec, y: Spec, *, quiet: bool) -> list[Spec]:
    """The interval as a band, the line of what has settled, and dashes to what has not; quiet beside an adjusted line."""
    there, settled = {"filter": "datum.kind == 'point'"}, {"filter": "datum.kind == 'point' && !datum.provisional"}
    placed = {"x": x, "y": y}
    ink, width = ("#C2C8CE", 1.5) if quiet else (PALE, 2)
    band = {
        "mark": {"type": "area", "clip": True, "opacity": 0 if quiet else 0.16, "color": COLOURS[0]},
        "transform": [there, {"filter": "isValid(datum.low)"}],
        "encoding": {**placed, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
    }
    line = {"mark": {"type": "line", "strokeWidth": width, "color": ink}, "transform": [settled], "encoding": placed}
    dashed = {
        "mark": {"type": "line", "strokeWidth": width, "strokeDash": [3, 4], "color": ink},
        "transform": [{"filter": "datum.kind == 'dash'"}],
        "encoding": {**placed, "detail": {"field": "dash", "type": "nominal"}},
    }
    hollow = {
        "mark": {"type": "point", "filled": False, "size": 40, "opacity": 1, "color": ink},
        "transform": [{"filter": "datum.kind == 'point' && datum.provisional"}],
        "encoding": placed,
    }
    return [band, line, dashed, hollow]


def own(field: str) -> Spec:
    """A channel of a layer with data of its own."""
    if field in ("day", "end"):
        return {"field": field, "type": "temporal", "scale": {"type": "utc"}}
    return {"field": field, "type": "quantitative"}


def limit_layers(limits: Sequence[Limit]) -> list[Spec]:
    """The mean of each stage as a thin line, its limits as dashed ones; the old ones stay where they were."""
    lines = [
        {"day": milliseconds(one.first), "end": milliseconds(one.last), "value": value, "edge": value != one.centre}
        for one in limits
        for value in (one.centre, one.lower, one.upper)
        if value is not None
    ]
    placed = {"x": own("day"), "x2": {"field": "end"}, "y": own("value")}
    return [
        {
            "data": {"values": [line for line in lines if line["edge"] is edge]},
            "mark": {"type": "rule", "color": PALE, "strokeWidth": width, "strokeDash": dash},
            "encoding": placed,
        }
        for edge, width, dash in ((False, 1, [1, 0]), (True, 1.5, [2, 4]))
        if any(line["edge"] is edge for line in lines)
    ]


def mark_layers(process: Process) -> list[Spec]:
    """Dated changes as upright rules, each with its letter at the top."""
    if not process.marks:
        return []
    values = [{"day": milliseconds(day), "letter": letter} for day, letter in process.marks]
    rule = {"type": "rule", "color": GREY, "strokeWidth": 1, "strokeDash": [6, 3]}
    text = {
        "type": "text", "align": "left", "baseline": "bottom", "dx": -4, "dy": -1, "fontSize": 14, "fontWeight": "bold", "color": GREY,
    }  # fmt: skip
    return [
        {"data": {"values": values}, "mark": rule, "encoding": {"x": own("day")}},
        {
            "data": {"values": values},
            "mark": text,
            "encoding": {"x": own("day"), "y": {"value": 0}, "text": {"field": "letter"}},
        },
    ]


def adjusted_layers(points: Sequence[Point]) -> list[Spec]:
    """The line without the season."""
    if not points:
        return []
    values = [{"day": milliseconds(point.day), "value": point.value} for point in points]
    mark = {"type": "line", "strokeWidth": 2, "color": COLOURS[0]}
    return [{"data": {"values": values}, "mark": mark, "encoding": {"x": own("day"), "y": own("value")}}]


def dot_layer(dots: Sequence[Dot]) -> Spec:
    """The judged points: circles in grey, signals as triangles that point their way, in the colour of what they mean."""
    shown = dots if len(dots) <= MOST_DOTS else [dot for dot in dots if dot.way]
    small = len(dots) > ROOMY
    values = [
        {
            "day": milliseconds(dot.day), "value": dot.value, "ink": INKS[dot.meaning if dot.way else "common_cause"],
            "shape": SHAPES[dot.way], "size": (70 if small else 130) if dot.way else (18 if small else 44),
        }
        for dot in shown
    ]  # fmt: skip
    return {
        "data": {"values": values},
        "mark": {"type": "point", "filled": True, "opacity": 1},
        "encoding": {
            "x": own("day"),
            "y": own("value"),
            "color": {"field": "ink", "type": "nominal", "scale": None},
            "shape": {"field": "shape", "type": "nominal", "scale": None},
            "size": {"field": "size", "type": "quantitative", "scale": None},
        },
    }


def end_labels(
    points: Sequence[Point], stretches: Sequence[Stretch], process: Process, size: Size
) -> list[tuple[str, int, float, str]]:
    """Names at the right: of what others published, and of the line without the season."""
    known = [p for p in points if p.value is not None]
    if not known or not (stretches or process.adjusted):
        return []
    end = max([milliseconds(p.day) for p in points] + [milliseconds(s.last) for s in stretches])
    name = "as counted" if process.adjusted else known[-1].series
    wanted = [(name, known[-1].value or 0.0, PALE)]
    wanted += [("without the season", process.adjusted[-1].value or 0.0, COLOURS[0])] if process.adjusted else []
    for publisher, ink in stretch_inks(stretches).items():
        wanted.append((publisher, [s.value for s in stretches if s.series == publisher][-1], ink))
    tops = (
        [p.high or p.value or 0.0 for p in known]
        + [s.value for s in stretches]
        + [one.upper or 0.0 for one in process.limits]
    )
    return [(wrapped(n), end, v, ink) for n, v, ink in apart(wanted, (max(tops) or 1.0) * 58 / size.height)]
