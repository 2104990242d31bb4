"""What is stated of a force beside its extracts: what each system tells, what is wrong with its files, what is true."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from peeler.simulate.force.civil import Ints, Mask
from peeler.simulate.force.defects import Shares, Struck
from peeler.simulate.force.extracts import Dump, Log, System, Table, Tells
from peeler.simulate.force.files import Written
from peeler.simulate.force.happenings import Truth


@dataclass
class Ledger:
    """Collects, table by table, which events the extracts can tell; kept beside what truly happened."""

    truth: Truth
    shares: Shares
    told: list[pa.Table] = field(default_factory=list)
    waiting: list[pa.Table] = field(default_factory=list)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    defects: dict[str, dict[str, int]] = field(default_factory=dict)

    def hear(self, system: System, table: Log | Dump, rows: Table, defects: Struck, *, last: bool) -> None:
        """Notes what the rows of a table should become; of an earlier dump only what a later one leaves standing."""
        happened = table.happened if isinstance(table, Dump) else frozenset()
        for one in rows.tells if last else (t for t in rows.tells if t.event in happened):
            lost, copies = defects.lost[one.rows], 1 + defects.contradicted[one.rows].astype(np.int64)
            self.waiting.append(_events(system.name, table.name, one, lost, copies))
        if last:
            self.told.append(
                _once(self.waiting) if isinstance(table, Dump) and table.before else pa.concat_tables(self.waiting)
            )
            self.waiting = []

    def account(self, system: System, file: Written) -> None:
        """Notes how many rows a file has, and what is wrong with how many of them."""
        self.files[f"{system.name}/{file.name}"] = {"read": file.read, **file.defects}

    def events(self) -> pa.Table:
        """Every event the extracts can tell, how often (``copies``), and whether its row is beyond reading (``lost``)."""
        return pa.concat_tables(self.told)

    def stated(self) -> dict[str, Any]:
        """What ``truth.json`` says of the force."""
        truth = self.truth
        return {
            "days": [truth.world.first, truth.world.history],
            "things": {kind: len(things) for kind, things in sorted(truth.things.items())},
            "happened": {
                kind: int((told.at < truth.world.until).sum()) for kind, told in sorted(truth.happenings.items())
            },
            "told": _counted(self.events()),
            "planted": {one.name: len(one.things) for one in truth.planted},
            "files": self.files,
        }

    def write(self, folder: Path) -> Path:
        """Writes every event that the extracts can tell as a Parquet table; says where."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "told.parquet"
        pq.write_table(self.events(), path)
        return path


KEYS: Final = ("source", "table", "event", "object", "at")


def _events(source: str, table: str, one: Tells, lost: Mask, copies: Ints) -> pa.Table:
    words = [pa.repeat(pa.scalar(word, pa.string()), len(one.at)) for word in (source, table, one.event)]
    columns = [*words, one.objects, pa.array(one.at), pa.array(lost), pa.array(copies)]
    return pa.table(columns, names=[*KEYS, "lost", "copies"])


def _once(tables: list[pa.Table]) -> pa.Table:
    """What several dumps tell of one event, told once."""
    both = (
        pa.concat_tables(tables).group_by(list(KEYS), use_threads=False).aggregate([("lost", "min"), ("copies", "max")])
    )
    return both.rename_columns([*KEYS, "lost", "copies"])


def _counted(told: pa.Table) -> dict[str, dict[str, int]]:
    """By type of event: how many can be told, and how many are lost with their rows."""
    kept = pc.if_else(told.column("lost"), 0, told.column("copies"))
    lost = pc.cast(told.column("lost"), pa.int64())
    table = pa.table([told.column("event"), kept, lost], names=["event", "told", "lost"])
    rows = table.group_by("event", use_threads=False).aggregate([("told", "sum"), ("lost", "sum")]).to_pylist()
    return {
        row["event"]: {"told": row["told_sum"], "lost": row["lost_sum"]}
        for row in sorted(rows, key=lambda r: r["event"])
    }
