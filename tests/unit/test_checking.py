"""Unit: which worked examples `peeler check` runs: a force's own, and whatever its own can have changed."""

from pathlib import Path

import pytest

from peeler.definitions.catalogue import PRODUCT, load_catalogue
from peeler.workspace.checking import check_catalogue, examples_of, narrowed, reaches_all

OWN = """title: Mine
question: How many?
why: Tests.
kind: count
object: investigation
time: recorded_at
unit: crimes
better: context
authority: {source: tests}
owner: tests
checked_by: tests
review_by: 2099-01-01
examples:
  - {name: one, events: [{event: investigation.recorded, investigation: crime:1, at: 2024-01}], gives: [{value: 1}]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "measures").mkdir()
    return tmp_path


def test_what_is_added_is_all_that_is_run(folder: Path) -> None:
    (folder / "measures" / "mine.yml").write_text(OWN, "utf-8")
    outcome = check_catalogue(folder)
    assert [(one.kind, one.name, one.problem) for one in outcome.examples] == [("measures", "mine", None)]
    assert outcome.untouched == examples_of(load_catalogue())


def test_a_measure_that_is_replaced_takes_its_composites_with_it(folder: Path) -> None:
    text = (PRODUCT / "measures" / "acro_referrals.yml").read_text("utf-8")
    (folder / "measures" / "acro_referrals.yml").write_text(f"replaces: acro_referrals\n{text}", "utf-8")
    catalogue = load_catalogue(folder)
    kept = narrowed(catalogue, [one for one in catalogue.written if not one.path.is_relative_to(PRODUCT)])
    run = {name for name, one in kept.measures.items() if one.file.examples}
    assert run == {"acro_referrals", "acro_referrals_per_arrest"}


def test_an_object_that_is_replaced_may_change_everything(folder: Path) -> None:
    (folder / "objects").mkdir()
    text = (PRODUCT / "objects" / "stop.yml").read_text("utf-8")
    (folder / "objects" / "stop.yml").write_text(f"replaces: stop\n{text}", "utf-8")
    catalogue = load_catalogue(folder)
    assert reaches_all([one for one in catalogue.written if not one.path.is_relative_to(PRODUCT)])
