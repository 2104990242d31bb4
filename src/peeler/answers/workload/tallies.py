"""Tallies: counted, weighed and added up, with what may not be told kept from every sum that it is part of."""

from collections.abc import Iterable, Mapping

from peeler.answers.combining import weight_of
from peeler.answers.workload.answer import Tally
from peeler.measures.rows import MeasureRow
from peeler.measures.small_numbers import BACK

NOTHING = Tally()


def tally_of(row: MeasureRow) -> Tally:
    """A row of the stock as a tally."""
    if row.suppressed:
        return Tally(None, None, held=row.in_place_of("value") or BACK)
    return Tally(row.numerator or 0, row.unknown or 0)


def weighed_tally(row: MeasureRow, weights: Mapping[str, object]) -> Tally:
    """A row of the stock by offence as a tally with the weight of that offence."""
    tally, weight = tally_of(row), weight_of(weights, dict(row.dimensions)["offence"])
    if tally.count is None:
        return tally
    return Tally(tally.count, tally.unknown, tally.count * (weight or 0.0), 0 if weight is not None else tally.count)


def added(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies; held back where one of them is."""
    several = list(tallies)
    if any(one.count is None for one in several):
        return Tally(None, None, held=BACK) if len(several) > 1 else several[0]
    weighed = any(one.weight is not None for one in several)
    return Tally(
        sum(one.count or 0 for one in several), sum(one.unknown or 0 for one in several),
        sum(one.weight or 0.0 for one in several) if weighed else None,
        sum(one.weightless or 0 for one in several) if weighed else None,
    )  # fmt: skip
