"""What could not be understood: each row with its source, file, position and reason."""

from dataclasses import dataclass

from peeler.answers.desk import Desk
from peeler.terms.clocks import Instant
from peeler.terms.viewers import Viewer


@dataclass(frozen=True, slots=True)
class QuarantineQuestion:
    """Of which source (None: all), and which page."""

    source: str | None = None
    page: int = 1
    size: int = 50


@dataclass(frozen=True, slots=True)
class QuarantinedRow:
    """One refused row; ``position`` is its line (None: the whole file); ``text`` only for a viewer who may see personal data."""

    number: int
    source: str
    file: str
    position: int | None
    reason: str
    known_at: Instant
    text: str | None


@dataclass(frozen=True, slots=True)
class QuarantineAnswer:
    """One page of refused rows, ``total`` in all, and how many for each reason."""

    question: QuarantineQuestion
    total: int
    page: int
    pages: int
    reasons: tuple[tuple[str, int], ...]
    rows: tuple[QuarantinedRow, ...]


def quarantine(desk: Desk, viewer: Viewer, question: QuarantineQuestion) -> QuarantineAnswer:
    """The rows in quarantine; RequestError for an unknown source, or a viewer without a policy."""
    raise NotImplementedError
