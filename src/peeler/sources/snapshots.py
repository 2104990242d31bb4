"""What a new list changes: its place among the lists of its scope, the facts that now stand, and those that no longer
do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from peeler.sources.derivation import Told
from peeler.terms.clocks import Instant, parse_moment

Content = bytes
Entries = Mapping[bytes, Content]
WITHDRAWABLE: Final = 10  # a list may withdraw one part in so many of the list before it without being confirmed


@dataclass(frozen=True, order=True)
class Stamp:
    """A list's place among those of its scope: its date (text that sorts) and its issue, from 0."""

    dated: str
    issue: int

    def __str__(self) -> str:
        """``2024-04#0``, as it stands in the names of events."""
        return f"{self.dated}#{self.issue}"

    @property
    def told(self) -> Instant:
        """When what the list says was written, at the latest: the end of its day or month, or its very moment."""
        return told_at(self.dated)


def told_at(dated: str) -> Instant:
    """The end of the London day or month of a list's date, or the moment that it is."""
    return parse_moment(dated, edge="end")


@dataclass(frozen=True)
class KnownList:
    """A list kept before: where it stands and the digest of all it holds."""

    stamp: Stamp
    digest: bytes


@dataclass(frozen=True)
class ListPlace:
    """Where a new list goes: its own stamp, and those of its neighbours (None where it has none)."""

    stamp: Stamp
    before: Stamp | None
    after: Stamp | None


def place_of(known: Sequence[KnownList], dated: str, digest: bytes) -> ListPlace | None:
    """Where a list so dated goes among those of its scope; None where a list of that date is equal to it."""
    same = [one for one in known if one.stamp.dated == dated]
    if any(one.digest == digest for one in same):
        return None
    stamp = Stamp(dated, max((one.stamp.issue for one in same), default=-1) + 1)
    earlier = [one.stamp for one in known if one.stamp < stamp]
    later = [one.stamp for one in known if one.stamp > stamp]
    return ListPlace(stamp, max(earlier, default=None), min(later, default=None))


@dataclass(frozen=True)
class ListChange:
    """How a new list differs from the one before it: entries new or changed, and entries gone; ``too_much`` to be
    believed.
    """

    told: Mapping[bytes, Content]
    gone: frozenset[bytes]
    too_much: bool


def change_from(before: Entries, entries: Entries) -> ListChange:
    """Compares a new list with the one before it (empty where it is the first)."""
    told = {entry: content for entry, content in entries.items() if before.get(entry) != content}
    gone = frozenset(before.keys() - entries.keys())
    return ListChange(told, gone, too_much=len(gone) * WITHDRAWABLE > len(before))


def history_of(stamps: Sequence[Stamp], changes: Mapping[Stamp, Content | None], unreadable: Content) -> list[Told]:
    """What every list in date order says of one entry; lists in which its row could not be read say nothing.

    ``changes`` holds the content from each list that changed it, None where it left.
    """
    history: list[Told] = []
    content: Content | None = None
    for stamp in stamps:
        content = changes.get(stamp, content)
        if content != unreadable:
            history.append(Told(str(stamp), stamp.dated, content))
    return history


def with_list(
    stamps: Sequence[Stamp], changes: Mapping[Stamp, Content | None], place: ListPlace, content: Content | None
) -> tuple[list[Stamp], dict[Stamp, Content | None]]:
    """The lists and one entry's changes with the new list among them; what the lists after it say stays as it was."""
    laid = dict(changes)
    if place.after is not None and place.after not in laid:
        laid[place.after] = content_at(changes, place.after)
    laid[place.stamp] = content
    return sorted([*stamps, place.stamp]), laid


def content_at(changes: Mapping[Stamp, Content | None], at: Stamp) -> Content | None:
    """What the list at a stamp holds of an entry that changed so."""
    earlier = [stamp for stamp in changes if stamp <= at]
    return changes[max(earlier)] if earlier else None


def entries_at(changes: Mapping[bytes, Mapping[Stamp, Content | None]], at: Stamp) -> dict[bytes, Content]:
    """A whole list, from how the entries of its scope changed."""
    told = ((entry, content_at(of_entry, at)) for entry, of_entry in changes.items())
    return {entry: content for entry, content in told if content is not None}
