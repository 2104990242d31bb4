"""The command `peeler`: its options, its errors in one line, and its exit codes."""

import getpass
import logging
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from peeler import __version__
from peeler.cli.asking import register_asking
from peeler.cli.benching import bench_command
from peeler.cli.boards import register_boards
from peeler.cli.capacity import capacity_command
from peeler.cli.doing import register_doing
from peeler.cli.duties import duty_commands
from peeler.cli.exporting import register_exporting
from peeler.cli.figures import register_figures
from peeler.cli.outlook import outlook_command
from peeler.cli.polling import poll_command
from peeler.cli.printing import Format
from peeler.cli.progress import progress_command
from peeler.cli.quarantine import quarantine_command
from peeler.cli.resolution import resolution_command
from peeler.cli.serving import register_serving
from peeler.cli.session import Session
from peeler.cli.tokens import token_commands
from peeler.cli.trending import register_trending
from peeler.cli.worklist import worklist_command
from peeler.cli.workload import workload_command
from peeler.terms.errors import RequestError
from peeler.terms.viewers import local_viewer

app = typer.Typer(
    name="peeler",
    help="The open performance application for police investigations: real records in, defensible answers out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def session(
    context: typer.Context,
    workspace: Annotated[Path, typer.Option("-w", "--workspace", envvar="PEELER_HOME", help="The workspace.")] = Path(),
    form: Annotated[Format, typer.Option("--format", help="How answers are printed.")] = Format.table,
) -> None:
    """Says which workspace is meant and how to print."""
    context.obj = Session(workspace, form, local_viewer(getpass.getuser()))


@app.command()
def version() -> None:
    """Print Peeler's version."""
    typer.echo(__version__)


register_asking(app)
register_trending(app)
register_boards(app)
register_figures(app)
register_exporting(app)
app.command("outlook")(outlook_command)
app.command("capacity")(capacity_command)
app.command("workload")(workload_command)
app.command("progress")(progress_command)
app.command("worklist")(worklist_command)
app.command("resolution")(resolution_command)
app.command("quarantine")(quarantine_command)
register_doing(app)
register_serving(app)
app.command("poll")(poll_command)
app.command("bench")(bench_command)
app.add_typer(duty_commands, name="duty")
app.add_typer(token_commands, name="token")


def main() -> None:
    """Runs the command line: 0 done, 1 a check failed, 2 the request was wrong (one line on standard error, no traceback)."""
    logging.basicConfig(
        level=os.environ.get("PEELER_LOG", "WARNING").upper(), format="%(levelname)s %(name)s: %(message)s"
    )
    try:
        result = app(standalone_mode=False)
    except RequestError as refusal:
        stop(str(refusal), 2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        stop("stopped", 130)
    except Exception as problem:  # noqa: BLE001 (the option parser's own errors have no public class)
        stop_for(problem)
    raise SystemExit(result if isinstance(result, int) else 0)


def stop_for(problem: Any) -> None:
    """Turns what the option parser raises into one line; anything else is a fault of the programme and keeps its traceback."""
    if hasattr(problem, "format_message"):
        stop(problem.format_message(), 2)
    if type(problem).__name__ == "Abort":
        stop("stopped", 130)
    raise problem


def stop(message: str, code: int) -> None:
    """Prints one line on standard error and leaves."""
    typer.echo("peeler: " + " ".join(message.split()), err=True)
    raise SystemExit(code)
