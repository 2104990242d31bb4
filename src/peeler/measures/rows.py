"""Raw sums become answer rows: value, interval, what the unknown could make of it, and parts that add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from peeler.definitions.measure_file import NOT_SAID
from peeler.definitions.measures import MeasureDefinition
from peeler.measures.intervals import poisson, wilson

Value = str | int | bool | None
Number = int | float | None
Group = tuple[Value, ...]


class Cell(NamedTuple):
    """The sums of one period and group as a plan gives them; ``rest`` is the denominator without the numerator."""

    numerator: int = 0
    rest: int = 0
    unknown: int = 0
    parts: tuple[int, ...] = ()
    arrivals: int | None = None
    departures: int | None = None


@dataclass(frozen=True, slots=True)
class PartCount:
    """How many of a row's numerator, denominator or unknown a labelled part holds; ``not_said``: what none claims.

    ``count`` is None where it is held back, and ``held`` then says in words why: ``fewer than 5`` or ``held back``.
    """

    name: str
    of: str
    label: str
    count: int | None
    held: str = ""


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One period and group. ``period`` is its first day (None without ``every``); a share is a fraction of 1.

    ``value`` is an integer for counts and stocks, else a float, None when nothing is known; ``low`` and ``high`` are
    its 95 % interval, ``lowest`` and ``highest`` what the unknown could make of it. ``arrivals`` and ``departures``
    are crossings of a stock's condition since the period before, and None for other kinds.

    A length of time is in the measure's unit. ``provisional``: the period ended too lately for its figure to stand.

    For a viewer under a policy of small numbers: ``suppressed`` where the value is not told, and ``held`` gives for
    each figure that is None for that reason the words that stand in its place: ``fewer than 5``, ``held back``.
    """

    period: date | None
    dimensions: tuple[tuple[str, Value], ...]
    numerator: int | None
    denominator: int | None
    unknown: int | None
    value: Number
    low: Number
    high: Number
    lowest: Number
    highest: Number
    n: int | None
    arrivals: int | None = None
    departures: int | None = None
    parts: tuple[PartCount, ...] = ()
    suppressed: bool = False
    held: tuple[tuple[str, str], ...] = ()
    provisional: bool = False

    def in_place_of(self, figure: str) -> str:
        """The words that stand in place of a figure that is held back; empty where it is told."""
        return dict(self.held).get(figure, "")


class Place(NamedTuple):
    """Where a row stands: its period and its named dimensions."""

    period: date | None
    dimensions: tuple[tuple[str, Value], ...]


def count_row(place: Place, cell: Cell) -> MeasureRow:
    """A row of a count or a stock; what is unknown could only add to it."""
    value, interval = cell.numerator, poisson(cell.numerator)
    return MeasureRow(
        place.period, place.dimensions, value, None, cell.unknown, value, interval.low, interval.high,
        value, value + cell.unknown, value + cell.unknown, cell.arrivals, cell.departures,
    )  # fmt: skip


def share_row(place: Place, cell: Cell, measure: MeasureDefinition) -> MeasureRow:
    """A row of a share (ruling 16): value over the known, its bounds over known and unknown."""
    denominator = cell.numerator + cell.rest
    n, interval = denominator + cell.unknown, wilson(cell.numerator, denominator)
    return MeasureRow(
        place.period, place.dimensions, cell.numerator, denominator, cell.unknown,
        cell.numerator / denominator if denominator else None,
        interval.low if interval else None, interval.high if interval else None,
        cell.numerator / n if n else None, (cell.numerator + cell.unknown) / n if n else None, n,
        parts=part_counts(measure, cell),
    )  # fmt: skip


def rate_row(place: Place, cell: Cell, denominator: int | None, per: int) -> MeasureRow:
    """A row of a rate over a reference denominator (None or 0: no rate); n is the number of records it rests on."""
    n = cell.numerator + cell.unknown
    if not denominator:
        return MeasureRow(
            place.period, place.dimensions, cell.numerator, denominator, cell.unknown, None, None, None, None, None, n
        )
    rate, interval = per / denominator, poisson(cell.numerator)
    value = cell.numerator * per / denominator
    return MeasureRow(
        place.period, place.dimensions, cell.numerator, denominator, cell.unknown, value,
        interval.low * rate, interval.high * rate, value, n * per / denominator, n,
    )  # fmt: skip


def part_counts(measure: MeasureDefinition, cell: Cell) -> tuple[PartCount, ...]:
    """The labelled parts in the order of the definition, then what no part claims, where there is any."""
    wholes = {"numerator": cell.numerator, "denominator": cell.numerator + cell.rest, "unknown": cell.unknown}
    counts = cell.parts or (0,) * len(measure.parts)
    said = [PartCount(p.name, p.of, p.label, count) for p, count in zip(measure.parts, counts, strict=True)]
    for of in dict.fromkeys(part.of for part in measure.parts):
        left = wholes[of] - sum(part.count or 0 for part in said if part.of == of)
        if left:
            said.append(PartCount(NOT_SAID, of, "Not said", left))
    return tuple(said)


def running(changes: Sequence[Cell]) -> list[Cell]:
    """The stock at each period's end, from what changed in each; arrivals and departures stay their period's own."""
    stock, sums = Cell(), []
    for change in changes:
        parts = tuple(a + b for a, b in zip(stock.parts or (0,) * len(change.parts), change.parts, strict=True))
        stock = Cell(
            stock.numerator + change.numerator, stock.rest + change.rest, stock.unknown + change.unknown, parts
        )
        sums.append(stock._replace(arrivals=change.arrivals, departures=change.departures))
    return sums


def group_order(group: Group) -> tuple[tuple[bool, str, object], ...]:
    """A key that puts groups in order: each value by its own kind, what is not said last."""
    return tuple((value is None, type(value).__name__, "" if value is None else value) for value in group)
