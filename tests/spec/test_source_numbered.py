"""The manual of sources: rows numbered in the order of their file, and what a table may not say of that."""

from pathlib import Path

import pytest

from peeler.definitions.catalogue import load_catalogue
from peeler.definitions.sources import TableFile
from peeler.sources.delimited import Rows
from peeler.sources.numbering import with_numbers
from peeler.terms.errors import RequestError
from tests.loaded import ledger

SOURCE = """
title: A list whose order tells something
about: A source for tests.
owner: tests
checked_by: tests
review_by: 2099-01-01
tables:
  lines:
    files: 'ordered-{name}.csv'
    columns: [Ref, What]
    ignore: [Printed]
    numbered: NUMBERED
    key: [Ref, place]
    rows:
      - {event: incident.flagged, at: {value: '2024-03-01'}, precision: day, incident: 'incident:{Ref}', flag: '{What} {place}'}
"""


def catalogue(folder: Path, numbered: str) -> Path:
    source = folder / "catalogue" / "sources" / "ordered.yml"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE.replace("NUMBERED", numbered), encoding="utf-8")
    return folder / "catalogue"


def test_rows_are_numbered_among_those_that_agree_in_the_order_of_the_file() -> None:
    rows = Rows({"Ref": ["1", "2", " 1", "", "1"], "What": ["a", "a", "a", "b", "b"]}, range(2, 7))
    table = TableFile(numbered={"place": ("Ref",), "line": (), "both": ("What", "Ref"), "none": ("Elsewhere",)})
    found = with_numbers(table, rows).columns
    assert found["place"] == ["1", "1", "2", "1", "3"]
    assert found["line"] == found["none"] == ["1", "2", "3", "4", "5"]
    assert found["both"] == ["1", "1", "2", "1", "1"]


def test_a_row_that_is_known_by_its_place_is_corrected_there_and_one_more_is_new(tmp_path: Path) -> None:
    with ledger(load_catalogue(catalogue(tmp_path, "{place: [Ref]}"))) as loaded:
        for number, whats in enumerate((("a", "a"), ("a", "b", "a")), start=1):
            path = tmp_path / f"ordered-{number}.csv"
            path.write_text("Ref,What,Printed\n" + "".join(f"1,{what},x\n" for what in whats), encoding="utf-8")
            report = loaded.load(path, force="northmoor", dated=f"2024-03-0{number}")
            flags = [event.data["flag"] for event in loaded.living("incident.flagged")]
            assert sorted(flags) == sorted(f"{what} {place}" for place, what in enumerate(whats, start=1))
            assert report.files[0].quarantined == 0
        assert [(one.accepted, one.duplicate) for one in report.files] == [(2, 1)]


@pytest.mark.parametrize(
    ("numbered", "reason"),
    [
        ("{place: [Reff]}", "tables.lines.numbered.place: unknown column 'Reff'; did you mean 'Ref'?"),
        ("{place: [Printed]}", "tables.lines.numbered.place: unknown column 'Printed'"),
        ("{What: [Ref], place: [Ref]}", "tables.lines.numbered: 'What' is a column already"),
        ("{Printed: [Ref], place: [Ref]}", "tables.lines.numbered: 'Printed' is a column already"),
        ("{row: [Ref], place: [Ref]}", "tables.lines.numbered: 'row' is a column already"),
        ("{other: [Ref]}", "unknown column 'place'"),
    ],
)
def test_a_number_that_cannot_be_made_is_refused_by_name(tmp_path: Path, numbered: str, reason: str) -> None:
    with pytest.raises(RequestError) as refused:
        load_catalogue(catalogue(tmp_path, numbered))
    assert reason in str(refused.value)


def test_a_polled_table_has_no_order(tmp_path: Path) -> None:
    folder = catalogue(tmp_path, "{place: [Ref]}")
    source = folder / "sources" / "ordered.yml"
    polled = "poll: {every: 1 minute, table: t, modified: m}"
    source.write_text(source.read_text("utf-8").replace("files: 'ordered-{name}.csv'", polled), "utf-8")
    with pytest.raises(RequestError, match="the rows of a database have no order"):
        load_catalogue(folder)
