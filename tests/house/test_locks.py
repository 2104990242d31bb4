"""House: the locked dependencies are whole, hashed, agree with each other and with what they dress."""

import json
import re

import pytest

from tests.house.tree import ROOT

LOCKS = ("run", "test")
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def lock(which: str) -> str:
    return (ROOT / "requirements" / f"{which}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("which", LOCKS)
def test_every_locked_package_has_hashes_and_no_address(which: str) -> None:
    entries = lock(which).replace("\\\n", "").splitlines()
    assert entries
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in lock(which)


def test_tests_run_on_the_versions_that_are_run() -> None:
    assert set(PIN.findall(lock("run"))) < set(PIN.findall(lock("test")))


def test_macros_and_style_sheet_are_the_same_version_of_govuk_frontend() -> None:
    """The macros of govuk-frontend-jinja 4.1.0 render govuk-frontend 6.3.0, by its own table of compatibility."""
    pinned = dict(PIN.findall(lock("run")))["govuk-frontend-jinja"]
    dressed = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]["govuk-frontend"]
    assert (pinned, dressed) == ("4.1.0", "6.3.0")
