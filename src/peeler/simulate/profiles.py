"""What can be simulated, by name: one function for whoever asks from outside."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from peeler.simulate.force.generate import simulate_force
from peeler.simulate.force.profiles import PROFILES as FORCES
from peeler.simulate.home_office import (
    HOME_OFFICE_TRUTH_FILE,
    POPULATION_FILE,
    RECORDED_FILE,
    outcomes_file,
    simulate_home_office,
)
from peeler.simulate.open_data import TRUTH_FILE, simulate_open_data
from peeler.terms.errors import RequestError, unknown


def _open_data(directory: Path, seed: int) -> tuple[Path, ...]:
    return directory / simulate_open_data(directory, seed=seed).archive, directory / TRUTH_FILE


def _home_office(directory: Path, seed: int) -> tuple[Path, ...]:
    truth = simulate_home_office(directory, seed=seed)
    names = (RECORDED_FILE, outcomes_file(truth.outcome_year), POPULATION_FILE, HOME_OFFICE_TRUTH_FILE)
    return tuple(directory / name for name in names)


PROFILES: Final[Mapping[str, Callable[[Path, int], tuple[Path, ...]]]] = MappingProxyType({
    "open_data": _open_data,
    "home_office": _home_office,
})  # fmt: skip


def simulate(directory: Path, *, profile: str, seed: int, days: int | None = None) -> tuple[Path, ...]:
    """Write the extracts of a profile into a directory and return the paths written, the truth (JSON) last.

    Profiles of one seed are of one world. ``days``: the length of a force's history; the published tables have months of
    their own. RequestError names the nearest profile to an unknown one.
    """
    if profile not in PROFILES and profile not in FORCES:
        raise unknown("profile", profile, [*FORCES, *PROFILES])
    if profile in FORCES:
        return simulate_force(directory, profile=profile, seed=seed, days=days)
    if days is not None:
        raise RequestError(f"--days is for {', '.join(FORCES)}; {profile} has months of its own")
    return PROFILES[profile](directory, seed)
