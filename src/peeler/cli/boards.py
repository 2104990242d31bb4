"""The command that shows a board: each figure with its interval, n and comparator, beside a report and a planted truth."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from peeler.answers.board_json import board_json
from peeler.answers.boards import BoardAnswer, BoardQuestion, FigureAnswer, board
from peeler.answers.figure_words import comparators, figure_style, interval_words, number_words, sentence, value_words
from peeler.answers.truths import NOTHING, Planted, planted
from peeler.cli.printing import Format, printed
from peeler.cli.questions import At, Known, moment
from peeler.cli.session import Form, Session, session_of
from peeler.definitions.catalogue import load_catalogue
from peeler.definitions.printed import parse_printed
from peeler.terms.clocks import iso
from peeler.terms.errors import RequestError
from peeler.workspace.places import find_workspace, read_settings

LARGEST = 50_000_000


def board_command(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Which board; see 'peeler list boards'.")],
    at: At = None,
    known: Known = None,
    truth: Annotated[
        Path | None, typer.Option("--truth", help="Put each figure beside what this truth.json says was planted.")
    ] = None,
    form: Form = None,
) -> None:
    """Show a board: each figure with interval, n and comparator; of a report also what it says, equal or not."""
    session = session_of(context)
    answer: BoardAnswer = session.ask(board, BoardQuestion(name, moment(at), moment(known)))
    chosen, beside = form or session.form, truths(session, answer, truth)
    rows = [row_of(one, two, chosen) for one, two in zip(answer.figures, beside, strict=True)]
    document = board_json(answer)
    if truth is not None:
        for figure, two in zip(document["figures"], beside, strict=True):
            figure["truth"] = {"true": two.true, "told": two.told, "exact": two.exact, "prints_alike": two.prints_alike}
    heading = f"{answer.title}, as at {iso(answer.as_at)[:16]}, as known {iso(answer.as_known)[:16]}"
    printed(
        chosen, heading, document, rows, [*(line for one in answer.figures for line in lines_of(one)), *summary(rows)]
    )


def truths(session: Session, answer: BoardAnswer, path: Path | None) -> Sequence[Planted]:
    """What was planted for each figure, where a truth.json is given."""
    if path is None:
        return [NOTHING] * len(answer.figures)
    try:
        if path.stat().st_size > LARGEST:
            raise RequestError(f"{path}: larger than {LARGEST:,} bytes")
        truth = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise RequestError(f"{path}: cannot be read as truth.json") from problem
    if not isinstance(truth, dict):
        raise RequestError(f"{path}: not a truth.json as peeler simulate writes it")
    places = find_workspace(session.folder)
    definition = load_catalogue(places.catalogue).boards[answer.question.board]
    return planted(answer, definition, truth, read_settings(places).force)


def row_of(figure: FigureAnswer, beside: Planted, form: Format) -> dict[str, Any]:
    """One figure as a line; CSV has exact numbers, a table for a person the words."""
    report, row = figure.report, figure.row
    first: dict[str, Any] = {} if report is None else {"no": report.number}
    told = {} if beside is NOTHING or beside.true is None else {"planted": at_precision(figure, beside.true),
            "told": at_precision(figure, beside.told), "as planted": yes_no(beside.prints_alike), "equal": yes_no(beside.exact)}  # fmt: skip
    n = None if row is None else row.n
    says = {} if report is None else {
        "report": report.prints, "reading": "the report's" if report.marked else "other" if report.base else "",
        "base": report.base, "prints": figure.printed, "as report": yes_no(figure.agrees),
    }  # fmt: skip
    if form is Format.csv:
        exact = {"number": figure.number, "low": figure.low, "high": figure.high, "n": n, "sentence": sentence(figure)}
        return {**first, "figure": figure.title, **exact, **says, **told}
    answer = {"peeler": number_words(figure), "interval": interval_words(figure), "n": "" if n is None else f"{n:,}"}
    says.pop("base", None)
    says.pop("prints", None)
    return {**first, "figure": figure.title, **answer, **says, **told}


def at_precision(figure: FigureAnswer, number: float | None) -> str:
    """A number of the truth as the report would print it, else in the figure's own style."""
    if number is None:
        return ""
    if figure.report is not None and figure.report.prints:
        return parse_printed(figure.report.prints).at_precision(number)
    return value_words(number, figure_style(figure))


def yes_no(said: bool | None) -> str:
    """Whether it is so; empty where nobody can say."""
    return "" if said is None else "yes" if said else "no"


def lines_of(figure: FigureAnswer) -> list[str]:
    """What is said of a figure under the table: the report's sentence, Peeler's, and what is published beside it."""
    name = f"{figure.report.number} {figure.title}" if figure.report else figure.title
    lines = [f"{name}: {sentence(figure)}"]
    if figure.report is not None:
        lines.append(f"   the report: {figure.report.says}")
        if figure.report.base:
            lines.append(f"   of: {figure.report.base}{' (the reading of the report)' if figure.report.marked else ''}")
    if figure.answer is not None:
        lines += [f"   beside: {line}" for line in comparators(figure.answer)]
    return [*lines, *([f"   {figure.caption}"] if figure.caption else [])]


def summary(rows: Sequence[dict[str, Any]]) -> list[str]:
    """How many figures print as the report does, and how many are what was planted."""
    said = []
    for column, words in (
        ("as report", "print as the report does"),
        ("as planted", "print as the planted truth would"),
        ("equal", "are exactly what the extracts tell of the truth"),
    ):
        known = [row[column] for row in rows if row.get(column)]
        if known:
            said.append(f"{known.count('yes')} of {len(known)} {words}.")
    return said


def register_boards(app: typer.Typer) -> None:
    """Adds this command."""
    app.command("board")(board_command)
