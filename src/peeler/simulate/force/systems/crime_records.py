"""Crime records: row dumps of crimes, suspects, victims and lines of enquiry as they stand, and logs typed beside them."""

from typing import Final

import numpy as np

from peeler.simulate.force.civil import Ints, Texts, written
from peeler.simulate.force.extracts import Dump, Log, System, Table, numbered, reference, tells, where, yes_no
from peeler.simulate.force.happenings import Things, Truth, Words
from peeler.simulate.force.lives.offences import OFFENCES, WORDS
from peeler.simulate.force.lives.outcomes import offence_codes
from peeler.simulate.force.lives.staff import TEAMS
from peeler.simulate.force.places import beats, small_areas
from peeler.simulate.force.references import crime_references, incident_references, incidents_of
from peeler.simulate.force.systems.crime_entries import EVIDENCE_LOG, SUPERVISION_LOG, VICTIM_CONTACT_LOG
from peeler.simulate.force.systems.crime_parties import LINES_DUMP, SUSPECTS_DUMP, VICTIMS_DUMP
from peeler.simulate.force.systems.current import Current, first_of, last_of, to_the_minute
from peeler.simulate.force.systems.people import described, seen_first

STATUS: Final = ("OPEN", "AWAITING FILING", "FILED", "CANCELLED")
_OFFENCE_WORDS: Final = tuple(one.name for one in OFFENCES)
_TYPES: Final = tuple(one.crime_type for one in OFFENCES)


def _crimes(truth: Truth, as_at: int) -> Table:
    """One row for each crime recorded before a moment, as it then stands."""
    crime, size = truth.things["crime"], len(truth.things["crime"])
    named = crime_references(truth.world, crime.numbers)
    objects = reference("crime", named)
    recorded = to_the_minute(crime.ints("recorded"))
    columns = {"Crime Ref": named, "Recorded": written(recorded, "british")}
    domestic = crime.ints("domestic") == 1
    told = [
        tells("investigation.recorded", objects, recorded),
        tells("investigation.flagged", objects, recorded, domestic),
    ]
    for part in (_offence, _place, _work, _progress, _end):
        more, currents = part(truth, crime, size, as_at)
        columns |= more
        told += [current.tells(event, objects) for event, current in currents.items()]
    whole = Table(columns, crime.numbers, crime.ints("recorded"), crime.ints("recorded"), tuple(told))
    return whole.taken(crime.ints("recorded") < as_at)


Columns = tuple[dict[str, Texts], dict[str, Current]]


def _offence(truth: Truth, crime: Things, size: int, as_at: int) -> Columns:
    """The offence as first recorded and as it now is; flags; when it was committed."""
    changed = last_of(truth, "investigation.reclassified", size, as_at)
    offence = crime.ints("offence")
    now = np.where(changed.there, changed.ints("offence"), offence)
    columns = {
        "From": written(crime.ints("committed_from"), "british"),
        "To": written(crime.ints("committed_to"), "british"),
        "Offence Code": Words(offence_codes(), offence).texts(),
        "Offence": Words(_OFFENCE_WORDS, now).texts(),
        "Category": Words(_TYPES, offence).texts(),
        "Reclassified": changed.when("british"),
        "New Code": where(changed.there, Words(offence_codes(), now).texts()),
        "DA": yes_no(crime.ints("domestic") == 1),
        "Flags": _flags(crime),
    }
    return columns, {"investigation.reclassified": changed}


def _flags(crime: Things) -> Texts:
    """Other flags, between semicolons; ``none`` where there is none at all, so that nobody need guess."""
    code = crime.ints("hate") + 2 * crime.ints("alcohol") + 4 * crime.ints("cyber") + 8 * crime.ints("domestic")
    words = [";".join(w for bit, w in enumerate(("hate", "alcohol", "cyber")) if n >> bit & 1) for n in range(16)]
    words[0] = "none"
    return Words(tuple(words), code).texts()


def _place(truth: Truth, crime: Things, size: int, as_at: int) -> Columns:
    """Where it was, who recorded it, and from which incident."""
    del size, as_at
    area, of = crime.ints("area"), incidents_of(truth)
    unit = truth.of("investigation.recorded")
    units = Words(unit.words("unit").words, np.zeros(len(crime), np.int64))
    units.codes[unit.thing] = unit.ints("unit")
    columns = {
        "Beat": beats(truth.world.force, area),
        "LSOA": small_areas(truth.world.force, area),
        "Recording Unit": units.texts(),
        "First Contact": yes_no(crime.ints("at_once") == 1),
        "Incident": where(of >= 0, incident_references(truth.world, truth.things["incident"].numbers[of])),
    }
    return columns, {}


