"""What follows from a unit's weeks and people: its pace, what is to be expected, and what becomes of its queue."""

from dataclasses import dataclass

from peeler.answers.capacity.capacity_answer import AheadWeek, CapacityQuestion, Flow, Power, Staffing
from peeler.answers.capacity.power import busy, power_of
from peeler.answers.capacity.to_come import long_run, staffing_of, suffice_of, weeks_ahead
from peeler.answers.capacity.weeks import Seen, forecast_once, growth_of, monday_after, pace
from peeler.definitions.capacity import PACE, CapacityDefinition
from peeler.measures.contrasts import Contrast
from peeler.measures.forecasts import Forecast, TooShort
from peeler.measures.queues import Backlog, Steady, backlog
from peeler.terms.clocks import Instant


@dataclass(frozen=True)
class Worked:
    """What follows; ``expected``: the pieces to be expected a week; ``stood``: a queue stood all through the recent weeks;
    ``measured``: the completions that what can be done is worked out from, None where minutes are told.
    """

    arrivals: Flow | None
    completions: Flow | None
    growth: Contrast | None
    forecast: Forecast | None
    why_not: str
    expected: float | None
    power: Power
    backlog: Backlog | None
    steady: Steady | None
    ahead: tuple[AheadWeek, ...]
    staffing: Staffing
    queue: int | None
    stood: bool
    measured: Flow | None


def worked_out(
    unit: CapacityDefinition, question: CapacityQuestion, seen: Seen, there: float | None, at: Instant
) -> Worked:
    """All that follows from the weeks seen and how many are there; nothing is asked of anybody for it."""
    arrivals, completions = pace([w.arrivals for w in seen.recent]), pace([w.completions for w in seen.recent])
    found = forecast_once(tuple(week.arrivals for week in seen.whole), question.weeks)
    made, why_not = (None, found.why) if isinstance(found, TooShort) else (found, "")
    expected = expected_of(made, arrivals)
    power = power_of(unit, question, there, completions, seen)
    settled = long_run(expected, power)
    measured = completions if unit.file.handling == PACE and question.handling is None else None
    suffice = suffice_of(expected, power, arrivals, measured)
    ahead = weeks_ahead(made, monday_after(seen, at), seen.queue, power, measured, settled)
    return Worked(
        arrivals, completions, growth_of(arrivals, completions), made, why_not, expected, power,
        standing(seen.queue, expected, power), settled, ahead,
        staffing_of(unit, expected, seen.queue, power, question.weeks, suffice), seen.queue,
        completions is not None and busy(seen, completions), measured,
    )  # fmt: skip


def expected_of(made: Forecast | None, arrivals: Flow | None) -> float | None:
    """The pieces to be expected a week: the mean of the forecast, else as many as lately."""
    if made is not None:
        return sum(point.mean for point in made.points) / len(made.points)
    return None if arrivals is None else arrivals.value


def standing(queue: int | None, expected: float | None, power: Power) -> Backlog | None:
    """What becomes of the queue; None where one of the numbers is not known."""
    if queue is None or expected is None or power.capacity is None:
        return None
    return backlog(queue, expected, power.capacity)
