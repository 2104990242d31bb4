"""The commands about tokens: give a source one to push with, list them, take one back."""

from typing import Annotated

import typer

from peeler.answers.tokens import tokens
from peeler.cli.plain import plain
from peeler.cli.printing import Format, printed
from peeler.cli.session import Form, session_of
from peeler.workspace.deeds import new_token, take_token_back

token_commands = typer.Typer(
    help="Tokens by which sources push events: each may write for one source, and read nothing.", no_args_is_help=True
)


@token_commands.command("new")
def new_command(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="A source whose reader is event_lines.")],
    form: Form = None,
) -> None:
    """Give a source a token; it is shown this once and kept nowhere."""
    session = session_of(context)
    given = session.do(new_token, source)
    notes = ["Keep it as you would a password: it is shown this once. 'peeler token revoke' takes it back."]
    printed(form or session.form, f"A token for {source}", plain(given), [plain(given)], notes)


@token_commands.command("list")
def list_command(context: typer.Context, form: Form = None) -> None:
    """List the tokens given, by name; the tokens themselves are kept nowhere."""
    session = session_of(context)
    document = plain(session.ask(tokens))
    printed(form or session.form, "tokens", document, document["tokens"])


@token_commands.command("revoke")
def revoke_command(
    context: typer.Context, name: Annotated[str, typer.Argument(help="The token's name, as listed.")], form: Form = None
) -> None:
    """Take a token back, at once."""
    session = session_of(context)
    document = plain(session.do(take_token_back, name))
    heading = f"Revoked {name}"
    printed(form or session.form, heading, document, [] if (form or session.form) is Format.table else [document])
