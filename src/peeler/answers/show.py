"""One object: what is believed of it as at T, as known at K, and the timeline of every event that names it."""

from dataclasses import dataclass

from peeler.answers.desk import Desk
from peeler.terms.clocks import Instant, Precision
from peeler.terms.viewers import Viewer


@dataclass(frozen=True, slots=True)
class ShowQuestion:
    """Which object, as at and as known (None: now)."""

    object_type: str
    object: str
    at: Instant | None = None
    known: Instant | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """One attribute and its value; ``kind`` says how to render it (an ``instant`` or ``since`` is microseconds since 1970)."""

    name: str
    kind: str
    value: str | int | float | bool | tuple[str, ...] | None
    copied: bool = False


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One event that names the object; ``dead_from``: when it was corrected or withdrawn, None while it stands.

    ``fields`` are as told; ``personal`` holds (field, text) only for a viewer whose policy lets them, else field names with None.
    """

    id: str
    type: str
    meaning: str
    at: Instant | None
    precision: Precision
    recorded_at: Instant | None
    known_at: Instant
    source: str
    actor: str | None
    role: str
    fields: tuple[tuple[str, str], ...]
    personal: tuple[tuple[str, str | None], ...]
    dead_from: Instant | None


@dataclass(frozen=True, slots=True)
class Linked:
    """Another object named beside this one by an event: its role there, type and id."""

    role: str
    object_type: str
    object: str


@dataclass(frozen=True, slots=True)
class ShowAnswer:
    """An object as at and as known; ``state`` is None where nothing is believed of it then (not born, or withdrawn)."""

    question: ShowQuestion
    title: str
    about: str
    as_at: Instant
    as_known: Instant
    force: str | None
    born: bool
    restricted: bool
    valid_from: Instant | None
    state: tuple[Shown, ...] | None
    timeline: tuple[TimelineEvent, ...]
    linked: tuple[Linked, ...]
    notes: tuple[str, ...]
    journal_version: int


def show(desk: Desk, viewer: Viewer, question: ShowQuestion) -> ShowAnswer:
    """One object for a viewer; RequestError for an unknown type or object, or one the viewer may not see (said alike)."""
    raise NotImplementedError
