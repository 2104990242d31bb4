"""A unit's capacity in sentences, the most important first: the pace, the wait, what is to come, the people it takes."""

from peeler.answers.capacity.capacity_answer import AheadWeek, CapacityQuestion, Flow, Power, Staffing, Topic, Waiting
from peeler.answers.capacity.power import is_changed
from peeler.answers.capacity.to_come import days_of
from peeler.answers.capacity.weeks import RECENT, Seen
from peeler.answers.capacity.working import Worked
from peeler.definitions.capacity import CapacityFile
from peeler.measures.contrasts import Contrast
from peeler.measures.forecasters import Method
from peeler.measures.forecasts import Forecast
from peeler.measures.queues import Backlog

METHOD: dict[Method, str] = {
    "last_week": "the same as last week", "last_year": "the same week last year",
    "level": "the level of the last weeks", "level_and_season": "the level of the last weeks with the season of the year",
}  # fmt: skip
SLACK = 1.1
LONG, DAY, WHOLE, LONG_WORK = 14, 24, 100, 180
UNKNOWN_PACE = (
    f"Too few whole weeks are there, or are told, to say at what pace the queue moves; {RECENT} are looked at."
)


def words_of(
    file: CapacityFile, question: CapacityQuestion, made: Worked, waiting: Waiting | None
) -> tuple[tuple[Topic, str], ...]:
    """The whole answer in sentences by topic; what follows from the question's own assumptions stands first."""
    power, changed = made.power, is_changed(question)
    wait = None if made.steady is None else days_of(made.steady.wait, power)
    said: tuple[tuple[Topic, str], ...] = (
        ("assumed", assumed_words(file, power, made.expected, made.backlog) if changed else ""),
        ("pace", pace_words(file, made.arrivals, made.completions, made.growth)),
        ("wait", wait_words(file, made.queue, made.backlog, waiting, changed=changed)),
        ("staff", staff_words(power, made.staffing, made.queue, question.weeks)),
        ("ahead", ahead_words(file, made.forecast, made.why_not, made.ahead)),
        ("promise", promise_words(file, power, made.staffing, wait)),
        ("gap", "" if changed else gap_words(file, power, made.completions, stood=made.stood)),
    )
    return tuple((topic, words) for topic, words in said if words)


def pace_words(file: CapacityFile, arrivals: Flow | None, completions: Flow | None, growth: Contrast | None) -> str:
    """Whether the queue grows, as measured."""
    if arrivals is None or completions is None or growth is None or growth.value is None:
        return UNKNOWN_PACE
    flows = f"{plain(arrivals.value)} {file.pieces} come in and {plain(completions.value)} are {file.done}"
    low, high = growth.low or 0.0, growth.high or 0.0
    if growth.finding == "no_detectable_change":
        between = f"shrinking by {plain(-low)} and growing by {plain(high)} a week (95 % interval)"
        return f"At today's pace the queue holds about level: {flows} a week, which leaves room between {between}."
    way, ends = ("grows", (low, high)) if growth.value > 0 else ("shrinks", (-high, -low))
    between = f"95 % interval {plain(ends[0])} to {plain(ends[1])}"
    return f"At today's pace the queue {way} by {plain(abs(growth.value))} a week ({between}): {flows}."


def assumed_words(file: CapacityFile, power: Power, expected: float | None, found: Backlog | None) -> str:
    """What would follow from what the question assumes."""
    if power.staff is None or power.minutes is None or power.capacity is None or expected is None or found is None:
        return "What would follow from what you assume cannot be said: see below which number is not known."
    given = f"With {people(power.staff)}, {length(power.minutes)} for each {file.piece} and {plain(power.hours)} hours a week each"
    flows = f"{plain(power.capacity)} {file.pieces} a week can be {file.done} and {plain(expected)} are to be expected"
    return f"{given}, {flows}: {follows(found)}."


def follows(found: Backlog) -> str:
    """What becomes of the queue."""
    if found.growth > 0:
        return f"the queue of {found.queue:,.0f} would grow by {plain(found.growth)} a week"
    if found.queue <= 0:
        return "no queue would stand"
    if found.weeks_to_clear is None:
        return f"the queue of {found.queue:,.0f} would stay as it is"
    return f"the queue of {found.queue:,.0f} would be cleared in {weeks(found.weeks_to_clear)}"


def wait_words(
    file: CapacityFile, queue: int | None, found: Backlog | None, measured: Waiting | None, *, changed: bool
) -> str:
    """How many wait now, and for how long."""
    if queue is None:
        return "How many wait now is not known, or not told."
    stands = (
        f"{queue:,} {file.pieces} wait" if queue > 1 else f"1 {file.piece} waits" if queue else f"No {file.piece} waits"
    )
    said = [f"{stands} now."]
    if found is not None and found.wait_now is not None and queue:
        pace = "at the pace you assume" if changed else "at this pace"
        said.append(
            f"The next to come in waits about {days(found.wait_now * 7)}, if the oldest goes first and work goes on {pace}."
        )
    if measured is not None and measured.value is not None:
        half = f"half were {file.done} within {lasting(measured.value, measured.unit)}"
        said.append(f"Of those that came in over the recent weeks {half}, who still waits counted in.")
    return " ".join(said)


