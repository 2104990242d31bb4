"""Runs the worked examples of sources: a real file of these rows, really loaded, must become exactly these events."""

import csv
import json
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC
from pathlib import Path
from typing import Any, Final

from peeler.definitions.catalogue import Catalogue
from peeler.definitions.sources import SourceDefinition, TableFile
from peeler.examples import ExampleOutcome, title_of, written
from peeler.refresh.load import load
from peeler.sources.patterns import holes_of
from peeler.store.durable import Durable
from peeler.terms.clocks import from_datetime, london, parse_moment
from peeler.terms.errors import RequestError, unknown

NOW: Final = parse_moment("2100-01-01", edge="end")
KEYS: Final = ("name", "file", "rows", "gives")
TO_THE_MINUTE: Final = 16
Said = dict[str, str]


def run_source_examples(catalogue: Catalogue) -> Iterator[ExampleOutcome]:
    """Runs every worked example of a source, each in a ledger of its own."""
    with tempfile.TemporaryDirectory(prefix="peeler-examples-") as folder:
        told = [(name, one, example) for name, one in catalogue.sources.items() for example in one.file.examples]
        for number, (name, source, example) in enumerate(told):
            problem = _outcome(catalogue, source, example, Path(folder) / str(number))
            yield ExampleOutcome("sources", name, title_of(example), problem)


def _outcome(catalogue: Catalogue, source: SourceDefinition, example: Mapping[str, Any], folder: Path) -> str | None:
    """What is wrong with an example; None where it holds."""
    try:
        _check_keys(example)
        folder.mkdir()
        return _problem(example["gives"], _loaded(catalogue, source.name, _written(source, example, folder), folder))
    except RequestError as refusal:
        return str(refusal)


def _check_keys(example: Mapping[str, Any]) -> None:
    for key in example:
        if key not in KEYS:
            raise unknown("key", key, KEYS)
    for key in KEYS:
        if key not in example:
            raise RequestError(f"an example needs '{key}:'")


def _written(source: SourceDefinition, example: Mapping[str, Any], folder: Path) -> Path:
    """The file that an example is of: every column of its table, those that it does not name empty."""
    name, rows = str(example["file"]), example["rows"]
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _columns(source, name, {key for row in rows for key in row}), restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def _columns(source: SourceDefinition, file: str, used: set[str]) -> list[str]:
    """The columns of the table that a file of this name and with these columns is of."""
    tables = [table for table in source.file.tables.values() if holes_of(table.files, file) is not None]
    if not tables:
        raise RequestError(f"'{file}': no table of '{source.name}' has files of this name")
    found = min((_known(table) for table in tables), key=lambda known: len(used - set(known)))
    for column in sorted(used - set(found)):
        raise unknown("column", column, found, where=file)
    return found


def _known(table: TableFile) -> list[str]:
    return [*table.columns, *table.optional, *table.ignore]


def _loaded(catalogue: Catalogue, source: str, path: Path, folder: Path) -> list[Said]:
    """What every event of a loaded file says; RequestError for a row that is not understood."""
    durable = Durable(folder / "store")
    try:
        report = load(
            durable, catalogue, [path], source=source, dated=None, confirm=False, now=lambda: NOW, founding=True,
            default_force="example", progress=lambda _done, _total, _what: None,
        )  # fmt: skip
        if report.problems or any(one.quarantined for one in report.files):
            raise RequestError("; ".join(report.problems) or f"{path.name}: a row is not understood")
        return _told(durable)
    finally:
        durable.close()


def _told(durable: Durable) -> list[Said]:
    """Every event: its type and time, the objects in its roles, its fields, all as an example writes them."""
    handed = durable.ledger.hand_over(None)
    events = {
        row["seq"]: {"event": row["type"], "at": _moment(row["at"])}
        | {name: written(value) for name, value in json.loads(row["data"]).items()}
        for row in handed.events.select(["seq", "type", "at", "data"]).to_pylist()
    }
    for row in handed.namings.select(["seq", "role", "object"]).to_pylist():
        events[row["seq"]][row["role"]] = row["object"]
    return list(events.values())


def _moment(at: Any) -> str:
    return "" if at is None else london(from_datetime(at.replace(tzinfo=UTC))).strftime("%Y-%m-%dT%H:%M")


def _problem(expected: list[Mapping[str, Any]], found: list[Said]) -> str | None:
    """What an example says of its events that is not so."""
    if len(found) != len(expected):
        return f"gives {len(found)} events, not {len(expected)}: {', '.join(sorted(one['event'] for one in found))}"
    for number, one in enumerate(expected, start=1):
        if not any(_fits(one, event) for event in found):
            return f"event {number}: no event says {', '.join(f'{key} {value}' for key, value in one.items())}"
    return None


def _fits(expected: Mapping[str, Any], event: Said) -> bool:
    wanted = {
        key: f"{value}T00:00"[:TO_THE_MINUTE] if key == "at" else written(value) for key, value in expected.items()
    }
    return all(event.get(key, "null") == value for key, value in wanted.items())
