"""Command and control: a log to which every change is added as an entry, in the order in which it was typed."""

from typing import Final

import numpy as np
import pyarrow.compute as pc

from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, MINUTE, Ints, Mask, Texts, written
from peeler.simulate.force.extracts import (
    Log,
    System,
    Table,
    constant,
    numbered,
    reference,
    stacked,
    tells,
    where,
    yes_no,
)
from peeler.simulate.force.happenings import Happenings, Truth, Words
from peeler.simulate.force.lives.contacts import FROM_CRIME, NOTED
from peeler.simulate.force.places import beats, small_areas
from peeler.simulate.force.references import by_day, crime_references, incident_references
from peeler.simulate.force.systems.people import described, record_numbers, seen_first
from peeler.simulate.force.systems.pushed_entries import entry_envelope

_TYPED: Final[Spread] = ((0.0, 5), (0.8, 2 * MINUTE), (0.985, 20 * MINUTE), (1.0, 30 * HOUR))
_INCIDENT: Final = {
    "incident.opened": "OPEN", "incident.graded": "REGRADE", "incident.deployed": "DEPLOY",
    "incident.attended": "AT SCENE", "incident.flagged": "FLAG", "incident.closed": "CLOSE",
    "incident.crime_not_recorded": "NO CRIME",
}  # fmt: skip
_CONTACT: Final = {"contact.received": "CALL", "contact.thrive_assessed": "THRIVE", "contact.recorded_as": "RESULT"}
COLUMNS: Final = (
    "Entry", "Entered", "Happened", "Type", "Incident", "Contact", "Crime", "Caller", "Channel", "Emergency", "Team",
    "Beat", "LSOA", "Code", "Grade", "Flag", "Disposal", "Result", "Detail", "Vulnerable", "Threat", "Harm", "Risk",
    "Investigation", "Vulnerability", "Engagement", "Message", "Reason",
)  # fmt: skip
THRIVE: Final = COLUMNS[20:26]
_ASKED: Final = ("None known", "Not at present", "Discussed with caller", "See entry", "Considered and recorded")
_MESSAGES: Final = (
    "Please ask the officer to ring back", "Caller wishes to add to a statement", "Lost property handed in",
    "Wants advice about parking", "Asks when the officer is next on duty", "Thanks to the officers who came",
)  # fmt: skip
_MISSED: Final = (
    "Says that a bicycle was taken from the shed last night", "Neighbour pushed him - does not want a fuss",
    "Says that her former partner keeps ringing and will not stop", "Window broken - message for the beat team",
)  # fmt: skip


def contact_references(truth: Truth, contacts: Ints) -> Texts:
    """``C01-20190603-0042-1``: day and count, and whether it is the first call, a second one, a note or of a crime."""
    base, kind = truth.things["contact"].ints("base")[contacts], truth.things["contact"].ints("kind")[contacts]
    named = by_day(truth.world, base, f"C{truth.world.number:02}-%Y%m%d-")
    return pc.binary_join_element_wise(named, numbered("", kind), "-")


def _log(truth: Truth, as_at: int) -> Table:
    tables = [
        _incident(truth, truth.of(kind).until(as_at), word, place)
        for place, (kind, word) in enumerate(_INCIDENT.items())
    ]
    tables += [
        _contact(truth, truth.of(kind).until(as_at), word, place) for place, (kind, word) in enumerate(_CONTACT.items())
    ]
    whole = stacked(tables)
    return Table(
        {name: whole.columns[name] for name in COLUMNS}, whole.numbers, whole.written, whole.filed, whole.tells
    )


def _entries(truth: Truth, told: Happenings, word: str, numbers: Ints, named: Texts) -> Table:
    typed = told.at + truth.world.chance.spread("cc typed", numbers, _TYPED)
    columns = {
        "Entry": numbered("E", numbers),
        "Entered": written(typed),
        "Happened": written(told.at),
        "Type": constant(word, len(told)),
    }
    kind = told.kind.partition(".")[0]
    return Table(columns, numbers, typed, typed, (tells(told.kind, reference(kind, named), told.at),))


