"""What is wrong with a known share of every extract: rows malformed, cut short, repeated or contradictory.

Late rows and corrected ones are made by the systems themselves (they are written late, or dumped wrong at first).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from peeler.simulate.force.chance import Chance
from peeler.simulate.force.civil import Ints, Mask, Texts
from peeler.simulate.force.extracts import Dump, Log, Table

NONSENSE: Final = ("31/02/2019", "n/k", "##########", "0000-00-00T00:00:00", "see log")


@dataclass(frozen=True)
class Shares:
    """Which share of the rows of every table has each defect."""

    malformed: float = 0.0005  # nonsense in a column that must be understood
    short: float = 0.0002  # breaks off after half of its fields
    repeated: float = 0.001  # stands twice in its file, word for word


@dataclass(frozen=True)
class Struck:
    """Which rows of a table have a defect; no row has two."""

    malformed: Mask
    short: Mask
    repeated: Mask

    @property
    def lost(self) -> Mask:
        """Rows of which nothing can be made: they belong in quarantine."""
        return self.malformed | self.short


def struck(chance: Chance, table: Log | Dump, rows: Table, shares: Shares) -> Struck:
    """Which rows have which defect; the same ones whenever and in whichever file they are written."""
    drawn = chance.parts(f"defect {table.name}", rows.numbers)
    limits = np.cumsum([shares.malformed if table.fragile else 0, shares.short, shares.repeated]) * 2.0**32
    malformed = drawn < limits[0]
    short = (drawn >= limits[0]) & (drawn < limits[1])
    return Struck(malformed, short, (drawn >= limits[1]) & (drawn < limits[2]))


def lines_of(chance: Chance, table: Log | Dump, rows: Table, defects: Struck) -> Texts:
    """Every row as a line of its file (with its end), defects and all; repeated rows follow one another."""
    columns = _with_nonsense(chance, table, rows, defects.malformed)
    lines = _lines(list(columns.values()))
    if defects.short.any():
        half = _lines(list(columns.values())[: len(columns) // 2])
        lines = pc.if_else(pa.array(defects.short), half, lines)
    if defects.repeated.any():
        lines = lines.take(pa.array(np.repeat(np.arange(len(rows)), 1 + defects.repeated)))
    return lines


def _lines(columns: list[Texts]) -> Texts:
    return pc.binary_join_element_wise(pc.binary_join_element_wise(*columns, ","), "", "\n")


def _with_nonsense(chance: Chance, table: Log | Dump, rows: Table, malformed: Mask) -> Mapping[str, Texts]:
    if not malformed.any():
        return rows.columns
    which = chance.below(f"nonsense {table.name}", rows.numbers, len(table.fragile) * len(NONSENSE))
    nonsense = pa.array(NONSENSE, pa.string()).take(pa.array(which % len(NONSENSE)))
    columns = dict(rows.columns)
    for place, name in enumerate(table.fragile):
        here = malformed & (which // len(NONSENSE) == place)
        columns[name] = pc.if_else(pa.array(here), nonsense, columns[name])
    return columns


def counted(defects: Struck) -> dict[str, int]:
    """How many rows have each defect."""
    return {
        "malformed": int(defects.malformed.sum()),
        "short": int(defects.short.sum()),
        "repeated": int(defects.repeated.sum()),
    }


def picked(rows: Ints, numbers: Ints) -> Ints:
    """The lasting numbers of some rows."""
    return numbers[rows]
