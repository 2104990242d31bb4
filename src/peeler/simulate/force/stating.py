"""What is stated of a force beside its extracts: what each system tells, what is wrong with its files, what is true."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from peeler.simulate.force.civil import Ints, Texts
from peeler.simulate.force.defects import Shares, Struck
from peeler.simulate.force.extracts import Dump, Log, System, Table
from peeler.simulate.force.files import Written
from peeler.simulate.force.happenings import Truth


@dataclass
class Ledger:
    """Collects, table by table, which events the extracts can tell; kept beside what truly happened."""

    truth: Truth
    shares: Shares
    told: list[pa.Table] = field(default_factory=list)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    defects: dict[str, dict[str, int]] = field(default_factory=dict)

    def hear(self, system: System, table: Log | Dump, rows: Table, defects: Struck, *, last: bool) -> None:
        """Notes what the rows of a table should become; of an earlier dump only what a later one leaves standing."""
        happened = table.happened if isinstance(table, Dump) else frozenset()
        for one in rows.tells if last else (t for t in rows.tells if t.event in happened):
            lost = defects.lost[one.rows]
            self.told.append(_events(system.name, table.name, one.event, one.objects, one.at, lost))

    def account(self, system: System, file: Written) -> None:
        """Notes how many rows a file has, and what is wrong with how many of them."""
        self.files[f"{system.name}/{file.name}"] = {"read": file.read, **file.defects}

    def events(self) -> pa.Table:
        """Every event the extracts can tell, once, and of each whether its rows are all malformed (``lost``)."""
        return (
            pa.concat_tables(self.told)
            .group_by(["source", "table", "event", "object", "at"])
            .aggregate([("lost", "min")])
        )

    def stated(self) -> dict[str, Any]:
        """What ``truth.json`` says of the force."""
        truth = self.truth
        return {
            "days": [truth.world.first, truth.world.history],
            "things": {kind: len(things) for kind, things in sorted(truth.things.items())},
            "happened": {
                kind: int((told.at < truth.world.until).sum()) for kind, told in sorted(truth.happenings.items())
            },
            "told": _counted(self.told),
            "planted": {one.name: len(one.things) for one in truth.planted},
            "files": self.files,
        }

    def write(self, folder: Path) -> Path:
        """Writes every event that the extracts can tell as a Parquet table; says where."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "told.parquet"
        pq.write_table(pa.concat_tables(self.told), path)
        return path


def _events(source: str, table: str, event: str, objects: Texts, at: Ints, lost: Any) -> pa.Table:
    size = len(at)
    same = [
        pa.DictionaryArray.from_arrays(pa.array(np.zeros(size, np.int32)), pa.array([word]))
        for word in (source, table, event)
    ]
    return pa.table(
        [*same, objects, pa.array(at), pa.array(lost)], names=["source", "table", "event", "object", "at", "lost"]
    )


def _counted(told: list[pa.Table]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for one in told:
        if len(one):
            name = one.column("event")[0].as_py()
            lost = int(np.count_nonzero(one.column("lost").to_numpy()))
            before = counts.setdefault(name, {"told": 0, "lost": 0})
            counts[name] = {"told": before["told"] + len(one) - lost, "lost": before["lost"] + lost}
    return dict(sorted(counts.items()))
