"""Loading: which table is taken, how lists are dated, whose data a row holds, and what a report says."""

from pathlib import Path

import pytest

from peeler.definitions.catalogue import load_catalogue
from peeler.sources.patterns import holes_of
from peeler.store.records import FileAccount
from peeler.terms.errors import RequestError
from peeler.terms.identifiers import ObjectId
from tests.loaded import REGISTER, ledger

PEOPLE = "Reference,Name,Sex,Born,Changed\n"
ANN = "p1,Ann Invented,female,1990-01-01,2024-01-01T09:00\n"
THINGS = "Reference,Colour,Place\n"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("pattern", "name", "holes"),
    [
        ("{month}-{force}-street.csv", "2024-04-west-mercia-street.csv", {"month": "2024-04", "force": "west-mercia"}),
        ("{month}-{force}-street.csv", "2024-13-northmoor-street.csv", None),
        ("{month}-{force}-street.csv", "x2024-04-northmoor-street.csv", None),
        ("population_mid{year}{any}", "population_mid2024.csv", {"year": "2024", "any": ".csv"}),
        ("{name}.jsonl", ".jsonl", None),
    ],
)  # fmt: skip
def test_a_pattern_says_what_its_holes_hold(pattern: str, name: str, holes: dict[str, str] | None) -> None:
    assert holes_of(pattern, name) == holes


def test_two_tables_that_read_one_file_are_named_and_source_decides(tmp_path: Path) -> None:
    twin = tmp_path / "catalogue" / "sources" / "twin.yml"
    product = Path(__file__).parents[1] / "catalogues" / "register" / "sources" / "register.yml"
    write(twin, product.read_text(encoding="utf-8"))
    catalogue = load_catalogue(product.parents[1], tmp_path / "catalogue")
    path = write(tmp_path / "things-1.csv", THINGS + "a,red,here\n")
    with ledger(catalogue) as loaded:
        with pytest.raises(
            RequestError, match=r"register\.things and twin\.things both read it; say which with --source"
        ):
            loaded.load(path, force="northmoor")
        assert loaded.nothing_is_there()
        assert [one.source for one in loaded.load(path, source="twin", force="northmoor").files] == ["twin"]


def test_a_personal_field_lies_under_its_person_and_in_no_payload(tmp_path: Path) -> None:
    with ledger(REGISTER) as loaded:
        loaded.load(write(tmp_path / "people-1.csv", PEOPLE + ANN), force="northmoor")
        (event,) = loaded.living()
        assert event.data["sex"] == "female"
        assert "Invented" not in str(event.data)
        person = ObjectId("person:register/p1")
        assert {(value.field, value.text) for value in loaded.durable.personal.of_subject(person)} == {
            ("name", "Ann Invented"), ("born", "1990-01-01"),
        }  # fmt: skip


def test_an_erased_person_does_not_come_back_with_the_same_file(tmp_path: Path) -> None:
    path = write(tmp_path / "people-1.csv", PEOPLE + ANN)
    person = ObjectId("person:register/p1")
    with ledger(REGISTER) as loaded:
        loaded.load(path, dated="2024-02-01", force="northmoor")
        now = next(loaded.clock)
        with loaded.durable.commit(now=now, founding=False) as commit:  # type: ignore[arg-type]
            commit.erase(person, who="tests", why="asked for")
        for dated, text in (("2024-02-01", PEOPLE + ANN), ("2024-02-02", PEOPLE + ANN.replace("01-01T", "01-02T"))):
            report = loaded.load(write(path, text), dated=dated, force="northmoor")
            assert sum(one.quarantined for one in report.files) == 0
        assert loaded.durable.personal.of_subject(person) == []
        assert [event.at for event in loaded.living()] == ["2024-01-02T09:00:00"]
    assert not any(b"Ann Invented" in file.read_bytes() for file in tmp_path.rglob("store/*"))


