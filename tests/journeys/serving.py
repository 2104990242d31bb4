"""`peeler serve` in a process of its own, with a source that pushes, for tests that treat it badly."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from peeler.workspace.places import Places, new_workspace
from tests.journeys.command import answer, start
from tests.journeys.feeds import SOURCE, until
from tests.journeys.test_lock_and_socket import free_port


@dataclass
class Served:
    """A serving process, its workspace, its address and a token of its source."""

    process: Any
    folder: Path
    runtime: Path
    address: str
    token: str = ""

    def push(self, body: Any, **headers: str) -> httpx.Response:
        """Pushes a body; an iterator is sent without its length."""
        bearer = {"Authorization": f"Bearer {self.token}", **headers}
        return httpx.post(f"{self.address}/api/events", content=body, headers=bearer, timeout=120)

    def page(self, path: str = "/health") -> httpx.Response:
        """A page."""
        return httpx.get(f"{self.address}{path}", timeout=120)

    def answer(self, *words: object) -> dict[str, Any]:
        """What a command beside it answers."""
        return answer("-w", self.folder, *words, runtime=self.runtime)

    def limit_files(self, size: int) -> None:
        """Lets no file of the process grow beyond so many bytes, from now on."""
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """A workspace, made where there is none, served until the block ends; it must end well."""
    places = Places(folder / "w")
    if not places.folder.exists():
        new_workspace(places.folder, force="middleshire")
        (places.catalogue / "sources").mkdir()
        (places.catalogue / "sources" / "control.yml").write_text(SOURCE, "utf-8")
    runtime, port = folder / "run", free_port()
    process = start("-w", places.folder, "serve", "--port", port, runtime=runtime)
    served = Served(process, places.folder, runtime, f"http://127.0.0.1:{port}")
    try:
        until(lambda: listening(served))
        served.token = str(served.answer("token", "new", "control")["token"])
        yield served
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert "Traceback" not in said, said
    assert served.token not in said


def listening(served: Served) -> bool:
    """Whether it answers yet."""
    assert served.process.poll() is None, served.process.stderr.read()
    try:
        return served.page("/accessibility").status_code == 200
    except httpx.TransportError:
        return False
