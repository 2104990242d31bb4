"""The archive of the next month shows the same world a month on, and a shuffled archive shows the same rows."""

import csv
import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from peeler.simulate.open_data import simulate_open_data
from peeler.simulate.packing import shuffle_rows
from peeler.simulate.truth import OpenDataTruth

Rows = list[dict[str, str]]
SHARED_MONTHS = ["2024-02", "2024-03", "2024-04"]
FINAL = {"Court result unavailable", "Unable to prosecute suspect", "Investigation complete; no suspect identified"}


class Archive:
    def __init__(self, directory: Path, newest: str) -> None:
        self.truth: OpenDataTruth = simulate_open_data(
            directory, seed=21, newest=newest, months=4, crimes_a_month=400, forces=("middleshire",)
        )
        self.path = directory / self.truth.archive

    def rows(self, month: str, kind: str) -> Rows:
        with zipfile.ZipFile(self.path) as packed:
            text = packed.read(f"{month}/{month}-middleshire-{kind}.csv").decode()
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def shared(self, kind: str) -> Rows:
        return [row for month in SHARED_MONTHS for row in self.rows(month, kind)]

    def crimes(self) -> dict[str, dict[str, str]]:
        return {row["Crime ID"]: row for row in reversed(self.shared("street")) if row["Crime ID"]}


@pytest.fixture(scope="module")
def april(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return Archive(tmp_path_factory.mktemp("april"), "2024-04")


@pytest.fixture(scope="module")
def may(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return Archive(tmp_path_factory.mktemp("may"), "2024-05")


def counted(rows: Rows) -> Counter[tuple[str, ...]]:
    return Counter(tuple(row.values()) for row in rows)


def test_the_same_crimes_are_there_but_for_a_few_withdrawn(april: Archive, may: Archive) -> None:
    before, after = april.crimes(), may.crimes()
    gone = set(before) - set(after)
    assert set(after) <= set(before)
    assert 3 <= len(gone) <= 0.02 * len(before)
    same = ("Month", "Crime type", "Reported by")
    assert all(before[one][column] == after[one][column] for one in after for column in same)


def test_a_few_places_are_corrected(april: Archive, may: Archive) -> None:
    before, after = april.crimes(), may.crimes()
    moved = [one for one in after if before[one]["LSOA code"] + before[one]["Longitude"]
             != after[one]["LSOA code"] + after[one]["Longitude"]]  # fmt: skip
    assert 3 <= len(moved) <= 0.03 * len(after)


def test_last_outcomes_move_on_and_never_back(april: Archive, may: Archive) -> None:
    before, after = april.crimes(), may.crimes()
    moves = Counter((before[one]["Last outcome category"], after[one]["Last outcome category"]) for one in after)
    changed = {move for move in moves if move[0] != move[1]}
    assert any(old == "Under investigation" and new in FINAL for old, new in changed)
    assert ("Awaiting court outcome", "Court result unavailable") in changed
    assert not [move for move in changed if move[1] == "Under investigation"]


def test_old_outcome_files_stay_but_for_outcomes_of_crimes_told_late(april: Archive, may: Archive) -> None:
    before, after = counted(april.shared("outcomes")), counted(may.shared("outcomes"))
    late = after - before
    assert not before - after
    may_crimes = {row["Crime ID"]: row["Month"] for row in may.rows("2024-05", "street") if row["Crime ID"]}
    assert [may_crimes[row[0]] for row in late] == ["2024-05"]


def test_new_outcomes_are_mostly_of_crimes_of_months_before(may: Archive) -> None:
    known = {row["Crime ID"] for row in may.rows("2024-05", "outcomes")}
    assert len(known & set(may.crimes())) > 50


def test_incidents_stay_but_for_a_few_withdrawn_and_stops_stay_all(april: Archive, may: Archive) -> None:
    before, after = ([row for row in one.shared("street") if not row["Crime ID"]] for one in (april, may))
    assert not counted(after) - counted(before)
    assert len(before) - len(after) in range(1, 6)
    assert april.shared("stop-and-search") == may.shared("stop-and-search")


def test_a_withdrawn_crime_leaves_its_outcomes_behind(april: Archive, may: Archive) -> None:
    gone = set(april.crimes()) - set(may.crimes())
    assert gone & {row["Crime ID"] for row in may.shared("outcomes")}


def test_a_shuffled_archive_has_the_same_rows_in_another_order(april: Archive, tmp_path: Path) -> None:
    shuffle_rows(april.path, tmp_path / "shuffled.zip", seed=1)
    with zipfile.ZipFile(april.path) as old, zipfile.ZipFile(tmp_path / "shuffled.zip") as new:
        assert new.namelist() == old.namelist()
        for name in old.namelist():
            was, now = old.read(name).splitlines(keepends=True), new.read(name).splitlines(keepends=True)
            assert was[0] == now[0]
            assert was != now
            assert sorted(was) == sorted(now)


def test_a_deflated_archive_is_smaller_and_says_the_same(tmp_path: Path) -> None:
    sizes = []
    for deflated in (False, True):
        truth = simulate_open_data(tmp_path / str(deflated), seed=4, months=1, crimes_a_month=60, deflated=deflated)
        archive = tmp_path / str(deflated) / truth.archive
        sizes.append(archive.stat().st_size)
        with zipfile.ZipFile(archive) as packed:
            assert packed.testzip() is None
    assert sizes[1] < sizes[0] / 2
