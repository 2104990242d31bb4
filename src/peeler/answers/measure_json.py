"""A measure's answer as the JSON that programs rely on (DESIGN section 7), with parts, benchmarks and notes."""

from dataclasses import asdict
from datetime import date
from typing import Any

from peeler.answers.freshness import SourceFreshness
from peeler.answers.measure import Benchmark, MeasureAnswer, MeasureRow, PartCount
from peeler.terms.clocks import iso

FIGURES = ("numerator", "denominator", "unknown", "value", "low", "high", "lowest", "highest", "n")
FLOWS = ("arrivals", "departures")


def measure_json(answer: MeasureAnswer) -> dict[str, Any]:
    """The answer as plain dictionaries; times in ISO 8601, ``period`` absent without ``every``."""
    return {
        "definition": asdict(answer.definition),
        "as_at": iso(answer.as_at),
        "as_known": iso(answer.as_known),
        "freshness": [freshness_json(source) for source in answer.freshness],
        "rows": [row_json(row) for row in answer.rows],
        "benchmarks": [benchmark_json(one) for one in answer.benchmarks],
        "notes": list(answer.notes),
        "journal_version": answer.journal_version,
        "age_ms": answer.age,
        "synthetic": answer.synthetic,
    }


def row_json(row: MeasureRow) -> dict[str, Any]:
    """One row: period, dimensions by name, figures; crossings of a stock, parts, what is held back, and whether it is provisional, where it is so."""
    period = {"period": row.period.isoformat()} if row.period else {}
    figures = {name: getattr(row, name) for name in FIGURES}
    flows = {} if row.arrivals is None else {"arrivals": row.arrivals, "departures": row.departures}
    flows |= {name: None for name in FLOWS if row.in_place_of(name)}
    parts = {"parts": [part_json(part) for part in row.parts]} if row.parts else {}
    held = {"suppressed": row.suppressed, "held_back": dict(row.held)} if row.held else {}
    young = {"provisional": True} if row.provisional else {}
    return {**period, **dict(row.dimensions), **figures, **flows, **parts, **held, **young}


def worded(row: dict[str, Any]) -> dict[str, Any]:
    """A row of that JSON for a table: the words in place of what is held back, never a blank; also in its parts."""
    held: dict[str, Any] = row.get("held_back", {})
    told = {name: value for name, value in row.items() if name != "held_back"} | held
    if "parts" in row:
        told["parts"] = [{**part, "count": part.get("held", part["count"])} for part in row["parts"]]
    return told


def part_json(part: PartCount) -> dict[str, Any]:
    """One labelled part; why it is held back only where it is."""
    return {name: value for name, value in asdict(part).items() if name != "held" or value}


def freshness_json(source: SourceFreshness) -> dict[str, Any]:
    """One source: instants in ISO 8601, age in whole seconds."""
    return {
        "source": source.source,
        "title": source.title,
        "last_known_at": iso(source.last_known_at),
        "last_at": None if source.last_at is None else iso(source.last_at),
        "every": source.every,
        "due_by": None if source.due_by is None else iso(source.due_by),
        "silent": source.silent,
        "age_seconds": source.age // 1_000_000,
        "events": source.events,
    }


def benchmark_json(one: Benchmark) -> dict[str, Any]:
    """One benchmark with its days in ISO 8601."""
    said = asdict(one)
    for key in ("rows", "everyone"):
        said[key] = [{name: iso_day(value) for name, value in row.items()} for row in said[key]]
    return {**said, "forces": list(one.forces)}


def iso_day(value: Any) -> Any:
    """A day as text; anything else as it is."""
    return value.isoformat() if isinstance(value, date) else value
