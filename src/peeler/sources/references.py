"""Reads a published table as reference rows: summed by force, period and dimensions, with the vintage it is of."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from peeler.definitions.sources import ReferenceRule
from peeler.sources.batches import LookUps, RowBatch, reading_of
from peeler.sources.delimited import Rows
from peeler.sources.periods import period_reader
from peeler.sources.values import ValueRefused, read_whole
from peeler.store.records import ReferenceRow
from peeler.terms.clocks import EARLIEST
from peeler.terms.errors import RequestError
from peeler.terms.identifiers import ForceKey, force_key

Raw = TypeVar("Raw", bound=Hashable)


@dataclass(frozen=True)
class ReferenceReading:
    """A table read: its rows (one for each force, period and dimensions), and per refused row (by its place) why."""

    rows: tuple[ReferenceRow, ...]
    refused: Mapping[int, str]


def read_reference(
    rule: ReferenceRule, rows: Rows, holes: Mapping[str, str], look_ups: LookUps, vintage: str | None
) -> ReferenceReading:
    """Sums the rows of a table; counts are whole numbers and may be negative (a revision).

    ``vintage`` is the date given with the load; without one it is the last day of the newest period in the table.
    """
    size = len(rows.lines)
    batch = RowBatch(size, rows.columns, holes, [""] * size, [""] * size)
    refused: dict[int, str] = {}
    forces = _each(reading_of(rule.force, look_ups)(batch), _force, "the force", refused)
    parts = zip(*(reading_of(part, look_ups)(batch) for part in rule.period.values()), strict=True)
    periods = _each(list(parts), period_reader(tuple(rule.period)), "the period", refused)
    values = _each(batch.texts(rule.value), lambda text: read_whole(text.strip()), f"'{rule.value}'", refused)
    names = sorted(rule.dimensions)
    dimensions = [reading_of(rule.dimensions[name], look_ups)(batch) for name in names]
    sums: dict[tuple[Any, ...], int] = {}
    for place, (value, *key) in enumerate(zip(values, forces, periods, *dimensions, strict=True)):
        if place not in refused:
            sums[tuple(key)] = sums.get(tuple(key), 0) + value
    return ReferenceReading(_rows(rule.table, names, sums, vintage), refused)


def _rows(
    table: str, names: Sequence[str], sums: Mapping[tuple[Any, ...], int], vintage: str | None
) -> tuple[ReferenceRow, ...]:
    newest = vintage or max((period.last for _, period, *_ in sums), default=EARLIEST).isoformat()
    made: list[ReferenceRow] = []
    for (force, period, *said), value in sums.items():
        words = tuple(zip(names, (word.strip() for word in said), strict=True))
        made.append(ReferenceRow(table, newest, force, period.first, period.last, words, value))
    return tuple(sorted(made))


def _each(texts: Sequence[Raw], parse: Callable[[Raw], Any], what: str, refused: dict[int, str]) -> list[Any]:
    """A column parsed, each different value once; the rows that cannot be are noted."""
    known: dict[Raw, Any] = {}
    for text in set(texts):
        try:
            known[text] = parse(text)
        except ValueRefused as problem:
            known[text] = problem
    wrong = {text: f"{what} {problem}" for text, problem in known.items() if isinstance(problem, ValueRefused)}
    for place, text in enumerate(texts) if wrong else ():
        if text in wrong:
            refused.setdefault(place, wrong[text])
    return [known[text] for text in texts]


def _force(text: str) -> ForceKey:
    try:
        return force_key(text.strip())
    except RequestError:
        raise ValueRefused("is not one that is known") from None
