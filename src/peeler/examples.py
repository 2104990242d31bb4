"""Runs the worked examples of the catalogue: what each definition says of itself must come true."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from peeler.definitions.catalogue import Catalogue
from peeler.definitions.measures import MeasureDefinition
from peeler.definitions.objects import EventDefinition
from peeler.terms.errors import RequestError, unknown
from peeler.terms.identifiers import EventType

Envelope = dict[str, Any]
TOLERANCE = 1e-9
OF_STATES = ("objects", "progress")  # kinds whose examples say what is believed of objects
BESIDE = (*OF_STATES, "duties")  # kinds whose examples are of records of their own
NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")
ENVELOPE_KEYS = ("id", "force", "at", "precision", "recorded_at", "replaces", "retracts")
RESERVED = ("event", *ENVELOPE_KEYS)


class Tried(Protocol):
    """A small world in which an example's events have happened."""

    def state(self, name: str) -> Mapping[str, Any] | None:
        """What is believed of an object now, by attribute; None where nothing is."""

    def rows(self, measure: str, asks: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        """A measure's answer, as the rows of its JSON."""

    def owed(self, duty: str, asks: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        """What was owed under a duty, as the rows of a worked example."""


class Try(Protocol):
    """Makes worlds in which examples' events have happened."""

    def __call__(self, events: Sequence[Envelope], references: Sequence[Mapping[str, str]], /) -> Tried:
        """A world with nothing else in it; RequestError for an event that is not understood."""

    def together(self, stories: Sequence[Sequence[Envelope]], /) -> Sequence[Tried | RequestError]:
        """For each story a world, or why it is not understood: all in one ledger, and each about objects of its own."""


@dataclass(frozen=True)
class ExampleOutcome:
    """One example: of which definition, what it says, and what went wrong (None: it holds)."""

    kind: str
    name: str
    example: str
    problem: str | None


def run_examples(catalogue: Catalogue, trying: Try) -> Iterator[ExampleOutcome]:
    """Runs every worked example: side by side in one world wherever the others of that world cannot change what it says."""
    examples = [
        (kind, name, example)
        for kind, definitions in (
            ("objects", catalogue.objects),
            ("progress", catalogue.progress),
            ("measures", catalogue.measures),
            ("duties", catalogue.duties),
        )
        for name, definition in definitions.items()
        for example in definition.file.examples
    ]
    beside: list[tuple[str, str, dict[str, Any]]] = []
    alone: list[tuple[str, str, dict[str, Any]]] = []
    for kind, name, example in examples:
        shares = kind in BESIDE or stands_beside(catalogue.measures[name], example)
        (beside if shares else alone).append((kind, name, example))
    yield from run_together(beside, catalogue, trying)
    for kind, name, example in alone:
        yield ExampleOutcome(kind, name, title_of(example), measure_outcome(name, example, catalogue, trying))


def stands_beside(measure: MeasureDefinition, example: Mapping[str, Any]) -> bool:
    """Whether a measure's example may share a world: not where it speaks of forces or of published figures, by which
    worlds are told apart, nor where it waits, since waits go on until the last word there is in all of the world.
    """
    return (
        not any(part.waiting for part in measure.made_of) and "reference" not in example and "force" not in str(example)
    )


def run_together(
    examples: Sequence[tuple[str, str, Mapping[str, Any]]], catalogue: Catalogue, trying: Try
) -> Iterator[ExampleOutcome]:
    """Runs examples, all folded at once."""
    told = [(kind, name, example, story(example, catalogue)) for kind, name, example in examples]
    worlds = iter(trying.together([one for *_, one in told if not isinstance(one, RequestError)]))
    for kind, name, example, one in told:
        tried = one if isinstance(one, RequestError) else next(worlds)
        yield ExampleOutcome(kind, name, title_of(example), outcome_of(kind, name, example, tried))


def outcome_of(kind: str, name: str, example: Mapping[str, Any], tried: Tried | RequestError) -> str | None:
    """What is wrong with an example that was tried; None where it holds."""
    try:
        if isinstance(tried, RequestError):
            return str(tried)
        if kind in OF_STATES:
            return object_problem(example, tried)
        return rows_problem(example, (tried.owed if kind == "duties" else tried.rows)(name, example.get("asks", {})))
    except RequestError as refusal:
        return str(refusal)


def title_of(example: Mapping[str, Any]) -> str:
    """What an example says, in words."""
    return str(example.get("name", "an example without a name"))


def story(example: Mapping[str, Any], catalogue: Catalogue) -> list[Envelope] | RequestError:
    """An example's events, or why it is not understood."""
    try:
        check_keys(example)
        return [envelope(event, number, catalogue.events) for number, event in enumerate(example["events"])]
    except RequestError as refusal:
        return refusal


def measure_outcome(name: str, example: Mapping[str, Any], catalogue: Catalogue, trying: Try) -> str | None:
    """What is wrong with a measure's example, tried alone; None where it holds."""
    told = story(example, catalogue)
    try:
        tried = told if isinstance(told, RequestError) else trying(told, example.get("reference", ()))
    except RequestError as refusal:
        return str(refusal)
    return outcome_of("measures", name, example, tried)


def check_keys(example: Mapping[str, Any]) -> None:
    """Refuses an example with a key that is not one, or without what it needs."""
    known = ("name", "events", "asks", "gives", "reference")
    for key in example:
        if key not in known:
            raise unknown("key", key, known)
    for key in ("name", "events", "gives"):
        if key not in example:
            raise RequestError(f"an example needs '{key}:'")


def envelope(event: Mapping[str, Any], number: int, events: Mapping[EventType, EventDefinition]) -> Envelope:
    """An example's event, which names roles and fields side by side, as the envelope of VOCABULARY section 1."""
    definition = events.get(EventType(event.get("event", "")))
    if definition is None:
        raise unknown("event", str(event.get("event", "")), events)
    said = {key: value for key, value in event.items() if key not in RESERVED}
    for key in said:
        if key not in {*definition.roles, *definition.either, *definition.fields}:
            words = [*definition.roles, *definition.either, *definition.fields]
            raise unknown(f"role or field of {event['event']}", key, words)
    at = event.get("at")
    return {
        "id": f"example:{number}", "force": "example", "precision": precision_of(at), "source": "example",
        **{key: event[key] for key in ENVELOPE_KEYS if key in event},
        "type": event["event"],
        "objects": {role: said[role] for role in (*definition.roles, *definition.either) if role in said},
        "data": {name: typed(said[name], field.kind) for name, field in definition.fields.items() if name in said},
    }  # fmt: skip


def precision_of(at: str | None) -> str:
    """How precise a time is, by how it is written: a month, a day, or an instant."""
    return "unknown" if at is None else {7: "month", 10: "day"}.get(len(at), "instant")


def typed(value: Any, kind: str) -> Any:
    """A value written in YAML, where all is text, as the field's kind of JSON."""
    if kind in ("yes_no", "judgement"):
        truth = value == "true"
        return truth if kind == "yes_no" else {"value": truth, "judged_by": "source"}
    if kind == "integer":
        return int(value)
    return [value] if kind == "set" and isinstance(value, str) else value


def object_problem(example: Mapping[str, Any], tried: Tried) -> str | None:
    """What an object's example says of states that is not so."""
    for name, expected in example["gives"].items():
        state = tried.state(name)
        if state is None:
            return f"{name}: nothing is believed of it"
        for attribute, value in expected.items():
            if attribute not in state:
                raise unknown("attribute", attribute, state)
            if not same(value, state[attribute]):
                return f"{name}: {attribute} is {written(state[attribute])}, not {value}"
    return None


def rows_problem(example: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> str | None:
    """What an example of a measure or of a duty says of rows that is not so."""
    if len(rows) != len(example["gives"]):
        return f"gives {len(rows)} rows, not {len(example['gives'])}"
    for number, (expected, row) in enumerate(zip(example["gives"], rows, strict=True), start=1):
        for key, value in expected.items():
            if key not in row:
                raise unknown("key", key, row)
            if not same(value, row[key]):
                return f"row {number}: {key} is {written(row[key])}, not {value}"
    return None


def same(expected: Any, found: Any) -> bool:
    """Whether a value is what was written; numbers to nine places, lists in any order."""
    if isinstance(expected, list):
        return sorted(expected) == sorted(written(one) for one in found or ())
    if isinstance(found, (int, float)) and not isinstance(found, bool):
        return NUMBER.fullmatch(str(expected)) is not None and abs(float(expected) - found) < TOLERANCE
    return bool(expected == written(found))


def written(value: Any) -> str:
    """A value as it would be written in a definition."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)
