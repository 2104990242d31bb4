"""How each system describes the people it meets: a record of its own, in its own spelling, from the first time on."""

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from peeler.simulate.force.civil import DAY, MINUTE, Ints, Texts, written
from peeler.simulate.force.extracts import Table, numbered, reference, tells, where
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.naming import birth_days, forenames, shouted, surnames

STREETS: Final = ("Alder", "Barley", "Cooper", "Dovecote", "Elm", "Foundry", "Granary", "Heron", "Ivy", "Juniper",
                  "Kiln", "Linden", "Mason", "Nursery", "Orchard", "Plover", "Quarry", "Rowan", "Spinney", "Tanner")  # fmt: skip
ROADS: Final = (("Street", "St"), ("Road", "Rd"), ("Close", "Cl"), ("Lane", "Ln"), ("Avenue", "Ave"), ("Way", "Way"))


def seen_first(people: Ints, at: Ints) -> tuple[Ints, Ints]:
    """Each person once, in order of place, and when they were first met."""
    order = np.lexsort((at, people))
    known, start = np.unique(people[order], return_index=True)
    return known, at[order][start]


def described(truth: Truth, system: str, met: tuple[Ints, Ints], as_at: int, *, shout: bool = False) -> Table:
    """One row for each person a system had met before a moment: name, birth, address, telephone, as it has them."""
    before = met[1] < as_at
    people, at = met[0][before], met[1][before]
    order = np.argsort(at, kind="stable")
    people, at = people[order], at[order] // MINUTE * MINUTE
    known, chance = truth.things["person"], truth.world.chance
    named = numbered("", people + 1, 7)
    last = surnames(chance, system, people, known.ints("surname")[people])
    fore = forenames(chance, system, people, known.ints("forename")[people])
    asked = chance.below(f"{system} birth known", people, 100) < 88
    columns = {
        "Person": named,
        "Surname": shouted(last) if shout else last,
        "Forename": shouted(fore) if shout else fore,
        "Born": where(asked, written(birth_days(chance, system, people, known.ints("born")[people]) * DAY, "day")),
        "Sex": where(known.ints("male")[people] == 1, "M", "F")
        if shout
        else where(known.ints("male")[people] == 1, "male", "female"),
        "Ethnicity": known.words("ethnicity").take(people).texts(),
        "Nationality": known.words("nationality").take(people).texts(),
        "Address": address(truth, system, people),
        "Phone": where(
            chance.below(f"{system} phone", people, 100) < 70, numbered("07", known.ints("phone")[people], 9)
        ),
        "Markers": where(known.ints("mental_health")[people] == 1, "mental_health", ""),
        "Described": written(at),
    }
    objects = reference("person", pc.binary_join_element_wise(pa.scalar(f"{system}/"), named, ""))
    return Table(columns, people, at, at, (tells("person_record.described", objects, at),))


def address(truth: Truth, system: str, people: Ints) -> Texts:
    """Where people live, with the road in full or cut short as whoever typed it pleased; sometimes not known."""
    known, chance = truth.things["person"], truth.world.chance
    street = known.ints("street")[people]
    short = chance.below(f"{system} road", people, 2)
    words = [f"{name} {road[cut]}" for name in STREETS for road in ROADS for cut in (0, 1)]
    named = pa.array(words, pa.string()).take(pa.array(street * 2 + short))
    whole = pc.binary_join_element_wise(numbered("", known.ints("house")[people]), named, " ")
    return where(chance.below(f"{system} address", people, 100) < 85, whole)


def record_numbers(people: Ints) -> Texts:
    """The numbers of people's records, as they stand in a system's other tables; '' for nobody (-1)."""
    return where(people >= 0, numbered("", people + 1, 7), "")
