"""Unit: what a viewer may not have is told apart from what nobody can ask: 403 on a page, exit 2 with one line."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from peeler.answers.desk import Desk
from peeler.answers.health import health
from peeler.cli import main
from peeler.definitions.permission import require_decision
from peeler.store.durable import Durable
from peeler.store.projection import Projection
from peeler.terms.errors import NotAllowed, RequestError
from peeler.terms.viewers import Viewer, local_viewer
from peeler.web.asking import Desks
from peeler.workspace.deeds import ASKS, DEEDS
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.opening import held
from peeler.workspace.places import new_workspace
from peeler.workspace.remote import RemoteWorkspace
from peeler.workspace.server import Server
from tests.journeys.visiting import visit_as
from tests.property.made_journals import CAREFUL, CATALOGUE, LOCAL, desk_at, fill

NOBODY, BLIND = Viewer("nobody", ()), Viewer("blind", ("blind",))
STRICTER = """
title: Looks on
about: Sees everything and decides nothing.
replaces: local
role: local
see: {any: "true"}
owner: tests
checked_by: tests
review_by: 2099-01-01
"""
PATHS = (
    "/", "/trends?measure=cases", "/trends.csv?measure=cases", "/trends.json?measure=cases", "/records?measure=cases",
    "/health", "/quarantine", "/explain/cases", "/object/case/case:1",
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    durable, projection = Durable(tmp_path_factory.mktemp("durable")), Projection(None)
    fill(projection, [], None)
    yield desk_at(durable, projection)
    projection.close()
    durable.close()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_that_a_viewer_may_not_have_is_403_with_a_plain_sentence(desk: Desk, path: str) -> None:
    behind = Desks(CATALOGUE, lambda: desk, False)
    refused = visit_as(behind, NOBODY, path)
    assert refused.status_code == 403
    assert "nobody may not see anything here: no policy is written for their roles (none)" in refused.text


@pytest.mark.parametrize(
    "path", ["/headlines", "/trends?measure=cases", "/records?measure=cases", "/object/case/case:1"]
)
def test_so_is_a_kind_of_object_of_which_a_viewer_may_see_none(desk: Desk, path: str) -> None:
    refused = visit_as(Desks(CATALOGUE, lambda: desk, False), BLIND, path)
    assert (refused.status_code, "blind may not see any case" in refused.text) == (403, True)


def test_a_wrong_request_is_400_for_whoever_asks(desk: Desk) -> None:
    behind = Desks(CATALOGUE, lambda: desk, False)
    for path in ("/trends?measure=case", "/trends.json?measure=case", "/quarantine?source=none"):
        assert visit_as(behind, LOCAL, path).status_code == 400


@pytest.mark.parametrize("decision", ["load", "erase_person", "set_aside_rows"])
def test_a_decision_that_no_policy_allows_is_not_allowed(decision: str) -> None:
    with pytest.raises(NotAllowed, match="tester may not"):
        require_decision(CATALOGUE, CAREFUL, decision)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalWorkspace]:
    """A workspace whose own policy lets nobody decide anything, served through its socket."""
    (tmp_path / "run").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    places = new_workspace(tmp_path / "w")
    (places.catalogue / "policies").mkdir(exist_ok=True)
    (places.catalogue / "policies" / "local.yml").write_text(STRICTER, "utf-8")
    with held(places.folder, "a test") as opened:
        server = Server(opened, ASKS, DEEDS)
        yield opened
        server.stop()


def test_through_the_socket_it_stays_what_it_is(workspace: LocalWorkspace) -> None:
    through = RemoteWorkspace(workspace.places.socket)
    with pytest.raises(NotAllowed, match="somebody may not load"):
        through.do(DEEDS["seal_journal"], local_viewer("somebody"), progress=lambda _done, _total, _what: None)
    with pytest.raises(RequestError) as wrong:
        through.ask(ASKS["list_kind"], local_viewer("somebody"), "measure")
    assert not isinstance(wrong.value, NotAllowed)
    assert through.ask(health, local_viewer("somebody")).events == 0


def test_the_command_says_it_in_one_line_and_exits_with_2(
    workspace: LocalWorkspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["peeler", "-w", str(workspace.places.folder), "quarantine", "--set-aside", "1", "--reason", "a test"]
    monkeypatch.setattr(sys, "argv", line)
    with pytest.raises(SystemExit) as left:
        main()
    said = capsys.readouterr().err.splitlines()
    assert (left.value.code, len(said)) == (2, 1)
    assert "may not set aside rows" in said[0]
