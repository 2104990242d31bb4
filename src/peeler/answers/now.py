"""What is happening now: what this workspace looks at, what came in lately, and the last crimes recorded."""

from collections.abc import Iterable
from dataclasses import dataclass

from peeler.answers.access import note
from peeler.answers.asking import scope_of
from peeler.answers.desk import Desk
from peeler.answers.freshness import SourceFreshness, every_heard, freshness
from peeler.answers.policy import least_told, policies_of, sight_of
from peeler.answers.records import read, text
from peeler.answers.remembering import Remembering
from peeler.definitions.catalogue import Catalogue
from peeler.definitions.objects import ObjectDefinition
from peeler.plans.extent import character
from peeler.plans.latest import first_begun, latest_begun
from peeler.plans.scope import Scope
from peeler.store.projection import instant_of
from peeler.store.records import Arrived
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError
from peeler.terms.feeds import LiveState
from peeler.terms.identifiers import ObjectType
from peeler.terms.viewers import Viewer

INVESTIGATION = ObjectType("investigation")
MINUTE = 60_000_000
LATELY = 60 * MINUTE
MONTH = 31 * 24 * 60 * MINUTE
MOST_RECORDED = 8


@dataclass(frozen=True, slots=True)
class Arrivals:
    """One type of event that came in lately: how many, from how many moments of the last one on, and by which sources."""

    type: str
    meaning: str
    count: int
    last_known_at: Instant
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A crime recorded lately, as it stood when it was recorded."""

    object: str
    at: Instant
    crime_type: str | None
    area: str | None


@dataclass(frozen=True, slots=True)
class NowAnswer:
    """What is being looked at and what is happening; all of it of what the viewer may see.

    ``lately`` is the length of time, in microseconds, that ``arrivals`` (most first) are of; ``loading`` names the systems
    whose history is still being loaded; ``live`` is None where the process that answers has no live feeds.
    """

    as_at: Instant
    forces: tuple[str, ...]
    synthetic: bool
    events: int
    first_at: Instant | None
    last_at: Instant | None
    sources: tuple[SourceFreshness, ...]
    loading: tuple[str, ...]
    lately: int
    arrivals: tuple[Arrivals, ...]
    recorded: tuple[Recorded, ...]
    live: LiveState | None
    journal_version: int


def happening(desk: Desk, viewer: Viewer) -> NowAnswer:
    """What is happening now, for a viewer; NotAllowed for one without a policy."""
    note(desk, viewer, "happening", {})
    policies_of(desk.catalogue, viewer)
    sources = tuple(freshness(desk, heard) for heard in every_heard(desk))
    with desk.reading() as reading:
        forces, first = whose_since_when(desk, viewer, reading)
        last = max((feed.last_at for feed in sources if feed.last_at is not None), default=None)
        return NowAnswer(
            desk.now, forces, desk.synthetic, sum(feed.events for feed in sources), first, last, sources, titles(desk.catalogue, desk.loading),
            LATELY, tuple(arrivals(desk, viewer, desk.durable.ledger.arrived_since(Instant(desk.now - LATELY)))),
            tuple(recorded(desk, viewer, reading, last)), desk.live, reading.version,
        )  # fmt: skip


def titles(catalogue: Catalogue, sources: Iterable[str]) -> tuple[str, ...]:
    """The titles of these sources."""
    known = catalogue.sources
    return tuple(known[name].file.title if name in known else name for name in sources)


def arrivals(desk: Desk, viewer: Viewer, arrived: Iterable[Arrived]) -> list[Arrivals]:
    """What came in, by type, most first; of objects all of which the viewer may see and count, since these are not netted."""
    found: dict[str, list[Arrived]] = {}
    for one in arrived:
        if sees_all(desk, viewer, one.type.partition(".")[0]):
            found.setdefault(one.type, []).append(one)
    made = [
        Arrivals(
            kind, desk.catalogue.events[kind].meaning if kind in desk.catalogue.events else "",  # type: ignore[index]
            sum(one.events for one in ones), max(one.known_at for one in ones),
            titles(desk.catalogue, sorted({one.source for one in ones})),
        )
        for kind, ones in found.items()
    ]  # fmt: skip
    return sorted(made, key=lambda one: (-one.count, one.type))


def sees_all(desk: Desk, viewer: Viewer, object_type: str) -> bool:
    """Whether a viewer may see every object of a type and be told every count of them."""
    if object_type not in desk.catalogue.objects:
        return False
    try:
        everything = sight_of(desk.catalogue, viewer, object_type).everything
    except RequestError:
        return False
    return everything and least_told(desk.catalogue, viewer, object_type) is None


def recorded(desk: Desk, viewer: Viewer, reading: Remembering, last: Instant | None) -> list[Recorded]:
    """The last crimes recorded that the viewer may see; those of the month before the newest event of all."""
    definition = desk.catalogue.objects.get(INVESTIGATION)
    scope = seen(desk, viewer, reading, definition)
    if definition is None or scope is None:
        return []
    since = Instant(min(desk.now, desk.now if last is None else last) - MONTH)
    births = [str(birth) for birth in definition.births]
    rows = reading.rows(latest_begun(scope, births, ("crime_type", "area"), since, MOST_RECORDED))
    read_rows = [[read(value) for value in row] for row in rows]
    return [
        Recorded(str(name), Instant(at), text(crime_type), text(area))
        for name, at, crime_type, area in read_rows
        if isinstance(at, int)
    ]


def seen(desk: Desk, viewer: Viewer, reading: Remembering, definition: ObjectDefinition | None) -> Scope | None:
    """What a viewer may see of a kind of object now; None where the catalogue has no such kind, or they may see none."""
    if definition is None:
        return None
    try:
        return scope_of(desk, viewer, reading, definition, None, None)
    except RequestError:
        return None


def whose_since_when(desk: Desk, viewer: Viewer, reading: Remembering) -> tuple[tuple[str, ...], Instant | None]:
    """The forces whose investigations are here, and when the first of them began."""
    scope = seen(desk, viewer, reading, desk.catalogue.objects.get(INVESTIGATION))
    if scope is None:
        return (), None
    rows = reading.rows(character(scope))
    (first,) = reading.rows(first_begun(scope))[0]
    return tuple(sorted({str(row[0]) for row in rows if row[0]})), instant_of(first)
