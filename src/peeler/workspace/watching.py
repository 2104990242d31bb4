"""The thread that watches the folder of incoming files and loads each as soon as it is whole."""

import logging
from pathlib import Path
from threading import Event, Thread
from time import monotonic_ns

from peeler.refresh.incoming import WATCHED, Incoming, Seen, TakenFile, accepted_of, lying, take, watch
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError
from peeler.terms.feeds import FeedState
from peeler.workspace.following import Following
from peeler.workspace.local import LocalWorkspace

log = logging.getLogger(__name__)
EVERY, AFTER_TROUBLE = 1.0, 15.0  # seconds between looks
SETTLE = 2_000_000  # microseconds a file must look the same


class Watching:
    """Looks into the folder every second; ``look`` does it once."""

    def __init__(self, workspace: LocalWorkspace, following: Following, *, settle: int = SETTLE) -> None:
        self._workspace, self._following, self._settle = workspace, following, settle
        settings = workspace.settings
        folder = workspace.places.folder / Path(settings.incoming).expanduser()
        self.incoming = Incoming(folder, keep=not settings.remove_done)
        self._seen: dict[str, Seen] = {}
        self._begun, self._trouble = False, ""
        self._last: Instant | None = None
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="watching", daemon=True)

    def start(self) -> None:
        """Begins, where a folder is to be watched."""
        if self._workspace.settings.incoming:
            self._thread.start()

    def stop(self) -> None:
        """Ends after the file at hand."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def look(self) -> list[TakenFile]:
        """Loads every file that is whole; what became of each."""
        if not self._begun:
            self.incoming.make()
            self._begun = True
        self._seen, whole = watch(self._seen, self.incoming.looks(), monotonic_ns() // 1_000, self._settle)
        left = lying(self.incoming)
        names = [*left, *(name for name in whole if name not in left)]
        return [taken for name in names if not self._stopping.is_set() and (taken := self._take(name))]

    def feed(self) -> list[FeedState]:
        """The state of the folder."""
        if not self._workspace.settings.incoming:
            return []
        return [FeedState(WATCHED, "folder", str(self.incoming.folder), self._last, self._trouble)]

    def _take(self, name: str) -> TakenFile | None:
        self._workspace.go_live()
        workspace = self._workspace
        with workspace.gate.passing():
            taken = take(
                self.incoming, name, workspace.durable, workspace.catalogue,
                now=workspace.clock, default_force=workspace.settings.force,
            )  # fmt: skip
        if taken is not None:
            self._last = workspace.clock()
            self._following.accepted(dict(accepted_of(taken)), references=True)
        return taken

    def _run(self) -> None:
        pause = EVERY
        while not self._stopping.wait(pause):
            pause = AFTER_TROUBLE
            try:
                self.look()
            except RequestError as problem:
                self._trouble = str(problem)
            except Exception as failure:  # noqa: BLE001 -- the folder is looked at again
                self._trouble = f"the folder could not be read ({type(failure).__name__})"
                log.error("watching failed: %s", type(failure).__name__)  # noqa: TRY400 -- a traceback would show data
            else:
                self._trouble, pause = "", EVERY
