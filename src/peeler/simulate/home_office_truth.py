"""What is true of simulated Home Office tables: the sums an independent reading of them must give."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from peeler.simulate.offences import NOT_ASSIGNED
from peeler.simulate.places import Force
from peeler.simulate.recorded import ELSEWHERE, Outcome, Recorded, crimes_by_quarter
from peeler.simulate.world import World


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of the three tables; population by the force's title."""

    recorded: list[Recorded]
    outcomes: list[Outcome]
    population: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class HomeOfficeTruth:
    """Sums of crimes in the synthetic tables; every key begins with the force, the one without an area included."""

    seed: int
    outcome_year: str
    recorded_rows: int
    outcome_rows: int
    recorded_by_quarter: Mapping[str, int]  # "Middleshire 2023/24 Q1"
    recorded_by_year_and_group: Mapping[str, int]  # "Middleshire 2023/24 Robbery"
    archive_by_quarter: Mapping[str, int]  # the crimes of the same world, before any are withdrawn
    outcomes_by_type: Mapping[str, int]  # "Middleshire 18", in the outcome year
    outcomes_by_quarter: Mapping[str, int]  # "Middleshire 2023/24 Q1": of every type, not yet assigned too
    not_yet_assigned_by_force: Mapping[str, int]  # in the outcome year
    population: Mapping[str, int]
    rows_below_zero: int  # in the recorded table
    forces_without_area: tuple[str, ...]

    def as_json(self) -> str:
        """The truth as indented JSON with sorted keys, newline at the end."""
        return json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"


def count_home_office(world: World, areas: Iterable[Force], years: tuple[str, ...], tables: Tables) -> HomeOfficeTruth:
    """The truth of tables made of this world for these forces and financial years."""
    open_ones = (row for row in tables.outcomes if row.outcome == NOT_ASSIGNED)
    return HomeOfficeTruth(
        seed=world.seed,
        outcome_year=years[-1],
        recorded_rows=len(tables.recorded),
        outcome_rows=len(tables.outcomes),
        recorded_by_quarter=_sums((_quarter(row), row.crimes) for row in tables.recorded),
        recorded_by_year_and_group=_sums(
            (f"{row.force.title} {row.year} {row.offence.group}", row.crimes) for row in tables.recorded
        ),
        archive_by_quarter={
            f"{force.title} {year} Q{quarter}": crimes_by_quarter(world, force, year, quarter).total()
            for force in areas
            for year in years
            for quarter in range(1, 5)
        },
        outcomes_by_type=_sums((f"{row.recorded.force.title} {row.outcome}", row.crimes) for row in tables.outcomes),
        outcomes_by_quarter=_sums((_quarter(row.recorded), row.crimes) for row in tables.outcomes),
        not_yet_assigned_by_force=_sums((row.recorded.force.title, row.crimes) for row in open_ones),
        population=tables.population,
        rows_below_zero=sum(row.crimes < 0 for row in tables.recorded),
        forces_without_area=(ELSEWHERE.title,),
    )


def _quarter(row: Recorded) -> str:
    return f"{row.force.title} {row.year} Q{row.quarter}"


def _sums(parts: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    sums = Counter[str]()
    for key, count in parts:
        sums[key] += count
    return dict(sorted(sums.items()))
