"""The chart of how cases end: the share that came to each ending by the time since they began, one on top of another."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from peeler.answers.resolution.answer import Course
from peeler.web.charts import COLOURS, GREY, SLACK, Size, Spec, config
from peeler.web.lines import GAP, wrapped

MOST_HUES = len(COLOURS)
REST = "Other"
REST_INK = "#8E9499"  # grey, against which labels in dark grey can be read
LEFT = "No outcome yet"
LONGEST = 365
TICKS = {0: "0", 91: "3 months", 182: "6 months", 273: "9 months", 365: "1 year"}
PANEL_TICKS = {0: "0", 182: "6 months", 365: "1 year"}


@dataclass(frozen=True)
class Band:
    """One ending's band in one panel on one day: from the shares below it to those with it; ``young``: not all were followed so
    long.
    """

    panel: str
    name: str
    day: int
    lower: float
    upper: float
    young: bool


def hues(courses: Sequence[Course]) -> dict[str, str]:
    """A colour for each ending that is drawn: four hues in the order of the definition, and grey for the rest together."""
    endings = [one for course in courses for one in course.drawn if not one.otherwise]
    shown = [name for name in dict.fromkeys(one.drawn_with for one in endings) if name != REST][:MOST_HUES]
    return {**dict(zip(shown, COLOURS, strict=False)), REST: REST_INK}


def bands(panel: str, course: Course, inks: dict[str, str], *, sparse: bool = False) -> list[Band]:
    """The bands of a course up to a year, from the bottom to the top; ``sparse``: as many days as a small chart can show."""
    days = sorted({share.day for one in course.drawn for share in one.shares if share.day <= LONGEST})
    if sparse:
        days = [day for day in days if day % 28 == 0 or day in (2, 7, 14, LONGEST, days[-1])]
    made: list[Band] = []
    for day in days:
        lower = 0.0
        for name, share in shares_on(course, day, inks).items():
            made.append(Band(panel, name, day, lower, lower + share, day > course.whole_until))
            lower += share
    return made


def shares_on(course: Course, day: int, inks: dict[str, str]) -> dict[str, float]:
    """Each drawn ending's share by a day, what has no colour of its own together."""
    found = dict.fromkeys(inks, 0.0)
    for one in course.drawn:
        share = one.by(day)
        name = one.drawn_with if one.drawn_with in inks else REST
        found[name] += 0.0 if share is None else share.share
    return found


def data_of(made: Sequence[Band], inks: dict[str, str]) -> list[dict[str, Any]]:
    """The bands as Vega reads them; where a panel turns young the day between stands on both sides."""
    rows = [row(band, inks, young=band.young) for band in made]
    own: dict[tuple[str, str], list[Band]] = {}
    for band in made:
        own.setdefault((band.panel, band.name), []).append(band)
    turns = [before for some in own.values() for before, after in pairwise(some) if after.young and not before.young]
    return rows + [row(band, inks, young=True) for band in turns]


def row(band: Band, inks: dict[str, str], *, young: bool) -> dict[str, Any]:
    """One band on one day."""
    return {
        "panel": band.panel, "name": band.name, "ink": inks[band.name], "day": band.day, "lower": round(band.lower, 5),
        "upper": round(band.upper, 5), "young": young,
    }  # fmt: skip


def layers(ticks: dict[int, str], last: int, tick_count: int) -> list[Spec]:
    """Areas, whole and young, with a dashed edge on the young ones."""
    values = [day for day in ticks if day <= last] or [0, last]
    labels = " : ".join(f"datum.value == {day} ? '{ticks.get(day, f'{day} days')}'" for day in values) + " : ''"
    x = {
        "field": "day", "type": "quantitative", "scale": {"domain": [0, last], "nice": False},
        "axis": {"values": values, "labelExpr": labels, "grid": False, "title": None, "labelFlush": True},
    }  # fmt: skip
    y_axis = {
        "tickCount": tick_count,
        "labelExpr": "format(datum.value * 100, '~r') + '\\u202f%'",
        "title": None,
        "domain": False,
        "ticks": False,
    }
    y = {"type": "quantitative", "scale": {"domain": [0, 1]}, "axis": y_axis}
    ink = {"field": "ink", "type": "nominal", "scale": None}
    area = {"x": x, "y": {**y, "field": "lower"}, "y2": {"field": "upper"}, "color": ink, "detail": {"field": "name"}}
    edge = {"x": x, "y": {**y, "field": "upper"}, "detail": {"field": "name"}}
    return [
        {"mark": {"type": "area", "opacity": 1}, "transform": [{"filter": "!datum.young"}], "encoding": area},
        {"mark": {"type": "area", "opacity": 0.45}, "transform": [{"filter": "datum.young"}], "encoding": area},
        {"mark": {"type": "line", "strokeWidth": 1.5, "color": "white"}, "transform": [{"filter": "!datum.young"}], "encoding": edge},
        {"mark": {"type": "line", "strokeWidth": 2, "strokeDash": [4, 4], "color": GREY}, "transform": [{"filter": "datum.young"}],
         "encoding": edge},
    ]  # fmt: skip


