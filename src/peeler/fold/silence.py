"""An object as the events at hand can tell it: an attribute nobody speaks of is a constant, and costs the fold nothing."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace

from sqlglot import exp

from peeler.definitions.attributes import Attribute, Input
from peeler.definitions.conditions import Condition
from peeler.definitions.objects import ObjectDefinition
from peeler.terms.identifiers import EventType

UNKNOWN = Condition("null", exp.null(), frozenset(), "null")
NONE_SO_FAR = {
    "count": Condition("0", exp.Literal.number(0), frozenset(), "number"),
    "any": Condition("false", exp.false(), frozenset(), "boolean"),
}


def without_silence(
    definition: ObjectDefinition,
    present: frozenset[EventType],
    copied: Iterable[str],
    unfilled: AbstractSet[Input] = frozenset(),
) -> ObjectDefinition:
    """The same object where only events of these types ever happened, and none fills these fields: it folds to the same states.

    What its members copy from it stays as it is, with all that makes it.
    """
    kept = makers(definition, set(copied))
    attributes = (a if a.name in kept else heard_of(a, present, unfilled) for a in definition.attributes)
    return replace(definition, attributes=tuple(attributes))


def makers(definition: ObjectDefinition, names: set[str]) -> set[str]:
    """These attributes and all those that their expressions name."""
    found = set(names)
    for attribute in reversed(definition.attributes):
        if attribute.name in found and attribute.expression is not None:
            found |= attribute.expression.columns
    return found


def heard_of(attribute: Attribute, present: frozenset[EventType], unfilled: AbstractSet[Input]) -> Attribute:
    """The attribute reading only events of these types; where none says anything to it, what it is before the first.

    With a ``within``, an event begins a state where it lapses, whether or not it fills the field.
    """
    inputs = tuple(part for part in attribute.inputs if part.event in present)
    if attribute.within is None and all(part in unfilled for part in inputs):
        inputs = ()
    if attribute.expression is not None or len(inputs) == len(attribute.inputs):
        return attribute
    if inputs:
        return replace(attribute, inputs=inputs)
    constant = NONE_SO_FAR.get(str(attribute.reducer), UNKNOWN)
    return Attribute(attribute.name, attribute.kind, expression=constant, meaning=attribute.meaning)


def silent(definition: ObjectDefinition) -> list[Attribute]:
    """The attributes that are the same in every state, in the order written: they are laid on last, and carried nowhere."""
    found: dict[str, Attribute] = {}
    for attribute in definition.attributes:
        if attribute.expression is not None and attribute.expression.columns <= found.keys():
            found[attribute.name] = attribute
    return list(found.values())


def telling(definition: ObjectDefinition) -> list[Attribute]:
    """The other attributes, and what their expressions name of the silent ones, in the order written."""
    needed = makers(
        definition, {attribute.name for attribute in definition.attributes} - {a.name for a in silent(definition)}
    )
    return [attribute for attribute in definition.attributes if attribute.name in needed]


def heard(definition: ObjectDefinition) -> frozenset[EventType]:
    """The event types that any attribute of an object reads."""
    return frozenset(part.event for attribute in definition.attributes for part in attribute.inputs)
