"""What a case is asked with and answered with: the question, the events, the parties and the whole."""

from dataclasses import dataclass
from typing import Literal

from peeler.answers.freshness import SourceFreshness
from peeler.answers.records import Shown as ShownValue
from peeler.answers.show import Linked, Shown, TimelineEvent
from peeler.terms.clocks import Instant

Fate = Literal["stands", "corrected", "withdrawn"]


@dataclass(frozen=True, slots=True)
class CaseQuestion:
    """Which investigation, as at and as known (None: now)."""

    object: str
    at: Instant | None = None
    known: Instant | None = None


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One event of the case: as told, and the object it is an event of.

    ``entered_after``: microseconds from when it happened until somebody entered it, where that is more than a day.
    ``fate`` is what became of it; ``told.dead_from`` says when that became known.
    """

    told: TimelineEvent
    object_type: str
    object: str
    source_title: str
    entered_after: int | None
    fate: Fate


@dataclass(frozen=True, slots=True)
class Party:
    """One object in the case: a suspect, a victim, a release, an action. ``owner`` is what it belongs to within the case.

    ``state`` is None where nothing is believed of it at that moment. ``personal`` are the personal fields that its person
    record fills: each with its text where the viewer's policy lets them read it and it is not erased, else None.
    """

    object_type: str
    title: str
    object: str
    owner: str
    person: str | None
    state: tuple[Shown, ...] | None
    personal: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class CaseAnswer:
    """An investigation as at and as known: its state, its parties in the order they came, its events in the order they happened.

    ``later`` events happened after the moment asked for and are left out; ``last`` is the last that stands and is placed
    in time; ``open_for`` is microseconds from recording until its end, or until the moment asked for while it is open.
    ``conflicts`` are sentences; ``sees_personal``: whether the viewer's policy lets them read personal values.
    """

    question: CaseQuestion
    title: str
    as_at: Instant
    as_known: Instant
    force: str | None
    born: bool
    restricted: bool
    state: tuple[Shown, ...] | None
    open_for: int | None
    parties: tuple[Party, ...]
    events: tuple[CaseEvent, ...]
    last: CaseEvent | None
    later: int
    linked: tuple[Linked, ...]
    conflicts: tuple[str, ...]
    sees_personal: bool
    freshness: tuple[SourceFreshness, ...]
    notes: tuple[str, ...]
    journal_version: int
    synthetic: bool
    asked_at: Instant

    @property
    def ahead(self) -> bool:
        """Whether the moment asked for is still to come."""
        return max(self.as_at, self.as_known) > self.asked_at

    def value(self, name: str) -> ShownValue:
        """What is believed of one attribute of the investigation; None where nothing is, or it has none of that name."""
        return next((one.value for one in self.state or () if one.name == name), None)
