"""Real archives give exactly the counts of an independent reading, from the command line, end to end."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.command import MISSING, SHARED, answer, answer_apart, run_apart
from tests.loaded import LoadedLedger, counts_of

pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SHARED.is_dir(), reason=MISSING)]
BEDFORDSHIRE = "police-uk_bedfordshire_2023-05_2024-04_12m.zip"
DERBYSHIRE = "police-uk_derbyshire_street_2018-10_2019-02.zip"


class Loaded:
    """A workspace with one archive in it."""

    def __init__(self, folder: Path, archive: str, reference: str) -> None:
        """Makes the workspace and loads the archive, as a terminal would: in processes that end before the first question."""
        self.workspace, self.runtime = folder / "W", folder / "run"
        self.archive = SHARED / "data" / "open" / archive
        self.expected: dict[str, Any] = json.loads((SHARED / "data" / "reference" / reference).read_text())
        assert run_apart("new", self.workspace, runtime=self.runtime).returncode == 0
        self.load = answer_apart("-w", self.workspace, "load", self.archive, runtime=self.runtime)

    def answer(self, *words: str) -> dict[str, Any]:
        """A measure's JSON."""
        return answer("-w", self.workspace, "measure", *words, runtime=self.runtime)

    def counts(self, *words: str, by: tuple[str, ...]) -> dict[str, int]:
        """A count's rows that are not 0, as the reference writes their keys."""
        rows = self.answer(*words)["rows"]
        return {
            " ".join(str(row[key])[:7] if key == "period" else row[key] for key in by): row["value"]
            for row in rows
            if row["value"]
        }


@pytest.fixture(scope="module")
def bedfordshire(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """Twelve months with outcomes and stops."""
    return Loaded(tmp_path_factory.mktemp("bedfordshire"), BEDFORDSHIRE, "bedfordshire_12m.json")


@pytest.fixture(scope="module")
def derbyshire(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """Five months of street files alone."""
    return Loaded(tmp_path_factory.mktemp("derbyshire"), DERBYSHIRE, "derbyshire_5m.json")


@pytest.mark.parametrize("force", ["bedfordshire", "derbyshire"])
def test_the_ledger_holds_what_an_independent_reading_counts(force: str, request: pytest.FixtureRequest) -> None:
    loaded: Loaded = request.getfixturevalue(force)
    expected, read = loaded.expected, Counter[str]()
    for one in loaded.load["files"]:
        read[one["table"]] += one["read"]
    assert read["street"] == expected["street_rows"]
    assert read["outcomes"] == expected.get("outcome_rows", 0)
    assert read["stop_and_search"] == expected.get("stop_rows", 0)
    assert sum(one["quarantined"] for one in loaded.load["files"]) == 0
    ledger = LoadedLedger(loaded.workspace)
    found = counts_of(ledger, force)
    ledger.durable.close()
    assert found == {name: expected.get(name, 0) for name in found}


@pytest.mark.parametrize("force", ["bedfordshire", "derbyshire"])
def test_crimes_by_month_by_type_and_by_both(force: str, request: pytest.FixtureRequest) -> None:
    loaded: Loaded = request.getfixturevalue(force)
    assert (
        loaded.counts("recorded_crime", "--every", "month", by=("period",))
        == loaded.expected["crimes_by_month_distinct_id"]
    )
    assert (
        loaded.counts("recorded_crime", "--by", "crime_type", by=("crime_type",))
        == loaded.expected["crimes_by_type_distinct_id"]
    )
    both = loaded.counts("recorded_crime", "--every", "month", "--by", "crime_type", by=("period", "crime_type"))
    assert both == loaded.expected["crimes_by_month_and_type_distinct_id"]


@pytest.mark.parametrize("force", ["bedfordshire", "derbyshire"])
def test_anti_social_behaviour_is_counted_row_by_row(force: str, request: pytest.FixtureRequest) -> None:
    loaded: Loaded = request.getfixturevalue(force)
    assert loaded.counts("incidents", "--every", "month", by=("period",)) == loaded.expected["asb_rows_by_month"]


def test_outcomes_by_type_and_by_month(bedfordshire: Loaded) -> None:
    by_type = bedfordshire.counts("outcomes_assigned", "--by", "outcome_as_given", by=("outcome_as_given",))
    assert by_type == bedfordshire.expected["distinct_outcomes_by_type"]
    assert (
        bedfordshire.counts("outcomes_assigned", "--every", "month", by=("period",))
        == bedfordshire.expected["distinct_outcomes_by_month"]
    )


def test_stops_by_london_month(bedfordshire: Loaded) -> None:
    assert (
        bedfordshire.counts("stops", "--every", "month", by=("period",)) == bedfordshire.expected["stops_by_file_month"]
    )


def test_crimes_without_an_outcome_are_a_range_with_each_part_labelled(bedfordshire: Loaded) -> None:
    row = bedfordshire.answer("unassigned_outcome")["rows"][0]
    assert (row["numerator"], row["unknown"], row["n"]) == (4056, 1356, 51036)
    assert round(row["lowest"] * 100, 2) == 7.95
    assert round(row["highest"] * 100, 2) == 10.60
    parts = Counter({part["name"]: part["count"] for part in row["parts"]})
    assert (parts["under_investigation"], parts["status_unavailable"], parts["no_outcome_row"]) == (4056, 1341, 15)


def test_without_outcomes_files_the_last_outcome_category_answers_and_says_so(derbyshire: Loaded) -> None:
    row = derbyshire.answer("unassigned_outcome")["rows"][0]
    parts = {part["name"]: part["count"] for part in row["parts"]}
    assert row["n"] == 25524
    assert parts["from_last_outcome"] == row["denominator"]
    assert parts["from_outcomes"] == 0


@pytest.mark.parametrize("force", ["bedfordshire", "derbyshire"])
def test_the_same_archive_again_changes_nothing_and_says_so(force: str, request: pytest.FixtureRequest) -> None:
    loaded: Loaded = request.getfixturevalue(force)
    before = loaded.answer("recorded_crime", "--by", "crime_type")["rows"]
    again = answer("-w", loaded.workspace, "load", loaded.archive, runtime=loaded.runtime)["total"]
    assert (again["accepted"], again["quarantined"], again["duplicate"]) == (0, 0, again["read"])
    assert loaded.answer("recorded_crime", "--by", "crime_type")["rows"] == before


@pytest.mark.parametrize("force", ["bedfordshire", "derbyshire"])
def test_read_is_accepted_and_duplicate_and_quarantined_and_verify_is_clean(
    force: str, request: pytest.FixtureRequest
) -> None:
    loaded: Loaded = request.getfixturevalue(force)
    rows = loaded.expected["street_rows"] + loaded.expected["outcome_rows"] + loaded.expected["stop_rows"]
    assert loaded.load["total"]["read"] == rows
    assert all(one["read"] == one["accepted"] + one["duplicate"] + one["quarantined"] for one in loaded.load["files"])
    assert answer("-w", loaded.workspace, "verify", runtime=loaded.runtime)["problems"] == []
