"""Charts as Vega-Lite: y from zero, intervals as a band, labels beside lines, at most four lines in one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Any

from peeler.web.moments import MONTHS
from peeler.web.numbers import Style

# The Analysis Function's colours for charts, in its order.
COLOURS = ("#12436D", "#28A197", "#801650", "#F46A25")
GREY = "#3D3D3D"
PALE = "#707070"
FONT = "Arial, Liberation Sans, Helvetica, sans-serif"
SPACES = "replace(format(datum.value, ',~r'), /,/g, '\\u202f')"
SLACK = 14  # a browser may set a text a little wider than it was measured here
Spec = dict[str, Any]


@dataclass(frozen=True)
class Point:
    """One value of one series at the first day of its period; ``provisional`` where the period is not whole."""

    series: str
    day: date
    value: float | None
    low: float | None
    high: float | None
    provisional: bool = False


@dataclass(frozen=True)
class Stretch:
    """A published value that holds from one day to another."""

    series: str
    first: date
    last: date
    value: float


@dataclass(frozen=True)
class Bar:
    """One group's value with its interval."""

    name: str
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Size:
    """How wide a chart is drawn, how many ticks its x axis carries and how many panels stand beside each other."""

    width: int
    height: int
    ticks: int
    columns: int
    room: int  # for labels to the right of the lines


WIDE = Size(740, 300, 12, 3, 130)
NARROW = Size(340, 260, 4, 1, 96)


def milliseconds(day: date) -> int:
    """A day as Vega's time."""
    return int(datetime.combine(day, time(), tzinfo=UTC).timestamp() * 1000)


def data_of(points: Sequence[Point]) -> list[dict[str, Any]]:
    """The points as Vega reads them, unknown ones left out, and a dash where a line meets a period not whole."""
    known = [p for p in points if p.value is not None]
    drawn = [
        {
            "kind": "point",
            "series": p.series,
            "day": milliseconds(p.day),
            "value": p.value,
            "low": p.low,
            "high": p.high,
            "provisional": p.provisional,
        }
        for p in known
    ]
    dashes = [(a, b) for a, b in pairwise(known) if a.series == b.series and (a.provisional or b.provisional)]
    for number, ends in enumerate(dashes):
        drawn += [
            {"kind": "dash", "dash": number, "series": p.series, "day": milliseconds(p.day), "value": p.value}
            for p in ends
        ]
    return drawn


def x_axis(points: Sequence[Point], ticks: int) -> Spec:
    """Time, with as many whole periods named as there is room for, the newest among them."""
    days = sorted({p.day for p in points})
    step = -(-len(days) // ticks)
    named = sorted(days[::-1][::step])
    labels = {str(milliseconds(day)): label for day, label in zip(named, tick_labels(days, named), strict=True)}
    axis = {
        "values": [milliseconds(day) for day in named],
        "labelExpr": f"{json.dumps(labels)}[+datum.value]",
        "grid": False,
        "title": None,
        "labelFlush": False,
    }
    return {"field": "day", "type": "temporal", "scale": {"type": "utc", "nice": False}, "axis": axis}


def tick_labels(days: Sequence[date], named: Sequence[date]) -> list[list[str]]:
    """Lines for each named day: its month (and day, or its year alone), with the year under the first of each."""
    if len({(day.month, day.day) for day in days}) == 1 and len(days) > 1:
        return [[str(day.year)] for day in named]
    monthly = all(day.day == 1 for day in days)
    short = [MONTHS[day.month - 1][:3] for day in named]
    years = [day.year for day in named]
    firsts = [place == 0 or years[place - 1] != year for place, year in enumerate(years)]
    return [
        [name if monthly else f"{day.day} {name}", *([str(day.year)] if first else [])]
        for day, name, first in zip(named, short, firsts, strict=True)
    ]


def y_axis(style: Style) -> Spec:
    """The value, from zero, in its own style."""
    label = "format(datum.value * 100, '~r') + '\\u202f%'" if style == "share" else SPACES
    return {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": True, "nice": True},
        "axis": {"labelExpr": label, "title": None, "tickCount": 5, "domain": False, "ticks": False},
    }


def config() -> Spec:
    """The manner of every chart: one font, light grid, no frame."""
    text = {"labelFontSize": 14, "labelColor": GREY, "titleColor": GREY}
    return {
        "font": FONT,
        "background": "transparent",
        "view": {"stroke": None},
        "axis": {**text, "gridColor": "#DDE3E8", "domainColor": "#707070", "tickColor": "#707070", "labelPadding": 6},
        "header": {
            "labelFontSize": 14,
            "labelColor": GREY,
            "labelFontWeight": "bold",
            "labelAnchor": "start",
            "title": None,
            "labelLineHeight": 16,
        },
    }


def chart(layers: Sequence[Spec], size: Size, *, room: int = 0) -> Spec:
    """A chart of layers at a size, with room to its right."""
    return {
        "width": size.width - room - 70 - SLACK,
        "height": size.height,
        "padding": {"left": 4, "top": 8, "bottom": 4, "right": SLACK},
        "layer": list(layers),
        "config": config(),
    }


def line_layers(x: Spec, y: Spec, colour: str, *, points: bool) -> list[Spec]:
    """The interval as a band, the line of whole periods, and dashes to those that are not whole."""
    ink = {"value": colour}
    there, whole = {"filter": "datum.kind == 'point'"}, {"filter": "datum.kind == 'point' && !datum.provisional"}
    placed = {"x": x, "y": y, "color": ink}
    band = {
        "mark": {"type": "area", "opacity": 0.2},
        "transform": [there, {"filter": "isValid(datum.low)"}],
        "encoding": {**placed, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
    }
    line = {"mark": {"type": "line", "strokeWidth": 3}, "transform": [whole], "encoding": placed}
    dashed = {
        "mark": {"type": "line", "strokeWidth": 3, "strokeDash": [3, 4]},
        "transform": [{"filter": "datum.kind == 'dash'"}],
        "encoding": {**placed, "detail": {"field": "dash", "type": "nominal"}},
    }
    dots = {
        "mark": {"type": "point", "filled": True, "size": 50, "opacity": 1},
        "transform": [whole],
        "encoding": placed,
    }
    return [band, line, dashed, *([dots] if points else [])]


def label_layer(texts: Sequence[tuple[str, int, float, str]]) -> Spec:
    """Names beside the ends of lines, as (text, day, value, colour)."""
    values = [{"text": t.split("\n"), "day": day, "value": value, "ink": ink} for t, day, value, ink in texts]
    return {
        "data": {"values": values},
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "middle",
            "dx": 8,
            "fontSize": 14,
            "fontWeight": "bold",
            "lineHeight": 16,
        },
        "encoding": {
            "x": {"field": "day", "type": "temporal", "scale": {"type": "utc"}},
            "y": {"field": "value", "type": "quantitative"},
            "text": {"field": "text"},
            "color": {"field": "ink", "type": "nominal", "scale": None},
        },
    }
