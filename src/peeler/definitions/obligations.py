"""The obligations of a duty as an object like any other: its subject's columns, and what is owed, by when and how it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from peeler.definitions.attributes import Attribute, Input
from peeler.definitions.duties import DutyDefinition
from peeler.definitions.kinds import Kind
from peeler.definitions.objects import ObjectDefinition
from peeler.terms.identifiers import EventType

OWED: dict[str, tuple[Kind, str]] = {
    "duty_of": ("word", "the record for which it is owed"),
    "duty_number": ("integer", "which time it is, of a duty that repeats"),
    "duty_armed_at": ("instant", "when it began to be owed"),
    "duty_opens_at": ("instant", "from when on it can be met"),
    "duty_due_at": ("instant", "by when it is owed"),
    "duty_met_at": ("instant", "when it was met"),
    "duty_entered_at": ("instant", "when what met it was known here"),
    "duty_ended_at": ("instant", "when it ceased to be owed"),
    "duty_status": ("word", "to_come, open, due_soon, overdue, met, met_late, met_entered_late, missed or void"),
}
STATUSES = ("overdue", "due_soon", "open", "to_come", "met", "met_late", "met_entered_late", "missed", "void")


@dataclass(frozen=True, kw_only=True)
class ObligationDefinition(ObjectDefinition):
    """The obligations of a duty, under the name of the object they are owed for: policies, versions and lineage are its own."""

    subject: ObjectDefinition
    duty: DutyDefinition


def obligations_of(duty: DutyDefinition, objects: Mapping[str, ObjectDefinition]) -> ObligationDefinition:
    """The obligations of a duty; each of their columns depends on all events that the duty depends on."""
    subject, inputs = duty.object, tuple(Input(event, "at") for event in events_behind(duty, objects))
    owed = tuple(Attribute(name, kind, inputs=inputs, meaning=meaning) for name, (kind, meaning) in OWED.items())
    words = {name: meaning for name, (_, meaning) in OWED.items()}
    file = subject.file.model_copy(
        update={"title": duty.file.title, "attributes": {**subject.file.attributes, **words}}
    )
    same = {one.name: getattr(subject, one.name) for one in fields(subject)}
    own = {"file": file, "hash": duty.hash, "attributes": (*subject.attributes, *owed)}
    return ObligationDefinition(**{**same, **own}, subject=subject, duty=duty)


def events_behind(duty: DutyDefinition, objects: Mapping[str, ObjectDefinition]) -> list[EventType]:
    """The event types that a duty depends on: what arms and meets it, and what its conditions and limits are folded from."""
    moments = (*duty.arm, *duty.require)
    named = {name for condition in duty.conditions for name in condition.columns}
    named |= {limit.attribute for limit in duty.limits if limit.attribute}
    named |= {moment.attribute for moment in moments if moment.attribute}
    events = {moment.event for moment in moments if moment.event}
    return sorted(events.union(told_by(duty.object, named, objects)))


def told_by(
    definition: ObjectDefinition, names: Iterable[str], objects: Mapping[str, ObjectDefinition]
) -> set[EventType]:
    """The event types that columns of an object are folded, computed or copied from."""
    found: set[EventType] = set()
    own = {attribute.name: attribute for attribute in definition.attributes}
    copies = {copy.name: copy for copy in definition.copies}
    for name in names:
        if name in own:
            attribute = own[name]
            found |= {part.event for part in attribute.inputs} | set(attribute.until)
            found |= told_by(definition, attribute.expression.columns if attribute.expression else (), objects)
        elif name in copies:
            copy = copies[name]
            found |= told_by(objects[definition.owners[copy.role]], [copy.attribute], objects)
    return found
