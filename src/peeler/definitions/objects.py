"""An object of the field: its events, the attributes folded from them, whom it belongs to and what it copies down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import Field, field_validator

from peeler.definitions.attributes import Attribute, Fields, parse_derived, parse_look_up, parse_reducer
from peeler.definitions.groupings import Grouping, GroupingFile
from peeler.definitions.kinds import KINDS, Kind
from peeler.definitions.reading import Strict
from peeler.terms.errors import RequestError, unknown
from peeler.terms.identifiers import KEY, EventType, ObjectType

BUILT_IN: dict[str, Kind] = {
    "object": "word", "force": "word", "born": "yes_no", "began_with": "word", "event": "word",
    "valid_from": "instant", "valid_to": "instant", "precision": "word", "source": "word", "restricted": "yes_no",
}  # fmt: skip
RESTRICTING = ("restricted", "unrestricted")
FILLED = "_filled"


class FieldDefinition(Strict):
    """One field of an event: its kind, whose personal data it is (a role), and what it means."""

    kind: str
    personal: str | None = None
    one_of: tuple[str, ...] = ()
    meaning: str = ""

    @field_validator("kind")
    @classmethod
    def known(cls, kind: str) -> str:
        """Refuses a kind that is not in the closed list."""
        if kind not in KINDS or kind == "since":
            raise ValueError(str(unknown("kind", kind, [k for k in KINDS if k != "since"])))
        return kind


class EventDefinition(Strict):
    """One event type: the roles of the objects it is about, and its fields.

    ``either`` is a word that stands for one of several roles: which one, the kind of reference given under it tells
    (``of: {crime: investigation, contact: contact}``: of crime:1 is the investigation crime:1).
    """

    roles: dict[str, str]
    either: dict[str, dict[str, str]] = Field(default_factory=dict)
    fields: dict[str, FieldDefinition] = Field(default_factory=dict)
    meaning: str = ""

    @field_validator("fields", mode="before")
    @classmethod
    def short_form(cls, fields: Any) -> Any:
        """``name: word`` is short for ``name: {kind: word}``."""
        if not isinstance(fields, dict):
            return fields
        return {name: {"kind": value} if isinstance(value, str) else value for name, value in fields.items()}


class ObjectFile(Strict):
    """What an object's file may hold."""

    title: str
    about: str
    replaces: str | None = None
    hub: bool = False
    belongs_to: tuple[str, ...] = ()
    born_of: tuple[str, ...] = ()
    events: dict[str, EventDefinition]
    attributes: dict[str, str | dict[str, str]] = Field(default_factory=dict)
    copies: dict[str, str] = Field(default_factory=dict)
    groupings: dict[str, GroupingFile] = Field(default_factory=dict)
    owner: str
    checked_by: str
    review_by: str
    authority: dict[str, str] = Field(default_factory=dict)
    examples: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Copy:
    """An attribute copied down from the owner in a role: the copy's name here, the role, the owner's attribute and kind."""

    name: str
    role: str
    attribute: str
    kind: Kind


@dataclass(frozen=True)
class ObjectDefinition:
    """An object, checked: ``events`` in rank order, attributes in the order written, copies last.

    ``births`` are the event types that begin it: those of ``born_of``, else the first of its events. ``groupings`` are no
    columns of the journal: a state's word is worked out at the moment it is seen.
    """

    name: ObjectType
    file: ObjectFile
    hash: str
    events: Mapping[EventType, EventDefinition]
    attributes: tuple[Attribute, ...]
    owners: Mapping[str, ObjectType]
    copies: tuple[Copy, ...]
    groupings: Mapping[str, Grouping] = field(default_factory=dict)

    @property
    def births(self) -> tuple[EventType, ...]:
        """The event types that begin the object; it is born once, by whichever comes first."""
        return births_of(self.name, self.file, self.events)

    @property
    def columns(self) -> dict[str, Kind]:
        """Every column a condition on this object may name: built in, own and copied."""
        own = {attribute.name: attribute.kind for attribute in self.attributes}
        return {**BUILT_IN, **own, **{copy.name: copy.kind for copy in self.copies}}


def with_restriction(name: str, file: ObjectFile) -> dict[EventType, EventDefinition]:
    """The file's events under their full names, and the two that any object may receive."""
    for verb in [*file.events, *file.attributes, *file.copies]:
        if not KEY.fullmatch(verb):
            raise RequestError(f"objects/{name}.yml: '{verb}' is not a name of small letters, digits and underscores")
    restricting = {
        verb: EventDefinition(roles={name: name}, fields=reason)
        for verb, reason in zip(RESTRICTING, REASONS, strict=True)
    }
    events = {**file.events, **{verb: event for verb, event in restricting.items() if verb not in file.events}}
    return {EventType(f"{name}.{verb}"): event for verb, event in events.items()}


def births_of(name: str, file: ObjectFile, events: Mapping[EventType, EventDefinition]) -> tuple[EventType, ...]:
    """The event types that begin an object, in order of rank; RequestError for one it does not have."""
    births = tuple(EventType(f"{name}.{verb}") for verb in file.born_of) or (next(iter(events)),)
    for birth in births:
        if birth not in events:
            verbs = [event.split(".")[1] for event in events]
            raise unknown("event", birth.split(".")[1], verbs, where=f"objects/{name}.yml: born_of")
    return births


