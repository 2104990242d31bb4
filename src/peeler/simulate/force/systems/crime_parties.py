"""Suspects, victims and lines of enquiry of crimes as the crime records dump them: one row each, as they stand."""

from typing import Final

import numpy as np
import pyarrow.compute as pc

from peeler.simulate.force.civil import DAY, NEVER, Ints, Texts, written
from peeler.simulate.force.extracts import Dump, Table, numbered, reference, where, yes_no
from peeler.simulate.force.happenings import Truth, Words
from peeler.simulate.force.lives.outcomes import offence_codes
from peeler.simulate.force.references import crime_references
from peeler.simulate.force.systems.current import Current, first_of, last_of, to_the_minute
from peeler.simulate.force.systems.people import record_numbers


def party_references(truth: Truth, kind: str, places: Ints) -> Texts:
    """``01/19154/0042/S1``: suspects or victims (the kind of thing) at these places: the crime, and the how-manieth of it."""
    party = truth.things[kind]
    named = crime_references(truth.world, truth.things["crime"].numbers[party.ints("crime")[places]])
    return pc.binary_join_element_wise(named, numbered(kind[0].upper(), party.ints("turn")[places] + 1), "/")


def _table(
    columns: dict[str, Texts], numbers: Ints, began: Ints, told: list[tuple[str, Current]], objects: Texts
) -> Table:
    """The rows of things that have begun, with what they tell."""
    return Table(columns, numbers, began, began, tuple(current.tells(event, objects) for event, current in told))


def _suspects(truth: Truth, as_at: int) -> Table:
    suspect, size = truth.things["suspect"], len(truth.things["suspect"])
    of = suspect.ints("crime")
    named = party_references(truth, "suspect", np.arange(size, dtype=np.int64))
    identified = first_of(truth, "suspect.identified", size, as_at)
    charged = last_of(truth, "suspect.charged", size, as_at)
    eliminated = first_of(truth, "suspect.eliminated", size, as_at)
    columns = {
        "Suspect Ref": named,
        "Crime Ref": crime_references(truth.world, truth.things["crime"].numbers[of]),
        "Nominal": record_numbers(suspect.ints("person")),
        "Identified": identified.when("british"),
        "Foreign National": yes_no(suspect.ints("foreign") == 1),
        "Charged": charged.when("british"),
        "Charge Code": Words(offence_codes(), charged.ints("offence")).texts(),
        "Eliminated": eliminated.when("british"),
    }
    told = [("suspect.identified", identified), ("suspect.charged", charged), ("suspect.eliminated", eliminated)]
    table = _table(columns, suspect.numbers, suspect.ints("named"), told, reference("suspect", named))
    return table.taken(identified.there)


def _victims(truth: Truth, as_at: int) -> Table:
    """Victims: what was agreed with them, what they need, whether they still support the case."""
    victim, size = truth.things["victim"], len(truth.things["victim"])
    of, person = victim.ints("crime"), victim.ints("person")
    named = party_references(truth, "victim", np.arange(size, dtype=np.int64))
    kinds = ("identified", "needs_assessed", "contact_agreed", "support_withdrawn", "statement_offered",
             "referred_to_support", "interviewed", "surveyed")  # fmt: skip
    now = {kind: first_of(truth, f"victim.{kind}", size, as_at) for kind in kinds}
    known = truth.things["person"]
    years = (truth.things["crime"].ints("recorded")[of] // DAY - known.ints("born")[person]) // 365
    bands = Words(
        ("under 18", "18-24", "25-34", "35-49", "50-64", "65 and over"), np.digitize(years, (18, 25, 35, 50, 65))
    )
    columns = {
        "Victim Ref": named,
        "Crime Ref": crime_references(truth.world, truth.things["crime"].numbers[of]),
        "Nominal": record_numbers(person),
        "Identified": now["identified"].when("british"),
        "Age Band": bands.texts(),
        "Sex": where(known.ints("male")[person] == 1, "male", "female"),
        "Vulnerable": yes_no(victim.ints("vulnerable") == 1),
        "Needs Assessed": now["needs_assessed"].when("british"),
        "Enhanced": where(now["needs_assessed"].there, yes_no(now["needs_assessed"].ints("enhanced") == 1)),
        "Contract": now["contact_agreed"].when("british"),
        "Contract Days": where(now["contact_agreed"].there, numbered("", now["contact_agreed"].ints("days"))),
        "Contract Method": now["contact_agreed"].texts("method"),
        "Withdrew": now["support_withdrawn"].when("british"),
        "Withdrew Why": now["support_withdrawn"].texts("reason"),
        "Statement Offered": now["statement_offered"].when("british"),
        "Support Referral": now["referred_to_support"].when("british"),
        "Interviewed": now["interviewed"].when("british"),
        "Interview": now["interviewed"].texts("method"),
        "Surveyed": now["surveyed"].when("british"),
        "Satisfied": where(now["surveyed"].there, yes_no(now["surveyed"].ints("satisfied") == 1)),
    }
    began = truth.things["crime"].ints("recorded")[of] + 60
    told = [(f"victim.{kind}", current) for kind, current in now.items()]
    return _table(columns, victim.numbers, began, told, reference("victim", named)).taken(now["identified"].there)


def _lines(truth: Truth, as_at: int) -> Table:
    """Lines of enquiry: set, and done or not pursued or neither."""
    line, size = truth.things["line"], len(truth.things["line"])
    of = line.ints("crime")
    crime = crime_references(truth.world, truth.things["crime"].numbers[of])
    named = pc.binary_join_element_wise(crime, numbered("L", line.ints("turn") + 1), "/")
    now = {kind: first_of(truth, f"action.{kind}", size, as_at) for kind in ("set", "done", "not_pursued")}
    begun = now["set"].at
    columns = {
        "Line": named,
        "Crime Ref": crime,
        "Kind": line.words("kind").texts(),
        "Set": now["set"].when("british"),
        "Due": written(np.where(begun < NEVER, line.ints("due"), NEVER), "british_day"),
        "Done": now["done"].when("british"),
        "Done By": now["done"].texts("by"),
        "Not Pursued": now["not_pursued"].when("british"),
    }
    told = [(f"action.{kind}", current) for kind, current in now.items()]
    filed = truth.things["crime"].ints("recorded")[of]
    table = Table(
        columns,
        line.numbers,
        to_the_minute(begun),
        filed,
        tuple(c.tells(e, reference("action", named)) for e, c in told),
    )
    return table.taken(now["set"].there)


SUSPECTS_DUMP: Final = Dump("rms-suspects", _suspects, fragile=("Identified",))
VICTIMS_DUMP: Final = Dump("rms-victims", _victims, fragile=("Identified",))
LINES_DUMP: Final = Dump("rms-lines", _lines, fragile=("Set",))
