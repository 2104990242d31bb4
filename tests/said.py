"""What made-up sources say, in few words: events and ledgers for the tests of the durable file."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from peeler.store.durable import Durable
from peeler.store.records import Erased, Fate
from peeler.terms.clocks import Instant, parse_moment
from peeler.terms.events import Event, Json, Naming, PersonalValue, canonical
from peeler.terms.identifiers import EventId, EventType, ForceKey, ObjectId, ObjectType, Role, SourceName

RMS = SourceName("rms")
OBJECT_TYPES = {"investigation": "investigation", "incident": "incident", "victim": "person_record"}


def event(
    event_id: str,
    data: Mapping[str, Json] | None = None,
    *,
    about: Mapping[str, str | Sequence[str]] | None = None,
    recorded: str | None = None,
    at: str | None = "2024-04-01",
    **others: Any,
) -> Event:
    """An event of a case; ``about`` maps roles to objects, moments are ISO texts."""
    roles = about or {"investigation": "crime:1"}
    named = [(role, each) for role, ids in roles.items() for each in ([ids] if isinstance(ids, str) else ids)]
    fields: dict[str, Any] = {
        "type": EventType("investigation.recorded"), "force": ForceKey("derbyshire"), "source": RMS, "actor": None,
        "precision": "instant" if at else "unknown",
    } | others  # fmt: skip
    return Event(
        id=EventId(event_id),
        at=parse_moment(at, edge="start") if at else None,
        recorded_at=parse_moment(recorded, edge="start") if recorded else None,
        objects=tuple(Naming(Role(r), ObjectType(OBJECT_TYPES.get(r, r)), ObjectId(o)) for r, o in named),
        data=canonical(data or {}),
        **fields,
    )


def described(event_id: str, subject: str, name: str, **others: Any) -> Event:
    """An event that brings a person's name."""
    value = PersonalValue("name", ObjectId(subject), name)
    return event(event_id, about={"victim": subject}, personal=(value,), **others)


def commit(durable: Durable, *events: Event, now: int = 0, founding: bool = False) -> list[Fate]:
    """Commits events; their fates."""
    with durable.commit(now=Instant(now), founding=founding) as opened:
        return opened.accept(events)


def erase(durable: Durable, subject: str, *, now: int = 0, why: str = "asked") -> Erased:
    """Erases a person."""
    with durable.commit(now=Instant(now), founding=False) as opened:
        return opened.erase(ObjectId(subject), who="registrar", why=why)


def holding(folder: Path, text: str) -> list[str]:
    """The files of a folder that hold a text, by a search of their bytes."""
    return [path.name for path in sorted(folder.rglob("*")) if path.is_file() and text.encode() in path.read_bytes()]


def living(durable: Durable) -> set[tuple[str, str]]:
    """The (id, content) of every event that stands."""
    events = durable.ledger.hand_over(None).events
    columns = [events.column(name).to_pylist() for name in ("id", "content", "dead_from")]
    return {(event_id, content) for event_id, content, dead_from in zip(*columns, strict=True) if dead_from is None}
