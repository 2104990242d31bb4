"""Can the screen be trusted: per source freshness and accounts, and everything that does not add up, by name."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from peeler.answers.access import note
from peeler.answers.asking import scope_of
from peeler.answers.chains import last_check
from peeler.answers.desk import Desk
from peeler.answers.freshness import SourceFreshness, every_heard, freshness
from peeler.answers.policy import policies_of
from peeler.answers.quarantine import AsideCount, counts_aside
from peeler.answers.remembering import Remembering
from peeler.definitions.objects import ObjectDefinition
from peeler.plans.extent import last_change, types_there
from peeler.plans.scope import Scope
from peeler.plans.states import OVER_LONG, health_of, over_long_objects, unborn_objects
from peeler.store.identity import OTHER_CONTENT
from peeler.store.projection import instant_of
from peeler.store.records import AccountEntry, QuarantineEntry
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError
from peeler.terms.feeds import LiveState
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
    """One source: how fresh (None: never heard), all its files together, and why rows that wait were refused.

    ``set_aside``: how many of the refused rows were set aside by hand, by whom and why; they are in no ``reasons``.
    """

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
    set_aside: tuple[AsideCount, ...] = ()


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
    """The health of the data; ``problems`` are the sentences that need somebody, worst first.

    ``chain`` and ``access_chain`` are what was wrong with the hash chains when they were last checked: at ``checked_at``,
    up to event ``checked_to``; None and 0 while the first check is being made;
    ``live`` is what the live feeds are doing, None where the process that answers has none.
    """

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
    live: LiveState | None = None
    checked_at: Instant | None = None
    checked_to: int = 0


def health(desk: Desk, viewer: Viewer) -> HealthAnswer:
    """The health of the data, of what the viewer may see; RequestError for a viewer without a policy."""
    note(desk, viewer, "health", {})
    policies_of(desk.catalogue, viewer)
    quarantined = desk.durable.quarantined.every()
    sources = sources_of(desk, quarantined)
    counts = desk.durable.ledger.counts()
    check = last_check(desk.durable, desk.now, counts.events)
    chain, access = ((), ()) if check is None else (check.ledger, check.access)
    with desk.reading() as reading:
        objects = objects_of(desk, viewer, reading)
        conflicts = sum(entry.row.reason == OTHER_CONTENT.reason and entry.aside is None for entry in quarantined)
        last, applied = desk.durable.ledger.last_sequence(), reading.applied
        problems = [*chain, *access, *problems_of_feeds(desk.live)]
        problems += [*problems_of_sources(sources), *problems_of_objects(objects)]
        if counts.unplaced:
            problems.append(f"{counts.unplaced:,} events have no known time and are in no period.")
        if applied < last:
            problems.append(f"{last - applied:,} events are accepted and not yet in the answers.")
        return HealthAnswer(
            desk.now, sources, objects, counts.events, counts.unplaced, conflicts, chain, access,
            tuple(problems), applied, last, reading.version, desk.synthetic, desk.live,
            None if check is None else check.at, 0 if check is None else check.last_sequence,
        )  # fmt: skip


def sources_of(desk: Desk, quarantined: Iterable[QuarantineEntry]) -> tuple[SourceHealth, ...]:
    """Every source declared or heard of, with its files' accounts and the reasons of its quarantined rows."""
    heard = {str(one.source): freshness(desk, one) for one in every_heard(desk)}
    accounts: dict[str, list[AccountEntry]] = {}
    for entry in desk.durable.accounts.every():
        accounts.setdefault(entry.account.source, []).append(entry)
    refused: dict[str, list[QuarantineEntry]] = {}
    for one in quarantined:
        refused.setdefault(one.row.source, []).append(one)
    names = sorted({*desk.catalogue.sources, *heard, *accounts, *refused})
    return tuple(
        source_health(desk, name, heard.get(name), accounts.get(name, []), refused.get(name, [])) for name in names
    )


