"""A synthetic archive is the same bytes for a seed and reads, with csv alone, as its truth says, traps included."""

import csv
import hashlib
import io
import json
import zipfile
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from peeler.simulate.open_data import simulate_open_data
from peeler.simulate.truth import ForceTruth, OpenDataTruth
from peeler.simulate.world import Step
from peeler.terms.errors import RequestError

Rows = dict[str, list[dict[str, str]]]  # by month
OLD_WORDS = {
    "No further action",
    "Offender given community penalty",
    "Offender imprisoned",
    "Suspect found not guilty",
}
OUTSIDE = {"Far Tolland 012B", "Greyling 003D", "Harrow Fen, Stoke and Marl 044E"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, OpenDataTruth]:
    directory = tmp_path_factory.mktemp("archive")
    truth = simulate_open_data(directory, seed=11, crimes_a_month=170, months=9)
    return directory / truth.archive, truth


def read(archive: Path, force: str, kind: str) -> Rows:
    """The rows of one kind of file of one force, by the month of the file."""
    with zipfile.ZipFile(archive) as packed:
        return {
            path[:7]: list(csv.DictReader(io.StringIO(packed.read(path).decode(), newline="")))
            for path in packed.namelist()
            if path[16:] == f"{force}-{kind}.csv"
        }


def every(rows: Rows) -> list[dict[str, str]]:
    return [row for some in rows.values() for row in some]


def identical(rows: list[dict[str, str]]) -> int:
    return len(rows) - len({tuple(row.values()) for row in rows})


def reading(archive: Path, force: str) -> dict[str, Any]:
    """What an independent reading of the files gives, under the names of the truth."""
    street, outcomes, stops = (read(archive, force, kind) for kind in ("street", "outcomes", "stop-and-search"))
    rows, told = every(street), every(outcomes)
    asb = [row for row in rows if row["Crime type"] == "Anti-social behaviour"]
    crimes = [row for row in rows if row["Crime type"] != "Anti-social behaviour"]
    by_id = {row["Crime ID"]: row for row in reversed(crimes)}
    distinct = {(row["Crime ID"], row["Month"], row["Outcome type"]) for row in told}
    answered = {row["Crime ID"] for row in told}
    silent = Counter(row["Last outcome category"] for one, row in by_id.items() if one not in answered)
    under, unavailable = silent["Under investigation"], silent["Status update unavailable"]
    return {
        "street_rows": len(rows),
        "asb_rows": len(asb),
        "crime_rows": len(crimes),
        "outcome_rows": len(told),
        "stop_rows": len(every(stops)),
        "distinct_crime_ids": len(by_id),
        "crime_ids_twice": sum(count > 1 for count in Counter(row["Crime ID"] for row in crimes).values()),
        "exact_duplicate_street_rows": identical(rows),
        "crime_types": Counter(row["Crime type"] for row in rows),
        "street_rows_by_month": Counter(row["Month"] for row in rows),
        "crime_rows_by_month": Counter(row["Month"] for row in crimes),
        "last_outcome": Counter(row["Last outcome category"] for row in crimes),
        "outcome_types": Counter(row["Outcome type"] for row in told),
        "distinct_outcome_ids": len(answered),
        "outcome_ids_without_crime": len(answered - set(by_id)),
        "crimes_with_outcome": len(answered & set(by_id)),
        "crimes_by_type_distinct_id": Counter(row["Crime type"] for row in by_id.values()),
        "crimes_by_month_distinct_id": Counter(row["Month"] for row in by_id.values()),
        "crimes_by_month_and_type_distinct_id": Counter(
            f"{row['Month']} {row['Crime type']}" for row in by_id.values()
        ),
        "asb_rows_by_month": Counter(row["Month"] for row in asb),
        "stops_by_file_month": {month: len(some) for month, some in stops.items()},
        "distinct_outcomes_id_month_type": len(distinct),
        "distinct_outcomes_by_type": Counter(kind for _, _, kind in distinct),
        "distinct_outcomes_by_month": Counter(month for _, month, _ in distinct),
        "under_investigation_without_outcome_row": under,
        "status_unavailable_without_outcome_row": unavailable,
        "final_last_outcome_without_outcome_row": silent.total() - under - unavailable,
    }


