"""Entries typed on crimes: supervision, evidence, contact with victims; some of them days after the fact."""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Chance, Spread
from peeler.simulate.force.civil import DAY, HOUR, MINUTE, Ints, Texts, written
from peeler.simulate.force.extracts import Log, Table, constant, numbered, reference, stacked, tells
from peeler.simulate.force.happenings import Happenings, Truth, Words
from peeler.simulate.force.references import crime_references
from peeler.simulate.force.systems.crime_parties import party_references
from peeler.simulate.force.systems.current import to_the_minute

_TYPED: Final[Spread] = ((0.0, 0), (0.8, 20 * MINUTE), (0.94, 9 * HOUR), (0.985, 3 * DAY), (1.0, 21 * DAY))
_JUDGED: Final = ("", "Y", "N")


def typed(chance: Chance, purpose: str, numbers: Ints, at: Ints) -> Ints:
    """When entries about what happened at these moments were typed: soon, or days later."""
    return at + chance.spread(f"{purpose} typed", numbers, _TYPED)


def judged(words: Words) -> Texts:
    """Yes, no or, mostly, nothing."""
    return Words(_JUDGED, words.codes).texts()


def entry_numbers(truth: Truth, told: Happenings, numbers: Ints, kind: int) -> Ints:
    """A lasting number for each entry: of its thing, its kind, and how many of the kind the thing had before."""
    del truth
    found: Ints = (numbers * 4 + kind) * 64 + told.turn
    return found


def _supervision(truth: Truth, as_at: int) -> Table:
    told = truth.of("investigation.supervised").until(as_at)
    crime = truth.things["crime"].numbers[told.thing]
    numbers = entry_numbers(truth, told, crime, 0)
    named, at = crime_references(truth.world, crime), to_the_minute(told.at)
    when = typed(truth.world.chance, "supervision", numbers, told.at)
    columns = {
        "Entry": numbered("S", numbers),
        "Typed": written(when),
        "Crime Ref": named,
        "When": written(at, "british"),
        "Kind": told.words("kind").texts(),
        "Rank": told.words("rank").texts(),
        "Direction": judged(told.words("direction")),
        "Text": told.words("text").texts(),
    }
    rows = Table(columns, numbers, when, when, (tells(told.kind, reference("crime", named), at),))
    return stacked([rows])


def _evidence(truth: Truth, as_at: int) -> Table:
    told = truth.of("investigation.evidence_gathered").until(as_at)
    crime = truth.things["crime"].numbers[told.thing]
    numbers = entry_numbers(truth, told, crime, 1)
    named, at = crime_references(truth.world, crime), to_the_minute(told.at)
    when = typed(truth.world.chance, "evidence", numbers, told.at)
    columns = {
        "Entry": numbered("X", numbers),
        "Typed": written(when),
        "Crime Ref": named,
        "When": written(at, "british"),
        "Kind": told.words("kind").texts(),
        "By": told.words("by").texts(),
    }
    return stacked([Table(columns, numbers, when, when, (tells(told.kind, reference("crime", named), at),))])


def _victim_contact(truth: Truth, as_at: int) -> Table:
    return stacked([_contact(truth, as_at, kind, place) for place, kind in enumerate(("contacted", "informed"))])


def _contact(truth: Truth, as_at: int, kind: str, place: int) -> Table:
    told, victim = truth.of(f"victim.{kind}").until(as_at), truth.things["victim"]
    numbers = entry_numbers(truth, told, victim.numbers[told.thing], 2 + place)
    named, at = party_references(truth, "victim", told.thing), to_the_minute(told.at)
    when = typed(truth.world.chance, "victim contact", numbers, told.at)
    columns = {
        "Entry": numbered("V", numbers),
        "Typed": written(when),
        "Victim Ref": named,
        "When": written(at, "british"),
        "Type": Words(("CONTACT", "INFORMED"), np.full(len(told), place, np.int64)).texts(),
        "About": told.words("about").texts() if len(told) else named,
        "Substance": constant("", len(told)),
    }
    if kind == "contacted" and len(told):
        columns["Substance"] = judged(told.words("substance"))
    return Table(columns, numbers, when, when, (tells(told.kind, reference("victim", named), at),))


SUPERVISION_LOG: Final = Log("rms-supervision", _supervision, fragile=("When", "Kind"))
EVIDENCE_LOG: Final = Log("rms-evidence", _evidence, fragile=("When", "Kind"))
VICTIM_CONTACT_LOG: Final = Log("rms-victim-contact", _victim_contact, fragile=("When",))
