"""How long a stock by two dimensions at any moment takes, and a daily series of two years, on a compacted journal."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter

from peeler.answers.measure import MeasureQuestion, measure
from peeler.benches.figures import Bench, Figure, Size, Target, quantile, rounded
from peeler.benches.made_up import FIRST, LOADED, workspace_with
from peeler.terms.clocks import Instant, from_datetime, parse_every
from peeler.terms.viewers import local_viewer
from peeler.workspace.local import LocalWorkspace

STATES = {Size.tiny: 400, Size.small: 100_000, Size.middle: 1_000_000, Size.full: 10_000_000}
TIMES = {Size.tiny: 2, Size.small: 20, Size.middle: 30, Size.full: 30}
TWO_YEARS = timedelta(days=730)
VIEWER = local_viewer("bench")
BY_TWO = ("crime_type", "area")
MOMENT, PAST, SERIES = "stock by two at any moment p50", "stock by two as known then p50", "two years by day p50"


def run(size: Size, folder: Path) -> tuple[list[Figure], list[str]]:
    """Asks each question several times, each time of another moment, so that no answer is remembered."""
    times, chance = TIMES[size], Random(4)  # noqa: S311  (made up, and the same every time)
    moments = [Instant(chance.randrange(FIRST, LOADED)) for _ in range(3 * times)]
    with workspace_with(folder / "workspace", STATES[size]) as workspace:
        stocks = [MeasureQuestion("open_investigations", at=at, by=BY_TWO) for at in moments[:times]]
        past = [MeasureQuestion("open_investigations", at=at, known=at, by=BY_TWO) for at in moments[times : 2 * times]]
        series = [series_until(at) for at in moments[2 * times :]]
        figures = [
            *told(MOMENT, asked(workspace, stocks)),
            *told(PAST, asked(workspace, past)),
            *told(SERIES, asked(workspace, series)),
        ]
    return figures, [
        f"{STATES[size]:,} states, each question {times} times, each time of another moment.",
        "Measured around the whole answer: the access log's own commit, planning, the query and the rows.",
    ]


def series_until(at: Instant) -> MeasureQuestion:
    """The stock day by day, for the two years before a moment."""
    end = datetime.fromtimestamp(at / 1_000_000, UTC)
    return MeasureQuestion(
        "open_investigations", start=from_datetime(end - TWO_YEARS), end=at, every=parse_every("day")
    )


def asked(workspace: LocalWorkspace, questions: Iterable[MeasureQuestion]) -> list[float]:
    """Seconds that each answer took; the first of them warms up and is not counted."""
    found = []
    for question in questions:
        began = perf_counter()
        workspace.ask(measure, VIEWER, question)
        found.append(perf_counter() - began)
    return found[1:]


def told(name: str, seconds: list[float]) -> list[Figure]:
    """The middle time and the longest."""
    return [
        Figure(name, rounded(quantile(seconds, 0.5) * 1_000), "ms"),
        Figure(name.replace("p50", "worst"), rounded(max(seconds) * 1_000), "ms"),
    ]


BENCH = Bench(
    "stock",
    "Open investigations by crime type and area, as at a random moment of the history (as known now, and as known then), and day"
    " by day over two years: the time of the whole answer.",
    (Target(MOMENT, 100), Target(SERIES, 200)),
    {size: f"{states:,} states; each question {TIMES[size]} times" for size, states in STATES.items()},
    run,
)
