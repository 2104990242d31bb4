"""Compiles each attribute to what it reads of an event and how it runs over an object's events in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlglot import parse_one

from peeler.definitions.attributes import Attribute, Input
from peeler.definitions.journal import SQL_TYPE
from peeler.definitions.kinds import Kind
from peeler.definitions.objects import FILLED, EventDefinition, words_of
from peeler.definitions.rendering import executable
from peeler.fold.happenings import IN_ROLE, Lapse, later
from peeler.fold.steps import listed, sql
from peeler.terms.clocks import Length
from peeler.terms.identifiers import EventType

Events = Mapping[EventType, EventDefinition]
CLEARED = "timestamp '0001-01-01 00:00:00'"
RUNNING = "over so_far"
AT = '"at"'
JSON_TYPE: dict[Kind, str] = {
    "yes_no": '"BOOLEAN"',
    "integer": '"BIGINT"',
    "set": '["VARCHAR"]',
    "judgement": '{"value":"BOOLEAN"}',
}


@dataclass(frozen=True)
class Compiled:
    """One attribute's SQL: ``reads`` from one event, ``marks`` needed before the running window, and ``runs`` in it."""

    name: str
    reads: Mapping[str, str]
    marks: Mapping[str, str]
    runs: str


@dataclass(frozen=True)
class Spoken:
    """What the events say to an object: their definitions, and the JSON structures in which their fields are parsed.

    One structure parses an event's data once; a field that is of one JSON type in one event and of another in the next
    stands in a further structure.
    """

    events: Events
    structures: tuple[Mapping[str, str], ...]

    def kinds(self, event: EventType) -> dict[str, Kind]:
        """The kinds of what an event type says."""
        return words_of(self.events[event])

    def field(self, event: EventType, name: str) -> str:
        """SQL for one word of an event, as its kind: a field (null where it says nothing), a role, or whether filled."""
        if name in self.events[event].roles:
            return f'"{IN_ROLE}{name}"'
        if is_filled(self.events[event], name):
            return f"json_exists(data, '$.\"{name.removesuffix(FILLED)}\"')"
        kind = self.kinds(event)[name]
        number = next(n for n, fields in enumerate(self.structures) if fields.get(name) == json_type(kind))
        text = f'said_{number}."{name}"'
        if kind == "judgement":
            return f'{text}."value"'
        return text if kind in JSON_TYPE or SQL_TYPE[kind] == "VARCHAR" else f"try_cast({text} as {SQL_TYPE[kind]})"

    def parsing(self) -> str:
        """SQL for the columns said_0, said_1, ... out of ``data``."""
        parsed = [
            f"json_transform(data, '{{{','.join(f'{chr(34)}{name}{chr(34)}:{kind}' for name, kind in fields.items())}}}')"
            for fields in self.structures
        ]
        return ", ".join(f"{text} as said_{number}" for number, text in enumerate(parsed)) or "null as said_0"


def is_filled(definition: EventDefinition, name: str) -> bool:
    """Whether a word says if a personal field is filled."""
    return name not in definition.fields and name.endswith(FILLED)


def json_type(kind: Kind) -> str:
    """How a kind is written in an event's JSON, as json_transform names it."""
    return JSON_TYPE.get(kind, '"VARCHAR"')


def spoken_in(attributes: Sequence[Attribute], events: Events) -> Spoken:
    """Every field that the attributes read, each in the first structure where it fits."""
    structures: list[dict[str, str]] = []
    for attribute in attributes:
        for part in attribute.inputs:
            named = {part.field} if part.field and part.field != "at" else set()
            for name in sorted(named | set(attribute.where.columns if attribute.where else ())):
                if name not in events[part.event].fields:
                    continue
                kind = json_type(events[part.event].fields[name].kind)  # type: ignore[arg-type]
                fitting = next((fields for fields in structures if fields.get(name, kind) == kind), None)
                if fitting is None:
                    structures.append(fitting := {})
                fitting[name] = kind
    return Spoken(events, tuple(structures))


