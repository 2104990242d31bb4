"""Writes synthetic Home Office tables of the same invented forces: near the archive's own counts, not equal."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from peeler.simulate.home_office_truth import HomeOfficeTruth, Tables, count_home_office
from peeler.simulate.offences import OUTCOME_GROUPS
from peeler.simulate.open_data import DEFAULT_FORCES, STREET_ONLY
from peeler.simulate.places import Force
from peeler.simulate.recorded import ELSEWHERE, Outcome, Recorded, outcomes, population, recorded
from peeler.simulate.world import Step, World

RECORDED_FILE: Final = "recorded_crime_by_force_quarter_offence.csv"
POPULATION_FILE: Final = "population_by_force_mid2024.csv"
HOME_OFFICE_TRUTH_FILE: Final = "home_office_truth.json"
RECORDED_COLUMNS: Final = (
    "FY", "Financial Quarter", "Force", "Offence Description", "Group", "Offence Subgroup", "Offence Code", "n",
    "territorial",
)  # fmt: skip
OUTCOME_COLUMNS: Final = (
    "Financial Year", "Financial Quarter", "Force", "Offence Group", "Outcome Group", "Outcome Type", "n",
    "territorial",
)  # fmt: skip
POPULATION_COLUMNS: Final = ("PFA 2023 Code", "PFA 2023 Name", "Population")
_STEP: Final = Step()

Row = tuple[str | int, ...]


def simulate_home_office(
    directory: Path,
    *,
    seed: int,
    years: tuple[str, ...] = ("2022/23", "2023/24"),
    crimes_a_month: int = 400,
    forces: tuple[str, ...] = DEFAULT_FORCES,
    street_only: tuple[str, ...] = STREET_ONLY,
    step: Step = _STEP,
) -> HomeOfficeTruth:
    """Write recorded crime of these financial years, outcomes of the last of them, population, and their truth as JSON.

    CSV in the columns of the published tables; counts are crimes, population is persons. With the seed, size and forces
    of an archive the sums are about 1 % below its counts. Traps: counts below 0, several outcome rows for one quarter,
    group and type (identical ones among them), a force without an area. RequestError for a bad year.
    """
    world = World(seed, crimes_a_month, step)
    areas = [Force(key, key in street_only) for key in sorted(set(forces))]
    rows = recorded(world, areas, years)
    people = {force.title: population(world, force) for force in areas}
    tables = Tables(rows, outcomes(row for row in rows if row.year == years[-1]), people)
    truth = count_home_office(world, areas, years, tables)
    directory.mkdir(parents=True, exist_ok=True)
    _write(directory / RECORDED_FILE, RECORDED_COLUMNS, map(_recorded_row, tables.recorded))
    _write(directory / outcomes_file(years[-1]), OUTCOME_COLUMNS, map(_outcome_row, tables.outcomes))
    codes = ((f"E239{number:05}", name, count) for number, (name, count) in enumerate(people.items(), start=1))
    _write(directory / POPULATION_FILE, POPULATION_COLUMNS, codes)
    (directory / HOME_OFFICE_TRUTH_FILE).write_text(truth.as_json(), encoding="utf-8", newline="\n")
    return truth


def outcomes_file(year: str) -> str:
    """The name of the outcomes table of a financial year written 2023/24."""
    return f"outcomes_by_force_quarter_{year.replace('/', '_')}.csv"


def _recorded_row(row: Recorded) -> Row:
    code, description, group, subgroup = row.offence
    return row.year, row.quarter, row.force.title, description, group, subgroup, code, row.crimes, _territorial(row)


def _outcome_row(row: Outcome) -> Row:
    told = row.recorded
    group, outcome = told.offence.group, OUTCOME_GROUPS[row.outcome]
    return told.year, told.quarter, told.force.title, group, outcome, row.outcome, row.crimes, _territorial(told)


def _territorial(row: Recorded) -> str:
    return "false" if row.force == ELSEWHERE else "true"


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
