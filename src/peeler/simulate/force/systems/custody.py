"""Custody records and the voluntary attendance register: another system, another spelling, its own numbers for people."""

from typing import Final

import numpy as np

from peeler.simulate.force.civil import NEVER, Ints, Texts, written
from peeler.simulate.force.extracts import Dump, Log, System, Table, reference, stacked, tells, where, yes_no
from peeler.simulate.force.happenings import Happenings, Truth, Words
from peeler.simulate.force.references import by_day, crime_references, incident_references, incidents_of
from peeler.simulate.force.systems.crime_entries import judged, typed
from peeler.simulate.force.systems.crime_parties import party_references
from peeler.simulate.force.systems.current import first_of, to_the_minute
from peeler.simulate.force.systems.people import described, record_numbers, seen_first

_ROUTES: Final = {"charge": "CHARGED", "bail": "BAILED", "under_investigation": "RUI", "no_further_action": "NFA",
                  "out_of_court": "OOCD"}  # fmt: skip


def custody_references(truth: Truth, suspects: Ints) -> Texts:
    """``CR0119154-0042``: of the day the crime was recorded, which is close enough for whoever numbers them."""
    return by_day(truth.world, truth.things["suspect"].numbers[suspects], f"CR{truth.world.number:02}%y%j-")


def _custody(truth: Truth, as_at: int) -> Table:
    """One row for each arrest, as it stands: released or still in, referred or not."""
    suspect, size = truth.things["suspect"], len(truth.things["suspect"])
    now = {
        kind: first_of(truth, f"suspect.{kind}", size, as_at)
        for kind in (
            "arrested",
            "interviewed",
            "released",
            "acro_referred",
            "immigration_referred",
            "immigration_decided",
            "removed",
        )
    }
    there = now["arrested"].there
    now = {kind: current.unless(~there) for kind, current in now.items()}
    of, every = suspect.ints("crime"), np.arange(size, dtype=np.int64)
    named, incident = party_references(truth, "suspect", every), incidents_of(truth)[of]
    route = now["released"]
    columns = {
        "Custody No": custody_references(truth, every),
        "Detained Person": record_numbers(suspect.ints("person")),
        "RMS Suspect": named,
        "RMS Crime": crime_references(truth.world, truth.things["crime"].numbers[of]),
        "CAD Incident": where(
            incident >= 0, incident_references(truth.world, truth.things["incident"].numbers[incident])
        ),
        "Arrested": now["arrested"].when(),
        "Necessity": now["arrested"].texts("necessity"),
        "Interviewed": now["interviewed"].when(),
        "Released": route.when(),
        "Disposal": Words(tuple(_ROUTES.values()), route.ints("route")).texts(),
        "Foreign National": yes_no(suspect.ints("foreign") == 1, "1", "0"),
        "ACRO": now["acro_referred"].when(),
        "ACRO When": now["acro_referred"].texts("timing"),
        "Immigration": now["immigration_referred"].when(),
        "Immigration Decided": now["immigration_decided"].when(),
        "Immigration Decision": now["immigration_decided"].texts("decision"),
        "Removed": now["removed"].when(),
    }
    objects = reference("suspect", named)
    told = tuple(current.tells(f"suspect.{kind}", objects) for kind, current in now.items())
    began = to_the_minute(suspect.ints("dealt"))
    return Table(columns, suspect.numbers, began, np.where(there, began, 0), told).taken(there)


def _voluntary(truth: Truth, as_at: int) -> Table:
    """A register kept by hand: a line for an invitation, an interview, and a referral of anybody who was not arrested."""
    suspect = truth.things["suspect"]
    voluntary = suspect.ints("voluntary") == 1
    free = voluntary | (suspect.ints("dealt") >= NEVER)
    kinds = (("invited", "INVITED", voluntary), ("attended_voluntarily", "ATTENDED", voluntary),
             ("interviewed", "INTERVIEWED", voluntary), ("acro_referred", "ACRO", free),
             ("decision_reviewed", "REVIEWED", voluntary))  # fmt: skip
    lines = []
    for place, (kind, word, whom) in enumerate(kinds):
        told = truth.of(f"suspect.{kind}").until(as_at)
        lines.append(_line(truth, told.taken(whom[told.thing]), word, place))
    return stacked(lines)


def _line(truth: Truth, told: Happenings, word: str, place: int) -> Table:
    suspect = truth.things["suspect"]
    numbers = suspect.numbers[told.thing] * 8 + place
    named, at = party_references(truth, "suspect", told.thing), to_the_minute(told.at)
    when = typed(truth.world.chance, "voluntary", numbers, told.at)
    columns = {
        "Line": by_day(truth.world, suspect.numbers[told.thing], f"VA{truth.world.number:02}%y%j{word[:3]}-"),
        "Typed": written(when),
        "RMS Suspect": named,
        "Person": record_numbers(suspect.ints("person")[told.thing]),
        "What": Words((word,), np.zeros(len(told), np.int64)).texts(),
        "When": written(at, "british"),
        "Reason": told.words("reason").texts() if "reason" in told.facts else where(at < 0, named),
    }
    if "interest" in told.facts:
        columns["Interest"] = judged(told.words("interest"))
    return Table(columns, numbers, when, when, (tells(told.kind, reference("suspect", named), at),))


def _people(truth: Truth, as_at: int) -> Table:
    suspect = truth.things["suspect"]
    met = suspect.ints("dealt") < NEVER
    return described(
        truth, "custody", seen_first(suspect.ints("person")[met], suspect.ints("dealt")[met]), as_at, shout=True
    )


def disposals() -> tuple[str, ...]:
    """The words custody has for how somebody leaves."""
    return tuple(_ROUTES.values())


CUSTODY: Final = System(
    "custody",
    (
        Dump("custody-records", _custody, fragile=("Arrested",), wrong=("Necessity", "other"), before=(91,)),
        Log("custody-people", _people, fragile=("Born",)),
        Log("voluntary-attendance", _voluntary, fragile=("When",)),
    ),
)
