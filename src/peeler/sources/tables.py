"""Reads a table whatever form it comes in: CSV, Parquet or the events of an XES log, as columns of text."""

from collections.abc import Sequence
from typing import Any, BinaryIO, Final, Literal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from peeler.sources.containers import FoundFile
from peeler.sources.delimited import Rows, Unreadable, read_header, read_rows
from peeler.sources.limits import MEMBER_BYTES
from peeler.sources.xes import xes_columns, xes_rows

MOST_ROWS: Final = 20_000_000
Form = Literal["csv", "parquet", "xes", "event_lines"]
FORMS: Final[dict[str, Form]] = {
    ".csv": "csv", ".parquet": "parquet", ".jsonl": "event_lines", ".xes": "xes", ".xes.gz": "xes",
}  # fmt: skip


def form_of(name: str) -> Form | None:
    """The form of a file by the end of its name; None where it is none that is read here."""
    return next((form for ending, form in FORMS.items() if name.lower().endswith(ending)), None)


def columns_in_file(file: FoundFile, form: Form) -> tuple[str, ...] | Unreadable:
    """The names of a file's columns, in its order; none for event lines."""
    if form == "event_lines":
        return ()
    with file.open() as stream:
        if form == "csv":
            return read_header(stream)
        if form == "xes":
            return xes_columns(stream)
        opened = _parquet(stream)
        return opened if isinstance(opened, Unreadable) else tuple(opened.schema_arrow.names)


def read_columns(file: FoundFile, form: Form, wanted: Sequence[str]) -> Rows | Unreadable:
    """The table of a file; of a Parquet file and a log only the ``wanted`` columns there are. Lines of a Parquet file count
    from 2, as in a CSV.
    """
    with file.open() as stream:
        if form == "csv":
            return read_rows(stream)
        if form == "xes":
            return xes_rows(stream, wanted)
        opened = _parquet(stream)
        if isinstance(opened, Unreadable):
            return opened
        present = [column for column in wanted if column in opened.schema_arrow.names]
        return _as_rows(opened, present)


def _parquet(stream: BinaryIO) -> Any:
    """The open Parquet file (of pyarrow), or why not; what it says of its own size is believed only within bounds."""
    try:
        opened = pq.ParquetFile(pa.BufferReader(stream.read()))
    except (pa.ArrowException, OSError, ValueError):
        return Unreadable("not a whole Parquet file: cut off or damaged")
    said = opened.metadata
    unpacked = sum(said.row_group(group).total_byte_size for group in range(said.num_row_groups))
    if said.num_rows > MOST_ROWS or unpacked > MEMBER_BYTES:
        return Unreadable(f"holds more than {MOST_ROWS:,} rows or {MEMBER_BYTES // 1024**2} MB")
    return opened if said.num_rows else Unreadable("holds no rows")


def _as_rows(opened: Any, present: list[str]) -> Rows | Unreadable:
    try:
        table = opened.read(columns=present)
        columns: dict[str, Sequence[str]] = {name: _as_texts(table.column(name)) for name in present}
    except (pa.ArrowException, OSError, ValueError):
        return Unreadable("not a whole Parquet file: cut off or damaged")
    return Rows(columns, range(2, table.num_rows + 2))


def _as_texts(column: Any) -> list[str]:
    """A column as texts, '' for null; a whole number kept as a float is written as a whole number."""
    if pa.types.is_floating(column.type):
        whole = pc.all(pc.equal(pc.floor(column), column)).as_py() is not False
        column = column.cast(pa.int64()) if whole else column
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    distinct = pc.fill_null(column.cast(pa.string()), "").combine_chunks().dictionary_encode()
    words = distinct.dictionary.to_pylist()
    return [words[place] for place in distinct.indices.to_pylist()]
