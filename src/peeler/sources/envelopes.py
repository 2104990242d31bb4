"""Checks one event envelope against the catalogue: an event, or why it is refused, naming the nearest right word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, cast, get_args

from peeler.definitions.catalogue import Catalogue
from peeler.definitions.objects import EventDefinition
from peeler.sources.lines import LineRefused, short
from peeler.sources.rules import FRAMEWORK
from peeler.sources.values import Outcomes, ValueRefused, plain_precision, read_at, read_json, read_text
from peeler.terms.clocks import Instant, Precision
from peeler.terms.errors import RequestError, nearest
from peeler.terms.events import Event, Json, Naming, PersonalValue, canonical
from peeler.terms.identifiers import (
    KEY,
    EventId,
    EventType,
    ForceKey,
    ObjectId,
    ObjectType,
    Role,
    SourceName,
    event_id,
    force_key,
    object_id,
    split_type,
)  # fmt: skip

KEYS: Final = (
    "id", "type", "force", "at", "precision", "recorded_at", "source", "actor", "objects", "data",
    "replaces", "retracts",
)  # fmt: skip
MOST_IN_A_ROLE: Final = 1_000
CACHED: Final = 4_096  # words that many envelopes share, such as forces and officers, are checked once


@dataclass(frozen=True)
class EnvelopeReader:
    """What envelopes are read by: event types, whom objects belong to, the outcomes framework, and a force to fall
    back on.
    """

    events: Mapping[EventType, EventDefinition]
    births: Mapping[EventType, frozenset[str]]
    outcomes: Outcomes
    default_source: str
    default_force: str | None


def envelope_reader(catalogue: Catalogue, default_source: str, default_force: str | None) -> EnvelopeReader:
    """The reader of a catalogue; ``default_source`` and ``default_force`` serve envelopes that name none."""
    framework = catalogue.look_ups.get(FRAMEWORK)
    births = {b: frozenset(definition.owners) for definition in catalogue.objects.values() for b in definition.births}
    return EnvelopeReader(
        catalogue.events, births, frozenset(framework.entries) if framework else None, default_source, default_force
    )


def read_envelope(reader: EnvelopeReader, envelope: Mapping[str, Any]) -> Event:
    """The event of an envelope (VOCABULARY section 1), its values normalised; LineRefused says what is wrong and
    where.
    """
    for key in envelope:
        if key not in KEYS:
            raise LineRefused(f"unknown key '{short(key)}'{nearest(short(key), KEYS)}")
    event_type = _type(reader, envelope.get("type"))
    definition = reader.events[event_type]
    replaces, retracts = (
        _id(envelope.get(key), key) if envelope.get(key) is not None else None for key in ("replaces", "retracts")
    )
    precision, at = _time(envelope, optional=retracts is not None)
    objects = _objects(envelope.get("objects"), event_type, definition, reader.births.get(event_type, frozenset()))
    data, personal = _data(envelope.get("data"), event_type, definition, objects, reader.outcomes)
    return Event(
        _id(envelope.get("id"), "id"), event_type, _force(reader, envelope.get("force")), at, precision,
        _recorded_at(envelope.get("recorded_at")), _source(reader, envelope.get("source")),
        _actor(envelope.get("actor")),
        objects, data, personal, replaces, retracts,
    )  # fmt: skip


def _text(value: Any, what: str) -> str:
    if value is None or value == "":
        raise LineRefused(f"'{what}' is not given")
    if not isinstance(value, str):
        raise LineRefused(f"'{what}' is not text")
    try:
        return read_text(value)
    except ValueRefused as problem:
        raise LineRefused(f"'{what}' {problem}") from None


def _id(value: Any, what: str) -> EventId:
    try:
        return event_id(_text(value, what))
    except RequestError as problem:
        raise LineRefused(f"'{what}': {problem}") from None


def _type(reader: EnvelopeReader, value: Any) -> EventType:
    if isinstance(value, str) and value in reader.events:
        return EventType(value)
    word = _text(value, "type")
    if word not in reader.events:
        raise LineRefused(f"unknown type '{short(word)}'{nearest(short(word), reader.events)}")
    return EventType(word)


def _force(reader: EnvelopeReader, value: Any) -> ForceKey:
    if value is None and reader.default_force is None:
        raise LineRefused("'force' is not given, and the workspace has none of its own")
    return _force_key(_text(value if value is not None else reader.default_force, "force"))


@lru_cache(CACHED)
def _force_key(word: str) -> ForceKey:
    try:
        return force_key(word)
    except RequestError as problem:
        raise LineRefused(f"'force': {problem}") from None


def _source(reader: EnvelopeReader, value: Any) -> SourceName:
    word = _text(value if value is not None else reader.default_source, "source")
    if not KEY.fullmatch(word):
        raise LineRefused("'source' is a system's key: small letters, digits and underscores, for example rms")
    return SourceName(word)


def _actor(value: Any) -> str | None:
    if value is None:
        return None
    return _actor_id(_text(value, "actor"))


@lru_cache(CACHED)
def _actor_id(word: str) -> str:
    try:
        return object_id(word)
    except RequestError:
        raise LineRefused("'actor' is who did it, for example officer:1234") from None


def _time(envelope: Mapping[str, Any], *, optional: bool) -> tuple[Precision, Instant | None]:
    """Precision and time; a time without a precision is as exact as it is written, a retraction needs neither."""
    given, said = envelope.get("at"), envelope.get("precision")
    if said is not None and said not in get_args(Precision):
        raise LineRefused(f"'precision' is one of {', '.join(get_args(Precision))}")
    if said == "unknown" or (given is None and optional):
        return "unknown", None
    text = _text(given, "at")
    precision = cast("Precision", said) if said else plain_precision(text)
    try:
        return precision, read_at(text, precision)
    except ValueRefused as problem:
        raise LineRefused(f"'at' {problem} (precision: {precision})") from None


def _recorded_at(value: Any) -> Instant | None:
    if value is None:
        return None
    try:
        return read_at(_text(value, "recorded_at"), "instant")
    except ValueRefused as problem:
        raise LineRefused(f"'recorded_at' {problem}") from None


def _objects(
    value: Any, event_type: EventType, definition: EventDefinition, owners: frozenset[str]
) -> tuple[Naming, ...]:
    """The objects by role; the object itself must be there, and an owner's role holds one at most."""
    if not isinstance(value, dict):
        raise LineRefused("'objects' is an object of roles, each with an id or a list of ids")
    own, _ = split_type(event_type)
    namings: list[Naming] = []
    for role, names in sorted(_by_role(value, event_type, definition).items()):
        if role in owners and len(names) > 1:
            raise LineRefused(f"role '{role}': a {own} belongs to one {definition.roles[role]} at most")
        namings += [Naming(Role(role), ObjectType(definition.roles[role]), name) for name in names]
    if not any(str(naming.role) == own for naming in namings):
        raise LineRefused(f"names no {own}, and {event_type} is about one")
    return tuple(namings)


