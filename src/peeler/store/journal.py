"""The shape of the journal, for the store: declared in definitions, where the plans find it too."""

from peeler.definitions.journal import (
    FIRST_COLUMNS,
    LAST_COLUMNS,
    SQL_TYPE,
    Parts,
    journal_columns,
    parts_of,
    state_columns,
)

__all__ = ["FIRST_COLUMNS", "LAST_COLUMNS", "SQL_TYPE", "Parts", "journal_columns", "parts_of", "state_columns"]
