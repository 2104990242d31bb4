"""Recounts stocks of crimes as at the end of the history: open, unallocated, held, awaiting filing; and harm, weighted."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from peeler.simulate.force.civil import DAY, HOUR
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.recounting.cases import Case
from peeler.simulate.force.recounting.elapsed import real
from peeler.simulate.force.recounting.spans import said, spans
from peeler.simulate.force.recounting.stories import figure

_WEIGHTS: Final = {"8N": 184, "5D": 1965, "92E": 3}  # the few of Peeler's weights that offences of the force have
_AGES: Final = (28, 90, 365)  # days
Of = Callable[[Case], bool]


def of_standing(truth: Truth, every: list[Case]) -> Iterator[dict[str, Any]]:
    """What stands at the end of the history."""
    until = real(truth.world.until)

    def older(at: int | None, limit: int) -> bool:
        return at is not None and real(at) < until - limit

    waiting = [case for case in every if case.open and case.outcome is None]
    ages: dict[str, Of] = {f"over_{days}_days": _older(older, days) for days in _AGES}
    yield from _stocks("open_investigations", waiting, {**ages, "unallocated": lambda case: case.allocated is None})
    yield from _stocks(
        "unallocated",
        [case for case in waiting if case.allocated is None],
        {
            "": lambda _: True,
            "to_be_allocated": lambda case: case.route == "allocate",
            "over_48_hours": lambda case: older(case.recorded, 48 * HOUR),
            "held": lambda case: case.held is not None,
            "domestic_abuse": lambda case: case.domestic,
        },
    )
    yield from _stocks(
        "held",
        [case for case in every if case.open and case.held is not None],
        {
            "": lambda _: True,
            "over_7_days": lambda case: older(case.held, 7 * DAY),
            "never_allocated": lambda case: case.allocated is None,
            "domestic_abuse": lambda case: case.domestic,
        },
    )
    finished = [case for case in every if case.completed is not None and not case.filed and not case.cancelled]
    yield from _stocks(
        "awaiting_filing",
        finished,
        {
            "": lambda _: True,
            "without_outcome": lambda case: case.outcome is None,
            "domestic_abuse": lambda case: case.domestic,
            **{f"over_{days}_days": _finished(older, days) for days in _AGES},
        },
    )
    yield from _of_harm(truth, every, waiting)


def _older(older: Callable[[int | None, int], bool], days: int) -> Of:
    return lambda case: older(case.recorded, days * DAY)


def _finished(older: Callable[[int | None, int], bool], days: int) -> Of:
    return lambda case: older(case.completed, days * DAY)


def _stocks(name: str, some: list[Case], variants: dict[str, Of]) -> Iterator[dict[str, Any]]:
    """A stock and its variants; '' is the whole of it."""
    for variant, of in variants.items():
        yield figure(name, {"variant": variant} if variant else None, value=sum(of(case) for case in some))


def _of_harm(truth: Truth, every: list[Case], waiting: list[Case]) -> Iterator[dict[str, Any]]:
    """Days of imprisonment that offences are given; those without a weight are unknown."""
    for span in spans(truth):
        mine = [case for case in every if not case.cancelled and span.holds(case.recorded)]
        yield figure("harm_weighted_crime", said(span, None), **_weighed(mine))
    yield figure("harm_weighted_workload", None, **_weighed(waiting))


def _weighed(some: list[Case]) -> dict[str, int]:
    known = [_WEIGHTS[case.offence] for case in some if case.offence in _WEIGHTS]
    return {"value": sum(known), "unknown": len(some) - len(known)}
