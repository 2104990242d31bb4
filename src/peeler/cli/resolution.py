"""The command that says how cases end, and when."""

from typing import Annotated

import typer

from peeler.answers.resolution.answer import MEASURE, ResolutionAnswer, ResolutionQuestion
from peeler.answers.resolution.resolution import resolution
from peeler.answers.resolution.telling import rows_of, sentences, shown_rows
from peeler.cli.plain import plain
from peeler.cli.printing import Format, printed
from peeler.cli.questions import At, From, Known, To, Variant, Where, moment, periods
from peeler.cli.session import Form, session_of
from peeler.terms.clocks import iso


def resolution_command(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    context: typer.Context,
    at: At = None,
    known: Known = None,
    start: From = None,
    end: To = None,
    every: Annotated[
        str | None, typer.Option("--every", help="By cohort: those recorded in the same month, quarter, year.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", help="By one dimension, for example offence_group or route.")
    ] = None,
    where: Where = None,
    variant: Variant = None,
    measure: Annotated[
        str, typer.Option("--measure", help="Another measure of time that tells endings apart.")
    ] = MEASURE,
    form: Form = None,
) -> None:
    """Say how cases end and when: the share that came to each outcome by the time since recording, of all, by cohort or group."""
    session = session_of(context)
    question = ResolutionQuestion(
        measure, moment(at), moment(known), moment(start, "start"), moment(end), periods(every), by, where, variant
    )
    answer: ResolutionAnswer = session.ask(resolution, question)
    chosen, definition = form or session.form, answer.definition
    document = {
        "definition": plain(definition), "as_at": iso(answer.as_at), "as_known": iso(answer.as_known), "told": iso(answer.told),
        "freshness": plain(answer.freshness), "notes": list(answer.notes), "synthetic": answer.synthetic,
        "half": plain(answer.whole.half), "rows": plain(rows_of(answer)),
    }  # fmt: skip
    heading = f"{definition.title}, as at {iso(answer.as_at)[:16]}, as known {iso(answer.as_known)[:16]}"
    rows = shown_rows(answer) if chosen is Format.table else document["rows"]
    printed(chosen, heading, document, plain(rows), sentences(answer))
