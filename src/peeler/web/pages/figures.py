"""Saved figures: what was saved, run again; and why a number is another today."""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from peeler.answers.figure_words import row_words
from peeler.answers.saved import RunAgain, SavedAnswer, SavedSummary, saved_figure, saved_figures
from peeler.answers.why import NUMBERS, STEPS, WhyAnswer, WhyFigure, WhyRow, why
from peeler.web.board import row_name
from peeler.web.moments import moment_text
from peeler.web.numbers import MINUS
from peeler.web.parameters import MOMENTS, asked
from peeler.web.rendering import Pages
from peeler.web.tables import Cell, Column, NumberTable

QUESTION = "What did we publish, and does it still stand?"
MOST = 60


@dataclass(frozen=True)
class AgainView:
    """One figure run again: its title, whether it is the same, and its rows."""

    title: str
    measure: str
    verdict: str
    table: NumberTable | None


def every_saved(request: Request, pages: Pages) -> Response:
    """Everything saved, the newest first."""
    asked(request.query_params.multi_items(), MOMENTS)
    with pages.behind.asking(pages.viewer) as ask:
        found = ask(saved_figures).saved
    heads = (Column("Figure"), Column("Figures in it"), Column("Saved"), Column("By"), Column("For"), Column("As at"))
    frame = pages.frame(request, QUESTION, "boards", timeless=True)
    rows = tuple(
        (Cell(f"{one.number} {one.title}", frame.link(f"/figures/{one.number}")), cells_of(one)) for one in found
    )
    table = NumberTable("Saved figures and boards", heads, rows) if rows else None
    return pages.show("figures.html", frame, table=table)


def cells_of(one: SavedSummary) -> tuple[Cell, ...]:
    """What the list says of one."""
    said = (str(one.figures), moment_text(one.saved_at), one.who, one.why, moment_text(one.as_at))
    return tuple(Cell(text) for text in said)


def number_in(request: Request) -> int:
    """The number in an address; a 404 for what is none."""
    text = str(request.path_params["number"])
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise HTTPException(404)
    return int(text)


def page(request: Request, pages: Pages) -> Response:
    """One saved figure or board, run again."""
    asked(request.query_params.multi_items(), MOMENTS)
    number = number_in(request)
    with pages.behind.asking(pages.viewer) as ask:
        answer: SavedAnswer = ask(saved_figure, number)
    summary = answer.summary
    frame = pages.frame(request, summary.title, "boards", timeless=True)
    definitions = tuple((f"{one.kind}/{one.name}", one.hash[:12], one.changed) for one in answer.definitions)
    return pages.show(
        "saved.html", frame, answer=verdict_of(answer), facts=facts_of(summary), figures=[again_view(one) for one in answer.figures],
        definitions=definitions, notes=answer.notes, why=f"/figures/{number}/why",
    )  # fmt: skip


def facts_of(summary: SavedSummary) -> list[tuple[str, str]]:
    """Who saved it, when, what for, and what is pinned."""
    return [
        ("Saved", f"{moment_text(summary.saved_at)}, by {summary.who}"), ("For", summary.why or "not said"),
        ("As at", moment_text(summary.as_at)), ("As known", moment_text(summary.as_known)),
        ("Board", summary.board or "none"),
    ]  # fmt: skip


def verdict_of(answer: SavedAnswer) -> str:
    """Whether what was saved still runs to the same numbers."""
    same, total = sum(one.same is True for one in answer.figures), len(answer.figures)
    if total == 1:
        one = answer.figures[0]
        return "Run again, it gives the identical numbers." if one.same else again_words(one)
    return f"Run again, {same} of {total} figures give the identical numbers."


def again_words(one: RunAgain) -> str:
    """Whether one figure is the same, or why nobody can say."""
    if one.same is not None:
        return "Identical when run again." if one.same else "Not identical when run again."
    return f"{one.problem[:1].upper()}{one.problem[1:]}."


def again_view(one: RunAgain) -> AgainView:
    """One figure with its rows."""
    if one.again is None:
        return AgainView(one.title, one.measure, again_words(one), None)
    definition, question = one.again.definition, one.again.question
    rows = tuple(
        (Cell(row_name(row, question)), tuple(map(Cell, row_words(row, definition)))) for row in one.again.rows
    )
    left = f"{len(rows) - MOST:,} more rows." if len(rows) > MOST else ""
    heads = (Column("Which"), Column("Value"), Column("95 % interval", "interval"), Column("n", "n"))
    table = NumberTable(f"{one.title} ({one.again.definition.unit})", heads, rows[:MOST], left_out=left)
    return AgainView(one.title, one.measure, again_words(one), table)


def why_page(request: Request, pages: Pages) -> Response:
    """Why the numbers of what was saved are others today."""
    asked(request.query_params.multi_items(), MOMENTS)
    number = number_in(request)
    with pages.behind.asking(pages.viewer) as ask:
        answer: WhyAnswer = ask(why, number)
    frame = pages.frame(request, "Why has this number changed?", "boards", as_known=answer.as_known, timeless=True)
    tables = [(one.title, one.problem, [why_table(one, row) for row in one.rows[:MOST]]) for one in answer.figures]
    return pages.show(
        "why.html", frame, answer=why_words(answer), tables=[t for t in tables if t[1] or t[2]], notes=answer.notes,
        title=answer.summary.title, saved=f"/figures/{number}",
    )  # fmt: skip


def why_words(answer: WhyAnswer) -> str:
    """How much has changed, and by what."""
    rows = [row for one in answer.figures for row in one.rows]
    same = sum(one.unchanged for one in answer.figures)
    if not rows:
        return f"Nothing has changed: all {same:,} numbers are as they were." if same else "Nothing can be compared."
    causes = dict.fromkeys(part.cause for row in rows for part in row.parts if any(getattr(part, n) for n in NUMBERS))
    said = ", ".join(causes) or "nothing that can be told apart"
    return f"{len(rows):,} of {len(rows) + same:,} numbers have been changed since, by: {said}."


def why_table(figure: WhyFigure, row: WhyRow) -> NumberTable:
    """One row from as saved to today, each cause with what it adds."""
    where = ", ".join(f"{name} {value}" for name, value in row.place)
    lines = [(Cell("As saved"), numbers_of(row.steps[0]))]
    lines += [
        (Cell(f"Added: {part.cause}"), tuple(Cell(signed(getattr(part, name))) for name in NUMBERS))
        for part in row.parts
        if any(getattr(part, name) for name in NUMBERS)
    ]
    lines.append((Cell(f"Today ({STEPS[-1]})"), numbers_of(row.steps[-1])))
    heads = (Column("Step"), *(Column(name.capitalize()) for name in NUMBERS))
    return NumberTable(f"{figure.title}{f', {where}' if where else ''} ({figure.unit})", heads, tuple(lines))


def numbers_of(numbers: tuple[float | None, ...]) -> tuple[Cell, ...]:
    """The numbers of one step."""
    return tuple(Cell(plain(number)) for number in numbers)


def plain(number: float | None) -> str:
    """A number as it stands: whole, or with four decimals."""
    return "" if number is None else f"{number:,}" if isinstance(number, int) else f"{number:,.4f}"


def signed(number: float | None) -> str:
    """A difference with its sign."""
    if not number:
        return "" if number is None else "0"
    return f"{'+' if number > 0 else MINUS}{plain(abs(number))}"
