"""Pass 2: an owner's named attributes copied down to its members, one hop, and a state where they change."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from peeler.definitions.objects import ObjectDefinition
from tests.oracle.states import State, ended
from tests.oracle.stories import Named

INSTANT = timedelta(microseconds=1)


def at(rows: Sequence[State], when: datetime) -> State:
    """The state that holds at a moment; an empty one where none does."""
    return next((row for row in rows if row["valid_from"] <= when < row["valid_to"]), {})


def copied(definition: ObjectDefinition, owners: Mapping[str, Sequence[State]], when: datetime) -> dict[str, Any]:
    """What is copied down at a moment."""
    return {copy.name: at(owners.get(copy.role, ()), when).get(copy.attribute) for copy in definition.copies}


def with_copies(definition: ObjectDefinition, own: list[State], owners: Mapping[str, Sequence[State]]) -> list[State]:
    """A member's states with the copies laid on; a state begins where only they change, and is no happening."""
    rows = list(own)
    taken = {row["valid_from"] for row in own}
    for when in sorted({row["valid_from"] for rows_above in owners.values() for row in rows_above} - taken):
        before = [row for row in own if row["valid_from"] < when]
        if before and copied(definition, owners, when) != copied(definition, owners, when - INSTANT):
            rows.append({**before[-1], "valid_from": when, "began_with": None, "event": None})
    rows.sort(key=lambda row: row["valid_from"])
    return ended([{**row, **copied(definition, owners, row["valid_from"])} for row in rows])


def owners_rows(owned_by: Mapping[str, Named], above: Mapping[Named, Sequence[State]]) -> dict[str, Sequence[State]]:
    """Role -> the owner's states."""
    return {role: above.get(owner, ()) for role, owner in owned_by.items()}
