"""Reads a CSV file whole: its columns, or the one reason why nothing of it can be trusted."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final, NamedTuple

from peeler.sources.limits import FIELD_CHARACTERS, KEPT_CHARACTERS

HEADER_BYTES: Final = 100_000


@dataclass(frozen=True)
class Unreadable:
    """Why nothing of a file is loaded: one clear line."""

    reason: str


class BrokenRow(NamedTuple):
    """A row that could not be read on its own: its line in the file, why, and its text."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True)
class Rows:
    """A table read: column name -> its values in row order, the line each row ends on, and the rows left aside."""

    columns: dict[str, Sequence[str]]
    lines: Sequence[int]
    broken: tuple[BrokenRow, ...] = ()


Record = tuple[int, list[str]]


def read_header(stream: BinaryIO) -> tuple[str, ...] | Unreadable:
    """The column names on the first line."""
    line = stream.readline(HEADER_BYTES)
    if not line:
        return Unreadable("the file is empty")
    if b"\x00" in line:
        return Unreadable("the header holds NUL bytes: not a text file in UTF-8")
    try:
        return tuple(next(csv.reader([line.decode("utf-8-sig")], strict=True), ()))
    except UnicodeDecodeError:
        return Unreadable("not text in UTF-8")
    except csv.Error:
        return Unreadable("the header is not a line of CSV")


def read_rows(stream: BinaryIO) -> Rows | Unreadable:
    """The whole table. Unreadable where it is empty, has a header only, is not UTF-8, or is cut off before its end."""
    text = _text(stream.read())
    if isinstance(text, Unreadable):
        return text
    csv.field_size_limit(FIELD_CHARACTERS)
    broken: list[BrokenRow] = []
    records = _plain_records(text) or _records(text, broken)
    if isinstance(records, Unreadable):
        return records
    if not records or (len(records) == 1 and not broken):
        return Unreadable("holds a header and nothing else" if records else "the file is empty")
    header, *rows = records
    cut = _cut_off(text, len(header[1]), rows)
    return cut or _table(header[1], rows, _with_text(broken, text), nul="\x00" in text)


def _text(content: bytes) -> str | Unreadable:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        return Unreadable(f"not text in UTF-8: line {line:,} holds a byte that is none of it")


def _plain_records(text: str) -> list[Record] | None:
    """The records where each is one line and none is blank or broken, quickly; None where that is not so."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = list(reader)
    except csv.Error:
        return None
    if reader.line_num != len(rows) or not all(rows):
        return None
    return list(enumerate(rows, start=1))


def _records(text: str, broken: list[BrokenRow]) -> list[Record] | Unreadable:
    """Every line's fields with the number of the line it ends on; blank lines say nothing."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[Record] = []
    append = records.append
    while True:
        try:
            for row in reader:
                if row:
                    append((reader.line_num, row))
        except csv.Error as problem:
            if "unexpected end" in str(problem):
                return Unreadable(f"cut off: line {reader.line_num:,} ends inside quotation marks")
            if "field larger" in str(problem):
                return Unreadable(f"line {reader.line_num:,}: a field of more than {FIELD_CHARACTERS:,} characters")
            broken.append(BrokenRow(reader.line_num, "not a line of CSV: its quotation marks do not match", ""))
        else:
            return records


def _with_text(broken: list[BrokenRow], text: str) -> list[BrokenRow]:
    """The lines that are no CSV at all, with their text."""
    lines = text.split("\n") if broken else []
    return [row._replace(text=lines[row.line - 1][:KEPT_CHARACTERS].rstrip("\r")) for row in broken]


def _cut_off(text: str, width: int, rows: list[Record]) -> Unreadable | None:
    """Whether the last line is incomplete: too few fields, or a last field that breaks off inside a word others
    have.
    """
    if not rows:
        return None
    line, last = rows[-1]
    ended = text.endswith(("\n", "\r"))
    if len(last) != width:
        return Unreadable(f"cut off: line {line:,}, the last, has {len(last)} of {width} fields")
    if ended or not last[-1:]:
        return None
    others = {row[-1] for _, row in rows[:-1]}
    if last[-1] not in others and any(other.startswith(last[-1]) for other in others):
        return Unreadable(f"cut off: line {line:,}, the last, breaks off inside its last field")
    return None


def _table(header: list[str], rows: list[Record], broken: list[BrokenRow], *, nul: bool) -> Rows:
    """The rows as columns; those with too few or too many fields, or a NUL, are left aside."""
    width = len(header)
    if nul or set(map(len, (row for _, row in rows))) != {width}:
        broken += [found for record in rows if (found := _broken(record, width))]
        aside = {row.line for row in broken}
        rows = [record for record in rows if record[0] not in aside]
    columns: Iterable[Sequence[str]] = zip(*(row for _, row in rows), strict=True) if rows else [()] * width
    lines = [line for line, _ in rows]
    return Rows(dict(zip(header, columns, strict=True)), lines, tuple(sorted(broken)))


def _broken(record: Record, width: int) -> BrokenRow | None:
    line, row = record
    if len(row) != width:
        return BrokenRow(line, f"has {len(row)} fields where the header has {width}", as_text(row))
    if any("\x00" in field for field in row):
        return BrokenRow(line, "holds a NUL byte", as_text(row).replace("\x00", "\N{REPLACEMENT CHARACTER}"))
    return None


def as_text(row: Sequence[str]) -> str:
    """A row as a line of CSV, cut to what quarantine keeps."""
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="").writerow(row)
    return written.getvalue()[:KEPT_CHARACTERS]