def test_lists_without_a_date_of_their_own_are_dated_by_the_moment_or_as_told(tmp_path: Path) -> None:
    path = write(tmp_path / "things-1.csv", THINGS + "a,red,here\n")
    with ledger(REGISTER) as loaded:
        assert loaded.load(path, force="northmoor").files[0].dated.startswith("2025-06-15T")
        assert loaded.load(path, force="northmoor", dated="2024-02-01").files[0].dated == "2024-02-01"
        with pytest.raises(RequestError, match="--dated is a date"):
            loaded.load(path, force="northmoor", dated="1st of May")


def test_another_list_of_one_date_is_its_next_issue_and_an_equal_one_is_all_duplicates(tmp_path: Path) -> None:
    with ledger(REGISTER) as loaded:
        for colour, accepted in (("red", 1), ("blue", 1), ("blue", 0), ("red", 0)):
            path = write(tmp_path / "things-1.csv", THINGS + f"a,{colour},here\n")
            report = loaded.load(path, dated="2024-02-01", force="northmoor")
            assert [one.accepted for one in report.files] == [accepted], colour
        assert [event.data["code"] for event in loaded.living()] == ["blue"]


def test_what_changes_in_an_ignored_or_unread_column_makes_no_event(tmp_path: Path) -> None:
    header = "Reference,Colour,Place,Printed\n"
    with ledger(REGISTER) as loaded:
        for printed in ("yesterday", "today"):
            path = write(tmp_path / "things-1.csv", header + f"a,red,here,{printed}\n")
            report = loaded.load(path, dated=f"2024-02-0{1 + (printed == 'today')}", force="northmoor")
        assert [(one.accepted, one.duplicate) for one in report.files] == [(0, 1)]
        assert loaded.durable.ledger.counts().events == 1


def test_the_row_an_event_was_made_from_is_kept_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "things-1.csv", "Reference,Colour,Place,Printed\na,red,,today\n")
    with ledger(REGISTER) as loaded:
        loaded.load(path, force="northmoor", dated="2024-02-01")
        text = '{"Colour":"red","Printed":"today","Reference":"a"}'
        kept = loaded.durable.lists.texts([loaded.durable.mark(text)])
        event = loaded.durable.ledger.event(loaded.living()[0].id)[0].event  # type: ignore[arg-type]
        assert [(row.number, row.text) for row in kept.values()] == [(event.row, text)]


def test_a_folder_may_hold_files_and_zips_and_progress_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write(folder / "b" / "things-2.csv", THINGS + "b,red,here\n")
    write(folder / "a" / "people-1.csv", PEOPLE + ANN)
    write(folder / "notes.txt", "nothing")
    with ledger(REGISTER) as loaded:
        report = loaded.load(folder, force="northmoor", dated="2024-02-01")
        assert [one.file for one in report.files] == ["in/a/people-1.csv", "in/b/things-2.csv"]
        assert report.passed_over == ("in/notes.txt",)
        assert loaded.progress == [(0, 2, "in/a/people-1.csv"), (1, 2, "in/b/things-2.csv"), (2, 2, "loaded")]


def test_rows_whose_force_nobody_says_are_quarantined(tmp_path: Path) -> None:
    with ledger(REGISTER) as loaded:
        report = loaded.load(write(tmp_path / "things-1.csv", THINGS + "a,red,here\n"))
        assert [(one.read, one.quarantined) for one in report.files] == [(1, 1)]
        assert loaded.durable.quarantined.every()[0].row.reason == "the force is not given"


def test_an_account_is_kept_for_every_file(tmp_path: Path) -> None:
    with ledger(REGISTER) as loaded:
        report = loaded.load(write(tmp_path / "things-1.csv", THINGS + "a,red,here\na,red,here\n"), force="northmoor")
        assert [entry.account for entry in loaded.durable.accounts.every()] == list(report.files)
        one = report.files[0]
        assert isinstance(one, FileAccount)
        assert (one.read, one.accepted, one.duplicate) == (2, 1, 1)
