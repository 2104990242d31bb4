"""Visits pages without a browser, and serves them to one."""

import asyncio
import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from html import unescape
from threading import Thread

import httpx
import uvicorn

from peeler.terms.viewers import Viewer, local_viewer
from peeler.web.app import make_app
from peeler.web.asking import Behind

VIEWER = local_viewer("tester")
HOME = "http://localhost"
HREF = re.compile(r'(?:href|action)="([^"]+)"')


def visit(behind: Behind, path: str, *, method: str = "GET", host: str = "localhost") -> httpx.Response:
    """One request, straight into the application."""
    return visit_as(behind, VIEWER, path, method=method, host=host)


def visit_as(
    behind: Behind, viewer: Viewer, path: str, *, method: str = "GET", host: str = "localhost"
) -> httpx.Response:
    """The same by a viewer of one's choice."""

    async def request() -> httpx.Response:
        through = httpx.ASGITransport(make_app(behind, viewer))
        async with httpx.AsyncClient(transport=through, base_url=f"http://{host}") as client:
            return await client.request(method, path)

    # In a thread of its own: a browser that stays open keeps a loop running in this one.
    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(lambda: asyncio.run(request())).result()


def links(page: httpx.Response) -> list[str]:
    """The addresses a page leads to, in order, each once."""
    return list(dict.fromkeys(unescape(found) for found in HREF.findall(page.text)))


@contextmanager
def served(behind: Behind) -> Iterator[str]:
    """The pages on a free port of this machine; yields their address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(
            uvicorn.Config(make_app(behind, VIEWER), log_level="error", ws="none", timeout_graceful_shutdown=1)
        )
        thread = Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