def _work(truth: Truth, crime: Things, size: int, as_at: int) -> Columns:
    """How it was screened, who has it, what is planned: the newest only; who had it before is not kept."""
    screened = last_of(truth, "investigation.screened", size, as_at)
    allocated = last_of(truth, "investigation.allocated", size, as_at)
    first = first_of(truth, "investigation.allocated", size, as_at)
    held = last_of(truth, "investigation.held", size, as_at).unless(first.there)
    planned = last_of(truth, "investigation.planned", size, as_at)
    linked = first_of(truth, "investigation.linked", size, as_at)
    columns = {
        "Route": screened.texts("route"),
        "Screened": screened.when("british"),
        "Team": Words(TEAMS, allocated.ints("team")).texts(),
        "OIC": where(allocated.there, numbered("", 1000 + allocated.ints("officer"))),
        "Allocated": allocated.when("british"),
        "Held By": where(held.there, numbered("", 1000 + held.ints("by"))),
        "Held": held.when("british"),
        "Linked": linked.when("british"),
        "Lead": where(linked.there, crime_references(truth.world, crime.numbers[linked.ints("lead").clip(0)])),
        "Plan": planned.texts("detail"),
        "Plan Date": planned.when("british"),
    }
    told = {"screened": screened, "allocated": allocated, "held": held, "planned": planned, "linked": linked}
    return columns, {f"investigation.{name}": current for name, current in told.items()}


def _progress(truth: Truth, crime: Things, size: int, as_at: int) -> Columns:
    """What the Crown Prosecution Service was sent and decided, and disclosure."""
    del crime
    sent = last_of(truth, "investigation.submitted_to_cps", size, as_at)
    decided = last_of(truth, "investigation.cps_decided", size, as_at)
    reviewed = last_of(truth, "investigation.disclosure_reviewed", size, as_at)
    columns = {
        "CPS Sent": sent.when("british"),
        "CPS Decided": decided.when("british"),
        "CPS Decision": decided.texts("decision"),
        "Disclosure": reviewed.when("british"),
    }
    told = {"submitted_to_cps": sent, "cps_decided": decided, "disclosure_reviewed": reviewed}
    return columns, {f"investigation.{name}": current for name, current in told.items()}


def _end(truth: Truth, crime: Things, size: int, as_at: int) -> Columns:
    """Its outcome, whether work is done, filed, cancelled; what was undone by reopening is not shown."""
    del crime
    reopened = last_of(truth, "investigation.reopened", size, as_at)
    completed = last_of(truth, "investigation.completed", size, as_at)
    completed = completed.unless(completed.at < reopened.at * reopened.there)
    filed = last_of(truth, "investigation.filed", size, as_at)
    filed = filed.unless(filed.at < reopened.at * reopened.there)
    outcome = last_of(truth, "investigation.outcome_assigned", size, as_at)
    cancelled = last_of(truth, "investigation.cancelled", size, as_at)
    status = np.where(cancelled.there, 3, np.where(filed.there, 2, np.where(completed.there, 1, 0)))
    words = tuple(WORDS.get(code, "") for code in outcome.told.words("outcome").words) if len(outcome.told) else ()
    columns = {
        "Status": Words(STATUS, status).texts(),
        "Completed": completed.when("british"),
        "Outcome Code": outcome.texts("outcome"),
        "Outcome": Words(words, outcome.ints("outcome")).texts(),
        "Outcome Date": outcome.when("british"),
        "Filed": filed.when("british"),
        "Reopened": reopened.when("british"),
        "Cancel Code": cancelled.texts("code"),
        "Cancelled": cancelled.when("british"),
    }
    told = {
        "completed": completed,
        "outcome_assigned": outcome,
        "filed": filed,
        "reopened": reopened,
        "cancelled": cancelled,
    }
    return columns, {f"investigation.{name}": current for name, current in told.items()}


def _nominals(truth: Truth, as_at: int) -> Table:
    victim, suspect = truth.things["victim"], truth.things["suspect"]
    recorded = truth.things["crime"].ints("recorded")[victim.ints("crime")]
    people = np.concatenate([victim.ints("person"), suspect.ints("person")])
    at: Ints = np.concatenate([recorded, suspect.ints("named")])
    return described(truth, "rms", seen_first(people, at), as_at)


_KEPT: Final = ("allocated", "completed", "outcome_assigned", "filed", "reopened", "held", "planned")
CRIME_RECORDS: Final = System(
    "crime_records",
    (
        Dump(
            "rms-crimes", _crimes, fragile=("Recorded", "Allocated"), wrong=("Beat", "NOT KNOWN"), before=(91,),
            happened=frozenset(f"investigation.{name}" for name in _KEPT),
        ),
        SUSPECTS_DUMP,
        VICTIMS_DUMP,
        LINES_DUMP,
        SUPERVISION_LOG,
        EVIDENCE_LOG,
        VICTIM_CONTACT_LOG,
        Log("rms-nominals", _nominals, fragile=("Born",)),
    ),
)  # fmt: skip
