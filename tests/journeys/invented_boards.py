"""Boards and saved figures of the invented force."""

from collections.abc import Callable
from typing import Protocol

from peeler.answers.boards import BoardAnswer, BoardQuestion, FigureAnswer, feeds_behind, question_of, told
from peeler.answers.listing import LISTS, ListAnswer
from peeler.answers.measure import MeasureAnswer, MeasureQuestion
from peeler.answers.measure_json import row_json
from peeler.answers.saved import PinnedDefinition, RunAgain, SavedAnswer, SavedList, SavedSummary
from peeler.answers.why import CAUSES, WhyAnswer, WhyFigure, WhyPart, WhyRow
from peeler.definitions.boards import BoardDefinition, BoardFile, build_board
from peeler.definitions.catalogue import Catalogue
from peeler.definitions.measures import MeasureDefinition
from peeler.terms.clocks import Instant
from peeler.terms.errors import unknown

FILE = {
    "title": "Three figures",
    "about": "A board for the tests of pages.",
    "owner": "performance team",
    "checked_by": "crime registrar",
    "review_by": "2027-04-01",
    "figures": [
        {"title": "Crimes recorded, month by month", "measure": "recorded_crime", "every": "month", "caption": "A caption."},
        {
            "title": "Crimes with no outcome", "measure": "unassigned_outcome", "from": "2023-04-01", "to": "2024-03-31",
            "report": {"number": "20", "says": "Twelve percent of all crimes.", "prints": "12 %", "base": "all crimes", "marked": "yes"},
        },
        {"title": "Open investigations", "measure": "open_investigations"},
        {"title": "Training", "left": "people", "because": "Who was trained is in another system"},
    ],
}  # fmt: skip


class Force(Protocol):
    """What of the invented force is told."""

    now: Instant
    empty: bool
    synthetic: bool
    catalogue: Catalogue

    @property
    def measure(self) -> Callable[[MeasureQuestion], MeasureAnswer]:
        """A measure's answer."""


def small_board(measures: dict[str, MeasureDefinition]) -> BoardDefinition:
    """A board of a few figures, whatever the catalogue's own hold."""
    return build_board("monthly", BoardFile.model_validate(FILE), "0123456789abcdef", measures)


def invented_list(force: Force, kind: str) -> ListAnswer:
    """What there is of a kind."""
    return ListAnswer(kind, tuple(LISTS[kind](force.catalogue)))


def invented_board(force: Force, question: BoardQuestion) -> BoardAnswer:
    """A board's answer."""
    definition = force.catalogue.boards[question.board]
    figures = tuple(answered(force, definition, place, question) for place in range(len(definition.figures)))
    file = definition.file
    at, known = question.at or force.now, question.known or force.now
    return BoardAnswer(
        question, file.title, file.about, file.owner, definition.hash, at, known, figures, feeds_behind(figures), 7,
        force.synthetic,
    )  # fmt: skip


def answered(force: Force, board: BoardDefinition, place: int, question: BoardQuestion) -> FigureAnswer:
    """One figure."""
    figure = board.figures[place]
    if figure.file.measure is None:
        return told(figure, place, None, None)
    answer = force.measure(question_of(figure, question, force.now))
    return told(figure, place, answer, answer if figure.file.before else None)


def summary(force: Force) -> SavedSummary:
    """The one saved figure there is."""
    return SavedSummary(
        1, "Crimes with no outcome", "", 1, "tester", "the June paper", force.now, force.now, force.now, 7
    )


def invented_saved(force: Force) -> SavedList:
    """What was saved."""
    return SavedList(() if force.empty else (summary(force),))


def found(force: Force, number: int) -> None:
    """RequestError for another number."""
    if number != 1 or force.empty:
        raise unknown("saved figure", str(number), () if force.empty else ("1",))


def invented_again(force: Force, number: int) -> SavedAnswer:
    """The saved figure run again."""
    found(force, number)
    answer = force.measure(MeasureQuestion("unassigned_outcome"))
    again = RunAgain(
        "Crimes with no outcome", "unassigned_outcome", tuple(map(row_json, answer.rows)), answer, True, ""
    )
    pins = (
        PinnedDefinition("measures", "unassigned_outcome", "0123456789abcdef", changed=True),
        PinnedDefinition("objects", "investigation", "fedcba9876543210", changed=False),
    )
    notes = ("Defined otherwise since it was saved: measures/unassigned_outcome.",)
    return SavedAnswer(summary(force), pins, (again,), notes, force.synthetic)


def invented_why(force: Force, number: int) -> WhyAnswer:
    """Why it has changed: one crime came late, two were corrected."""
    found(force, number)
    steps = (
        (10, 40, 2, 0.25),
        (10, 40, 2, 0.25),
        (11, 41, 2, 11 / 41),
        (9, 41, 2, 9 / 41),
        (9, 41, 2, 9 / 41),
        (9, 41, 2, 9 / 41),
    )
    parts = (
        WhyPart(CAUSES[0], 0, 0, 0, 0.0), WhyPart("late", 1, 1, 0, 11 / 41 - 0.25), WhyPart("corrected", -2, 0, 0, -2 / 41),
        WhyPart("published tables", 0, 0, 0, 0.0), WhyPart("definition", 0, 0, 0, 0.0),
    )  # fmt: skip
    row = WhyRow((), steps, parts)
    figure = WhyFigure("Crimes with no outcome", "unassigned_outcome", "share of crimes recorded", (row,), 0, "")
    return WhyAnswer(summary(force), force.now, (figure,), (), force.synthetic)
