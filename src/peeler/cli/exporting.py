"""The command that writes an answer or a board as a document: spreadsheet, PDF or picture, by the file's ending."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from peeler.answers.boards import BoardAnswer, BoardQuestion, board
from peeler.answers.measure import MeasureAnswer, MeasureQuestion, measure
from peeler.cli.questions import At, By, From, Known, Periods, To, Variant, Where, measure_question, moment
from peeler.cli.session import session_of
from peeler.definitions.catalogue import Catalogue, load_catalogue
from peeler.terms.errors import RequestError, unknown
from peeler.terms.later import later

if TYPE_CHECKING:
    from peeler.web.pages import documents
else:
    documents = later("peeler.web.pages.documents")

KINDS = ("csv", "ods", "xlsx", "pdf", "svg", "png")
PICTURES = ("svg", "png")


def export_command(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=f"What to write; its ending says as what: {', '.join(KINDS)}.")],
    name: Annotated[str | None, typer.Option("--measure", help="The answer to this measure.")] = None,
    board_name: Annotated[str | None, typer.Option("--board", help="All figures of this board.")] = None,
    at: At = None,
    known: Known = None,
    start: From = None,
    end: To = None,
    every: Periods = None,
    by: By = None,
    where: Where = None,
    variant: Variant = None,
) -> None:
    """Write an answer or a board as a document: accessible spreadsheet, PDF/UA or picture, with as at and as known in it."""
    session, kind = session_of(context), file.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        raise unknown("kind of document", kind, KINDS)
    if (name is None) == (board_name is None):
        raise RequestError("say what to export: --measure NAME or --board NAME")
    if board_name is not None and any((start, end, every, by, where, variant)):
        raise RequestError("a board has its own times, breakdowns and filters; --at and --known go with it")
    catalogue = load_catalogue(session.folder / "catalogue")
    with session.workspace("export") as workspace:

        def ask(function: Callable[..., Any], *arguments: Any) -> Any:
            return workspace.ask(function, session.viewer, *arguments)

        if board_name is not None:
            made = of_board(ask, BoardQuestion(board_name, moment(at), moment(known)), kind, catalogue)
        else:
            question = measure_question(name or "", at, known, start, end, every, by, where, variant)
            made = of_measure(ask, question, kind, catalogue)
    write(file, made)
    typer.echo(f"Wrote {file}.")


def of_board(ask: Callable[..., Any], question: BoardQuestion, kind: str, catalogue: Catalogue) -> bytes:
    """A board as a document."""
    if kind in PICTURES:
        raise RequestError("a board is many charts; export one measure as a picture, or the board as pdf")
    answer: BoardAnswer = ask(board, question)
    return documents.document_of_board(ask, answer, kind, catalogue)


def of_measure(ask: Callable[..., Any], question: MeasureQuestion, kind: str, catalogue: Catalogue) -> bytes:
    """A measure's answer as a document."""
    answer: MeasureAnswer = ask(measure, question)
    return documents.document_of_measure(ask, answer, kind, catalogue)


def write(file: Path, made: bytes) -> None:
    """Writes a document; RequestError where the file cannot be written."""
    try:
        file.write_bytes(made)
    except OSError as problem:
        raise RequestError(f"{file}: {problem.strerror or 'cannot be written'}") from problem


def register_exporting(app: typer.Typer) -> None:
    """Adds this command."""
    app.command("export")(export_command)
