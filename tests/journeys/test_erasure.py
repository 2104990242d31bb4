"""A person's name that went through the ledger is in no file of the workspace once they are erased, and stays out."""

import json
from pathlib import Path
from typing import Any

from tests.journeys.command import answer, run, run_apart

NAME, ADDRESS, OTHER = "Wilhelmina Thistlewood-Quayle", "17 Imaginary Crescent", "Barnaby Featherstonehaugh"
SUBJECT = "person:rms/1"


def event(number: int, kind: str, objects: dict[str, str], data: dict[str, Any], day: int = 1) -> dict[str, Any]:
    """One envelope."""
    return {
        "id": f"rms:{number}", "type": kind, "force": "middleshire", "at": f"2024-01-{day:02}T10:00:00+00:00",
        "source": "rms", "objects": objects, "data": data,
    }  # fmt: skip


def lines(path: Path, *events: dict[str, Any] | str) -> Path:
    """A file of event lines."""
    path.write_text("".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in events), "utf-8")
    return path


def files_holding(folder: Path, text: str) -> list[str]:
    """The files under a folder that hold a text, byte for byte, in UTF-8 or UTF-16."""
    wanted = [text.encode(), text.encode("utf-16-le"), text.upper().encode(), text.lower().encode()]
    return [
        str(path) for path in folder.rglob("*") if path.is_file() and any(one in path.read_bytes() for one in wanted)
    ]


def test_erasing_a_person(tmp_path: Path) -> None:
    runtime, workspace = tmp_path / "run", tmp_path / "w"
    run("new", workspace, runtime=runtime)
    crime = event(1, "investigation.recorded", {"investigation": "crime:1"}, {"crime_type": "Burglary"})
    person = event(
        2, "person_record.described", {"person_record": SUBJECT}, {"name": NAME, "address": ADDRESS, "sex": "female"}
    )
    other = event(3, "person_record.described", {"person_record": "person:rms/2"}, {"name": OTHER})
    bad = event(4, "person_record.described", {"person_record": SUBJECT}, {"name": NAME, "sexx": "female"})
    file = lines(tmp_path / "events.jsonl", crime, person, other, bad)
    loaded = answer("-w", workspace, "load", file, runtime=runtime)["total"]
    assert (loaded["read"], loaded["accepted"], loaded["quarantined"]) == (4, 3, 1)
    assert files_holding(workspace, NAME), "the name must be there before it can be erased"
    counted = answer("-w", workspace, "measure", "recorded_crime", runtime=runtime)["rows"]
    state = answer("-w", workspace, "show", "person_record", SUBJECT, runtime=runtime)["state"]

    erased = run_apart("-w", workspace, "erase", SUBJECT, "--reason", "asked by the person, upheld", runtime=runtime)
    assert erased.returncode == 0, erased.stderr
    assert NAME not in erased.stdout + erased.stderr

    assert files_holding(workspace, NAME) == []
    assert files_holding(workspace, ADDRESS) == []
    assert files_holding(workspace, OTHER), "nobody else is erased"
    assert answer("-w", workspace, "measure", "recorded_crime", runtime=runtime)["rows"] == counted
    assert answer("-w", workspace, "show", "person_record", SUBJECT, runtime=runtime)["state"] == state
    assert answer("-w", workspace, "verify", runtime=runtime)["problems"] == []

    run("-w", workspace, "load", file, runtime=runtime)
    changed = event(
        5, "person_record.described", {"person_record": SUBJECT}, {"name": NAME, "nationality": "british"}, day=2
    )
    again = answer("-w", workspace, "load", lines(tmp_path / "more.jsonl", changed, bad), runtime=runtime)["total"]
    assert again["accepted"] == 1
    assert files_holding(workspace, NAME) == []
    assert answer("-w", workspace, "verify", runtime=runtime)["problems"] == []


def test_an_erasure_needs_a_reason_and_somebody_to_erase(tmp_path: Path) -> None:
    runtime, workspace = tmp_path / "run", tmp_path / "w"
    run("new", workspace, runtime=runtime)
    for words in (("erase", SUBJECT), ("erase", SUBJECT, "--reason", " "), ("erase", "nobody", "--reason", "x")):
        done = run("-w", workspace, *words, runtime=runtime)
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1
