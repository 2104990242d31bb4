"""Spec: a system that only dumps its tables as they stand: what changed between two dumps happened between their dates."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from peeler.definitions.catalogue import Catalogue, load_catalogue
from peeler.terms.errors import RequestError
from tests.loaded import LoadedLedger, ledger

SOURCE = """
title: Crime records
about: A nightly dump of the table of crimes as it stands, without history.
every: 1 day
dated: file name
owner: someone
checked_by: someone
review_by: 2027-01-01
tables:
  crimes:
    files: 'crimes-{date}.csv'
    columns: [Ref, Recorded, Kind, Outcome]
    key: [Ref]
    happened: [Outcome]
    rows:
      - {event: investigation.recorded, at: Recorded, precision: day, investigation: 'crime:{Ref}', crime_type: Kind}
      - {event: investigation.outcome_assigned, unless: {Outcome: ''}, at: '{dated}', precision: day, investigation: 'crime:{Ref}', as_given: Outcome}
"""
DUMPS = {
    "crimes-2024-05-01.csv": "Ref,Recorded,Kind,Outcome\n1,2024-04-30,Theft,\n2,2024-04-30,Theft,\n",
    "crimes-2024-05-08.csv": "Ref,Recorded,Kind,Outcome\n1,2024-04-30,Theft,No suspect\n2,2024-04-29,Burglary,\n",
    "crimes-20240515.csv": "Ref,Recorded,Kind,Outcome\n1,2024-04-30,Theft,Charged\n2,2024-04-29,Burglary,\n",
}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The product's catalogue and this source."""
    folder = tmp_path_factory.mktemp("catalogue")
    (folder / "sources").mkdir()
    (folder / "sources" / "crimes.yml").write_text(SOURCE, "utf-8")
    return load_catalogue(folder)


@pytest.fixture
def dumped(catalogue: Catalogue) -> Iterator[LoadedLedger]:
    """A ledger to load dumps into."""
    with ledger(catalogue) as made:
        yield made


def written(folder: Path) -> list[Path]:
    """The dumps as files."""
    for name, text in DUMPS.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in DUMPS]


def told(made: LoadedLedger) -> list[tuple[str, str, str, str]]:
    """What stands: which event, of which crime, when (UTC), and what it says."""
    return [(e.type.split(".")[1], e.object, e.at, " ".join(e.data.values())) for e in made.living()]


EXPECTED = [
    ("outcome_assigned", "crime:1", "2024-05-07T23:00:00", "No suspect"),
    ("outcome_assigned", "crime:1", "2024-05-14T23:00:00", "Charged"),
    ("recorded", "crime:1", "2024-04-29T23:00:00", "Theft"),
    ("recorded", "crime:2", "2024-04-28T23:00:00", "Burglary"),
]


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_a_change_of_what_happened_is_an_event_and_any_other_corrects_in_whatever_order_they_come(
    dumped: LoadedLedger, tmp_path: Path, order: tuple[int, ...]
) -> None:
    paths = written(tmp_path)
    for number in order:
        report = dumped.load(paths[number], force="middleshire", confirm=True)
        assert report.files[0].dated == ("2024-05-01", "2024-05-08", "2024-05-15")[number]
    assert told(dumped) == EXPECTED


def test_the_same_dump_twice_changes_nothing(dumped: LoadedLedger, tmp_path: Path) -> None:
    paths = written(tmp_path)
    dumped.load(*paths, force="middleshire")
    again = dumped.load(*paths, force="middleshire")
    assert [(one.accepted, one.duplicate) for one in again.files] == [(0, 2)] * 3
    assert told(dumped) == EXPECTED


def test_dumps_of_one_day_are_told_apart_by_the_time_in_their_names(dumped: LoadedLedger, tmp_path: Path) -> None:
    paths = written(tmp_path)
    named = [tmp_path / f"crimes-2024-05-01T{time}.csv" for time in ("0005", "1005", "100730")]
    for path, called in zip(paths, named, strict=True):
        path.rename(called)
    dated = [dumped.load(called, force="middleshire").files[0].dated for called in reversed(named)]
    assert dated == [f"2024-{moment}.000000Z" for moment in ("05-01T09:07:30", "05-01T09:05:00", "04-30T23:05:00")]
    outcomes = [event[3] for event in told(dumped) if event[0] == "outcome_assigned"]
    assert sorted(outcomes) == ["Charged", "No suspect"]


def test_a_name_without_a_date_that_there_is_is_not_read(dumped: LoadedLedger, tmp_path: Path) -> None:
    (tmp_path / "crimes-2024-02-31.csv").write_text(DUMPS["crimes-2024-05-01.csv"], "utf-8")
    report = dumped.load(tmp_path / "crimes-2024-02-31.csv", force="middleshire")
    assert "the date in its name is none" in report.problems[0]
    assert dumped.living() == []


def test_a_source_dated_by_file_name_needs_a_date_in_its_names(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    wrong = SOURCE.replace("crimes-{date}.csv", "crimes-{any}.csv")
    (tmp_path / "sources" / "crimes.yml").write_text(wrong, "utf-8")
    with pytest.raises(RequestError, match=r"crimes\.files: its lists are dated by file name, so it needs \{date\}"):
        load_catalogue(tmp_path)
