"""The command that measures: runs benches, each in a process of its own, and prints figures with the targets beside them."""

import json
import subprocess
import sys
from enum import StrEnum
from typing import Annotated, Any

import typer

from peeler.cli.printing import Format, print_table, printed
from peeler.cli.session import Form, session_of
from peeler.terms.errors import RequestError


class BenchName(StrEnum):
    """What can be measured: the modules of peeler.benches."""

    live = "live"
    history = "history"
    stock = "stock"
    force = "force"
    kill = "kill"
    demo = "demo"
    fold = "fold"


class BenchSize(StrEnum):
    """How much a bench takes on: only that it runs; minutes; more; what the targets are written for."""

    tiny = "tiny"
    small = "small"
    middle = "middle"
    full = "full"


def bench_command(
    context: typer.Context,
    names: Annotated[
        list[BenchName] | None, typer.Argument(help="What to measure; everything if nothing is named.")
    ] = None,
    size: Annotated[
        BenchSize, typer.Option("--size", help="How much to take on; the targets are written for 'full'.")
    ] = BenchSize.small,
    form: Form = None,
) -> None:
    """Measure how fast Peeler is on this machine, on made-up work, beside the targets of its design. Nothing is kept."""
    chosen = form or session_of(context).form
    reports = []
    for name in names or list(BenchName):
        reports.append(reported(name, size))
        if chosen is Format.table:
            tell(reports[-1])
    if chosen is not Format.table:
        rows = [{"bench": report["bench"], **figure} for report in reports for figure in report["figures"]]
        printed(chosen, "", {"benches": reports}, rows)


def reported(name: BenchName, size: BenchSize) -> dict[str, Any]:
    """The report of one bench, run by a Python of its own, so that no bench warms up another; RequestError if it broke off."""
    line = [sys.executable, "-m", "peeler.benches", name, size]
    ended = subprocess.run(line, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603  (this Python, our own module)
    if ended.returncode:
        raise RequestError(f"the bench {name} broke off; what went wrong is above")
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def tell(report: dict[str, Any]) -> None:
    """Prints one report for a person."""
    met = {True: "yes", False: "NO", None: ""}
    rows = [{**figure, "met": met[figure["met"]]} for figure in report["figures"]]
    heading = f"{report['bench']}, size {report['size']}, on {report['machine']}, in {report['seconds']:.0f} seconds"
    print_table(heading, rows, [*report["notes"], ""])
