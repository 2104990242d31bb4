"""What there is: measures, objects, sources and the rest of the catalogue, each with what it is."""

from dataclasses import dataclass

from peeler.answers.desk import Desk
from peeler.terms.viewers import Viewer

KINDS = (
    "measures",
    "objects",
    "sources",
    "benchmarks",
    "policies",
    "look_ups",
    "events",
    "references",
    "duties",
    "boards",
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing of the catalogue; ``details`` are a few (name, value) pairs that matter for its kind."""

    name: str
    title: str
    about: str
    owner: str
    review_by: str
    version: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """All of one kind, in order of name."""

    kind: str
    listed: tuple[Listed, ...]


def list_kind(desk: Desk, viewer: Viewer, kind: str) -> ListAnswer:
    """Lists one kind of thing (``KINDS``); RequestError names the nearest kind."""
    raise NotImplementedError
