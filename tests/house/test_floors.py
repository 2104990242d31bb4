"""House: the floors of the design, as import-linter checks them, and proof that it would notice."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

LINTER = Path(sys.executable).with_name("lint-imports")
FLOORS = "from peeler import"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    words = [str(LINTER), "--no-cache", "--config", str(folder / "pyproject.toml")]
    paths = os.environ | {"PYTHONPATH": str(folder / "src"), "NO_COLOR": "1"}
    return subprocess.run(words, cwd=folder, env=paths, check=False, capture_output=True, text=True)


def house(folder: Path, modules: dict[str, str]) -> Path:
    """A small house of the given modules, under the real rules."""
    package = folder / "src" / "peeler"
    package.mkdir(parents=True)
    shutil.copyfile(ROOT / "pyproject.toml", folder / "pyproject.toml")
    for module, text in {"__init__": "", "terms": "", **modules}.items():
        (package / f"{module}.py").write_text(text, encoding="utf-8")
    return folder


def test_the_floors_are_kept() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_house_in_order_passes(tmp_path: Path) -> None:
    modules = {
        "definitions": f"{FLOORS} terms",
        "answers": f"{FLOORS} definitions",
        "cli": f"{FLOORS} answers",
        "store": "import duckdb, sqlite3",
    }
    done = lint(house(tmp_path, modules))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("modules", "broken"),
    [
        ({"definitions": "", "terms": f"{FLOORS} definitions"}, "peeler.terms is not allowed to import"),
        ({"sources": "", "fold": f"{FLOORS} sources"}, "peeler.fold is not allowed to import"),
        ({"definitions": "", "simulate": f"{FLOORS} definitions"}, "peeler.simulate is not allowed to import"),
        ({"lobby": ""}, "peeler.lobby"),
        ({"answers": "import duckdb"}, "peeler.answers -> duckdb"),
        ({"plans": "import sqlite3"}, "peeler.plans -> sqlite3"),
    ],
    ids=["upwards", "neighbours", "the simulator reads definitions", "a package on no floor", "duckdb", "sqlite3"],
)
def test_a_broken_floor_is_noticed(tmp_path: Path, modules: dict[str, str], broken: str) -> None:
    done = lint(house(tmp_path, modules))
    assert done.returncode == 1
    assert broken in done.stdout
