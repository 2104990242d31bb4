"""What is believed at a moment, and the journal as the differences from each moment of belief to the next."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from peeler.definitions.catalogue import Catalogue
from peeler.definitions.journal import state_columns
from peeler.definitions.objects import ObjectDefinition
from peeler.terms.clocks import Instant
from tests.oracle.copying import owners_rows, with_copies
from tests.oracle.reducers import moment
from tests.oracle.standing import Told, standing
from tests.oracle.states import State, states
from tests.oracle.stories import Named, everyone, owners, story

Row = tuple[Any, ...]
Believed = dict[Named, list[Row]]


def believed(told: Sequence[Told], catalogue: Catalogue, k: Instant) -> Believed:
    """Every object's states as known at ``k``, the columns in the order of the journal."""
    objects, events = catalogue.objects, standing(told, k)
    names = everyone(events)
    belonging = {one: owners(objects, objects[one[0]], one[1], events) for one in names}
    found: dict[Named, list[State]] = {}
    for definition in objects.values():
        for one in sorted(name for name in names if name[0] == definition.name):
            heard = story(objects, one, belonging, events)
            own = states(definition, one[1], heard, catalogue.events) if heard else []
            found[one] = with_copies(definition, own, owners_rows(belonging[one], found))
    return {one: [as_row(objects[one[0]], row) for row in rows] for one, rows in found.items() if rows}


def as_row(definition: ObjectDefinition, state: State) -> Row:
    """A state as a tuple of the journal's columns."""
    return tuple(state[column] for column in state_columns(definition))


def moments(told: Sequence[Told]) -> list[Instant]:
    """The moments at which belief may have changed: when anything became known."""
    return sorted({one.known_at for one in told})


def journal(told: Sequence[Told], catalogue: Catalogue) -> Counter[tuple[str, Row]]:
    """(object type, state's columns and known_at) -> sign: what each moment of belief added to the one before and took from it."""
    signed: Counter[tuple[str, Row]] = Counter()
    before: Counter[tuple[str, Row]] = Counter()
    for k in moments(told):
        now: Counter[tuple[str, Row]] = Counter(
            (str(one[0]), row) for one, rows in believed(told, catalogue, k).items() for row in rows
        )
        for one in now.keys() | before.keys():
            if now[one] != before[one]:
                signed[one[0], (*one[1], moment(k))] = now[one] - before[one]
        before = now
    return signed
