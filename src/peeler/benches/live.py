"""How long a pushed event takes to be visible in an answer, at a rate, with a history behind it, and where the time goes."""

import json
import subprocess
from bisect import bisect_right
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Event as Flag
from time import monotonic
from typing import Any

from peeler.answers.measure import MeasureQuestion, measure
from peeler.benches.figures import Bench, Figure, Size, Target, rounded, spread
from peeler.benches.made_up import EACH, LOADED, SOURCE, workspace_with
from peeler.benches.running import free_port, running, wait_for_page
from peeler.benches.sending import Sender, Sent, envelopes
from peeler.terms.viewers import local_viewer
from peeler.workspace.deeds import new_token
from peeler.workspace.places import Places
from peeler.workspace.remote import RemoteWorkspace

VIEWER = local_viewer("bench")
PROBED = MeasureQuestion("outcomes_assigned", start=LOADED)
EVERY, PATIENCE = 0.2, 60.0  # seconds between questions; until the last event must be seen
SHOWN = 14  # parts of the work that are told apart


@dataclass(frozen=True)
class Load:
    """What one run takes on: events of history, of which cases, at what rate (events a second), for how many seconds."""

    history: int
    working: int
    rate: int
    seconds: float
    warming: float

    def words(self) -> str:
        """The load as a person reads it."""
        return (
            f"{self.history:,} events of history; {self.rate:,} events a second for {self.seconds:g} seconds, on a working set of"
            f" {self.working:,} investigations"
        )


LOADS = {
    Size.tiny: Load(400, 50, 100, 1, 0.5),
    Size.small: Load(100_000, 10_000, 2_000, 20, 5),
    Size.middle: Load(1_000_000, 10_000, 2_000, 60, 10),
    Size.full: Load(10_000_000, 10_000, 2_000, 120, 10),
}


@dataclass
class Seen:
    """What a questioner saw: when each answer came, how long it took, and how many outcomes it counted."""

    at: list[float]
    took: list[float]
    outcomes: list[int]


def run(size: Size, folder: Path) -> tuple[list[Figure], list[str]]:
    """Fills a workspace, serves it from a process of its own, pushes to it and asks it."""
    load = LOADS[size]
    with workspace_with(folder / "workspace", load.history) as workspace:
        token = workspace.do(new_token, VIEWER, SOURCE, progress=lambda *_: None).token
        places = workspace.places
    port = free_port()
    with running("peeler.benches.served", places.folder, port, runtime=folder / "run") as process:
        wait_for_page(process, port, "/accessibility")
        return pushed(process, places, Sender(port, token, events_of(load)), load, runtime=folder / "run")


def events_of(load: Load) -> Any:
    """Events of the newest investigations of the history."""
    last = load.history // EACH
    return envelopes(Random(2), max(0, last - load.working), min(load.working, last), "live")  # noqa: S311  (made up)


def pushed(
    process: "subprocess.Popen[str]", places: Places, sender: Sender, load: Load, *, runtime: Path
) -> tuple[list[Figure], list[str]]:
    """Pushes for a while to warm up, then for as long as is measured; the figures of the latter."""
    asked = RemoteWorkspace(socket_of(places, runtime))
    sender.at_rate(load.rate, load.warming)
    before = seen_until(asked, sender.sent.outcomes[-1])
    warm, spent = len(sender.sent.events), spent_since(process)
    began, stop = monotonic(), Flag()
    with ThreadPoolExecutor(1) as elsewhere:
        asking = elsewhere.submit(ask_on, asked, stop, sender.sent, before)
        try:
            sender.at_rate(load.rate, load.seconds)
            ended = monotonic()
        finally:
            stop.set()
        seen = asking.result()
    spent = spent_since(process)
    sent = sender.sent
    taken = sent.events[-1] - sent.events[warm - 1]
    figures = [
        Figure("accepted", rounded(taken / (ended - began)), "events/s"),
        *spread("visible", latencies(sent, seen, warm)),
        *spread("acknowledged", sent.took[warm:]),
        *spread("answered", seen.took),
        *shares(spent),
    ]
    return figures, [f"{load.words()}.", f"{sent.refused} batches were told to wait (429)."]


