"""Recounts crimes as they stand at the end of the history: recorded, open, ended, and how."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from peeler.simulate.force.civil import written
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.lives.offences import ACTION
from peeler.simulate.force.recounting.stories import Story, figure, ratio


class Crime(NamedTuple):
    """A crime as it stands at the end of the history."""

    place: int
    recorded: int
    domestic: bool
    cancelled: bool
    open: bool
    outcome: str | None
    assigned: int
    held: bool
    allocated: bool


def _standing(truth: Truth, place: int, story: Story) -> Crime | None:
    """How a crime stands after its story; None where its recording is not told."""
    recorded = [one.at for one in story if one.kind == "recorded"]
    if not recorded:
        return None
    words = truth.of("investigation.outcome_assigned").words("outcome").words
    cancelled = ended = held = allocated = False
    outcome, assigned = None, 0
    for one in story:
        if one.kind == "outcome_assigned":
            outcome, assigned = words[one.facts["outcome"]], assigned + one.copies
        ended = {"completed": True, "filed": True, "reopened": False}.get(one.kind, ended)
        cancelled = {"cancelled": True, "reopened": False}.get(one.kind, cancelled)
        held = {"held": True, "allocated": False}.get(one.kind, held)
        allocated = allocated or one.kind == "allocated"
    domestic = bool(truth.things["crime"].ints("domestic")[place])
    return Crime(
        place, recorded[0], domestic, cancelled, not ended and not cancelled, outcome, assigned, held, allocated
    )


def of_crimes(truth: Truth, told: list[Story]) -> Iterator[dict[str, Any]]:
    """Figures of crimes, whole and by whole financial year of the calibrated calendar."""
    every = [one for place, story in enumerate(told) if (one := _standing(truth, place, story))]
    counted = [one for one in every if not one.cancelled]
    for first, last, crimes in _years(truth, counted):
        span = {"from": first, "to": last}
        for variant, some in (("", crimes), ("domestic_abuse", [one for one in crimes if one.domestic])):
            asked = {**span, **({"variant": variant} if variant else {})}
            yield figure("recorded_crime", asked, value=len(some))
            yield figure(
                "action_taken", asked, **ratio(lambda c: None if c.outcome is None else c.outcome in ACTION, some)
            )
            yield figure("unassigned_outcome", asked, **ratio(lambda c: c.outcome is None, some))
            yield figure("outcomes_of_crimes", asked, **_tally(some))
    yield figure("open_investigations", value=sum(one.open and one.outcome is None for one in every))
    yield figure("open_investigations", {"variant": "domestic_abuse"},
                  value=sum(one.open and one.outcome is None and one.domestic for one in every))  # fmt: skip
    yield figure(
        "open_investigations",
        {"variant": "held"},
        value=sum(one.open and one.outcome is None and one.held for one in every),
    )
    yield figure(
        "work_done_without_outcome",
        value=sum(not one.open and not one.cancelled and one.outcome is None for one in every),
    )
    yield figure("crimes_in_a_series", value=sum(any(one.kind == "linked" for one in story) for story in told))
    yield figure("outcomes_assigned", value=sum(
        one.copies for story in told for one in story if one.kind == "outcome_assigned"))  # fmt: skip


def _tally(crimes: list[Crime]) -> dict[str, int]:
    return dict(sorted(Counter(one.outcome or "none" for one in crimes).items()))


def _years(truth: Truth, crimes: list[Crime]) -> Iterator[tuple[str, str, list[Crime]]]:
    """The whole history, and each whole financial year (of the calibrated calendar) in it."""
    until = truth.world.until
    spans = [(truth.world.since(year, 4, 1), truth.world.since(year + 1, 4, 1)) for year in (2017, 2018)]
    for start, end in [(truth.world.since(2017, 4, 1), until), *(span for span in spans if span[1] <= until)]:
        days = written(np.array([start, end - 1]), "day").to_pylist()
        yield days[0], days[1], [one for one in crimes if start <= one.recorded < end]
