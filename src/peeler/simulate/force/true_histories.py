"""The true histories of all objects, and the objects in which something is planted, as they are written beside the extracts."""

from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.objects import OBJECTS, Objects, begun

_SHOWN: Final = 20  # objects named for each thing planted
_SCHEMA: Final = pa.schema(
    [("event", pa.dictionary(pa.int32(), pa.string())), ("object", pa.string()), ("at", pa.int64())]
)


def write_happened(truth: Truth, path: Path) -> Path:
    """Writes everything that truly happened by the end of the history: event, object, moment (London civil seconds)."""
    with pq.ParquetWriter(path, _SCHEMA) as writer:
        for object_type, objects in OBJECTS.items():
            named = objects.named(truth)
            for kind, told in sorted(truth.happenings.items()):
                past = told.until(truth.world.until)
                if kind.partition(".")[0] == object_type and len(past):
                    word = pa.DictionaryArray.from_arrays(
                        np.zeros(len(past), np.int32), pa.array([_event(objects, kind)])
                    )
                    columns = [word, named.take(pa.array(past.thing)), pa.array(past.at)]
                    writer.write_table(pa.table(columns, schema=_SCHEMA))
    return path


def _event(objects: Objects, kind: str) -> str:
    """The event that a happening is: named after the object's type, where it is told under another name."""
    return f"{objects.type}.{kind.partition('.')[2]}" if objects.type else kind


def planted(truth: Truth) -> dict[str, dict[str, Any]]:
    """What was planted, in how many objects begun by the end of the history, and the first of them by name."""
    types = {objects.things: name for name, objects in OBJECTS.items()}
    found: dict[str, dict[str, Any]] = {}
    for one in truth.planted:
        object_type = types[one.kind]
        there = one.things[begun(truth, one.kind)[one.things]]
        named = OBJECTS[object_type].named(truth).take(pa.array(there[:_SHOWN])).to_pylist()
        found[one.name] = {"object": OBJECTS[object_type].type or object_type, "count": len(there), "first": named}
    return found
