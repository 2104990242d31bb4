"""Writes tables as files: whose month, what name, which bytes; and what each file holds, for the truth."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa

from peeler.simulate.force.chance import Chance
from peeler.simulate.force.civil import DAY, NEVER, Texts, written
from peeler.simulate.force.defects import Shares, Struck, counted, lines_of, struck, with_errors
from peeler.simulate.force.extracts import Dump, Log, System, Table
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.world import World
from peeler.simulate.months import month_text

REACH: Final = 120 * DAY  # how far back an earlier dump goes


class Written(NamedTuple):
    """A file of a system: its name, its bytes, and its rows with what is wrong with them."""

    name: str
    content: bytes
    read: int
    defects: dict[str, int]


@dataclass(frozen=True)
class Press:
    """What turns the tables of one force into files: whose they are, by which chance, with how many defects."""

    force: str
    chance: Chance
    shares: Shares

    def strike(self, table: Log | Dump, rows: Table) -> Struck:
        """Which rows have a defect."""
        return struck(self.chance, table, rows, self.shares)

    def mistaken(self, table: Log | Dump, rows: Table) -> Table:
        """The rows as an earlier dump has them: some with a mistake in them."""
        return with_errors(self.chance, table, rows, self.shares)

    def history(self, table: Log | Dump, rows: Table, dated: str) -> Iterator[Written]:
        """The files of a table as it stands at a moment, month by month; ``dated``: that moment, as names have it."""
        if isinstance(table, Dump) and not table.monthly:
            yield self.file(table, rows, dated)
            return
        months = rows.months
        for month in np.unique(months).tolist():
            label = f"{month_text(month)}-at-{dated}" if isinstance(table, Dump) else month_text(month)
            yield self.file(table, rows.taken(months == month), label)

    def file(self, table: Log | Dump, rows: Table, label: str) -> Written:
        """One file of these rows."""
        defects = self.strike(table, rows)
        lines = lines_of(self.chance, table, rows, defects)
        late = {"late": late_entries(rows)} if isinstance(table, Log) else {}
        content = ",".join(rows.columns).encode() + b"\n" + _bytes(_not_cut_off(lines, defects))
        return Written(f"{self.force}-{table.name}-{label}.csv", content, len(lines), {**counted(defects), **late})


def late_entries(rows: Table) -> int:
    """How many rows of a log were written more than a day after what they tell of."""
    return sum(int((rows.written[one.rows] - one.at > DAY).sum()) for one in rows.tells)


def tables_of(systems: tuple[System, ...]) -> Iterator[tuple[System, Log | Dump]]:
    """Every table of these systems."""
    return ((system, table) for system in systems for table in system.tables)


def dumps_of(table: Log | Dump, until: int) -> list[int]:
    """The moments in a history at which a table is written, the end of the history last."""
    before = table.before if isinstance(table, Dump) else ()
    return sorted([*(until - days * DAY for days in before), until])


def entries(table: Log, truth: Truth, start: int, end: int) -> Table:
    """The rows that a log has written from one moment up to another; only what happened shortly before them is read."""
    rows = table.rows(truth.within(start - table.latest, end), end)
    return rows.taken((rows.written >= start) & (rows.written < end))


def rows_at(table: Log | Dump, truth: Truth, as_at: int, since: int = -NEVER) -> Table:
    """A table as it stands at a moment: no row of it written later, and none filed before ``since``."""
    rows = table.rows(truth, as_at)
    kept = (rows.written < as_at) & (rows.filed >= since)
    return rows if kept.all() else rows.taken(kept)


def since_of(table: Log | Dump, world: World, as_at: int) -> int:
    """From when on a dump has things: all at the end of a history, before it those of the last ``REACH``, in whole months."""
    if not isinstance(table, Dump) or not table.monthly or as_at >= world.until:
        return -NEVER
    return max(start for _, start, _ in world.months if start <= as_at - REACH)


def write_file(folder: Path, file: Written) -> Path:
    """Writes one file and says where."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file.name
    path.write_bytes(file.content)
    return path


def last_day_text(moment: int) -> str:
    """The last day before a moment, as it stands in the names of what a history has: 2019-06-30."""
    return str(written(np.array([moment - 1]), "day")[0])


def moment_text(moment: int) -> str:
    """A moment as it stands in the names of what is sent live: 2019-07-01T1005."""
    return str(written(np.array([moment]), "iso")[0])[:16].replace(":", "")


def _not_cut_off(lines: Texts, defects: Struck) -> Texts:
    """The lines with the last one first where it is short: a file that ends so would be refused whole."""
    if not len(defects.short) or not defects.short[-1]:
        return lines
    return pa.concat_arrays([lines[-1:], lines[:-1]])


def _bytes(lines: Texts) -> bytes:
    """What the lines hold, one after the other."""
    whole = pa.chunked_array([lines]).combine_chunks() if isinstance(lines, pa.ChunkedArray) else lines
    offsets, held = whole.buffers()[1:]
    ends = np.frombuffer(offsets, np.int32)[whole.offset : whole.offset + len(whole) + 1]
    return bytes(held[int(ends[0]) : int(ends[-1])]) if len(whole) and held is not None else b""
