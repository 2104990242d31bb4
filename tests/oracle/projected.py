"""Reads the real journal back as the oracle gives it."""

from collections import Counter
from typing import Any

from peeler.definitions.catalogue import Catalogue
from peeler.definitions.journal import parts_of, state_columns
from peeler.store.comparing import netted
from peeler.store.projection import Projection, naive
from peeler.terms.clocks import Instant
from tests.oracle.belief import Row


def frozen(row: tuple[Any, ...]) -> Row:
    """A row that can be counted: lists as tuples."""
    return tuple(tuple(value) if isinstance(value, list) else value for value in row)


def journal_of(projection: Projection, catalogue: Catalogue) -> Counter[tuple[str, Row]]:
    """(object type, state's columns and known_at) -> sign, over all parts of the journal, netted."""
    found: Counter[tuple[str, Row]] = Counter()
    with projection.reading() as reading:
        for name, definition in catalogue.objects.items():
            for *row, sign in reading.rows(netted(definition)):
                found[name, frozen(tuple(row))] = int(sign)
    return found


def believed_by(projection: Projection, catalogue: Catalogue, k: Instant | None) -> Counter[tuple[str, Row]]:
    """(object type, state's columns) -> times, as known at ``k`` (None: today), read from the parts a question would read."""
    found: Counter[tuple[str, Row]] = Counter()
    with projection.reading() as reading:
        sealed = reading.sealed_known
        for name, definition in catalogue.objects.items():
            parts = parts_of(name)
            needed = [parts.current, parts.recent]
            if k is not None and sealed is not None and k < sealed:
                needed.append(parts.withdrawn)
            union = " union all by name ".join(f'select * from "{part}"' for part in needed)
            columns = ", ".join(f'"{column}"' for column in state_columns(definition))
            until = f"where known_at <= timestamp '{naive(k)}'" if k is not None else ""
            query = f"select {columns}, sum(sign) from ({union}) {until} group by {columns} having sum(sign) <> 0"
            for *row, times in reading.rows(query):
                found[name, frozen(tuple(row))] = int(times)
    return found


def differing(catalogue: Catalogue, real: Counter[tuple[str, Row]], naive_one: Counter[tuple[str, Row]]) -> list[str]:
    """The rows that two journals do not share, in words, what is null or zero left out; empty when they are the same."""
    found = []
    for object_type, row in sorted(real.keys() | naive_one.keys(), key=str):
        one, other = real[object_type, row], naive_one[object_type, row]
        if one != other:
            names = [*state_columns(catalogue.objects[object_type]), "known_at"]
            said = ", ".join(
                f"{name}={value}" for name, value in zip(names, row, strict=False) if value not in (None, 0, False)
            )
            found.append(f"fold {one:+d}, oracle {other:+d}: {object_type} {said}")
    return found
