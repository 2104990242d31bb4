"""Compares two projections row by row, so that a rebuild can prove the journal that stands."""

from peeler.definitions.journal import journal_columns, parts_of, state_columns
from peeler.definitions.objects import ObjectDefinition
from peeler.store.projection import Projection


def netted(definition: ObjectDefinition) -> str:
    """All signed rows of an object type, whichever part they lie in, those that cancel left out."""
    parts = parts_of(definition.name)
    columns = ", ".join(f'"{column}"' for column in state_columns(definition))
    union = " union all by name ".join(
        f'select * from "{part}"' for part in (parts.current, parts.withdrawn, parts.recent)
    )
    return f"select {columns}, known_at, sum(sign) as sign from ({union}) group by {columns}, known_at having sum(sign) <> 0"


def rows_that_differ(one: Projection, other: Projection, definition: ObjectDefinition) -> tuple[int, int]:
    """How many netted rows, known_at included, two journals do not share, and how many the first holds."""
    columns = ", ".join(f'"{column}"' for column in journal_columns(definition) if column != "sign")
    with one.reading() as here, other.reading() as there:
        rows = here.arrow(netted(definition))
        both = (
            f"select {columns}, cast(sign as bigint) as sign from handed_rows union all by name"
            f" select {columns}, -cast(sign as bigint) as sign from ({netted(definition)})"
        )
        differ = f"select count(*) from (select {columns} from ({both}) group by {columns} having sum(sign) <> 0)"
        return int(there.rows(differ, {"handed_rows": rows})[0][0]), rows.num_rows
