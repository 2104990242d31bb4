"""The funnel: each unit by its size and value, between the limits of chance; who stands out is named."""

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10
from typing import Any

from peeler.answers.compare import Band, Funnel, FunnelPoint
from peeler.web.charts import GREY, PALE, SLACK, SPACES, Size, Spec, config, y_axis
from peeler.web.numbers import Style

MOST_NAMES, MOST_NARROW, WIDE_APART = 10, 4, 10
QUIET = "#9AA3AB"


def funnel_chart(
    found: Funnel, style: Style, per: int, inks: Mapping[str, str], names: Mapping[str, str], ours: str, size: Size
) -> Spec:
    """The chart at one size; ``inks`` and ``names`` by unit, ``ours`` the unit that is named whatever it says."""
    x, y = size_axis(found, 6 if size.columns > 1 else 3), value_axis(style)
    layers = [
        *limit_lines(found.limits, x, y, per),
        {
            "data": {"values": [{"value": found.centre * per}]},
            "mark": {"type": "rule", "color": GREY},
            "encoding": {"y": y},
        },
        points_layer(found.points, x, y, per, inks, ours),
        names_layer(found.points, x, y, per, names, ours, size),
    ]
    return {
        "width": size.width - 80 - SLACK, "height": size.height + 60, "layer": layers, "config": config(),
        "padding": {"left": 4, "top": 8, "bottom": 4, "right": SLACK},
    }  # fmt: skip


def size_axis(found: Funnel, most: int) -> Spec:
    """How large units are: by powers where the largest is far larger than the smallest."""
    sizes = [point.denominator for point in found.points]
    apart = max(sizes) > WIDE_APART * min(sizes)
    kind: dict[str, Any] = {"type": "log"} if apart else {"type": "linear"}
    scale = {**kind, "domain": [min(sizes) * 0.9, max(sizes) * 1.1], "nice": False}
    axis = {"title": None, "labelExpr": SPACES, "values": round_sizes(min(sizes), max(sizes), most), "grid": False}
    return {"field": "size", "type": "quantitative", "scale": scale, "axis": axis}


def round_sizes(low: float, high: float, most: int) -> list[float]:
    """Round numbers between two sizes, at most so many: one, two and five of each power of ten, then fewer of them."""
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    found = [step * 10.0**power for power in powers for step in (1, 2, 5) if low <= step * 10.0**power <= high]
    return found if len(found) <= most else found[:: ceil(len(found) / most)]


def value_axis(style: Style) -> Spec:
    """The values, about where they lie: this is no bar, and need not begin at nought."""
    made = y_axis(style)
    return {**made, "scale": {"zero": False, "nice": True}}


def limit_lines(limits: Sequence[Band], x: Spec, y: Spec, per: int) -> list[Spec]:
    """The inner limits dotted, the outer ones thin."""
    lines = []
    for edge, dash in (("outer_low", [1, 0]), ("low", [2, 4]), ("high", [2, 4]), ("outer_high", [1, 0])):
        values = [{"size": band.size, "value": getattr(band, edge) * per} for band in limits]
        mark = {
            "type": "line",
            "color": PALE,
            "strokeWidth": 1 if dash[0] == 1 else 1.5,
            "strokeDash": dash,
            "clip": True,
        }
        lines.append({"data": {"values": values}, "mark": mark, "encoding": {"x": x, "y": y}})
    return lines


def points_layer(points: Sequence[FunnelPoint], x: Spec, y: Spec, per: int, inks: Mapping[str, str], ours: str) -> Spec:
    """A point for each unit, quiet inside the limits; ours with a dark edge."""
    values = [
        {
            "size": point.denominator, "value": point.value * per, "area": 170 if point.name == ours else 70,
            "ink": QUIET if point.position == "inside" else inks[point.name], "edge": "#0B0C0C" if point.name == ours else "#FFFFFF",
        }
        for point in sorted(points, key=lambda one: one.name == ours)
    ]  # fmt: skip
    channels = {
        "fill": {"field": "ink", "type": "nominal", "scale": None}, "stroke": {"field": "edge", "type": "nominal", "scale": None},
        "size": {"field": "area", "type": "quantitative", "scale": None},
    }  # fmt: skip
    mark = {"type": "point", "filled": True, "opacity": 1, "strokeWidth": 1.5}
    return {"data": {"values": values}, "mark": mark, "encoding": {"x": x, "y": y, **channels}}


def names_layer(
    points: Sequence[FunnelPoint], x: Spec, y: Spec, per: int, names: Mapping[str, str], ours: str, size: Size
) -> Spec:
    """The names of ours and of those that stand out, the furthest first where there is no room for all."""
    most = MOST_NAMES if size.columns > 1 else MOST_NARROW
    outside = sorted((p for p in points if p.position != "inside"), key=lambda p: -abs(p.adjusted))
    chosen = [p for p in points if p.name == ours] + [p for p in outside if p.name != ours][: most - 1]
    middle = sorted(p.denominator for p in points)[len(points) // 2]
    values = [
        {"size": p.denominator, "value": p.value * per, "text": names[p.name], "left": p.denominator > middle}
        for p in chosen
    ]
    mark = {
        "type": "text", "fontSize": 13, "fontWeight": "bold", "color": GREY, "baseline": "middle",
        "align": {"expr": "datum.left ? 'right' : 'left'"}, "dx": {"expr": "datum.left ? -9 : 9"},
    }  # fmt: skip
    return {"data": {"values": values}, "mark": mark, "encoding": {"x": x, "y": y, "text": {"field": "text"}}}
