"""The charts of a series: one line with its comparators, up to four lines, or a panel for each."""

from collections.abc import Sequence

from peeler.web.charts import (
    COLOURS,
    GREY,
    SLACK,
    Bar,
    Point,
    Size,
    Spec,
    Stretch,
    chart,
    config,
    data_of,
    label_layer,
    line_layers,
    milliseconds,
    x_axis,
    y_axis,
)
from peeler.web.numbers import Style

MOST_LINES = 4
GAP = 66  # between panels: room for the y axis of the next
MOST_PANELS = 12
MOST_BARS = 20


def one_line(points: Sequence[Point], stretches: Sequence[Stretch], style: Style, size: Size) -> Spec:
    """One series with its interval, and what others published as labelled bars."""
    x, y = x_axis(points, size.ticks), y_axis(style)
    data = data_of(points)
    layers = [
        *stretch_layers(stretches),
        *line_layers(x, y, COLOURS[0], points=len(points) <= 40),
    ]
    labels = label_layers(points, stretches, size) if stretches else []
    made = chart([*layers, *labels], size, room=size.room if labels else 0)
    return {**made, "data": {"values": data}}


def stretch_layers(stretches: Sequence[Stretch]) -> list[Spec]:
    """Published values as thick bars over the time each is of."""
    inks = stretch_inks(stretches)
    values = [
        {"day": milliseconds(s.first), "end": milliseconds(s.last), "value": s.value, "ink": inks[s.series]}
        for s in stretches
    ]
    if not values:
        return []
    encoding = {
        "x": {"field": "day", "type": "temporal", "scale": {"type": "utc"}},
        "x2": {"field": "end"},
        "y": {"field": "value", "type": "quantitative"},
        "color": {"field": "ink", "type": "nominal", "scale": None},
    }
    return [
        {
            "data": {"values": values},
            "mark": {"type": "rule", "strokeWidth": 4, "strokeDash": [8, 2]},
            "encoding": encoding,
        }
    ]


def stretch_inks(stretches: Sequence[Stretch]) -> dict[str, str]:
    """A colour for each comparator, after the measure's own."""
    names = list(dict.fromkeys(s.series for s in stretches))
    return dict(zip(names, (COLOURS[3], GREY, COLOURS[2]), strict=False))


def label_layers(points: Sequence[Point], stretches: Sequence[Stretch], size: Size) -> list[Spec]:
    """Each line's name at its right end, pushed apart where two would lie on each other."""
    known = [p for p in points if p.value is not None]
    if not known:
        return []
    end = max([milliseconds(p.day) for p in points] + [milliseconds(s.last) for s in stretches])
    wanted = [(known[-1].series, known[-1].value or 0.0, COLOURS[0])]
    for name, ink in stretch_inks(stretches).items():
        wanted.append((name, [s.value for s in stretches if s.series == name][-1], ink))
    top = max([p.high or p.value or 0.0 for p in known] + [s.value for s in stretches]) or 1.0
    return [label_layer([(wrapped(n), end, v, ink) for n, v, ink in apart(wanted, top * 40 / size.height)])]


def apart(wanted: Sequence[tuple[str, float, str]], least: float) -> list[tuple[str, float, str]]:
    """Labels moved up just so far that each stands clear of the one below it."""
    placed: list[tuple[str, float, str]] = []
    for name, value, ink in sorted(wanted, key=lambda label: label[1]):
        floor = placed[-1][1] + least if placed else value
        placed.append((name, max(value, floor), ink))
    return placed


def wrapped(name: str, width: int = 16, lines: int = 3) -> str:
    """A name broken into short lines, cut where it is longer than three."""
    made = [""]
    for word in name.split():
        if made[-1] and len(made[-1]) + 1 + len(word) > width:
            made.append("")
        made[-1] = f"{made[-1]} {word}".strip()
    kept = [line if len(line) <= width else line[: width - 1] + "…" for line in made[:lines]]
    return "\n".join(kept if len(made) <= lines else [*kept[:-1], kept[-1][: width - 1] + "…"])


def few_lines(points: Sequence[Point], names: Sequence[str], style: Style, size: Size) -> Spec:
    """Up to four series in one chart, each named at its end in its own colour."""
    x, y, layers, wanted = x_axis(points, size.ticks), y_axis(style), [], []
    for name, ink in zip(names, COLOURS, strict=False):
        own = [p for p in points if p.series == name]
        layers += [{**layer, "data": {"values": data_of(own)}} for layer in line_layers(x, y, ink, points=False)]
        wanted += [(name, value, ink) for value in last_known(own)]
    top = max((p.high or p.value or 0.0 for p in points), default=1.0) or 1.0
    end = max(milliseconds(p.day) for p in points)
    labels = [(wrapped(n), end, v, ink) for n, v, ink in apart(wanted, top * 52 / size.height)]
    return chart([*layers, label_layer(labels)], size, room=size.room)


def last_known(points: Sequence[Point]) -> list[float]:
    """The last value that is known, where any is."""
    return [point.value for point in points if point.value is not None][-1:]


def panels(points: Sequence[Point], names: Sequence[str], style: Style, size: Size) -> Spec:
    """A small chart for each series, each with its own scale from zero."""
    width = (size.width - GAP * size.columns) // size.columns
    x, y = x_axis(points, 3), y_axis(style)
    y["axis"]["tickCount"] = 3
    labels = {name: wrapped(name, width // 9, 2).replace("\n", "|") for name in names}
    data = [{**d, "series": labels[d["series"]]} for d in data_of(points) if d["series"] in labels]
    header = {"title": None, "labelExpr": "split(datum.label, '|')", "labelBaseline": "bottom"}
    return {
        "data": {"values": data},
        "facet": {"field": "series", "type": "nominal", "sort": list(labels.values()), "header": header},
        "columns": size.columns,
        "bounds": "flush",
        "spacing": {"row": 110, "column": GAP},
        "spec": {"width": width, "height": 90, "layer": line_layers(x, y, COLOURS[0], points=False)},
        "resolve": {"scale": {"y": "independent"}, "axis": {"x": "independent"}},
        "padding": {"left": 4, "top": 4, "bottom": 4, "right": SLACK},
        "config": config(),
    }


def bars(groups: Sequence[Bar], style: Style, size: Size) -> Spec:
    """One bar for each group, from zero, with its interval."""
    values = [
        {"series": wrapped(g.name, 30, 2).split("\n"), "value": g.value, "low": g.low, "high": g.high}
        for g in groups
        if g.value is not None
    ]
    order = [v["series"] for v in values]
    y = {
        "field": "series",
        "type": "nominal",
        "sort": order,
        "axis": {"title": None, "labelLimit": 220, "domain": False, "ticks": False},
    }
    x = y_axis(style)
    bar = {"mark": {"type": "bar", "color": COLOURS[0], "height": {"band": 0.7}}, "encoding": {"y": y, "x": x}}
    interval = {
        "mark": {"type": "rule", "color": "#F46A25", "strokeWidth": 3},
        "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
    }
    made = chart([bar, interval], size, room=20)
    room = 230 if size.columns > 1 else 150
    return {**made, "width": size.width - room, "height": {"step": 34}, "data": {"values": values}}
