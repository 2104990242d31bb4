"""House: promises one and four, of what can be rebuilt, and of whom the roof may ask and who is refused."""

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from peeler.answers.boards import BoardQuestion
from peeler.answers.capacity.capacity_answer import CapacityQuestion
from peeler.answers.case_answer import CaseQuestion
from peeler.answers.compare import CompareQuestion
from peeler.answers.conformance import ConformanceQuestion
from peeler.answers.duties.owed import OwedQuestion
from peeler.answers.duties.tasks import TasksQuestion
from peeler.answers.duties.worklist import WorklistQuestion
from peeler.answers.measure import MeasureQuestion, measure
from peeler.answers.pattern import PatternQuestion
from peeler.answers.progress.cases import FlowCasesQuestion
from peeler.answers.progress.flow_answer import ProgressQuestion
from peeler.answers.quarantine import QuarantineQuestion
from peeler.answers.records import RecordsQuestion
from peeler.answers.resolution.answer import ResolutionQuestion
from peeler.answers.show import ShowQuestion, show
from peeler.answers.trend_answer import TrendQuestion
from peeler.answers.warning_answer import WarningsQuestion
from peeler.answers.workload.answer import WorkloadQuestion
from peeler.decisions.duties import Saying
from peeler.terms.clocks import parse_instant
from peeler.terms.errors import RequestError
from peeler.terms.viewers import Viewer, local_viewer
from peeler.workspace.deciding import DutyOrder
from peeler.workspace.deeds import ASKS, DEEDS, LoadOrder, SaveOrder, load_files, save_figures
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.opening import held
from peeler.workspace.places import new_workspace
from peeler.workspace.polling import PollOrder
from tests.house.code import imported
from tests.house.tree import floor_package, name, parsed, python_files

NOW = parse_instant("2024-06-01T12:00:00")
SOMEBODY = local_viewer("somebody")
NOBODY = Viewer("nobody", ())
ROOF = frozenset({"web", "api", "publications", "cli", "__main__"})
# Beside the floors it asks, the roof knows words, definitions and the simulator; never what is below an answer.
MAY_BE_ASKED = ROOF | {"terms", "definitions", "simulate", "answers", "decisions", "refresh", "workspace"}
CRIME = MeasureQuestion("recorded_crime")
QUESTIONS: Mapping[str, tuple[Any, ...]] = {
    "board": (BoardQuestion("home"),),
    "capacities": (None, None),
    "capacity": (CapacityQuestion("investigators"),),
    "case": (CaseQuestion("crime:1"),),
    "case_progress": (CaseQuestion("crime:1"),),
    "compare": (CompareQuestion("unassigned_outcome"),),
    "conformance": (ConformanceQuestion(),),
    "explain": ("recorded_crime",),
    "happening": (),
    "flow_cases": (FlowCasesQuestion(ProgressQuestion()),),
    "health": (),
    "list_kind": ("measures",),
    "measure": (CRIME,),
    "outlook_of": (MeasureQuestion("action_taken"),),
    "owed": (OwedQuestion("allocation", at=NOW),),
    "pattern": (PatternQuestion("recorded_crime"),),
    "progress": (ProgressQuestion(),),
    "quarantine": (QuarantineQuestion(),),
    "records": (RecordsQuestion(CRIME),),
    "resolution": (ResolutionQuestion(),),
    "saved_figure": (1,),
    "saved_figures": (),
    "show": (ShowQuestion("investigation", "crime:1"),),
    "tasks": (TasksQuestion(at=NOW),),
    "tokens": (),
    "trend": (TrendQuestion("recorded_crime"),),
    "warning_signs": (WarningsQuestion(measures=("recorded_crime",)),),
    "why": (1,),
    "worklist": (WorklistQuestion(at=NOW),),
    "workload": (WorkloadQuestion(),),
}
ORDERS: Mapping[str, tuple[Any, ...]] = {
    "bring_back_rows": ((1,), "it can be mended after all"),
    "decide_duty": (DutyOrder("allocation", "crime:1", Saying("done")),),
    "erase_person": ("person:rms/1", "asked and upheld"),
    "load_files": (LoadOrder(("anything.jsonl",)),),
    "new_token": ("event_lines",),
    "poll_source": (PollOrder("rms"),),
    "save_figures": (SaveOrder(CRIME, None),),
    "seal_journal": (),
    "set_aside_rows": ((1,), "a test of the sender's"),
    "take_token_back": ("event_lines-1",),
    "verify_workspace": (),
}


