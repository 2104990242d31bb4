"""Rows as columns on their way to events: what a rule may read of them, and templates filled over all rows at once."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from peeler.definitions.sources import HOLE, Value
from peeler.terms.events import Naming

LookUps = Mapping[str, Mapping[str, Any]]
Texts = Sequence[str]
ROW, DATED = "row", "dated"


class KnownObjects(NamedTuple):
    """What each row names in a role, and the objects of the different texts (None: not the reference of an object)."""

    texts: Texts
    namings: Mapping[str, Naming | None]


@dataclass(frozen=True)
class RowBatch:
    """Rows of one table and scope: columns of text in row order, the hex of each row's entry, the date each is told
    under.

    ``holes`` is what the file's name (or the scope) says; a column the file does not have reads as ''. ``named``
    remembers objects between the rules that name them alike.
    """

    size: int
    columns: Mapping[str, Texts]
    holes: Mapping[str, str]
    marks: Texts
    dated: Texts
    named: dict[str, "KnownObjects"] = field(default_factory=dict)

    def taken(self, places: Sequence[int], names: Collection[str]) -> "RowBatch":
        """Some of the rows, with those of their columns that are named; nothing is remembered of them."""
        columns = {name: [texts[place] for place in places] for name, texts in self.columns.items() if name in names}
        marks, dated = ([texts[place] for place in places] for texts in (self.marks, self.dated))
        return RowBatch(len(places), columns, self.holes, marks, dated)

    def texts(self, name: str) -> Texts:
        """One column, hole, ``row`` or ``dated`` as texts, '' where there is nothing."""
        if name in self.columns:
            return self.columns[name]
        if name == ROW:
            return self.marks
        if name == DATED:
            return self.dated
        return [self.holes.get(name, "")] * self.size


Reading = Callable[[RowBatch], Texts]
NOTHING: Final[Reading] = lambda batch: [""] * batch.size  # noqa: E731


def reading_of(value: Value | None, look_ups: LookUps) -> Reading:
    """How a declared value (column, template, constant or look-up) is read: a function from rows to texts."""
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return _template(value) if HOLE.search(value) else _column(value)
    if "value" in value:
        constant = value["value"]
        return lambda batch: [constant] * batch.size
    return _look_up(value, look_ups[value["look_up"]])


def _column(name: str) -> Reading:
    return lambda batch: batch.texts(name)


def _look_up(value: Mapping[str, str], entries: Mapping[str, Any]) -> Reading:
    column = value.get("column", "value")
    words = {key: (entry.get(column) if isinstance(entry, dict) else entry) or "" for key, entry in entries.items()}
    return lambda batch: [words.get(text.strip(), "") for text in batch.texts(value["of"])]


def _template(text: str) -> Reading:
    """A text with holes; a hole that names several takes the first that is filled; one left empty empties the
    whole.
    """
    pieces = HOLE.split(text)
    words, holes = pieces[0::2], [hole.split("|") for hole in pieces[1::2]]

    def read(batch: RowBatch) -> Texts:
        columns = [_first_filled(batch, names) for names in holes]
        if all(isinstance(column, str) for column in columns):
            return [_filled(words, [str(column) for column in columns])] * batch.size
        listed = [[column] * batch.size if isinstance(column, str) else column for column in columns]
        if len(listed) == 1:
            before, after = words
            return [f"{before}{part}{after}" if part else "" for part in listed[0]]
        return [_filled(words, parts) for parts in zip(*listed, strict=True)]

    return read


def _filled(words: Sequence[str], parts: Sequence[str]) -> str:
    if not all(parts):
        return ""
    return "".join(word + part for word, part in zip(words, [*parts, ""], strict=True))


def _first_filled(batch: RowBatch, names: Sequence[str]) -> Texts | str:
    """The texts of a hole; one text where it is the same for every row."""
    if len(names) == 1 and names[0] in batch.holes and names[0] not in batch.columns:
        return batch.holes[names[0]]
    filled: Texts = [""] * batch.size
    for name in reversed(names):
        filled = [text.strip() or other for text, other in zip(batch.texts(name), filled, strict=True)]
    return filled


def chosen(batch: RowBatch, when: Mapping[str, Any], unless: Mapping[str, Any]) -> list[bool]:
    """Which rows a rule speaks of: every ``when`` fits, no ``unless`` does; '' fits a value that is not given."""
    fits = [True] * batch.size
    for conditions, wanted in ((when, True), (unless, False)):
        for column, words in conditions.items():
            allowed = {words} if isinstance(words, str) else set(words)
            fits = [
                fit and ((text.strip() in allowed) is wanted)
                for fit, text in zip(fits, batch.texts(column), strict=True)
            ]
    return fits
