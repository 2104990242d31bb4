"""A crime and an incident, and what the archive of a month says of them: the rest of their lives is not told yet."""

from dataclasses import dataclass
from typing import NamedTuple

from peeler.simulate.lives import Assigned, Court
from peeler.simulate.places import Place
from peeler.simulate.proportions import (
    AWAITING_COURT,
    CHARGED,
    OLD_WORDS,
    OPEN_MONTHS,
    STATUS_UNAVAILABLE,
    UNDER_INVESTIGATION,
)
from peeler.simulate.traps import Trap


class Copy(NamedTuple):
    """A further street row of a crime; a last outcome of None is the crime's own."""

    place: Place
    last_outcome: str | None


@dataclass(frozen=True, slots=True)
class Crime:
    """A crime and its whole life; months are numbers, see ``months``."""

    identity: str
    month: int
    crime_type: str
    trap: Trap | None
    place: Place
    corrected_place: Place
    changed_at: int  # the archive from which the corrected place, or the withdrawal, holds
    life: tuple[Assigned, ...]
    court: Court
    copies: tuple[Copy, ...]

    def shown_in(self, newest: int) -> bool:
        """Whether the street files of the archive of this month have it."""
        return self.month <= newest and not (self.trap is Trap.WITHDRAWN and newest >= self.changed_at)

    def place_in(self, newest: int) -> Place:
        """Where the street files of the archive of this month put it."""
        return self.corrected_place if newest >= self.changed_at else self.place

    def last_outcome(self, newest: int) -> str:
        """What the street files of the archive of this month say became of it."""
        known = [assigned for assigned in self.life if assigned.month <= newest]
        if not known:
            return UNDER_INVESTIGATION if newest - self.month <= OPEN_MONTHS else STATUS_UNAVAILABLE
        if known[-1].outcome != CHARGED:
            return self.worded(known[-1].outcome)
        return self.worded(self.court.result if newest >= known[-1].month + self.court.months else AWAITING_COURT)

    @property
    def rows(self) -> int:
        """On how many rows of the street files it stands."""
        return 1 + len(self.copies)

    def places(self, newest: int) -> list[Place]:
        """The place on each of its street rows in the archive of this month."""
        return [self.place_in(newest), *(copy.place for copy in self.copies)]

    def last_outcomes(self, newest: int) -> list[str]:
        """The last outcome on each of its street rows in the archive of this month."""
        own = self.last_outcome(newest)
        return [own, *(copy.last_outcome or own for copy in self.copies)]

    def worded(self, outcome: str) -> str:
        """An outcome in the words this crime's files use."""
        return OLD_WORDS.get(outcome, outcome) if self.trap is Trap.OLD_WORDS else outcome


@dataclass(frozen=True, slots=True)
class Incident:
    """An anti-social behaviour incident: no id, no outcome, a month and a place."""

    month: int
    place: Place
    withdrawn_at: int

    def shown_in(self, newest: int) -> bool:
        """Whether the street files of the archive of this month have it."""
        return self.month <= newest < self.withdrawn_at
