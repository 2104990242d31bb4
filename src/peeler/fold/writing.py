"""What the fold gives the journal: the whole of an object type's journal, or the signed difference a batch makes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from peeler.definitions.attributes import Input
from peeler.definitions.journal import journal_columns, parts_of, state_columns
from peeler.definitions.objects import EventDefinition, ObjectDefinition
from peeler.fold.beliefs import first_pass
from peeler.fold.copies import second_pass
from peeler.fold.happenings import Objects, happenings, inputs, with_births
from peeler.fold.silence import silent, without_silence
from peeler.fold.states import carried_columns, with_derived
from peeler.fold.steps import Step, step
from peeler.terms.identifiers import EventType


@dataclass(frozen=True)
class Insert:
    """Rows for one journal table: the table, and the select that gives them, columns by name."""

    table: str
    select: str


@dataclass(frozen=True)
class Folding:
    """The fold of one object type: its steps, the last but one of which gives fold_NAME_believed, for its members to copy from."""

    definition: ObjectDefinition
    steps: tuple[Step, ...]

    @property
    def passing(self) -> list[str]:
        """The temporary tables that nothing needs once the type's rows are in the journal."""
        return [one.table for one in self.steps if one.table != self.kept]

    @property
    def kept(self) -> str:
        """The temporary table that its members' types need."""
        return f"fold_{self.definition.name}_believed"


class Told(NamedTuple):
    """What a whole history tells: the event types there are, the fields of theirs that no event fills, and the object types of
    which a birth is there, and which are folded.
    """

    present: frozenset[EventType]
    unfilled: frozenset[Input]
    born: frozenset[str]
    folded: frozenset[str]


def folding(objects: Objects, name: str, told: Told) -> Folding:
    """The fold of one object type's whole history, from fold_event, fold_naming and fold_belonging to fold_TYPE_run, its owners'
    folded before.
    """
    copied = copied_from(objects, name, told.folded)
    definition = without_silence(objects[name], told.present, copied, told.unfilled)
    return Folding(
        definition,
        (
            happenings(with_births(objects, told.born), definition),
            inputs(objects, definition),
            *first_pass(definition, events_of(objects)),
            *second_pass(definition),
            runs(definition),
        ),
    )


def events_of(objects: Objects) -> dict[EventType, EventDefinition]:
    """Every event type of these objects."""
    return {event: made for definition in objects.values() for event, made in definition.events.items()}


def spoken_of(objects: Objects, name: str, present: frozenset[EventType]) -> ObjectDefinition:
    """An object type where only events of these types ever happened; what is copied from it stays."""
    return without_silence(objects[name], present, copied_from(objects, name, objects))


def copied_from(objects: Objects, name: str, members: Iterable[str]) -> set[str]:
    """The attributes of an object type that members of these types copy."""
    return {
        copy.attribute
        for member in members
        for copy in objects[member].copies
        if objects[member].owners[copy.role] == name
    }


def runs(definition: ObjectDefinition) -> Step:
    """fold_NAME_run: each state of a revised object once for every unbroken stretch of belief in it.

    It was folded once for each moment its belief changed; most of its states are the same from one to the next, which their
    64-bit hashes tell, so that only keys are sorted. A hash meets only that of the same event's state one belief earlier or
    later: among ten million such meetings, one taken for equal that is not is a chance of about 1 in 10^12.
    """
    name = definition.name
    states = ", ".join(f'b."{column}"' for column in carried_columns(definition))
    packed = ", ".join(f'"{column}" := "{column}"' for column in carried_columns(definition))
    story = "partition by object, event, began_with, valid_from order by known_from, place"
    return step(f"fold_{name}_run", f"""
        select {states}, r.begun as known_from, r.known_until from (
            select *, last_value(case when begins then known_from end ignore nulls) over story as begun from (
                select *, state is distinct from lag(state) over story or known_from is distinct from lag(known_until) over story as begins,
                    state is distinct from lead(state) over story or known_until is distinct from lead(known_from) over story as ends
                from (
                    select rowid as number, object, event, began_with, valid_from, place, known_from, known_until,
                        hash(struct_pack({packed})) as state
                    from fold_{name}_believed where not plain
                ) window story as ({story})
            ) window story as ({story})
        ) r join fold_{name}_believed b on b.rowid = r.number where r.ends""")  # fmt: skip


def believed(definition: ObjectDefinition, where: str, *, run: bool = True) -> str:
    """Stretches of belief as rows that begin them."""
    return signed(definition, "cast(1 as tinyint) as sign, known_from as known_at", where, run=run)


def withdrawn(definition: ObjectDefinition, where: str, *, run: bool = True) -> str:
    """Stretches of belief as rows that end them, each a copy of the row it withdraws."""
    return signed(definition, "cast(-1 as tinyint) as sign, known_until as known_at", where, run=run)


def signed(definition: ObjectDefinition, sign: str, where: str, *, run: bool) -> str:
    """Stretches of belief as signed rows: of objects whose story only grew as they were folded, of others their runs, where
    there are any (``run``).
    """
    name = definition.name
    columns = f"{', '.join(f'{chr(34)}{column}{chr(34)}' for column in carried_columns(definition))}, {sign}"
    grown = f"select {columns} from fold_{name}_believed where plain and {where}"
    return f"{grown} union all by name select {columns} from fold_{name}_run where {where}" if run else grown


def complete(definition: ObjectDefinition, rows: str) -> str:
    """Signed rows with what is the same in all of them laid on."""
    return with_derived(definition, silent(definition), rows)


def whole(definition: ObjectDefinition) -> list[Insert]:
    """The whole journal of an object type: today's belief in one part, sorted so that old rows are skipped, the rest in the other."""
    parts, ended = parts_of(definition.name), "known_until is not null"
    return [
        Insert(
            parts.current,
            complete(
                definition,
                f"select * from ({believed(definition, 'known_until is null')}) order by valid_to desc, valid_from",
            ),
        ),
        Insert(
            parts.withdrawn,
            complete(
                definition,
                f"select * from ({believed(definition, ended)} union all {withdrawn(definition, ended)}) order by known_at",
            ),
        ),
    ]


def settled(definition: ObjectDefinition, rows: str) -> str:
    """Signed rows, each marked whether it is the one that stands today for its state."""
    states = ", ".join(f'"{column}"' for column in state_columns(definition))
    return (
        f"select *, sign > 0 and sum(sign) over state > 0 and known_at = max(known_at) over state as stands"
        f" from ({rows}) window state as (partition by {states})"
    )


def sealing(definition: ObjectDefinition) -> tuple[Step, list[Insert]]:
    """The seal: current and recent part settled into current and (added to) withdrawn; what is not in recent stays."""
    parts = parts_of(definition.name)
    columns = ", ".join(f'"{column}"' for column in journal_columns(definition))
    recent = f"(select object from {parts.recent}) using (object)"
    touched = (
        f"select {columns} from {parts.current} semi join {recent}"
        f" union all by name select {columns} from {parts.recent}"
    )
    untouched = f"select {columns}, true as stands from {parts.current} anti join {recent}"
    table = f"fold_{definition.name}_sealing"
    kept = step(table, f"{settled(definition, touched)} union all by name {untouched}")
    current = f"select {columns} from {table} where stands order by valid_to desc, valid_from"
    withdrawn = f"select {columns} from {table} where not stands"
    return kept, [Insert(parts.current, current), Insert(parts.withdrawn, withdrawn)]
