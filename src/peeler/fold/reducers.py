"""Compiles each attribute to what it reads of an event and how it runs over an object's events in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from peeler.definitions.attributes import Attribute, Input
from peeler.definitions.journal import SQL_TYPE
from peeler.definitions.kinds import Kind
from peeler.definitions.objects import EventDefinition
from peeler.definitions.rendering import executable
from peeler.fold.happenings import Lapse
from peeler.fold.steps import listed, sql
from peeler.terms.identifiers import EventType

Events = Mapping[EventType, EventDefinition]
CLEARED = "timestamp '0001-01-01 00:00:00'"
RUNNING = "over so_far"
JSON_TYPE: dict[Kind, str] = {"yes_no": '"BOOLEAN"', "integer": '"BIGINT"', "set": '["VARCHAR"]', "judgement": '{"value":"BOOLEAN"}'}


@dataclass(frozen=True)
class Compiled:
    """One attribute's SQL: ``reads`` from one event, ``marks`` needed before the running window, and ``runs`` in it."""

    name: str
    reads: Mapping[str, str]
    marks: Mapping[str, str]
    runs: str


def structure(attributes: Sequence[Attribute], events: Events) -> str:
    """The JSON structure of all fields the attributes read, so that each event's data is parsed once."""
    kinds: dict[str, Kind] = {}
    for attribute in attributes:
        for part in attribute.inputs:
            named = {part.field} if part.field and part.field != "at" else set()
            for field in named | set(attribute.where.columns if attribute.where else ()):
                kinds[f"{field}"] = events[part.event].fields[field].kind  # type: ignore[assignment]
    inside = ",".join(f'"{field}":{JSON_TYPE.get(kind, chr(34) + "VARCHAR" + chr(34))}' for field, kind in kinds.items())
    return "{" + inside + "}"


def field_sql(field: str, kind: Kind) -> str:
    """One field out of an event's parsed data, as its kind."""
    if kind == "judgement":
        return f'said."{field}"."value"'
    if kind in ("yes_no", "integer", "set") or SQL_TYPE[kind] == "VARCHAR":
        return f'said."{field}"'
    return f'cast(said."{field}" as {SQL_TYPE[kind]})'


def matches(part: Input, attribute: Attribute, events: Events) -> str:
    """The condition that an event is one this attribute hears."""
    fields: dict[str, Kind] = {name: f.kind for name, f in events[part.event].fields.items()}  # type: ignore[misc]
    heard = f"type = '{part.event}'"
    if attribute.where is None:
        return heard
    return f"{heard} and {sql(executable(attribute.where.tree, fields, lambda name: place(name, fields)))}"


def place(name: str, fields: Mapping[str, Kind]) -> exp.Expr:
    """Where a field's name in a ``where`` finds its value."""
    return exp.maybe_parse(field_sql(name, fields[name]), dialect="duckdb")


def value_of(part: Input, attribute: Attribute, events: Events) -> str:
    """What the attribute takes from an event it hears; sets are lists, so that they can be joined."""
    if part.field is None:
        return "true"
    if part.field == "at":
        return "at"
    kind: Kind = events[part.event].fields[part.field].kind  # type: ignore[assignment]
    text = field_sql(part.field, kind)
    return f"case when {text} is not null then [{text}] end" if attribute.reducer == "set" and kind == "word" else text


def heard(attribute: Attribute, events: Events, *, lapse: str = "lapse is null") -> str:
    """The value an event gives this attribute; null where it says nothing to it."""
    whens = " ".join(
        f"when {matches(part, attribute, events)} then {value_of(part, attribute, events)}" for part in attribute.inputs
    )
    return f"case when {lapse} then (case {whens} end) end"


def compile_attribute(attribute: Attribute, events: Events, lapses: Sequence[Lapse]) -> Compiled:
    """The SQL of one reducer (not of a derived attribute)."""
    name, read = attribute.name, f"read_{attribute.name}"
    if attribute.reducer == "since":
        return compile_since(attribute, events)
    if attribute.within:
        return compile_within(attribute, events, lapses)
    runs = {
        "latest": f"last_value({read} ignore nulls) {RUNNING}",
        "first": f"first_value({read} ignore nulls) {RUNNING}",
        "count": f"count({read}) {RUNNING}",
        "any": f"coalesce(bool_or({read}) {RUNNING}, false)",
        "sum": f"sum({read}) {RUNNING}",
        "min": f"min({read}) {RUNNING}",
        "max": f"max({read}) {RUNNING}",
        "set": f"list_sort(list_distinct(flatten(list({read}) filter (where {read} is not null) {RUNNING})))",
    }[str(attribute.reducer)]
    return Compiled(name, {read: heard(attribute, events)}, {}, f"cast({runs} as {SQL_TYPE[attribute.kind]})")


def compile_since(attribute: Attribute, events: Events) -> Compiled:
    """Since the first of its events after the last that ends it; null while none stands."""
    begins = " or ".join(f"({matches(part, attribute, events)})" for part in attribute.inputs)
    read, mark = f"read_{attribute.name}", f"mark_{attribute.name}"
    ended = f"when type in ({listed(attribute.until)}) then false"
    reads = {read: f"case when lapse is null then (case when {begins} then true {ended} end) end"}
    marks = {
        mark: f"case when {read} and not coalesce(last_value({read} ignore nulls) over before, false) then at"
        f" when not {read} then {CLEARED} end"
    }
    return Compiled(attribute.name, reads, marks, f"nullif(last_value({mark} ignore nulls) {RUNNING}, {CLEARED})")


def compile_within(attribute: Attribute, events: Events, lapses: Sequence[Lapse]) -> Compiled:
    """A reducer that forgets: what an event gave is taken back where it lapses."""
    number = next(lapse.number for lapse in lapses if str(lapse.length) == str(attribute.within))
    name, read, taken = attribute.name, f"read_{attribute.name}", f"taken_{attribute.name}"
    back = heard(attribute, events, lapse=f"lapse = {number}")
    reads = {read: heard(attribute, events), taken: back}
    if attribute.reducer == "latest":
        standing = f"count({read}) {RUNNING} - count({taken}) {RUNNING}"
        return Compiled(name, reads, {}, f"case when {standing} > 0 then last_value({read} ignore nulls) {RUNNING} end")
    if attribute.reducer == "sum":
        runs = f"sum({read}) {RUNNING} - coalesce(sum({taken}) {RUNNING}, 0)"
        return Compiled(name, reads, {}, f"cast({runs} as {SQL_TYPE[attribute.kind]})")
    standing = f"count({read}) {RUNNING} - count({taken}) {RUNNING}"
    return Compiled(name, reads, {}, standing if attribute.reducer == "count" else f"({standing}) > 0")
