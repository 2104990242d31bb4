"""The commands about what is owed: say that it is done, not needed or for later, with who and when, apart from the sources."""

from typing import Annotated

import typer

from peeler.cli.plain import plain
from peeler.cli.printing import Format, printed
from peeler.cli.session import Form, session_of
from peeler.decisions.duties import Saying
from peeler.terms.clocks import parse_day
from peeler.terms.errors import RequestError
from peeler.workspace.deciding import DutyOrder, decide_duty

duty_commands = typer.Typer(
    help="Say of what is owed that it is done, not needed or for later. No number of any measure is changed by it.",
    no_args_is_help=True,
)
Duty = Annotated[str, typer.Argument(help="Which duty; see 'peeler worklist'.")]
Record = Annotated[str, typer.Argument(help="For which record, for example crime:17.")]
Number = Annotated[int | None, typer.Option("--number", help="Which time it is (default: the one due first).")]
Why = Annotated[str, typer.Option("--reason", help="Why, for the record; name nobody.")]
BESIDE = "It is kept beside the records. In the measures it is met when the source system says so."


def decide(context: typer.Context, order: DutyOrder, form: Format | None) -> None:
    """Has a decision kept and prints it."""
    session = session_of(context)
    said = session.do(decide_duty, order)
    rows = [{"duty": order.duty, "object": order.object, "number": said.occasion.number, "said": said.what,
             "by": said.who, "until": said.until, "why": said.why}]  # fmt: skip
    printed(form or session.form, "Kept", plain(said), rows, [BESIDE])


@duty_commands.command("done")
def done_command(
    context: typer.Context, duty: Duty, record: Record, why: Why = "", number: Number = None, form: Form = None
) -> None:
    """Say that it is done, where the source system does not say so yet."""
    decide(context, DutyOrder(duty, record, Saying("done", why), number), form)


@duty_commands.command("not-needed")
def not_needed_command(
    context: typer.Context, duty: Duty, record: Record, why: Why = "", number: Number = None, form: Form = None
) -> None:
    """Say that it is not needed, and why."""
    decide(context, DutyOrder(duty, record, Saying("not_needed", why), number), form)


@duty_commands.command("remind")
def remind_command(
    context: typer.Context,
    duty: Duty,
    record: Record,
    until: Annotated[str, typer.Option("--until", help="On which day to be reminded: 2024-06-03.")],
    why: Why = "",
    number: Number = None,
    form: Form = None,
) -> None:
    """Put it away until a day, on which it comes back to the list."""
    try:
        day = parse_day(until)
    except ValueError as problem:
        raise RequestError(f"until: '{until}' is {problem}") from problem
    decide(context, DutyOrder(duty, record, Saying("remind", why, day), number), form)


@duty_commands.command("take-back")
def take_back_command(
    context: typer.Context, duty: Duty, record: Record, number: Number = None, form: Form = None
) -> None:
    """Take back what was said last."""
    decide(context, DutyOrder(duty, record, Saying("taken_back"), number), form)
