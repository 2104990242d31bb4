"""Pass 1: an object's story becomes its states, each reckoned afresh from the beginning."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from peeler.definitions.objects import ObjectDefinition
from peeler.terms.clocks import FOREVER, Instant
from peeler.terms.events import Event
from peeler.terms.identifiers import ObjectId
from tests.oracle.conditions import evaluate
from tests.oracle.reducers import Events, later, moment, reduce
from tests.oracle.stories import is_birth

State = dict[str, Any]
END = moment(FOREVER)


def boundaries(definition: ObjectDefinition, story: Sequence[Event]) -> set[Instant]:
    """Where something stops counting: a ``within`` period after each event of a type it reads."""
    return {
        later(Instant(event.at or 0), attribute.within)
        for attribute in definition.attributes
        for event in story
        if attribute.within is not None and event.type in {part.event for part in attribute.inputs}
    }


def states(definition: ObjectDefinition, name: ObjectId, story: Sequence[Event], events: Events) -> list[State]:
    """A state for every event, and one at every boundary where no event is; each ends where the next begins."""
    begun = [(Instant(event.at or 0), story[: place + 1], event) for place, event in enumerate(story)]
    taken = {at for at, _, _ in begun}
    lapsing = [
        (at, [event for event in story if (event.at or 0) < at], None) for at in boundaries(definition, story) - taken
    ]
    rows = [
        state(definition, name, list(so_far), events, at, event)
        for at, so_far, event in sorted([*begun, *lapsing], key=lambda entry: entry[0])
    ]
    return ended(rows)


def ended(rows: list[State]) -> list[State]:
    """States in order, each ending where the next begins, the last never."""
    following: list[datetime] = [row["valid_from"] for row in rows[1:]]
    for row, end in zip(rows, [*following, END], strict=False):
        row["valid_to"] = end
    return rows


def state(
    definition: ObjectDefinition, name: ObjectId, so_far: list[Event], events: Events, at: Instant, event: Event | None
) -> State:
    """One state: what every object has, then its attributes, then those derived from them."""
    births = [one for one in so_far if is_birth(definition, name, one)]
    first = births[0] if births else so_far[0]
    restricting = [
        one.type for one in so_far if one.type.startswith(f"{definition.name}.") and "restricted" in one.type
    ]
    row: State = {
        "object": name,
        "force": first.force,
        "source": first.source,
        "born": bool(births),
        "began_with": event.type if event else None,
        "event": event.id if event else None,
        "valid_from": moment(at),
        "precision": births[0].precision if births else None,
        "restricted": bool(restricting) and restricting[-1] == f"{definition.name}.restricted",
    }
    for attribute in definition.attributes:
        if attribute.expression is None:
            row[attribute.name] = reduce(attribute, so_far, events, at)
        else:
            row[attribute.name] = evaluate(attribute.expression.tree, row)
    return row
