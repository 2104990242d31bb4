"""Where a share will probably end while some of its records are open: a sentence, and a band of what is possible."""

from dataclasses import dataclass

from peeler.answers.measure import MeasureQuestion
from peeler.answers.outlook import OutlookAnswer, outlook_of
from peeler.terms.clocks import Instant, london
from peeler.terms.errors import RequestError
from peeler.web.asking import Ask
from peeler.web.charts import COLOURS, SLACK, Size, Spec, config
from peeler.web.figures import Figure, drawn_twice
from peeler.web.moments import day_text
from peeler.web.numbers import bare, percent, whole
from peeler.web.subject import Subject

HEIGHT = 46


@dataclass(frozen=True)
class OutlookView:
    """The sentences of an outlook and its band."""

    words: tuple[str, ...]
    figure: Figure


def ask_outlook(ask: Ask, question: MeasureQuestion, subject: Subject) -> OutlookView | None:
    """The outlook of a measure that says when its records are settled; None for others, and where it cannot be told."""
    if subject.definition.settling is None:
        return None
    asked = MeasureQuestion(
        question.measure, question.at, question.known, question.start, question.end, where=question.where,
        variant=question.variant,
    )  # fmt: skip
    try:
        answer = ask(outlook_of, asked)
    except RequestError:
        return None
    return outlook_view(answer) if answer.outlook.n and answer.outlook.lowest is not None else None


def outlook_view(answer: OutlookAnswer) -> OutlookView:
    """The view of an outlook."""
    words = (*so_far(answer), *in_the_end(answer), *before(answer))
    figure = drawn_twice(
        lambda size: band(answer, size),
        "Where it will probably end",
        "Pale: what is possible, if none or all of the open ones come to count. Dark: where it will probably end.",
        " ".join(words),
    )
    return OutlookView(words, figure)


def so_far(answer: OutlookAnswer) -> tuple[str, ...]:
    """How many count so far, how many are open, and what that makes possible."""
    found = answer.outlook
    last = day_text(london(Instant(answer.end - 1)).date())
    first = day_text(london(answer.start).date())
    counts = f"Of {whole(found.n)} from {first} to {last}, {whole(found.counted)} count so far and {whole(found.open)} are open"
    return (f"{counts}: it can end anywhere from {percent(found.lowest or 0)} to {percent(found.highest or 0)}.",)


def in_the_end(answer: OutlookAnswer) -> tuple[str, ...]:
    """Where it will probably end, with its interval."""
    found = answer.outlook
    if found.expected is None:
        return ("Too few have been settled at such an age for anybody to say where in between.",)
    between = (
        ""
        if found.low is None or found.high is None
        else f" ({bare(found.low, 'share')} to {bare(found.high, 'share')})"
    )
    return (
        f"Going by how others of the same age were settled, it will probably end at {percent(found.expected)}{between}.",
    )


def before(answer: OutlookAnswer) -> tuple[str, ...]:
    """How wrong the method was in the past."""
    if answer.mean_error is None:
        return ("No time is far enough back yet to say how well this would have worked before.",)
    looks = len(answer.looks)
    points = f"{bare(answer.mean_error, 'share')} percentage points"
    return (
        f"Looked back at {looks} time{'s' if looks > 1 else ''}, this would have been wrong by {points} on average.",
    )


def band(answer: OutlookAnswer, size: Size) -> Spec:
    """From nought to beyond the highest: the possible, the probable, and the expected."""
    found = answer.outlook
    x = {
        "type": "quantitative", "scale": {"domain": [0, min(1.0, (found.highest or 1) * 1.1)], "nice": True},
        "axis": {"labelExpr": "format(datum.value * 100, '~r') + '\\u202f%'", "title": None, "tickCount": 5, "grid": False},
    }  # fmt: skip
    spans = [(found.lowest, found.highest, "#B9CBDD", 22)]
    if found.low is not None and found.high is not None:
        spans.append((found.low, found.high, COLOURS[0], 22))
    bars = [
        {
            "data": {"values": [{"low": low, "high": high}]},
            "mark": {"type": "bar", "color": ink, "height": tall},
            "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}},
        }
        for low, high, ink, tall in spans
    ]
    tick = {"type": "tick", "color": COLOURS[3], "thickness": 4, "height": 34}
    expected = [
        {"data": {"values": [{"value": found.expected}]}, "mark": tick, "encoding": {"x": {**x, "field": "value"}}}
    ]
    return {
        "width": size.width - 40 - SLACK, "height": HEIGHT, "padding": {"left": 14, "top": 4, "bottom": 4, "right": SLACK + 8},
        "layer": [*bars, *(expected if found.expected is not None else [])], "config": {**config(), "view": {"stroke": None}},
        "background": "transparent",
    }  # fmt: skip
