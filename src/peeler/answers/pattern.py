"""When in the week: a count by weekday and hour of London's clock, and whether the pattern is more than chance."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from peeler.answers.access import note
from peeler.answers.asking import MeasureQuestion, Prepared, days_with_data, measure_named, prepare
from peeler.answers.desk import Desk
from peeler.answers.measure import DefinitionSummary, summary
from peeler.answers.policy import least_told
from peeler.answers.remembering import Remembering
from peeler.definitions.measures import MeasureDefinition
from peeler.measures.patterns import Unevenness, unevenness
from peeler.measures.rows import Cell, MeasureRow, Place, count_row
from peeler.measures.small_numbers import fewer_than, held_back
from peeler.plans.patterns import WEEK, hours_of_weeks, weekly_pattern
from peeler.terms.clocks import Instant, end_of_day, start_of_day
from peeler.terms.errors import RequestError
from peeler.terms.viewers import Viewer

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOURS_OF_DAY, SURE = 24, 0.001


@dataclass(frozen=True, slots=True)
class PatternQuestion:
    """Which count, over which time, of which records; as in a measure's question."""

    measure: str
    at: Instant | None = None
    known: Instant | None = None
    start: Instant | None = None
    end: Instant | None = None
    where: str | None = None
    variant: str | None = None


@dataclass(frozen=True, slots=True)
class PatternAnswer:
    """Counts by weekday, by hour of the day, and by both (168 rows, Monday midnight first), as rows like a measure's.

    Rows carry the dimensions ``weekday`` and ``hour``; small ones are held back as in any table. ``by_weekday`` and
    ``by_hour`` say how uneven they are (None where nothing may be told of it); ``coarse``: how many records have no hour.
    """

    question: PatternQuestion
    definition: DefinitionSummary
    weekdays: tuple[MeasureRow, ...]
    hours: tuple[MeasureRow, ...]
    grid: tuple[MeasureRow, ...]
    by_weekday: Unevenness | None
    by_hour: Unevenness | None
    words: tuple[str, ...]
    notes: tuple[str, ...]
    as_at: Instant
    journal_version: int
    synthetic: bool
    age: int = 0


def pattern(desk: Desk, viewer: Viewer, question: PatternQuestion) -> PatternAnswer:
    """Answers when in the week; RequestError for what has no hour, or nothing dated to the instant."""
    note(desk, viewer, "pattern", asdict(question))
    definition = measure_named(desk, question.measure)
    check(definition)
    with desk.reading() as reading:
        prepared = bounded(reading, prepare(desk, viewer, reading, measure_question(question)))
        counts = counts_of(reading, prepared)
        exposures = exposures_of(prepared)
        least = least_told(desk.catalogue, viewer, definition.object.name)
        grid, weekdays, hours = tables(counts, least)
        even = (
            evenness(counts, exposures)
            if least is None or all(not row.held for row in (*weekdays, *hours))
            else (None, None)
        )
        notes = (
            [] if least is None else [f"Numbers {fewer_than(least)} are not told, by the policy you see this under."]
        )
        return PatternAnswer(
            question, summary(definition), weekdays, hours, grid, *even, words(*even), tuple(notes), prepared.scope.at,
            reading.version, desk.synthetic, reading.age,
        )  # fmt: skip


def check(definition: MeasureDefinition) -> None:
    """RequestError for a measure whose numbers do not happen at an hour."""
    time = definition.file.time
    if definition.file.kind not in ("count", "ratio") or (time and definition.object.columns[time] == "day"):
        raise RequestError(
            f"{definition.name}: a pattern of the week is of what happens at an hour: a count, or a share's records"
        )


def measure_question(question: PatternQuestion) -> MeasureQuestion:
    """The question of the measure whose records are counted."""
    return MeasureQuestion(
        question.measure, question.at, question.known, question.start, question.end, None, (), question.where,
        question.variant,
    )  # fmt: skip


def bounded(reading: Remembering, prepared: Prepared) -> Prepared:
    """The question from a first to a last whole day: those asked for, else those with data."""
    asked = prepared.asked
    if asked.start is not None and asked.end is not None:
        return prepared
    first, last = days_with_data(reading, prepared.plan, asked)
    if first is None or last is None:
        raise RequestError(f"{prepared.measure.name}: there is nothing in that time")
    start = asked.start if asked.start is not None else start_of_day(first)
    end = asked.end if asked.end is not None else Instant(end_of_day(last) + 1)
    return replace(prepared, asked=replace(asked, start=start, end=max(end, Instant(start + 1))))