def ahead_words(file: CapacityFile, found: Forecast | None, why_not: str, ahead: tuple[AheadWeek, ...]) -> str:
    """What is to come."""
    if found is None:
        return f"No forecast: {why_not}"
    low, high = min(point.low_80 for point in found.points), max(point.high_80 for point in found.points)
    mean, over = sum(point.mean for point in found.points) / len(found.points), count(len(found.points), "week")
    said = (
        f"Over the next {over} about {plain(mean)} {file.pieces} a week are to be expected; "
        f"8 weeks in 10 will lie between {low} and {high}."
    )
    last = ahead[-1] if ahead else None
    if last is None or last.queue is None or last.queue_80 is None:
        return said
    if last.queue_80[1] < 1:
        return f"{said} At their end no queue should stand."
    between = f"8 times in 10 from {last.queue_80[0]:,.0f} to {last.queue_80[1]:,.0f}"
    return f"{said} At their end the queue will probably be {last.queue:,.0f} ({between})."


def staff_words(power: Power, staffing: Staffing, queue: int | None, horizon: int) -> str:
    """Whether the people suffice, and how many it takes."""
    if staffing.to_keep_up is None or staffing.suffice is None or power.staff is None:
        return "Whether the people suffice cannot be said: see below which number is not known."
    verdict = {"yes": "suffice", "no": "do not suffice", "about": "are about as many as it takes"}[staffing.suffice]
    said = f"{people(power.staff)} {verdict}: what comes in takes {plain(staffing.to_keep_up)}"
    if staffing.to_clear is None or not queue:
        return f"{said}."
    return (
        f"{said}, and clearing the queue within {count(horizon, 'week')} beside it takes {people(staffing.to_clear)}."
    )


def promise_words(file: CapacityFile, power: Power, staffing: Staffing, wait_days: float | None) -> str:
    """How long pieces wait once no backlog stands, and what the promise takes."""
    if staffing.promise_days is None or staffing.for_promise is None or staffing.promise_share is None:
        return ""
    promise = f"{percent(staffing.promise_share)} begun within {days(staffing.promise_days)}"
    needed = f"Once no backlog stands it takes {people(staffing.for_promise)} to have {promise}"
    if power.staff is None:
        return f"{needed}."
    if wait_days is None or staffing.promise_kept is None:
        return f"{needed}; with {people(power.staff)} the backlog stays."
    kept = f"with {people(power.staff)} it would be {percent(staffing.promise_kept)}"
    return f"{needed}; {kept}, and {file.pieces} would wait {days(wait_days)} on average."


def gap_words(file: CapacityFile, power: Power, completions: Flow | None, *, stood: bool) -> str:
    """That the unit does less than its hours would let it, where a queue stands."""
    if power.capacity is None or completions is None or not stood or power.capacity <= SLACK * completions.value:
        return ""
    return (
        f"By these hours {plain(power.capacity)} a week could be {file.done}; {plain(completions.value)} were, while a queue "
        f"stood: a {file.piece} takes longer than is said, or time goes elsewhere."
    )


def error_words(found: Forecast) -> str:
    """How wrong the forecasts have been, which method is used, and how often its bands held."""
    best, plain_one = found.trial, next(trial for trial in found.trials if trial.method == found.plain)
    looked = f"looked back at from {count(best.origins, 'moment')}"
    held = (
        f"Of {best.forecasts} weeks so forecast {percent(best.within_80)} came inside the 80 % band and "
        f"{percent(best.within_95)} inside the 95 % band."
    )
    if best.method == found.plain:
        said = f"Nothing did better than {METHOD[found.plain]}: {looked}, it was wrong by {plain(best.error)} a week on average."
        return f"{said} {held}"
    said = f"Forecast by {METHOD[best.method]}: {looked}, it was wrong by {plain(best.error)} a week on average"
    beside = f"{METHOD[found.plain]} would have been wrong by {plain(plain_one.error)}"
    return f"{said}, {percent(found.better_by)} less than the plain method ({beside}). {held}"


def late_words(seen: Seen) -> str:
    """Which weeks today's pace is taken from, and where the forecast begins."""
    if not seen.recent:
        return ""
    first, last = seen.recent[0].first, seen.recent[-1].last
    return f"Today's pace is that of the {len(seen.recent)} whole weeks from {first} to {last}; the weeks to come are those after."


def plain(value: float) -> str:
    """A number as a person says it: whole from 100 on, else with one decimal where it has one."""
    return f"{value:,.0f}" if abs(value) >= WHOLE or round(value, 1) == round(value) else f"{value:,.1f}"


def people(number: float) -> str:
    """``3 people``, ``1 person``, ``2.5 people``."""
    return f"{plain(number)} {'person' if number == 1 else 'people'}"


def count(number: int, what: str) -> str:
    """``12 weeks``, ``1 week``."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def weeks(number: float) -> str:
    """A number of weeks, below one in days."""
    return days(number * 7) if number < 1 else f"{plain(number)} week{'' if plain(number) == '1' else 's'}"


def days(number: float) -> str:
    """A number of days; below one in hours, from two weeks on in weeks."""
    if number < 1:
        hours = max(1, round(number * DAY))
        return f"{hours} hour{'' if hours == 1 else 's'}" if number * DAY >= 1 else "less than an hour"
    if number > LONG:
        return f"{plain(number / 7)} weeks"
    return f"{plain(number)} day{'' if plain(number) == '1' else 's'}"


def lasting(value: float, unit: str) -> str:
    """A measured length of time, hours beyond two days in days."""
    return days(value / DAY) if unit == "hours" and value >= 2 * DAY else f"{plain(value)} {unit}"


def length(minutes: float) -> str:
    """Minutes, from three hours on in hours."""
    return f"{plain(minutes)} minutes" if minutes < LONG_WORK else f"{plain(minutes / 60)} hours"


def percent(share: float) -> str:
    """A share as a percentage."""
    return f"{100 * share:.0f} %"
