"""What is stated of a force beside its extracts: what each system tells, what is wrong with its files, what is true."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from peeler.simulate.force.civil import Ints, Mask
from peeler.simulate.force.defects import Struck
from peeler.simulate.force.extracts import Dump, Log, System, Table, Tells
from peeler.simulate.force.files import Written
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.recounting import measured
from peeler.simulate.force.recounting.stories import Heard
from peeler.simulate.force.true_histories import planted

_WORD: Final = pa.dictionary(pa.int32(), pa.string())
SCHEMA: Final = pa.schema([
    ("source", _WORD), ("table", _WORD), ("event", _WORD), ("object", pa.string()), ("at", pa.int64()), ("lost", pa.bool_()),
    ("copies", pa.int64()),
])  # fmt: skip
_KEYS: Final = ("event", "object", "at")


class Ledger:
    """Collects, table by table, which events the extracts can tell, and writes them beside what truly happened.

    A row of its Parquet file is one event: its source, table, type, object and moment (London civil seconds), whether its
    row is beyond reading (``lost``), and how often it is told (``copies``: twice where two rows contradict each other).
    """

    def __init__(self, truth: Truth, path: Path) -> None:
        self.truth, self.path, self.heard = truth, path, Heard()
        self._writer = pq.ParquetWriter(path, SCHEMA)
        self._files: dict[str, dict[str, int]] = {}
        self._told: Counter[str] = Counter()
        self._lost: Counter[str] = Counter()

    def __enter__(self) -> Self:
        """The ledger itself."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _problem: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Ends the file."""
        self._writer.close()

    def hear(self, system: System, table: Log | Dump, told: Sequence[tuple[Table, Struck]]) -> None:
        """Notes what the rows of a table should become: of the last dump everything, of those before it what happened."""
        happened = table.happened if isinstance(table, Dump) else frozenset()
        parts: dict[str, list[pa.Table]] = {}
        for place, (rows, defects) in enumerate(told):
            last = place == len(told) - 1
            for one in rows.tells:
                if len(one.at) and (last or one.event in happened):
                    lost, copies = defects.lost[one.rows], 1 + defects.contradicted[one.rows].astype(np.int64)
                    parts.setdefault(one.event, []).append(_events(one, lost, copies))
        for event, some in parts.items():
            self._keep(system.name, table.name, event, _once(some) if len(some) > 1 else some[0])

    def _keep(self, source: str, table: str, event: str, told: pa.Table) -> None:
        """Writes the events of one type that one table tells."""
        words = [
            pa.DictionaryArray.from_arrays(np.zeros(len(told), np.int32), pa.array([w])) for w in (source, table, event)
        ]
        columns = [*words, *(told.column(name) for name in ("object", "at", "lost", "copies"))]
        self._writer.write_table(pa.table(columns, schema=SCHEMA))
        lost = int(pc.sum(pc.cast(told.column("lost"), pa.int64())).as_py())
        kept = told.filter(pc.invert(told.column("lost")))
        self._lost[event] += lost
        self._told[event] += int(pc.sum(kept.column("copies")).as_py() or 0)
        self.heard.note(event, kept)

    def account(self, system: str, file: Written) -> None:
        """Notes how many rows a file has, and what is wrong with how many of them."""
        self._files[f"{system}/{file.name}"] = {"read": file.read, **file.defects}

    def stated(self) -> dict[str, Any]:
        """What ``truth.json`` says of the force."""
        truth = self.truth
        until = truth.world.until
        measures, paths = measured(truth, self.heard)
        return {
            "first_day": str(np.datetime64(truth.world.first, "D")),
            "last_day": str(np.datetime64(truth.world.history - 1, "D")),
            "happened": {kind: int((told.at < until).sum()) for kind, told in sorted(truth.happenings.items())},
            "told": {event: {"told": count, "lost": self._lost[event]} for event, count in sorted(self._told.items())},
            "planted": planted(truth),
            "files": self._files,
            "measures": measures,
            "paths": paths,
        }


def _events(one: Tells, lost: Mask, copies: Ints) -> pa.Table:
    columns = [pa.repeat(pa.scalar(one.event, pa.string()), len(one.at)), one.objects, pa.array(one.at), pa.array(lost)]
    return pa.table([*columns, pa.array(copies)], names=[*_KEYS, "lost", "copies"])


def _once(tables: list[pa.Table]) -> pa.Table:
    """What several dumps tell of one event, told once."""
    both = (
        pa.concat_tables(tables)
        .group_by(list(_KEYS), use_threads=False)
        .aggregate([("lost", "min"), ("copies", "max")])
    )
    return both.rename_columns([*_KEYS, "lost", "copies"])
