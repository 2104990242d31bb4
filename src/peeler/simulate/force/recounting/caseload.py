"""Recounts crimes with everything that was done in them, each as its record stands at the end of the history."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from peeler.simulate.force.civil import written
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.recounting.case_shares import of_case_shares
from peeler.simulate.force.recounting.cases import OF_CRIMES, cases
from peeler.simulate.force.recounting.conformance import of_conformance
from peeler.simulate.force.recounting.custody import of_custody
from peeler.simulate.force.recounting.dealings import of_dealings
from peeler.simulate.force.recounting.endings import of_endings
from peeler.simulate.force.recounting.reviewed import of_reviewed
from peeler.simulate.force.recounting.sought import of_sought
from peeler.simulate.force.recounting.spans import Span
from peeler.simulate.force.recounting.standing import of_standing
from peeler.simulate.force.recounting.stories import Heard, Story, names, stories
from peeler.simulate.force.recounting.victims import of_victims

OF_SUSPECTS: Final = tuple(
    f"suspect.{verb}"
    for verb in (
        "identified", "arrested", "attended_voluntarily", "interviewed", "acro_referred", "immigration_referred",
        "released", "charged", "eliminated", "immigration_decided", "removed", "decision_reviewed",
    )
)  # fmt: skip
_OF_RELEASES: Final = (
    "bailed",
    "put_under_investigation",
    "extended",
    "breached",
    "breach_actioned",
    "reviewed",
    "ended",
)
_OF_WANTED: Final = ("declared", "circulated", "reviewed", "risk_changed", "enquiry_made", "located", "cancelled")


def crimes_of(truth: Truth, heard: Heard | None) -> list[Story]:
    """What happened to each crime itself."""
    return stories(truth, OF_CRIMES, names(truth, "investigation"), heard)


def suspects_of(truth: Truth, heard: Heard | None) -> list[Story]:
    """What happened to each suspect."""
    return stories(truth, OF_SUSPECTS, names(truth, "suspect"), heard)


def of_caseload(
    truth: Truth, heard: Heard | None, crimes: list[Story], suspects: list[Story]
) -> Iterator[dict[str, Any]]:
    """Figures of crimes, their suspects, releases, wanted people, victims and reviews."""
    every, months = cases(truth, heard, crimes, suspects), _months(truth)
    yield from of_case_shares(truth, every, months)
    yield from of_standing(truth, every)
    yield from of_endings(truth, every)
    yield from of_dealings(truth, heard, every, suspects, months)
    releases = stories(truth, tuple(f"release.{verb}" for verb in _OF_RELEASES), names(truth, "release"), heard)
    yield from of_custody(truth, every, suspects, releases)
    yield from of_conformance(truth, every, suspects, releases)
    sought = stories(truth, tuple(f"wanted.{verb}" for verb in _OF_WANTED), names(truth, "wanted"), heard)
    yield from of_sought(truth, every, sought)
    yield from of_victims(truth, heard, every)
    yield from of_reviewed(truth, heard, every)


def _months(truth: Truth) -> list[Span]:
    """June 2019, where it is whole in the history: the month of the report's figures of foreign nationals."""
    start, end = truth.world.since(2019, 6, 1), truth.world.since(2019, 7, 1)
    first, last = written(np.array([start, end - 1]), "day").to_pylist()
    return [Span(first, last, start, end)] if end <= truth.world.until else []
