"""Lineage, computed from the definitions alone: which event types, and so which sources, a measure depends on."""

from collections.abc import Iterable
from dataclasses import dataclass

from peeler.definitions.attributes import Attribute
from peeler.definitions.catalogue import Catalogue
from peeler.definitions.measures import Dimension, MeasureDefinition, columns_behind
from peeler.definitions.objects import BUILT_IN, ObjectDefinition
from peeler.definitions.sources import SourceFile
from peeler.terms.identifiers import EventType


@dataclass(frozen=True, slots=True)
class Traced:
    """One attribute: its kind, how it is made in the words of the object's file, and the event types that feed it."""

    name: str
    kind: str
    made: str
    events: tuple[EventType, ...]


def columns_of_measure(measure: MeasureDefinition, dimensions: Iterable[Dimension] = ()) -> list[str]:
    """The object's columns that a measure's own conditions, its time and these dimensions read, in order of name."""
    conditions = [measure.population, measure.numerator, *(part.when for part in measure.parts)]
    named = {name for condition in conditions if condition for name in condition.columns} - {"as_at"}
    named |= set(measure.waiting.columns) if measure.waiting else set()
    named |= {column for d in dimensions for column in (d.column, d.at) if column}
    read = columns_behind(measure.object, named) - {"as_at"}
    return sorted(read | ({measure.file.time} if measure.file.time else set()))


def traced(catalogue: Catalogue, definition: ObjectDefinition, columns: Iterable[str]) -> list[Traced]:
    """How each of these columns is made; the built-in ones, which every event makes, are left out."""
    return [trace(catalogue, definition, name) for name in columns if name not in BUILT_IN]


def trace(catalogue: Catalogue, definition: ObjectDefinition, name: str) -> Traced:
    """How one column is made: its own events, those of the attributes it is computed from, or those of its owner's."""
    attribute = next((a for a in definition.attributes if a.name == name), None)
    made = definition.file.attributes.get(name, definition.file.copies.get(name, ""))
    text = made if isinstance(made, str) else ", ".join(f"{key} {value}" for key, value in made.items())
    if attribute is not None:
        text = text or (attribute.expression.text if attribute.expression else "")
        return Traced(name, attribute.kind, text, tuple(sorted(events_of(definition, attribute))))
    copied = next(copy for copy in definition.copies if copy.name == name)
    above = trace(catalogue, catalogue.objects[definition.owners[copied.role]], copied.attribute)
    return Traced(name, copied.kind, f"copied from {text}", above.events)


def events_of(definition: ObjectDefinition, attribute: Attribute) -> set[EventType]:
    """The event types an attribute is folded or computed from."""
    own = {part.event for part in attribute.inputs} | set(attribute.until)
    if attribute.expression is None:
        return own
    named = attribute.expression.columns
    return own.union(*(events_of(definition, other) for other in definition.attributes if other.name in named))


def events_of_measure(
    catalogue: Catalogue, measure: MeasureDefinition, columns: Iterable[str]
) -> tuple[EventType, ...]:
    """The event types whose silence would alter the measure: births, what it counts, and its columns' own."""
    events = {*measure.object.births, *([measure.event] if measure.event else [])}
    return tuple(sorted(events.union(*(t.events for t in traced(catalogue, measure.object, columns)))))


def sources_of_events(catalogue: Catalogue, events: Iterable[EventType]) -> tuple[str, ...]:
    """The sources whose rows become any of these events."""
    wanted = set(events)
    return tuple(name for name, source in sorted(catalogue.sources.items()) if brings(source.file, wanted))


def brings(source: SourceFile, wanted: set[EventType]) -> bool:
    """Whether a source brings any of these events; one of envelopes may bring any, unless its file says which."""
    if source.reader == "event_lines":
        return not source.events or not wanted.isdisjoint(source.events)
    return any(rule.event in wanted for table in source.tables.values() for rule in (*table.file, *table.rows))
