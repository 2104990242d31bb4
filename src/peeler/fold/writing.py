"""What the fold gives the journal: the whole of an object type's journal, or the signed difference a batch makes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from peeler.definitions.journal import journal_columns, parts_of, state_columns
from peeler.definitions.objects import ObjectDefinition
from peeler.fold.beliefs import first_pass
from peeler.fold.copies import second_pass
from peeler.fold.happenings import Objects, belonging, happenings, inputs
from peeler.fold.steps import Step, moment, parsed, step
from peeler.terms.clocks import Instant


@dataclass(frozen=True)
class Insert:
    """Rows for one journal table: the table, and the select that gives them, columns by name."""

    table: str
    tree: exp.Expr


def fold_steps(objects: Objects, *, since: Instant | None, only: Sequence[str] | None = None) -> list[Step]:
    """Every step from fold_event and fold_naming to fold_TYPE_believed, owners before members.

    ``since`` None folds the whole history; else only the objects in fold_target, from just before that commit on, and of the
    types in ``only``, which must hold every owner's type beside its member's.
    """
    events = {event: made for definition in objects.values() for event, made in definition.events.items()}
    steps = [belonging(objects)]
    for name in objects if only is None else only:
        definition = objects[name]
        steps += [happenings(objects, definition, limited=since is not None), inputs(objects, definition)]
        steps += first_pass(definition, events, since=since) + second_pass(definition, since=since)
    return steps


def signed(definition: ObjectDefinition, where: str, *, since: Instant | None) -> str:
    """Beliefs held in stretches as signed rows, those that cancel left out."""
    columns = ", ".join(f'"{column}"' for column in state_columns(definition))
    after = f"and k >= {moment(since)}" if since is not None else ""
    return f"""
        select {columns}, cast(sum(sign) as tinyint) as sign, k as known_at from (
            select {columns}, 1 as sign, known_from as k from fold_{definition.name}_believed where {where}
            union all
            select {columns}, -1 as sign, known_until as k from fold_{definition.name}_believed where {where}
        ) where k is not null {after}
        group by {columns}, k having sum(sign) <> 0"""


def difference(definition: ObjectDefinition, since: Instant) -> Insert:
    """What a batch changes: signed rows for the recent part."""
    return Insert(parts_of(definition.name).recent, parsed(signed(definition, "true", since=since)))


def whole(definition: ObjectDefinition) -> tuple[Step, list[Insert]]:
    """The whole journal of an object type: today's belief in one part, sorted so that old rows are skipped, the rest in the other."""
    name, parts = definition.name, parts_of(definition.name)
    columns = ", ".join(f'"{column}"' for column in journal_columns(definition))
    states = ", ".join(f'"{column}"' for column in state_columns(definition))
    revised = step(f"fold_{name}_signed", settled(definition, signed(definition, "not plain", since=None)))
    current = f"""
        select {columns} from (
            select {states}, cast(1 as tinyint) as sign, known_from as known_at from fold_{name}_believed where plain and known_until is null
            union all by name
            select {columns} from fold_{name}_signed where stands
        ) order by valid_to desc, valid_from"""
    withdrawn = f"""
        select {columns} from (
            select {states}, cast(1 as tinyint) as sign, known_from as known_at from fold_{name}_believed where plain and known_until is not null
            union all by name
            select {states}, cast(-1 as tinyint) as sign, known_until as known_at from fold_{name}_believed where plain and known_until is not null
            union all by name
            select {columns} from fold_{name}_signed where not stands
        ) order by known_at"""
    return revised, [
        Insert(parts.current, parsed(current)),
        Insert(parts.withdrawn, parsed(withdrawn)),
    ]


def settled(definition: ObjectDefinition, rows: str) -> str:
    """Signed rows, each marked whether it is the one that stands today for its state."""
    states = ", ".join(f'"{column}"' for column in state_columns(definition))
    return (
        f"select *, sign > 0 and sum(sign) over state > 0 and known_at = max(known_at) over state as stands"
        f" from ({rows}) window state as (partition by {states})"
    )


def sealing(definition: ObjectDefinition) -> tuple[Step, list[Insert]]:
    """The seal: current and recent part settled into current and (added to) withdrawn."""
    parts = parts_of(definition.name)
    columns = ", ".join(f'"{column}"' for column in journal_columns(definition))
    rows = f"select {columns} from {parts.current} union all by name select {columns} from {parts.recent}"
    kept = step(f"fold_{definition.name}_sealing", settled(definition, rows))
    table = f"fold_{definition.name}_sealing"
    current = f"select {columns} from {table} where stands order by valid_to desc, valid_from"
    withdrawn = f"select {columns} from {table} where not stands"
    return kept, [
        Insert(parts.current, parsed(current)),
        Insert(parts.withdrawn, parsed(withdrawn)),
    ]
