"""What a new list makes true: facts that now stand, each an event with its id, and events that no longer do."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from peeler.sources.batches import RowBatch
from peeler.sources.derivation import (
    NO_LIST,
    Difference,
    Version,
    beginning_ids,
    between,
    event_id,
    retraction_name,
    standing,
)  # fmt: skip
from peeler.sources.entries import UNREADABLE
from peeler.sources.mapping import RuleSpeech, event_of, prepare, retraction_of
from peeler.sources.readings import FILE_CONTENT, FileReading
from peeler.sources.rules import CompiledRule
from peeler.sources.snapshots import ListPlace, Stamp, history_of, told_at, with_list
from peeler.terms.events import Event
from peeler.terms.identifiers import EventId

Changes = Mapping[Stamp, bytes | None]


class Fact(NamedTuple):
    """An event that now stands, and the entry it is of; ``here`` where it is the new list itself that tells it."""

    event: Event
    entry: bytes
    here: bool


@dataclass(frozen=True)
class FactChange:
    """What to accept: the facts that now stand and did not, and the retractions of events that no longer do."""

    stands: tuple[Fact, ...]
    withdrawn: tuple[Event, ...]


@dataclass(frozen=True)
class Past:
    """What is known of a scope before the new list: its lists, how entries changed, and the rows of old contents.

    ``text_of`` gives the kept text of a content (None: erased or never kept), ``number_of`` the number of its kept
    row, ``event_of`` an event by its id (for what only an erased text could tell).
    """

    stamps: Sequence[Stamp]
    changes: Mapping[bytes, Changes]
    text_of: Callable[[bytes], str | None]
    number_of: Callable[[bytes], int | None]
    event_of: Callable[[EventId], Event | None]
    parsed: dict[bytes, Mapping[str, str] | None] = field(default_factory=dict)

    def row(self, content: bytes) -> Mapping[str, str] | None:
        """The columns of the row with this content; None where its text is gone."""
        if content not in self.parsed:
            text = "{}" if content == FILE_CONTENT else self.text_of(content)
            self.parsed[content] = None if text is None else json.loads(text)
        return self.parsed[content]


def appearing(
    reading: FileReading, entries: Collection[bytes], place: ListPlace, numbers: Mapping[bytes, int]
) -> list[Fact]:
    """The facts of entries that the list before does not have, where no list comes after: each begins here."""
    before = str(place.before) if place.before else NO_LIST
    made: list[Fact] = []
    chosen = [entry for entry in entries if entry != reading.file_entry]
    for rule, said in zip(reading.table.row_rules, reading.row_said, strict=True):
        made += _begun(
            rule, said, [(entry, reading.listing.entries[entry]) for entry in chosen], before, place.stamp, numbers
        )
    if len(chosen) < len(entries):
        for rule, said in zip(reading.table.file_rules, reading.file_said, strict=True):
            made += _begun(rule, said, [(reading.file_entry, 0)], before, place.stamp, {})
    return made


def _begun(
    rule: CompiledRule,
    said: RuleSpeech,
    entries: Iterable[tuple[bytes, int]],
    before: str,
    stamp: Stamp,
    numbers: Mapping[bytes, int],
) -> list[Fact]:
    spoken, when = said.spoken, stamp.told
    speaking = [(entry, words) for entry, place in entries if (words := spoken[place]) is not None]
    lists, telling = between(before, str(stamp)), [entry for entry, _ in speaking]
    ids = beginning_ids(rule.source, subject_of(rule, b""), telling, lists)
    return [
        Fact(event_of(rule, words, EventId(identity), when, row=numbers.get(entry)), entry, here=True)
        for (entry, words), identity in zip(speaking, ids, strict=True)
    ]


def subject_of(rule: CompiledRule, entry: bytes) -> bytes:
    """What a rule says of an entry is named after both."""
    return rule.key.encode() + b"\x1f" + entry


def restated(
    reading: FileReading, entries: Mapping[bytes, bytes], touched: Iterable[bytes], place: ListPlace, past: Past
) -> FactChange:
    """What changes among the facts of the entries touched, when the list is laid among those there are."""
    ordered = sorted(touched)
    stands: list[Fact] = []
    withdrawn: list[Event] = []
    rows = [entry for entry in ordered if entry != reading.file_entry]
    for rules, group in (
        (reading.table.row_rules, rows),
        (reading.table.file_rules, [e for e in ordered if e == reading.file_entry]),
    ):
        for rule in rules:
            change = _restated(rule, reading, group, entries, place, past)
            stands += change.stands
            withdrawn += change.withdrawn
    return FactChange(tuple(stands), tuple(withdrawn))


class Moved(NamedTuple):
    """A version of an entry that has begun or ceased to stand."""

    entry: bytes
    version: Version


def _restated(
    rule: CompiledRule,
    reading: FileReading,
    touched: Sequence[bytes],
    entries: Mapping[bytes, bytes],
    place: ListPlace,
    past: Past,
) -> FactChange:
    begun: list[Moved] = []
    ended: list[Moved] = []
    compare = _comparing(rule, reading.table.happened, past)
    for entry in touched:
        changes, subject = past.changes.get(entry, {}), subject_of(rule, entry)
        was = standing(history_of(past.stamps, changes, UNREADABLE), subject, compare)
        stamps, laid = with_list(past.stamps, changes, place, entries.get(entry))
        now = standing(history_of(stamps, laid, UNREADABLE), subject, compare)
        names_before, names_now = {one.name for one in was}, {one.name for one in now}
        begun += [Moved(entry, version) for version in now if version.name not in names_before]
        ended += [Moved(entry, version) for version in was if version.name not in names_now]
    return _told(rule, reading, begun, ended, place, past)


def _comparing(rule: CompiledRule, happened: frozenset[str], past: Past) -> Callable[[bytes, bytes], Difference]:
    """How a rule compares two contents: by the columns it reads; what cannot be read any more counts as corrected."""
    happening, correcting = sorted(rule.columns & happened), sorted(rule.columns - happened)

    def compare(one: bytes, other: bytes) -> Difference:
        before, after = past.row(one), past.row(other)
        if before is None or after is None:
            return Difference(happened=False, corrected=True)
        return Difference(
            happened=any(before.get(column) != after.get(column) for column in happening),
            corrected=any(before.get(column) != after.get(column) for column in correcting),
        )

    return compare


def _told(
    rule: CompiledRule,
    reading: FileReading,
    begun: Sequence[Moved],
    ended: Sequence[Moved],
    place: ListPlace,
    past: Past,
) -> FactChange:
    """The events of versions that have begun to stand, and retractions of those that ceased and are not replaced."""
    corrected = [
        Moved(m.entry, m.version._replace(name=m.version.before, correcting=m.version.corrected))
        for m in begun
        if m.version.before
    ]
    earlier = {event.id for event in _events(rule, reading, corrected, past) if event}
    stands = []
    for moved, event in zip(begun, _events(rule, reading, begun, past), strict=True):
        if event is not None:
            before = EventId(event_id(rule.source, moved.version.before)) if moved.version.before else None
            told = event._replace(replaces=before if before in earlier else None)
            stands.append(Fact(told, moved.entry, here=moved.version.told == str(place.stamp)))
    replaced = {fact.event.replaces for fact in stands}
    gone = [
        retraction_of(event, EventId(event_id(rule.source, retraction_name(moved.version.name))), place.stamp.told)
        for moved, event in zip(ended, _events(rule, reading, ended, past, kept=True), strict=True)
        if event is not None and event.id not in replaced
    ]
    return FactChange(tuple(stands), tuple(gone))


def _events(
    rule: CompiledRule, reading: FileReading, moved: Sequence[Moved], past: Past, *, kept: bool = False
) -> list[Event | None]:
    """The event of each version, None where the rule does not speak; ``kept``: asked of the ledger if its text is
    gone.
    """
    rows = [_row(version, reading.table.happened, past) for _, version in moved]
    batch = _batch(rule, reading, moved, rows)
    made: list[Event | None] = []
    for (_, version), row, spoken in zip(moved, rows, prepare(rule, batch).spoken, strict=True):
        identity = EventId(event_id(rule.source, version.name))
        if row is None:
            made.append(past.event_of(identity) if kept else None)
        else:
            told = told_at(version.told.rpartition("#")[0])
            made.append(
                event_of(rule, spoken, identity, told, row=past.number_of(version.correcting)) if spoken else None
            )
    return made


def _row(version: Version, happened: frozenset[str], past: Past) -> Mapping[str, str] | None:
    """The row as the version has it: what happened as it was then, all else as it was last told."""
    told = past.row(version.correcting)
    if told is None or version.happening == version.correcting:
        return told
    then = past.row(version.happening) or told
    return {**{c: v for c, v in told.items() if c not in happened}, **{c: v for c, v in then.items() if c in happened}}


def _batch(
    rule: CompiledRule, reading: FileReading, moved: Sequence[Moved], rows: Sequence[Mapping[str, str] | None]
) -> RowBatch:
    names = {*reading.table.file.read} & rule.columns
    columns = {name: [(row or {}).get(name, "") for row in rows] for name in names}
    marks, dated = [entry.hex() for entry, _ in moved], [version.dated for _, version in moved]
    return RowBatch(len(moved), columns, reading.holes, marks, dated)
