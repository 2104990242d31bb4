"""A load that is killed loses nothing it acknowledged and half-loads nothing: verify is clean and the next load ends the same."""

import random
import signal
import time
from pathlib import Path

import pytest

from peeler.answers.measure import MeasureQuestion, measure
from peeler.simulate.open_data import simulate_open_data
from peeler.workspace.deeds import LoadOrder, load_files, seal_journal, verify_workspace
from peeler.workspace.places import new_workspace
from tests.journeys.command import inside, start

KILLS = 5
QUESTIONS = (
    MeasureQuestion("recorded_crime", every="month", by=("crime_type",)),
    MeasureQuestion("outcomes_assigned", by=("outcome_as_given",)),
    MeasureQuestion("unassigned_outcome"),
)


def answers(workspace: Path) -> list[object]:
    """What the workspace answers, without its moments."""
    return [inside(workspace, measure, question).rows for question in QUESTIONS]


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An invented archive; sockets lie in a runtime folder of the test's own."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    return tmp_path / "data" / simulate_open_data(tmp_path / "data", seed=7, months=3, crimes_a_month=80).archive


def test_kill_at_any_moment_of_a_load(tmp_path: Path, archive: Path) -> None:
    whole, killed = new_workspace(tmp_path / "whole").folder, new_workspace(tmp_path / "killed").folder
    began = time.monotonic()
    loading = start("-w", whole, "load", archive, runtime=tmp_path / "run")
    loading.communicate()
    length = time.monotonic() - began
    chance = random.Random(11)
    for _ in range(KILLS):
        loading = start("-w", killed, "load", archive, runtime=tmp_path / "run")
        time.sleep(chance.uniform(0.3, 1.0) * length)
        loading.send_signal(signal.SIGKILL)
        loading.communicate()
        assert inside(killed, verify_workspace).problems == ()
    inside(killed, load_files, LoadOrder((str(archive),)))
    assert answers(killed) == answers(whole)


def test_the_projection_is_disposable(tmp_path: Path, archive: Path) -> None:
    places = new_workspace(tmp_path / "w")
    inside(places.folder, load_files, LoadOrder((str(archive),)))
    before, projection = answers(places.folder), places.projection
    for spoil in (projection.unlink, lambda: projection.write_bytes(b"not a database")):
        spoil()
        assert answers(places.folder) == before
    inside(places.folder, seal_journal)
    assert answers(places.folder) == before
    assert inside(places.folder, verify_workspace).problems == ()
