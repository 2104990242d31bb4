"""Saved figures: which there are, and each run again as it was asked, by the definitions it pins."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from peeler.answers.access import note
from peeler.answers.desk import Desk
from peeler.answers.measure import MeasureAnswer, MeasureQuestion, measured
from peeler.answers.measure_json import row_json
from peeler.answers.pinning import Defined, as_defined, as_then
from peeler.answers.policy import policies_of
from peeler.store.saved import SAVED, PinnedFigure, Saved, saved_of
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError, unknown
from peeler.terms.viewers import Viewer

NOT_YOURS = "the numbers as saved were told to other roles than yours; what you may see is asked anew"


@dataclass(frozen=True, slots=True)
class SavedSummary:
    """One saved figure or board ('' for none): its number, title, how many figures, who saved it, when and what for."""

    number: int
    title: str
    board: str
    figures: int
    who: str
    why: str
    saved_at: Instant
    as_at: Instant
    as_known: Instant
    journal_version: int


@dataclass(frozen=True, slots=True)
class SavedList:
    """Every saved figure and board, the newest first."""

    saved: tuple[SavedSummary, ...]


@dataclass(frozen=True, slots=True)
class PinnedDefinition:
    """One definition that a saved figure pins, and whether it has been changed since."""

    kind: str
    name: str
    hash: str
    changed: bool


@dataclass(frozen=True, slots=True)
class RunAgain:
    """One saved figure: the rows then given, as JSON, and the answer run again; ``same``: whether they are identical.

    ``problem`` says why it could not be run again as it was, or why the rows then given are not shown.
    """

    title: str
    measure: str
    rows: tuple[Mapping[str, Any], ...]
    again: MeasureAnswer | None
    same: bool | None
    problem: str


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """A saved figure or board run again. ``notes`` are sentences to show beside it."""

    summary: SavedSummary
    definitions: tuple[PinnedDefinition, ...]
    figures: tuple[RunAgain, ...]
    notes: tuple[str, ...]
    synthetic: bool


def saved_figures(desk: Desk, viewer: Viewer) -> SavedList:
    """Lists what was saved; NotAllowed for a viewer without any policy."""
    note(desk, viewer, "saved_figures", {})
    policies_of(desk.catalogue, viewer)
    return SavedList(tuple(summary_of(one) for one in reversed(every_saved(desk))))


def saved_figure(desk: Desk, viewer: Viewer, number: int) -> SavedAnswer:
    """Runs a saved figure or board again, as at and as known when it was saved; RequestError for no such number."""
    note(desk, viewer, "saved_figure", {"number": number})
    policies_of(desk.catalogue, viewer)
    saved = saved_numbered(desk, number)
    defined = as_defined(desk, saved.pinned.definitions)
    with desk.one_version() as one:
        figures = tuple(run_again(one, viewer, saved, figure, defined) for figure in saved.pinned.figures)
    pinned = tuple(
        PinnedDefinition(kind, name, found, f"{kind}/{name}" in defined.changed)
        for kind, name, found in saved.pinned.definitions
    )
    return SavedAnswer(summary_of(saved), pinned, figures, notes_of(defined), desk.synthetic)


def every_saved(desk: Desk) -> list[Saved]:
    """Everything saved, oldest first."""
    return [saved_of(entry) for entry in desk.durable.decided.every() if entry.decision.kind == SAVED]


def saved_numbered(desk: Desk, number: int) -> Saved:
    """What was saved under a number; RequestError where nothing was."""
    found = {one.number: one for one in every_saved(desk)}
    if number not in found:
        raise unknown("saved figure", str(number), map(str, found))
    return found[number]


def summary_of(saved: Saved) -> SavedSummary:
    """What a list shows of it."""
    pinned = saved.pinned
    return SavedSummary(
        saved.number, pinned.title, pinned.board, len(pinned.figures), saved.who, saved.why, saved.saved_at, pinned.as_at,
        pinned.as_known, pinned.journal_version,
    )  # fmt: skip


def run_again(desk: Desk, viewer: Viewer, saved: Saved, figure: PinnedFigure, defined: Defined) -> RunAgain:
    """One figure by its own definitions, as at and as known then."""
    mine = told_to(saved, viewer)
    rows = figure.rows if mine else ()
    if defined.problem:
        return RunAgain(figure.title, figure.measure, rows, None, None, defined.problem)
    try:
        with desk.reading() as reading:
            again = measured(as_then(desk, reading, defined, saved.pinned), viewer, question_of(figure))
    except RequestError as problem:
        return RunAgain(figure.title, figure.measure, rows, None, None, str(problem))
    same = [row_json(row) for row in again.rows] == [dict(row) for row in figure.rows] if mine else None
    return RunAgain(figure.title, figure.measure, rows, again, same, "" if mine else NOT_YOURS)


def told_to(saved: Saved, viewer: Viewer) -> bool:
    """Whether the viewer has every role under which the numbers were told; else they may be more than they may see."""
    return set(saved.pinned.roles) <= set(viewer.roles)


def question_of(figure: PinnedFigure) -> MeasureQuestion:
    """The question as it was asked."""
    said: dict[str, Any] = dict(figure.question)
    return MeasureQuestion(**{**said, "by": tuple(said.get("by", ()))})


def notes_of(defined: Defined) -> tuple[str, ...]:
    """What a reader must know of a figure whose definitions have changed since."""
    notes = []
    if defined.changed:
        notes.append(f"Defined otherwise since it was saved: {', '.join(defined.changed)}.")
    if defined.refolded:
        which = ", ".join(defined.refolded)
        notes.append(
            f"The journal is folded by today's {which}, so this cannot be run again exactly: what is shown as run again "
            "uses the measure as it was and these as they are."
        )
    return tuple(notes)
