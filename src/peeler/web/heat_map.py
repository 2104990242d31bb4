"""A heat map: rows down, columns across, the fuller a cell the deeper its blue, its number readable on either."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from peeler.web.charts import GREY, SLACK, Size, Spec, config

PALEST, DEEPEST = "#EAF1F8", "#12436D"
INK_ON_DEEP, INK_ON_PALE = "#FFFFFF", "#0B0C0C"
NOUGHT = "#F8F8F8"
ROW = 30
LONGEST_NAME, LONGEST_NARROW = 30, 17
LETTER = 8.2  # how wide a letter of a label may be, in pixels, in a browser whose font is a wide one


class HeatCell(NamedTuple):
    """One cell: the names of its row and column, its value (None: not told), and the words that stand in it."""

    row: str
    column: str
    value: float | None
    text: str


def heat_map(rows: Sequence[str], columns: Sequence[str], cells: Sequence[HeatCell], size: Size) -> Spec:
    """The chart at one size, the colour by the square root of the value, so that small numbers are told apart too."""
    wide = size.columns > 1
    longest = LONGEST_NAME if wide else LONGEST_NARROW
    room = round(min(longest, max(map(len, rows))) * LETTER) + 12
    across = max(size.width - room - 2 * SLACK, 120)
    upright = max(map(len, columns)) * LETTER > across / len(columns)
    greatest = max((cell.value or 0 for cell in cells), default=0) or 1
    values = [drawn(cell, greatest) for cell in cells]
    top = {**axis(), "orient": "top", "labelAngle": -90 if upright else 0, "labelLimit": 170}
    x = {"field": "column", "type": "nominal", "sort": list(columns), "scale": bands(columns, 0.04), "axis": top}
    y = {
        "field": "row",
        "type": "nominal",
        "sort": list(rows),
        "scale": bands(rows, 0.06),
        "axis": {**axis(), "labelLimit": room},
    }
    return {
        "width": across, "height": ROW * len(rows), "data": {"values": values}, "config": config(),
        "padding": {"left": SLACK, "top": 22 if upright else 4, "bottom": 4, "right": SLACK},
        "layer": [squares(x, y), figures(x, y, fits=across / len(columns) >= 34)],
    }  # fmt: skip


def axis() -> dict[str, Any]:
    """An axis of names without lines."""
    return {"title": None, "ticks": False, "domain": False, "labelPadding": 6}


def bands(names: Sequence[str], gap: float) -> dict[str, Any]:
    """Names side by side with a little room between, in the order given."""
    return {"domain": list(names), "paddingInner": gap}


def drawn(cell: HeatCell, greatest: float) -> dict[str, Any]:
    """A cell as Vega reads it."""
    depth = ((cell.value or 0) / greatest) ** 0.5
    fill = mixed(depth) if cell.value else NOUGHT
    ink = max((INK_ON_DEEP, INK_ON_PALE), key=lambda one: contrast(one, fill))
    return {"row": cell.row, "column": cell.column, "fill": fill, "text": cell.text, "ink": ink}


def mixed(depth: float) -> str:
    """A blue between the palest (0) and the deepest (1)."""
    ends = [[int(colour[place : place + 2], 16) for place in (1, 3, 5)] for colour in (PALEST, DEEPEST)]
    return "#" + "".join(f"{round(pale + (deep - pale) * depth):02X}" for pale, deep in zip(*ends, strict=True))


def contrast(one: str, other: str) -> float:
    """How well two colours stand apart, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


def brightness(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def squares(x: Spec, y: Spec) -> Spec:
    """The coloured cells; nothing is nearly white."""
    fill = {"field": "fill", "type": "nominal", "scale": None}
    return {"mark": {"type": "rect"}, "encoding": {"x": x, "y": y, "color": fill}}


def figures(x: Spec, y: Spec, *, fits: bool) -> Spec:
    """The number in each cell."""
    mark = {"type": "text", "fontSize": 14 if fits else 11, "baseline": "middle", "color": GREY}
    ink = {"field": "ink", "type": "nominal", "scale": None}
    return {"mark": mark, "encoding": {"x": x, "y": y, "text": {"field": "text"}, "color": ink}}