def counts_of(reading: Remembering, prepared: Prepared) -> list[int]:
    """How many are counted in each hour of the week; RequestError where none is dated to the instant."""
    rows = reading.rows(weekly_pattern(prepared.plan, prepared.asked))
    found = {int(row[0]): int(row[1]) for row in rows}
    if not any(found.values()):
        raise RequestError(
            f"{prepared.measure.name}: nothing in that time is dated to the hour, so there is no pattern of the week to see"
        )
    return [found.get(hour, 0) for hour in range(WEEK)]


def exposures_of(prepared: Prepared) -> list[float]:
    """How often each hour of the week comes in the time asked for."""
    asked, hours = prepared.asked, [0.0] * WEEK
    for span in hours_of_weeks(asked.start or Instant(0), asked.end or prepared.scope.at):
        hours[span.period] += len(range(span.first, span.end, span.step))
    return hours


def tables(
    counts: Sequence[int], least: int | None
) -> tuple[tuple[MeasureRow, ...], tuple[MeasureRow, ...], tuple[MeasureRow, ...]]:
    """The counts by both, by weekday and by hour, small ones held back for a viewer who may not be told them."""
    grid = [
        row({"weekday": WEEKDAYS[n // HOURS_OF_DAY], "hour": n % HOURS_OF_DAY}, one) for n, one in enumerate(counts)
    ]
    weekdays = [row({"weekday": day}, sum(days_of(counts)[place])) for place, day in enumerate(WEEKDAYS)]
    hours = [row({"hour": hour}, sum(counts[hour::HOURS_OF_DAY])) for hour in range(HOURS_OF_DAY)]
    if least is None:
        return tuple(grid), tuple(weekdays), tuple(hours)
    told = [held_back(rows, least, share=False, over_time=False) for rows in (grid, weekdays, hours)]
    return told[0], told[1], told[2]


def row(dimensions: Mapping[str, str | int], count: int) -> MeasureRow:
    """One cell of the pattern."""
    return count_row(Place(None, tuple(dimensions.items())), Cell(count))


def days_of(figures: Sequence[int]) -> list[Sequence[int]]:
    """Figures of the hours of the week, day by day."""
    return [figures[first : first + HOURS_OF_DAY] for first in range(0, WEEK, HOURS_OF_DAY)]


def evenness(counts: Sequence[int], exposures: Sequence[float]) -> tuple[Unevenness | None, Unevenness | None]:
    """How uneven the weekdays are, and the hours of the day."""
    days = range(0, WEEK, HOURS_OF_DAY)
    by_day = unevenness(
        [sum(counts[d : d + HOURS_OF_DAY]) for d in days], [sum(exposures[d : d + HOURS_OF_DAY]) for d in days]
    )
    hours = range(HOURS_OF_DAY)
    by_hour = unevenness(
        [sum(counts[h::HOURS_OF_DAY]) for h in hours], [sum(exposures[h::HOURS_OF_DAY]) for h in hours]
    )
    return by_day, by_hour


def words(by_weekday: Unevenness | None, by_hour: Unevenness | None) -> tuple[str, ...]:
    """The pattern in sentences."""
    said = []
    for found, name, label in ((by_weekday, "weekdays", lambda n: WEEKDAYS[n]), (by_hour, "hours of the day", clock)):
        if found is None:
            continue
        if found.chance is None:
            said.append(f"There are too few to say whether the {name} differ.")
        elif found.chance >= SURE:
            said.append(f"The {name} do not differ by more than chance.")
        else:
            often = f"{found.times:,.1f} times its even part"
            said.append(
                f"The {name} differ: most on {label(found.busiest)} ({often}), fewest on {label(found.quietest)}."
                if name == "weekdays"
                else f"The {name} differ: most {label(found.busiest)} ({often}), fewest {label(found.quietest)}."
            )
    return tuple(said)


def clock(hour: int) -> str:
    """``from 22:00 to 23:00``."""
    return f"from {hour:02d}:00 to {(hour + 1) % HOURS_OF_DAY:02d}:00"
