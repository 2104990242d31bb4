"""A serving process that is killed while it takes pushes loses nothing it acknowledged, and doubles nothing."""

import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import httpx
import pytest

from peeler.answers.measure import MeasureQuestion, measure
from peeler.answers.show import ShowQuestion, show
from peeler.workspace.deeds import new_token, verify_workspace
from peeler.workspace.places import new_workspace
from tests.journeys.command import inside, start
from tests.journeys.feeds import SOURCE, incident, lines, until
from tests.journeys.test_lock_and_socket import free_port

KILLS = 2


def pushed(address: str, token: str, first: int, stop: Event) -> list[int]:
    """Pushes incident after incident; the numbers of those acknowledged."""
    acknowledged, number = [], first
    bearer = {"Authorization": f"Bearer {token}"}
    while not stop.is_set():
        try:
            said = httpx.post(f"{address}/api/events", content=lines(incident(number)), headers=bearer, timeout=30)
        except httpx.TransportError:
            time.sleep(0.01)  # not there yet, or not any more
            continue
        assert said.status_code == 200
        acknowledged.append(number)
        number += 1
    return acknowledged


def test_kill_at_any_moment_of_a_push(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    places, chance = new_workspace(tmp_path / "w", force="middleshire"), random.Random(5)
    (places.catalogue / "sources").mkdir()
    (places.catalogue / "sources" / "control.yml").write_text(SOURCE, "utf-8")
    token = inside(places.folder, new_token, "control").token
    acknowledged: list[int] = []
    for turn in range(KILLS):
        port, stop = free_port(), Event()
        serving = start("-w", places.folder, "serve", "--port", port, runtime=tmp_path / "run")
        with ThreadPoolExecutor(4) as senders:
            address = f"http://127.0.0.1:{port}"
            sent = [senders.submit(pushed, address, token, 10_000 * (4 * turn + n), stop) for n in range(4)]
            try:
                until(lambda: listening(address))  # noqa: B023
                time.sleep(chance.uniform(0.2, 1.0))
            finally:
                serving.send_signal(signal.SIGKILL)
                serving.communicate()
                stop.set()
            acknowledged += [number for one in sent for number in one.result()]
        assert inside(places.folder, verify_workspace).problems == ()
    assert len(acknowledged) > KILLS
    found = inside(places.folder, measure, MeasureQuestion("incidents")).rows[0].value
    # One push of each sender may have been kept when the process died before it could say so.
    assert len(acknowledged) <= found <= len(acknowledged) + 4 * KILLS
    for number in chance.sample(acknowledged, 5):
        assert inside(places.folder, show, ShowQuestion("incident", f"incident:{number}")).state is not None


def listening(address: str) -> bool:
    """Whether it answers yet."""
    try:
        return httpx.get(f"{address}/accessibility", timeout=30).status_code == 200
    except httpx.TransportError:
        return False
