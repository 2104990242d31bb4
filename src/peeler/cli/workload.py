"""The command that shows who holds what."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

import typer

from peeler.answers.workload.answer import (
    Counting,
    Grid,
    Load,
    Movement,
    Staffing,
    Tally,
    WorkloadAnswer,
    WorkloadQuestion,
)
from peeler.answers.workload.holding import workload
from peeler.answers.workload.workload_json import MOVES, workload_json
from peeler.cli.printing import Format, print_table, printed
from peeler.cli.questions import At, Known, Where, dimensions, moment
from peeler.cli.session import Form, session_of
from peeler.terms.clocks import iso


class Count(StrEnum):
    """What is counted: each record (crimes are records), or jobs."""

    crimes = "crimes"
    each = "each"
    jobs = "jobs"


def workload_command(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Which kind of work; see 'peeler list workload'.")] = "investigations",
    by: Annotated[str | None, typer.Option("--by", help="Rows and columns with a comma between: team,age.")] = None,
    at: At = None,
    known: Known = None,
    where: Where = None,
    count: Annotated[
        Count, typer.Option("--count", help="crimes, or jobs: a linked series is one job.")
    ] = Count.crimes,
    weighted: Annotated[bool, typer.Option("--weighted", help="Weigh by harm too.")] = False,
    form: Form = None,
) -> None:
    """Show who holds what: open work by any two dimensions, what nobody has and what is held, what moved, and load for each officer."""
    session = session_of(context)
    counting: Counting = "jobs" if count is Count.jobs else "each"
    question = WorkloadQuestion(name, moment(at), moment(known), dimensions(by), where, counting, weighted)
    answer: WorkloadAnswer = session.ask(workload, question)
    chosen = form or session.form
    document = workload_json(answer)
    if chosen is not Format.table:
        printed(chosen, "", document, document["rows"])
        return
    heading = f"{answer.definition.title}, as at {iso(answer.as_at)[:16]}, as known {iso(answer.as_known)[:16]}"
    print_table(heading, list(crossed(answer.grid)), sentences(answer))
    for part in answer.parts:
        if part.grid is not None:
            print_table(f"\n{part.grid.title}", list(crossed(part.grid)))
    if answer.movement is not None:
        print_table(
            f"\nFrom {iso(answer.movement.start)[:10]} to {iso(answer.movement.end)[:10]}", list(moved(answer.movement))
        )
    if answer.staffing is not None:
        print_table("\nLoad for each who is available", list(loads(answer.staffing)))
    print_table("", [], answer.notes)


def crossed(grid: Grid) -> Iterator[dict[str, Any]]:
    """Rows down, columns across, the whole of each at its end."""
    feet = [("All together", grid.foot, grid.whole)]
    for label, cells, whole in [*((line.place.label, line.cells, line.whole) for line in grid.lines), *feet]:
        told = {head.label: shown(tally) for head, tally in zip(grid.heads, cells, strict=True)}
        weight = {} if whole.weight is None else {"harm in days": round(whole.weight), "not weighed": whole.weightless}
        unknown = {"unknown": grid.whole.unknown and whole.unknown} if grid.whole.unknown else {}
        yield {grid.rows.title: label, **told, "all": shown(whole), **unknown, **weight}


def shown(tally: Tally) -> int | str | None:
    """A count, or the words in place of it."""
    return tally.held if tally.count is None else tally.count


def sentences(answer: WorkloadAnswer) -> list[str]:
    """The parts and whether all adds up, in words."""
    said = ", ".join(
        f"{shown(part.tally)} {part.place.label[:1].lower()}{part.place.label[1:]}" for part in answer.parts
    )
    adds = {True: "Everything adds up", False: "NOT everything adds up", None: "Not all may be told"}[answer.adds_up]
    checks = ", ".join(
        f"{one.of} {one.parts} of {one.whole}" for one in answer.checks if answer.adds_up is False and not one.holds
    )
    return [f"{shown(answer.whole)} {answer.definition.noun}: {said}.", f"{adds}{': ' + checks if checks else ''}."]


def moved(movement: Movement) -> Iterator[dict[str, Any]]:
    """What moved, a row each."""
    for line in (*movement.lines, movement.whole):
        yield {movement.axis.title: line.place.label, **{name: getattr(line, name) for name in MOVES}}


def loads(staffing: Staffing) -> Iterator[dict[str, Any]]:
    """The load of every team, a row each."""
    for one in (*staffing.lines, staffing.whole):
        yield load_row(staffing, one)


def load_row(staffing: Staffing, one: Load) -> dict[str, Any]:
    """One team's load, to one decimal place."""
    return {
        staffing.axis.title: one.place.label, "work": one.work, f"needs {staffing.level.lower()}": one.needing,
        "posts": one.posts, "filled": one.filled, "serving": one.serving, "absent": one.absent, "in training": one.training,
        "available": one.available, f"of {staffing.level.lower()}": one.able, "each": None if one.each is None else f"{one.each:.1f}",
        "harm each": None if one.weight_each is None else f"{one.weight_each:,.0f}", "without the level": one.mismatched,
    }  # fmt: skip
