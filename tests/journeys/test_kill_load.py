"""A load that is killed loses nothing it acknowledged and half-loads nothing: verify is clean and the next load ends the same."""

import random
import signal
import time
from pathlib import Path

import pytest

from peeler.simulate.open_data import simulate_open_data
from tests.journeys.command import answer, run, start

KILLS = 6
QUESTIONS = (
    ("recorded_crime", "--every", "month", "--by", "crime_type"),
    ("outcomes_assigned", "--by", "outcome_as_given"),
    ("incidents",),
    ("unassigned_outcome",),
)


def answers(workspace: Path, runtime: Path) -> list[object]:
    """What the workspace answers, without its moments."""
    return [answer("-w", workspace, "measure", *question, runtime=runtime)["rows"] for question in QUESTIONS]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An invented archive."""
    return tmp_path / "data" / simulate_open_data(tmp_path / "data", seed=7, months=4, crimes_a_month=150).archive


def test_kill_at_any_moment_of_a_load(tmp_path: Path, archive: Path) -> None:
    runtime, whole, killed = tmp_path / "run", tmp_path / "whole", tmp_path / "killed"
    for workspace in (whole, killed):
        assert run("new", workspace, runtime=runtime).returncode == 0
    began = time.monotonic()
    assert run("-w", whole, "load", archive, runtime=runtime).returncode == 0
    length = time.monotonic() - began
    chance = random.Random(11)
    for _ in range(KILLS):
        loading = start("-w", killed, "load", archive, runtime=runtime)
        time.sleep(chance.uniform(0.2, 1.0) * length)
        loading.send_signal(signal.SIGKILL)
        loading.communicate()
        verified = answer("-w", killed, "verify", runtime=runtime)
        assert verified["problems"] == []
    assert run("-w", killed, "load", archive, runtime=runtime).returncode == 0
    assert answers(killed, runtime) == answers(whole, runtime)


def test_the_projection_is_disposable(tmp_path: Path, archive: Path) -> None:
    runtime, workspace = tmp_path / "run", tmp_path / "w"
    run("new", workspace, runtime=runtime)
    run("-w", workspace, "load", archive, runtime=runtime)
    before = answers(workspace, runtime)
    projection = workspace / "store" / "projection.duckdb"
    for spoil in (
        projection.unlink,
        lambda: projection.write_bytes(b"not a database"),
        lambda: projection.write_bytes(b""),
    ):
        spoil()
        assert answers(workspace, runtime) == before
        assert answer("-w", workspace, "verify", runtime=runtime)["problems"] == []
    assert run("-w", workspace, "seal", runtime=runtime).returncode == 0
    assert answers(workspace, runtime) == before
    assert answer("-w", workspace, "verify", runtime=runtime)["problems"] == []
