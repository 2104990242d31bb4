"""The commands that ask: measure, explain, show, list."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

import typer

from peeler.answers.case import INVESTIGATION, case
from peeler.answers.case_answer import CaseAnswer, CaseQuestion
from peeler.answers.explain import explain
from peeler.answers.listing import KINDS, list_kind
from peeler.answers.measure import MeasureAnswer, measure
from peeler.answers.measure_json import measure_json, worded
from peeler.answers.show import ShowQuestion, show
from peeler.cli.cases import print_case
from peeler.cli.plain import plain
from peeler.cli.printing import Format, console, printed
from peeler.cli.questions import At, By, From, Known, Periods, To, Variant, Where, measure_question, moment
from peeler.cli.session import Form, session_of
from peeler.definitions.catalogue import load_catalogue
from peeler.terms.clocks import Instant, iso

MAY_BE_ABSENT = ("denominator", "low", "high", "lowest", "highest", "arrivals", "departures")


def measure_command(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Which measure; see 'peeler list measures'.")],
    at: At = None,
    known: Known = None,
    start: From = None,
    end: To = None,
    every: Periods = None,
    by: By = None,
    where: Where = None,
    variant: Variant = None,
    rolling: Annotated[
        int | None, typer.Option("--rolling", help="Each row covers so many periods, its own the last of them.")
    ] = None,
    form: Form = None,
) -> None:
    """Answer a measure, with its denominator, interval, unknowns, date and freshness."""
    session = session_of(context)
    asked = measure_question(name, at, known, start, end, every, by, where, variant)
    question = replace(asked, rolling=rolling)
    answer: MeasureAnswer = session.ask(measure, question)
    document, chosen = measure_json(answer), form or session.form
    heading = f"{answer.definition.title} ({answer.definition.unit}), as at {iso(answer.as_at)[:16]}, as known {iso(answer.as_known)[:16]}"
    rows = [flat(worded(row), keep_parts=chosen is Format.csv) for row in document["rows"]]
    printed(chosen, heading, document, rows, [*parts_of(answer), *notes_of(answer)])


def flat(row: dict[str, Any], *, keep_parts: bool) -> dict[str, Any]:
    """A row without the figures that its kind does not have; its parts, if kept, as columns of their own."""
    parts = {f"{part['of']}: {part['label']}": part["count"] for part in row.get("parts", ())} if keep_parts else {}
    return {
        key: value for key, value in row.items() if key != "parts" and (value is not None or key not in MAY_BE_ABSENT)
    } | parts


def parts_of(answer: MeasureAnswer) -> list[str]:
    """The labelled parts of a single row, a line each; many rows have them in JSON and CSV."""
    if len(answer.rows) != 1:
        return (
            ["Each row's labelled parts are in --format json or csv."] if any(row.parts for row in answer.rows) else []
        )
    return [
        f"  {part.held or format(part.count or 0, ','):>9}  {part.of}: {part.label}" for part in answer.rows[0].parts
    ]


def notes_of(answer: MeasureAnswer) -> list[str]:
    """What to print under the table: notes, comparators and how fresh each feed is."""
    beside = [
        f"Beside it: {b.title} ({b.publisher}, {b.vintage}). {b.why_they_differ}"
        for b in answer.benchmarks
        if b.rows or b.everyone
    ]
    feeds = [
        f"{feed.title}: last heard {iso(feed.last_known_at)[:16]}{', and silent for longer than it promises' if feed.silent else ''}."
        for feed in answer.freshness
    ]
    return [*answer.notes, *beside, *feeds]


def explain_command(
    context: typer.Context, name: Annotated[str, typer.Argument(help="Which measure.")], form: Form = None
) -> None:
    """Explain how a number is made: its definition, law, owner, lineage, worked examples and versions."""
    session = session_of(context)
    document = plain(session.ask(explain, name))
    if (form or session.form) is not Format.table:
        printed(
            form or session.form, "", document, [{"what": key, "says": said(value)} for key, value in document.items()]
        )
        return
    for key, value in document.items():
        if value and key not in ("examples", "written", "freshness", "lineage"):
            console().print(f"{key.replace('_', ' ')}: {said(value)}", markup=False)


def said(value: Any) -> str:
    """A nested value in words, on lines of their own where there are several."""
    if isinstance(value, dict):
        return "; ".join(
            f"{key.replace('_', ' ')}: {said(inside)}" for key, inside in value.items() if inside not in (None, "", [])
        )
    if isinstance(value, list):
        return "".join(f"\n  - {': '.join(map(str, one)) if isinstance(one, list) else said(one)}" for one in value)
    return str(value)


def show_command(
    context: typer.Context,
    object_type: Annotated[str, typer.Argument(metavar="TYPE", help="For example investigation.")],
    name: Annotated[str, typer.Argument(metavar="ID", help="For example crime:CR/000123/19.")],
    at: At = None,
    known: Known = None,
    form: Form = None,
) -> None:
    """Show one object: its state and every event that names it; an investigation with all who are in it."""
    session = session_of(context)
    answer = session.ask(show, ShowQuestion(object_type, name, moment(at), moment(known)))
    document = plain(answer)
    if object_type == INVESTIGATION:
        whole: CaseAnswer = session.ask(case, CaseQuestion(name, moment(at), moment(known)))
        if (form or session.form) is Format.table:
            print_case(whole, load_catalogue(session.folder / "catalogue"))
            return
        document["case"] = plain(whole)
    state = [
        {"attribute": one.name, "value": rendered(one.kind, one.value)}
        for one in answer.state or ()
        if one.value is not None
    ]
    printed(form or session.form, f"{answer.title} {name}", document, state, timeline(document) + list(answer.notes))


def rendered(kind: str, value: Any) -> Any:
    """An attribute's value for a person."""
    return iso(Instant(value)) if kind in ("instant", "since") and isinstance(value, int) else plain(value)


def timeline(document: dict[str, Any]) -> list[str]:
    """An object's events as lines."""
    return [
        f"{event['at'] or 'time unknown':32} {event['type']} ({event['source']})"
        f" {' '.join(f'{name}={value}' for name, value in event['fields'])}{' [withdrawn or corrected]' if event['dead_from'] else ''}"
        for event in document["timeline"]
    ]


def list_command(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help=f"One of {', '.join(KINDS)}.")],
    form: Form = None,
) -> None:
    """List what there is: measures, objects, sources and the rest."""
    session = session_of(context)
    document = plain(session.ask(list_kind, kind))
    rows = [{"name": one["name"], "title": one["title"], "about": one["about"]} for one in document["listed"]]
    printed(form or session.form, kind, document, rows)


def register_asking(app: typer.Typer) -> None:
    """Adds these commands."""
    commands: dict[str, Callable[..., None]] = {
        "measure": measure_command, "explain": explain_command, "show": show_command, "list": list_command,
    }  # fmt: skip
    for name, command in commands.items():
        app.command(name)(command)
