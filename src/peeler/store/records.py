"""What passes between the durable file and the floors above it: frozen records, and nothing that knows a database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

import pyarrow as pa

from peeler.terms.clocks import Instant
from peeler.terms.events import Event, Json
from peeler.terms.identifiers import EventId, EventType, ForceKey, ObjectId, SourceName

# ---- fates of events


@dataclass(frozen=True, slots=True)
class Accepted:
    """The event is in the ledger once the commit ends."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The very same (id, recorded_at, content) was there before, or stood earlier in the same batch."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The event cannot be taken; the reason is one line without personal data, fit for quarantine."""

    reason: str


Fate = Accepted | Duplicate | Refused
ACCEPTED, DUPLICATE = Accepted(), Duplicate()


# ---- rows of sources


class KeptRow(NamedTuple):
    """One source row as it is kept: its text, the subjects (people) whose erasure must remove it, and the text's mark
    where it has been made already.
    """

    text: str
    subjects: tuple[ObjectId, ...] = ()
    mark: bytes | None = None


class KeptText(NamedTuple):
    """A kept row as it stands: its number, and its text (None once erased)."""

    number: int
    text: str | None


class Quarantined(NamedTuple):
    """A row that could not be understood: where it stood (line, or None for the whole file), why, and its text."""

    source: SourceName
    file: str
    position: int | None
    reason: str
    text: str | None
    subjects: tuple[ObjectId, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """By whom, why and when a quarantined row was set aside: nobody means to mend it."""

    who: str
    why: str
    at: Instant


@dataclass(frozen=True, slots=True)
class QuarantineEntry:
    """A quarantined row as kept: its number and when it was first entered; ``row.text`` is None once erased.

    ``aside``: who set it aside and why; None while it waits to be mended.
    """

    number: int
    known_at: Instant
    row: Quarantined
    aside: SetAside | None = None


@dataclass(frozen=True, slots=True)
class FileAccount:
    """What became of one file, in rows: ``read = accepted + duplicate + quarantined`` (ruling 14).

    ``withdrawn`` counts what the file's list no longer holds; ``dated`` is the date of its snapshot ('' for none).
    """

    source: SourceName
    file: str
    table: str
    read: int
    accepted: int
    duplicate: int
    quarantined: int
    withdrawn: int
    dated: str

    def __post_init__(self) -> None:
        """Refuses an account that does not add up (a ValueError: a fault of the programme)."""
        if self.read != self.accepted + self.duplicate + self.quarantined:
            raise ValueError(f"{self.file}: read is not accepted + duplicate + quarantined")


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """A file's account as kept, with the moment of its commit."""

    number: int
    known_at: Instant
    account: FileAccount


# ---- snapshot lists (ruling 11)


class Snapshot(NamedTuple):
    """One kept list of a scope; lists of a scope stand in the order (dated, issue). ``scope`` is canonical JSON."""

    number: int
    source: SourceName
    table: str
    scope: str
    dated: str
    issue: int
    digest: bytes
    rows: int


@dataclass(frozen=True, slots=True)
class KeptList:
    """A whole new list of a scope, to be kept between the lists before and after it.

    ``entries`` maps each entry (16 bytes: the mark of its key and number) to its content (16 bytes: the mark of the
    text kept of its row, see ``Durable.mark``). ``dated`` sorts as text; ``issue`` tells lists of a date apart, from 0.
    """

    source: SourceName
    table: str
    scope: str
    dated: str
    issue: int
    entries: Mapping[bytes, bytes]

    @property
    def digest(self) -> bytes:
        """The digest of the list as a whole."""
        return list_digest(self.entries)


class EntryChange(NamedTuple):
    """In the list so dated an entry got this content, or left the list (None)."""

    dated: str
    issue: int
    content: bytes | None


def list_digest(entries: Mapping[bytes, bytes]) -> bytes:
    """16 bytes, equal for equal lists whatever the order of their rows."""
    return blake2b(b"".join(sorted(entry + content for entry, content in entries.items())), digest_size=16).digest()


# ---- reference tables


class ReferenceRow(NamedTuple):
    """One figure of a vintage of a reference table: for whom, from first to last day inclusive, by what, how many."""

    table: str
    vintage: str
    force: ForceKey
    first: date
    last: date
    dimensions: tuple[tuple[str, str], ...]
    value: int


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """One vintage of a reference table as kept: how many rows, and since when."""

    table: str
    vintage: str
    rows: int
    known_at: Instant


# ---- the ledger, read


class KeptEvent(NamedTuple):
    """An event as the ledger holds it; personal values stay apart, so ``event.personal`` is empty.

    ``dead_from``: when it became known that a correction, a retraction or a later version stands in its place.
    """

    seq: int
    event: Event
    known_at: Instant
    dead_from: Instant | None
    content: bytes


@dataclass(frozen=True, slots=True)
class HandOver:
    """Events for the fold as Arrow tables.

    ``events``: seq, id, type, force, at, precision, recorded_at, known_at, dead_from, source,
    data (JSON), content (hex).
    ``namings``: seq, role, object_type, object; all that those events name. Instants are naive UTC timestamps.
    """

    events: pa.Table
    namings: pa.Table


class Arrived(NamedTuple):
    """Events of one type that a source had accepted since a moment: how many, and when the last of them became known."""

    type: EventType
    source: SourceName
    events: int
    known_at: Instant


class SourceFreshness(NamedTuple):
    """When a source last said something new, the latest moment it spoke of, and how many events it has given."""

    source: SourceName
    known_at: Instant
    at: Instant | None
    events: int


class LedgerCommit(NamedTuple):
    """One commit of the ledger: its moment, and its first and last event's number (last is first - 1 for none)."""

    number: int
    known_at: Instant
    founding: bool
    first: int
    last: int
    events: int
    chain: bytes


class LedgerCounts(NamedTuple):
    """How much there is: events, those dead (corrected, retracted or superseded), those without a time, commits."""

    events: int
    dead: int
    unplaced: int
    commits: int


# ---- people, decisions, definitions, access


class PersonalEntry(NamedTuple):
    """One personal value as kept: the event it came with, its field, its subject, and its text."""

    seq: int
    event: EventId
    type: EventType
    field: str
    subject: ObjectId
    text: str


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure removed: personal values, texts of kept and of quarantined rows, mentions in others' texts."""

    subject: ObjectId
    values: int
    rows: int
    quarantined: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision someone made: what kind, by whom, about what (an object's id or a key), why, and what came of it."""

    kind: str
    who: str
    about: str
    why: str
    result: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    """A decision as kept, with the moment of its commit."""

    number: int
    known_at: Instant
    decision: Decision


@dataclass(frozen=True, slots=True)
class KeptDefinition:
    """A definition by the hash of its text, so that an old figure can be run again as it was defined."""

    hash: str
    kind: str
    name: str
    text: str
    first_kept: Instant


class AccessEntry(NamedTuple):
    """One question someone asked: when, who, and the question as canonical JSON (object ids, no personal data)."""

    number: int
    at: Instant
    viewer: str
    question: str
    chain: bytes
