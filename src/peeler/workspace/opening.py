"""Opens a workspace for a command: itself where nobody has it open, else through the socket of whoever has."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from peeler.terms.errors import RequestError
from peeler.workspace.local import Clock, LocalWorkspace, Workspace, now
from peeler.workspace.lock import Lock
from peeler.workspace.places import find_workspace
from peeler.workspace.remote import RemoteWorkspace, answers

PATIENCE = 10.0
PAUSE = 0.05


@contextmanager
def opened(folder: Path, what: str, *, clock: Clock = now, patience: float = PATIENCE) -> Iterator[Workspace]:
    """The workspace in a folder; waits up to ten seconds for its turn, then RequestError names the holder."""
    places = find_workspace(folder)
    lock, until = Lock(places.lock), monotonic() + patience
    while not lock.take(what):
        if answers(places.socket):
            lock.release()
            yield RemoteWorkspace(places.socket)
            return
        if monotonic() > until:
            holder = lock.holder()
            lock.release()
            raise RequestError(f"{folder}: in use by {holder}, which has not answered for {patience:.0f} seconds")
        sleep(PAUSE)
    workspace = open_local(folder, lock, clock)
    try:
        yield workspace
    finally:
        workspace.close()


@contextmanager
def held(folder: Path, what: str, *, clock: Clock = now, patience: float = PATIENCE) -> Iterator[LocalWorkspace]:
    """The workspace held by this process, to serve it; RequestError at once if another already serves it."""
    with opened(folder, what, clock=clock, patience=patience) as workspace:
        if not isinstance(workspace, LocalWorkspace):
            raise RequestError(f"{folder}: is served already by {Lock(find_workspace(folder).lock).holder()}")
        yield workspace


def open_local(folder: Path, lock: Lock, clock: Clock) -> LocalWorkspace:
    """Opens the files under a lock that is held, and gives the lock back if they cannot be opened."""
    try:
        return LocalWorkspace(find_workspace(folder), lock, clock)
    except BaseException:
        lock.release()
        raise
