"""Journey: an invented archive, really loaded; every number on a page leads to as many records as it says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from peeler.simulate.open_data import simulate_open_data
from peeler.web.asking import Desks
from peeler.workspace.deeds import LoadOrder, load_files
from peeler.workspace.opening import held
from peeler.workspace.places import new_workspace
from tests.journeys.visiting import VIEWER, links, visit

MEASURES = ("recorded_crime", "incidents", "outcomes_assigned", "open_investigations", "unassigned_outcome", "stops")
MOST = 25


def in_silence(_done: int, _total: int, _what: str) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    folder = tmp_path_factory.mktemp("pages")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        places = new_workspace(folder / "workspace", synthetic=True)
        simulate_open_data(folder / "archive", seed=7, months=4, crimes_a_month=40)
        archives = tuple(str(path) for path in (folder / "archive").glob("*.zip"))
        with held(places.folder, "a test of the pages") as workspace:
            workspace.do(load_files, VIEWER, LoadOrder(archives), progress=in_silence)
            yield Desks(workspace.catalogue, workspace.desk, workspace.settings.synthetic)


def test_every_page_answers_and_says_the_data_are_invented(behind: Desks) -> None:
    for path in (
        "/",
        "/trends",
        "/health",
        "/quarantine",
        "/glossary",
        "/accessibility",
        "/explain/unassigned_outcome",
    ):
        answer = visit(behind, path)
        assert answer.status_code == 200, path
        assert "Synthetic data" in answer.text


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("more", ["", "&by=force", "&every=quarter", "&every=whole&by=force"])
def test_the_records_behind_every_number_add_up_to_it(behind: Desks, measure: str, more: str) -> None:
    page = visit(behind, f"/trends?measure={measure}{more}")
    doors = [link for link in links(page) if link.startswith("/records")]
    assert page.status_code == 200
    assert doors
    for door in doors[:: -(-len(doors) // MOST)]:
        answer = visit(behind, door)
        assert answer.status_code == 200, door
        assert "They add up" in answer.text, door


def test_a_record_leads_to_its_object_and_back_in_time(behind: Desks) -> None:
    page = visit(behind, "/records?measure=recorded_crime&every=whole")
    (first, *_) = [link for link in links(page) if link.startswith("/investigations/")]
    case = visit(behind, first)
    (itself, *_) = [link for link in links(case) if link.startswith("/object/investigation/")]
    now = visit(behind, itself)
    assert re.search(r"\d events? names? this investigation", now.text)
    before = visit(behind, f"{itself}?at=2001-01-01")
    assert "it had not begun" in before.text


def test_downloads_hold_what_the_page_shows(behind: Desks) -> None:
    page = visit(behind, "/trends?measure=recorded_crime")
    csv, json, *_ = [link for link in links(page) if link.startswith("/trends.")]
    rows = visit(behind, csv).text.splitlines()
    assert len(rows) == 5
    assert len(visit(behind, json).json()["rows"]) == 4


def test_the_page_is_what_was_loaded_and_nothing_of_this_machine(behind: Desks, tmp_path: Path) -> None:
    page = visit(behind, "/health")
    assert "it adds up." in page.text
    assert str(tmp_path.parent) not in page.text
