"""Kills a serving process again and again while it takes events: what was acknowledged must be there once, and it must serve soon."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Event as Flag
from time import monotonic, sleep

from peeler.benches.figures import Bench, Figure, Size, Target, quantile, rounded
from peeler.benches.made_up import EACH, SOURCE, workspace_with
from peeler.benches.running import free_port, running, wait_for_page
from peeler.benches.sending import Sender, envelopes
from peeler.store.durable import Durable
from peeler.terms.viewers import local_viewer
from peeler.workspace.deeds import new_token, verify_workspace
from peeler.workspace.opening import held
from peeler.workspace.places import Places

VIEWER = local_viewer("bench")
SENDERS, MOST = 2, 200
WORKING = 2_000
LOST, DOUBLED, PROBLEMS, WORST = (
    "acknowledged and lost",
    "doubled",
    "problems of verify",
    "restart until it serves, worst",
)


@dataclass(frozen=True)
class Killing:
    """How many kills, after how long of load at the most (seconds), and events of history."""

    kills: int
    longest: float
    history: int

    def words(self) -> str:
        """The killing as a person reads it."""
        return (
            f"{self.kills:,} kills, each within {self.longest:g} seconds of serving, {self.history:,} events of history"
        )


KILLINGS = {
    Size.tiny: Killing(1, 0.3, 200),
    Size.small: Killing(10, 2, 20_000),
    Size.middle: Killing(100, 2, 100_000),
    Size.full: Killing(1_000, 2, 1_000_000),
}


def run(size: Size, folder: Path) -> tuple[list[Figure], list[str]]:
    """Serves, sends, kills, again and again; then counts what the ledger holds and proves the projection."""
    killing, chance = KILLINGS[size], Random(6)  # noqa: S311  (made up, and the same every time)
    with workspace_with(folder / "workspace", killing.history) as workspace:
        token = workspace.do(new_token, VIEWER, SOURCE, progress=lambda *_: None).token
        places = workspace.places
    cases = min(WORKING, killing.history // EACH)
    acknowledged: list[str] = []
    served: list[float] = []
    for life in range(killing.kills):
        port = free_port()
        senders = [
            Sender(port, token, envelopes(Random(life), 0, cases, f"life-{life}-{n}"))  # noqa: S311  (made up)
            for n in range(SENDERS)
        ]
        served.append(lived(places, folder / "run", port, senders, chance.uniform(0, killing.longest)))
        acknowledged += [name for sender in senders for name in sender.sent.ids]
    return figures_of(places, acknowledged, served), [f"{killing.words()}; {len(acknowledged):,} events acknowledged."]


def lived(places: Places, runtime: Path, port: int, senders: list[Sender], length: float) -> float:
    """One life: started, sent to from the first moment it listens, killed; seconds until it served."""
    stop, chance = Flag(), Random(port)  # noqa: S311  (made up)
    with ThreadPoolExecutor(SENDERS) as sending:
        sent = [sending.submit(sender.until, stop, lambda: chance.randint(1, MOST)) for sender in senders]
        try:
            with running("peeler", "-w", places.folder, "serve", "--port", port, runtime=runtime) as process:
                began = monotonic()
                wait_for_page(process, port, "/accessibility")
                served = monotonic() - began
                sleep(length)
        finally:
            stop.set()
        for one in sent:
            one.result()
    return served


def figures_of(places: Places, acknowledged: list[str], served: list[float]) -> list[Figure]:
    """What was lost or doubled, what verify says, and how long restarts took."""
    durable = Durable(places.store)
    kept = Counter(durable.ledger.hand_over(None).events.column("id").to_pylist())
    durable.close()
    with held(places.folder, "peeler bench") as workspace:
        problems = workspace.do(verify_workspace, VIEWER, progress=lambda *_: None).problems
    return [
        Figure("acknowledged", len(acknowledged), "events"),
        Figure(LOST, sum(name not in kept for name in acknowledged), "events"),
        Figure(DOUBLED, sum(times > 1 for times in kept.values()), "events"),
        Figure(PROBLEMS, len(problems), ""),
        Figure("restart until it serves, p50", rounded(quantile(served, 0.5)), "s"),
        Figure(WORST, rounded(max(served)), "s"),
    ]


BENCH = Bench(
    "kill",
    "`kill -9` of `peeler serve` at random moments, starting up included, while sources push: whether every acknowledged event is in"
    " the ledger, once; whether `verify` finds the projection exact at the end; and how long a restart takes until a page is served,"
    " with what the kill left unfolded folded before.",
    (
        Target(LOST, 0, nothing=True),
        Target(DOUBLED, 0, nothing=True),
        Target(PROBLEMS, 0, nothing=True),
        Target(WORST, 5),
    ),
    {size: killing.words() for size, killing in KILLINGS.items()},
    run,
)
