"""The charts of a unit's weeks: what was, and behind a line of dots what is to be expected, with its bands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peeler.answers.capacity.capacity_answer import AheadWeek, CapacityAnswer, SeenWeek
from peeler.web.charts import COLOURS, PALE, Point, Size, Spec, chart, label_layer, milliseconds, x_axis, y_axis
from peeler.web.lines import apart, wrapped
from peeler.web.moments import begun

MOST_WEEKS, FEW_WEEKS = 52, 26
IN, OUT = COLOURS[0], COLOURS[1]
AHEAD_WORDS = "To come"
LABEL = 46  # hundredths of a chart's height that a label of two lines takes, near enough


@dataclass(frozen=True)
class Ahead:
    """One week to come of one series: what is to be expected and its bands; without bands: None."""

    day: date
    value: float
    wide: tuple[float, float] | None
    narrow: tuple[float, float] | None


def queue_chart(answer: CapacityAnswer, size: Size) -> Spec:
    """The queue at the end of each week, and where it will probably be."""
    weeks, ahead = shown_weeks(answer, size), answer.ahead
    past = [(week.first, week.queue) for week in weeks if week.queue is not None]
    fan = [Ahead(week.first, week.queue, week.queue_95, week.queue_80) for week in ahead if week.queue is not None]
    if past and fan:
        here = float(past[-1][1])
        fan = [Ahead(past[-1][0], here, (here, here), (here, here)), *fan]
    axes = axes_of(weeks, ahead, size)
    return chart([*fan_layers(fan, IN, *axes), *line(past, IN, *axes), *boundary(weeks, ahead)], size, room=20)


def flow_chart(answer: CapacityAnswer, size: Size) -> Spec:
    """What came in and what left in each week; what is to be expected to come in, and what can be done."""
    weeks, ahead = shown_weeks(answer, size), answer.ahead
    came = [(week.first, week.arrivals) for week in weeks if week.arrivals is not None]
    left = [(week.first, week.completions) for week in weeks if week.completions is not None]
    fan = [
        Ahead(week.first, week.arrivals, week.arrivals_95, week.arrivals_80)
        for week in ahead
        if week.arrivals is not None
    ]
    can = [] if answer.power.capacity is None else [Ahead(w.first, answer.power.capacity, None, None) for w in ahead]
    axes = axes_of(weeks, ahead, size)
    layers = [
        *fan_layers(fan, IN, *axes),
        *fan_layers(can, OUT, *axes),
        *line(left, OUT, *axes),
        *line(came, IN, *axes),
    ]
    return chart(
        [*layers, *boundary(weeks, ahead), label_layer(labels(answer, came, left, fan, can, size))],
        size,
        room=size.room,
    )


def shown_weeks(answer: CapacityAnswer, size: Size) -> list[SeenWeek]:
    """The newest whole weeks, as many as there is room for."""
    return [week for week in answer.weeks if week.whole][-(MOST_WEEKS if size.columns > 1 else FEW_WEEKS) :]


def axes_of(weeks: Sequence[SeenWeek], ahead: Sequence[AheadWeek], size: Size) -> tuple[Spec, Spec]:
    """Time over all weeks, and numbers from nought."""
    days = [week.first for week in weeks] + [week.first for week in ahead]
    ticks = max(2, size.ticks - 4) if size.columns > 1 else 3
    return x_axis([Point("", day, None, None, None) for day in days], ticks), y_axis("count")


def line(past: Sequence[tuple[date, float | None]], ink: str, x: Spec, y: Spec) -> list[Spec]:
    """What was."""
    values = [{"day": milliseconds(day), "value": value} for day, value in past]
    mark = {"type": "line", "strokeWidth": 2.5, "color": ink}
    return [{"data": {"values": values}, "mark": mark, "encoding": {"x": x, "y": y}}] if values else []


def fan_layers(fan: Sequence[Ahead], ink: str, x: Spec, y: Spec) -> list[Spec]:
    """What is to be expected: the wide band, the narrow one over it, and dots in the middle."""
    if not fan:
        return []
    made = [band(fan, place, ink, opacity, x, y) for place, opacity in (("wide", 0.14), ("narrow", 0.24))]
    values = [{"day": milliseconds(one.day), "value": one.value} for one in fan]
    mark = {"type": "line", "strokeWidth": 3, "strokeDash": [3, 4], "color": ink}
    return [
        *(one for one in made if one["data"]["values"]),
        {"data": {"values": values}, "mark": mark, "encoding": {"x": x, "y": y}},
    ]


def band(fan: Sequence[Ahead], place: str, ink: str, opacity: float, x: Spec, y: Spec) -> Spec:
    """One band."""
    bounds = [(one.day, getattr(one, place)) for one in fan]
    values: list[dict[str, Any]] = [
        {"day": milliseconds(day), "low": both[0], "high": both[1]} for day, both in bounds if both is not None
    ]
    encoding = {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}
    return {
        "data": {"values": values},
        "mark": {"type": "area", "color": ink, "opacity": opacity},
        "encoding": encoding,
    }


def boundary(weeks: Sequence[SeenWeek], ahead: Sequence[AheadWeek]) -> list[Spec]:
    """A line between what was and what is to come, and that what is to its right is to come."""
    if not weeks or not ahead:
        return []
    day = (milliseconds(weeks[-1].first) + milliseconds(ahead[0].first)) // 2
    at = {"x": {"field": "day", "type": "temporal", "scale": {"type": "utc"}}}
    rule = {"type": "rule", "color": PALE, "strokeDash": [2, 3]}
    words = {
        "type": "text",
        "text": AHEAD_WORDS,
        "align": "left",
        "baseline": "top",
        "dx": 6,
        "fontSize": 14,
        "color": PALE,
    }
    values = {"values": [{"day": day}]}
    return [
        {"data": values, "mark": rule, "encoding": at},
        {"data": values, "mark": words, "encoding": {**at, "y": {"value": 0}}},
    ]


def labels(
    answer: CapacityAnswer,
    came: Sequence[tuple[date, float | None]],
    left: Sequence[tuple[date, float | None]],
    fan: Sequence[Ahead],
    can: Sequence[Ahead],
    size: Size,
) -> list[tuple[str, int, float, str]]:
    """The name of each line at its right end, clear of each other."""
    wanted, every = [], [day for day, _ in (*came, *left)] + [one.day for one in (*fan, *can)]
    for past, ahead, ink, said in (
        (came, fan, IN, ("Came in", "Come in")),
        (left, can, OUT, (begun(answer.unit.done), f"Can be {answer.unit.done}")),
    ):
        if ahead:
            wanted.append((wrapped(said[1], 14, 2), ahead[-1].value, ink))
        elif past:
            wanted.append((wrapped(said[0], 14, 2), past[-1][1] or 0.0, ink))
    top = max(
        [value or 0.0 for _, value in (*came, *left)]
        + [(one.wide or (0, one.value))[1] for one in (*fan, *can)]
        + [1.0]
    )
    end = milliseconds(max(every)) if every else 0
    return [(text, end, value, ink) for text, value, ink in apart(wanted, top * LABEL / size.height)]