def source_health(
    desk: Desk,
    name: str,
    heard: SourceFreshness | None,
    accounts: Sequence[AccountEntry],
    refused: Sequence[QuarantineEntry],
) -> SourceHealth:
    """One source: its files, newest load first, and their sums."""
    files = tuple(file_health(entry) for entry in reversed(accounts))
    read, accepted, duplicate, quarantined = (
        sum(getattr(file, figure) for file in files) for figure in ("read", "accepted", "duplicate", "quarantined")
    )
    reasons = Counter(entry.row.reason for entry in refused if entry.aside is None)
    title = desk.catalogue.sources[name].file.title if name in desk.catalogue.sources else name
    return SourceHealth(
        name, title, heard, read, accepted, duplicate, quarantined, all(file.adds_up for file in files),
        tuple(reasons.most_common()), files, counts_aside(refused),
    )  # fmt: skip


def file_health(entry: AccountEntry) -> FileHealth:
    """One file's account (ruling 14)."""
    account = entry.account
    adds_up = account.read == account.accepted + account.duplicate + account.quarantined
    return FileHealth(
        account.source, account.file, account.table, entry.known_at, account.read, account.accepted, account.duplicate,
        account.quarantined, account.withdrawn, account.dated, adds_up,
    )  # fmt: skip


def objects_of(desk: Desk, viewer: Viewer, reading: Remembering) -> tuple[ObjectHealth, ...]:
    """The health of every object type of which the viewer may see any."""
    names = tuple(desk.catalogue.objects)
    there = {str(row[0]) for row in reading.once(names, ("there",), lambda: reading.rows(types_there(names)))}
    found = []
    for definition in desk.catalogue.objects.values():
        try:
            found.append(object_health(desk, viewer, reading, definition, there=definition.name in there))
        except RequestError:
            continue
    return tuple(found)


def object_health(
    desk: Desk, viewer: Viewer, reading: Remembering, definition: ObjectDefinition, *, there: bool
) -> ObjectHealth:
    """One object type; RequestError where the viewer may see none of it."""
    scope, one = scope_of(desk, viewer, reading, definition, None, None), (definition.name,)
    if not there:
        return ObjectHealth(definition.name, definition.file.title, 0, 0, (), 0, (), 0)
    changed = reading.once(one, ("last change",), lambda: reading.rows(last_change(scope)))[0][0]
    rest = scope.at_rest(instant_of(changed))
    depends = ("health", tuple(condition.text for condition in scope.sight.conditions), rest.now, rest.at)
    (figures,) = reading.once(one, depends, lambda: [figures_of(reading, rest)])
    return ObjectHealth(definition.name, definition.file.title, *figures)


def figures_of(reading: Remembering, scope: Scope) -> tuple[Any, ...]:
    """Born, unborn with examples, restricted, over-long ones, and effects before their cause."""
    born, unborn, early, restricted, most = (int(figure) for figure in reading.rows(health_of(scope))[0])
    examples = reading.rows(unborn_objects(scope, 10)) if unborn else []
    over_long = reading.rows(over_long_objects(scope, 20)) if most > OVER_LONG else []
    longest = tuple((row[0], int(row[1])) for row in over_long)
    return born, unborn, tuple(row[0] for row in examples), restricted, longest, early


def problems_of_feeds(live: LiveState | None) -> list[str]:
    """What keeps the live feeds from working, in sentences."""
    if live is None:
        return []
    folding = [f"What comes in cannot be folded, and waits: {live.trouble}."] if live.trouble else []
    return [*folding, *(f"{feed.what or feed.source}: {feed.trouble}." for feed in live.feeds if feed.trouble)]


def problems_of_sources(sources: Iterable[SourceHealth]) -> list[str]:
    """What is wrong with the sources, in sentences."""
    found = [f"{s.title}: read is not accepted + duplicate + quarantined." for s in sources if not s.adds_up]
    found += [
        f"{s.title} has been silent for longer than it promises." for s in sources if s.freshness and s.freshness.silent
    ]
    for source in sources:
        count = sum(number for _, number in source.reasons)
        if count:
            found.append(f"{source.title}: {count:,} {'row waits' if count == 1 else 'rows wait'} in quarantine.")
    return found


def problems_of_objects(objects: Iterable[ObjectHealth]) -> list[str]:
    """What is wrong with the objects, in sentences."""
    found = []
    for one in objects:
        found += [f"{name} has {events:,} events, more than any one record should." for name, events in one.over_long]
        if one.unborn:
            found.append(f"{one.title}: {one.unborn:,} have events and no beginning; only counts of events count them.")
        if one.effects_before_cause:
            found.append(f"{one.title}: {one.effects_before_cause:,} events are dated before what they follow from.")
    return found
