"""A row in quarantine is mended by mending what could not follow it and loading again; it then leaves quarantine."""

import json
from pathlib import Path

from tests.journeys.command import answer, run

MENDED = """
title: Police forces and ours
about: A test's own force beside the others.
replaces: outcomes
authority: {source: a test}
owner: someone
checked_by: someone
review_by: 2027-01-01
entries:
  "18": {name: No suspect identified, group: no_suspect_identified, action_taken: "false"}
  "99": {name: A local outcome, group: local, action_taken: "false"}
"""


def line(number: int, outcome: str) -> str:
    """One outcome as an event line."""
    return json.dumps({
        "id": f"rms:{number}", "type": "investigation.outcome_assigned", "force": "middleshire", "at": "2024-01-05", "source": "rms",
        "objects": {"investigation": f"crime:{number}"}, "data": {"outcome": outcome, "as_given": f"outcome {outcome}"},
    })  # fmt: skip


def test_mend_the_catalogue_and_load_again(tmp_path: Path) -> None:
    runtime, workspace, file = tmp_path / "run", tmp_path / "w", tmp_path / "events.jsonl"
    run("new", workspace, runtime=runtime)
    file.write_text(line(1, "18") + "\n" + line(2, "99") + "\n", "utf-8")
    loaded = answer("-w", workspace, "load", file, runtime=runtime)["total"]
    assert (loaded["accepted"], loaded["quarantined"]) == (1, 1)
    waiting = answer("-w", workspace, "quarantine", runtime=runtime)
    assert (waiting["total"], waiting["rows"][0]["position"]) == (1, 2)

    put = run("-w", workspace, "quarantine", "--set-aside", "1", "--reason", "our own test", runtime=runtime)
    assert (put.returncode, put.stdout) == (0, "1 row set aside: 1\n")
    nothing = answer("-w", workspace, "quarantine", runtime=runtime)
    assert (nothing["total"], nothing["set_aside"][0]["why"]) == (0, "our own test")
    shown = run("-w", workspace, "quarantine", "--aside", "--format", "csv", runtime=runtime).stdout
    assert shown.splitlines()[1].endswith(",our own test")

    folder = workspace / "catalogue" / "look_ups"
    folder.mkdir()
    (folder / "outcomes.yml").write_text(MENDED, "utf-8")
    again = answer("-w", workspace, "load", file, runtime=runtime)["total"]
    assert (again["accepted"], again["duplicate"], again["quarantined"]) == (1, 1, 0)
    assert answer("-w", workspace, "quarantine", "--aside", runtime=runtime)["total"] == 0
    assert answer("-w", workspace, "measure", "outcomes_assigned", runtime=runtime)["rows"][0]["value"] == 2
    assert answer("-w", workspace, "verify", runtime=runtime)["problems"] == []
