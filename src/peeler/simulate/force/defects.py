"""What is wrong with a known share of every extract: rows malformed, cut short, repeated or contradictory.

Late rows and corrected ones are made by the systems themselves (they are written late, or dumped wrong at first).
"""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from peeler.simulate.force.chance import Chance
from peeler.simulate.force.civil import Mask, Texts
from peeler.simulate.force.extracts import Dump, Log, Table, constant
from peeler.simulate.force.world import World
from peeler.simulate.streams import PARTS

NONSENSE: Final = ("31/02/2019", "n/k", "##########", "0000-00-00T00:00:00", "see log")


@dataclass(frozen=True)
class Shares:
    """Which share of the rows of every table has each defect."""

    malformed: float = 0.0005  # nonsense in a column that must be understood
    short: float = 0.0002  # breaks off after half of its fields
    repeated: float = 0.001  # stands twice in its file, word for word
    contradicted: float = 0.001  # stands twice, and one column says something else (dumps alone)
    wrong: float = 0.004  # has a column wrong in every dump but the last


def shares_of(world: World) -> Shares:
    """The shares of a force: the root of how much smaller it is than the calibrated one greater, so that a small one has
    every defect too.
    """
    factor = max(1.0, (1000 / world.size) ** 0.5)
    return Shares(*(share * factor for share in astuple(Shares())))


@dataclass(frozen=True)
class Struck:
    """Which rows of a table have a defect; no row has two."""

    malformed: Mask
    short: Mask
    repeated: Mask
    contradicted: Mask

    @property
    def lost(self) -> Mask:
        """Rows of which nothing can be made: they belong in quarantine."""
        return self.malformed | self.short


def struck(chance: Chance, table: Log | Dump, rows: Table, shares: Shares) -> Struck:
    """Which rows have which defect; the same ones whenever and in whichever file they are written."""
    drawn = chance.parts(f"defect {table.name}", rows.numbers)
    both = isinstance(table, Dump) and table.wrong is not None
    each = (shares.malformed if table.fragile else 0, shares.short, shares.repeated, shares.contradicted if both else 0)
    limits = np.rint(np.cumsum(each) * PARTS).astype(np.int64)
    kind = np.searchsorted(limits, drawn, side="right")
    return Struck(kind == 0, kind == 1, kind == 2, kind == 3)


def with_errors(chance: Chance, table: Log | Dump, rows: Table, shares: Shares) -> Table:
    """The rows of an earlier dump, one column of some of them wrong, as later dumps will correct it."""
    if not isinstance(table, Dump) or table.wrong is None:
        return rows
    column, word = table.wrong
    mistaken = chance.happens(f"wrong {table.name}", rows.numbers, shares.wrong)
    return rows.with_column(column, pc.if_else(pa.array(mistaken), word, rows.columns[column]))


def lines_of(chance: Chance, table: Log | Dump, rows: Table, defects: Struck) -> Texts:
    """Every row as a line of its file (with its end), defects and all; repeated rows follow one another."""
    columns = _with_nonsense(chance, table, rows, defects.malformed)
    lines = _lines(list(columns.values()))
    if defects.short.any():
        half = _lines(list(columns.values())[: len(columns) // 2])
        lines = pc.if_else(pa.array(defects.short), half, lines)
    if defects.repeated.any():
        lines = lines.take(pa.array(np.repeat(np.arange(len(rows)), 1 + defects.repeated)))
    if defects.contradicted.any() and isinstance(table, Dump) and table.wrong:
        columns = {**columns, table.wrong[0]: constant(table.wrong[1], len(rows))}
        other = _lines(list(columns.values())).filter(pa.array(defects.contradicted))
        lines = pa.concat_arrays([lines, other])
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
        "contradicted": int(defects.contradicted.sum()),
    }
