"""An independent reading of a duty: a clerk who sits with the file and looks at the clock, instant by instant or minute by minute."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from peeler.terms.clocks import EPOCH, add_months, to_datetime

LONDON = ZoneInfo("Europe/London")
MINUTE = 60_000_000
HOUR = 60 * MINUTE


@dataclass(frozen=True)
class Happening:
    """One thing that happened, as believed: when, its id, what it is, and the state from then on."""

    at: int
    id: str
    kinds: Mapping[str, int]  # what it is, an event or a value first said, and since when it was known to be that
    state: Mapping[str, Any]


@dataclass
class Owed:
    """One time it is owed, as the clerk keeps it."""

    armed: int
    event: str
    number: int
    anchor: int
    left: int  # of the clock, until it is due
    left_soon: int
    left_window: int
    due: int | None = None
    soon: int | None = None
    window: int | None = None
    opens: int | None = None
    seen: int = 0  # requires before it opened
    met: int | None = None
    entered: int | None = None
    ended: int | None = None
    voided: int | None = None


@dataclass(frozen=True)
class Rules:
    """A duty as the clerk was told it; limits are (unit, count), of cases (grade or None, unit, count or a column)."""

    arm: str
    require: str
    ends: bool = False
    voids: bool = False
    rests: bool = False
    versions: tuple[tuple[date | None, "Limits"], ...] = ()
    chained: bool = False
    repeats: bool = False
    next_day: bool = False
    window: tuple[str, int] | None = None
    warn: tuple[str, int] | None = None
    works: Callable[[date], bool] = field(default=lambda day: day.weekday() < 5, repr=False)


@dataclass(frozen=True)
class Limits:
    """The limits of one version."""

    due: tuple[tuple[str | None, str, Any], ...] = ()
    schedule: tuple[tuple[str, int], ...] = ()
    every: tuple[tuple[str | None, str, Any], ...] = ()


def instant_of(clock: datetime) -> int:
    """The instant of a London clock time: the later of two where it shows so twice, or never."""
    both = [clock.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1)]
    return max(int((one - EPOCH) // timedelta(microseconds=1)) for one in both)


def clock_at(instant: int) -> datetime:
    """London's clock at an instant."""
    return to_datetime(instant).astimezone(LONDON).replace(tzinfo=None)  # type: ignore[arg-type]


def last_of(day: date) -> int:
    """The last instant of a London day."""
    following = day + timedelta(days=1)
    return instant_of(datetime(following.year, following.month, following.day)) - 1


def moved(instant: int, unit: str, count: int, rules: Rules) -> int:
    """A limit after an instant, on a clock that never rests."""
    here = clock_at(instant)
    if unit == "working_day":
        day = here.date()
        while count:
            day += timedelta(days=1)
            count -= rules.works(day)
        return last_of(day)
    start = datetime(here.year, here.month, here.day) + timedelta(days=1) if rules.next_day else here
    if unit == "hour":
        return (instant_of(start) if rules.next_day else instant) + count * HOUR
    day = add_months(start.date(), count) if unit == "month" else start.date() + timedelta(days=count)
    whole = instant_of(datetime.combine(day, start.time()))
    return whole - 1 if rules.next_day else whole


def back(instant: int, limit: tuple[str, int] | None) -> int:
    """So long before an instant."""
    if limit is None:
        return instant
    unit, count = limit
    if unit == "hour":
        return instant - count * HOUR
    here = clock_at(instant)
    day = add_months(here.date(), -count) if unit == "month" else here.date() - timedelta(days=count)
    return instant_of(datetime.combine(day, here.time()))


def case(given: Sequence[tuple[str | None, str, Any]], state: Mapping[str, Any]) -> tuple[str, Any] | None:
    """The limit of the first case that holds."""
    for grade, unit, count in given:
        if grade is None or state.get("grade") == grade:
            number = state.get(count) if isinstance(count, str) else count
            return None if number is None else (unit, number)
    return None


