"""The page of commands: every name, option and help text, as the command line itself says them."""

from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from peeler.cli.app import app
from tools.reference.markdown import code, page, table

INTRODUCTION = """
`peeler` is one command with many names under it. The options before the name hold for all of them; `--format` may also
stand after the name. A command works whether or not `peeler serve` has the workspace open: it opens the files itself,
or asks the process that has them. It waits up to ten seconds for its turn.

A date means the end of that London day in `--at`, `--known` and `--to`, and its start in `--from`; a month such as
`2024-04` means its last and its first day likewise.
"""
LEAVING = """
## How a command ends

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | a check failed (`check`, `verify`) |
| 2 | the request was wrong: one line on standard error says what, where, and the nearest right thing |

Tables are for people: numbers to the right, sentences underneath. `--format json` gives the whole answer and
`--format csv` its rows. Progress is shown on a terminal and never in a pipe. `PEELER_HOME` names the workspace where
`-w` does not; `PEELER_LOG=info` says more.
"""


def commands_page() -> str:
    """The whole page, from the Typer application."""
    group: Any = get_command(app)
    own = f"## Options before the name\n\n{parameters(group)}"
    commands = (one(name, command) for name, command in every(group))
    return page("Commands", INTRODUCTION, own, *commands, LEAVING)


def every(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command by its name, those of a group after the group's own."""
    for name, command in group.commands.items():
        yield f"{before}{name}", command
        yield from every(command, f"{before}{name} ") if hasattr(command, "commands") else ()


def one(name: str, command: Any) -> str:
    """One command."""
    blocks = [f"## peeler {name}", f"`peeler {usage(name, command)}`", command.help or "", parameters(command)]
    return "\n\n".join(" ".join(block.split()) if block == command.help else block for block in blocks if block)


def usage(name: str, command: Any) -> str:
    """The command as it is typed, arguments in capitals."""
    words = [shown(parameter) for parameter in command.params if is_argument(parameter)]
    options = ["[options]"] if any(not is_argument(p) for p in visible(command)) else []
    return " ".join([name, *words, *options])


def shown(parameter: Any) -> str:
    """An argument: in brackets where it may be left out, with dots where there may be several."""
    word = (parameter.metavar or parameter.name).upper() + ("..." if parameter.nargs == -1 else "")
    return word if parameter.required else f"[{word}]"


def is_argument(parameter: Any) -> bool:
    """Whether a parameter is known by its place, not by a name with dashes."""
    return not str(parameter.opts[0]).startswith("-")


def visible(command: Any) -> Iterator[Any]:
    """The parameters a person is told of."""
    return (p for p in command.params if not getattr(p, "hidden", False) and p.name != "help")


def parameters(command: Any) -> str:
    """A command's arguments and options."""
    return table(("", "", "unless given"), (row(parameter) for parameter in visible(command)))


def row(parameter: Any) -> tuple[str, str, str]:
    """One argument or option: how it is written, what it means, and what holds without it."""
    written = shown(parameter) if is_argument(parameter) else ", ".join(parameter.opts)
    default = parameter.default
    said = "" if default is None or default is False or callable(default) else str(getattr(default, "value", default))
    return code(written), parameter.help or "", code(said)
