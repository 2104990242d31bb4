"""Small worlds for hypothesis: a score of events about a few objects, told late, twice, corrected and taken back."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, NamedTuple

from hypothesis import strategies as st

from peeler.definitions.catalogue import Catalogue
from peeler.definitions.objects import EventDefinition
from peeler.terms.clocks import Instant, parse_instant
from peeler.terms.events import Event, Naming, canonical
from peeler.terms.identifiers import EventId, EventType, ForceKey, ObjectId, ObjectType, Role, SourceName

# Equal instants, month ends that clamp, and days whose clock skips an hour or has one twice.
INSTANTS = [
    parse_instant(text)
    for text in (
        "2023-09-29T01:30", "2023-10-28T01:30", "2023-10-28T13:30", "2023-10-29T02:30", "2024-01-30T10:00", "2024-01-31T09:00",
        "2024-01-31T09:00", "2024-02-01T00:00", "2024-02-01T10:00", "2024-02-14T10:00", "2024-02-29T09:00", "2024-02-29T10:00",
        "2024-02-29T01:30", "2024-03-30T01:30", "2024-03-30T02:05", "2024-03-31T09:00",
    )
]  # fmt: skip
RECORDED = [parse_instant(text) for text in ("2024-02-01T12:00", "2024-02-02T12:00", "2024-03-01T12:00")]
FIRST_KNOWN = parse_instant("2024-05-01T00:00")
HOUR = 3_600_000_000
COMMITS = 5
WORDS = ("low", "mid", "high", "odd", "full", "full", "brief", "cell", "cell", "waiting")
VALUES: dict[str, Callable[[Random], Any]] = {
    "word": lambda chance: chance.choice(WORDS),
    "text": lambda chance: chance.choice(["a note", "another"]),
    "integer": lambda chance: chance.randint(-2, 5),
    "decimal": lambda chance: chance.choice(["0.1", "0.25", "-3", "12.000001"]),
    "yes_no": lambda chance: chance.random() < 0.5,
    "judgement": lambda chance: {"value": chance.random() < 0.7, "judged_by": "source"},
    "day": lambda chance: chance.choice(["2024-02-01", "2024-02-29"]),
    "instant": lambda chance: chance.choice(["2024-02-01T00:00:00", "2024-02-29T10:00:00.000001"]),
    "set": lambda chance: sorted(chance.sample(["knife", "child", "hate"], chance.randint(1, 2))),
}


class Arrival(NamedTuple):
    """An event and the number of the commit that takes it."""

    event: Event
    commit: int


def object_of(chance: Random, object_type: str) -> ObjectId:
    """One of the two objects of a type, the first oftener."""
    return ObjectId(f"{object_type}:{chance.choice('aab')}")


def namings(chance: Random, event: EventType, definition: EventDefinition) -> tuple[Naming, ...]:
    """The object itself, and in other roles mostly one, sometimes none, seldom two."""
    found = set()
    for role, object_type in definition.roles.items():
        times = 1 if role == event.split(".")[0] else chance.choice((0, 1, 1, 1, 2))
        found |= {Naming(Role(role), ObjectType(object_type), object_of(chance, object_type)) for _ in range(times)}
    return tuple(sorted(found))


def an_event(chance: Random, catalogue: Catalogue, number: int, kind: EventType) -> Event:
    """An event of a type, about some of the few objects, saying some of what it may."""
    definition = catalogue.events[kind]
    said = {name: VALUES[field.kind](chance) for name, field in definition.fields.items() if chance.random() < 0.7}
    placed = chance.random() < 0.95
    return Event(
        EventId(f"e{number}"), kind, ForceKey(chance.choice(("north", "south"))),
        chance.choice(INSTANTS) if placed else None, chance.choice(("instant", "day")) if placed else "unknown",
        chance.choice([None, None, *RECORDED]), SourceName(chance.choice(("rms", "custody"))), None,
        namings(chance, kind, definition), canonical(said),
    )  # fmt: skip


def linked(chance: Random, event: Event, before: Sequence[Event]) -> Event:
    """Perhaps makes an event a correction, a retraction or a later version of another, or one to be corrected from before."""
    other, link = chance.choice(before), chance.random()
    if link < 0.12:
        return event._replace(replaces=other.id) if event.id != other.id else event
    if link < 0.2:
        return event._replace(retracts=other.id) if event.id != other.id else event
    if link < 0.35 and other.recorded_at is not None:
        # A version may name others and be of another kind, and may even be older than what it follows.
        return event._replace(id=other.id, recorded_at=chance.choice(RECORDED))
    return event


def world(chance: Random, catalogue: Catalogue, events: int, commits: int) -> list[Arrival]:
    """Mostly births first, then anything; half of the worlds arrive in the order things happened, the others in any."""
    births = [birth for definition in catalogue.objects.values() for birth in definition.births]
    kinds = list(catalogue.events)
    found: list[Event] = []
    for number in range(events):
        kind = chance.choice(births if number < 6 or chance.random() < 0.2 else kinds)
        event = an_event(chance, catalogue, number, kind)
        found.append(linked(chance, event, found) if found else event)
    arriving = [chance.randrange(commits) for _ in found]
    if chance.random() < 0.5:
        arriving.sort()
        found.sort(key=lambda event: (event.at or 0, catalogue_order(catalogue, event)))
    return [Arrival(event, commit) for event, commit in zip(found, arriving, strict=True)]


def catalogue_order(catalogue: Catalogue, event: Event) -> int:
    """Owners' events before their members'."""
    return list(catalogue.events).index(event.type)


def in_world(number: int, event: Event) -> Event:
    """The same event about the objects of a world of its own, so that many worlds lie side by side in one ledger."""

    def own(text: str) -> str:
        return f"{number}/{text}"

    return event._replace(
        id=EventId(own(event.id)),
        replaces=EventId(own(event.replaces)) if event.replaces else None,
        retracts=EventId(own(event.retracts)) if event.retracts else None,
        objects=tuple(naming._replace(object=ObjectId(own(naming.object))) for naming in event.objects),
    )


def worlds(
    catalogue: Catalogue, *, most: int = 20, events: int = 20, commits: int = COMMITS
) -> st.SearchStrategy[list[Arrival]]:
    """Many worlds side by side, in the order told: a fold of twenty costs hardly more than a fold of one."""
    sizes = st.integers(1, events)
    one = st.builds(world, st.randoms(use_true_random=True), st.just(catalogue), sizes, st.just(commits))
    return st.lists(one, min_size=most // 2, max_size=most).map(side_by_side)


def side_by_side(drawn: list[list[Arrival]]) -> list[Arrival]:
    """All worlds in one ledger, commit by commit."""
    told = [Arrival(in_world(n, event), commit) for n, one in enumerate(drawn) for event, commit in one]
    return sorted(told, key=lambda arrival: arrival.commit)


def known_at(commit: int) -> Instant:
    """When a commit became known: an hour after the one before."""
    return Instant(FIRST_KNOWN + commit * HOUR)


def by_commit(told: Sequence[Arrival]) -> dict[int, list[Event]]:
    """The events of each commit, in order."""
    commits: dict[int, list[Event]] = {}
    for event, commit in told:
        commits.setdefault(commit, []).append(event)
    return dict(sorted(commits.items()))
