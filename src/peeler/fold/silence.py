"""An object as the events at hand can tell it: an attribute nobody speaks of is a constant, and costs the fold nothing."""

from dataclasses import replace

from sqlglot import exp

from peeler.definitions.attributes import Attribute
from peeler.definitions.conditions import Condition
from peeler.definitions.objects import ObjectDefinition
from peeler.terms.identifiers import EventType

UNKNOWN = Condition("null", exp.null(), frozenset(), "null")
NONE_SO_FAR = {
    "count": Condition("0", exp.Literal.number(0), frozenset(), "number"),
    "any": Condition("false", exp.false(), frozenset(), "boolean"),
}


def without_silence(definition: ObjectDefinition, present: frozenset[EventType]) -> ObjectDefinition:
    """The same object where only events of these types ever happened: it folds to the same states."""
    return replace(definition, attributes=tuple(heard_of(attribute, present) for attribute in definition.attributes))


def heard_of(attribute: Attribute, present: frozenset[EventType]) -> Attribute:
    """The attribute reading only events of these types; where there are none, what it is before the first."""
    inputs = tuple(part for part in attribute.inputs if part.event in present)
    if attribute.expression is not None or len(inputs) == len(attribute.inputs):
        return attribute
    if inputs:
        return replace(attribute, inputs=inputs)
    constant = NONE_SO_FAR.get(str(attribute.reducer), UNKNOWN)
    return Attribute(attribute.name, attribute.kind, expression=constant, meaning=attribute.meaning)


def heard(definition: ObjectDefinition) -> frozenset[EventType]:
    """The event types that any attribute of an object reads."""
    return frozenset(part.event for attribute in definition.attributes for part in attribute.inputs)
