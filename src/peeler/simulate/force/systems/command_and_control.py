"""Command and control: a log to which every change is added as an entry, in the order in which it was typed."""

from typing import Final

from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import HOUR, MINUTE, written
from peeler.simulate.force.extracts import Log, System, Table, constant, numbered, reference, stacked, tells
from peeler.simulate.force.happenings import Happenings, Truth
from peeler.simulate.force.references import incident_references, nth

_TYPED: Final[Spread] = ((0.0, 5), (0.8, 2 * MINUTE), (0.98, 20 * MINUTE), (1.0, 30 * HOUR))
_ENTRIES: Final = {"incident.opened": "OPEN", "incident.attended": "AT SCENE", "incident.closed": "CLOSE"}


def _log(truth: Truth, as_at: int) -> Table:
    kinds = enumerate(_ENTRIES.items())
    return stacked([_entries(truth, truth.of(kind).until(as_at), word, place) for place, (kind, word) in kinds])


def _entries(truth: Truth, told: Happenings, word: str, place: int) -> Table:
    """One row for each happening of a kind: what it is, of which incident, when, and when it was typed."""
    incident = truth.things["incident"].numbers[told.thing]
    numbers = (incident * 64 + place) * 16 + nth(told.thing)
    typed = told.at + truth.world.chance.spread("cc typed", numbers, _TYPED)
    named = incident_references(truth.world, incident)
    columns = {
        "Entry": numbered("E", numbers),
        "Entered": written(typed),
        "Happened": written(told.at),
        "Type": constant(word, len(told)),
        "Incident": named,
    }
    return Table(columns, numbers, typed, typed, (tells(told.kind, reference("incident", named), told.at),))


COMMAND_AND_CONTROL: Final = System(
    "command_and_control", (Log("cc-log", _log, fragile=("Happened",), key=("Entry",)),)
)
