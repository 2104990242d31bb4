"""Where a batch is folded: a database of its own in memory, so that small work is done by one thread and disturbs nobody.

What comes of it is appended to the projection in one short transaction.
"""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from peeler.store.engine import SETTINGS, Cursor, run
from peeler.terms.clocks import Instant, to_datetime


class Workbench:
    """A connection whose temporary tables are there until the next batch makes them anew."""

    def __init__(self) -> None:
        settings = {**SETTINGS, "preserve_insertion_order": "false"}
        self._connection = duckdb.connect(":memory:", config=settings)

    def run(self, statement: str, tables: Mapping[str, pa.Table] | None = None) -> int:
        """Runs a statement that makes a table; the number of rows it has."""
        result = run(self._connection, statement, tables, Cursor.fetchone)
        return int(result[0]) if result and isinstance(result[0], int) else 0

    def arrow(self, select: str) -> pa.Table:
        """The rows of a select."""
        return run(self._connection, select, None, Cursor.to_arrow_table)

    def let(self, variable: str, moment: Instant) -> None:
        """Gives a variable of the statements a moment."""
        self._connection.execute(f"set variable {variable} = ?", [to_datetime(moment).replace(tzinfo=None)])

    def close(self) -> None:
        """Lets go of everything."""
        self._connection.close()
