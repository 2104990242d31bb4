"""The desk: what an answer may read, and the moment it is asked at."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from peeler.answers.remembering import Remembering, memory_of
from peeler.definitions.catalogue import Catalogue
from peeler.store.durable import Durable
from peeler.store.projection import Projection
from peeler.terms.clocks import Instant
from peeler.terms.feeds import LiveState


@dataclass(frozen=True)
class Desk:
    """Catalogue, durable file, projection and the moment of asking.

    ``synthetic``: the data are invented, and every answer says so; ``open`` is a read transaction that a page holds;
    ``live``: what the live feeds are doing, where this process has any; ``loading``: the sources whose history this
    process is still loading.
    """

    catalogue: Catalogue = field(repr=False)
    durable: Durable
    projection: Projection
    now: Instant
    synthetic: bool = False
    live: LiveState | None = None
    loading: tuple[str, ...] = ()
    open: Remembering | None = field(default=None, repr=False)

    def moment(self, asked: Instant | None) -> Instant:
        """The moment asked for: now where none is."""
        return self.now if asked is None else asked

    @contextmanager
    def reading(self) -> Iterator[Remembering]:
        """The page's own read transaction if it holds one, else a new one for this answer."""
        if self.open is not None:
            yield self.open
            return
        with self.projection.reading() as reading:
            yield Remembering(reading, memory_of(self.projection))

    @contextmanager
    def one_version(self) -> Iterator["Desk"]:
        """A desk all of whose answers see the same journal version (ruling 18), for a page that asks several."""
        with self.reading() as reading:
            yield replace(self, open=reading)