REASONS: tuple[dict[str, FieldDefinition], ...] = ({"reason": FieldDefinition(kind="word")}, {})


def fields_of(events: Mapping[EventType, EventDefinition]) -> Fields:
    """The kinds of what may be computed from each event type: see ``words_of``."""
    return {event: words_of(definition) for event, definition in events.items()}


def words_of(definition: EventDefinition) -> dict[str, Kind]:
    """What an event says, by name: its fields, the object in each role, and of a personal field only whether it is filled."""
    roles: dict[str, Kind] = dict.fromkeys(definition.roles, "word")
    fields = {
        f"{name}{FILLED}" if field.personal else name: "yes_no" if field.personal else field.kind
        for name, field in definition.fields.items()
    }
    return {**roles, **fields}  # type: ignore[dict-item]


def check_events(name: str, events: Mapping[EventType, EventDefinition], types: frozenset[str]) -> None:
    """Checks roles against the objects there are, and that a role and a field never share a name."""
    for event, definition in events.items():
        where = f"objects/{name}.yml: events.{event.split('.')[1]}"
        if definition.roles.get(name) != name:
            raise RequestError(f"{where}: the first role must be {name}: {name}, the object itself")
        for role, object_type in definition.roles.items():
            if object_type not in types:
                raise unknown("object", object_type, types, where=f"{where}.roles.{role}")
            if role in definition.fields:
                raise RequestError(f"{where}: '{role}' is both a role and a field")
        check_either(definition, where)
        for said, meaning in definition.fields.items():
            if f"{said}{FILLED}" in {*definition.fields, *definition.roles} and meaning.personal:
                raise RequestError(
                    f"{where}: '{said}{FILLED}' says whether '{said}' is filled; call the other otherwise"
                )
            if meaning.personal and meaning.personal not in definition.roles:
                raise unknown("role", meaning.personal, definition.roles, where=f"{where}.fields.{said}.personal")
            if said in ("at", "event", "precision", "recorded_at", "actor", "when", "unless", "id", "type"):
                raise RequestError(f"{where}: a field may not be called '{said}'")


def check_either(definition: EventDefinition, where: str) -> None:
    """Checks that a word for one of several roles stands for roles there are, and is none itself."""
    for word, kinds in definition.either.items():
        if word in definition.roles or word in definition.fields:
            raise RequestError(f"{where}.either: '{word}' is a role or a field already")
        for kind, role in kinds.items():
            if role not in definition.roles:
                raise unknown("role", role, definition.roles, where=f"{where}.either.{word}.{kind}")


def build_attributes(
    name: str, file: ObjectFile, fields: Fields, look_ups: Mapping[str, Mapping[str, Any]]
) -> tuple[Attribute, ...]:
    """The object's attributes in the order written; a derived one may name those before it."""
    made: dict[str, Attribute] = {}
    for attribute, line in file.attributes.items():
        where = f"objects/{name}.yml: attributes.{attribute}"
        if attribute in BUILT_IN or attribute in ("sign", "known_at", "as_at"):
            raise RequestError(f"{where}: that name is taken; every object has it")
        if isinstance(line, str):
            made[attribute] = parse_reducer(attribute, line, name, fields, where=where)
        else:
            made[attribute] = derived(attribute, line, made, look_ups, where)
    return tuple(made.values())


def derived(
    name: str,
    line: Mapping[str, str],
    made: Mapping[str, Attribute],
    look_ups: Mapping[str, Mapping[str, Any]],
    where: str,
) -> Attribute:
    """An attribute given as ``{kind, expression}`` or as ``{kind, look_up, of}`` (which becomes a case expression)."""
    if set(line) - {"kind", "expression", "look_up", "of", "column", "meaning"} or line.get("kind") not in KINDS:
        raise RequestError(f"{where}: a derived attribute is {{kind, expression}} or {{kind, look_up, of, column}}")
    known = {attribute.name: attribute.kind for attribute in made.values()}
    kind: Kind = line["kind"]  # type: ignore[assignment]
    if "expression" in line:
        return parse_derived(name, line["expression"], kind, known, where=where)
    if line.get("look_up") not in look_ups:
        raise unknown("look-up", line.get("look_up", ""), look_ups, where=where)
    text = case_of(look_ups[line["look_up"]], line["of"], line.get("column", "value"), kind)
    return parse_look_up(name, text, kind, known, where=where)


def case_of(entries: Mapping[str, Any], of: str, column: str, kind: Kind) -> str:
    """A look-up written out as a case expression; an entry without the column says nothing (null)."""
    branches: dict[str, list[str]] = {}
    for key, entry in entries.items():
        value = entry.get(column) if isinstance(entry, dict) else entry
        if value is not None:
            branches.setdefault(value, []).append(quoted(key))
    whens = [f"when {of} in ({', '.join(keys)}) then {literal(value, kind)}" for value, keys in branches.items()]
    # A force's own table may say nothing in this column: then nothing is known, whatever the word.
    return f"case {' '.join(whens)} end" if whens else f"case when {of} is null then null end"


def quoted(text: str) -> str:
    """A SQL text literal."""
    return "'" + text.replace("'", "''") + "'"


def literal(value: str, kind: Kind) -> str:
    """A literal of the attribute's kind."""
    return value if kind in ("yes_no", "integer") else quoted(value)
