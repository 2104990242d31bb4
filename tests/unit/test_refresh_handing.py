"""Everything the ledger hands over is before the fold, however much it is: the engine's word is not taken for it."""

import pyarrow as pa
import pytest

from peeler.refresh.folding import all_there, hand
from peeler.store.hand_over import EVENTS, NAMINGS
from peeler.store.projection import Projection
from peeler.store.records import HandOver

MANY = 150_000  # more rows than one group of the projection holds


def namings(rows: int) -> HandOver:
    """A part of a history that only names."""
    text = pa.array(["x"] * rows, pa.string())
    columns = [pa.array(range(rows), pa.int64()), text, text, text]
    return HandOver(EVENTS.empty_table(), pa.Table.from_arrays(columns, schema=NAMINGS))


NOTHING = namings(0)


@pytest.mark.parametrize("parts", [[NOTHING, namings(MANY), namings(MANY)], [namings(MANY), NOTHING], [namings(3)]])
def test_all_parts_of_a_history_are_before_the_fold(parts: list[HandOver]) -> None:
    projection = Projection(None)
    with projection.writing() as writing:
        handed = hand(writing, parts)
        assert handed == {"fold_event": 0, "fold_naming": sum(part.namings.num_rows for part in parts)}
        all_there(writing, handed)
    projection.close()


def test_of_no_history_both_tables_are_there_and_empty() -> None:
    projection = Projection(None)
    with projection.writing() as writing:
        assert hand(writing, [NOTHING]) == {"fold_event": 0, "fold_naming": 0}
        assert writing.rows("select count(*) from fold_event, fold_naming") == [(0,)]
    projection.close()


def test_rows_that_did_not_get_there_stop_the_rebuild() -> None:
    projection = Projection(None)
    with (
        pytest.raises(RuntimeError, match="fold_naming was handed 4 rows and holds 3"),
        projection.writing() as writing,
    ):
        all_there(writing, hand(writing, [namings(3)]) | {"fold_naming": 4})
    projection.close()
