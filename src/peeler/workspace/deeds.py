"""Everything that may be asked of or done in a workspace, by name: what a command may send through the socket."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from peeler.answers.boards import BoardQuestion, board
from peeler.answers.capacity.keeping_up import capacities, capacity
from peeler.answers.case import case
from peeler.answers.case_progress import case_progress
from peeler.answers.compare import compare
from peeler.answers.conformance import conformance
from peeler.answers.duties.owed import owed
from peeler.answers.duties.tasks import tasks
from peeler.answers.duties.worklist import worklist
from peeler.answers.explain import explain
from peeler.answers.health import health
from peeler.answers.listing import list_kind
from peeler.answers.measure import MeasureQuestion, measure
from peeler.answers.now import happening
from peeler.answers.outlook import outlook_of
from peeler.answers.pattern import pattern
from peeler.answers.pinning import answers_of, known_now, pinned_figures, pins, vintages
from peeler.answers.progress.cases import flow_cases
from peeler.answers.progress.flow import progress
from peeler.answers.quarantine import quarantine
from peeler.answers.records import records
from peeler.answers.resolution.resolution import resolution
from peeler.answers.saved import saved_figure, saved_figures
from peeler.answers.show import show
from peeler.answers.tokens import tokens
from peeler.answers.trend import trend
from peeler.answers.warning_signs import warning_signs
from peeler.answers.why import why
from peeler.answers.workload.holding import workload
from peeler.decisions.erasing import erase
from peeler.decisions.saving import save
from peeler.decisions.setting_aside import Putting, bring_back, set_aside
from peeler.decisions.tokens import TokenGiven, TokenRevoked, give_token, revoke_token
from peeler.definitions.permission import require_decision
from peeler.refresh.keeping import bring_up, seal
from peeler.refresh.load import LoadReport, load
from peeler.refresh.verifying import Verification, verify
from peeler.store.records import Erased
from peeler.store.saved import SAVED, Pinning, Saved
from peeler.terms.errors import RequestError
from peeler.terms.viewers import Viewer
from peeler.workspace.deciding import decide_duty
from peeler.workspace.local import LocalWorkspace, Progress
from peeler.workspace.polling import PollOrder, PollReport, poll_now


@dataclass(frozen=True, slots=True)
class LoadOrder:
    """What to load: absolute paths, of which source (None: what matches), dated when, and whether confirmed or live."""

    paths: tuple[str, ...]
    source: str | None = None
    dated: str | None = None
    confirm: bool = False
    live: bool = False


@dataclass(frozen=True, slots=True)
class SaveOrder:
    """What to save: the answer to a question, or a board; under which title ('' for its own), and what it is for."""

    question: MeasureQuestion | None
    board: BoardQuestion | None
    title: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Sealed:
    """The journal's version after a seal."""

    version: int


def load_files(workspace: LocalWorkspace, viewer: Viewer, order: LoadOrder, *, progress: Progress) -> LoadReport:
    """Loads files into the ledger, one transaction a file, and brings the projection up to it."""
    require_decision(workspace.catalogue, viewer, "confirm_withdrawal" if order.confirm else "load")
    if order.live:
        workspace.durable.go_live()
    founding = not workspace.durable.live
    try:
        return load(
            workspace.durable, workspace.catalogue, [Path(path) for path in order.paths], source=order.source, dated=order.dated,
            confirm=order.confirm, now=workspace.clock, founding=founding, default_force=workspace.settings.force, progress=progress,
        )  # fmt: skip
    finally:
        with workspace.folding:
            bring_up(workspace.durable, workspace.projection, workspace.catalogue, founding=founding)


def verify_workspace(workspace: LocalWorkspace, viewer: Viewer, *, progress: Progress) -> Verification:
    """Compares the projection with a rebuild and checks the chains and the accounts."""
    require_decision(workspace.catalogue, viewer, "load")
    with workspace.gate.closed(), workspace.folding:
        workspace.keep_up()
        return verify(workspace.durable, workspace.projection, workspace.catalogue, progress)


def seal_journal(workspace: LocalWorkspace, viewer: Viewer, *, progress: Progress) -> Sealed:
    """Compacts the journal."""
    require_decision(workspace.catalogue, viewer, "load")
    with workspace.folding:
        seal(workspace.projection, workspace.catalogue)
    progress(1, 1, "sealed")
    with workspace.projection.reading() as reading:
        return Sealed(reading.version)


