"""Runs the command as a person would, in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from peeler.terms.viewers import local_viewer
from peeler.workspace.deeds import DEEDS
from peeler.workspace.opening import opened

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
MISSING = "needs ../shared, which is not beside this checkout"


def environment(runtime: Path) -> dict[str, str]:
    """The environment of a command: this checkout's code, and a runtime folder of the test's own."""
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "XDG_RUNTIME_DIR": str(runtime), "PYTHONWARNINGS": "error"}


def start(*words: object, runtime: Path) -> "subprocess.Popen[str]":
    """Starts the command and does not wait."""
    line = [sys.executable, "-m", "peeler", *map(str, words)]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        line, stdout=pipe, stderr=pipe, stdin=subprocess.DEVNULL, text=True, env=environment(runtime)
    )


def run(*words: object, runtime: Path, timeout: float = 120) -> "subprocess.CompletedProcess[str]":
    """Runs the command to its end."""
    line = [sys.executable, "-m", "peeler", *map(str, words)]
    return subprocess.run(
        line,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        env=environment(runtime),
        timeout=timeout,
        check=False,
    )


def answer(*words: object, runtime: Path) -> dict[str, Any]:
    """The JSON a command prints; it must succeed."""
    done = run(*words, "--format", "json", runtime=runtime)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def inside(workspace: Path, function: Callable[..., Any], *arguments: Any) -> Any:
    """Asks or does something in a workspace from this very process, which spares starting another."""
    viewer = local_viewer("test")
    with opened(workspace, "test") as found:
        if function.__name__ in DEEDS:
            return found.do(function, viewer, *arguments, progress=lambda _done, _total, _what: None)
        return found.ask(function, viewer, *arguments)
