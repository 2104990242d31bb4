"""The weeks to come of a unit: its queue and its waits, with bands; and the people it takes."""

from datetime import date, timedelta
from math import sqrt

from peeler.answers.capacity.capacity_answer import AheadWeek, Flow, Power, Staffing, Suffice
from peeler.definitions.capacity import CapacityDefinition, Target
from peeler.measures.contrasts import Estimate, difference_of_estimates
from peeler.measures.forecasts import Forecast, ForecastPoint
from peeler.measures.queues import (
    Steady,
    backlog,
    begun_within,
    queue_after,
    queue_within,
    staff_needed,
    staff_to_clear,
    staff_to_keep_up,
    steady,
)  # fmt: skip
from peeler.terms.clocks import Instant, later_by

WEEK, DAY = 604_800_000_000, 86_400_000_000
HOUR = 60
BANDS = ((1.2815515655446004, 0.9), (1.959963984540054, 0.975))
Band = tuple[float, float]


def long_run(arrivals: float | None, power: Power) -> Steady | None:
    """The unit in the long run, in hours of its work; None where its people do not suffice, or these are not known."""
    if arrivals is None or power.staff is None or power.minutes is None:
        return None
    return steady(arrivals / power.hours, power.minutes / HOUR, power.staff)


def days_of(hours: float, power: Power) -> float:
    """Hours of the unit's work as days of the calendar: a week of it takes seven."""
    return hours / power.hours * 7


def weeks_ahead(
    found: Forecast | None, first: date, queue: int | None, power: Power, pace: Flow | None, settled: Steady | None
) -> tuple[AheadWeek, ...]:
    """The weeks to come: arrivals as forecast; the queue, each week's before plus what comes in less what can be done."""
    if found is None:
        return ()
    days = [first + timedelta(days=7 * place) for place in range(len(found.points))]
    if queue is None or power.capacity is None:
        return tuple(week_of(day, point, None, None, None, None) for day, point in zip(days, found.points, strict=True))
    weeks, here, drift, capacity = [], float(queue), float(queue), power.capacity
    for day, point, scatter in zip(days, found.points, found.scatter, strict=True):
        here = queue_after(here, point.mean, capacity, settled.queue if settled else 0.0)
        drift += point.mean - capacity
        spread = sqrt(scatter + done_scatter(capacity, point.ahead, pace))
        narrow, wide = (band(here, drift, spread, one, settled) for one in BANDS)
        wait = backlog(here, point.mean, capacity).wait_now
        weeks.append(week_of(day, point, here, narrow, wide, None if wait is None else wait * 7))
    return tuple(weeks)


def week_of(
    day: date, point: ForecastPoint, queue: float | None, narrow: Band | None, wide: Band | None, wait: float | None
) -> AheadWeek:
    """One week to come."""
    return AheadWeek(
        day, point.mean, (point.low_80, point.high_80), (point.low_95, point.high_95), queue, narrow, wide, wait
    )


def done_scatter(capacity: float, ahead: int, pace: Flow | None) -> float:
    """The variance of what is done in some weeks: chance, and where it is taken from the pace how well that is known."""
    unsure = 0.0 if pace is None or pace.weeks <= 0 else ahead**2 * capacity / pace.weeks
    return ahead * capacity + unsure


def band(here: float, drift: float, spread: float, which: tuple[float, float], settled: Steady | None) -> Band:
    """Where the queue will be: around what flows in and out, and at least as wide as chance alone keeps it."""
    reach, share = which
    chance = float(queue_within(settled, share)) if settled is not None else 0.0
    return max(0.0, drift - reach * spread), max(here, drift + reach * spread, min(chance, here + chance))


def staffing_of(
    unit: CapacityDefinition,
    arrivals: float | None,
    queue: int | None,
    power: Power,
    weeks: int,
    suffice: Suffice | None,
) -> Staffing:
    """The people it takes."""
    if arrivals is None or power.each is None or power.each <= 0:
        return Staffing(suffice, None, None, None, None, None, None)
    clear = None if queue is None else staff_to_clear(queue, arrivals, power.each, weeks)
    keep, target = staff_to_keep_up(arrivals, power.each), unit.target
    if target is None or power.minutes is None:
        return Staffing(suffice, keep, clear, None, None, None, None)
    work = (arrivals / power.hours, power.minutes / HOUR)
    within = working_hours(target, power)
    kept = None if power.staff is None else begun_within(*work, power.staff, within)
    needed = staff_needed(*work, within=within, share=target.share)
    return Staffing(suffice, keep, clear, needed, length_days(target), target.share, kept)


def suffice_of(expected: float | None, power: Power, arrivals: Flow | None, pace: Flow | None) -> Suffice | None:
    """Whether what can be done is more or less than what is to be expected, by more than chance in the recent weeks.

    ``pace``: the completions that what can be done is worked out from; None where minutes are told, which have no chance.
    """
    if expected is None or power.capacity is None or arrivals is None:
        return None
    found = difference_of_estimates(scaled(power.capacity, pace), scaled(expected, arrivals))
    return {"higher": "yes", "lower": "no"}.get(found.finding, "about")  # type: ignore[return-value]


def scaled(value: float, flow: Flow | None) -> Estimate:
    """A number with as wide an interval, for its size, as a flow's."""
    if flow is None or flow.value <= 0:
        return Estimate(value, value, flow.high if flow is not None else value)
    return Estimate(value, value * flow.low / flow.value, value * flow.high / flow.value)


def length_days(target: Target) -> float:
    """The time promised, in days."""
    return (later_by(Instant(0), target.within) - Instant(0)) / DAY


def working_hours(target: Target, power: Power) -> float:
    """The time promised, in hours of the unit's work."""
    return (later_by(Instant(0), target.within) - Instant(0)) / WEEK * power.hours