def erase_person(workspace: LocalWorkspace, viewer: Viewer, subject: str, reason: str, *, progress: Progress) -> Erased:
    """Erases a person's personal values, kept rows and quarantined rows."""
    erased = erase(workspace.durable, workspace.catalogue, viewer, subject, reason, workspace.clock())
    progress(1, 1, "erased")
    return erased


def set_aside_rows(
    workspace: LocalWorkspace, viewer: Viewer, numbers: tuple[int, ...], reason: str, *, progress: Progress
) -> Putting:
    """Sets rows of quarantine aside, with a reason."""
    done = set_aside(workspace.durable, workspace.catalogue, viewer, numbers, reason, workspace.clock())
    progress(1, 1, "set aside")
    return done


def bring_back_rows(
    workspace: LocalWorkspace, viewer: Viewer, numbers: tuple[int, ...], reason: str, *, progress: Progress
) -> Putting:
    """Brings rows that were set aside back into quarantine, with a reason."""
    done = bring_back(workspace.durable, workspace.catalogue, viewer, numbers, reason, workspace.clock())
    progress(1, 1, "brought back")
    return done


def new_token(workspace: LocalWorkspace, viewer: Viewer, source: str, *, progress: Progress) -> TokenGiven:
    """Gives a source a token to push with."""
    given = give_token(workspace.durable, workspace.catalogue, viewer, source, workspace.clock())
    progress(1, 1, "given")
    return given


def take_token_back(workspace: LocalWorkspace, viewer: Viewer, name: str, *, progress: Progress) -> TokenRevoked:
    """Takes a token back at once."""
    revoked = revoke_token(workspace.durable, workspace.catalogue, viewer, name, workspace.clock())
    progress(1, 1, "revoked")
    return revoked


def poll_source(workspace: LocalWorkspace, viewer: Viewer, order: PollOrder, *, progress: Progress) -> PollReport:
    """Polls the tables of a source now; RequestError where it has none, or its database is not told."""
    require_decision(workspace.catalogue, viewer, "confirm_withdrawal" if order.confirm else "load")
    try:
        return poll_now(workspace, order, progress)
    finally:
        workspace.keep_up()


def save_figures(workspace: LocalWorkspace, viewer: Viewer, order: SaveOrder, *, progress: Progress) -> Saved:
    """Saves a figure or a board: both clocks and every definition pinned, with the numbers that are given for them now."""
    require_decision(workspace.catalogue, viewer, SAVED)
    pinned = pinning(workspace, viewer, order)
    if not pinned.figures:
        raise RequestError("no figure of it can be answered here, so there is nothing to save")
    saved = save(workspace.durable, workspace.catalogue, viewer, pinned, order.purpose, workspace.clock())
    progress(1, 1, "saved")
    return saved


def pinning(workspace: LocalWorkspace, viewer: Viewer, order: SaveOrder) -> Pinning:
    """The answers to what is to be saved, asked as at and as known at moments that are written out."""
    asked = order.question or order.board
    if asked is None or (order.question is not None and order.board is not None):
        raise RequestError("save a measure or a board, one at a time")
    desk, catalogue = workspace.desk(), workspace.catalogue
    with desk.one_version() as one, one.reading() as reading:
        at, known = desk.moment(asked.at), known_now(one, reading, asked.known)
        if order.question is not None:
            answer = measure(one, viewer, replace(order.question, at=at, known=known))
            title, answers, name = answer.definition.title, [(answer.definition.title, answer)], ""
        else:
            shown = board(one, viewer, BoardQuestion(order.board.board if order.board else "", at, known))
            title, answers, name = shown.title, answers_of(shown.figures), shown.question.board
        figures, version = pinned_figures(answers, at), reading.version
    title, used = order.title.strip() or title, sorted({one.measure for one in figures})
    return Pinning(title, name, at, known, version, viewer.roles, pins(catalogue, used), figures, vintages(desk))


ASKS: Mapping[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        board,
        capacities,
        capacity,
        case,
        case_progress,
        compare,
        conformance,
        explain,
        flow_cases,
        happening,
        health,
        list_kind,
        measure,
        outlook_of,
        owed,
        pattern,
        progress,
        quarantine,
        records,
        resolution,
        saved_figure,
        saved_figures,
        show,
        tasks,
        tokens,
        trend,
        warning_signs,
        why,
        worklist,
        workload,
    )
}
DEEDS: Mapping[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        bring_back_rows,
        decide_duty,
        erase_person,
        load_files,
        new_token,
        poll_source,
        save_figures,
        seal_journal,
        set_aside_rows,
        take_token_back,
        verify_workspace,
    )
}
