"""Attributes: one line of the object's file, read into the reducer that the fold compiles."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from peeler.definitions.conditions import LONGEST, Condition, as_truth, is_since, parse_condition, parse_expression
from peeler.definitions.kinds import FAMILY, Kind
from peeler.terms.clocks import Length, parse_length
from peeler.terms.errors import RequestError, unknown
from peeler.terms.identifiers import EventType

Reducer = Literal["latest", "first", "count", "sum", "min", "max", "any", "set", "since"]
REDUCERS: tuple[Reducer, ...] = get_args(Reducer)
NEEDS_FIELD = {"latest", "first", "sum", "min", "max", "set"}
MAY_BE_WITHIN = {"count", "any", "sum", "latest"}
LINE = re.compile(
    r"(?P<reducer>[a-z]+) (?P<inputs>[a-z0-9_., ]+?)(?: until (?P<until>[a-z0-9_., ]+?))?"
    r"(?: where (?P<where>.+?))?(?: within (?P<within>\d+ [a-z]+))?"
)
Fields = Mapping[EventType, Mapping[str, Kind]]


@dataclass(frozen=True)
class Input:
    """What a reducer reads: an event type, and one of its fields (``at`` is when it happened; None for the event itself)."""

    event: EventType
    field: str | None


@dataclass(frozen=True)
class Attribute:
    """One attribute of an object: a reducer over events, an expression over other attributes, or a look-up of one."""

    name: str
    kind: Kind
    reducer: Reducer | None = None
    inputs: tuple[Input, ...] = ()
    until: tuple[EventType, ...] = ()
    where: Condition | None = None
    within: Length | None = None
    expression: Condition | None = None
    meaning: str = ""


def parse_reducer(name: str, line: str, object_type: str, fields: Fields, *, where: str) -> Attribute:
    """Reads ``latest outcome_assigned.outcome``; events of another object are named in full. RequestError with the nearest word."""
    found = LINE.fullmatch(line.strip())
    if not found or found["reducer"] not in REDUCERS:
        raise unknown("reducer", line.split(" ", maxsplit=1)[0], REDUCERS, where=where)
    reducer: Reducer = found["reducer"]
    inputs = tuple(parse_input(part, object_type, fields, where=where) for part in found["inputs"].split(","))
    until = tuple(
        parse_input(part, object_type, fields, where=where).event for part in (found["until"] or "").split(",") if part
    )
    check_shape(reducer, inputs, until, found["within"], where)
    condition = parse_condition(found["where"], shared_fields(inputs, fields), where=where) if found["where"] else None
    within = length_of(found["within"], where) if found["within"] else None
    return Attribute(name, kind_of(reducer, inputs, fields, where), reducer, inputs, until, condition, within)


def parse_input(text: str, object_type: str, fields: Fields, *, where: str) -> Input:
    """Reads ``event``, ``event.field``, ``object.event`` or ``object.event.field``."""
    parts = text.strip().split(".")
    own = EventType(f"{object_type}.{parts[0]}")
    event, rest = (own, parts[1:]) if own in fields else (EventType(".".join(parts[:2])), parts[2:])
    if event not in fields:
        own_verbs = [known.split(".")[1] for known in fields if known.startswith(f"{object_type}.")]
        raise unknown("event", text.strip(), [*own_verbs, *fields] if "." in text else own_verbs, where=where)
    if len(rest) > 1 or (rest and rest[0] not in {"at", *fields[event]}):
        raise unknown(f"field of {event}", ".".join(rest), ["at", *fields[event]], where=where)
    return Input(event, rest[0] if rest else None)


def length_of(text: str, where: str) -> Length:
    """The length of a ``within``."""
    try:
        return parse_length(text)
    except RequestError as refusal:
        raise RequestError(f"{where}: {refusal}") from None


def check_shape(
    reducer: Reducer, inputs: tuple[Input, ...], until: tuple[EventType, ...], within: str | None, where: str
) -> None:
    """Refuses a reducer written with parts it does not have, or without parts it needs."""
    if len({part.event for part in inputs}) < len(inputs):
        raise RequestError(f"{where}: an attribute reads one field of an event; give the other an attribute of its own")
    if reducer in NEEDS_FIELD and any(part.field is None for part in inputs):
        raise RequestError(
            f"{where}: '{reducer}' needs a field, for example {reducer} {inputs[0].event.split('.')[1]}.at"
        )
    if reducer not in NEEDS_FIELD and any(part.field for part in inputs):
        raise RequestError(f"{where}: '{reducer}' takes events, not their fields")
    if (reducer == "since") != bool(until):
        raise RequestError(f"{where}: 'until' goes with 'since', and 'since' needs it")
    if within and reducer not in MAY_BE_WITHIN:
        raise RequestError(f"{where}: 'within' goes with {', '.join(sorted(MAY_BE_WITHIN))}")


def shared_fields(inputs: tuple[Input, ...], fields: Fields) -> dict[str, Kind]:
    """The fields that all of a reducer's events have, which is what its ``where`` may name."""
    first, *others = [dict(fields[part.event]) for part in inputs]
    return {name: kind for name, kind in first.items() if all(other.get(name) == kind for other in others)}


def kind_of(reducer: Reducer, inputs: tuple[Input, ...], fields: Fields, where: str) -> Kind:
    """The kind of value a reducer gives."""
    if reducer in ("count", "any", "since"):
        return {"count": "integer", "any": "yes_no", "since": "since"}[reducer]  # type: ignore[return-value]
    kinds = {"instant" if part.field == "at" else fields[part.event][str(part.field)] for part in inputs}
    if reducer == "set":
        if not kinds <= {"set", "word"}:
            raise RequestError(f"{where}: 'set' gathers words and sets")
        return "set"
    if len(kinds) > 1:
        raise RequestError(f"{where}: the fields differ in kind: {', '.join(sorted(kinds))}")
    kind = kinds.pop()
    if reducer == "sum" and kind not in ("integer", "decimal"):
        raise RequestError(f"{where}: 'sum' adds numbers, not {kind}")
    return kind


def parse_look_up(name: str, text: str, kind: Kind, known: Mapping[str, Kind], *, where: str) -> Attribute:
    """An attribute that is a look-up written out as a case expression, as long as its table is."""
    return Attribute(name, kind, expression=parse_expression(text, known, where=where, longest=max(LONGEST, len(text))))


def parse_derived(name: str, text: str, kind: Kind, known: Mapping[str, Kind], *, where: str) -> Attribute:
    """An attribute that is an expression over the attributes before it; RequestError where it is not of the kind said."""
    if kind == "yes_no":
        return Attribute(name, kind, expression=parse_condition(text, known, where=where))
    found = parse_expression(text, known, where=where)
    if found.family not in (FAMILY[kind], "null"):
        raise RequestError(f"{where}: '{text[:80]}' gives {found.family}, which is no {kind}")
    tree = found.tree if is_since(found.tree, known) else as_truth(found.tree.copy(), known)
    return Attribute(name, kind, expression=replace(found, tree=tree))
