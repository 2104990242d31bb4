"""Each trap of data.police.uk files, on files of the project's own: what must be counted, kept, and left alone."""

import csv
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from peeler.simulate.open_data import simulate_open_data
from peeler.simulate.packing import shuffle_rows
from peeler.simulate.truth import OpenDataTruth
from tests.loaded import LoadedLedger, counts_of, ledger

STREET = (
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code", "LSOA name",
    "Crime type", "Last outcome category", "Context",
)  # fmt: skip
OUTCOMES = (*STREET[:9], "Outcome type")
STOPS = (
    "Type", "Date", "Part of a policing operation", "Policing operation", "Latitude", "Longitude", "Gender",
    "Age range", "Self-defined ethnicity", "Officer-defined ethnicity", "Legislation", "Object of search", "Outcome",
    "Outcome linked to object of search", "Removal of more than just outer clothing",
)  # fmt: skip
ASB = "Anti-social behaviour"
Row = Mapping[str, str]


def table(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def street(folder: Path, rows: Iterable[Row], month: str = "2024-03", force: str = "northmoor") -> Path:
    filled = [{"Month": month, "Location": "On or near High Street", **row} for row in rows]
    return table(folder / month / f"{month}-{force}-street.csv", STREET, filled)


def outcomes(folder: Path, rows: Iterable[Row], month: str = "2024-03", force: str = "northmoor") -> Path:
    return table(folder / month / f"{month}-{force}-outcomes.csv", OUTCOMES, [{"Month": month, **row} for row in rows])


def crime(crime_id: str, **said: str) -> Row:
    return {"Crime ID": crime_id, "Crime type": "Burglary", "Last outcome category": "Under investigation", **said}


def objects(loaded: LoadedLedger, event_type: str) -> list[str]:
    return [event.object for event in loaded.living(event_type)]


def test_identical_rows_without_an_id_are_incidents_of_their_own(tmp_path: Path) -> None:
    path = street(tmp_path, [{"Crime type": ASB}] * 3)
    with ledger() as loaded:
        assert [one.accepted for one in loaded.load(path).files] == [3]
        incidents = objects(loaded, "incident.opened")
        assert len(set(incidents)) == 3
        assert [(one.accepted, one.duplicate) for one in loaded.load(path).files] == [(0, 3)]
        assert objects(loaded, "incident.opened") == incidents


def test_one_more_identical_row_is_one_more_incident_and_the_others_stay(tmp_path: Path) -> None:
    with ledger() as loaded:
        loaded.load(street(tmp_path, [{"Crime type": ASB}] * 2), dated="2024-03")
        before = set(objects(loaded, "incident.opened"))
        street(tmp_path, [{"Crime type": ASB}] * 3)
        street(tmp_path, [{"Crime type": ASB}], month="2024-04")
        report = loaded.load(tmp_path)
        assert [(one.accepted, one.duplicate) for one in report.files] == [(1, 2), (1, 0)]
        assert before < set(objects(loaded, "incident.opened"))


def test_a_crime_on_two_rows_is_one_object_told_twice(tmp_path: Path) -> None:
    path = street(tmp_path, [crime("c1", Location="Here"), crime("c1", Location="There"), crime("c2")])
    with ledger() as loaded:
        assert [one.accepted for one in loaded.load(path).files] == [3]
        assert Counter(objects(loaded, "investigation.recorded")) == {"crime:c1": 2, "crime:c2": 1}


def test_an_outcome_counts_once_per_crime_month_and_type(tmp_path: Path) -> None:
    rows = [
        {"Crime ID": "c1", "Outcome type": "Suspect charged"},
        {"Crime ID": "c1", "Outcome type": "Suspect charged", "Location": "Elsewhere"},
        {"Crime ID": "c1", "Outcome type": "Offender fined"},
    ]
    with ledger() as loaded:
        report = loaded.load(outcomes(tmp_path, rows))
        assert [(one.read, one.accepted, one.duplicate) for one in report.files] == [(3, 2, 1)]
        assert sorted(event.data["as_given"] for event in loaded.living("investigation.outcome_assigned")) == [
            "Offender fined", "Suspect charged",
        ]  # fmt: skip


def test_an_outcome_says_its_code_only_where_the_words_say_enough(tmp_path: Path) -> None:
    rows = [
        {"Crime ID": "c1", "Outcome type": "Local resolution"},
        {"Crime ID": "c2", "Outcome type": "Offender given a caution"},
        {"Crime ID": "c3", "Outcome type": "Words nobody has seen"},
    ]
    with ledger() as loaded:
        loaded.load(outcomes(tmp_path, rows))
        told = {event.object: event.data for event in loaded.living("investigation.outcome_assigned")}
    assert told == {
        "crime:c1": {"as_given": "Local resolution", "outcome": "8"},
        "crime:c2": {"as_given": "Offender given a caution", "outcome": "2/2A/3/3A"},
        "crime:c3": {"as_given": "Words nobody has seen"},
    }


def test_the_street_file_assigns_no_outcome_and_what_it_published_first_stays(tmp_path: Path) -> None:
    with ledger() as loaded:
        street(tmp_path, [crime("c1")])
        loaded.load(tmp_path)
        street(tmp_path, [crime("c1", **{"Last outcome category": "Status update unavailable"})])
        street(tmp_path, [crime("c2", Month="2024-04")], month="2024-04")
        loaded.load(tmp_path)
        assert loaded.living("investigation.outcome_assigned") == []
        published = [event for event in loaded.living("investigation.outcome_published") if event.object == "crime:c1"]
        assert [(event.at, event.data["as_given"]) for event in published] == [
            ("2024-03-01T00:00:00", "Under investigation"),
            ("2024-03-31T23:00:00", "Status update unavailable"),
        ]
        assert [event.object for event in loaded.living("investigation.recorded")] == ["crime:c1", "crime:c2"]


def test_a_place_corrected_in_a_later_archive_replaces_the_earlier_one(tmp_path: Path) -> None:
    with ledger() as loaded:
        loaded.load(street(tmp_path, [crime("c1", Location="On or near Wrong Road")]))
        street(tmp_path, [crime("c1")])
        street(tmp_path, [crime("c2", Month="2024-04")], month="2024-04")
        loaded.load(tmp_path)
        told = {event.object: event.data["location"] for event in loaded.living("investigation.recorded")}
        assert told["crime:c1"] == "On or near High Street"
        kept = loaded.durable.ledger.counts()
        assert (kept.events, kept.dead) == (7, 1)  # two files issued, three crimes recorded, two outcomes published


def test_a_row_withdrawn_and_back_again_is_a_new_event(tmp_path: Path) -> None:
    many = [crime(f"c{number}") for number in range(20)]
    with ledger() as loaded:
        for month, rows in (("2024-03", many), ("2024-04", many[1:]), ("2024-05", many)):
            street(tmp_path, rows)
            street(tmp_path, [crime(f"in-{month}")], month=month) if month > "2024-03" else None
            report = loaded.load(tmp_path)
            assert next(one.withdrawn for one in report.files) == (1 if month == "2024-04" else 0)
            assert ("crime:c0" in objects(loaded, "investigation.recorded")) is (month != "2024-04")
        timeline = loaded.durable.ledger.timeline("investigation", "crime:c0")  # type: ignore[arg-type]
        recorded = [kept.event for kept in timeline if kept.event.type == "investigation.recorded"]
        assert len({event.id for event in recorded}) == 3
        assert [event.retracts is not None for event in recorded].count(True) == 1


def test_a_list_that_withdraws_more_than_a_tenth_waits_to_be_confirmed(tmp_path: Path) -> None:
    many = [crime(f"c{number}") for number in range(20)]
    with ledger() as loaded:
        loaded.load(street(tmp_path, many))
        path = street(tmp_path, many[3:])
        report = loaded.load(path)
        assert (report.files, report.failed, len(report.withheld)) == ((), True, 1)
        assert "3 of the" in report.withheld[0]
        assert "--confirm" in report.withheld[0]
        assert len(objects(loaded, "investigation.recorded")) == 20
        assert [one.withdrawn for one in loaded.load(path, confirm=True).files] == [3]
        assert len(objects(loaded, "investigation.recorded")) == 17


def test_stop_times_are_utc_whatever_month_they_fall_in(tmp_path: Path) -> None:
    stops = [
        {"Type": "Person search", "Date": date} for date in ("2024-06-30T23:30:00+00:00", "2024-05-31T22:59:00+00:00")
    ]
    path = table(tmp_path / "2024-06-northmoor-stop-and-search.csv", STOPS, [*stops, stops[0]])
    with ledger() as loaded:
        loaded.load(path)
        made = loaded.living("stop.made")
        assert sorted(event.at for event in made) == ["2024-05-31T22:59:00", *["2024-06-30T23:30:00"] * 2]
        assert len({event.object for event in made}) == 3
        assert all("linked" not in event.data for event in made)


def test_the_newest_month_of_the_archive_dates_all_its_files(tmp_path: Path) -> None:
    for month in ("2024-03", "2024-05", "2024-04"):
        street(tmp_path, [crime(f"c-{month}")], month=month)
    archive = tmp_path / "archive.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(tmp_path.rglob("*.csv")):
            packed.write(path, path.relative_to(tmp_path).as_posix())
        packed.writestr("README.txt", "about this archive")
    with ledger() as loaded:
        report = loaded.load(archive, dated="2030-01")
        assert {one.dated for one in report.files} == {"2024-05"}
        assert report.passed_over == ("archive.zip/README.txt",)
        assert not report.failed


# ---- a whole synthetic archive, with every trap and its truth


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, OpenDataTruth]]:
    """April's archive and May's of the same world: (path, truth)."""
    made = {}
    for newest in ("2024-04", "2024-05"):
        folder = tmp_path_factory.mktemp(newest)
        truth = simulate_open_data(folder, seed=5, newest=newest, months=3, crimes_a_month=120)
        made[newest] = (folder / truth.archive, truth)
    return made


