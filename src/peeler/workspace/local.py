"""The workspace as the process that has it open sees it: files, catalogue, and the door to everything on floor 5."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from threading import RLock
from time import time_ns
from typing import Any, Protocol

from peeler.answers.desk import Desk
from peeler.definitions.catalogue import Catalogue, load_catalogue
from peeler.refresh.keeping import bring_up, follow, out_of_date, rebuild
from peeler.store.durable import Durable
from peeler.store.projection import Projection, open_projection
from peeler.terms.clocks import Instant
from peeler.terms.collection import collection_paused
from peeler.terms.events import digest
from peeler.terms.feeds import LiveState
from peeler.terms.viewers import Viewer
from peeler.workspace.gate import Gate
from peeler.workspace.lock import Lock
from peeler.workspace.places import Places, Settings, read_settings

Progress = Callable[[int, int, str], None]
Clock = Callable[[], Instant]


class Workspace(Protocol):
    """What the roof speaks to, whether it has the files open itself or speaks to the process that has."""

    def ask(self, function: Callable[..., Any], viewer: Viewer, *arguments: Any) -> Any:
        """Asks one of answers' functions."""

    def do(self, function: Callable[..., Any], viewer: Viewer, *arguments: Any, progress: Progress) -> Any:
        """Has one of the deeds done: a decision, or something of refresh."""

    def close(self) -> None:
        """Lets go of the workspace."""


def now() -> Instant:
    """This moment."""
    return Instant(time_ns() // 1_000)


def end_of_second(moment: Instant) -> Instant:
    """The last instant of a moment's second: what 'now' means in an answer (ruling 24)."""
    return Instant(moment // 1_000_000 * 1_000_000 + 999_999)


def definitions_of(catalogue: Catalogue) -> Iterator[tuple[str, str, str, str]]:
    """Every definition as the durable file keeps it: hash, kind, name and text."""
    for written in catalogue.written:
        yield digest(written.kind, written.name, written.text).hex(), written.kind, written.name, written.text


class LocalWorkspace:
    """A workspace whose lock this process holds."""

    def __init__(self, places: Places, lock: Lock, clock: Clock = now) -> None:
        """Opens durable file, catalogue and projection, and makes the projection anew where it is not what it should be."""
        self.places, self._lock, self.clock = places, lock, clock
        self.settings: Settings = read_settings(places)
        with collection_paused():
            self.catalogue: Catalogue = load_catalogue(places.catalogue)
        self.durable = Durable(places.store)
        self.doing, self.folding, self.gate = RLock(), RLock(), Gate()
        self.polls: defaultdict[tuple[str, str], RLock] = defaultdict(RLock)  # one reader of a table at a time
        self.loading: tuple[str, ...] = ()  # the sources whose history is still being loaded
        self.live_state: Callable[[], LiveState | None] = lambda: None
        self.durable.kept.keep(definitions_of(self.catalogue), now=clock())
        self.projection: Projection = open_projection(places.projection)
        self._catch_up()

    def _catch_up(self) -> None:
        """After a kill or a change of definitions the projection may lag behind: mend that before answering."""
        if out_of_date(self.durable, self.projection, self.catalogue):
            rebuild(self.durable, self.projection, self.catalogue)
        else:
            follow(self.durable, self.projection, self.catalogue)

    def desk(self) -> Desk:
        """What an answer may read, as of the end of this second."""
        now = end_of_second(self.clock())
        synthetic, live = self.settings.synthetic, self.live_state()
        return Desk(
            self.catalogue, self.durable, self.projection, now, synthetic=synthetic, live=live, loading=self.loading
        )

    def keep_up(self, *, references: bool = False) -> None:
        """Folds in whatever has been accepted since; with the published tables where some may have come."""
        with self.folding:
            if references:
                bring_up(self.durable, self.projection, self.catalogue, founding=False)
            else:
                follow(self.durable, self.projection, self.catalogue)

    def go_live(self) -> None:
        """Ends the time in which history may be founded, once a load that is founding it has ended (ruling 9)."""
        if not self.durable.live:
            with self.doing:
                self.durable.go_live()

    def ask(self, function: Callable[..., Any], viewer: Viewer, *arguments: Any) -> Any:
        """Asks one of answers' functions; it checks the viewer and writes the access log itself."""
        return function(self.desk(), viewer, *arguments)

    def do(self, function: Callable[..., Any], viewer: Viewer, *arguments: Any, progress: Progress) -> Any:
        """Has one of the deeds done, one at a time."""
        with self.doing:
            return function(self, viewer, *arguments, progress=progress)

    def close(self) -> None:
        """Closes everything and gives the lock back."""
        self.projection.close()
        self.durable.close()
        self._lock.release()
