"""The view of a board: each figure's sentence, chart, table, comparators and doors."""

from collections.abc import Sequence
from dataclasses import dataclass

from peeler.answers.boards import BoardAnswer, FigureAnswer
from peeler.answers.figure_words import comparators, interval_words, number_words, row_words, sentence
from peeler.answers.measure import MeasureAnswer, MeasureQuestion, MeasureRow
from peeler.definitions.catalogue import Catalogue
from peeler.terms.clocks import iso
from peeler.terms.errors import RequestError
from peeler.web.asking import Ask
from peeler.web.figures import Figure, figure
from peeler.web.moments import period_text
from peeler.web.papers import counted
from peeler.web.parameters import WHOLE, Pairs, address
from peeler.web.sentences import verdict
from peeler.web.series import series
from peeler.web.subject import group_text, subject_of
from peeler.web.tables import Cell, Column, NumberTable

MOST_LINES = 60
COUNTED = ("count", "stock", "ratio")  # kinds whose numbers are records one can be led to


@dataclass(frozen=True)
class FigureView:
    """One figure as the page shows it. ``doors`` are (text, address) pairs; ``pictures`` the chart as files."""

    key: str
    title: str
    caption: str
    sentence: str
    report: tuple[str, ...]
    alike: str
    beside: tuple[str, ...]
    figure: Figure | None
    source: str
    table: NumberTable | None
    notes: tuple[str, ...]
    doors: tuple[tuple[str, str], ...]
    pictures: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class BoardView:
    """The whole board: the answer first, all figures in one table, then one by one; and its files."""

    title: str
    about: str
    answer: str
    table: NumberTable
    figures: tuple[FigureView, ...]
    files: tuple[tuple[str, str], ...]
    version: str
    owner: str


def board_view(answer: BoardAnswer, drawn: dict[int, Figure], moments: Pairs) -> BoardView:
    """The view of a board's answer."""
    path, kinds = f"/boards/{answer.question.board}", ("pdf", "ods", "xlsx", "csv", "json")
    files = tuple((kind.upper(), address(f"{path}.{kind}", moments)) for kind in kinds)
    figures = tuple(figure_view(one, drawn.get(one.place), path, moments) for one in answer.figures)
    return BoardView(
        answer.title,
        answer.about,
        counted(answer),
        all_figures(answer),
        figures,
        files,
        answer.version[:12],
        answer.owner,
    )


def charts(ask: Ask, answer: BoardAnswer, catalogue: Catalogue) -> dict[int, Figure]:
    """The charts of the figures that have several rows, by their place."""
    found = {one.place: chart(ask, one.answer, catalogue) for one in answer.figures if one.answer is not None}
    return {place: drawn for place, drawn in found.items() if drawn is not None}


def chart(ask: Ask, answer: MeasureAnswer, catalogue: Catalogue) -> Figure | None:
    """The chart of an answer; None where one number is all there is, or it cannot be drawn."""
    question = answer.question
    if len(answer.rows) < 2 or (question.every is None and not question.by):
        return None
    subject = subject_of(catalogue.measures[question.measure], question.rolling)
    try:
        found = series(ask, question, question.every or "month")
    except RequestError:
        return None
    return figure(subject, answer, found, verdict(subject, found), catalogue)


def all_figures(answer: BoardAnswer) -> NumberTable:
    """Every figure in one line."""
    reported = any(one.report for one in answer.figures)
    heads = [Column("Figure"), Column("Number"), Column("95 % interval", "interval"), Column("n", "n")]
    heads += [Column("The report"), Column("Alike")] if reported else []
    rows = tuple(figure_line(one, reported=reported) for one in answer.figures)
    return NumberTable("All figures", tuple(heads), rows)


def figure_line(figure: FigureAnswer, *, reported: bool) -> tuple[Cell, tuple[Cell, ...]]:
    """One figure in the table of all."""
    n = "" if figure.row is None or figure.row.n is None else f"{figure.row.n:,}"
    name = f"{figure.report.number} {figure.title}" if figure.report else figure.title
    cells = [Cell(number_words(figure)), Cell(interval_words(figure)), Cell(n)]
    if reported:
        cells += [Cell(figure.report.prints if figure.report else ""), Cell(alike_words(figure))]
    return Cell(name, f"#figure-{figure.place}"), tuple(cells)


