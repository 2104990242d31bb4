"""What journeys share: a hundredth of a force over its whole history, simulated and loaded once."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from peeler.answers.measure import MeasureAnswer, MeasureQuestion, measure
from peeler.simulate.force.generate import simulate_force
from peeler.terms.clocks import parse_moment
from peeler.terms.viewers import local_viewer
from peeler.workspace.deeds import LoadOrder, load_files
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.opening import held
from peeler.workspace.places import new_workspace

VIEWER = local_viewer("test")
# No measure reads who people are, and a third of the files say nothing else.
PEOPLE = ("-people-", "-callers-", "-nominals-", "-persons-")


class WholeForce(NamedTuple):
    """A hundredth of a force with its whole history in a workspace, and what ``truth.json`` says of it."""

    workspace: LocalWorkspace
    stated: dict[str, Any]
    folder: Path

    def figures(self, *measures: str) -> list[dict[str, Any]]:
        """The true and told figures of these measures."""
        return [one for one in self.stated["measures"] if one["measure"] in measures]

    def answer(self, figure: dict[str, Any]) -> MeasureAnswer:
        """What Peeler answers where a figure is the truth, as at the end of the history."""
        question = MeasureQuestion(
            figure["measure"],
            at=parse_moment(self.stated["last_day"], edge="end"),
            start=parse_moment(figure["from"], edge="start") if "from" in figure else None,
            end=parse_moment(figure["to"], edge="end") if "to" in figure else None,
            variant=figure.get("variant"),
        )
        answer: MeasureAnswer = self.workspace.ask(measure, VIEWER, question)
        return answer


@pytest.fixture(scope="session")
def whole_force(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeForce]:
    """A hundredth of a force, April 2017 to June 2019, loaded: a minute's work, done once for all who ask of it."""
    folder = tmp_path_factory.mktemp("whole-force")
    simulate_force(folder / "made", profile="hundredth", seed=2)
    (stated,) = json.loads((folder / "made" / "truth.json").read_text(encoding="utf-8"))["forces"].values()
    files = sorted(path for path in folder.glob("made/*/*/*.csv") if not any(word in path.name for word in PEOPLE))
    places = new_workspace(folder / "workspace", synthetic=True)
    with held(places.folder, "test") as workspace:
        order = LoadOrder(tuple(map(str, files)))
        workspace.do(load_files, VIEWER, order, progress=lambda _done, _total, _what: None)
        yield WholeForce(workspace, stated, folder / "made")
