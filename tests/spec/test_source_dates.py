"""The manual of sources: dates that a system writes day first, where its file says so and nowhere else."""

from pathlib import Path

import pytest

from peeler.definitions.catalogue import load_catalogue
from peeler.sources.day_first import year_first
from tests.loaded import ledger

SOURCE = """
title: A list dated day first
about: A source for tests.
owner: tests
checked_by: tests
review_by: 2099-01-01
tables:
  crimes:
    files: 'dated-{name}.csv'
    columns: [Ref, When, From, Typed]
    key: [Ref]
    dates: DATES
    rows:
      - {event: investigation.recorded, at: When, recorded_at: Typed, investigation: 'crime:{Ref}', committed_from: From}
"""
HEADER = "Ref,When,From,Typed\n"


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("03/06/2019 10:15", "2019-06-03T10:15"),
        ("3/6/2019 9:05", "2019-06-03T09:05"),
        ("03.06.2019 10:15:30", "2019-06-03T10:15:30"),
        ("03-06-2019", "2019-06-03"),
        ("2019-06-03T10:15:00Z", "2019-06-03T10:15:00Z"),
        ("soon", "soon"),
        ("", ""),
    ],
)
def test_a_date_is_turned_about_and_anything_else_left_as_it_is(text: str, turned: str) -> None:
    assert year_first(text) == turned


def loads(folder: Path, dates: str, row: str) -> tuple[list[str], int]:
    source = folder / "catalogue" / "sources" / "dated.yml"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE.replace("DATES", dates), encoding="utf-8")
    (folder / "dated-1.csv").write_text(HEADER + row, encoding="utf-8")
    with ledger(load_catalogue(folder / "catalogue")) as loaded:
        report = loaded.load(folder / "dated-1.csv", force="northmoor")
        told = [f"{event.at} {event.data['committed_from']}" for event in loaded.living("investigation.recorded")]
        return told, report.files[0].quarantined


def test_a_table_that_says_day_first_reads_every_time_so_in_london(tmp_path: Path) -> None:
    told, quarantined = loads(tmp_path, "day_first", "1,03/06/2019 10:15,01/06/2019 23:30,03/06/2019 11:00\n")
    assert told == ["2019-06-03T09:15:00 2019-06-01T22:30:00"]
    assert quarantined == 0


def test_a_table_that_does_not_say_so_never_guesses(tmp_path: Path) -> None:
    assert loads(tmp_path, "year_first", "1,03/06/2019 10:15,01/06/2019 23:30,03/06/2019 11:00\n") == ([], 1)


def test_a_day_that_is_on_no_calendar_is_refused(tmp_path: Path) -> None:
    assert loads(tmp_path, "day_first", "1,31/02/2019 10:15,01/06/2019 23:30,03/06/2019 11:00\n") == ([], 1)