class Clerk:
    """Keeps the file of one object."""

    def __init__(self, rules: Rules, story: Sequence[Happening], until: int) -> None:
        self.rules, self.until = rules, until
        self.story = [one for one in story if one.at <= until]
        self.owed: list[Owed] = []
        self.live: dict[tuple[int, str], int] = {}  # obligations, and how many times were given
        self.state: Mapping[str, Any] = {}
        self.before: int | None = None

    def run(self, *, minutes: bool = False) -> list[Owed]:
        """Goes through time and gives what was owed."""
        now: int | None = self.story[0].at if self.story else None
        while now is not None and now <= self.until:
            self.pass_to(now)
            told = [one for one in self.story if one.at == now]
            if told:
                self.hear(now, told)
            now = self.next_after(now, minutes=minutes)
        return self.owed

    def next_after(self, now: int, *, minutes: bool) -> int | None:
        """The next minute, or the next instant at which anything can change."""
        if minutes:
            return now + MINUTE
        ahead = [one.at for one in self.story if one.at > now][:1]
        if not self.resting:
            for one in self.owed:
                ahead += [now + left for left, done in self.clocks(one) if done is None and left > 0]
        return min(ahead, default=None)

    @property
    def resting(self) -> bool:
        """Whether clocks rest now."""
        return self.rules.rests and self.state.get("resting") is not None

    @staticmethod
    def clocks(one: Owed) -> list[tuple[int, int | None]]:
        """What is left of each of its clocks, and when that ran out."""
        return [(one.left, one.due), (one.left_soon, one.soon), (one.left_window, one.window)]

    def pass_to(self, now: int) -> None:
        """Lets time pass; what falls due does so."""
        passed = 0 if self.before is None or self.resting else now - self.before
        self.before = now
        for one in self.owed:
            one.left -= passed if one.due is None else 0
            one.left_soon -= passed if one.soon is None else 0
            one.left_window -= passed if one.window is None else 0
            self.strike(one, now)

    def strike(self, one: Owed, now: int) -> None:
        """Marks what has run out by now; a time that falls due gives way to the next."""
        if one.soon is None and one.left_soon <= 0:
            one.soon = now + one.left_soon
        if one.window is None and one.left_window <= 0:
            one.window = now + one.left_window
            if self.rules.window:
                self.open(one, one.window, at_once=True)
        if one.due is None and one.left <= 0:
            one.due = now + one.left  # an attribute may name a moment that has gone by
            if not self.rules.chained and not self.rules.window:
                for other in self.owed:
                    if (other.armed, other.event, other.number) == (one.armed, one.event, one.number + 1):
                        self.open(other, one.due, at_once=False)

    def open(self, one: Owed, at: int, *, at_once: bool) -> None:
        """Opens a time: for what happens at that instant too (save what arms then), or only for what happens after it."""
        one.opens = at
        requires = [r for r in self.story if self.rules.require in r.kinds]
        one.seen = sum(r.at < at or (r.at == at and (not at_once or self.arming(r))) for r in requires)

    def arming(self, one: Happening) -> bool:
        """Whether it is the event that arms; what an attribute tells is of no event."""
        rules = self.rules
        return rules.arm in one.kinds and not rules.arm.endswith("_at") and rules.arm == rules.require

    def key(self, one: Happening) -> tuple[int, str]:
        """An obligation's key: when it was armed, and by which event, or by which value."""
        arm = self.rules.arm
        return one.at, str(one.state[arm]) if arm.endswith("_at") else one.id

    def hear(self, now: int, told: Sequence[Happening]) -> None:
        """Writes down what happened at one instant, and how things stand after it."""
        self.state = told[-1].state
        stopped = self.rules.ends and self.state.get("stopped") is not None
        spoiled = self.rules.voids and bool(self.state.get("spoiled"))
        arms = sorted((one for one in told if self.rules.arm in one.kinds), key=self.key)
        if not (stopped or spoiled):
            for one in arms:
                self.arm(one)
        requires = [one for one in told if self.rules.require in one.kinds]
        for one in sorted(requires, key=lambda r: (not self.arming(r), r.id)):
            self.meet(one, arming=self.arming(one), gone=stopped or spoiled)
        if stopped or spoiled:
            self.end(now, void=spoiled)

    def limits(self, at: int) -> Limits | None:
        """The limits by the law of the day."""
        held = [limits for start, limits in self.rules.versions if start is None or clock_at(at).date() >= start]
        return held[-1] if held else None

    def arm(self, told: Happening) -> None:
        """Something begins to be owed; what repeats and is owed already is not armed again."""
        if self.rules.repeats and self.live:
            return
        key = self.key(told)
        self.live[key] = 0
        limits = self.limits(told.at)
        if limits is None:
            return
        if self.rules.chained or (not limits.schedule and not limits.every):
            self.give(key, told.at, case(limits.due, self.state))
            return
        counts = list(limits.schedule) or [(limits.due[0][1], limits.due[0][2])]
        while limits.every and moved(told.at, *counts[-1], self.rules) <= self.until + 40 * 24 * HOUR:
            unit, last = counts[-1]
            counts.append((unit, last + limits.every[0][2]))
        for count in counts:
            self.give(key, told.at, count)

    def give(self, key: tuple[int, str], anchor: int, limit: tuple[str, Any] | None) -> None:
        """One more time it is owed; none without a limit."""
        self.live[key] += 1
        if limit is None:
            return
        unit, count = limit
        due = count if unit == "moment" else moved(anchor, unit, count, self.rules)
        soon, window = max(back(due, self.rules.warn), anchor), max(back(due, self.rules.window), anchor)
        one = Owed(key[0], key[1], self.live[key], anchor, due - anchor, soon - anchor, window - anchor)
        if not self.rules.window and (one.number == 1 or self.rules.chained):
            self.open(one, anchor, at_once=one.number == 1)
        self.owed.append(one)
        self.strike(one, anchor)

    def meet(self, told: Happening, *, arming: bool, gone: bool) -> None:
        """Lets what happened meet the first of those that may be met by it."""
        if self.rules.chained:
            self.chain(told, arming=arming, gone=gone)
            return
        waiting = [one for one in self.owed if one.met is None and one.ended is None and one.opens is not None]
        may = [one for one in waiting if one.opens < told.at or self.at_once(one, told, arming=arming)]  # type: ignore[operator]
        if may:
            one = min(may, key=lambda one: (one.seen, one.armed, one.event, one.number))
            one.met, one.entered = told.at, told.kinds[self.rules.require]

    def at_once(self, one: Owed, told: Happening, *, arming: bool) -> bool:
        """Whether it may be met at the very instant at which it opens."""
        return one.opens == told.at and not arming and (one.number == 1 or self.rules.window is not None)

    def chain(self, told: Happening, *, arming: bool, gone: bool) -> None:
        """Lets what happened meet the time that is owed, and begins the next."""
        for key, number in list(self.live.items()):
            if told.at == key[0] and arming:
                continue
            for one in self.owed:
                if (one.armed, one.event, one.number) == (*key, number) and one.met is None:
                    one.met, one.entered = told.at, told.kinds[self.rules.require]
            limits = self.limits(key[0])
            if not gone:
                self.give(key, told.at, case(limits.every, self.state) if limits else None)

    def end(self, now: int, *, void: bool) -> None:
        """Nothing is owed any more."""
        for one in self.owed:
            if one.met is None:
                one.ended = now if one.ended is None else one.ended
                one.voided = now if void and one.voided is None else one.voided
        self.live = {}


def status(one: Owed, at: int) -> str | None:
    """How a time stands at a moment, as the clerk found it; None where it is not there yet, or never opened."""
    if one.opens is None:
        return "to_come" if one.ended is None and at >= one.armed else None
    if one.ended is not None and one.ended <= one.opens:
        return None
    if at < one.armed:
        return None
    due = one.due
    if one.met is not None and at >= one.met:
        if due is not None and one.met > due:
            return "met_late"
        late = due is not None and clock_at(one.entered or 0).date() > clock_at(due).date()
        return "met_entered_late" if late else "met"
    if one.ended is not None and at >= one.ended:
        if one.voided is not None and at >= one.voided:
            return "void"
        return "void" if due is None or one.ended <= due else "missed"
    if at < one.opens:
        return "to_come"
    if due is not None and at >= due:
        return "overdue"
    return "due_soon" if one.soon is not None and at >= one.soon else "open"
