"""A board answered: each of its figures asked as the viewer, with what a report says of it, and what is left to others."""

from dataclasses import dataclass, replace
from datetime import timedelta

from peeler.answers.access import note
from peeler.answers.desk import Desk
from peeler.answers.freshness import SourceFreshness, each_once
from peeler.answers.measure import MeasureAnswer, MeasureQuestion, MeasureRow, measured
from peeler.answers.policy import policies_of
from peeler.definitions.boards import BoardDefinition, FigureDefinition, ReportFile
from peeler.measures.growth import growth
from peeler.terms.clocks import Instant, Length, day_after, end_of_day, london, start_of_day
from peeler.terms.errors import RequestError, unknown
from peeler.terms.viewers import Viewer

Number = int | float | None


@dataclass(frozen=True, slots=True)
class BoardQuestion:
    """Which board, as at and as known; None means now. A figure with a moment of its own keeps it."""

    board: str
    at: Instant | None = None
    known: Instant | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report says of a figure: its number there, the sentence, the number printed, its base; ``marked``: of several
    readings this is the report's own.
    """

    number: str
    says: str
    prints: str
    base: str
    marked: bool


@dataclass(frozen=True, slots=True)
class FigureAnswer:
    """One figure. ``number`` is the one number it is about, with ``low`` and ``high`` where that is the measure's value (a
    stock is counted whole and has none); None where it has several rows, is held back, or could not be answered, and ``problem`` then says why.

    ``left`` and ``because``: to whom or what the figure is left, and why. ``printed``: the number as the report would print
    it; ``agrees``: whether that is what it prints. ``before``: the answer a change is counted from.
    """

    place: int
    title: str
    caption: str
    shows: str
    left: str
    because: str
    answer: MeasureAnswer | None
    before: MeasureAnswer | None
    number: Number
    low: Number
    high: Number
    problem: str
    report: Reported | None
    printed: str
    agrees: bool | None

    @property
    def row(self) -> MeasureRow | None:
        """The one row of a figure of one number."""
        return self.answer.rows[0] if self.answer is not None and len(self.answer.rows) == 1 else None


@dataclass(frozen=True, slots=True)
class BoardAnswer:
    """All figures of a board at one journal version, with the feeds they rest on, the one heard longest ago first."""

    question: BoardQuestion
    title: str
    about: str
    owner: str
    version: str
    as_at: Instant
    as_known: Instant
    figures: tuple[FigureAnswer, ...]
    freshness: tuple[SourceFreshness, ...]
    journal_version: int
    synthetic: bool


def board(desk: Desk, viewer: Viewer, question: BoardQuestion) -> BoardAnswer:
    """Answers every figure of a board; RequestError for an unknown name, NotAllowed for a viewer without any policy.

    A figure that cannot be answered here says so in its place; the others stand.
    """
    note(desk, viewer, "board", {"board": question.board, "at": question.at, "known": question.known})
    policies_of(desk.catalogue, viewer)
    if question.board not in desk.catalogue.boards:
        raise unknown("board", question.board, desk.catalogue.boards)
    definition = desk.catalogue.boards[question.board]
    with desk.one_version() as one, one.reading() as reading:
        figures = tuple(answered(one, viewer, question, definition, place) for place in range(len(definition.figures)))
        version = reading.version
    file = definition.file
    at, known = (desk.moment(moment) for moment in (question.at, question.known))
    return BoardAnswer(
        question, file.title, file.about, file.owner, definition.hash, at, known, figures, feeds_behind(figures),
        version, desk.synthetic,
    )  # fmt: skip


def question_of(figure: FigureDefinition, question: BoardQuestion, now: Instant) -> MeasureQuestion:
    """What a figure asks of its measure; RuntimeError for one that asks nothing."""
    file = figure.file
    if file.measure is None:
        raise RuntimeError("a figure that is left to others asks nothing")
    at = question.at if figure.at is None else figure.at
    start, end = figure.start, figure.end
    if figure.last is not None:
        start, end = last_days(figure.last, now if at is None else at)
    return MeasureQuestion(
        file.measure, at, question.known, start, end, figure.every, file.by, file.where, file.variant
    )


def last_days(length: Length, at: Instant) -> tuple[Instant, Instant]:
    """The first and the last instant of so long a time that ends with the London day of a moment."""
    last = london(at).date()
    return start_of_day(day_after(last + timedelta(days=1), length, -1)), end_of_day(last)


def answered(
    desk: Desk, viewer: Viewer, question: BoardQuestion, definition: BoardDefinition, place: int
) -> FigureAnswer:
    """One figure of a board, asked where it asks anything."""
    figure = definition.figures[place]
    if figure.file.measure is None:
        return told(figure, place, None, None)
    try:
        asked = question_of(figure, question, desk.now)
        answer, before = measured(desk, viewer, asked), None
        if figure.file.before is not None:
            before = measured(desk, viewer, replace(asked, start=figure.before[0], end=figure.before[1]))
    except RequestError as problem:
        return replace(told(figure, place, None, None), problem=str(problem))
    return told(figure, place, answer, before)


def told(
    figure: FigureDefinition, place: int, answer: MeasureAnswer | None, before: MeasureAnswer | None
) -> FigureAnswer:
    """A figure with its answers, if it has any: its number, and what a report makes of it."""
    file = figure.file
    found = FigureAnswer(
        place, file.title, file.caption, file.shows, file.left or "", file.because, answer, before, None, None, None, "",
        reported(file.report), "", None,
    )  # fmt: skip
    return found if answer is None else beside_report(with_number(found), figure)


def reported(file: ReportFile | None) -> Reported | None:
    """What the report says, as an answer gives it."""
    return None if file is None else Reported(file.number, file.says, file.prints or "", file.base, file.marked)


def with_number(figure: FigureAnswer) -> FigureAnswer:
    """The figure with the one number it is about."""
    row = figure.row
    if row is None:
        return figure
    if figure.shows == "change":
        return grown(figure, row)
    number = missing_of(row) if figure.shows == "missing" else getattr(row, figure.shows)
    if number is None:
        held = row.in_place_of(figure.shows)
        return replace(figure, problem=f"{held}, by the policy you see this under" if held else "nothing is known")
    exact = figure.answer is not None and figure.answer.definition.kind == "stock"
    if figure.shows == "value" and not exact:
        return replace(figure, number=number, low=row.low, high=row.high)
    return replace(figure, number=number)


def missing_of(row: MeasureRow) -> int | None:
    """How many of a share's denominator are not in its numerator; None where one is not told."""
    return None if row.numerator is None or row.denominator is None else row.denominator - row.numerator


def grown(figure: FigureAnswer, row: MeasureRow) -> FigureAnswer:
    """The figure of a change: its count beside the one before."""
    then = figure.before.rows[0] if figure.before is not None and len(figure.before.rows) == 1 else None
    if then is None or then.numerator is None or row.numerator is None:
        return replace(figure, problem="one of the two counts is not known, or not told")
    found = growth(row.numerator, then.numerator)
    if found is None:
        return replace(figure, problem="nothing was counted in the time before")
    return replace(figure, number=found.value, low=found.low, high=found.high)


def beside_report(figure: FigureAnswer, definition: FigureDefinition) -> FigureAnswer:
    """The figure with its number as the report would print it."""
    if figure.number is None or definition.prints is None:
        return figure
    prints = definition.prints
    return replace(figure, printed=prints.at_precision(figure.number), agrees=prints.said_of(figure.number))


def feeds_behind(figures: tuple[FigureAnswer, ...]) -> tuple[SourceFreshness, ...]:
    """Every feed behind any figure, once, the one heard longest ago first."""
    return each_once(feed for one in figures if one.answer is not None for feed in one.answer.freshness)
