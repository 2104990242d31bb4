"""Figures of the whole history and of each whole year in it, counted in plain loops from (moment, answer) pairs."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from peeler.simulate.force.civil import NEVER, written
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.recounting.stories import figure, ratio

Answered = tuple[int, bool | None]  # when a record falls, and its answer; None: unknown


class Span(NamedTuple):
    """A stretch of time: its first and last day as text, and the moments at which it begins and ends."""

    first: str
    last: str
    start: int
    end: int

    @property
    def asked(self) -> dict[str, str]:
        """What a figure of it is asked for; nothing for the whole history."""
        return {"from": self.first, "to": self.last} if self.first else {}

    def holds(self, at: int | None) -> bool:
        """Whether a moment lies in it."""
        return at is not None and self.start <= at < self.end


WHOLE = Span("", "", -NEVER, NEVER)


def years(truth: Truth, month: int = 4) -> Iterator[Span]:
    """The years from a month (of the calibrated calendar) on that are whole in the history."""
    for year in (2017, 2018):
        start, end = truth.world.since(year, month, 1), truth.world.since(year + 1, month, 1)
        if end <= truth.world.until:
            first, last = written(np.array([start, end - 1]), "day").to_pylist()
            yield Span(first, last, start, end)


def spans(truth: Truth) -> list[Span]:
    """The whole history, and each whole financial year in it."""
    return [WHOLE, *years(truth)]


def of_share(
    truth: Truth, name: str, answered: Sequence[Answered], variant: str | None = None
) -> Iterator[dict[str, Any]]:
    """A share, of the whole history and by year."""
    for span in spans(truth):
        _, _, start, end = span
        mine = [answer for at, answer in answered if start <= at < end]
        yield figure(name, said(span, variant), **ratio(lambda answer: answer, mine))


def of_count(
    truth: Truth, name: str, moments: Iterable[int | None], variant: str | None = None, *, month: int = 4
) -> Iterator[dict[str, Any]]:
    """A count of what has a moment, of the whole history and by year (from a ``month`` on)."""
    known = [at for at in moments if at is not None]
    for span in [WHOLE, *years(truth, month)]:
        yield figure(name, said(span, variant), value=sum(span.holds(at) for at in known))


def of_quotient(
    truth: Truth, name: str, upper: Sequence[int | None], lower: Sequence[int | None]
) -> Iterator[dict[str, Any]]:
    """How many there are of one for each of the other, of the whole history and by year."""
    for span in spans(truth):
        counted = (sum(span.holds(at) for at in some) for some in (upper, lower))
        yield figure(name, span.asked, numerator=next(counted), denominator=next(counted))


def said(span: Span, variant: str | None) -> dict[str, str]:
    """What a figure is asked for."""
    return {**span.asked, **({"variant": variant} if variant else {})}
