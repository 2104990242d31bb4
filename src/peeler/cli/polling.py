"""The command that polls: reads the tables of a polled source now, and says what they brought."""

from typing import Annotated

import typer

from peeler.cli.plain import plain
from peeler.cli.printing import printed
from peeler.cli.session import Form, session_of
from peeler.workspace.deeds import poll_source
from peeler.workspace.polling import PollOrder


def poll_command(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="A source with tables that are polled.")],
    whole: Annotated[bool, typer.Option("--whole", help="Read whole lists, so that what is gone is noticed.")] = False,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Take a whole list even if it withdraws more than a tenth of it.")
    ] = False,
    form: Form = None,
) -> None:
    """Poll a source's tables once, now; while 'peeler serve' runs it does so by itself. Exit 2 where a list is withheld."""
    session = session_of(context)
    document = plain(session.do(poll_source, PollOrder(source, whole, confirm)))
    columns = ("table", "read", "whole", "accepted", "quarantined", "withdrawn")
    rows = [{column: one[column] for column in columns} for one in document["tables"]]
    withheld = [one["withheld"] for one in document["tables"] if one["withheld"]]
    printed(form or session.form, f"Polled {source}", document, rows, withheld)
    if withheld:
        raise typer.Exit(2)
