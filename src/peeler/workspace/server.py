"""The socket of the process that has the workspace open: it lets this user's other commands ask through it."""

import json
import logging
import os
import socketserver
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import BoundedSemaphore, Thread
from typing import Any

from peeler.terms.errors import NotAllowed, RequestError
from peeler.terms.viewers import local_viewer
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.wire import LONGEST, line, pack_answer, unpack

log = logging.getLogger(__name__)
AT_ONCE = 16
Functions = Mapping[str, Callable[..., Any]]


class Server(socketserver.ThreadingUnixStreamServer):
    """Answers one line a connection, at most sixteen at once."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, workspace: LocalWorkspace, asks: Functions, deeds: Functions) -> None:
        """Listens at the workspace's socket, readable and writable by this user alone."""
        self.workspace, self.asks, self.deeds, self.places = workspace, asks, deeds, BoundedSemaphore(AT_ONCE)
        path = workspace.places.socket
        path.unlink(missing_ok=True)
        before = os.umask(0o177)
        try:
            super().__init__(str(path), Answering)
        finally:
            os.umask(before)
        Thread(target=self.serve_forever, name="socket", daemon=True).start()

    def stop(self) -> None:
        """Stops listening and removes the socket."""
        self.shutdown()
        self.server_close()
        Path(str(self.server_address)).unlink(missing_ok=True)


class Answering(socketserver.StreamRequestHandler):
    """One connection: one question, its progress, its answer."""

    server: Server

    def handle(self) -> None:
        """Reads the question and writes what comes of it; what goes wrong inside is said without details of the data."""
        question = self.rfile.readline(LONGEST)
        if not question.strip():
            return
        with self.server.places:
            try:
                self.say({"answer": self.answer(json.loads(question))})
            except NotAllowed as refusal:
                self.say({"not_allowed": str(refusal)})
            except RequestError as refusal:
                self.say({"refused": str(refusal)})
            except BrokenPipeError:
                log.info("a command went away before its answer")
            except Exception as failure:
                log.exception("a question through the socket failed")
                self.say({"failed": type(failure).__name__})

    def answer(self, question: dict[str, Any]) -> Any:
        """Finds the function, gives it its arguments and packs what it returns."""
        workspace, deed = self.server.workspace, question["kind"] == "do"
        function = (self.server.deeds if deed else self.server.asks).get(question["name"])
        if function is None:
            raise RequestError(
                f"the process that has the workspace open does not know '{question['name']}'; is it older?"
            )
        viewer, arguments = local_viewer(str(question["viewer"])[:100]), unpack(function, question["arguments"])
        if deed:
            return pack_answer(function, workspace.do(function, viewer, *arguments, progress=self.progress))
        return pack_answer(function, workspace.ask(function, viewer, *arguments))

    def progress(self, done: int, total: int, what: str) -> None:
        """Passes progress on to the command."""
        self.say({"progress": [done, total, what]})

    def say(self, message: Mapping[str, Any]) -> None:
        """Writes one line."""
        self.wfile.write(line(message))
        self.wfile.flush()
