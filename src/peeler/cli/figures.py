"""The commands about saved figures: save one or a board, list them and run them again, say why a number has changed."""

from typing import Annotated, Any

import typer

from peeler.answers.boards import BoardQuestion
from peeler.answers.measure_json import measure_json
from peeler.answers.saved import RunAgain, SavedAnswer, SavedSummary, saved_figure, saved_figures
from peeler.answers.why import NUMBERS, STEPS, WhyAnswer, WhyFigure, WhyRow, why
from peeler.cli.plain import plain
from peeler.cli.printing import Format, printed
from peeler.cli.questions import At, By, From, Known, Periods, To, Variant, Where, measure_question, moment
from peeler.cli.session import Form, session_of
from peeler.decisions.saving import Saved
from peeler.terms.clocks import iso
from peeler.terms.errors import RequestError
from peeler.workspace.deeds import SaveOrder, save_figures

Which = Annotated[int, typer.Argument(help="Its number; see 'peeler saved'.")]


def save_command(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Which measure; or none, with --board.")] = None,
    board: Annotated[str | None, typer.Option("--board", help="Save all figures of this board instead.")] = None,
    title: Annotated[str, typer.Option("--title", help="What to call it (default: its own title).")] = "",
    purpose: Annotated[str, typer.Option("--for", help="What it is for, for the record; name nobody.")] = "",
    at: At = None,
    known: Known = None,
    start: From = None,
    end: To = None,
    every: Periods = None,
    by: By = None,
    where: Where = None,
    variant: Variant = None,
    form: Form = None,
) -> None:
    """Save a figure or a board: moments and definitions pinned, so that it runs again to the same number for good."""
    session = session_of(context)
    if (name is None) == (board is None):
        raise RequestError("name a measure, or a board with --board")
    if board is not None and any((start, end, every, by, where, variant)):
        raise RequestError("a board has its own times, breakdowns and filters; --at and --known go with it")
    question = None if name is None else measure_question(name, at, known, start, end, every, by, where, variant)
    asked = None if board is None else BoardQuestion(board, moment(at), moment(known))
    saved: Saved = session.do(save_figures, SaveOrder(question, asked, title, purpose))
    pinned = saved.pinned
    rows = [{"number": saved.number, "title": pinned.title, "figures": len(pinned.figures), "as_at": iso(pinned.as_at),
             "as_known": iso(pinned.as_known), "definitions": len(pinned.definitions)}]  # fmt: skip
    notes = [
        f"Run it again with 'peeler saved {saved.number}'; what has changed since says 'peeler why {saved.number}'."
    ]
    printed(form or session.form, "Saved", plain(saved), rows, notes)


def saved_command(
    context: typer.Context,
    number: Annotated[int | None, typer.Argument(help="Run this one again; without a number all are listed.")] = None,
    form: Form = None,
) -> None:
    """List the saved figures, or run one again as it was asked and by the definitions it pins."""
    session = session_of(context)
    if number is None:
        found = session.ask(saved_figures)
        printed(form or session.form, "Saved figures", plain(found), [line_of(one) for one in found.saved])
        return
    answer: SavedAnswer = session.ask(saved_figure, number)
    document = {**plain(answer), "figures": [again_json(one) for one in answer.figures]}
    rows = [row for one in answer.figures for row in rows_again(one)]
    printed(form or session.form, heading(answer.summary), document, rows, [*verdicts(answer), *answer.notes])


def why_command(context: typer.Context, number: Which, form: Form = None) -> None:
    """Say why a saved number is another today: what came late, what was corrected, what is defined otherwise."""
    session = session_of(context)
    answer: WhyAnswer = session.ask(why, number)
    chosen = form or session.form
    rows = [line for one in answer.figures for row in one.rows for line in lines_of(one, row, chosen)]
    notes = [f"{one.title}: {one.problem}" for one in answer.figures if one.problem]
    same = sum(one.unchanged for one in answer.figures)
    if same:
        notes.append(f"{same:,} {'number is' if same == 1 else 'numbers are'} the same as when saved.")
    printed(chosen, f"Why has it changed? {heading(answer.summary)}", plain(answer), rows, [*notes, *answer.notes])


def heading(summary: SavedSummary) -> str:
    """What was saved, when and by whom."""
    at, known = iso(summary.as_at)[:16], iso(summary.as_known)[:16]
    return f"{summary.number} {summary.title}, saved by {summary.who}, as at {at}, as known {known}"


def line_of(one: SavedSummary) -> dict[str, Any]:
    """A saved figure in the list."""
    said = {"number": one.number, "title": one.title, "board": one.board, "figures": one.figures}
    return {**said, "saved": iso(one.saved_at)[:16], "by": one.who, "for": one.why, "as_at": iso(one.as_at)[:16]}


def again_json(one: RunAgain) -> dict[str, Any]:
    """One figure run again, as JSON: the rows then, and the whole answer now."""
    again = None if one.again is None else measure_json(one.again)
    rows = [dict(row) for row in one.rows]
    said = {"title": one.title, "measure": one.measure, "rows": rows, "same": one.same}
    return {**said, "problem": one.problem or None, "again": again}


def rows_again(one: RunAgain) -> list[dict[str, Any]]:
    """The rows of one figure, run again where it can be, else as saved."""
    told = measure_json(one.again)["rows"] if one.again is not None else [dict(row) for row in one.rows]
    kept = ("parts", "held_back", "suppressed")
    return [{"figure": one.title, **{k: v for k, v in row.items() if k not in kept and v is not None}} for row in told]


def verdicts(answer: SavedAnswer) -> list[str]:
    """Whether each figure is the same, in words."""
    same = sum(one.same is True for one in answer.figures)
    lines = [f"{same} of {len(answer.figures)} run again to the identical numbers."]
    lines += [f"{one.title}: not the same as saved." for one in answer.figures if one.same is False]
    return lines + [f"{one.title}: {one.problem}" for one in answer.figures if one.problem]


def lines_of(figure: WhyFigure, row: WhyRow, form: Format) -> list[dict[str, Any]]:
    """One row of a figure: a line for what was saved, for what each cause adds, and for today's number."""
    place = {"figure": figure.title, **dict(row.place)}
    first = {**place, "what": STEPS[0], **dict(zip(NUMBERS, row.steps[0], strict=True))}
    parts = [
        {**place, "what": f"+ {part.cause}" if form is Format.table else part.cause,
         **{name: getattr(part, name) for name in NUMBERS}}
        for part in row.parts
        if any(getattr(part, name) for name in NUMBERS)
    ]  # fmt: skip
    return [first, *parts, {**place, "what": "today", **dict(zip(NUMBERS, row.steps[-1], strict=True))}]


def register_figures(app: typer.Typer) -> None:
    """Adds these commands."""
    for name, command in (("save", save_command), ("saved", saved_command), ("why", why_command)):
        app.command(name)(command)
