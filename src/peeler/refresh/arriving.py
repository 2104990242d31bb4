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
from peeler.store.records import EntryChange, list_digest
from peeler.terms.events import Event
from peeler.terms.identifiers import EventId

Changes = Mapping[Stamp, bytes | None]


@dataclass(frozen=True)
class Arriving:
    """What was read, the whole list, where it goes, what it changes; ``stamps`` of the lists there are, in order, and
    how every entry of the scope changed from one to the next; ``held``: how many entries the list before has;
    ``follows``: it comes after all others and is kept by its changes, of which alone ``stamps`` and ``changes`` tell.
    """

    reading: FileReading
    entries: Mapping[bytes, bytes]
    place: ListPlace
    change: ListChange
    stamps: tuple[Stamp, ...]
    changes: Mapping[bytes, Changes]
    held: int
    appearing: frozenset[bytes]
    follows: bool = False

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


def following_list(durable: Durable, reading: FileReading, *, whole: bool) -> Arriving | None:
    """A list that comes after all others of its scope, read whole, or (not ``whole``) only its entries read again.

    None where it changes nothing. What it costs depends on what was read and what changed, not on how many lists
    there are: only the lists in which the touched entries changed, and those right before, matter to their facts.
    """
    key = (reading.table.source, reading.table.name, reading.scope)
    entries, last = reading.contents(durable.mark), durable.lists.last(*key)
    before = durable.lists.standing(*key) if whole else standing_of(durable.lists.histories(*key, entries))
    change = change_from(before, entries)
    if not whole:
        change = ListChange(change.told, frozenset(), too_much=False)
    touched = {*change.told, *change.gone}
    if not touched and last is not None:
        return None
    histories = durable.lists.histories(*key, touched)
    changes = {entry: {Stamp(c.dated, c.issue): c.content for c in told} for entry, told in histories.items()}
    places = {(stamp.dated, stamp.issue) for of_entry in changes.values() for stamp in of_entry}
    newest = Stamp(last.dated, last.issue) if last else None
    stamps = {Stamp(*place) for place in places | durable.lists.before(*key, places)} | ({newest} if newest else set())
    place = ListPlace(stamp_after(newest, reading.dated), newest, None)
    appearing = frozenset(entry for entry in change.told if entry not in before)
    held = last.rows if last else 0
    return Arriving(reading, entries, place, change, tuple(sorted(stamps)), changes, held, appearing, follows=True)


def stamp_after(newest: Stamp | None, dated: str) -> Stamp:
    """The place of a list after all others, whatever their dates."""
    if newest is None or newest.dated < dated:
        return Stamp(dated, 0)
    return Stamp(newest.dated, newest.issue + 1)


def standing_of(histories: Mapping[bytes, list[EntryChange]]) -> dict[bytes, bytes]:
    """What the last list holds of entries that changed so."""
    last = ((entry, told[-1].content) for entry, told in histories.items())
    return {entry: content for entry, content in last if content is not None}


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
