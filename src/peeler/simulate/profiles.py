"""What can be simulated, by name: one function for whoever asks from outside."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from peeler.simulate.home_office import (
    HOME_OFFICE_TRUTH_FILE,
    POPULATION_FILE,
    RECORDED_FILE,
    outcomes_file,
    simulate_home_office,
)
from peeler.simulate.open_data import TRUTH_FILE, simulate_open_data
from peeler.terms.errors import unknown


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


def simulate(directory: Path, *, profile: str, seed: int) -> tuple[Path, ...]:
    """Write the extracts of a profile into a directory and return the paths written, the truth (JSON) last.

    Profiles of one seed are of one world. RequestError names the nearest profile to an unknown one.
    """
    if profile not in PROFILES:
        raise unknown("profile", profile, PROFILES)
    return PROFILES[profile](directory, seed)