def _by_role(value: Mapping[str, Any], event_type: EventType, definition: EventDefinition) -> dict[str, list[ObjectId]]:
    """The ids in each role; a word for one of several roles is read by the kind of each reference."""
    found: dict[str, set[ObjectId]] = {}
    for role in value:
        kinds = definition.either.get(role)
        if role not in definition.roles and kinds is None:
            words = [*definition.roles, *definition.either]
            raise LineRefused(f"unknown role '{short(role)}' of {event_type}{nearest(short(role), words)}")
        for name in _names(value[role], role):
            found.setdefault(role if kinds is None else _meant(name, role, kinds), set()).add(name)
    return {role: sorted(names) for role, names in found.items()}


def _meant(name: ObjectId, word: str, kinds: Mapping[str, str]) -> str:
    """The role a reference of this kind is in."""
    kind = name.partition(":")[0]
    if kind not in kinds:
        raise LineRefused(f"'{word}' names a {short(kind)}:, and may name {', '.join(f'{one}:' for one in kinds)}")
    return kinds[kind]


def _names(value: Any, role: str) -> list[ObjectId]:
    listed = value if isinstance(value, list) else [] if value is None else [value]
    if len(listed) > MOST_IN_A_ROLE:
        raise LineRefused(f"role '{role}' has more than {MOST_IN_A_ROLE:,} objects")
    try:
        return sorted({object_id(_text(name, f"objects.{role}")) for name in listed})
    except RequestError as problem:
        raise LineRefused(f"role '{role}': {problem}") from None


def _data(
    value: Any, event_type: EventType, definition: EventDefinition, objects: Iterable[Naming], outcomes: Outcomes
) -> tuple[str, tuple[PersonalValue, ...]]:
    """The payload as canonical JSON without personal fields, and those apart under their subjects."""
    if value is not None and not isinstance(value, dict):
        raise LineRefused("'data' is an object of fields")
    fields: dict[str, Any] = value or {}
    said: dict[str, Json] = {}
    personal: list[PersonalValue] = []
    for name in sorted(fields):
        field = definition.fields.get(name)
        if field is None:
            raise LineRefused(f"unknown field '{short(name)}' of {event_type}{nearest(short(name), definition.fields)}")
        try:
            read = read_json(field, outcomes, fields[name])
        except ValueRefused as problem:
            raise LineRefused(f"field '{name}' {problem}") from None
        if field.personal and read is not None:
            personal += _under_subjects(name, read, field.personal, objects)
        elif read is not None:
            said[name] = read
    return canonical(said), tuple(personal)


def _under_subjects(name: str, read: Json, role: str, objects: Iterable[Naming]) -> list[PersonalValue]:
    subjects = [naming.object for naming in objects if naming.role == role]
    if not subjects:
        raise LineRefused(f"field '{name}' is personal and no {role} is named whose it is")
    return [PersonalValue(name, subject, read if isinstance(read, str) else canonical(read)) for subject in subjects]
