"""Each reducer as a plain loop over what an object has heard so far."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from peeler.definitions.attributes import Attribute
from peeler.definitions.kinds import Kind
from peeler.definitions.objects import EventDefinition
from peeler.terms.clocks import LONDON, Instant, Length, add_months, from_datetime, london, to_datetime
from peeler.terms.events import Event
from peeler.terms.identifiers import EventType
from tests.oracle.conditions import evaluate

Events = Mapping[EventType, EventDefinition]
HOUR = 3_600_000_000


def moment(at: Instant) -> datetime:
    """An instant as the journal shows it: a naive UTC datetime."""
    return to_datetime(at).replace(tzinfo=None)


def later(at: Instant, length: Length) -> Instant:
    """``at`` some calendar length later: hours as they pass; days and more by the London calendar, clamped to a month's end.

    A clock time that comes twice that day, or never, is read as the later of the two instants it may be.
    """
    if length.unit == "hour":
        return Instant(at + length.count * HOUR)
    civil = london(at).replace(tzinfo=None)
    if length.unit in ("day", "week"):
        wanted = civil + timedelta(days=length.count * (7 if length.unit == "week" else 1))
    else:
        day = add_months(civil.date(), length.count * (12 if length.unit == "year" else 1))
        wanted = datetime.combine(day, civil.time())
    return max(from_datetime(wanted.replace(tzinfo=LONDON, fold=fold)) for fold in (0, 1))


def field_value(event: Event, field: str, kind: Kind) -> Any:
    """One field of an event as a value of its kind; None where the event says nothing of it."""
    said = json.loads(event.data).get(field)
    if said is None:
        return None
    if kind == "judgement":
        return said["value"]
    if kind == "decimal":
        return Decimal(said)
    if kind == "day":
        return date.fromisoformat(said)
    return datetime.fromisoformat(said) if kind == "instant" else said


def fields(event: Event, events: Events) -> dict[str, Any]:
    """All fields of an event that are not personal, whether those that are were filled, and who is in each role."""
    declared, said = events[event.type], json.loads(event.data)
    filled = {f"{name}_filled": name in said for name, field in declared.fields.items() if field.personal}
    plain = {
        name: field_value(event, name, field.kind)  # type: ignore[arg-type]
        for name, field in declared.fields.items()
        if not field.personal
    }
    return {**plain, **filled, **{role: in_role(event, role) for role in declared.roles}}


def in_role(event: Event, role: str) -> str | None:
    """The object in a role, of several the first by id."""
    return min((naming.object for naming in event.objects if naming.role == role), default=None)


def hears(attribute: Attribute, event: Event, events: Events) -> bool:
    """Whether the event is of a type the attribute reads and its ``where`` is true (not false, not unknown)."""
    if event.type not in {part.event for part in attribute.inputs}:
        return False
    return attribute.where is None or evaluate(attribute.where.tree, fields(event, events)) is True


def given(attribute: Attribute, event: Event, events: Events) -> Any:
    """What the event gives the attribute: a field, when it happened, or True for itself."""
    part = next(part for part in attribute.inputs if part.event == event.type)
    if part.field is None:
        return True
    return moment(Instant(event.at or 0)) if part.field == "at" else fields(event, events)[part.field]


def reduce(attribute: Attribute, story: Sequence[Event], events: Events, at: Instant) -> Any:
    """The attribute's value at ``at`` after the events of the story so far, given in order."""
    if attribute.reducer == "since":
        return since(attribute, story, events)
    heard = [(event, given(attribute, event, events)) for event in story if hears(attribute, event, events)]
    told = [(event, value) for event, value in heard if value is not None]
    if attribute.within is not None:
        length = attribute.within
        told = told[-1:] if attribute.reducer == "latest" else told
        told = [(event, value) for event, value in told if at < later(Instant(event.at or 0), length)]
    return over(str(attribute.reducer), [value for _, value in told])


def over(reducer: str, values: list[Any]) -> Any:
    """A reducer over the values it was given, in order; None where it was given none (count and any aside)."""
    if reducer == "count":
        return len(values)
    if reducer == "any":
        return bool(values)
    if not values:
        return None
    if reducer == "set":
        return tuple(sorted({word for value in values for word in ([value] if isinstance(value, str) else value)}))
    reduce: dict[str, Callable[[Any], Any]] = {
        "latest": lambda v: v[-1],
        "first": lambda v: v[0],
        "sum": sum,
        "min": min,
        "max": max,
    }
    return reduce[reducer](values)


def since(attribute: Attribute, story: Sequence[Event], events: Events) -> datetime | None:
    """When the first of its events came after the last that ended it."""
    began = None
    for event in story:
        if hears(attribute, event, events):
            began = began or moment(Instant(event.at or 0))
        elif event.type in attribute.until:
            began = None
    return began
