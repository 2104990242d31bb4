"""A small force is simulated and loaded: every event its extracts can tell is there, nothing else, and the measures agree."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from peeler.answers.measure import MeasureAnswer, MeasureQuestion, MeasureRow, measure
from peeler.refresh.load import LoadReport
from peeler.simulate.force.civil import HOUR
from peeler.simulate.force.feed import Feed, feed
from peeler.simulate.force.generate import simulate_force
from peeler.store.durable import Durable
from peeler.terms.clocks import from_datetime, parse_moment, to_datetime
from peeler.terms.viewers import local_viewer
from peeler.workspace.deeds import LoadOrder, load_files, verify_workspace
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.opening import held
from peeler.workspace.places import new_workspace
from tests.loaded import LoadedLedger, ledger

FORCE, DAYS = "middleshire", 130
VIEWER = local_viewer("test")
Facts = Counter[tuple[str, str, str]]
ASKED = (
    "recorded_crime",
    "action_taken",
    "unassigned_outcome",
    "open_investigations",
    "outcomes_assigned",
    "incidents",
)


class Standing(LoadedLedger):
    """What stands in a durable file that a workspace has open."""

    def __init__(self, durable: Durable) -> None:
        self.durable = durable


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("force")
    simulate_force(folder, profile="hundredth", seed=2, days=DAYS)
    return folder


@pytest.fixture(scope="module")
def stated(made: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((made / "truth.json").read_text(encoding="utf-8"))["forces"][FORCE]
    return found


@contextmanager
def loaded_in(folder: Path, paths: list[Path]) -> Iterator[tuple[LocalWorkspace, LoadReport]]:
    """A new workspace with these files loaded, in this order."""
    places = new_workspace(folder / "workspace", synthetic=True)
    with held(places.folder, "test") as workspace:
        order = LoadOrder(tuple(map(str, paths)))
        yield workspace, workspace.do(load_files, VIEWER, order, progress=lambda _done, _total, _what: None)


def files(made: Path) -> list[Path]:
    return sorted(made.glob(f"{FORCE}/*/*.csv"))


@pytest.fixture(scope="module")
def loaded(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LocalWorkspace, LoadReport]]:
    with loaded_in(tmp_path_factory.mktemp("loaded"), files(made)) as found:
        yield found


def can_be_told(made: Path) -> Facts:
    """Every event that the extracts can tell, as often as they do."""
    facts: Facts = Counter()
    for row in pq.read_table(made / FORCE / "told.parquet").to_pylist():
        if not row["lost"]:
            civil = datetime(1970, 1, 1) + timedelta(seconds=row["at"])
            at = to_datetime(from_datetime(civil)).replace(tzinfo=None).isoformat()
            facts[row["event"], row["object"], at] += row["copies"]
    return facts


def standing(workspace: LocalWorkspace) -> Facts:
    """Every event that stands."""
    return Counter((one.type, one.object, one.at) for one in Standing(workspace.durable).living())


def test_every_event_that_can_be_told_stands_and_no_other(
    made: Path, loaded: tuple[LocalWorkspace, LoadReport]
) -> None:
    told, found = can_be_told(made), standing(loaded[0])
    assert len(told) > 9_000
    assert told - found == Counter()
    assert found - told == Counter()


def test_every_file_has_the_rows_and_the_quarantine_that_were_planted(
    stated: dict[str, Any], loaded: tuple[LocalWorkspace, LoadReport]
) -> None:
    planted = {name.partition("/")[2]: one for name, one in stated["files"].items()}
    assert len(loaded[1].files) == len(planted)
    for account in loaded[1].files:
        said = planted[account.file]
        assert (account.file, account.read) == (account.file, said["read"])
        assert (account.file, account.quarantined) == (account.file, said["malformed"] + said["short"])
        assert account.duplicate >= said["repeated"], account.file


def told_by(workspace: LocalWorkspace, figure: dict[str, Any], last_day: str) -> MeasureRow:
    question = MeasureQuestion(
        figure["measure"],
        at=parse_moment(last_day, edge="end") if figure["measure"] == "open_investigations" else None,
        start=parse_moment(figure["from"], edge="start") if "from" in figure else None,
        end=parse_moment(figure["to"], edge="end") if "to" in figure else None,
        variant=figure.get("variant"),
    )
    answer: MeasureAnswer = workspace.ask(measure, VIEWER, question)
    (row,) = answer.rows
    return row


def test_the_measures_say_what_was_counted_from_what_happened(
    stated: dict[str, Any], loaded: tuple[LocalWorkspace, LoadReport]
) -> None:
    figures = [one for one in stated["measures"] if one["measure"] in ASKED]
    assert {one["measure"] for one in figures} == set(ASKED)
    for figure in figures:
        row = told_by(loaded[0], figure, stated["last_day"])
        found = {name: getattr(row, name) for name in figure["told"]}
        assert (figure["measure"], figure.get("variant"), found) == (
            figure["measure"], figure.get("variant"), figure["told"],
        )  # fmt: skip


def test_loading_in_another_order_gives_the_same_events_in_the_end(
    made: Path, tmp_path: Path, loaded: tuple[LocalWorkspace, LoadReport]
) -> None:
    with loaded_in(tmp_path, list(reversed(files(made)))) as (other, _):
        assert standing(other) == standing(loaded[0])


def test_a_feed_loaded_file_by_file_leads_to_what_a_longer_history_tells(tmp_path: Path) -> None:
    for folder, days in (("short", 40), ("long", 42)):
        simulate_force(tmp_path / folder, profile="hundredth", seed=5, days=days)
    start, end = parse_moment("2017-05-11", edge="start"), parse_moment("2017-05-13", edge="start")
    told = Feed("hundredth", 5, days=40, step=6 * HOUR, dump=12 * HOUR)
    with ledger() as kept:
        kept.load(*files(tmp_path / "short"), founding=True)
        for batch in feed(told, start, end):
            (tmp_path / batch.name).write_bytes(batch.content)
            assert not kept.load(tmp_path / batch.name).failed
        found = Counter((one.type, one.object, one.at) for one in kept.living())
    expected = can_be_told(tmp_path / "long")
    assert expected - found == Counter()
    assert found - expected == Counter()


def test_what_was_loaded_verifies(loaded: tuple[LocalWorkspace, LoadReport]) -> None:
    outcome = loaded[0].do(verify_workspace, VIEWER, progress=lambda _done, _total, _what: None)
    assert outcome.problems == ()