def matches(part: Input, attribute: Attribute, spoken: Spoken) -> str:
    """The condition that an event is one this attribute hears."""
    heard = f"type = '{part.event}'"
    if attribute.where is None:
        return heard
    kinds = spoken.kinds(part.event)
    tree = executable(
        attribute.where.tree, kinds, lambda name: parse_one(spoken.field(part.event, name), dialect="duckdb")
    )
    return f"{heard} and {sql(tree)}"


def value_of(part: Input, attribute: Attribute, spoken: Spoken) -> str:
    """What the attribute takes from an event it hears; sets are lists, so that they can be joined."""
    if part.field is None:
        return "true"
    if part.field == "at":
        return AT
    text = spoken.field(part.event, part.field)
    single = attribute.reducer == "set" and spoken.kinds(part.event)[part.field] == "word"
    return f"case when {text} is not null then [{text}] end" if single else text


def heard(attribute: Attribute, spoken: Spoken, *, lapse: str = "lapse is null") -> str:
    """The value an event gives this attribute; null where it says nothing to it."""
    whens = " ".join(
        f"when {matches(part, attribute, spoken)} then {value_of(part, attribute, spoken)}" for part in attribute.inputs
    )
    return f"case when {lapse} then (case {whens} end) end"


def compile_attribute(attribute: Attribute, spoken: Spoken, lapses: Sequence[Lapse]) -> Compiled:
    """The SQL of one reducer (not of a derived attribute)."""
    name, read = attribute.name, f"read_{attribute.name}"
    if attribute.reducer == "since":
        return compile_since(attribute, spoken)
    if attribute.within:
        return compile_within(attribute, attribute.within, spoken, lapses)
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
    return Compiled(name, {read: heard(attribute, spoken)}, {}, f"cast({runs} as {SQL_TYPE[attribute.kind]})")


def compile_since(attribute: Attribute, spoken: Spoken) -> Compiled:
    """Since the first of its events after the last that ends it; null while none stands."""
    begins = " or ".join(f"({matches(part, attribute, spoken)})" for part in attribute.inputs)
    read, mark = f"read_{attribute.name}", f"mark_{attribute.name}"
    ended = f"when type in ({listed(attribute.until)}) then false"
    reads = {read: f"case when lapse is null then (case when {begins} then true {ended} end) end"}
    marks = {
        mark: f'case when {read} and not coalesce(last_value({read} ignore nulls) over before, false) then "at"'
        f" when not {read} then {CLEARED} end"
    }
    return Compiled(attribute.name, reads, marks, f"nullif(last_value({mark} ignore nulls) {RUNNING}, {CLEARED})")


def compile_within(attribute: Attribute, within: Length, spoken: Spoken, lapses: Sequence[Lapse]) -> Compiled:
    """A reducer that forgets: what an event gave is taken back where it lapses; the latest stands until its own lapse."""
    number = next(lapse.number for lapse in lapses if lapse.length == within)
    name, read, taken = attribute.name, f"read_{attribute.name}", f"taken_{attribute.name}"
    reads = {read: heard(attribute, spoken)}
    if attribute.reducer == "latest":
        reads[taken] = f"case when {read} is not null then {later(AT, within)} end"
        lasting = f'last_value({taken} ignore nulls) {RUNNING} > "at"'
        return Compiled(name, reads, {}, f"case when {lasting} then last_value({read} ignore nulls) {RUNNING} end")
    reads[taken] = heard(attribute, spoken, lapse=f"lapse = {number}")
    standing = f"count({read}) {RUNNING} - count({taken}) {RUNNING}"
    if attribute.reducer == "sum":
        runs = f"case when {standing} > 0 then sum({read}) {RUNNING} - coalesce(sum({taken}) {RUNNING}, 0) end"
        return Compiled(name, reads, {}, f"cast({runs} as {SQL_TYPE[attribute.kind]})")
    return Compiled(name, reads, {}, standing if attribute.reducer == "count" else f"({standing}) > 0")
