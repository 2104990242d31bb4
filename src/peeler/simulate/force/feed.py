"""What each system of a force sends after its history: the same story told on, row by row, in the order it was written.

The contract: for a profile, seed, history and stretch of time, ``feed`` yields what every system sends in it, in order of the
moment of sending. Logs send at every ``step`` what was written since; row dumps are made every ``dump`` and sent where they
differ from the one before. The same arguments give the same batches, and batches of adjoining stretches follow one another
without gap or overlap, as the first follows the files that ``simulate_force`` writes for the same history.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge
from typing import Final, Literal, NamedTuple

import numpy as np

from peeler.simulate.force.civil import DAY, HOUR, MINUTE
from peeler.simulate.force.defects import shares_of
from peeler.simulate.force.extracts import Dump, Log, System, Table
from peeler.simulate.force.files import Press, Written, entries, moment_text, rows_at, tables_of
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.profiles import forces_of, world_of
from peeler.simulate.force.systems import SYSTEMS
from peeler.simulate.force.telling import tell
from peeler.terms.clocks import Instant, from_datetime, london

_BEGINNING: Final = datetime(1970, 1, 1)  # noqa: DTZ001  (civil time has no offset)


class Batch(NamedTuple):
    """What one system sends at one moment: rows of one table, as a file (``csv``) or as a push (``events``, one a line)."""

    moment: Instant
    force: str
    system: str
    name: str
    form: Literal["csv", "events"]
    content: bytes
    rows: int


@dataclass(frozen=True)
class Feed:
    """What is fed: a profile and seed, its history (``days`` from ``opens``, as in ``world_of``), how often systems send
    (seconds), and which of them push event envelopes where they can instead of writing files.
    """

    profile: str
    seed: int
    days: int | None = None
    opens: int | None = None
    step: int = 5 * MINUTE
    dump: int = HOUR
    pushing: frozenset[str] = frozenset()


def feed(told: Feed, start: Instant, end: Instant) -> Iterator[Batch]:
    """What the systems send from ``start`` up to ``end``, in order of time; RequestError for a profile there is none of.

    The whole truth is told before the first batch (seconds for a tenth); after that a batch of a log costs nothing, and a
    row dump as much as making its table anew.
    """
    first, last = _civil(start), _civil(end)
    truths = [_told_on(told, force, last) for force in forces_of(told.profile)]
    streams = [
        _sent(told, truth, system, table, first, last) for truth in truths for system, table in tables_of(SYSTEMS)
    ]
    yield from merge(*streams, key=lambda batch: batch.moment)


def _civil(instant: Instant) -> int:
    """The London civil seconds of an instant."""
    return (london(instant).replace(tzinfo=None) - _BEGINNING) // timedelta(seconds=1)


def _instant(moment: int) -> Instant:
    """The instant of London civil seconds."""
    return from_datetime(_BEGINNING + timedelta(seconds=moment))


def _told_on(told: Feed, force: str, last: int) -> Truth:
    """The truth of a force, born on until the feed ends."""
    history = world_of(told.profile, force, seed=told.seed, days=told.days, opens=told.opens)
    ahead = max(0, -(-(last - history.until) // DAY))
    world = world_of(told.profile, force, seed=told.seed, days=told.days, opens=told.opens, ahead=ahead)
    return tell(world)


def _sent(told: Feed, truth: Truth, system: System, table: Log | Dump, first: int, last: int) -> Iterator[Batch]:
    """What one table sends."""
    press = Press(truth.world.force, truth.world.chance, shares_of(truth.world))
    if isinstance(table, Dump):
        yield from _dumped(truth, press, system, table, [*range(first, last, told.dump), last])
        return
    rows = entries(table, truth, first, last)
    ends = [*range(first + told.step, last, told.step), last]
    reached = np.searchsorted(rows.written, [first, *ends]).tolist()
    for end, begun, done in zip(ends, reached[:-1], reached[1:], strict=True):
        if done > begun:
            yield _batch(told, truth, press, system, table, rows.stretch(begun, done), end)


def _batch(told: Feed, truth: Truth, press: Press, system: System, table: Log, rows: Table, end: int) -> Batch:
    """The rows of a log that were written in one step, sent at its end."""
    force, moment = truth.world.force, _instant(end)
    file = press.file(table, rows, moment_text(end))
    if table.envelope is None or system.name not in told.pushing:
        return Batch(moment, force, system.name, file.name, "csv", file.content, file.read)
    names = list(rows.columns)
    columns = (rows.columns[name].to_pylist() for name in names)
    lines = [table.envelope(force, dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]
    content = "".join(json.dumps(line, sort_keys=True) + "\n" for line in lines).encode()
    return Batch(moment, force, system.name, file.name.replace(".csv", ".jsonl"), "events", content, len(lines))


def _dumped(truth: Truth, press: Press, system: System, table: Dump, moments: Sequence[int]) -> Iterator[Batch]:
    """Row dumps: at each moment but the first the files whose rows are not those of the dump before."""
    before: dict[int, bytes] = {}
    for place, moment in enumerate(moments):
        rows = rows_at(table, truth, moment)
        now = {month: press.file(table, some, "") for month, some in _parts(table, rows)}
        if place:
            changed = [month for month, file in now.items() if before.get(month) != file.content]
            for month in changed:
                yield _dump(truth, press, system, table, rows, month, moment)
        before = {month: file.content for month, file in now.items()}


def _parts(table: Dump, rows: Table) -> Iterator[tuple[int, Table]]:
    """The rows of each file of a dump, by month; all under 0 where it is one file."""
    if not table.monthly:
        yield 0, rows
        return
    months = rows.months
    for month in np.unique(months).tolist():
        yield month, rows.taken(months == month)


def _dump(truth: Truth, press: Press, system: System, table: Dump, rows: Table, month: int, moment: int) -> Batch:
    mine = rows.taken(rows.months == month) if table.monthly else rows
    file: Written = next(press.history(table, mine, moment_text(moment)))
    return Batch(_instant(moment), truth.world.force, system.name, file.name, "csv", file.content, file.read)
