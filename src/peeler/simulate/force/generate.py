"""Writes the extracts of the forces of a profile, and the truth beside them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from peeler.simulate.force.defects import Shares
from peeler.simulate.force.files import Press, dumps_of, rows_at, since_of, tables_of, write_file
from peeler.simulate.force.profiles import PROFILES, world_of
from peeler.simulate.force.stating import Ledger
from peeler.simulate.force.systems import SYSTEMS
from peeler.simulate.force.telling import tell
from peeler.simulate.force.world import World

TRUTH_FILE: Final = "truth.json"
_SHARES: Final = Shares()


def simulate_force(
    directory: Path, *, profile: str, seed: int, days: int | None = None, opens: int | None = None
) -> tuple[Path, ...]:
    """Write what every system of every force of a profile holds, and ``truth.json``; the paths, the truth last.

    The same arguments give the same bytes. One force at a time is in memory, and of its tables one month at a time is
    written. ``days``: the length of the history; ``opens``: its first day, see ``world_of``. RequestError for a profile
    or a length that cannot be.
    """
    paths: list[Path] = []
    forces: dict[str, Any] = {}
    for force in PROFILES[profile].forces if profile in PROFILES else ("",):
        world = world_of(profile, force, seed=seed, days=days, opens=opens)
        ledger = Ledger(tell(world), _SHARES)
        paths += _written(directory / force, world, ledger)
        forces[force] = ledger.stated()
        paths.append(ledger.write(directory / force / "truth"))
    truth = {"profile": profile, "seed": seed, "forces": forces}
    path = directory / TRUTH_FILE
    path.write_text(json.dumps(truth, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
    return (*paths, path)


def _written(folder: Path, world: World, ledger: "Ledger") -> Iterator[Path]:
    press = Press(world.force, world.chance, _SHARES)
    for system, table in tables_of(SYSTEMS):
        for moment in dumps_of(table, world.until):
            rows = rows_at(table, ledger.truth, moment, since_of(table, moment, world.until))
            rows = press.mistaken(table, rows) if moment < world.until else rows
            ledger.hear(system, table, rows, press.strike(table, rows), last=moment == world.until)
            for file in press.history(table, rows, moment) if len(rows) else ():
                ledger.account(system, file)
                yield write_file(folder / system.name, file)
