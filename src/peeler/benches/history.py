"""What following one event costs as the journal's history grows: two histories side by side, the same batches on each in turn."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from peeler.benches.figures import Bench, Figure, Size, Target, quantile, rounded
from peeler.benches.made_up import EACH, LATER, LOADED, SECOND, told, workspace_with
from peeler.refresh.keeping import follow
from peeler.terms.clocks import Instant
from peeler.terms.events import Event
from peeler.workspace.local import LocalWorkspace


@dataclass(frozen=True)
class Growth:
    """What one run takes on: events of the shorter and of the longer history, how many batches, and events in each."""

    shorter: int
    longer: int
    batches: int
    events: int

    def words(self) -> str:
        """The growth as a person reads it."""
        return f"{self.shorter:,} and {self.longer:,} states of history; {self.batches} batches of {self.events} events on each"


GROWTHS = {
    Size.tiny: Growth(200, 600, 2, 20),
    Size.small: Growth(20_000, 100_000, 6, 500),
    Size.middle: Growth(100_000, 1_000_000, 20, 1_000),
    Size.full: Growth(1_000_000, 10_000_000, 30, 1_000),
}
RATIO = "longer to shorter"


@dataclass
class Followed:
    """One history and what following each batch on it cost: seconds of wall and of CPU."""

    workspace: LocalWorkspace
    events: Iterator[Event]
    wall: list[float]
    cpu: list[float]


def run(size: Size, folder: Path) -> tuple[list[Figure], list[str]]:
    """Makes both histories, then follows batch after batch, in turn, so that whatever else the machine does hits both."""
    growth = GROWTHS[size]
    with ExitStack() as stack:
        both = []
        for events in (growth.shorter, growth.longer):
            workspace = stack.enter_context(workspace_with(folder / str(events), events))
            both.append(Followed(workspace, afterwards(events // EACH), [], []))
        for number in range(growth.batches + 1):
            for one in both if number % 2 else reversed(both):
                batch(one, growth.events, number)
    return figures_of(both[0], both[1], growth), [
        f"{growth.words()}. The first batch on each warms up and is not counted."
    ]


def afterwards(cases: int) -> Iterator[Event]:
    """Events without end of investigations of all of the past, each happening after the history."""
    chance = Random(3)  # noqa: S311  (made up, and the same every time)
    for number in count():
        kind, data = chance.choice(LATER)
        yield told(kind, chance.randrange(cases), LOADED + number * SECOND, 10**9 + number, data)


def batch(one: Followed, events: int, number: int) -> None:
    """Commits one batch, and measures following it."""
    known_at = Instant(LOADED + 10**13 + number * SECOND)
    with one.workspace.durable.commit(now=known_at, founding=False) as commit:
        commit.accept([next(one.events) for _ in range(events)])
    wall, cpu = perf_counter(), process_time()
    follow(one.workspace.durable, one.workspace.projection, one.workspace.catalogue)
    if number:
        one.wall.append(perf_counter() - wall)
        one.cpu.append(process_time() - cpu)


def figures_of(shorter: Followed, longer: Followed, growth: Growth) -> list[Figure]:
    """Milliseconds an event on each, and how many times the longer costs the shorter, in the middle of the batches."""

    def each(seconds: list[float]) -> float:
        return quantile(seconds, 0.5) / growth.events * 1_000

    return [
        Figure(f"an event after {growth.shorter:,}, wall", rounded(each(shorter.wall)), "ms"),
        Figure(f"an event after {growth.longer:,}, wall", rounded(each(longer.wall)), "ms"),
        Figure(f"an event after {growth.shorter:,}, CPU", rounded(each(shorter.cpu)), "ms"),
        Figure(f"an event after {growth.longer:,}, CPU", rounded(each(longer.cpu)), "ms"),
        Figure(RATIO, rounded(each(longer.wall) / each(shorter.wall)), "times"),
        Figure(f"{RATIO}, CPU", rounded(each(longer.cpu) / each(shorter.cpu)), "times"),
    ]


BENCH = Bench(
    "history",
    "Batches of events of investigations from all of the past, followed on a shorter and on a longer history in turn: what an"
    " event costs on each, and the ratio of the two, which shows whether work per event depends on how much there is.",
    (Target(RATIO, 1.2),),
    {size: growth.words() for size, growth in GROWTHS.items()},
    run,
)
