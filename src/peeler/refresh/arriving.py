"""A list on its way in: where it goes among the lists there are, what it changes, and what of the past that
concerns.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from peeler.sources.entries import UNREADABLE
from peeler.sources.facts import Past
from peeler.sources.readings import FILE_CONTENT, FileReading
from peeler.sources.snapshots import KnownList, ListChange, ListPlace, Stamp, change_from, entries_at, place_of
from peeler.store.durable import Durable
from peeler.store.records import list_digest
from peeler.terms.events import Event
from peeler.terms.identifiers import EventId

Changes = Mapping[Stamp, bytes | None]


@dataclass(frozen=True)
class Arriving:
    """What was read, the whole list, where it goes, what it changes; ``stamps`` of the lists there are, in order, and
    how every entry of the scope changed from one to the next; ``held``: how many entries the list before has.
    """

    reading: FileReading
    entries: Mapping[bytes, bytes]
    place: ListPlace
    change: ListChange
    stamps: tuple[Stamp, ...]
    changes: Mapping[bytes, Changes]
    held: int
    appearing: frozenset[bytes]

    @cached_property
    def touched(self) -> frozenset[bytes]:
        """Every entry of which something may now be told otherwise: changed by this list, or by the one after it."""
        after = self.place.after
        following = [entry for entry, changes in self.changes.items() if after in changes] if after else []
        return frozenset({*self.change.told, *self.change.gone, *following})

    @cached_property
    def plainly_appearing(self) -> frozenset[bytes]:
        """Entries that begin with this list: not in the one before, with none after it, and understood."""
        if self.place.after is not None:
            return frozenset()
        return frozenset(entry for entry in self.appearing if self.entries[entry] != UNREADABLE)


def arriving_list(durable: Durable, reading: FileReading) -> Arriving | None:
    """The list a file is, compared with those kept; None where it is equal to one of the same date."""
    key = (reading.table.source, reading.table.name, reading.scope)
    entries = reading.contents(durable.mark)
    known = tuple(KnownList(Stamp(s.dated, s.issue), s.digest) for s in durable.lists.snapshots(*key))
    place = place_of(known, reading.dated, list_digest(entries))
    if place is None:
        return None
    histories = durable.lists.histories(*key) if known else {}
    changes = {
        entry: {Stamp(change.dated, change.issue): change.content for change in told}
        for entry, told in histories.items()
    }
    before = entries_at(changes, place.before) if place.before else {}
    change = change_from(before, entries)
    appearing = frozenset(entry for entry in change.told if entry not in before)
    stamps = tuple(one.stamp for one in known)
    return Arriving(reading, entries, place, change, stamps, changes, len(before), appearing)


def past_of(durable: Durable, arriving: Arriving, entries: Iterable[bytes], numbers: Mapping[bytes, int]) -> Past:
    """What is known of these entries before this list, and the texts of the rows they have had; new ones among
    them.
    """
    reading = arriving.reading
    changes = {entry: arriving.changes.get(entry, {}) for entry in entries}
    asked = {content for told in changes.values() for content in told.values() if content is not None}
    kept = durable.lists.texts(asked - {UNREADABLE, FILE_CONTENT})
    texts = {content: row.text for content, row in kept.items()}
    texts |= {
        arriving.entries[entry]: reading.listing.texts[place]
        for entry, place in reading.listing.entries.items()
        if entry in changes
    }
    known_numbers = {**{content: row.number for content, row in kept.items()}, **numbers}

    def event_of(event_id: EventId) -> Event | None:
        versions = durable.ledger.event(event_id)
        return versions[-1].event if versions else None

    return Past(arriving.stamps, changes, texts.get, known_numbers.get, event_of)
