"""The tables of a unit: the weeks that were and those to come, so many people, how wrong forecasts were, how well it is done."""

from collections.abc import Sequence
from dataclasses import dataclass

from peeler.answers.capacity.capacity_answer import AheadWeek, Capability, CapacityAnswer, GroupAhead, Option, SeenWeek
from peeler.answers.capacity.sentences import METHOD, days, weeks
from peeler.definitions.capacity import CapacityDefinition, Use
from peeler.definitions.catalogue import Catalogue
from peeler.terms.clocks import Every
from peeler.web.capacity_words import number_text, spoken
from peeler.web.moments import begun, day_text
from peeler.web.numbers import decimal, range_text, value_text, whole
from peeler.web.parameters import WHOLE, Pairs, address, cell_pairs
from peeler.web.subject import dimension_words, subject_of, value_words
from peeler.web.tables import INTERVAL, TERMS, WHICH, Cell, Column, Line, NumberTable

SHOWN = 9  # those that today's pace is taken from, and the one that is not whole yet
YEAR = 52
NOT_TOLD = "not told"
FINE = 20  # numbers below it are told to a decimal


@dataclass(frozen=True)
class Doors:
    """The addresses behind numbers: records of a week, of a measure, and the same page with other people. ``said``: the page's own address."""

    unit: CapacityDefinition
    said: Pairs

    @property
    def moments(self) -> list[tuple[str, str]]:
        """As at and as known, where the person chose any."""
        return [(name, text) for name, text in self.said if name in ("at", "known")]

    def records(self, use: Use, which: str, every: Every | str, extra: Pairs = ()) -> str:
        """The records of a measure as the unit uses it."""
        narrowed = [("where", use.where)] if use.where else []
        narrowed += [("variant", use.variant)] if use.variant else []
        pairs = [("measure", use.measure.name), ("every", every), *narrowed, *self.moments]
        return address("/records", [*pairs, ("which", which), *extra])

    def week(self, week: SeenWeek, which: str) -> str:
        """The records of one week; of what came in or left by another measure than the queue, of that."""
        own = {"arrivals": self.unit.arrivals, "departures": self.unit.completions}.get(which)
        use = self.unit.queue if own is None else own
        return self.records(use, which if own is None else "value", "week", cell_pairs(week.first, ()))

    def people(self, staff: float) -> str:
        """The same page with so many people."""
        return address("/capacity", [*((n, t) for n, t in self.said if n != "staff"), ("staff", f"{staff:g}")])


def seen_table(answer: CapacityAnswer, doors: Doors) -> NumberTable:
    """The newest weeks that were, the newest first; every number a door."""
    heads = ("Week of", "Came in", begun(answer.unit.done), "Waiting at its end")
    rows = tuple(seen_line(week, doors) for week in answer.weeks[: -SHOWN - 1 : -1])
    return NumberTable(f"The last {len(rows)} weeks", tuple(map(Column, heads)), rows)


def seen_line(week: SeenWeek, doors: Doors) -> Line:
    """One week that was."""
    name = day_text(week.first)
    told = (
        ("arrivals", week.arrivals, "came in"),
        ("departures", week.completions, "left"),
        ("value", week.queue, "waiting"),
    )
    cells = [
        Cell(NOT_TOLD) if number is None
        else Cell(whole(number), doors.week(week, which) if number else "", "", f"{what}, week of {name}")
        for which, number, what in told
    ]  # fmt: skip
    return Cell(name, aside="" if week.whole else "(not whole)"), tuple(cells)


def ahead_table(answer: CapacityAnswer) -> NumberTable | None:
    """The weeks to come with their bands."""
    if not answer.ahead:
        return None
    heads = ("Week of", "Come in", "8 times in 10", "Waiting at its end", "8 times in 10", "The next one waits")
    return NumberTable(
        f"The next {len(answer.ahead)} weeks", tuple(map(Column, heads)), tuple(map(ahead_line, answer.ahead))
    )


def ahead_line(week: AheadWeek) -> Line:
    """One week to come."""
    return Cell(day_text(week.first)), (
        Cell(fine(week.arrivals)), Cell(between(week.arrivals_80)), Cell("" if week.queue is None else whole(week.queue)),
        Cell(between(week.queue_80)), Cell("" if week.wait_days is None else days(week.wait_days)),
    )  # fmt: skip


def options_table(answer: CapacityAnswer, doors: Doors) -> NumberTable | None:
    """What follows with fewer or more people."""
    if not answer.options:
        return None
    promise = answer.staffing.promise_days is not None
    heads = [
        "People",
        "For",
        f"Can be {answer.unit.done} a week",
        f"Waiting in {answer.question.weeks} weeks",
        "Cleared in",
    ]
    heads += [f"Begun within {days(answer.staffing.promise_days or 0)}"] if promise else []
    rows = tuple(option_line(one, doors, promise=promise) for one in answer.options)
    return NumberTable("With fewer or more people", tuple(map(Column, heads)), rows)


