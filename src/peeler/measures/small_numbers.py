"""Small numbers held back: rows whose counts are too few to tell, and what would give them away, without their figures.

A row is small when it counts fewer than the policy's least number, nought included; a share also when fewer than that are
not counted (98 of 100 tells of two). What stands beside (unknown, parts, arrivals, departures) is small from one up.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from peeler.definitions.measure_file import NOT_SAID
from peeler.measures.differencing import Key, held_with
from peeler.measures.rows import MeasureRow, PartCount

BACK = "held back"
FLOWS = ("arrivals", "departures")
FIGURES = ("numerator", "denominator", "unknown", "value", "low", "high", "lowest", "highest", "n", *FLOWS)
ON_UNKNOWN = ("unknown", "n", "lowest", "highest")
Words = tuple[tuple[str, str], ...]


def fewer_than(least: int) -> str:
    """What a reader sees in place of a small number."""
    return f"fewer than {least}"


def held_back(rows: Sequence[MeasureRow], least: int, *, share: bool, over_time: bool) -> tuple[MeasureRow, ...]:
    """The rows as a viewer under ``small_numbers: LEAST`` may see them.

    ``share``: the denominator counts records too; ``over_time``: the periods add up (they do not for a stock).
    """
    table = {Key(row.period, tuple(value for _, value in row.dimensions)): row for row in rows}
    counts = {key: counted(row, share=share) for key, row in table.items()}
    small = {key for key, count in counts.items() if count < least}
    hidden = held_with(counts, small, least, over_time=over_time)
    unknown = beside({key: row.unknown or 0 for key, row in table.items()}, hidden, least, over_time=over_time)
    flows = flows_held(table, hidden, least)
    parts = parts_held(table, hidden, unknown, least)
    return tuple(
        told(row, words_of(row, key, (small, hidden, unknown, flows), least), parts, least)
        for key, row in table.items()
    )


def counted(row: MeasureRow, *, share: bool) -> int:
    """What decides whether a row is small: its count, or of a share the smaller of what is counted and what is not."""
    numerator = row.numerator or 0
    return min(numerator, (row.denominator or 0) - numerator) if share else numerator


def beside(counts: Mapping[Key, int], free: Collection[Key], least: int, *, over_time: bool) -> frozenset[Key]:
    """The held back among figures that stand beside, where nought is told: nobody stands behind it."""
    small = {key for key, count in counts.items() if 0 < count < least and key not in free}
    return held_with(counts, small, least, over_time=over_time, free=free)


def flows_held(table: Mapping[Key, MeasureRow], hidden: Collection[Key], least: int) -> frozenset[Key]:
    """Where arrivals and departures are held back: small ones, and those that lead from a stock shown to one that is not."""
    around = set(hidden)
    for group in {key.group for key in table}:
        own = [key for key in table if key.group == group]
        around |= {after for before, after in pairwise(own) if before in hidden}
    moved = {key: [row.arrivals or 0, row.departures or 0] for key, row in table.items() if row.arrivals is not None}
    small = {key for key, both in moved.items() if any(0 < count < least for count in both)} - around
    counts = {key: sum(both) for key, both in moved.items()}
    return held_with(counts, small, least, over_time=True, free=around & counts.keys())


def parts_held(
    table: Mapping[Key, MeasureRow], hidden: Collection[Key], unknown: Collection[Key], least: int
) -> frozenset[str]:
    """Of which wholes (numerator, denominator, unknown) no part is told in any row.

    Parts add up to their whole in every row and over all rows, so that one small part makes all of its kind tell.
    """
    return frozenset(
        part.of
        for key, row in table.items()
        for part in row.parts
        if 0 < (part.count or 0) < least or key in (unknown if part.of == "unknown" else hidden)
    )


def words_of(row: MeasureRow, key: Key, sets: tuple[Collection[Key], ...], least: int) -> Words:
    """What stands in place of each figure of a row that is held back."""
    small, hidden, unknown, flows = sets
    if key in hidden:
        said = fewer_than(least) if key in small else BACK
        return tuple((name, said) for name in FIGURES if getattr(row, name) is not None or name == "value")
    words = [(name, BACK) for name in ON_UNKNOWN if key in unknown and getattr(row, name) is not None]
    words += [(name, BACK) for name in FLOWS if key in flows]
    return tuple((name, fewer_than(least) if few(getattr(row, name), least, name) else said) for name, said in words)


def few(count: float | None, least: int, name: str) -> bool:
    """Whether a figure that is held back is itself a small count."""
    return name in ("unknown", *FLOWS) and count is not None and 0 < count < least


def told(row: MeasureRow, words: Words, parts: Collection[str], least: int) -> MeasureRow:
    """A row without the figures that are held back, and with the words that stand in their place."""
    figures = {name: None for name, _ in words}
    kept = [part_told(part, least) if part.of in parts else part for part in row.parts]
    kept += [
        PartCount(NOT_SAID, of, "Not said", None, BACK)
        for of in sorted(parts)
        if all((part.name, part.of) != (NOT_SAID, of) for part in row.parts)
    ]
    return replace(row, **figures, parts=tuple(kept), held=words, suppressed="value" in figures)  # type: ignore[arg-type]


def part_told(part: PartCount, least: int) -> PartCount:
    """A part without its count."""
    return replace(part, count=None, held=fewer_than(least) if 0 < (part.count or 0) < least else BACK)
