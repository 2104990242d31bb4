"""The wanted list: dumped about once a week, everybody who ever was on it; reviews overwrite one another on the row."""

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from peeler.simulate.force.civil import Ints, Texts, written
from peeler.simulate.force.extracts import Dump, Log, System, Table, numbered, reference, stacked, tells, where
from peeler.simulate.force.happenings import Truth, Words
from peeler.simulate.force.lives.outcomes import offence_codes
from peeler.simulate.force.references import by_day, crime_references
from peeler.simulate.force.systems.crime_entries import typed
from peeler.simulate.force.systems.current import first_of, last_of, to_the_minute
from peeler.simulate.force.systems.people import record_numbers


def wanted_references(truth: Truth, wanted: Ints) -> Texts:
    """``W01/19154/0042``."""
    return by_day(truth.world, truth.things["wanted"].numbers[wanted], f"W{truth.world.number:02}/%y%j/")


def _on_the_computer(truth: Truth) -> Texts:
    """What the Police National Computer calls each entry: ``19/1540042W``."""
    named = by_day(truth.world, truth.things["wanted"].numbers, "%y/%j")
    return pc.binary_join_element_wise(named, pa.scalar("W"), "")


def _wanted(truth: Truth, as_at: int) -> Table:
    wanted, size = truth.things["wanted"], len(truth.things["wanted"])
    of = wanted.ints("crime")
    named = wanted_references(truth, np.arange(size, dtype=np.int64))
    once = {
        kind: first_of(truth, f"wanted.{kind}", size, as_at)
        for kind in ("declared", "circulated", "assigned", "risk_changed", "located", "cancelled")
    }
    review = last_of(truth, "wanted.reviewed", size, as_at)
    columns = {
        "Wanted": named,
        "Crime": crime_references(truth.world, truth.things["crime"].numbers[of]),
        "Nominal": record_numbers(wanted.ints("person")),
        "Offence": Words(offence_codes(), truth.things["crime"].ints("offence")[of]).texts(),
        "Declared": once["declared"].when("british"),
        "Reason": once["declared"].texts("reason"),
        "Risk": once["declared"].texts("risk"),
        "PNC": once["circulated"].when("british"),
        "PNC ID": where(once["circulated"].ints("reference") == 1, _on_the_computer(truth)),
        "Assigned": once["assigned"].when("british"),
        "Team": once["assigned"].texts("team"),
        "Last Review": review.when("british"),
        "Review Risk": review.texts("risk"),
        "Risk Changed": once["risk_changed"].when("british"),
        "New Risk": once["risk_changed"].texts("risk"),
        "Located": once["located"].when("british"),
        "How": once["located"].texts("how"),
        "Cancelled": once["cancelled"].when("british"),
    }
    objects = reference("wanted", named)
    told = (*(c.tells(f"wanted.{kind}", objects) for kind, c in once.items()), review.tells("wanted.reviewed", objects))
    began = once["declared"].at
    return Table(columns, wanted.numbers, began, began, told).taken(once["declared"].there)


def _enquiries(truth: Truth, as_at: int) -> Table:
    told, wanted = truth.of("wanted.enquiry_made").until(as_at), truth.things["wanted"]
    numbers = wanted.numbers[told.thing] * 8 + told.turn
    named = wanted_references(truth, told.thing)
    at = to_the_minute(told.at)
    when = typed(truth.world.chance, "enquiry", numbers, told.at)
    columns = {
        "Entry": numbered("Q", numbers),
        "Typed": written(when),
        "Wanted": named,
        "When": written(at, "british"),
        "Enquiry": told.words("kind").texts() if len(told) else named,
    }
    return stacked([Table(columns, numbers, when, when, (tells(told.kind, reference("wanted", named), at),))])


# About weekly, as somebody remembers to.
_DUMPED: Final = (7, 14, 22, 28, 36, 42, 56, 63, 71, 77, 84, 91, 105, 112)
WANTED_LIST: Final = System(
    "wanted_list",
    (
        Dump(
            "wanted",
            _wanted,
            fragile=("Declared",),
            monthly=False,
            before=_DUMPED,
            happened=frozenset({"wanted.reviewed"}),
        ),
        Log("wanted-enquiries", _enquiries, fragile=("When",)),
    ),
)
