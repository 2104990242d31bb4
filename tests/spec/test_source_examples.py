"""The worked examples of sources: each row of an extract becomes exactly the events that its file says it does."""

import csv
from pathlib import Path
from typing import Any

import pytest

from peeler.definitions.catalogue import load_catalogue
from peeler.simulate.force.systems import SYSTEMS
from peeler.terms.clocks import parse_instant, to_datetime
from tests.loaded import LivingEvent, ledger

CATALOGUE = load_catalogue()
EXAMPLES = [
    pytest.param(name, example, id=f"{name}: {example['name']}")
    for name, source in CATALOGUE.sources.items()
    for example in source.file.examples
]


def write_rows(path: Path, rows: list[dict[str, str]], columns: list[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def columns_of(source: str, file: str) -> list[str]:
    """The columns of the table whose files are called like this one: that with the longest name which fits."""
    tables = CATALOGUE.sources[source].file.tables.values()
    stem = {table.files.partition("}-")[2].partition("-{")[0]: table for table in tables}
    fits = max((word for word in stem if f"-{word}-" in file), key=len)
    return [*stem[fits].columns, *stem[fits].ignore]


def said(event: LivingEvent, expected: dict[str, Any]) -> dict[str, str]:
    """What an event says of what is expected of it, as text."""
    object_type = event.type.partition(".")[0]
    found = {"event": event.type, object_type: event.object, "at": event.at[:16]}
    data = {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in event.data.items()}
    return {key: {**data, **found}.get(key, "") for key in expected}


def utc(text: str) -> str:
    """London time as the journal has it, to the minute."""
    return to_datetime(parse_instant(text if len(text) > 10 else f"{text}T00:00")).isoformat()[:16]


@pytest.mark.parametrize(("source", "example"), EXAMPLES)
def test_rows_become_the_events_of_the_worked_example(tmp_path: Path, source: str, example: dict[str, Any]) -> None:
    path = write_rows(tmp_path / example["file"], example["rows"], columns_of(source, example["file"]))
    with ledger(CATALOGUE) as loaded:
        report = loaded.load(path)
        assert not report.failed
        assert report.files[0].quarantined == 0
        found = loaded.living()
    expected = [{**one, "at": utc(one["at"])} for one in example["gives"]]
    assert len(found) == len(expected)
    shown = [[said(event, one) for event in found] for one in expected]
    assert all(one in some for one, some in zip(expected, shown, strict=True)), found


@pytest.mark.parametrize("source", [system.name for system in SYSTEMS])
def test_every_simulated_source_has_a_worked_example_and_says_its_limits(source: str) -> None:
    file = CATALOGUE.sources[source].file
    assert file.examples
    assert file.known_limits
