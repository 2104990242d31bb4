"""A file as a list of entries: which rows are one thing told twice, which are things of their own (ruling 11)."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from peeler.definitions.sources import TableFile
from peeler.terms.events import canonical, digest, quoted

UNREADABLE: Final = b"\xff" * 16  # the content of an entry whose row is there and cannot be understood
FILE: Final = "(file)"


@dataclass(frozen=True)
class Listing:
    """The rows of a file as entries.

    ``entries``: entry -> the row that stands for it; ``of_row``: each row's entry, in row order; ``texts``: each row
    as kept.
    """

    entries: Mapping[bytes, int]
    of_row: Sequence[bytes]
    texts: Sequence[str]


def labelled(columns: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Each column's values as ``"column":"value"``, '' where nothing is given; in the order of the columns' names."""
    return {name: _labelled(name, columns[name]) for name in sorted(columns)}


def _labelled(name: str, texts: Sequence[str]) -> list[str]:
    label = f"{canonical(name)}:"
    written = {text: f"{label}{quoted(text)}" for text in set(texts)}
    written[""] = ""
    return [written[text] for text in texts]


def row_texts(parts: Mapping[str, Sequence[str]], names: Container[str], size: int) -> list[str]:
    """Each row as canonical JSON of those of these columns that are filled."""
    chosen = [part for name, part in parts.items() if name in names]
    return ["{" + ",".join(filter(None, row)) + "}" for row in zip(*chosen, strict=True)] if chosen else ["{}"] * size


def scope_of(table: TableFile, holes: Mapping[str, str]) -> str:
    """What one file is a snapshot of, as canonical JSON: {"force":"northmoor","month":"2024-01"}."""
    return canonical({name: holes[name] for name in table.scope})


def entry_maker(source: str, table: str, scope: str) -> Callable[[str, str, int], bytes]:
    """A function (kind, key, number) -> the 16 bytes that name an entry of this scope."""
    prefix = blake2b(digest(source, table, scope), digest_size=16)

    def entry(kind: str, key: str, number: int) -> bytes:
        named = prefix.copy()
        named.update(f"{kind}\x1f{number}\x1f{key}".encode())
        return named.digest()

    return entry


def list_rows(
    source: str, table_name: str, table: TableFile, scope: str, columns: Mapping[str, Sequence[str]], size: int
) -> Listing:
    """The entries of a file's rows, the same whatever the order of the rows.

    Rows of one key and equal columns (those not ignored) are one entry; of one key and other columns, entries
    numbered in the order of their text. A row without its whole key is its own key, and each of its identicals an
    entry of its own.
    """
    parts = labelled(columns)
    read = row_texts(parts, set(table.read), size)
    whole = row_texts(parts, columns, size)
    keys = _keys(table, columns, size)
    groups: dict[str, dict[str, list[int]]] = {}
    alone: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        if key:
            groups.setdefault(key, {}).setdefault(read[place], []).append(place)
        else:
            alone.setdefault(read[place], []).append(place)
    return _numbered(entry_maker(source, table_name, scope), groups, alone, whole)


def _keys(table: TableFile, columns: Mapping[str, Sequence[str]], size: int) -> list[str]:
    """Each row's key as one text, '' where any part of it is not filled (or the table has none)."""
    parts = [[text.strip() for text in columns[name]] if name in columns else [""] * size for name in table.key]
    if len(parts) == 1:
        return parts[0]
    return ["\x1f".join(row) if all(row) else "" for row in zip(*parts, strict=True)] if parts else [""] * size


def _numbered(
    entry: Callable[[str, str, int], bytes],
    groups: Mapping[str, Mapping[str, list[int]]],
    alone: Mapping[str, list[int]],
    whole: Sequence[str],
) -> Listing:
    entries: dict[bytes, int] = {}
    of_row: list[bytes] = [b""] * len(whole)
    for key, contents in groups.items():
        for number, text in enumerate(sorted(contents) if len(contents) > 1 else contents):
            name = entry("key", key, number)
            places = contents[text]
            entries[name] = min(places, key=whole.__getitem__) if len(places) > 1 else places[0]
            for place in places:
                of_row[place] = name
    for text, places in alone.items():
        for number, place in enumerate(sorted(places, key=whole.__getitem__) if len(places) > 1 else places):
            of_row[place] = name = entry("row", text, number)
            entries[name] = place
    return Listing(entries, of_row, whole)
