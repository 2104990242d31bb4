"""The value every measure should have: counted in plain loops over what happened, never read from an extract.

Each figure is given twice: of everything that truly happened by the end of the history (``true``), and of what the extracts
tell of it (``told``: without the rows that are beyond reading, the entries not typed yet, and what row dumps have
overwritten). A domestic abuse arrest is counted for each domestic abuse crime whose suspect was dealt with.
"""

from collections.abc import Iterator
from typing import Any, Final

from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.recounting.crimes import of_crimes
from peeler.simulate.force.recounting.force import of_force
from peeler.simulate.force.recounting.people import of_releases, of_suspects, of_wanted
from peeler.simulate.force.recounting.protection import of_protection
from peeler.simulate.force.recounting.stories import Heard, figure, names, stories

_CRIME: Final = tuple(
    f"investigation.{verb}"
    for verb in (
        "recorded",
        "cancelled",
        "reopened",
        "completed",
        "outcome_assigned",
        "filed",
        "allocated",
        "held",
        "linked",
    )
)
_SUSPECT: Final = (
    "suspect.identified",
    "suspect.arrested",
    "suspect.attended_voluntarily",
    "suspect.charged",
    "suspect.acro_referred",
    "suspect.eliminated",
    "suspect.immigration_referred",
    "suspect.immigration_decided",
    "suspect.removed",
    "suspect.decision_reviewed",
)
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


def measured(truth: Truth, heard: Heard) -> list[dict[str, Any]]:
    """Every figure, by the measure it should be the answer of."""
    return [
        {**figure, "told": told}
        for figure, told in zip(_figures(truth, None), (one["true"] for one in _figures(truth, heard)), strict=True)
    ]


def _figures(truth: Truth, heard: Heard | None) -> Iterator[dict[str, Any]]:
    crimes = stories(truth, _CRIME, names(truth, "investigation"), heard)
    suspects = stories(truth, _SUSPECT, names(truth, "suspect"), heard)
    yield from of_crimes(truth, crimes)
    yield from of_suspects(truth, crimes, suspects)
    yield from of_releases(truth, stories(truth, _RELEASE, names(truth, "release"), heard))
    yield from of_wanted(stories(truth, _WANTED, names(truth, "wanted"), heard))
    for event, name in _COUNTED.items():
        true = len(truth.of(event).until(truth.world.until))
        yield figure(name, value=true if heard is None else heard.counts[event])
    yield from of_protection(truth, heard)
    yield from of_force(truth, heard)
