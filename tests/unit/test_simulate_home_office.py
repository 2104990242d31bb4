"""Synthetic Home Office tables read, with csv alone, as their truth says, and agree only roughly with the archive."""

import csv
import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import pytest

from peeler.simulate.home_office import simulate_home_office
from peeler.simulate.home_office_truth import HomeOfficeTruth
from peeler.simulate.open_data import simulate_open_data
from peeler.terms.errors import RequestError

Made = tuple[Path, HomeOfficeTruth]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    directory = tmp_path_factory.mktemp("home_office")
    return directory, simulate_home_office(directory, seed=11, crimes_a_month=300)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_recorded_crime_reads_as_the_truth_says(made: Made) -> None:
    rows, truth = read(made[0] / "recorded_crime_by_force_quarter_offence.csv"), made[1]
    quarters, groups = Counter[str](), Counter[str]()
    for row in rows:
        quarters[f"{row['Force']} {row['FY']} Q{row['Financial Quarter']}"] += int(row["n"])
        groups[f"{row['Force']} {row['FY']} {row['Group']}"] += int(row["n"])
    assert quarters == truth.recorded_by_quarter
    assert groups == truth.recorded_by_year_and_group
    assert len(rows) == truth.recorded_rows
    assert sum(int(row["n"]) < 0 for row in rows) == truth.rows_below_zero > 0


def test_outcomes_read_as_the_truth_says_and_add_up_to_the_crimes(made: Made) -> None:
    rows, truth = read(made[0] / "outcomes_by_force_quarter_2023_24.csv"), made[1]
    types, quarters = Counter[str](), Counter[str]()
    for row in rows:
        types[f"{row['Force']} {row['Outcome Type']}"] += int(row["n"])
        quarters[f"{row['Force']} {row['Financial Year']} Q{row['Financial Quarter']}"] += int(row["n"])
    assert types == truth.outcomes_by_type
    assert quarters == truth.outcomes_by_quarter
    assert all(truth.recorded_by_quarter[quarter] == count for quarter, count in quarters.items())
    assert {force: types[f"{force} 0"] for force in truth.not_yet_assigned_by_force} == truth.not_yet_assigned_by_force


def test_several_rows_of_a_quarter_group_and_type_must_be_added_up(made: Made) -> None:
    rows = read(made[0] / "outcomes_by_force_quarter_2023_24.csv")
    assert len({tuple(row.values()) for row in rows if row["n"] != "0"}) < sum(row["n"] != "0" for row in rows)


def test_the_force_without_an_area_is_marked(made: Made) -> None:
    rows = read(made[0] / "recorded_crime_by_force_quarter_offence.csv")
    marks = {(row["Force"], row["territorial"]) for row in rows}
    assert marks == {("Middleshire", "true"), ("Northmoor", "true"), ("Inland Railways", "false")}
    assert made[1].forces_without_area == ("Inland Railways",)


def test_population_has_the_forces_with_an_area(made: Made) -> None:
    rows = read(made[0] / "population_by_force_mid2024.csv")
    assert {row["PFA 2023 Name"]: int(row["Population"]) for row in rows} == made[1].population
    assert [row["PFA 2023 Code"] for row in rows] == ["E23900001", "E23900002"]


def test_the_tables_are_near_the_archive_and_not_equal_to_it(made: Made, tmp_path: Path) -> None:
    archive = simulate_open_data(tmp_path, seed=11, crimes_a_month=300, newest="2024-03", forces=("middleshire",))
    published = sum(archive.forces["middleshire"].crimes_by_month_distinct_id.values())
    quarters = [f"Middleshire 2023/24 Q{quarter}" for quarter in range(1, 5)]
    assert archive.first == "2023-04"
    told = sum(made[1].recorded_by_quarter[quarter] for quarter in quarters)
    planned = sum(made[1].archive_by_quarter[quarter] for quarter in quarters)
    assert 0.975 < told / planned < 0.999
    assert published == planned - archive.forces["middleshire"].traps["crimes_withdrawn"]


def test_the_same_seed_gives_the_same_bytes_and_the_truth_beside_them(made: Made, tmp_path: Path) -> None:
    simulate_home_office(tmp_path, seed=11, crimes_a_month=300)
    names = sorted(path.name for path in made[0].iterdir())
    assert [(tmp_path / name).read_bytes() for name in names] == [(made[0] / name).read_bytes() for name in names]
    told = json.loads((tmp_path / "home_office_truth.json").read_text("utf-8"))
    assert told == json.loads(json.dumps(asdict(made[1])))


def test_a_year_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="'2023' is not a financial year"):
        simulate_home_office(tmp_path / "none", seed=1, years=("2023",))
    assert not (tmp_path / "none").exists()
