"""How fresh the feeds behind an answer are: when each was last heard, how often it should be, if it is silent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from peeler.answers.desk import Desk
from peeler.measures.lineage import sources_of_events
from peeler.store.records import SourceFreshness as Heard
from peeler.terms.clocks import Every, Instant, add_months, end_of_day, london, parse_every
from peeler.terms.identifiers import EventType

MONTHS: dict[Every, int] = {"month": 1, "quarter": 3, "year": 12, "financial_year": 12}


@dataclass(frozen=True, slots=True)
class SourceFreshness:
    """One source behind an answer. ``age`` is in microseconds since it was last heard; ``silent``: later than promised.

    ``last_at`` is the newest moment its events are about (None when none is placed in time); ``every`` is None for a
    source that makes no promise, which is never silent.
    """

    source: str
    title: str
    last_known_at: Instant
    last_at: Instant | None
    every: Every | None
    due_by: Instant | None
    silent: bool
    age: int
    events: int


def freshness_of(desk: Desk, events: Iterable[EventType], heard_of: Iterable[str]) -> tuple[SourceFreshness, ...]:
    """The sources that feed these event types or whose records are in the answer, of those ever heard; by name."""
    named = {*sources_of_events(desk.catalogue, events), *heard_of}
    return tuple(freshness(desk, heard) for heard in desk.durable.ledger.source_freshness() if heard.source in named)


def freshness(desk: Desk, heard: Heard) -> SourceFreshness:
    """How fresh one source is now; one the catalogue does not declare promises nothing."""
    declared = desk.catalogue.sources.get(heard.source)
    every = parse_every(declared.file.every) if declared and declared.file.every else None
    due_by = end_of_day(one_later(london(heard.known_at).date(), every)) if every else None
    return SourceFreshness(
        heard.source, declared.file.title if declared else heard.source, heard.known_at, heard.at, every, due_by,
        due_by is not None and desk.now > due_by, max(0, desk.now - heard.known_at), heard.events,
    )  # fmt: skip


def one_later(day: date, every: Every) -> date:
    """The day by which a source that last spoke on this day must have spoken again."""
    if every in MONTHS:
        return add_months(day, MONTHS[every])
    return day + timedelta(days=1 if every == "day" else 7)
