"""What every command knows: the workspace meant, how to print, and who asks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from peeler.cli.printing import Format, progress_bar
from peeler.terms.viewers import Viewer
from peeler.workspace.local import Workspace
from peeler.workspace.opening import opened

Form = Annotated[Format | None, typer.Option("--format", help="How the answer is printed.")]


@dataclass(frozen=True)
class Session:
    """One run of the command."""

    folder: Path
    form: Format
    viewer: Viewer

    @contextmanager
    def workspace(self, what: str) -> Iterator[Workspace]:
        """The workspace meant, opened or spoken to."""
        with opened(self.folder, f"peeler {what}") as workspace:
            yield workspace

    def ask(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Asks one of answers' functions as this viewer."""
        with self.workspace(function.__name__) as workspace:
            return workspace.ask(function, self.viewer, *arguments)

    def do(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Has one deed done as this viewer, with a progress bar on a terminal."""
        with self.workspace(function.__name__) as workspace, progress_bar() as progress:
            return workspace.do(function, self.viewer, *arguments, progress=progress)


def session_of(context: typer.Context) -> Session:
    """The session the options before the command made."""
    found = context.find_object(Session)
    if found is None:
        raise RuntimeError("the options before the command were not read")
    return found
