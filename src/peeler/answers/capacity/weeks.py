"""The weeks of a unit's queue: what came in and left in each, which are whole, and today's pace."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from peeler.answers.asking import MeasureQuestion
from peeler.answers.capacity.capacity_answer import CapacityQuestion, Flow, GroupAhead, SeenWeek
from peeler.answers.desk import Desk
from peeler.answers.measure import MeasureAnswer, measured
from peeler.answers.whole_periods import by_group
from peeler.definitions.capacity import CapacityDefinition, Use
from peeler.measures.contrasts import Contrast, Estimate, difference_of_estimates
from peeler.measures.forecasts import Forecast, TooShort, forecast
from peeler.measures.intervals import poisson
from peeler.measures.rows import MeasureRow
from peeler.terms.clocks import Instant, london
from peeler.terms.viewers import Viewer

RECENT = 8
FEWEST = 4
GRACE = timedelta(days=1)  # the last day of a feed may end before midnight


@dataclass(frozen=True)
class Seen:
    """The weeks of a unit, the queue at the moment asked for, and the answers they were read from."""

    weeks: tuple[SeenWeek, ...]
    queue: int | None
    answers: tuple[MeasureAnswer, ...]

    @property
    def whole(self) -> tuple[SeenWeek, ...]:
        """The weeks that are over and all there."""
        return tuple(week for week in self.weeks if week.whole)

    @property
    def recent(self) -> tuple[SeenWeek, ...]:
        """The weeks that today's pace is taken from."""
        return tuple(week for week in self.weeks if week.recent)


def asked_of(use: Use, question: CapacityQuestion, **more: object) -> MeasureQuestion:
    """A measure that a unit uses, as at and as known as the unit is asked about."""
    asks = MeasureQuestion(
        use.measure.name, question.at, question.known, variant=use.variant, where=use.where
    )  # fmt: skip
    return replace(asks, **more)  # type: ignore[arg-type]


def weeks_of(desk: Desk, viewer: Viewer, unit: CapacityDefinition, question: CapacityQuestion) -> Seen:
    """The weeks of a unit's queue, the newest last."""
    queue = measured(desk, viewer, asked_of(unit.queue, question, every="week"))
    flows = {
        name: measured(desk, viewer, asked_of(use, question, every="week"))
        for name, use in (("arrivals", unit.arrivals), ("departures", unit.completions))
        if use is not None
    }
    counted = {name: {row.period: row for row in answer.rows} for name, answer in flows.items()}
    known = reach(queue)
    rows = [row for row in queue.rows if row.period is not None]
    weeks = [
        SeenWeek(
            row.period or date.min, last_of(row), flow(row, "arrivals", counted), flow(row, "departures", counted),
            number(row), place > 0 and last_of(row) <= known, False,
        )
        for place, row in enumerate(rows)
    ]  # fmt: skip
    return Seen(marked(weeks), weeks[-1].queue if weeks else None, (queue, *flows.values()))


def last_of(row: MeasureRow) -> date:
    """The Sunday of a row's week."""
    return (row.period or date.min) + timedelta(days=6)


def number(row: MeasureRow) -> int | None:
    """A row's queue, None where it is not told."""
    return None if row.value is None or row.suppressed else int(row.value)


def flow(row: MeasureRow, name: str, counted: dict[str, dict[date | None, MeasureRow]]) -> int | None:
    """What came in or left in a row's week: by a measure of its own, else as the queue tells it."""
    if name not in counted:
        return row.arrivals if name == "arrivals" else row.departures
    other = counted[name].get(row.period)
    return 0 if other is None else number(other)


def reach(answer: MeasureAnswer) -> date:
    """The last day that a week may end on and be whole: over by the moment asked for, and not after the last word there is."""
    over = london(Instant(answer.as_at + 1)).date() - timedelta(days=1)
    told = [feed.last_at for feed in answer.freshness if feed.last_at is not None]
    return min(over, london(max(told)).date() + GRACE) if told else over


def marked(weeks: Sequence[SeenWeek]) -> tuple[SeenWeek, ...]:
    """The weeks, those marked that today's pace is taken from."""
    recent = {week.first for week in [week for week in weeks if week.whole][-RECENT:]}
    return tuple(replace(week, recent=week.first in recent) for week in weeks)


def pace(numbers: Sequence[int | None]) -> Flow | None:
    """Pieces a week over some weeks; None where these are too few, or one is not told."""
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers) or len(known) < FEWEST:
        return None
    total, weeks = sum(known), len(known)
    low, high = poisson(total)
    return Flow(total, weeks, total / weeks, low / weeks, high / weeks)


def growth_of(arrivals: Flow | None, completions: Flow | None) -> Contrast | None:
    """By how much the queue grows a week, with the interval of the difference of two independent counts."""
    if arrivals is None or completions is None:
        return None
    return difference_of_estimates(
        Estimate(arrivals.value, arrivals.low, arrivals.high),
        Estimate(completions.value, completions.low, completions.high),
    )


@lru_cache(maxsize=512)
def forecast_once(values: tuple[int | None, ...], ahead: int) -> Forecast | TooShort:
    """The forecast of these counts, made once: the same numbers are forecast the same every time."""
    return forecast(values, ahead)


def groups_of(
    desk: Desk, viewer: Viewer, unit: CapacityDefinition, question: CapacityQuestion
) -> tuple[GroupAhead, ...]:
    """What comes in by group, the largest first, each forecast by itself; nothing where no breakdown is asked for."""
    if question.by is None:
        return ()
    answer = measured(desk, viewer, asked_of(unit.queue, question, every="week", by=(question.by,)))
    known = reach(answer)
    found = [
        group_ahead(dimensions[0][1], [row for row in rows[1:] if last_of(row) <= known], question.weeks)
        for dimensions, rows in by_group(answer.rows).items()
    ]
    return tuple(sorted(found, key=lambda one: (-(one.recent.value if one.recent else 0), str(one.group))))


def group_ahead(group: object, rows: Sequence[MeasureRow], weeks: int) -> GroupAhead:
    """One group's arrivals, recently and as forecast."""
    values = tuple(row.arrivals for row in rows)
    recent, found = pace(values[-RECENT:]), forecast_once(values, weeks)
    if isinstance(found, TooShort):
        return GroupAhead(group, recent, None, None, None, None, "", found.why)  # type: ignore[arg-type]
    points = found.points
    return GroupAhead(
        group, recent, sum(point.mean for point in points) / len(points), float(min(point.low_80 for point in points)),  # type: ignore[arg-type]
        float(max(point.high_80 for point in points)), found.trial.error, found.method, "",
    )  # fmt: skip


def monday_after(seen: Seen, at: Instant) -> date:
    """The first day of the first week that is forecast: the one after the last whole week."""
    if seen.whole:
        return seen.whole[-1].first + timedelta(days=7)
    today = london(at).date()
    return today - timedelta(days=today.weekday())