def envelope(number: int, kind: str, at: str, data: Mapping[str, str]) -> str:
    """One event of the one crime, as a line."""
    objects = {"investigation": "crime:1"}
    said = {"id": f"rms:{number}", "type": kind, "force": "middleshire", "at": at, "source": "rms"}
    return json.dumps({**said, "objects": objects, "data": data})


def quiet(_done: int, _total: int, _what: str) -> None:
    """Progress nobody watches."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A workspace with a crime, its outcome, and a correction of it that came when the founding was over."""
    place = tmp_path_factory.mktemp("promises")
    recorded = envelope(1, "investigation.recorded", "2024-05-01T10:00", {"crime_type": "Burglary"})
    assigned = envelope(2, "investigation.outcome_assigned", "2024-05-09T10:00", {"as_given": "Suspect charged"})
    corrected = {**json.loads(assigned), "id": "rms:3", "replaces": "rms:2", "data": {"as_given": "Local resolution"}}
    (place / "first.jsonl").write_text(f"{recorded}\n{assigned}\n", "utf-8")
    (place / "later.jsonl").write_text(f"{json.dumps(corrected)}\n", "utf-8")
    made = new_workspace(place / "w").folder
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(place / "run"))
        with held(made, "a test", clock=lambda: NOW) as workspace:
            for file, live in (("first", False), ("later", True)):
                order = LoadOrder((str(place / f"{file}.jsonl"),), live=live)
                workspace.do(load_files, SOMEBODY, order, progress=quiet)
            workspace.do(save_figures, SOMEBODY, SaveOrder(CRIME, None), progress=quiet)
        yield made


@pytest.fixture(scope="module")
def workspace(folder: Path) -> Iterator[LocalWorkspace]:
    """A copy of that workspace, open."""
    copied = folder.with_name("copied")
    shutil.copytree(folder, copied)
    with held(copied, "a test", clock=lambda: NOW) as opened:
        yield opened


def answers(folder: Path) -> list[Any]:
    """What a workspace answers, now and as known before the correction, whatever version its journal has."""
    crime = ShowQuestion("investigation", "crime:1")
    with held(folder, "a test", clock=lambda: NOW) as workspace:
        asked = [workspace.ask(measure, SOMEBODY, CRIME)]
        asked += [workspace.ask(show, SOMEBODY, question) for question in (crime, replace(crime, known=NOW))]
    assert "Local resolution" in str(asked[1].state)
    assert "Suspect charged" in str(asked[2].state)
    return [replace(answer, journal_version=0) for answer in asked]


def test_the_durable_file_and_the_catalogue_are_enough_for_the_same_answers(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    (kept / "store").mkdir(parents=True)
    for part in ("peeler.toml", "store/peeler.db", "store/key"):
        shutil.copyfile(folder / part, kept / part)
    shutil.copytree(folder / "catalogue", kept / "catalogue")
    assert answers(kept) == answers(folder)


def test_the_roof_asks_and_never_reaches_below_an_answer() -> None:
    found = [
        f"{name(path)}:{line} imports {module}"
        for path in python_files("src")
        if floor_package(path) in ROOF
        for line, module in imported(parsed(path))
        if module.startswith("peeler.") and module.split(".")[1] not in MAY_BE_ASKED | {"__version__"}
    ]
    assert found == []


def test_every_question_and_every_deed_is_tried_here() -> None:
    assert QUESTIONS.keys() == ASKS.keys()
    assert ORDERS.keys() == DEEDS.keys()


@pytest.mark.parametrize("question", QUESTIONS)
def test_whoever_has_no_policy_has_no_answer(workspace: LocalWorkspace, question: str) -> None:
    with pytest.raises(RequestError, match="nobody may not"):
        workspace.ask(ASKS[question], NOBODY, *QUESTIONS[question])


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_is_noted_for_a_named_viewer(workspace: LocalWorkspace, question: str) -> None:
    before = len(workspace.durable.access.every())
    workspace.ask(ASKS[question], SOMEBODY, *QUESTIONS[question])
    noted = workspace.durable.access.every()[before:]
    assert [entry.viewer for entry in noted] == ["somebody"]


@pytest.mark.parametrize("deed", ORDERS)
def test_whoever_has_no_policy_has_nothing_done(workspace: LocalWorkspace, deed: str) -> None:
    with pytest.raises(RequestError, match="nobody may not"):
        workspace.do(DEEDS[deed], NOBODY, *ORDERS[deed], progress=quiet)
