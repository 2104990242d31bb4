"""Starts Peeler in processes of its own for a bench, waits until it serves, and ends it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, sleep

PATIENCE = 600.0  # seconds
PAUSE = 0.01
HOST = "127.0.0.1"


def free_port() -> int:
    """A port that nobody listens at now."""
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        return int(listening.getsockname()[1])


@contextmanager
def running(*words: object, runtime: Path) -> Iterator["subprocess.Popen[str]"]:
    """A module of ours run by a Python of its own, its sockets and whatever it leaves behind in a folder of the bench's own;
    killed when the block ends.
    """
    runtime.mkdir(mode=0o700, exist_ok=True)
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(runtime), "TMPDIR": str(runtime)}
    line = [sys.executable, "-m", *map(str, words)]
    process = subprocess.Popen(  # noqa: S603  (this Python, our own modules)
        line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=None, text=True, env=environment
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def page(port: int, path: str = "/") -> str | None:
    """A page served here; None where nobody answers, or not with a page."""
    connection = HTTPConnection(HOST, port, timeout=60)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
    except (OSError, HTTPException):
        return None
    else:
        return text if response.status == 200 else None
    finally:
        connection.close()


def wait_for_page(process: "subprocess.Popen[str]", port: int, path: str, *, holding: str = "") -> float:
    """Seconds until a page is served that holds a text; RuntimeError where the process ends or takes too long."""
    began = monotonic()
    while (found := page(port, path)) is None or holding not in found:
        if process.poll() is not None:
            raise RuntimeError(f"the process ended with {process.returncode} before it served")
        if monotonic() - began > PATIENCE:
            raise RuntimeError(f"nothing was served in {PATIENCE:.0f} seconds")
        sleep(PAUSE)
    return monotonic() - began