def alike_words(figure: FigureAnswer) -> str:
    """Whether the number prints as the report's."""
    return "" if figure.agrees is None else "yes" if figure.agrees else "no"


def figure_view(one: FigureAnswer, drawn: Figure | None, path: str, moments: Pairs) -> FigureView:
    """One figure."""
    answer = one.answer
    said = sentence(one) if drawn is None else drawn.alternative
    kinds = ("svg", "png") if drawn is not None else ()
    source = f"As at {iso(answer.as_at)[:16]}, as known {iso(answer.as_known)[:16]}." if answer is not None else ""
    return FigureView(
        f"figure-{one.place}", f"{one.report.number} {one.title}" if one.report else one.title, one.caption, said,
        report_lines(one), alike_words(one), tuple(comparators(answer)) if answer is not None else (), drawn, source,
        table_of(answer, one.title) if answer is not None and len(answer.rows) > 1 else None,
        answer.notes if answer is not None else (), doors(one, moments),
        tuple((kind.upper(), address(f"{path}/{one.place}.{kind}", moments)) for kind in kinds),
    )  # fmt: skip


def report_lines(one: FigureAnswer) -> tuple[str, ...]:
    """What the report says, and of what."""
    if one.report is None:
        return ()
    mark = " This is the reading of the report." if one.report.marked else ""
    base = f"Of: {one.report.base}.{mark}" if one.report.base else mark.strip()
    return tuple(line for line in (one.report.says, base) if line)


def doors(one: FigureAnswer, moments: Pairs) -> tuple[tuple[str, str], ...]:
    """The ways on from a figure: its records, its trend, its explanation; at the page's moments as they were written."""
    if one.answer is None:
        return ()
    question, definition = one.answer.question, one.answer.definition
    pairs = [*question_pairs(question), *moments]
    whole = one.row is not None and definition.kind in COUNTED and not question.by
    records = (("The records behind it", address("/records", pairs)),) if whole else ()
    trend = [(name, text) for name, text in pairs if name != "every" or text != WHOLE]
    return (
        *records,
        ("Is it changing?", address("/trends", trend)),
        ("How this number is made", address(f"/explain/{definition.name}", moments)),
    )


def question_pairs(question: MeasureQuestion) -> list[tuple[str, str]]:
    """The parameters that ask a question again, without its moments."""
    moments = {"from": question.start, "to": question.end}
    said = [(name, iso(moment)) for name, moment in moments.items() if moment is not None]
    texts = [(name, text) for name, text in (("where", question.where), ("variant", question.variant)) if text]
    by = [("by", name) for name in question.by]
    return [("measure", question.measure), ("every", question.every or WHOLE), *by, *texts, *said]


def table_of(answer: MeasureAnswer, title: str) -> NumberTable:
    """The rows of a figure with several; the newest and first ones where there are many."""
    question = answer.question
    rows: Sequence[tuple[Cell, tuple[Cell, ...]]] = [
        (Cell(row_name(row, question)), tuple(Cell(text) for text in row_words(row, answer.definition)))
        for row in answer.rows
    ]
    if question.every is not None:
        rows = rows[::-1]
    rest = len(rows) - MOST_LINES
    left = f"{rest:,} more rows are in the files above." if rest > 0 else ""
    heads = (Column("Which"), Column("Value"), Column("95 % interval", "interval"), Column("n", "n"))
    return NumberTable(f"{title} ({answer.definition.unit})", heads, tuple(rows[:MOST_LINES]), left_out=left)


def row_name(row: MeasureRow, question: MeasureQuestion) -> str:
    """Where a row stands: its period and groups in words."""
    parts = [period_text(row.period, question.every)] if row.period is not None and question.every is not None else []
    return ", ".join([*parts, *([group_text(row.dimensions)] if row.dimensions else [])]) or "All"
