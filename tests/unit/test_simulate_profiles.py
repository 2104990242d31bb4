"""Every profile writes what it says it wrote, and an unknown one is refused by name."""

from pathlib import Path

import pytest

from peeler.simulate.profiles import PROFILES, simulate
from peeler.terms.errors import RequestError


@pytest.mark.parametrize("profile", list(PROFILES))
def test_a_profile_writes_the_files_it_names(tmp_path: Path, profile: str) -> None:
    written = simulate(tmp_path / profile, profile=profile, seed=3)
    assert sorted(written) == sorted((tmp_path / profile).iterdir())
    assert written[-1].name.endswith("truth.json")
    assert all(path.stat().st_size for path in written)


def test_an_unknown_profile_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="unknown profile 'opendata'; did you mean 'open_data'"):
        simulate(tmp_path, profile="opendata", seed=3)
