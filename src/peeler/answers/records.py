"""The records behind one number of a measure: their total always equals the number."""

from dataclasses import dataclass
from datetime import date

from peeler.answers.desk import Desk
from peeler.answers.measure import MeasureQuestion, Value
from peeler.terms.clocks import Instant
from peeler.terms.viewers import Viewer


@dataclass(frozen=True, slots=True)
class RecordsQuestion:
    """Which cell of which answer. ``which`` is value, numerator, denominator, unknown, arrivals, departures or part:NAME
    (part:OF.NAME for ``not_said``, such as part:unknown.not_said); ``page`` counts from 1.

    ``period`` is the first day of the row's period, as the row says it; ``dimensions`` are those of the row.
    """

    measure: MeasureQuestion
    which: str = "value"
    period: date | None = None
    dimensions: tuple[tuple[str, Value], ...] = ()
    page: int = 1
    size: int = 50


@dataclass(frozen=True, slots=True)
class Record:
    """One object (or one event of one, where the measure counts events), with the columns the measure reads; never personal."""

    object_type: str
    object: str
    force: str | None
    event: str | None
    time: Instant | None
    columns: tuple[tuple[str, str, Value | Instant | tuple[str, ...]], ...]  # name, kind, value


@dataclass(frozen=True, slots=True)
class RecordsAnswer:
    """One page of records; ``total`` of them in all, which is the number asked about."""

    question: RecordsQuestion
    title: str
    as_at: Instant
    as_known: Instant
    total: int
    page: int
    pages: int
    records: tuple[Record, ...]
    notes: tuple[str, ...]
    journal_version: int


def records(desk: Desk, viewer: Viewer, question: RecordsQuestion) -> RecordsAnswer:
    """The records behind one cell; RequestError where the cell is not one of the answer's, or the viewer may not see it."""
    raise NotImplementedError
