"""Recounts how long crimes take until they have an outcome, those that have none yet and cancelled ones among them."""

from collections.abc import Iterator
from typing import Any

from peeler.simulate.force.civil import HOUR
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.recounting.cases import Case
from peeler.simulate.force.recounting.elapsed import real
from peeler.simulate.force.recounting.sought import half_by
from peeler.simulate.force.recounting.spans import said, spans
from peeler.simulate.force.recounting.stories import figure


def of_endings(truth: Truth, every: list[Case]) -> Iterator[dict[str, Any]]:
    """The days by which half have an outcome, of the whole history and by year; who was cancelled first gets none."""
    for span in spans(truth):
        waits = [_wait(truth, one) for one in every if span.holds(one.recorded)]
        ended = sum(outcome for *_, outcome in waits)
        yield figure("time_to_outcome", said(span, None), numerator=ended, denominator=len(waits), value=half_by(waits))


def _wait(truth: Truth, one: Case) -> tuple[int, bool, bool]:
    """How many whole hours a crime waited (or has), whether that has ended, and whether with an outcome."""
    ends = [at for at in (one.outcome_at, one.cancelled_at) if at is not None]
    length = real(min(ends, default=truth.world.until)) - real(one.recorded)
    return length // HOUR, bool(ends), one.outcome_at is not None and one.outcome_at == min(ends)