def option_line(one: Option, doors: Doors, *, promise: bool) -> Line:
    """One number of people; those there lead nowhere."""
    name = number_text(one.staff)
    cleared = (
        "never" if one.weeks_to_clear is None else "at once" if not one.weeks_to_clear else weeks(one.weeks_to_clear)
    )
    waiting = "" if one.queue is None else whole(one.queue)
    aside = "" if one.queue_80 is None else f"({whole(one.queue_80[0])} to {whole(one.queue_80[1])})"
    kept = [Cell("" if one.promise_kept is None else value_text(one.promise_kept, "share"))] if promise else []
    why = f"({one.why})" if one.why else ""
    return Cell(name, "" if one.here else doors.people(one.staff), why, "people: see what follows"), (
        Cell(fine(one.capacity)), Cell(waiting, aside=aside), Cell(spoken(cleared)), *kept,
    )  # fmt: skip


def trials_table(answer: CapacityAnswer) -> NumberTable | None:
    """How wrong each method was, the one used first."""
    found = answer.forecast
    if found is None:
        return None
    heads = ("Method", "Wrong by, a week", "Of the plain method's error", "Inside 8 in 10", "Inside 95 in 100")
    plain_error, rows = next(trial.error for trial in found.trials if trial.method == found.plain), []
    for trial in found.trials:
        share = value_text(trial.error / plain_error, "share") if plain_error else ""
        inside = [Cell(value_text(part, "share")) for part in (trial.within_80, trial.within_95)]
        told = ((found.method, "used"), (found.plain, "the plain method"))
        marks = ", ".join(words for method, words in told if trial.method == method)
        head = Cell(begun(METHOD[trial.method]), aside=f"({marks})" if marks else "")
        rows.append((head, (Cell(decimal(trial.error)), Cell(share), *inside)))
    caption = f"Looked back at: {found.trial.forecasts} weeks forecast from {found.trial.origins} moments"
    return NumberTable(caption, tuple(map(Column, heads)), tuple(rows))


def capability_table(answer: CapacityAnswer, catalogue: Catalogue, doors: Doors) -> NumberTable | None:
    """How well the work is done and by whom, each measure a way to its trend and its number one to its records."""
    uses = {use.measure.name: use for use in doors.unit.capability}
    told = [one for one in answer.capability if one.measure in uses and one.measure in catalogue.measures]
    if not told:
        return None
    rows = tuple(capability_line(one, uses[one.measure], answer, doors) for one in told)
    heads = (Column("Measure"), Column("Value"), Column(INTERVAL, TERMS[INTERVAL]), Column("Out of", "n"))
    return NumberTable("How well it is done, and by whom", heads, rows)


def capability_line(one: Capability, use: Use, answer: CapacityAnswer, doors: Doors) -> Line:
    """One measure."""
    subject, whole_weeks = subject_of(use.measure), [week for week in answer.weeks if week.whole][-YEAR:]
    over = [] if subject.is_stock or not whole_weeks else [
        ("from", whole_weeks[0].first.isoformat()), ("to", whole_weeks[-1].last.isoformat())
    ]  # fmt: skip
    trend = address("/trends", [("measure", one.measure), *doors.moments])
    records = doors.records(use, WHICH.get(subject.style, "numerator"), WHOLE, over)
    number = Cell(
        value_text(one.value, subject.style), records if subject.has_records and one.value else "", "", one.title
    )
    interval = "" if subject.is_stock else range_text(one.low, one.high, subject.style)
    return Cell(one.title, trend), (
        number,
        Cell(interval),
        Cell("" if one.n is None or subject.is_stock else whole(one.n)),
    )


def groups_table(answer: CapacityAnswer) -> NumberTable | None:
    """What comes in by group, each forecast by itself."""
    if not answer.groups or answer.question.by is None:
        return None
    heads = (
        begun(dimension_words(answer.question.by)),
        "Lately, a week",
        "To be expected, a week",
        "8 times in 10",
        "Wrong by, a week",
    )
    return NumberTable(
        f"What comes in by {dimension_words(answer.question.by)}", tuple(map(Column, heads)), tuple(map(group_line, answer.groups))
    )  # fmt: skip


def group_line(one: GroupAhead) -> Line:
    """One group."""
    lately = NOT_TOLD if one.recent is None else decimal(one.recent.value)
    if one.forecast is None:
        return Cell(value_words(one.group)), (Cell(lately), Cell("no forecast"), Cell(""), Cell(""))
    return Cell(value_words(one.group)), (
        Cell(lately), Cell(decimal(one.forecast)), Cell(f"{whole(one.low or 0)} to {whole(one.high or 0)}"),
        Cell("" if one.error is None else decimal(one.error)),
    )  # fmt: skip


def fine(value: float | None) -> str:
    """A number of pieces a week, with a decimal where it is small."""
    if value is None:
        return ""
    return decimal(value) if value < FINE * 5 else whole(value)


def between(band: Sequence[float] | None) -> str:
    """``27 to 42``."""
    return "" if band is None else f"{whole(band[0])} to {whole(band[1])}"
