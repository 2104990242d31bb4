"""Can the screen be trusted: per source freshness and accounts, and everything that does not add up, by name."""

from dataclasses import dataclass

from peeler.answers.desk import Desk
from peeler.answers.freshness import SourceFreshness
from peeler.terms.clocks import Instant
from peeler.terms.viewers import Viewer


@dataclass(frozen=True, slots=True)
class FileHealth:
    """One file's account, in rows: read = accepted + duplicate + quarantined (``adds_up``)."""

    source: str
    file: str
    table: str
    known_at: Instant
    read: int
    accepted: int
    duplicate: int
    quarantined: int
    withdrawn: int
    dated: str
    adds_up: bool


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """One source: how fresh (None: never heard), all its files together, and why rows were refused."""

    source: str
    title: str
    freshness: SourceFreshness | None
    read: int
    accepted: int
    duplicate: int
    quarantined: int
    adds_up: bool
    reasons: tuple[tuple[str, int], ...]
    files: tuple[FileHealth, ...]


@dataclass(frozen=True, slots=True)
class ObjectHealth:
    """One object type: how many are born, unborn (without their birth), restricted, and over 5,000 events."""

    object_type: str
    title: str
    born: int
    unborn: int
    unborn_examples: tuple[str, ...]
    restricted: int
    over_long: tuple[tuple[str, int], ...]  # object, events
    effects_before_cause: int


@dataclass(frozen=True, slots=True)
class HealthAnswer:
    """The health of the data; ``problems`` are the sentences that need somebody, worst first."""

    as_at: Instant
    sources: tuple[SourceHealth, ...]
    objects: tuple[ObjectHealth, ...]
    events: int
    unplaced: int
    conflicts: int
    chain: tuple[str, ...]
    access_chain: tuple[str, ...]
    problems: tuple[str, ...]
    applied: int
    last_sequence: int
    journal_version: int
    synthetic: bool


def health(desk: Desk, viewer: Viewer) -> HealthAnswer:
    """The health of the data, counts only; RequestError for a viewer without a policy."""
    raise NotImplementedError
