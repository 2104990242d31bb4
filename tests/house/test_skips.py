"""House: under CI a skipped test fails the run, unless it only misses ../shared."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT


def run(folder: Path, reason: str, ci: str) -> int:
    """Run one skipped test under the rule; pytest's exit code."""
    test = folder / "test_skipped.py"
    test.write_text(f"import pytest\n\n\ndef test_one():\n    pytest.skip({reason!r})\n", encoding="utf-8")
    words = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "-p", "no:cacheprovider", "-p", "tests.skips"]
    paths = os.environ | {"PYTHONPATH": str(ROOT), "CI": ci}
    return subprocess.run([*words, str(test)], cwd=folder, env=paths, check=False, capture_output=True).returncode


@pytest.mark.parametrize(
    ("reason", "ci", "code"),
    [
        ("no Chromium on this system", "true", 1),
        ("no Chromium on this system", "", 0),
        ("needs ../shared beside the project", "true", 0),
    ],
)
def test_a_skip_under_ci_fails_unless_shared_is_absent(tmp_path: Path, reason: str, ci: str, code: int) -> None:
    assert run(tmp_path, reason, ci) == code
