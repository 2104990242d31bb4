"""How a system's extract is made of rows: text columns, when each row was written, and which events it should become."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from peeler.simulate.force.civil import DAY, Ints, Mask, Texts, month_of
from peeler.simulate.force.happenings import Truth


@dataclass(frozen=True)
class Tells:
    """The events of one type that rows of a table should become: the row of each, the object it is about, and when."""

    event: str
    rows: Ints
    objects: Texts
    at: Ints

    def of(self, rows: Mask) -> "Tells":
        """Those that come from some of the rows."""
        kept = rows[self.rows]
        return Tells(self.event, self.rows[kept], self.objects.filter(pa.array(kept)), self.at[kept])


@dataclass(frozen=True)
class Table:
    """Rows on their way out: columns of text in the order of the file, the lasting number of each row (for defects),
    when the system wrote it, the moment by which it is put into a monthly file, and what the rows tell.
    """

    columns: Mapping[str, Texts]
    numbers: Ints
    written: Ints
    filed: Ints
    tells: tuple[Tells, ...] = ()

    def __len__(self) -> int:
        return len(self.numbers)

    def taken(self, rows: Mask) -> "Table":
        """Some of the rows, in their order, with what they tell."""
        place = np.cumsum(rows) - 1
        tells = tuple(replace(some, rows=place[some.rows]) for some in (one.of(rows) for one in self.tells))
        columns = {name: column.filter(pa.array(rows)) for name, column in self.columns.items()}
        return Table(columns, self.numbers[rows], self.written[rows], self.filed[rows], tells)

    def stretch(self, first: int, last: int) -> "Table":
        """Rows that follow one another, from one place up to another, without what they tell."""
        columns = {name: column.slice(first, last - first) for name, column in self.columns.items()}
        return Table(columns, self.numbers[first:last], self.written[first:last], self.filed[first:last])

    def with_column(self, name: str, column: Texts) -> "Table":
        """The same rows with one column changed."""
        return replace(self, columns={**self.columns, name: column})

    @property
    def months(self) -> Ints:
        """The month whose file each row goes into."""
        return month_of(self.filed)


Rows = Callable[[Truth, int], Table]  # of the truth, as the system stands at this moment


@dataclass(frozen=True)
class Log:
    """A table to which a system only adds: a row is written once and stays as it was.

    ``rows`` gives every row written before the moment it is asked for; files are cut by the month of writing, in the
    live feed by the moment. ``fragile``: columns that a malformed row has nonsense in. ``latest``: no entry is written longer
    after what it tells of (seconds). ``envelope``: how a row (of a force) is an event
    envelope, where the system can push.
    """

    name: str
    rows: Rows
    fragile: Sequence[str] = ()
    latest: int = 45 * DAY
    envelope: Callable[[str, Mapping[str, str]], dict[str, Any]] | None = None


@dataclass(frozen=True)
class Dump:
    """A table of current values: one row a thing, as it stands at the moment of the dump, and no history.

    A file is of one month of things (``monthly``) or of all of them. ``before``: so many days before the end of the
    history there is an earlier dump (of the last ``REACH`` days' things where it is monthly), so that rows can be seen to
    have changed. ``wrong``: a column and the word it wrongly holds in some rows of earlier dumps, and in one of two rows
    that contradict each other. ``happened``: the events that stay when a later dump says otherwise.
    """

    name: str
    rows: Rows
    fragile: Sequence[str] = ()
    monthly: bool = True
    before: Sequence[int] = ()
    wrong: tuple[str, str] | None = None
    happened: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class System:
    """One system of the force: its key (the source's file in the catalogue has the same) and its tables."""

    name: str
    tables: tuple[Log | Dump, ...]


def reference(kind: str, texts: Texts) -> Texts:
    """Objects of a kind by their references, '' where there is none: ``crime:30/000123/19``."""
    return pc.if_else(pc.equal(texts, ""), "", pc.binary_join_element_wise(pa.scalar(f"{kind}:"), texts, ""))


def numbered(prefix: str, numbers: Ints, width: int = 0) -> Texts:
    """Whole numbers as text, with leading noughts up to a width, after a prefix."""
    digits = pc.utf8_lpad(pc.cast(pa.array(numbers), pa.string()), width, "0") if width else pc.cast(
        pa.array(numbers), pa.string()
    )  # fmt: skip
    return pc.binary_join_element_wise(pa.scalar(prefix), digits, "") if prefix else digits


def constant(text: str, size: int) -> Texts:
    """The same text in every row."""
    return pa.repeat(pa.scalar(text, pa.string()), size)


def where(mask: Mask, texts: Texts, otherwise: Texts | str = "") -> Texts:
    """The texts where the mask holds, something else where it does not."""
    return pc.if_else(pa.array(mask), texts, otherwise)


def yes_no(mask: Mask, yes: str = "Y", no: str = "N") -> Texts:
    """A word for each of two cases."""
    return pc.if_else(pa.array(mask), yes, no)


def tells(event: str, objects: Texts, at: Ints, rows: Mask | None = None) -> Tells:
    """What rows tell: one event each (of the rows in the mask), about these objects, at these moments."""
    places = np.arange(len(at), dtype=np.int64) if rows is None else np.flatnonzero(rows).astype(np.int64)
    return Tells(event, places, objects.take(pa.array(places)), at[places])


def stacked(tables: Sequence[Table]) -> Table:
    """Tables one below the other, in the order in which their rows were written; a column that one lacks is empty in it."""
    names = list(dict.fromkeys(name for table in tables for name in table.columns))
    written = np.concatenate([table.written for table in tables])
    numbers = np.concatenate([table.numbers for table in tables])
    order = np.lexsort((numbers, written))
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    starts = np.cumsum([0, *(len(table) for table in tables)])
    columns = {
        name: pa.concat_arrays(
            [table.columns[name] if name in table.columns else constant("", len(table)) for table in tables]
        ).take(pa.array(order))
        for name in names
    }
    told = tuple(
        replace(one, rows=place[one.rows + start])
        for table, start in zip(tables, starts.tolist(), strict=False)
        for one in table.tells
    )
    return Table(columns, numbers[order], written[order], np.concatenate([t.filed for t in tables])[order], told)
