"""Who holds what, as the JSON that programmes rely on (DESIGN section 7): one row for each cell of the map."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from peeler.answers.measure_json import freshness_json
from peeler.answers.workload.answer import Grid, Load, Moved, Movement, Part, Tally, WorkloadAnswer
from peeler.terms.clocks import iso

MOVES = ("before", "arrived", "received", "completed", "handed_on", "now")
PEOPLE = ("posts", "filled", "serving", "absent", "training", "available", "able")


def workload_json(answer: WorkloadAnswer) -> dict[str, Any]:
    """The answer as plain dictionaries; times in ISO 8601."""
    return {
        "definition": asdict(answer.definition),
        "as_at": iso(answer.as_at),
        "as_known": iso(answer.as_known),
        "freshness": [freshness_json(source) for source in answer.freshness],
        "total": tally_json(answer.whole),
        "rows": list(grid_json(answer.grid)),
        "parts": [part_json(part) for part in answer.parts],
        "adds_up": answer.adds_up,
        "checks": [asdict(check) for check in answer.checks],
        "movement": None if answer.movement is None else movement_json(answer.movement),
        "load": None if answer.staffing is None else [load_json(one) for one in (*answer.staffing.lines, answer.staffing.whole)],
        "notes": list(answer.notes),
        "journal_version": answer.journal_version,
        "age_ms": answer.age,
        "synthetic": answer.synthetic,
    }  # fmt: skip


def tally_json(tally: Tally) -> dict[str, Any]:
    """A tally: its weight only where it was asked for, why it is held back only where it is."""
    weights = {} if tally.weight is None else {"weight": tally.weight, "weightless": tally.weightless}
    return {"value": tally.count, "unknown": tally.unknown, **weights, **({"held": tally.held} if tally.held else {})}


def grid_json(grid: Grid) -> Iterator[dict[str, Any]]:
    """Each cell with anything in it: its row and column by name, in words too, and its tally."""
    for line in grid.lines:
        for head, tally in zip(grid.heads, line.cells, strict=True):
            if tally.count != 0 or tally.unknown:
                yield {
                    grid.rows.name: line.place.value, f"{grid.rows.name}_in_words": line.place.label,
                    grid.columns.name: head.value, f"{grid.columns.name}_in_words": head.label, **tally_json(tally),
                }  # fmt: skip


def part_json(part: Part) -> dict[str, Any]:
    """A part with the cells of its own map."""
    cells = {} if part.grid is None else {"rows": list(grid_json(part.grid))}
    return {"part": part.place.value, "in_words": part.place.label, **tally_json(part.tally), **cells}


def movement_json(movement: Movement) -> dict[str, Any]:
    """What moved, by row and in all."""
    return {
        "by": movement.axis.name, "start": iso(movement.start), "end": iso(movement.end),
        "rows": [moved_json(line) for line in movement.lines], "total": moved_json(movement.whole),
        "handed_on": [
            {"from": one.giver.value, "to": one.taker.value, "count": one.count} for one in movement.handings
        ],
    }  # fmt: skip


def moved_json(line: Moved) -> dict[str, Any]:
    """One row's moves."""
    return {"value": line.place.value, "in_words": line.place.label, **{name: getattr(line, name) for name in MOVES}}


def load_json(load: Load) -> dict[str, Any]:
    """One team's load, the whole last."""
    work = {"work": load.work, "weight": load.weight, "needing": load.needing, "mismatched": load.mismatched}
    each = {"each": load.each, "weight_each": load.weight_each, "needing_each": load.needing_each}
    return {
        "value": load.place.value,
        "in_words": load.place.label,
        **work,
        **{name: getattr(load, name) for name in PEOPLE},
        **each,
    }
