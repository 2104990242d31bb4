"""Runs one bench and prints its report as JSON: python -m peeler.benches NAME [SIZE]."""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from peeler.benches.every import BENCHES
from peeler.benches.figures import Bench, Report, Size, beside, machine


def report(bench: Bench, size: Size) -> Report:
    """Runs a bench in a folder of its own, which is removed."""
    began = perf_counter()
    with TemporaryDirectory(prefix="peeler-bench-") as folder:
        figures, notes = bench.run(size, Path(folder))
    seconds = round(perf_counter() - began, 1)
    return Report(bench.name, size, machine(), seconds, beside(figures, bench.targets), tuple(notes))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(report(BENCHES[sys.argv[1]], Size(sys.argv[2])).document()) + "\n")
