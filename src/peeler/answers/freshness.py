"""How fresh the feeds behind an answer are: when each was last heard, how often it should be, if it is silent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from peeler.answers.desk import Desk
from peeler.measures.lineage import sources_of_events
from peeler.store.records import SourceFreshness as Heard
from peeler.terms.clocks import Every, Instant, add_months, end_of_day, london, parse_promise
from peeler.terms.identifiers import EventType, SourceName

MONTHS: dict[Every, int] = {"month": 1, "quarter": 3, "year": 12, "financial_year": 12}


@dataclass(frozen=True, slots=True)
class SourceFreshness:
    """One source behind an answer. ``age`` is in microseconds since it was last heard; ``silent``: later than promised,
    and not one whose history is just being loaded.

    ``last_at`` is the newest moment its events are about (None when none is placed in time); ``every`` is a kind of
    period or a length of time such as 5 minutes, None for a source that makes no promise, which is never silent.
    """

    source: str
    title: str
    last_known_at: Instant
    last_at: Instant | None
    every: str | None
    due_by: Instant | None
    silent: bool
    age: int
    events: int


def freshness_of(desk: Desk, events: Iterable[EventType], heard_of: Iterable[str]) -> tuple[SourceFreshness, ...]:
    """The sources that feed these event types or whose records are in the answer, of those ever heard; by name."""
    named = {*sources_of_events(desk.catalogue, events), *heard_of}
    return tuple(freshness(desk, heard) for heard in every_heard(desk) if heard.source in named)


def every_heard(desk: Desk) -> list[Heard]:
    """What each source said last, and when a live one was last heard, if only to say that there was nothing new."""
    heard = {one.source: one for one in desk.durable.ledger.source_freshness()}
    for source, moment in heard_live(desk).items():
        name = SourceName(source)
        said = heard.get(name)
        polled = is_polled(desk, source)
        moments = [moment] if said is None or polled else [moment, said.known_at]
        heard[name] = Heard(name, max(moments), said.at if said else None, said.events if said else 0)
    return [heard[name] for name in sorted(heard)]


def heard_live(desk: Desk) -> dict[str, Instant]:
    """When each live source was last heard; of several polled tables the one that has been silent longest."""
    heard: dict[str, list[Instant]] = {}
    for cursor in desk.durable.cursors.every():
        heard.setdefault(cursor.source, []).append(cursor.heard_at)
    return {source: min(moments) if is_polled(desk, source) else max(moments) for source, moments in heard.items()}


def is_polled(desk: Desk, source: str) -> bool:
    """Whether any table of a source is polled: then it is heard when it is read, not when something changes."""
    declared = desk.catalogue.sources.get(source)
    return declared is not None and any(table.poll for table in declared.file.tables.values())


def freshness(desk: Desk, heard: Heard) -> SourceFreshness:
    """How fresh one source is now; one the catalogue does not declare promises nothing."""
    declared = desk.catalogue.sources.get(heard.source)
    promise = parse_promise(declared.file.every) if declared and declared.file.every else None
    due_by = due(heard.known_at, promise) if promise is not None else None
    every = declared.file.every if declared and isinstance(promise, int) else promise
    return SourceFreshness(
        heard.source, declared.file.title if declared else heard.source, heard.known_at, heard.at,
        None if every is None else str(every), due_by,
        due_by is not None and desk.now > due_by and heard.source not in desk.loading, max(0, desk.now - heard.known_at), heard.events,
    )  # fmt: skip


def due(heard: Instant, promise: Every | int) -> Instant:
    """When a source last heard at a moment must have spoken again: a length of time later, or by the end of a period."""
    if isinstance(promise, int):
        return Instant(heard + promise)
    return end_of_day(one_later(london(heard).date(), promise))


def one_later(day: date, every: Every) -> date:
    """The day by which a source that last spoke on this day must have spoken again."""
    if every in MONTHS:
        return add_months(day, MONTHS[every])
    return day + timedelta(days=1 if every == "day" else 7)


def each_once(feeds: Iterable[SourceFreshness]) -> tuple[SourceFreshness, ...]:
    """The feeds behind several answers, each once, the one heard longest ago first."""
    found = {feed.source: feed for feed in feeds}
    return tuple(sorted(found.values(), key=lambda feed: -feed.age))
