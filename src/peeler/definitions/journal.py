"""The shape of the journal: which tables an object has in the projection, and which columns of which type."""

from dataclasses import dataclass

from peeler.definitions.kinds import Kind
from peeler.definitions.objects import ObjectDefinition

SQL_TYPE: dict[Kind, str] = {
    "word": "VARCHAR", "text": "VARCHAR", "offence": "VARCHAR", "outcome": "VARCHAR", "integer": "BIGINT",
    "decimal": "DECIMAL(18, 6)", "yes_no": "BOOLEAN", "judgement": "BOOLEAN", "day": "DATE", "instant": "TIMESTAMP",
    "since": "TIMESTAMP", "set": "VARCHAR[]",
}  # fmt: skip
FIRST_COLUMNS: dict[str, str] = {
    "object": "VARCHAR", "force": "VARCHAR", "source": "VARCHAR", "born": "BOOLEAN", "began_with": "VARCHAR",
    "event": "VARCHAR", "valid_from": "TIMESTAMP", "valid_to": "TIMESTAMP", "precision": "VARCHAR", "restricted": "BOOLEAN",
}  # fmt: skip
LAST_COLUMNS: dict[str, str] = {"sign": "TINYINT", "known_at": "TIMESTAMP"}


@dataclass(frozen=True, slots=True)
class Parts:
    """The names of an object's three journal tables: today's belief as sealed, beliefs withdrawn before the seal, and what came since."""

    current: str
    withdrawn: str
    recent: str


def parts_of(object_type: str) -> Parts:
    """The journal tables of an object type."""
    return Parts(f"{object_type}_current", f"{object_type}_withdrawn", f"{object_type}_recent")


def state_columns(definition: ObjectDefinition) -> dict[str, str]:
    """What a state holds, with its SQL type: built in, own attributes, copies, in that order; no sign and no known_at."""
    own = {attribute.name: SQL_TYPE[attribute.kind] for attribute in definition.attributes}
    return {**FIRST_COLUMNS, **own, **{copy.name: SQL_TYPE[copy.kind] for copy in definition.copies}}


def journal_columns(definition: ObjectDefinition) -> dict[str, str]:
    """Every column of an object's journal tables with its SQL type: the state, its sign and when it was believed."""
    return {**state_columns(definition), **LAST_COLUMNS}
