"""What moved over four weeks: what came in new, what came from another row, what was done, what was handed on."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from peeler.answers.policy import least_told
from peeler.answers.workload.answer import HandedOn, Moved, Movement, Place
from peeler.answers.workload.work import Shown, Work
from peeler.definitions.workload import WorkDimension
from peeler.measures.rows import Value
from peeler.plans.handing import moves
from peeler.terms.clocks import Instant, Span, london

FOUR_WEEKS = 28 * 86_400_000_000
MOST_HANDINGS = 12
NOT_TOLD = (
    "What came in, was done and was handed on is not told, by the policy you see this under: the numbers may be small."
)


@dataclass
class Sums:
    """What is counted of one row while its moves are added up."""

    before: int = 0
    now: int = 0
    arrived: int = 0
    received: int = 0
    completed: int = 0
    handed_on: int = 0
    values: dict[Value, None] = field(default_factory=dict)


def movement_of(work: Work, dimension: WorkDimension) -> Movement | None:
    """What moved by one dimension in the four weeks up to the moment seen; None where small numbers may not be told.

    Records are counted, never jobs: a job has no moment at which it comes or goes.
    """
    if least_told(work.desk.catalogue, work.viewer, work.definition.measure.object.name) is not None:
        work.notes.append(NOT_TOLD)
        return None
    shown, start = work.shown_values(dimension), Instant(work.at + 1 - FOUR_WEEKS)
    sums: dict[Value, Sums] = {}
    stood(work, shown, Instant(start - 1), sums, "before")
    stood(work, shown, work.at, sums, "now")
    given = went(work, shown, start, sums)
    places = {value: shown.place(value, one.values) for value, one in sums.items()}
    order = sorted(places, key=lambda value: (-sums[value].now, value is None, str(value)))
    if dimension.ordered:
        words = [word for word, _ in dimension.words]
        order.sort(key=lambda value: words.index(value) if value in words else len(words))
    lines = tuple(moved(places[value], sums[value]) for value in order)
    handings = sorted(given.items(), key=lambda pair: (-pair[1], str(pair[0])))[:MOST_HANDINGS]
    return Movement(
        work.axis(dimension), start, work.at, lines, together(lines),
        tuple(HandedOn(places[giver], places[taker], count) for (giver, taker), count in handings),
    )  # fmt: skip


def stood(work: Work, shown: Shown, moment: Instant, sums: dict[Value, Sums], name: str) -> None:
    """Adds what stood in each row at a moment."""
    column = shown.dimension.column
    question = replace(work.measure_question((column,), each=True), at=moment)
    for row in work.rows(question):
        said = dict(row.dimensions)[column]
        one = sums.setdefault(shown.value(said), Sums())
        one.values[said] = None
        setattr(one, name, getattr(one, name) + (row.numerator or 0))


def went(work: Work, shown: Shown, start: Instant, sums: dict[Value, Sums]) -> dict[tuple[Value, Value], int]:
    """Adds every move to the rows it left and entered, and tells how many were handed from which to which."""
    given: dict[tuple[Value, Value], int] = {}
    for left, giver, entered, taker, count in rows_of(work, shown, start):
        source, target = (shown.value(value) for value in (giver, taker))
        if left and entered and source == target:
            continue
        if left:
            one = sums.setdefault(source, Sums())
            one.values[giver] = None
            one.handed_on, one.completed = (
                one.handed_on + (count if entered else 0),
                one.completed + (0 if entered else count),
            )
        if entered:
            one = sums.setdefault(target, Sums())
            one.values[taker] = None
            one.received, one.arrived = one.received + (count if left else 0), one.arrived + (0 if left else count)
        if left and entered:
            given[source, target] = given.get((source, target), 0) + count
    return given


def rows_of(work: Work, shown: Shown, start: Instant) -> Iterable[tuple[bool, Value, bool, Value, int]]:
    """(left, from, entered, to, count) of the four weeks."""
    question = work.measure_question((shown.dimension.column,), each=True)
    prepared = work.prepared(question)
    end = Instant(work.at + 1)
    asked = replace(prepared.asked, spans=(Span(london(start).date(), start, end),), start=start, end=end)
    ends = (Instant(start - 1), work.at)
    return [
        (bool(row[0]), row[1], bool(row[2]), row[3], int(row[4]))
        for row in work.reading.rows(moves(prepared.plan, asked, ends))
    ]


def moved(place: Place, sums: Sums) -> Moved:
    """One row's line."""
    return Moved(place, sums.before, sums.arrived, sums.received, sums.completed, sums.handed_on, sums.now)


def together(lines: Iterable[Moved]) -> Moved:
    """All rows in one."""
    several = list(lines)
    names = ("before", "arrived", "received", "completed", "handed_on", "now")
    return Moved(Place(None, "All together", ()), *(sum(getattr(line, name) for line in several) for name in names))
