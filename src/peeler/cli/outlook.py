"""The command that says where a share will probably end while some of its records are not settled."""

from typing import Annotated

import typer

from peeler.answers.measure import MeasureQuestion
from peeler.answers.outlook import OutlookAnswer, outlook_of
from peeler.cli.plain import plain
from peeler.cli.printing import printed
from peeler.cli.questions import At, Known, Variant, Where, moment
from peeler.cli.session import Form, session_of
from peeler.terms.clocks import iso


def outlook_command(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Which measure; one that says when its records are settled.")],
    at: At = None,
    known: Known = None,
    start: Annotated[str | None, typer.Option("--from", help="Of records from the start of this day.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="Of records to the end of this day.")] = None,
    where: Where = None,
    variant: Variant = None,
    form: Form = None,
) -> None:
    """Say where a share will probably end, going by how records of the same age were settled before, and how wrong that was."""
    session = session_of(context)
    question = MeasureQuestion(
        name, moment(at), moment(known), moment(start, "start"), moment(end), where=where, variant=variant
    )
    answer: OutlookAnswer = session.ask(outlook_of, question)
    heading = f"{answer.definition.title}, of records from {iso(answer.start)[:10]}, as at {iso(answer.as_at)[:16]}"
    row = {name: value for name, value in plain(answer.outlook).items() if value is not None}
    printed(form or session.form, heading, plain(answer), [row], sentences(answer))


def sentences(answer: OutlookAnswer) -> list[str]:
    """The outlook in words, and what the method was worth before."""
    found = answer.outlook
    if found.expected is None or found.low is None or found.high is None:
        return ["Too few records have been settled to say where it will end."]
    said = (
        f"Of {found.n:,} records {found.open:,} are not settled. Going by how others of their age were, within {answer.within} "
        f"{share(found.expected)} will be counted in the end ({share(found.low)} to {share(found.high)}), "
        f"and {share(found.never or 0)} will not be settled."
    )
    if answer.mean_error is None:
        return [said, "No earlier year is old enough to see how wrong this has been."]
    looks = "; ".join(
        f"{one.ago} weeks ago it said {share(one.said)}, and {share(one.came)} came" for one in answer.looks
    )
    return [said, f"Looking back it was wrong by {100 * answer.mean_error:.1f} points on average: {looks}."]


def share(fraction: float) -> str:
    """A share as a percentage."""
    return f"{100 * fraction:.1f} %"