def traps_read(archive: Path, force: str) -> dict[str, int]:
    """The traps an independent reading finds in one archive, under the names of the truth."""
    street, outcomes, stops = (read(archive, force, kind) for kind in ("street", "outcomes", "stop-and-search"))
    rows, told = every(street), every(outcomes)
    crimes = [row for row in rows if row["Crime ID"]]
    by_id = {row["Crime ID"]: row for row in reversed(crimes)}
    on_rows = Counter(Counter(row["Crime ID"] for row in crimes).values())
    words = {(row["Crime ID"], row["Last outcome category"]) for row in crimes}
    latest = {row["Crime ID"]: row["Outcome type"] for row in sorted(told, key=lambda row: row["Month"])}
    known = [row for row in told if row["Crime ID"] in by_id]
    return {
        "identical_asb_rows": identical([row for row in rows if not row["Crime ID"]]),
        "crime_ids_on_two_rows": on_rows[2],
        "crime_ids_on_three_rows": on_rows[3],
        "crime_ids_with_differing_last_outcomes": sum(count > 1 for count in Counter(one for one, _ in words).values()),
        "old_wording_street_rows": sum(row["Last outcome category"] in OLD_WORDS for row in crimes),
        "street_rows_without_location": sum(row["Location"] == "No Location" for row in rows),
        "street_rows_outside_the_force": sum(row["LSOA name"] in OUTSIDE for row in rows),
        "exact_duplicate_outcome_rows": identical(told),
        "most_outcome_rows_of_one_id": max(Counter(row["Crime ID"] for row in told).values(), default=0),
        "outcomes_before_their_crime": sum(row["Month"] < by_id[row["Crime ID"]]["Month"] for row in known),
        "crimes_charged_and_named_otherwise_in_street": sum(
            kind == "Suspect charged" != by_id[one]["Last outcome category"]
            for one, kind in latest.items()
            if one in by_id
        ),
        "old_wording_outcome_rows": sum(row["Outcome type"] in OLD_WORDS for row in told),
        "stops_without_coordinates": sum(not row["Latitude"] for row in every(stops)),
        "stops_dated_before_their_month": sum(
            row["Date"][:7] < month for month, some in stops.items() for row in some
        ),
        "identical_stop_rows": identical(every(stops)),
    }  # fmt: skip


@pytest.mark.parametrize("force", ["middleshire", "northmoor"])
def test_an_independent_reading_gives_the_truth(made: tuple[Path, OpenDataTruth], force: str) -> None:
    archive, truth = made
    told = asdict(truth.forces[force])
    del told["traps"]
    assert reading(archive, force) == told


@pytest.mark.parametrize("force", ["middleshire", "northmoor"])
def test_every_trap_is_there_in_the_known_number(made: tuple[Path, OpenDataTruth], force: str) -> None:
    archive, truth = made
    traps = dict(truth.forces[force].traps)
    between = [traps.pop(name) for name in ("crimes_with_corrected_place", "crimes_withdrawn")]
    assert traps_read(archive, force) == traps
    assert min(between) > 0
    if force == "middleshire":
        assert min(traps.values()) > 0


def test_a_force_of_street_files_only_has_every_trap_they_can_hold(made: tuple[Path, OpenDataTruth]) -> None:
    archive, truth = made
    traps = truth.forces["northmoor"].traps
    assert all(traps[name] > 0 for name in list(traps)[:7])
    assert not read(archive, "northmoor", "outcomes")
    assert not read(archive, "northmoor", "stop-and-search")
    assert {"Offender sent to prison", "Court result unavailable"} <= set(truth.forces["northmoor"].last_outcome)


def test_even_the_smallest_useful_archive_has_every_trap(tmp_path: Path) -> None:
    truth = simulate_open_data(tmp_path, seed=1, months=6, crimes_a_month=36, forces=("middleshire",))
    assert min(truth.forces["middleshire"].traps.values()) > 0
    assert truth.forces["middleshire"].status_unavailable_without_outcome_row > 0
    assert truth.forces["middleshire"].final_last_outcome_without_outcome_row > 0
    assert truth.forces["middleshire"].outcome_ids_without_crime > 0


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    def written(place: str, seed: int) -> list[bytes]:
        simulate_open_data(tmp_path / place, seed=seed, months=2, crimes_a_month=40)
        return [path.read_bytes() for path in sorted((tmp_path / place).iterdir())]

    first = written("first", 5)
    assert len(first) == 2
    assert written("again", 5) == first
    assert written("other", 6)[0] != first[0]


