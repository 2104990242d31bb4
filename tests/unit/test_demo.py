"""Unit: the demonstration's history comes in portions, ends with yesterday, and is what the simulated force writes."""

from datetime import date
from pathlib import Path

from peeler.cli.demo import FORCE_SYSTEMS, done_by, portions
from peeler.cli.demo_systems import HISTORY, Work, Wrote, at_minute, put
from peeler.simulate.force.feed import Batch
from peeler.simulate.force.generate import simulate_force
from peeler.simulate.force.histories import write_histories
from peeler.terms.clocks import parse_instant

TABLES = [
    Wrote("crime_records", "rms-crimes", ("crimes",)),
    Wrote("crime_records", "rms-suspects", ("suspects",)),
    Wrote("command_and_control", "cc-log", ("log",)),
    Wrote("custody", "custody-records", ("custody",)),
]


def test_the_crimes_come_first_and_the_largest_system_last() -> None:
    found = [(what, [path for one in portion for path in one.paths]) for what, portion in portions(iter(TABLES))]
    assert found == [
        ("the crimes", ["crimes"]),
        ("everything else but command and control", ["suspects", "custody"]),
        ("command and control", ["log"]),
    ]


def test_a_system_is_whole_only_with_all_its_tables() -> None:
    assert [done_by(portion) for _, portion in portions(iter(TABLES))] == [
        set(),
        {"crime_records", "custody"},
        {"command_and_control"},
    ]
    assert {one.system for one in TABLES} <= FORCE_SYSTEMS


def test_two_years_end_with_yesterday() -> None:
    for day in (1, 2, 3, 4, 5, 6, 7):
        work = Work(1, date(2026, 11, day), Path("histories"), Path("incoming"))
        assert HISTORY <= work.days < HISTORY + 7
        assert date.fromordinal(date(1970, 1, 1).toordinal() + work.opens + work.days) == work.today


def test_a_history_written_table_by_table_is_the_very_same(tmp_path: Path) -> None:
    simulate_force(tmp_path / "whole", profile="hundredth", seed=3, days=40)
    written = list(write_histories(tmp_path / "parts", profile="hundredth", seed=3, days=40, first=("custody",)))
    assert written[0].system == "custody"
    parts = {path.relative_to(tmp_path / "parts"): path.read_bytes() for one in written for path in one.paths}
    whole = tmp_path / "whole"
    assert parts == {path.relative_to(whole): path.read_bytes() for path in whole.rglob("*.csv")}


def test_a_file_is_put_into_the_watched_folder_whole(tmp_path: Path) -> None:
    incoming = tmp_path / "incoming"
    put(incoming, Batch(parse_instant("2026-11-23T05:30"), "middleshire", "custody", "a.csv", "csv", b"A\n1\n", 1))
    assert {path.name: path.read_bytes() for path in incoming.iterdir()} == {"a.csv": b"A\n1\n"}


def test_the_feed_goes_on_from_the_whole_minute() -> None:
    assert at_minute(parse_instant("2026-11-23T05:30:59.5")) == parse_instant("2026-11-23T05:30")
