"""The demonstration: an invented force's history loaded in portions behind pages that are up at once, then its live feed."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from threading import Event, Thread
from time import monotonic, time_ns

import typer

from peeler.cli.demo_systems import PROFILE, AtWork, Work, Wrote, at_work
from peeler.simulate.force.profiles import forces_of
from peeler.simulate.force.systems import SYSTEMS
from peeler.terms.clocks import Instant, london
from peeler.terms.errors import RequestError
from peeler.terms.viewers import Viewer
from peeler.workspace.deeds import LoadOrder, load_files
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.opening import held
from peeler.workspace.places import new_workspace

EARLIEST = (("crime_records", "rms-crimes"),)  # enough for a page with numbers: the crimes themselves
LAST = "command_and_control"  # as much as all others together
FORCE_SYSTEMS = {system.name for system in SYSTEMS}
PATIENCE = 5.0  # seconds to wait, at the end, for what is being loaded
Serving = Callable[[LocalWorkspace], None]


class Stopped(Exception):  # noqa: N818  (nothing went wrong)
    """The demonstration ends while its history is being loaded."""


@dataclass
class Loading:
    """The history on its way into the workspace, portion by portion, each founding; then the signal to send live."""

    workspace: LocalWorkspace
    viewer: Viewer
    systems: AtWork
    say: Callable[[str], None]
    stopping: Event = field(default_factory=Event)
    begun: float = field(default_factory=monotonic)

    def run(self) -> None:
        """Loads everything; what goes wrong is said, and the pages go on with what is there."""
        try:
            for what, portion in portions(self.systems.wrote()):
                self.load(what, portion)
        except Stopped:
            return
        except RequestError as problem:
            self.say(f"The history could not be loaded whole: {problem}")
        self.workspace.loading = ()
        self.systems.go_live.set()
        self.say(f"All history is loaded ({self.seconds()}); the systems are sending live.")

    def load(self, what: str, portion: Sequence[Wrote]) -> None:
        """Loads one portion; while it lasts, every page names the systems that are not there yet."""
        paths = tuple(path for wrote in portion for path in wrote.paths)
        report = self.workspace.do(load_files, self.viewer, LoadOrder(paths), progress=self.progress)
        rows = sum(account.read for account in report.files)
        self.workspace.loading = tuple(name for name in self.workspace.loading if name not in done_by(portion))
        self.say(f"Loaded {what}: {rows:,} rows ({self.seconds()}).")

    def progress(self, _done: int, _total: int, _what: str) -> None:
        """Ends the load between two files where the demonstration ends."""
        if self.stopping.is_set():
            raise Stopped

    def seconds(self) -> str:
        """How long it has been."""
        return f"{monotonic() - self.begun:.0f} seconds after the start"


def portions(wrote: Iterator[Wrote]) -> Iterator[tuple[str, list[Wrote]]]:
    """The crimes as soon as they are written, then all other systems, then the largest."""
    rest: list[Wrote] = []
    largest: list[Wrote] = []
    for one in wrote:
        if (one.system, one.table) in EARLIEST:
            yield "the crimes", [one]
        else:
            (largest if one.system == LAST else rest).append(one)
    yield "everything else but command and control", rest
    yield "command and control", largest


def done_by(portion: Sequence[Wrote]) -> set[str]:
    """The systems that are whole once a portion is in."""
    early = {system for system, table in EARLIEST if {one.table for one in portion} == {table}}
    return {one.system for one in portion} - early


def run_demo(seed: int, viewer: Viewer, serving: Serving, say: Callable[[str], None]) -> None:
    """Makes the workspace, sets the force's systems to work, and serves while their history is being loaded."""
    folder = Path(tempfile.mkdtemp(prefix="peeler-demo-"))
    try:
        places = new_workspace(folder / "workspace", force=forces_of(PROFILE)[0], synthetic=True)
        today = london(Instant(time_ns() // 1_000)).date()
        work = Work(seed, today, folder / "systems", places.folder / "incoming")
        with at_work(work) as systems, held(places.folder, "peeler demo") as workspace:
            workspace.loading = tuple(sorted(workspace.catalogue.sources.keys() & FORCE_SYSTEMS))
            loading = Loading(workspace, viewer, systems, say)
            thread = Thread(target=loading.run, name="loading", daemon=True)
            thread.start()
            try:
                serving(workspace)
            finally:
                end(loading, thread, folder)
    finally:
        rmtree(folder, ignore_errors=True)


def end(loading: Loading, thread: Thread, folder: Path) -> None:
    """Waits a little for what is being loaded; nothing of a demonstration is kept, so what is not ready is dropped."""
    loading.stopping.set()
    thread.join(PATIENCE)
    if thread.is_alive():
        typer.echo("Stopped while the history was being loaded; nothing is kept.")
        rmtree(folder, ignore_errors=True)
        os._exit(0)
