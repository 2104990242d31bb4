"""Sends made-up events to a serving process over HTTP, at a rate, as one source would: what is due goes out as one batch."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from random import Random
from threading import Event as Flag
from time import monotonic, sleep
from typing import Any

from peeler.benches.made_up import LATER, SOURCE, case_name
from peeler.benches.running import HOST
from peeler.terms.clocks import iso
from peeler.workspace.local import now

MOST = 2_000  # events in a batch
SHORTEST = 0.02  # seconds between batches
PROBE = "outcome_assigned"


@dataclass
class Sent:
    """What a sender was told: when each batch was acknowledged, how long that took, how many events it held so far,
    how many of them were outcomes, and the ids acknowledged (where they are kept).
    """

    acknowledged_at: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    events: list[int] = field(default_factory=list)
    outcomes: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    refused: int = 0
    unanswered: int = 0


def envelope(name: str, case: int, kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """One event of an investigation, happening now."""
    return {
        "id": name, "type": f"investigation.{kind}", "at": iso(now()), "source": SOURCE,
        "objects": {"investigation": case_name(case)}, "data": data,
    }  # fmt: skip


def envelopes(chance: Random, first: int, cases: int, life: str) -> Iterator[dict[str, Any]]:
    """Events without end of a working set of so many investigations, each with an id of its own."""
    for number in range(10**9):
        kind, data = chance.choice(LATER)
        yield envelope(f"{life}:{number}", first + chance.randrange(cases), kind, data)


class Sender:
    """One source's connection; every batch waits for its acknowledgement, so what came due meanwhile goes together."""

    def __init__(self, port: int, token: str, events: Iterator[dict[str, Any]]) -> None:
        self.sent, self._events, self._port = Sent(), events, port
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/x-ndjson"}
        self._connection = HTTPConnection(HOST, port, timeout=60)

    def at_rate(self, rate: float, seconds: float) -> None:
        """Sends so many events a second for so long; RuntimeError where a batch is not taken."""
        self._connection.close()  # the server may have closed it in the meantime; the first batch opens it anew
        began, given = monotonic(), 0
        while (passed := monotonic() - began) < seconds:
            due = min(MOST, int(passed * rate) - given)
            if due <= 0:
                sleep(SHORTEST)
                continue
            given += due
            if not self.batch(due):
                raise RuntimeError("the serving process went away")
            sleep(max(0.0, SHORTEST - (monotonic() - began - passed)))

    def until(self, stop: Flag, size: Callable[[], int]) -> None:
        """Sends batch after batch until told to stop, whether or not anybody is there."""
        while not stop.is_set():
            if not self.batch(size()):
                stop.wait(SHORTEST)

    def batch(self, size: int) -> bool:
        """Sends one batch; whether it was answered, and if so what is now acknowledged is noted."""
        events = [next(self._events) for _ in range(size)]
        body = "".join(f"{json.dumps(event)}\n" for event in events).encode()
        began = monotonic()
        try:
            self._connection.request("POST", "/api/events", body, self._headers)
            response = self._connection.getresponse()
            said = response.read()
        except (OSError, HTTPException):
            self._connection.close()
            self.sent.unanswered += 1
            return False
        if response.status == 429:
            self.sent.refused += 1
            sleep(1)
        elif response.status == 200:
            self._note(began, events)
        else:
            raise RuntimeError(f"a batch was refused with {response.status}: {said[:200]!r}")
        return True

    def _note(self, began: float, events: list[dict[str, Any]]) -> None:
        ended, sent = monotonic(), self.sent
        sent.took.append(ended - began)
        sent.events.append((sent.events[-1] if sent.events else 0) + len(events))
        outcomes = sum(event["type"].endswith(PROBE) for event in events)
        sent.outcomes.append((sent.outcomes[-1] if sent.outcomes else 0) + outcomes)
        sent.ids += [event["id"] for event in events]
        sent.acknowledged_at.append(ended)
