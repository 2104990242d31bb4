"""The workspace as a command sees it while another process has it open: questions go through its socket."""

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from peeler.terms.errors import NotAllowed, RequestError
from peeler.terms.viewers import Viewer
from peeler.workspace.local import Progress
from peeler.workspace.wire import line, pack, unpack_answer


class RemoteWorkspace:
    """A workspace that another process has open and answers for."""

    def __init__(self, path: Path) -> None:
        """Where its socket is."""
        self._path = path

    def ask(self, function: Callable[..., Any], viewer: Viewer, *arguments: Any) -> Any:
        """Asks one of answers' functions."""
        return self._send("ask", function, viewer, arguments, lambda _done, _total, _what: None)

    def do(self, function: Callable[..., Any], viewer: Viewer, *arguments: Any, progress: Progress) -> Any:
        """Has one of the deeds done."""
        return self._send("do", function, viewer, arguments, progress)

    def close(self) -> None:
        """Nothing is held."""

    def _send(self, kind: str, function: Callable[..., Any], viewer: Viewer, arguments: Any, progress: Progress) -> Any:
        message = {
            "kind": kind,
            "name": function.__name__,
            "viewer": viewer.name,
            "arguments": pack(function, arguments),
        }
        for said in exchange(self._path, line(message)):
            if "progress" in said:
                progress(*said["progress"])
            elif "not_allowed" in said:
                raise NotAllowed(said["not_allowed"])
            elif "refused" in said:
                raise RequestError(said["refused"])
            elif "failed" in said:
                raise RuntimeError(said["failed"])
            else:
                return unpack_answer(function, said["answer"])
        raise RequestError("the process that has the workspace open stopped before it answered; ask again")


def connect(path: Path) -> socket.socket:
    """A connection to a workspace's socket; OSError where nobody answers."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.connect(str(path))
    except OSError:
        connection.close()
        raise
    return connection


def exchange(path: Path, message: bytes) -> Iterator[dict[str, Any]]:
    """Sends one line and yields the lines that come back."""
    with connect(path) as connection:
        connection.sendall(message)
        with connection.makefile("rb") as lines:
            for said in lines:
                yield json.loads(said)


def answers(path: Path) -> bool:
    """Whether anybody answers at a socket; one that nobody answers is removed."""
    try:
        connect(path).close()
    except ConnectionRefusedError:
        path.unlink(missing_ok=True)
        return False
    except OSError:
        return False
    return True
