"""One file of a table, read: its rows as entries, what its rules say of each, and which rows nothing can be made
of.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from peeler.sources.batches import RowBatch
from peeler.sources.delimited import Rows
from peeler.sources.entries import FILE, UNREADABLE, Listing, entry_maker, list_rows, scope_of
from peeler.sources.mapping import RowSpeech, RuleSpeech, prepare
from peeler.sources.numbering import with_numbers
from peeler.sources.rules import CompiledTable
from peeler.terms.identifiers import ObjectId

FILE_CONTENT: Final = b"\x00" * 16  # the content of the entry that stands for the file as a whole


@dataclass(frozen=True)
class FileReading:
    """A file as read: ``refused`` says of a row (by its place) why nothing could be made of it; lines are the
    file's.
    """

    table: CompiledTable
    holes: Mapping[str, str]
    dated: str
    rows: Rows
    listing: Listing
    file_entry: bytes
    file_said: tuple[RuleSpeech, ...]
    row_said: tuple[RuleSpeech, ...]
    refused: Mapping[int, str]

    @property
    def scope(self) -> str:
        """What the file is a snapshot of, as canonical JSON."""
        return scope_of(self.table.file, self.holes)

    def contents(self, mark: Callable[[str], bytes]) -> dict[bytes, bytes]:
        """The list as it is kept: entry -> content, the file's own among them."""
        texts, refused = self.listing.texts, self.refused
        rows = {
            entry: UNREADABLE if place in refused else mark(texts[place])
            for entry, place in self.listing.entries.items()
        }
        return {**rows, self.file_entry: FILE_CONTENT} if self.table.file_rules else rows

    @cached_property
    def spoken_of(self) -> list[bool]:
        """Which rows any rule speaks of."""
        return [any(row) for row in zip(*(one.spoken for one in self.row_said), strict=True)] if self.row_said else []

    def subjects(self, place: int) -> tuple[ObjectId, ...]:
        """The people whose erasure must remove a row's text."""
        if not self._personal:
            return ()
        said = [(one[place], roles) for one, roles in self._personal]
        return tuple(sorted({one.object for row, roles in said if row for one in row.objects if one.role in roles}))

    @cached_property
    def _personal(self) -> list[tuple[list[RowSpeech | None], frozenset[str]]]:
        """What the rules whose events may hold personal data say of every row, and in which roles the people are."""
        pairs = zip(self.table.row_rules, self.row_said, strict=True)
        return [(said.spoken, rule.subjects) for rule, said in pairs if rule.subjects]


def read_file(table: CompiledTable, holes: Mapping[str, str], dated: str, rows: Rows) -> FileReading:
    """Runs a table's rules over the rows of a file; ``dated`` is the date of the list it is."""
    size, rows = len(rows.lines), with_numbers(table.file, rows)
    scope = scope_of(table.file, holes)
    listing = list_rows(table.source, table.name, table.file, scope, rows.columns, size)
    batch = RowBatch(size, rows.columns, holes, [entry.hex() for entry in listing.of_row], [dated] * size)
    said = tuple(prepare(rule, batch) for rule in table.row_rules)
    refused = {place: reason for one in reversed(said) for place, reason in one.refused.items()}
    alike = {listing.of_row[place]: reason for place, reason in refused.items()}
    if alike:
        refused |= {place: alike[entry] for place, entry in enumerate(listing.of_row) if entry in alike}
    file_entry = entry_maker(table.source, table.name, scope)("file", FILE, 0)
    alone = RowBatch(1, {}, holes, [file_entry.hex()], [dated])
    file_said = tuple(prepare(rule, alone) for rule in table.file_rules)
    return FileReading(table, holes, dated, rows, listing, file_entry, file_said, said, refused)