def one_course(course: Course, size: Size) -> Spec:
    """One course, each band named at its right end."""
    inks = hues([course])
    made = bands("", course, inks)
    last = max((band.day for band in made), default=LONGEST)
    return {
        "width": size.width - size.room - 70 - SLACK, "height": size.height,
        "padding": {"left": 4, "top": 8, "bottom": 4, "right": SLACK},
        "data": {"values": data_of(made, inks)},
        "layer": [*layers(TICKS if size.columns > 1 else PANEL_TICKS, last, 5), names_layer([band for band in made if band.day == last], inks, last, size)],
        "config": config(),
    }  # fmt: skip


def names_layer(ends: Sequence[Band], inks: dict[str, str], last: int, size: Size) -> Spec:
    """The name of each band at its right end, and of what is left above them, each clear of the one below."""
    wanted = [
        (band.name, (band.lower + band.upper) / 2, inks[band.name]) for band in ends if band.upper - band.lower > 0.004
    ]
    top = max((band.upper for band in ends), default=0.0)
    wanted.append((LEFT, (1 + top) / 2, "#FFFFFF"))
    values = [
        {"text": text.split("\n"), "day": last, "share": share, "ink": GREY if ink in ("#FFFFFF", REST_INK) else ink}
        for text, share, ink in clear([(wrapped(name, 17), share, ink) for name, share, ink in wanted], size)
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 8, "fontSize": 14, "fontWeight": "bold", "lineHeight": 16},
        "encoding": {
            "x": {"field": "day", "type": "quantitative"}, "y": {"field": "share", "type": "quantitative"}, "text": {"field": "text"},
            "color": {"field": "ink", "type": "nominal", "scale": None},
        },
    }  # fmt: skip


def clear(wanted: Sequence[tuple[str, float, str]], size: Size) -> list[tuple[str, float, str]]:
    """Labels moved just so far apart that none lies on another, kept below the top."""
    heights = [(text.count("\n") + 1) * 17 / size.height for text, _, _ in wanted]
    placed: list[tuple[str, float, str]] = []
    floor = 0.0
    for (text, share, ink), height in zip(wanted, heights, strict=True):
        at = max(share, floor + height / 2)
        placed.append((text, at, ink))
        floor = at + height / 2
    over = max(0.0, floor - 1)
    ceiling, found = 1.0, []
    for (text, at, ink), height in zip(reversed(placed), reversed(heights), strict=True):
        kept = min(at, ceiling - height / 2) if over else at
        found.append((text, kept, ink))
        ceiling = kept - height / 2
    return found[::-1]


def course_panels(courses: Sequence[tuple[str, Course]], inks: dict[str, str], size: Size) -> Spec:
    """A small chart for each course, all with the same scales and colours."""
    width = (size.width - GAP * size.columns) // size.columns
    named = {name: wrapped(name, width // 9, 2).replace("\n", "|") for name, _ in courses}
    made = [band for name, course in courses for band in bands(named[name], course, inks, sparse=True)]
    header = {"title": None, "labelExpr": "split(datum.label, '|')", "labelBaseline": "bottom"}
    return {
        "data": {"values": data_of(made, inks)},
        "facet": {"field": "panel", "type": "nominal", "sort": list(named.values()), "header": header},
        "columns": size.columns,
        "bounds": "flush",
        "spacing": {"row": 112, "column": GAP},
        "spec": {"width": width, "height": 110, "layer": layers(PANEL_TICKS, LONGEST, 3)},
        "resolve": {"axis": {"x": "independent", "y": "independent"}},
        "padding": {"left": 4, "top": 4, "bottom": 4, "right": SLACK},
        "config": config(),
    }