def _incident(truth: Truth, told: Happenings, word: str, place: int) -> Table:
    """One entry for each happening of a kind to incidents."""
    incident = truth.things["incident"]
    numbers = (incident.numbers[told.thing] * 16 + place) * 8 + told.turn
    named = incident_references(truth.world, incident.numbers[told.thing])
    table = _entries(truth, told, word, numbers, named).with_column("Incident", named)
    if "grade" in told.facts:
        table = table.with_column("Grade", told.words("grade").texts())
    if "disposal" in told.facts:
        table = table.with_column("Disposal", told.words("disposal").texts())
    if "reason" in told.facts:
        table = table.with_column("Reason", told.words("reason").texts())
    if word == "FLAG":
        table = table.with_column("Flag", constant("domestic_abuse", len(told)))
    if word == "OPEN":
        area = incident.ints("area")[told.thing]
        table = table.with_column("Code", incident.words("code").take(told.thing).texts())
        table = table.with_column("Beat", beats(truth.world.force, area))
        table = table.with_column("LSOA", small_areas(truth.world.force, area))
    return table


def _contact(truth: Truth, told: Happenings, word: str, place: int) -> Table:
    """One entry for each happening of a kind to contacts."""
    contact = truth.things["contact"]
    numbers = (contact.numbers[told.thing] * 4 + place) * 128 + 127
    named = contact_references(truth, told.thing)
    table = _entries(truth, told, word, numbers, named).with_column("Contact", named)
    if word == "CALL":
        return _with_call(truth, table, told.thing)
    if word == "THRIVE":
        return _with_assessment(truth, table, told)
    table = table.with_column("Result", told.words("as").texts())
    of, kind = contact.ints("of")[told.thing], contact.ints("kind")[told.thing]
    return _with_result(truth, table, of, kind)


def _with_call(truth: Truth, table: Table, contacts: Ints) -> Table:
    contact, chance = truth.things["contact"], truth.world.chance
    channel = contact.words("channel").take(contacts)
    noted = contact.ints("kind")[contacts] == NOTED
    message = chance.below("message", contact.numbers[contacts], len(_MESSAGES))
    missed = np.isin(contacts, next(p for p in truth.planted if p.name.startswith("record of contact")).things)
    says = where(missed, Words(_MISSED, message % len(_MISSED)).texts(), Words(_MESSAGES, message).texts())
    given = chance.happens("caller gives a name", contact.numbers[contacts], 0.85)
    columns = {
        "Caller": record_numbers(np.where(given, contact.ints("caller")[contacts], -1)),
        "Channel": channel.texts(),
        "Emergency": yes_no(channel.are("telephone_999")),
        "Team": contact.words("team").take(contacts).texts(),
        "Beat": beats(truth.world.force, contact.ints("area")[contacts]),
        "Message": where(noted, says),
    }
    for name, column in columns.items():
        table = table.with_column(name, column)
    return table


def _with_assessment(truth: Truth, table: Table, told: Happenings) -> Table:
    """The six parts: all of them where the assessment is full, two to four where it is brief, none where it is empty."""
    detail, parts = told.words("detail"), told.ints("parts")
    table = table.with_column("Detail", detail.texts()).with_column("Vulnerable", yes_no(told.ints("vulnerable") == 1))
    filled = np.where(detail.codes == 2, 6, np.where(detail.codes == 1, 2 + parts % 3, 0))
    numbers = truth.things["contact"].numbers[told.thing]
    for place, name in enumerate(THRIVE):
        word = Words(_ASKED, truth.world.chance.below(f"thrive {name}", numbers, len(_ASKED))).texts()
        table = table.with_column(name, where((place + parts) % 6 < filled, word))
    return table


def _with_result(truth: Truth, table: Table, of: Ints, kind: Ints) -> Table:
    incident, crime = truth.things["incident"].numbers, truth.things["crime"].numbers
    became: Mask = kind < NOTED
    table = table.with_column(
        "Incident", where(became, incident_references(truth.world, incident[np.where(became, of, 0)]))
    )
    made: Mask = kind == FROM_CRIME
    return table.with_column("Crime", where(made, crime_references(truth.world, crime[np.where(made, of, 0)])))


def _callers(truth: Truth, as_at: int) -> Table:
    contact = truth.things["contact"]
    given = truth.world.chance.happens("caller gives a name", contact.numbers, 0.85)
    met = seen_first(contact.ints("caller")[given], contact.ints("received")[given])
    return described(truth, "cc", met, as_at)


COMMAND_AND_CONTROL: Final = System(
    "command_and_control",
    (
        Log("cc-log", _log, fragile=("Happened",), latest=2 * DAY, envelope=entry_envelope),
        Log("cc-callers", _callers, fragile=("Born",)),
    ),
)
