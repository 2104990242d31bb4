"""The versions of what a viewer may see: all that a page is told while it waits, before it asks again as that viewer."""

from dataclasses import dataclass

from peeler.answers.access import note
from peeler.answers.desk import Desk
from peeler.answers.policy import policies_of, sight_of
from peeler.terms.errors import RequestError
from peeler.terms.viewers import Viewer


@dataclass(frozen=True, slots=True)
class Versions:
    """The version at which each object type's journal last changed, of those the viewer may see any of; and how many
    systems are still being loaded.
    """

    types: tuple[tuple[str, int], ...]
    loading: int


def follow(desk: Desk, viewer: Viewer) -> Versions:
    """The versions, noted once for a viewer who begins to follow them; NotAllowed for one without a policy."""
    note(desk, viewer, "follow", {})
    return versions(desk, viewer)


def versions(desk: Desk, viewer: Viewer) -> Versions:
    """The versions now; numbers alone, so that what they are of is asked for, and noted, each time it is shown."""
    policies_of(desk.catalogue, viewer)
    seen = [name for name in desk.catalogue.objects if may_see(desk, viewer, name)]
    with desk.reading() as reading:
        return Versions(tuple(reading.versions(seen)), len(desk.loading))


def may_see(desk: Desk, viewer: Viewer, object_type: str) -> bool:
    """Whether a viewer may see any object of a type."""
    try:
        sight_of(desk.catalogue, viewer, object_type)
    except RequestError:
        return False
    return True
