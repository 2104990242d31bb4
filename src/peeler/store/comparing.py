"""Compares two projections row by row, so that a rebuild can prove the journal that stands."""

from peeler.definitions.journal import journal_columns, parts_of, state_columns
from peeler.definitions.objects import ObjectDefinition
from peeler.store.projection import Projection, Reading

AT_ONCE = 1_000_000  # rows of a journal compared at once


def netted(definition: ObjectDefinition, chosen: str = "true") -> str:
    """All signed rows of the chosen objects of a type, whichever part they lie in, those that cancel left out."""
    parts = parts_of(definition.name)
    columns = ", ".join(f'"{column}"' for column in state_columns(definition))
    union = " union all by name ".join(
        f'select * from "{part}" where {chosen}' for part in (parts.current, parts.withdrawn, parts.recent)
    )
    return f"select {columns}, known_at, sum(sign) as sign from ({union}) group by {columns}, known_at having sum(sign) <> 0"


def rows_that_differ(one: Projection, other: Projection, definition: ObjectDefinition) -> tuple[int, int]:
    """How many netted rows, known_at included, two journals do not share, and how many the first holds.

    They are compared some objects at a time, so that memory does not grow with the journal.
    """
    with one.reading() as here, other.reading() as there:
        parts = 1 + here.size(definition) // AT_ONCE
        found = [differing(here, there, definition, f"hash(object) % {parts} = {part}") for part in range(parts)]
    return sum(differ for differ, _ in found), sum(held for _, held in found)


def differing(here: Reading, there: Reading, definition: ObjectDefinition, chosen: str) -> tuple[int, int]:
    """The same of some objects."""
    columns = ", ".join(f'"{column}"' for column in journal_columns(definition) if column != "sign")
    rows = here.arrow(netted(definition, chosen))
    both = (
        f"select {columns}, cast(sign as bigint) as sign from handed_rows union all by name"
        f" select {columns}, -cast(sign as bigint) as sign from ({netted(definition, chosen)})"
    )
    differ = f"select count(*) from (select {columns} from ({both}) group by {columns} having sum(sign) <> 0)"
    return int(there.rows(differ, {"handed_rows": rows})[0][0]), rows.num_rows
