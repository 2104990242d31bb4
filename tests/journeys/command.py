"""Runs the command as a person would: in this process, or where a process of its own proves something in one."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from peeler.cli import main
from peeler.terms.viewers import local_viewer
from peeler.workspace.deeds import DEEDS
from peeler.workspace.opening import opened

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
MISSING = "needs ../shared, which is not beside this checkout"


class Ended(NamedTuple):
    """How a command ended: its exit code, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def run(*words: object, runtime: Path, folder: Path | None = None) -> Ended:
    """Runs the command to its end in this process, from a folder; its sockets lie in a runtime folder of the test's own."""
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    said, complained = StringIO(), StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(complained):
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        patch.setattr(sys, "argv", ["peeler", *map(str, words)])
        with chdir(folder or Path.cwd()), pytest.raises(SystemExit) as end:
            main()
    return Ended(int(end.value.code or 0), said.getvalue(), complained.getvalue())


def answer(*words: object, runtime: Path) -> dict[str, Any]:
    """The JSON a command prints; it must succeed."""
    return printed(run(*words, "--format", "json", runtime=runtime))


def environment(runtime: Path) -> dict[str, str]:
    """The environment of a command: this checkout's code, and a runtime folder of the test's own."""
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "XDG_RUNTIME_DIR": str(runtime), "PYTHONWARNINGS": "error"}


def start(*words: object, runtime: Path) -> "subprocess.Popen[str]":
    """Starts the command in a process of its own and does not wait."""
    line = [sys.executable, "-m", "peeler", *map(str, words)]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        line, stdout=pipe, stderr=pipe, stdin=subprocess.DEVNULL, text=True, env=environment(runtime)
    )


def run_apart(*words: object, runtime: Path, timeout: float = 120) -> Ended:
    """Runs the command to its end in a process of its own."""
    with start(*words, runtime=runtime) as process:
        try:
            said, complained = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    return Ended(process.returncode, said, complained)


def answer_apart(*words: object, runtime: Path) -> dict[str, Any]:
    """The JSON a command in a process of its own prints; it must succeed."""
    return printed(run_apart(*words, "--format", "json", runtime=runtime))


def printed(ended: Ended) -> dict[str, Any]:
    """The JSON that a command printed; it must have succeeded."""
    assert ended.returncode == 0, ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def inside(workspace: Path, function: Callable[..., Any], *arguments: Any) -> Any:
    """Asks or does something in a workspace from this very process, which spares starting another."""
    viewer = local_viewer("test")
    with opened(workspace, "test") as found:
        if function.__name__ in DEEDS:
            return found.do(function, viewer, *arguments, progress=lambda _done, _total, _what: None)
        return found.ask(function, viewer, *arguments)
