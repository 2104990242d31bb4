"""A document in plain parts, whatever it is written as: what bounds its numbers, its notes, and sections with tables."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "whole", "decimal", "share"]
HELD, UNKNOWN, NOTHING = "[c]", "[x]", "[z]"  # the symbols of the Analysis Function's guidance on tables
LEGEND = (
    f"{HELD} held back, so that nobody can be recognised in a small number",
    f"{UNKNOWN} not known",
    f"{NOTHING} not applicable",
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and how its numbers are written; a share is a fraction of 1."""

    name: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """A table: each cell a text, a number, or one of the symbols; every row as long as the columns."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | int | float, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a document: its heading, the answer first, then chart (SVG with the text that says its finding) and table."""

    heading: str
    sentences: tuple[str, ...]
    table: DocumentTable
    notes: tuple[str, ...] = ()
    source: str = ""
    chart: str = ""
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. ``facts`` bound its numbers and stand first: as at, as known, versions of definitions."""

    title: str
    about: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    warning: str = ""

    @property
    def held(self) -> bool:
        """Whether any number in it is held back."""
        return any(HELD in row for section in self.sections for row in section.table.rows)


def sheet_names(document: Document) -> list[str]:
    """A name for each section's sheet: its number and as much of its heading as fits into 31 characters that sheets allow."""
    names = []
    for number, section in enumerate(document.sections, 1):
        letters = "".join(c for c in section.heading if c.isalnum() or c in " -")
        names.append(f"{number} {letters}"[:31].strip())
    return names


def noted(document: Document) -> list[str]:
    """Every note of any section, once, in order."""
    return list(dict.fromkeys(note for section in document.sections for note in section.notes))
