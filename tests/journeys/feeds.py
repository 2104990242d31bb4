"""A workspace with its live feeds running in this process: what pushes, files and polls bring is asked for at once."""

import asyncio
import json
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from peeler.api.app import make_api
from peeler.terms.clocks import Instant
from peeler.terms.viewers import local_viewer
from peeler.workspace.live import Live
from peeler.workspace.local import LocalWorkspace, now
from peeler.workspace.opening import held
from peeler.workspace.places import new_workspace
from peeler.workspace.pushing import PushLimits

VIEWER = local_viewer("tester")
SOURCE = """
title: Command and control
about: A test's own source.
reader: event_lines
every: 5 minutes
events: [incident.opened, incident.graded, investigation.recorded]
owner: someone
checked_by: someone
review_by: 2027-01-01
"""
PATIENCE = 120


@dataclass
class Feeds:
    """An open workspace whose live parts a test starts as it needs them."""

    workspace: LocalWorkspace
    live: Live

    def do(self, deed: Callable[..., Any], *arguments: Any) -> Any:
        """Has a deed done."""
        return self.workspace.do(deed, VIEWER, *arguments, progress=lambda _done, _total, _what: None)

    def ask(self, question: Callable[..., Any], *arguments: Any) -> Any:
        """Asks a question, once all that was accepted is folded."""
        assert self.live.following.wait_until_folded(PATIENCE)
        return self.workspace.ask(question, VIEWER, *arguments)

    def push(self, body: bytes | str, *, token: str | None = None, **headers: str) -> httpx.Response:
        """Pushes a body with a token."""
        bearer = {"Authorization": f"Bearer {token}"} if token else {}
        sent = body.encode() if isinstance(body, str) else body

        async def request() -> httpx.Response:
            through = httpx.ASGITransport(make_api(self.live.pushing))
            async with httpx.AsyncClient(transport=through, base_url="http://localhost") as client:
                return await client.post("/events", content=sent, headers={**bearer, **headers})

        with ThreadPoolExecutor(1) as elsewhere:
            return elsewhere.submit(lambda: asyncio.run(request())).result()


@contextmanager
def feeding(
    folder: Path,
    *,
    sources: Mapping[str, str] | None = None,
    settings: str = "",
    clock: Callable[[], Instant] = now,
    limits: PushLimits | None = None,
) -> Iterator[Feeds]:
    """A workspace of one force with these sources, its threads for folding and pushing running."""
    if not (folder / "w").exists():
        places = new_workspace(folder / "w", force="middleshire")
        (places.catalogue / "sources").mkdir()
        for name, text in (sources or {"control": SOURCE}).items():
            (places.catalogue / "sources" / f"{name}.yml").write_text(text, "utf-8")
        with places.settings.open("a", encoding="utf-8") as file:
            file.write(settings)
        places.settings.chmod(0o600)
    (folder / "run").mkdir(mode=0o700, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder / "run"))
        with held(folder / "w", "a test", clock=clock) as workspace:
            live = Live(workspace, limits)
            workspace.live_state = live.state
            live.following.start()
            live.pushing.start()
            try:
                yield Feeds(workspace, live)
            finally:
                live.pushing.stop()
                live.following.stop()


def incident(number: int, **others: Any) -> dict[str, Any]:
    """One incident opened, as an envelope."""
    return {
        "id": f"control:{number}", "type": "incident.opened", "at": "2024-05-01T10:00:00+01:00",
        "objects": {"incident": f"incident:{number}"}, "data": {"code": "anti_social_behaviour", "area": "Middleton"},
    } | others  # fmt: skip


def lines(*envelopes: Mapping[str, Any]) -> str:
    """Envelopes as JSON lines."""
    return "".join(f"{json.dumps(one)}\n" for one in envelopes)


def until(so: Callable[[], bool]) -> None:
    """Waits until something is so."""
    end = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.005)
