"""Unit: a batch makes newer what it changed and nothing else, so that answers about the rest are still remembered."""

import json
from pathlib import Path

import pytest

from peeler.terms.clocks import parse_instant
from peeler.terms.viewers import local_viewer
from peeler.workspace.deeds import LoadOrder, load_files, seal_journal
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.opening import held
from peeler.workspace.places import new_workspace

NOW = parse_instant("2024-06-01T12:00:00")


def load(workspace: LocalWorkspace, file: Path, event: str, thing: str, *, live: bool) -> dict[str, str]:
    """Loads one event of one thing; the projection's facts after it."""
    said = {
        "id": f"rms:{thing}",
        "type": event,
        "force": "middleshire",
        "at": "2024-05-01T10:00",
        "source": "rms",
    }
    file.write_text(
        json.dumps({**said, "objects": {event.split(".", maxsplit=1)[0]: thing}, "data": {}}) + "\n", "utf-8"
    )
    done = workspace.do(load_files, local_viewer("x"), LoadOrder((str(file),), live=live), progress=lambda *_: None)
    assert [one.accepted for one in done.files] == [1], workspace.durable.quarantined.every()
    with workspace.projection.reading() as reading:
        return reading.facts()


def test_a_batch_makes_newer_only_what_it_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "run").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    with held(new_workspace(tmp_path / "w").folder, "a test", clock=lambda: NOW) as workspace:
        file = tmp_path / "events.jsonl"
        founded = load(workspace, file, "investigation.recorded", "crime:1", live=False)
        assert founded["changed"] == founded["version"]
        batch = load(workspace, file, "investigation.recorded", "crime:2", live=True)
        assert batch["changed:investigation"] == batch["version"] > founded["version"]
        other = load(workspace, file, "incident.opened", "incident:1", live=True)
        assert other["changed:incident"] == other["version"]
        assert other["changed:investigation"] == batch["version"]
        assert other["changed"] == founded["version"]
        workspace.do(seal_journal, local_viewer("x"), progress=lambda *_: None)
        with workspace.projection.reading() as reading:
            sealed = reading.facts()
        assert sealed["changed"] == sealed["version"]
