"""Writes the extracts of the forces of a profile, and the truth beside them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from peeler.simulate.force.defects import shares_of
from peeler.simulate.force.extracts import Dump, Log, System
from peeler.simulate.force.files import (
    Press,
    Written,
    dumps_of,
    entries,
    last_day_text,
    rows_at,
    since_of,
    tables_of,
    write_file,
)
from peeler.simulate.force.population import FOLDER, published
from peeler.simulate.force.profiles import forces_of, world_of
from peeler.simulate.force.stating import Ledger
from peeler.simulate.force.systems import SYSTEMS
from peeler.simulate.force.telling import tell
from peeler.simulate.force.true_histories import write_happened
from peeler.simulate.force.world import World
from peeler.simulate.months import month_text

TRUTH_FILE: Final = "truth.json"


def simulate_force(
    directory: Path, *, profile: str, seed: int, days: int | None = None, opens: int | None = None
) -> tuple[Path, ...]:
    """Write what every system of every force of a profile holds, and ``truth.json``; the paths, the truth last.

    The same arguments give the same bytes. One force at a time is in memory, and of its logs a month. ``days``: the length
    of the history; ``opens``: its first day, see ``world_of``. RequestError for a profile or a length that cannot be.
    """
    paths: list[Path] = []
    forces: dict[str, Any] = {}
    for force in forces_of(profile):
        world = world_of(profile, force, seed=seed, days=days, opens=opens)
        folder = directory / force
        folder.mkdir(parents=True, exist_ok=True)
        with Ledger(tell(world), folder / "told.parquet") as ledger:
            paths += _written(folder, world, ledger)
            forces[force] = ledger.stated()
        paths += [ledger.path, write_happened(ledger.truth, folder / "happened.parquet")]
    path = directory / TRUTH_FILE
    truth = {"profile": profile, "seed": seed, "forces": forces}
    path.write_text(json.dumps(truth, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
    return (*paths, path)


def _written(folder: Path, world: World, ledger: Ledger) -> Iterator[Path]:
    press = Press(world.force, world.chance, shares_of(world))
    for system, table in tables_of(SYSTEMS):
        files = _log(press, system, table, ledger) if isinstance(table, Log) else _dumps(press, system, table, ledger)
        for file in files:
            ledger.account(system.name, file)
            yield write_file(folder / system.name, file)
    population = published(world)
    ledger.account(FOLDER, population)
    yield write_file(folder / FOLDER, population)


def _log(press: Press, system: System, table: Log, ledger: Ledger) -> Iterator[Written]:
    """The files of a log, one a month."""
    for month, start, end in ledger.truth.world.months:
        rows = entries(table, ledger.truth, start, end)
        if len(rows):
            ledger.hear(system, table, [(rows, press.strike(table, rows))])
            yield press.file(table, rows, month_text(month))


def _dumps(press: Press, system: System, table: Dump, ledger: Ledger) -> Iterator[Written]:
    """The files of a row dump: earlier ones with mistakes in them, and that of the end of the history."""
    until, told = ledger.truth.world.until, []
    for moment in dumps_of(table, until):
        rows = rows_at(table, ledger.truth, moment, since_of(table, ledger.truth.world, moment))
        if len(rows):
            told.append((rows, press.strike(table, rows)))
            yield from press.history(
                table, press.mistaken(table, rows) if moment < until else rows, last_day_text(moment)
            )
    ledger.hear(system, table, told)
