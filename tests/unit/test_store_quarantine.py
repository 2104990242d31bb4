"""Unit: quarantine holds every row that was not understood, once, with its reason and place (ruling 14)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from peeler.store.durable import Durable
from peeler.store.records import Quarantined
from peeler.terms.clocks import Instant
from peeler.terms.identifiers import ObjectId
from tests.said import RMS

ROW = Quarantined(RMS, "2024-01-kent-street.csv", 7, "Month: '2024-13' is not a month", "x,2024-13")


@pytest.fixture
def durable(tmp_path: Path) -> Iterator[Durable]:
    opened = Durable(tmp_path)
    yield opened
    opened.close()


def enter(durable: Durable, *rows: Quarantined, now: int = 0) -> int:
    with durable.commit(now=Instant(now), founding=False) as opened:
        return opened.quarantine(rows)


def test_a_row_is_kept_with_all_that_is_known_of_it(durable: Durable) -> None:
    row = ROW._replace(subjects=(ObjectId("person:rms/1"), ObjectId("person:rms/2")))
    assert enter(durable, row, now=5) == 1
    entry = durable.quarantined.every()[0]
    assert (entry.number, entry.known_at, entry.row) == (1, 5, row)


def test_the_same_row_again_is_not_entered_twice(durable: Durable) -> None:
    assert enter(durable, ROW, now=5) == 1
    moved = ROW._replace(position=9, reason="a better reason")
    assert enter(durable, moved, now=6) == 0
    assert [(entry.known_at, entry.row) for entry in durable.quarantined.every()] == [(5, moved)]


def test_identical_rows_of_a_file_are_each_entered_once(durable: Durable) -> None:
    twins = [ROW, ROW._replace(position=8)]
    assert enter(durable, *twins) == 2
    assert enter(durable, *twins[::-1]) == 0
    assert enter(durable, *twins, ROW._replace(position=9)) == 1


def test_identical_rows_are_counted_across_the_batches_of_a_commit(durable: Durable) -> None:
    with durable.commit(now=Instant(0), founding=False) as opened:
        assert [opened.quarantine([ROW]), opened.quarantine([ROW])] == [1, 1]


def test_a_file_that_cannot_be_read_is_one_entry(durable: Durable) -> None:
    whole = Quarantined(RMS, "broken.zip", None, "not a ZIP", None)
    assert enter(durable, whole) == 1
    assert enter(durable, whole) == 0
    assert durable.quarantined.every()[0].row == whole


def test_rows_are_counted_by_source_and_file(durable: Durable) -> None:
    enter(durable, ROW, ROW._replace(text="y"), ROW._replace(file="other.csv"))
    assert durable.quarantined.counts() == {("rms", ROW.file): 2, ("rms", "other.csv"): 1}


def test_half_a_surrogate_pair_is_kept_as_a_question_mark(durable: Durable) -> None:
    assert enter(durable, ROW._replace(text="bad \ud800 text", reason="odd \ud800")) == 1
    assert durable.quarantined.every()[0].row.text == "bad ? text"
