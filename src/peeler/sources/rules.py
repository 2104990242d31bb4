"""Compiles the rules of a table once: which columns they read, and how each becomes an event's role or field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from peeler.definitions.catalogue import Catalogue
from peeler.definitions.objects import EventDefinition, FieldDefinition
from peeler.definitions.sources import Rule, TableFile, Value, columns_of
from peeler.sources.batches import LookUps, Reading, reading_of
from peeler.sources.day_first import read_day_first
from peeler.sources.values import Outcomes, reader_of
from peeler.terms.clocks import Precision
from peeler.terms.events import Naming
from peeler.terms.identifiers import EventType, ObjectId, ObjectType, Role, SourceName

FRAMEWORK: Final = "outcomes"
DATED_KINDS: Final = ("day", "instant")


@dataclass(frozen=True)
class RoleReading:
    """How one role of a rule is read; ``needed`` where an event without it would be about nothing. Equal ``said``,
    equal reading. ``meant``: by the kind of its reference, the role and type an object is in; one entry, under '', where
    the rule names the role itself.
    """

    said: str
    word: str
    meant: Mapping[str, tuple[Role, ObjectType]]
    read: Reading
    needed: bool

    def naming(self, name: ObjectId) -> Naming | None:
        """The object in its role; None where its kind may not stand here."""
        found = self.meant.get("") or self.meant.get(name.partition(":")[0])
        return found and Naming(*found, name)


@dataclass(frozen=True)
class FieldReading:
    """How one field of a rule is read and parsed; a personal one lies under the object in the role ``personal``."""

    name: str
    definition: FieldDefinition
    read: Reading
    parse: Callable[[str], Any]


@dataclass(frozen=True)
class CompiledRule:
    """One rule, ready to run. ``key`` names it among the rules of its table; ``columns`` are those it reads,
    ``subjects`` the roles in which its event type names people whose data it may hold.
    """

    key: str
    event: EventType
    source: SourceName
    precision: Precision
    columns: frozenset[str]
    when: Mapping[str, Any]
    unless: Mapping[str, Any]
    at: Reading
    recorded_at: Reading | None
    actor: Reading | None
    force: Reading
    roles: tuple[RoleReading, ...]
    fields: tuple[FieldReading, ...]
    subjects: frozenset[str]
    default_force: str | None


def compile_rule(
    rule: Rule, key: str, source: str, catalogue: Catalogue, default_force: str | None, *, day_first: bool = False
) -> CompiledRule:
    """Compiles a checked rule; ``key`` is its event type, with a number after the first of that type. ``day_first``:
    its times are written 03/06/2019.
    """
    timed: Callable[[Reading], Reading] = read_day_first if day_first else _as_it_is
    look_ups = {name: look_up.entries for name, look_up in catalogue.look_ups.items()}
    event = catalogue.events[EventType(rule.event)]
    outcomes = frozenset(look_ups[FRAMEWORK]) if FRAMEWORK in look_ups else None
    own, said = rule.event.partition(".")[0], sorted(rule.values.items())
    return CompiledRule(
        key=key, event=EventType(rule.event), source=SourceName(source), precision=rule.precision,
        columns=frozenset(columns_of(rule)), when=rule.when, unless=rule.unless,
        at=timed(reading_of(rule.at, look_ups)),
        recorded_at=timed(reading_of(rule.recorded_at, look_ups)) if rule.recorded_at else None,
        actor=reading_of(rule.actor, look_ups) if rule.actor else None,
        force=reading_of(rule.force or "{force}", look_ups),
        roles=tuple(_role(r, event, value, look_ups, own) for r, value in said if r not in event.fields),
        fields=tuple(
            _field(f, event, reading_of(value, look_ups), outcomes, timed) for f, value in said if f in event.fields
        ),
        subjects=frozenset(field.personal for field in event.fields.values() if field.personal),
        default_force=default_force,
    )  # fmt: skip


def _role(role: str, event: EventDefinition, value: Value, look_ups: LookUps, own: str) -> RoleReading:
    kinds = event.either.get(role, {"": role})
    meant = {kind: (Role(one), ObjectType(event.roles[one])) for kind, one in kinds.items()}
    return RoleReading(f"{role} {meant} {value}", role, meant, reading_of(value, look_ups), role == own)


def _as_it_is(read: Reading) -> Reading:
    return read


def _field(
    name: str, event: EventDefinition, read: Reading, outcomes: Outcomes, timed: Callable[[Reading], Reading]
) -> FieldReading:
    definition = event.fields[name]
    return FieldReading(
        name, definition, timed(read) if definition.kind in DATED_KINDS else read, reader_of(definition, outcomes)
    )


@dataclass(frozen=True)
class CompiledTable:
    """A table of a source, ready to run: rules for the file as a whole, rules for each row."""

    source: SourceName
    name: str
    file: TableFile
    file_rules: tuple[CompiledRule, ...]
    row_rules: tuple[CompiledRule, ...]
    happened: frozenset[str]


def compile_table(
    source: str, name: str, table: TableFile, catalogue: Catalogue, default_force: str | None
) -> CompiledTable:
    """Compiles a checked table; ``default_force`` serves rows and file names that name no force."""
    return CompiledTable(
        SourceName(source), name, table,
        _compile_rules(table.file, source, catalogue, default_force, day_first=table.dates == "day_first"),
        _compile_rules(table.rows, source, catalogue, default_force, day_first=table.dates == "day_first"),
        frozenset(table.happened),
    )  # fmt: skip


def _compile_rules(
    rules: Sequence[Rule], source: str, catalogue: Catalogue, default_force: str | None, *, day_first: bool
) -> tuple[CompiledRule, ...]:
    counted: dict[str, int] = {}
    compiled = []
    for rule in rules:
        counted[rule.event] = number = counted.get(rule.event, 0) + 1
        key = rule.event if number == 1 else f"{rule.event}#{number}"
        compiled.append(compile_rule(rule, key, source, catalogue, default_force, day_first=day_first))
    return tuple(compiled)
