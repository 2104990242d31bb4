"""One process has the workspace open; commands speak to it through its socket, or wait, or say who holds it."""

import signal
import socket
import time
from pathlib import Path

import pytest

from peeler.simulate.open_data import simulate_open_data
from peeler.terms.errors import RequestError
from peeler.workspace.lock import Lock
from peeler.workspace.opening import opened
from peeler.workspace.places import Places, new_workspace
from tests.journeys.command import answer, run, run_apart, start


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(path: Path, seconds: float = 60) -> None:
    """Waits until a file is there."""
    until = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < until, f"{path.name} did not come"
        time.sleep(0.05)


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new workspace's folder; sockets lie in a runtime folder of the test's own."""
    (tmp_path / "run").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    new_workspace(tmp_path / "w")
    return tmp_path / "w"


def test_commands_give_the_same_answers_beside_a_serving_process_and_without_one(served: Path, tmp_path: Path) -> None:
    runtime = tmp_path / "run"
    truth = simulate_open_data(tmp_path / "data", seed=3, months=2, crimes_a_month=60)
    serving = start("-w", served, "serve", "--port", free_port(), runtime=runtime)
    try:
        wait_for(Places(served).socket)
        assert Places(served).socket.stat().st_mode & 0o777 == 0o600
        loaded = answer("-w", served, "load", tmp_path / "data" / truth.archive, runtime=runtime)
        assert loaded["total"]["accepted"] > 0
        asked = ("-w", served, "measure", "recorded_crime", "--by", "crime_type", "--every", "month")
        beside = answer(*asked, runtime=runtime)["rows"]
        assert answer("-w", served, "verify", runtime=runtime)["problems"] == []
        wrong = run_apart("-w", served, "measure", "recorded_crimes", runtime=runtime)
        assert (wrong.returncode, len(wrong.stderr.strip().splitlines())) == (2, 1)
        assert "recorded_crime" in wrong.stderr
    finally:
        serving.send_signal(signal.SIGINT)
        serving.communicate(timeout=30)
    assert not Places(served).socket.exists()
    assert answer(*asked, runtime=runtime)["rows"] == beside


def test_a_killed_server_leaves_a_workspace_that_opens_at_once(served: Path, tmp_path: Path) -> None:
    serving = start("-w", served, "serve", "--port", free_port(), runtime=tmp_path / "run")
    wait_for(Places(served).socket)
    serving.kill()
    serving.communicate()
    assert Places(served).socket.exists(), "a killed process cannot remove its socket"
    assert answer("-w", served, "verify", runtime=tmp_path / "run")["problems"] == []


def test_whoever_waits_too_long_is_told_the_holder(served: Path) -> None:
    lock = Lock(Places(served).lock)
    assert lock.take("peeler load")
    try:
        with (
            pytest.raises(RequestError, match=r"in use by peeler load \(process \d+\)"),
            opened(served, "test", patience=0.2),
        ):
            pass
    finally:
        lock.release()


def test_a_folder_that_is_no_workspace_says_what_to_do(tmp_path: Path) -> None:
    done = run("-w", tmp_path, "measure", "recorded_crime", runtime=tmp_path / "run")
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)
    assert "peeler new" in done.stderr