def socket_of(places: Places, runtime: Path) -> Path:
    """The socket of the serving process, whose runtime folder is another."""
    return runtime / "peeler" / places.socket.name


def asked_once(asked: RemoteWorkspace) -> int:
    """How many outcomes an answer counts now."""
    return int(sum(row.value or 0 for row in asked.ask(measure, VIEWER, PROBED).rows))


def seen_until(asked: RemoteWorkspace, expected: int) -> int:
    """Asks until an answer counts at least so many outcomes; RuntimeError where it never does."""
    until = monotonic() + PATIENCE
    while (found := asked_once(asked)) < expected:
        if monotonic() > until:
            raise RuntimeError(f"an answer counts {found:,} outcomes where {expected:,} were acknowledged")
    return found


def ask_on(asked: RemoteWorkspace, stop: Flag, sent: Sent, before: int) -> Seen:
    """Asks the same question over and over, as new, until told to stop and all that was acknowledged is seen."""
    seen, until = Seen([], [], [before]), float("inf")
    while not stop.is_set() or seen.outcomes[-1] < sent.outcomes[-1]:
        if stop.is_set():
            until = min(until, monotonic() + PATIENCE)
        began = monotonic()
        seen.outcomes.append(asked_once(asked))
        seen.at.append(monotonic())
        seen.took.append(seen.at[-1] - began)
        if began > until:
            raise RuntimeError("not everything that was acknowledged became visible")
        if not stop.is_set():
            stop.wait(max(0.0, EVERY - seen.took[-1]))
    return Seen(seen.at, seen.took, seen.outcomes[1:])


def latencies(sent: Sent, seen: Seen, warm: int) -> list[float]:
    """Seconds from a batch's acknowledgement until an answer counted it, for every batch with an outcome after the warming,
    each as often as it had events.
    """
    found: list[float] = []
    for number in range(warm, len(sent.events)):
        if sent.outcomes[number] > sent.outcomes[number - 1]:
            place = first_at_least(seen.outcomes, sent.outcomes[number])
            latency = max(0.0, seen.at[place] - sent.acknowledged_at[number])
            found += [latency] * (sent.events[number] - sent.events[number - 1])
    return found


def first_at_least(counts: Sequence[int], least: int) -> int:
    """The place of the first count, of counts that only grow, that is at least so much."""
    return bisect_right(counts, least - 1)


def spent_since(process: "subprocess.Popen[str]") -> dict[str, Any]:
    """What the serving process spent since it was last asked."""
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("the process has no pipes")
    process.stdin.write("\n")
    process.stdin.flush()
    found: dict[str, Any] = json.loads(process.stdout.readline())
    return found


def shares(spent: dict[str, Any]) -> list[Figure]:
    """The CPU of the serving process in cores, and the parts that took most wall, as shares of the wall there was."""
    parts = sorted(spent["parts"].items(), key=lambda part: -part[1][1])
    figures = [Figure("CPU of the process", rounded(spent["cpu"] / spent["wall"]), "cores")]
    for name, (times, wall, cpu) in parts[:SHOWN]:
        figures.append(Figure(f"{name}, of the wall", rounded(wall / spent["wall"] * 100), "%"))
        figures.append(Figure(f"{name}, each of {times:,} times", rounded(wall / times * 1_000), "ms"))
        figures.append(Figure(f"{name}, of the CPU", rounded(cpu / spent["cpu"] * 100), "%"))
    return figures


BENCH = Bench(
    "live",
    "Events pushed over HTTP to a serving process, at a rate, on a working set with a history behind it: the time from their"
    " acknowledgement until an answer, asked as a new question through the workspace's socket five times a second, counts them;"
    " how long acknowledgements and answers take; and what share of the process's time went where. An answer may be as much"
    " older than the figure says as lies between two questions, never newer.",
    (Target("visible p95", 1_000), Target("visible p99", 2_000)),
    {size: load.words() for size, load in LOADS.items()},
    run,
)
