"""Runs a compiled rule over many rows at a time: texts in columns become what an event says, or a reason why not."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, Final, NamedTuple

from peeler.sources.batches import KnownObjects, RowBatch, Texts, chosen
from peeler.sources.rules import CompiledRule, FieldReading, RoleReading
from peeler.sources.values import ValueRefused, read_at, read_text
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError
from peeler.terms.events import Event, Naming, PersonalValue, canonical
from peeler.terms.identifiers import EventId, ForceKey, ObjectId, force_key, object_id


class RowSpeech(NamedTuple):
    """What a rule says of one row, before the event has an id."""

    force: ForceKey
    at: Instant | None
    recorded_at: Instant | None
    actor: str | None
    objects: tuple[Naming, ...]
    data: str
    personal: tuple[PersonalValue, ...]


@dataclass(frozen=True)
class RuleSpeech:
    """A rule read over a batch: per row what it says (None where it does not speak), and per refused row why."""

    spoken: list[RowSpeech | None]
    refused: Mapping[int, str]


def prepare(rule: CompiledRule, batch: RowBatch) -> RuleSpeech:
    """What the rule says of every row; the rows it cannot be read from, with the reason in words."""
    fits = chosen(batch, rule.when, rule.unless)
    places = [place for place, fit in enumerate(fits) if fit]
    unnamed: dict[int, str] = {}  # by number among the chosen rows, as are the refused
    refused: dict[int, str] = {}
    naming = _namings(rule, batch, places, unnamed)
    said = _said(rule, batch if len(places) == batch.size else batch.taken(places, rule.columns), naming, refused)
    refused = {**unnamed, **refused}
    spoken: list[RowSpeech | None] = [None] * batch.size
    for number, (place, one) in enumerate(zip(places, said, strict=True)):
        spoken[place] = None if number in refused else one
    return RuleSpeech(spoken, {places[number]: reason for number, reason in refused.items()})


def _said(
    rule: CompiledRule, batch: RowBatch, naming: Sequence[tuple[Naming, ...]], refused: dict[int, str]
) -> list[RowSpeech]:
    """What the rule says of rows that are all its own; notes those it cannot be read from."""
    columns: list[Sequence[Any]] = []
    for what, texts, parse in _inputs(rule, batch):
        columns.append(_parsed(what, texts, parse, refused) if texts is not None else [None] * batch.size)
    forces, ats, recordeds, actors, *fields = columns
    data = _payloads(rule.fields, fields, batch.size)
    personal = (
        _personal(rule.fields, fields, naming, batch.size)
        if any(f.definition.personal for f in rule.fields)
        else repeat(())
    )
    return list(map(RowSpeech, forces, ats, recordeds, actors, naming, data, personal))


def _inputs(rule: CompiledRule, batch: RowBatch) -> Iterable[tuple[str, Texts | None, Callable[[str], Any]]]:
    """Everything a rule parses: what to call it in a refusal, the texts if it has any, the parser (not asked about
    '').
    """
    forces, default = rule.force(batch), rule.default_force or ""
    yield THE_FORCE, forces if all(forces) else [text or default for text in forces], _force
    yield THE_TIME, rule.at(batch) if rule.precision != "unknown" else None, lambda text: read_at(text, rule.precision)
    yield (
        "the time it was recorded",
        rule.recorded_at and rule.recorded_at(batch),
        lambda text: read_at(text, "instant"),
    )
    yield "who did it", rule.actor and rule.actor(batch), read_text
    for one in rule.fields:
        yield one.name, one.read(batch), one.parse


def _force(text: str) -> ForceKey:
    try:
        return force_key(text)
    except RequestError:
        raise ValueRefused("is not a force's key") from None


THE_FORCE: Final = "the force"
THE_TIME: Final = "the time"
NEEDED: Final = frozenset({THE_FORCE, THE_TIME})


def _parsed(what: str, texts: Texts, parse: Callable[[str], Any], refused: dict[int, str]) -> list[Any]:
    """A column parsed, each different text once; a refusal is noted for the rows that have it."""
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for text in set(texts):
        stripped = text.strip()
        try:
            values[text] = parse(stripped) if stripped else None
        except ValueRefused as problem:
            wrong[text] = f"{what} {problem}"
        if not stripped and what in NEEDED:
            wrong[text] = f"{what} is not given"
    if wrong:
        for place, text in enumerate(texts):
            if text in wrong:
                refused.setdefault(place, wrong[text])
    return list(map(values.get, texts))


def _namings(
    rule: CompiledRule, batch: RowBatch, places: Sequence[int], refused: dict[int, str]
) -> list[tuple[Naming, ...]]:
    """The objects that each of these rows names, in order of role; one without the object it is about is refused."""
    columns = [_named(role, batch, places, refused) for role in rule.roles]
    if len(columns) == 1:
        return [(one,) if one else () for one in columns[0]]
    rows = [row if all(row) else tuple(filter(None, row)) for row in zip(*columns, strict=True)]
    return rows if all("" in role.meant for role in rule.roles) else [tuple(sorted(row)) for row in rows]


def _named(role: RoleReading, batch: RowBatch, places: Sequence[int], refused: dict[int, str]) -> list[Naming | None]:
    if role.said not in batch.named:
        texts = role.read(batch)
        known = {text: _naming(role, text) if text else None for text in set(texts)}
        batch.named[role.said] = KnownObjects(texts, known)
    texts, namings = batch.named[role.said]
    bad = {text for text, one in namings.items() if one is None and (text or role.needed)}
    for number, place in enumerate(places) if bad else ():
        if texts[place] in bad:
            reason = f"is not the reference of {_anything(role)}" if texts[place] else "is not given"
            refused.setdefault(number, f"{role.word} {reason}")
    return [namings[text] for text in (texts if len(places) == batch.size else map(texts.__getitem__, places))]


def _naming(role: RoleReading, text: str) -> Naming | None:
    try:
        return role.naming(object_id(text))
    except RequestError:
        return None


def _anything(role: RoleReading) -> str:
    """What may stand in a role, in words."""
    return "an object" if "" in role.meant else f"one of {', '.join(f'{kind}:' for kind in role.meant)}"


def _payloads(readings: Sequence[FieldReading], values: Sequence[Sequence[Any]], size: int) -> Iterable[str]:
    """The ``data`` of each row: canonical JSON of the fields that are filled, without the personal ones."""
    parts = [_fragments(r.name, v) for r, v in zip(readings, values, strict=True) if not r.definition.personal]
    if not parts:
        return repeat("{}", size)
    return ["{" + ",".join(filter(None, row)) + "}" for row in zip(*parts, strict=True)]


def _fragments(name: str, values: Sequence[Any]) -> list[str]:
    """``"name":value`` for each value, '' where there is none; equal values are written once."""
    label = f"{canonical(name)}:"
    try:
        written = {value: f"{label}{canonical(value)}" if value not in (None, "") else "" for value in set(values)}
        return [written[value] for value in values]
    except TypeError:  # sets and judgements are lists and mappings, which cannot be looked up
        return [f"{label}{canonical(value)}" if value else "" for value in values]


def _personal(
    readings: Sequence[FieldReading], values: Sequence[Sequence[Any]], naming: Sequence[tuple[Naming, ...]], size: int
) -> list[tuple[PersonalValue, ...]]:
    """The personal values of each row, under the objects in the role their field names."""
    rows: list[list[PersonalValue]] = [[] for _ in range(size)]
    for reading, column in zip(readings, values, strict=True):
        if reading.definition.personal:
            for place, value in enumerate(column):
                if value not in (None, ""):
                    rows[place] += values_of(reading, value, naming[place])
    return [tuple(row) for row in rows]


def values_of(reading: FieldReading, value: Any, naming: tuple[Naming, ...]) -> list[PersonalValue]:
    """One personal value under each object in its subject's role."""
    subjects = [one.object for one in naming if one.role == reading.definition.personal]
    return [
        PersonalValue(reading.name, ObjectId(subject), value if isinstance(value, str) else canonical(value))
        for subject in subjects
    ]


def event_of(rule: CompiledRule, said: RowSpeech, identity: EventId, told: Instant, *, row: int | None = None) -> Event:
    """The event of what was said, under its id; where the row does not say when it was written, the list's date does."""
    recorded_at = told if said.recorded_at is None else said.recorded_at
    return Event(
        identity, rule.event, said.force, said.at, rule.precision, recorded_at, rule.source, said.actor,
        said.objects, said.data, said.personal, None, None, row,
    )  # fmt: skip


def retraction_of(event: Event, identity: EventId, told: Instant) -> Event:
    """The event that withdraws another: its type, time and objects, and the date of the list that no longer has it."""
    return event._replace(
        id=identity, recorded_at=told, actor=None, data="{}", personal=(), replaces=None, retracts=event.id, row=None
    )
