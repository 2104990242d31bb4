"""The command that says how work moves between its stages or events, where it waits, and what stands still."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from peeler.answers.progress.cases import FlowCasesAnswer, FlowCasesQuestion, flow_cases
from peeler.answers.progress.flow import progress
from peeler.answers.progress.flow_answer import FlowCase, FlowSide, ProgressAnswer, ProgressQuestion
from peeler.answers.progress.flow_json import progress_json
from peeler.answers.progress.words import length_words
from peeler.cli.plain import plain
from peeler.cli.printing import Format, printed
from peeler.cli.questions import At, From, Known, To, Where, moment
from peeler.cli.session import Form, session_of
from peeler.terms.clocks import Instant, iso
from peeler.terms.errors import RequestError

DAY = 86_400


def progress_command(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(help="Which progress (default: investigation); see 'peeler list progress'.")
    ] = "",
    at: At = None,
    known: Known = None,
    start: From = None,
    end: To = None,
    last: Annotated[int | None, typer.Option("--last", help="Of the last so many months, instead of --from.")] = None,
    where: Where = None,
    by: Annotated[str, typer.Option("--by", help="stages or events (default: stages, where there are any).")] = "",
    against: Annotated[
        str | None, typer.Option("--against", help="Beside another time, FROM..TO, or two values, NAME=ONE,OTHER.")
    ] = None,
    variants: Annotated[int, typer.Option("--variants", help="How many of the commonest ways through.")] = 10,
    standing: Annotated[int, typer.Option("--standing", help="How many of what has stood still for longest.")] = 20,
    cases: Annotated[
        str | None,
        typer.Option("--cases", help="List objects: here, here:STEP, move:STEP>NEXT or variant:STEP>STEP>..."),
    ] = None,
    page: Annotated[int, typer.Option("--page", help="Which page of that list.")] = 1,
    form: Form = None,
) -> None:
    """Show how work moves between its stages or events: where it waits, the ways it takes, and what stands still."""
    session = session_of(context)
    question = ProgressQuestion(
        name, moment(at), moment(known), moment(start, "start"), moment(end), last, where, by, against, variants, standing
    )  # fmt: skip
    chosen = form or session.form
    if cases is not None:
        print_cases(chosen, session.ask(flow_cases, FlowCasesQuestion(question, cases, page)))
        return
    if page != 1:
        raise RequestError("--page: goes with --cases")
    print_progress(chosen, session.ask(progress, question))


def print_progress(form: Format, answer: ProgressAnswer) -> None:
    """The moves as rows; in a table the stages, the ways and what stands still beneath."""
    between = "stages" if answer.by == "stages" else "events"
    heading = f"{answer.title} between {between}, as at {iso(answer.as_at)[:16]}, as known {iso(answer.as_known)[:16]}"
    if form is not Format.table:
        printed(form, heading, progress_json(answer), [row for side in answer.sides for row in move_rows(side)])
        return
    for side in answer.sides:
        label = f"{heading}{f': {side.label}' if side.label else ''} ({side.cases:,})"
        printed(form, label, None, list(step_rows(side)))
        printed(form, "Moves", None, [worded(row) for row in move_rows(side)])
        printed(form, f"Ways through ({side.variants_in_all:,})", None, list(variant_rows(answer, side)))
    if answer.standing:
        shown = [case_row(case, answer.title_of(case.step)) for case in answer.standing]
        printed(form, f"Longest in one stage ({answer.standing_in_all:,} in all)", None, shown)
    refused = [answer.refused] if answer.refused else []
    printed(form, "", None, [], [*answer.words, *refused, *answer.notes])


def step_rows(side: FlowSide) -> Iterator[dict[str, Any]]:
    """A side's stages or events as a person reads them."""
    for step in side.steps:
        times = {"half within": words(step.median), "nine in ten within": words(step.ninth)}
        spent = None if step.spent is None else f"{step.spent:.0%}"
        yield {
            "step": step.title, "entered": step.held or step.entered, "by": step.cases, "came back": step.came_back,
            "here": step.here, **times, "of all time": spent, "overdue": step.overdue,
        }  # fmt: skip


def move_rows(side: FlowSide) -> Iterator[dict[str, Any]]:
    """A side's moves as rows, lengths in days."""
    for move in side.moves:
        yield {
            **({"of": side.label} if side.label else {}), "from": move.step, "to": move.next,
            "count": move.count, "median_days": days(move.median), "ninth_days": days(move.ninth),
            "back": move.back, "reopens": move.reopens, **({"held": move.held} if move.held else {}),
        }  # fmt: skip


def worded(row: dict[str, Any]) -> dict[str, Any]:
    """A move's row for a person."""
    kept = {
        name: value
        for name, value in row.items()
        if name not in ("back", "reopens", "held", "median_days", "ninth_days")
    }
    times = {"half within": words_of_days(row["median_days"]), "nine in ten within": words_of_days(row["ninth_days"])}
    way = "reopens" if row["reopens"] else "back" if row["back"] else None
    return {**kept, "count": row.get("held") or row["count"], **times, "way": way}


def variant_rows(answer: ProgressAnswer, side: FlowSide) -> Iterator[dict[str, Any]]:
    """A side's commonest ways."""
    for variant in side.variants:
        share = None if variant.share is None else f"{variant.share:.1%}"
        way = " > ".join(answer.title_of(step) for step in variant.steps)
        took = words(variant.median) if len(variant.steps) > 1 else ""
        yield {"count": variant.held or variant.count, "share": share, "half took": took, "way": way}


def print_cases(form: Format, answer: FlowCasesAnswer) -> None:
    """One page of a list."""
    heading = f"{answer.title}: {answer.question.which} ({answer.total:,}), as at {iso(answer.as_at)[:16]}"
    pages = [f"Page {answer.question.page} of {answer.pages}."] if answer.pages > 1 else []
    printed(form, heading, plain(answer), [case_row(case, case.step) for case in answer.cases], pages)


def case_row(case: FlowCase, step: str) -> dict[str, Any]:
    """One object of a list."""
    columns = {name: shown_value(kind, value) for name, kind, value in case.columns}
    until = {} if case.until is None else {"until": iso(case.until)[:16], "next": case.next}
    return {
        case.object_type: case.object, "step": step, "since": iso(case.since)[:16], **until, "for": length_words(case.length),
        "longer than nine in ten": case.overdue, **columns,
    }  # fmt: skip


def shown_value(kind: str, value: Any) -> Any:
    """A column's value; moments in ISO 8601."""
    return iso(Instant(value))[:16] if kind in ("instant", "since") and isinstance(value, int) else value


def words(seconds: float | None) -> str | None:
    """A length of time for a person."""
    return None if seconds is None else length_words(seconds)


def words_of_days(length: float | None) -> str | None:
    """The same of days."""
    return None if length is None else length_words(length * DAY)


def days(seconds: float | None) -> float | None:
    """Seconds as days, to the second."""
    return None if seconds is None else round(seconds / DAY, 6)
