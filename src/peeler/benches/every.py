"""Every bench there is, by name, in the order in which they run."""

from peeler.benches import demo, fold, force, history, kill, live, stock
from peeler.benches.figures import Bench

BENCHES: dict[str, Bench] = {
    module.BENCH.name: module.BENCH for module in (live, history, stock, force, kill, demo, fold)
}
