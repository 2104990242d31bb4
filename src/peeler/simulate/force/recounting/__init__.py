"""The value every measure should have: counted in plain loops over what happened, never read from an extract.

Each figure is given twice: of everything that truly happened by the end of the history (``true``), and of what the extracts
tell of it (``told``: without the rows that are beyond reading, the entries not typed yet, and what row dumps have
overwritten). A domestic abuse arrest is counted for each domestic abuse crime whose suspect was dealt with.
"""

from collections.abc import Iterator
from typing import Any, Final

from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.recounting.caseload import crimes_of, of_caseload, suspects_of
from peeler.simulate.force.recounting.contacts import of_contacts
from peeler.simulate.force.recounting.crimes import of_crimes
from peeler.simulate.force.recounting.force import of_force
from peeler.simulate.force.recounting.people import of_releases, of_suspects, of_wanted
from peeler.simulate.force.recounting.people_services import investigators, managers, of_people_services, serving
from peeler.simulate.force.recounting.protection import of_protection
from peeler.simulate.force.recounting.referrals import of_referrals
from peeler.simulate.force.recounting.stories import Heard, figure, names, stories
from peeler.terms.collection import collection_paused

_RELEASE: Final = (
    "release.bailed",
    "release.put_under_investigation",
    "release.breached",
    "release.breach_actioned",
    "release.ended",
    "release.extended",
    "release.varied",
)
_WANTED: Final = ("wanted.declared", "wanted.circulated", "wanted.located", "wanted.cancelled", "wanted.risk_changed")

# Events of which every one counts.
_COUNTED: Final = {
    "incident.opened": "incidents",
    "contact.received": "contacts",
    "incident.crime_not_recorded": "incidents_without_crime_explained",
    "officer.moved": "officers_moved",
    "victim.identified": "victims",
}


def measured(truth: Truth, heard: Heard) -> tuple[list[dict[str, Any]], dict[str, dict[str, list[str]]]]:
    """Every figure, by the measure it should be the answer of; and for each path that should not happen, by the measure that
    counts it, the objects that are truly on it and those of which the extracts tell that they are.
    """
    with collection_paused():  # of millions of small objects none is in one
        true, told = (list(_figures(truth, one)) for one in (None, heard))
    both = list(zip(true, told, strict=True))
    figures = [{**figure, "told": one["true"]} for figure, one in both if "objects" not in figure]
    listed = [(figure["measure"], figure["objects"], one["objects"]) for figure, one in both if "objects" in figure]
    return figures, {name: {"true": one, "told": other} for name, one, other in listed}


def _figures(truth: Truth, heard: Heard | None) -> Iterator[dict[str, Any]]:
    found = list(_counted(truth, heard))
    yield from found
    yield from _shared_out(truth, heard, found)


def _shared_out(truth: Truth, heard: Heard | None, found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What there is for each of those who do it."""
    held = {one["measure"]: one["true"].get("value") for one in found if "variant" not in one and "from" not in one}
    members = serving(truth, heard)
    yield figure("offenders_per_manager", numerator=held["managed_offenders"], denominator=managers(members))
    yield figure("workload_per_investigator", numerator=held["open_investigations"], denominator=investigators(members))


def _counted(truth: Truth, heard: Heard | None) -> Iterator[dict[str, Any]]:
    crimes, suspects = crimes_of(truth, heard), suspects_of(truth, heard)
    yield from of_crimes(truth, crimes)
    yield from of_suspects(truth, crimes, suspects)
    yield from of_releases(truth, stories(truth, _RELEASE, names(truth, "release"), heard))
    yield from of_wanted(stories(truth, _WANTED, names(truth, "wanted"), heard))
    yield from of_caseload(truth, heard, crimes, suspects)
    for event, name in _COUNTED.items():
        true = len(truth.of(event).until(truth.world.until))
        yield figure(name, value=true if heard is None else heard.counts[event])
    yield from of_contacts(truth, heard)
    yield from of_protection(truth, heard)
    yield from of_referrals(truth, heard)
    yield from of_force(truth, heard)
    yield from of_people_services(truth, heard)
