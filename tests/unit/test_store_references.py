"""Unit: reference tables are kept whole by vintage, and a new load of a vintage takes the place of the old."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from peeler.store.durable import Durable
from peeler.store.records import ReferenceRow, ReferenceTable
from peeler.terms.clocks import Instant
from peeler.terms.identifiers import ForceKey


@pytest.fixture
def durable(tmp_path: Path) -> Iterator[Durable]:
    opened = Durable(tmp_path)
    yield opened
    opened.close()


def row(value: int, *, force: str = "kent", table: str = "population", vintage: str = "2024") -> ReferenceRow:
    dimensions = (("sex", "all"), ("age", "0-17"))
    return ReferenceRow(table, vintage, ForceKey(force), date(2024, 1, 1), date(2024, 12, 31), dimensions, value)


def keep(durable: Durable, *batches: list[ReferenceRow], now: int = 0) -> list[int]:
    with durable.commit(now=Instant(now), founding=False) as opened:
        return [opened.keep_reference(rows) for rows in batches]


def test_rows_are_read_back_as_arrow(durable: Durable) -> None:
    assert keep(durable, [row(5)]) == [1]
    table = durable.references.rows("population")
    assert [str(field.type) for field in table.schema] == [
        "string", "string", "string", "date32[day]", "date32[day]", "map<string, string>", "int64",
    ]  # fmt: skip
    assert table.to_pylist() == [
        {"reference": "population", "vintage": "2024", "force": "kent", "first": date(2024, 1, 1),
         "last": date(2024, 12, 31), "dimensions": [("age", "0-17"), ("sex", "all")], "value": 5}
    ]  # fmt: skip


def test_a_vintage_is_replaced_whole_and_others_stay(durable: Durable) -> None:
    keep(durable, [row(5), row(6, force="surrey")])
    keep(durable, [row(1, vintage="2023"), row(2, table="households")])
    assert keep(durable, [row(7)], now=9) == [1]
    assert durable.references.rows("population").column("value").to_pylist() == [7, 1]
    assert durable.references.tables() == [
        ReferenceTable("households", "2024", 1, Instant(1)),
        ReferenceTable("population", "2023", 1, Instant(1)),
        ReferenceTable("population", "2024", 1, Instant(9)),
    ]


def test_rows_in_several_batches_of_a_commit_are_one_table(durable: Durable) -> None:
    assert keep(durable, [row(5)], [row(6, force="surrey")]) == [1, 1]
    assert durable.references.rows().column("value").to_pylist() == [5, 6]


def test_only_what_was_not_held_just_so_counts_as_new(durable: Durable) -> None:
    first = [row(5), row(5), row(6, force="surrey")]
    assert keep(durable, first) == [3]
    assert keep(durable, first[::-1]) == [0]
    assert keep(durable, [*first, row(5), row(-1, force="devon")]) == [2]


def test_no_rows_make_an_empty_table(durable: Durable) -> None:
    assert durable.references.rows().num_rows == 0
    assert durable.references.tables() == []
