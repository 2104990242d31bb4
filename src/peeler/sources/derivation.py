"""From lists to facts, purely: what stands of an entry, given what every list under its date held of it (ruling 11).

An entry that appears begins a happening; one that changes in a column that *happened* begins another beside it; a
change in any other column corrects every happening that stands; an entry that goes takes them all with it. Each
version of a happening is named by the lists it came between and by the version before it. So a version that has once
been overtaken, or whose two lists have got a third between them, is never named again however many lists arrive
later: in whatever order they come, the same versions stand at the end.
"""

from binascii import b2a_base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

NO_LIST = "-"
SAFE = bytes.maketrans(b"+/", b"-_")


class Told(NamedTuple):
    """What one list says of an entry: the list's stamp (date#issue), its date, and the content; None where it has
    gone.
    """

    stamp: str
    dated: str
    content: bytes | None


class Difference(NamedTuple):
    """How two contents of an entry differ in what a rule reads: in columns that happened, in columns that are
    corrected.
    """

    happened: bool
    corrected: bool


class Version(NamedTuple):
    """One happening of an entry as it is now told.

    ``name`` is the hex of its id; ``happening`` and ``dated`` are of the list where it began, ``correcting`` of the
    list that last corrected it, whose stamp is ``told``; ``before`` is the version it corrects ('' for the first),
    and ``corrected`` the content that one was last corrected by.
    """

    name: str
    happening: bytes
    correcting: bytes
    dated: str
    told: str
    before: str = ""
    corrected: bytes = b""


Compare = Callable[[bytes, bytes], Difference]


def standing(history: Sequence[Told], subject: bytes, compare: Compare) -> list[Version]:
    """The versions that stand after the last list; ``subject`` names the rule and the entry."""
    run: list[Version] = []
    before, last = NO_LIST, None
    for told in history:
        if told.content is None:
            run = []
        elif last is None:
            run = [_begun(subject, before, told)]
        elif told.content != last:
            run = _changed(run, subject, before, told, compare(last, told.content))
        before, last = told.stamp, told.content
    return run


def _changed(run: Sequence[Version], subject: bytes, before: str, told: Told, difference: Difference) -> list[Version]:
    kept = [_corrected(version, before, told) for version in run] if difference.corrected else list(run)
    return [*kept, _begun(subject, before, told)] if difference.happened else kept


def _begun(subject: bytes, before: str, told: Told) -> Version:
    content = told.content or b""
    return Version(name_of(subject, between(before, told.stamp)), content, content, told.dated, told.stamp)


def _corrected(version: Version, before: str, told: Told) -> Version:
    name = name_of(bytes.fromhex(version.name), between(before, told.stamp))
    return Version(
        name, version.happening, told.content or b"", version.dated, told.stamp, version.name, version.correcting
    )


def between(before: str, stamp: str) -> bytes:
    """What a name says of the two lists it came between."""
    return f"\x1f{before}\x1f{stamp}".encode()


def name_of(subject: bytes, lists: bytes) -> str:
    """Hex of the 16-byte name of what follows ``subject`` between two lists."""
    return blake2b(subject + lists, digest_size=16).hexdigest()


def event_id(source: str, name: str) -> str:
    """``source:`` and 22 letters, digits, ``-`` and ``_`` (base 64) for the 16 bytes whose hex is ``name``."""
    return f"{source}:{b2a_base64(bytes.fromhex(name), newline=False)[:22].translate(SAFE).decode()}"


def beginning_ids(source: str, rule: bytes, entries: Iterable[bytes], lists: bytes) -> Iterator[str]:
    """``event_id`` of ``name_of`` for what a rule says of entries that appear between two lists, without going by hex."""
    for entry in entries:
        name = blake2b(rule + entry + lists, digest_size=16).digest()
        yield f"{source}:{b2a_base64(name, newline=False)[:22].translate(SAFE).decode()}"


def retraction_name(name: str) -> str:
    """The name of the retraction of a version: it has one, whatever withdrew it."""
    return blake2b(b"retract\x1f" + bytes.fromhex(name), digest_size=16).hexdigest()
