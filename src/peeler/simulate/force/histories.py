"""The history of a force table by table, for whoever wants to begin before all is written; no truth beside it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from peeler.simulate.force.defects import shares_of
from peeler.simulate.force.extracts import Dump, Log
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
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.population import FOLDER, published
from peeler.simulate.force.profiles import forces_of, world_of
from peeler.simulate.force.systems import SYSTEMS
from peeler.simulate.force.telling import tell
from peeler.simulate.months import month_text


class History(NamedTuple):
    """The files of one table of a system."""

    system: str
    table: str
    paths: tuple[Path, ...]


def write_histories(
    directory: Path,
    *,
    profile: str,
    seed: int,
    days: int | None = None,
    opens: int | None = None,
    first: Sequence[str] = (),
) -> Iterator[History]:
    """Writes the very files that ``simulate_force`` writes, those of the ``first`` systems first, and says when each table is there.

    RequestError for a profile or a length that cannot be.
    """
    order = {name: place for place, name in enumerate(first)}
    systems = sorted(SYSTEMS, key=lambda system: order.get(system.name, len(order)))
    for force in forces_of(profile):
        truth = tell(world_of(profile, force, seed=seed, days=days, opens=opens))
        press = Press(truth.world.force, truth.world.chance, shares_of(truth.world))
        for system, table in tables_of(tuple(systems)):
            files = of_log(press, table, truth) if isinstance(table, Log) else of_dumps(press, table, truth)
            paths = tuple(write_file(directory / force / system.name, file) for file in files)
            yield History(system.name, table.name, paths)
        yield History(FOLDER, FOLDER, (write_file(directory / force / FOLDER, published(truth.world)),))


def of_log(press: Press, table: Log, truth: Truth) -> Iterator[Written]:
    """The files of a log, one a month."""
    for month, start, end in truth.world.months:
        rows = entries(table, truth, start, end)
        if len(rows):
            yield press.file(table, rows, month_text(month))


def of_dumps(press: Press, table: Dump, truth: Truth) -> Iterator[Written]:
    """The files of a row dump: earlier ones with mistakes in them, and that of the end of the history."""
    until = truth.world.until
    for moment in dumps_of(table, until):
        rows = rows_at(table, truth, moment, since_of(table, truth.world, moment))
        if len(rows):
            told = press.mistaken(table, rows) if moment < until else rows
            yield from press.history(table, told, last_day_text(moment))
