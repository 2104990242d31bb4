"""How long the ledger, handing it over and folding it whole take, in how much memory, on made-up investigations."""

from itertools import pairwise
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter

from peeler.benches.figures import Bench, Figure, Size, rounded
from peeler.benches.made_up import fill
from peeler.definitions.catalogue import load_catalogue
from peeler.refresh.folding import fold_whole
from peeler.store.durable import Durable
from peeler.store.projection import Projection

EVENTS = {Size.tiny: 400, Size.small: 100_000, Size.middle: 1_000_000, Size.full: 3_500_000}


def run(size: Size, folder: Path) -> tuple[list[Figure], list[str]]:
    """Fills a ledger, hands it over and folds it."""
    durable, projection = Durable(folder), Projection(folder / "projection.duckdb")
    try:
        return folded(durable, projection, EVENTS[size]), [f"{EVENTS[size]:,} events."]
    finally:
        projection.close()
        durable.close()


def folded(durable: Durable, projection: Projection, events: int) -> list[Figure]:
    """Seconds of each stage, events a second, and the most memory before and after the fold."""
    moments = [perf_counter()]
    fill(durable, events)
    moments.append(perf_counter())
    handed = list(durable.ledger.hand_over_in_parts())
    moments.append(perf_counter())
    before = memory()
    fold_whole(projection, load_catalogue(), handed, durable.references.rows())
    moments.append(perf_counter())
    filling, handing, folding = (after - first for first, after in pairwise(moments))
    return [
        Figure("into the ledger", rounded(filling), "s"),
        Figure("hand over", rounded(handing), "s"),
        Figure("fold", rounded(folding), "s"),
        Figure("hand over and fold, pace", rounded(events / (handing + folding)), "events/s"),
        Figure("memory before the fold", before, "MiB"),
        Figure("most memory", memory(), "MiB"),
    ]


def memory() -> int:
    """The most memory this process ever held, in MiB."""
    return getrusage(RUSAGE_SELF).ru_maxrss // 1024


BENCH = Bench(
    "fold",
    "Events of made-up investigations into the ledger, handed over, and folded whole as a rebuild does: the time of each stage, and"
    " how much memory it takes.",
    (),
    {size: f"{events:,} events" for size, events in EVENTS.items()},
    run,
)
