"""The page of benches: what each measures, its targets and its sizes, as the benches themselves say them."""

from peeler.benches.every import BENCHES
from peeler.benches.figures import Bench
from tools.reference.markdown import page, table

INTRODUCTION = """
`peeler bench` measures how fast Peeler is on the machine it runs on, on made-up work, and prints each figure with the target
of the design beside it and whether it is met. `peeler bench live history --size middle` runs two of them; `make bench` all at
the small size (`make bench SIZE=full BENCH=live`). Each runs in a process of its own, in a temporary folder that is removed; no
workspace of yours is touched. It is never part of `make test`, which only proves that every bench runs and gives its figures.
"""
READING = """
## How to read the figures

- **The targets are written for the size `full`** and for a machine that does nothing else. At a smaller size they are shown all
  the same: what misses there will miss at `full`; what is met there may not be.
- **A ratio is of one run**: what is compared is measured in turn, batch by batch, so that whatever else the machine does hits
  both alike. A single time says as much of the machine as of Peeler; compare it with another only from the same machine.
- `p50`, `p95`, `p99`: of a hundred, fifty, ninety-five, ninety-nine took no longer.
- **EXTRAPOLATED** is no measurement and is judged by nobody: it is what a whole would take if it cost as much, each, as the part
  that was measured.
- `of the wall` is how much of the time there was a part ran, `of the CPU` its share of what the serving process used, counted in
  the thread that ran it. Parts run side by side, so the shares of the wall may add up to more than the whole; what an inner part
  took is not counted to the outer.
- `tiny` is there for the test; its figures mean nothing.
"""


def benches_page() -> str:
    """The whole page."""
    return page("Benches", INTRODUCTION, *map(one, BENCHES.values()), READING)


def one(bench: Bench) -> str:
    """One bench."""
    targets = table(("figure", "target"), ((target.figure, target.words()) for target in bench.targets))
    sizes = table(("size", "what it takes on"), ((f"`{size}`", words) for size, words in bench.sizes.items()))
    return "\n\n".join(part for part in (f"## {bench.name}", f"{bench.measures}", targets, sizes) if part)