def assert_true(loaded: LoadedLedger, truth: OpenDataTruth) -> None:
    expected = json.loads(truth.as_json())["forces"]
    for force, counts in expected.items():
        found = counts_of(loaded, force)
        assert found == {name: counts[name] for name in found}


def test_a_whole_archive_gives_its_truth_and_again_or_shuffled_changes_nothing(
    archives: dict[str, tuple[Path, OpenDataTruth]], tmp_path: Path
) -> None:
    path, truth = archives["2024-04"]
    shuffled = tmp_path / "shuffled.zip"
    shuffle_rows(path, shuffled, seed=9)
    with ledger() as loaded:
        report = loaded.load(path)
        rows = sum(force.street_rows + force.outcome_rows + force.stop_rows for force in truth.forces.values())
        assert sum(one.read for one in report.files) == rows
        assert sum(one.quarantined for one in report.files) == 0
        assert_true(loaded, truth)
        stands = loaded.living()
        for again in (path, shuffled):
            assert all(one.duplicate == one.read for one in loaded.load(again).files)
            assert loaded.living() == stands


def test_the_next_months_archive_gives_its_own_truth_for_the_months_it_holds(
    archives: dict[str, tuple[Path, OpenDataTruth]],
) -> None:
    (april, _), (may, _) = archives["2024-04"], archives["2024-05"]
    with ledger() as forwards, ledger() as backwards, ledger() as alone:
        forwards.load(april)
        forwards.load(may, confirm=True)
        backwards.load(may)
        backwards.load(april, confirm=True)
        assert backwards.living() == forwards.living()
        alone.load(may)
        newest = {event[:2] for event in alone.living() if event.type in ("investigation.recorded", "stop.made")}
        assert newest <= {event[:2] for event in forwards.living()}