def test_the_bytes_are_these_on_every_machine(tmp_path: Path) -> None:
    # Whoever means to change the invented world changes this too; nobody's machine or Python may.
    simulate_open_data(tmp_path, seed=1, months=1, crimes_a_month=40)
    written = b"".join(path.read_bytes() for path in sorted(tmp_path.iterdir()))
    assert hashlib.sha256(written).hexdigest() == "beeace84e50c702ead799759d5b215d2699a76937cc9bc643558b90b99f01764"


def test_truth_is_written_beside_the_archive(made: tuple[Path, OpenDataTruth]) -> None:
    archive, truth = made
    assert json.loads((archive.parent / "truth.json").read_text("utf-8")) == asdict(truth)
    assert {path.name for path in archive.parent.iterdir()} == {"truth.json", truth.archive}


def test_the_layout_is_the_published_one(made: tuple[Path, OpenDataTruth]) -> None:
    with zipfile.ZipFile(made[0]) as packed:
        names = packed.namelist()
        texts = {name: packed.read(name) for name in names}
    assert names == sorted(names)
    assert len(names) == 9 * 3 + 9
    assert "2023-08/2023-08-middleshire-stop-and-search.csv" in names
    assert all(text.endswith(b"\n") for text in texts.values())
    assert texts["2024-04/2024-04-middleshire-street.csv"].startswith(
        b"Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
        b"Last outcome category,Context\r\n"
    )
    assert b'"Harrow Fen, Stoke and Marl 044E"' in b"".join(texts.values())
    assert b"\r" not in texts["2024-04/2024-04-northmoor-street.csv"]


def test_under_investigation_stands_in_the_newest_months_only(made: tuple[Path, OpenDataTruth]) -> None:
    street = read(made[0], "middleshire", "street")
    words = {month: {row["Last outcome category"] for row in rows} for month, rows in street.items()}
    assert [month for month in words if "Under investigation" in words[month]] == [
        "2023-12", "2024-01", "2024-02", "2024-03", "2024-04",
    ]  # fmt: skip
    assert [month for month in words if "Status update unavailable" in words[month]] == [
        "2023-08", "2023-09", "2023-10", "2023-11",
    ]  # fmt: skip


def test_the_step_change_shows(tmp_path: Path) -> None:
    truth = simulate_open_data(tmp_path, seed=3, crimes_a_month=1000, forces=("middleshire",))
    counts = truth.forces["middleshire"].crimes_by_month_and_type_distinct_id
    months = sorted(truth.forces["middleshire"].crimes_by_month_distinct_id)
    before = [counts[f"{month} Shoplifting"] for month in months if month < str(truth.step["month"])]
    after = [counts[f"{month} Shoplifting"] for month in months if month >= str(truth.step["month"])]
    assert max(before) < min(after)


def test_the_default_archive_is_two_forces_and_twelve_months(tmp_path: Path) -> None:
    truth = simulate_open_data(tmp_path, seed=2)
    assert (truth.first, truth.newest) == ("2023-05", "2024-04")
    assert 10_000 < sum(rows_of(force) for force in truth.forces.values()) < 25_000


def rows_of(force: ForceTruth) -> int:
    return force.street_rows + force.outcome_rows + force.stop_rows


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ({"newest": "April"}, "'April' is not a month, for example 2024-04"),
        ({"months": 0}, "an archive has 1 to 120 months, not 0"),
        ({"crimes_a_month": 0}, "a synthetic force has 1 to 100,000 crimes a month, not 0"),
        ({"forces": ("../x",)}, "'../x' is not a force's key"),
        ({"forces": ()}, "'' is not a force's key"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(tmp_path: Path, wrong: dict[str, Any], line: str) -> None:
    with pytest.raises(RequestError, match=line):
        simulate_open_data(tmp_path / "none", seed=1, **wrong)
    assert not (tmp_path / "none").exists()


def test_a_step_of_an_unknown_crime_type_names_the_nearest() -> None:
    with pytest.raises(RequestError, match="did you mean 'Shoplifting'"):
        Step(crime_type="Shop lifting")
