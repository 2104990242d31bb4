"""Hash chains: each link digests the one before it, so that nothing accepted can be changed or lost in silence."""

from collections.abc import Sequence
from hashlib import blake2b
from struct import Struct, pack

from peeler.store.records import LedgerCommit

LINK_BYTES = 32
START = bytes(LINK_BYTES)
COMMIT = Struct("<qqqqqq")


class Link:
    """The link of one commit, in the making: its events are added in the order of their numbers."""

    def __init__(self, previous: bytes) -> None:
        self._previous = previous
        self._contents = blake2b(digest_size=LINK_BYTES)
        self._moments = blake2b(digest_size=LINK_BYTES)

    def add(self, contents: Sequence[bytes], moments: Sequence[int]) -> None:
        """Adds events by their contents and the moments they became known, aligned."""
        self._contents.update(b"".join(contents))
        self._moments.update(pack(f"<{len(moments)}q", *moments))

    def close(self, commit: LedgerCommit) -> bytes:
        """The link, with the commit's own columns (its ``chain`` is not read), which number the events."""
        parts = (self._previous, COMMIT.pack(*commit[:6]), self._contents.digest(), self._moments.digest())
        return blake2b(b"".join(parts), digest_size=LINK_BYTES).digest()


def access_link(previous: bytes, at: int, viewer: str, question: str) -> bytes:
    """The link of one row of the access log."""
    parts = "\x1f".join((str(at), viewer.replace("\x1f", " "), question))
    return blake2b(previous + parts.encode(), digest_size=LINK_BYTES).digest()
