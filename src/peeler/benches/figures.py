"""What a bench gives: figures, each with its target beside it, at one of four sizes, on a machine named by cores and memory."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

GIB = 1 << 30


class Size(StrEnum):
    """How much a bench takes on: only that it runs; some minutes; some more; what the targets are written for."""

    tiny = "tiny"
    small = "small"
    middle = "middle"
    full = "full"


class Target(NamedTuple):
    """What a figure must stay below, as the design has it (section 10), in the figure's own unit; ``nothing``: must be 0."""

    figure: str
    below: float
    nothing: bool = False

    def words(self) -> str:
        """The target as it stands beside the figure."""
        return "0" if self.nothing else f"< {self.below:g}"

    def met_by(self, value: float) -> bool:
        """Whether a value meets it."""
        return value == 0 if self.nothing else value < self.below


class Figure(NamedTuple):
    """One measured number: its name, value and unit, what the target is, and whether it is met (None where there is none)."""

    figure: str
    value: float
    unit: str
    target: str = ""
    met: bool | None = None


@dataclass(frozen=True)
class Bench:
    """A bench: what it measures, its targets, what it takes on at each size in words, and the function that runs it.

    The function takes the size and an empty folder of its own, and gives figures and what must be said of them.
    """

    name: str
    measures: str
    targets: Sequence[Target]
    sizes: dict[Size, str]
    run: Callable[[Size, Path], tuple[list[Figure], list[str]]]


@dataclass(frozen=True)
class Report:
    """What one run of a bench found."""

    bench: str
    size: Size
    machine: str
    seconds: float
    figures: tuple[Figure, ...]
    notes: tuple[str, ...]

    def document(self) -> dict[str, Any]:
        """The report as plain JSON."""
        return {**asdict(self), "figures": [figure._asdict() for figure in self.figures]}


def beside(figures: Iterable[Figure], targets: Iterable[Target]) -> tuple[Figure, ...]:
    """The figures, each with its target where it has one."""
    by_name = {target.figure: target for target in targets}
    return tuple(
        figure._replace(target=by_name[figure.figure].words(), met=by_name[figure.figure].met_by(figure.value))
        if figure.figure in by_name
        else figure
        for figure in figures
    )


def quantile(values: Sequence[float], share: float) -> float:
    """The value that at least this share of the values does not exceed; the largest for 1, nan for no values."""
    ordered = sorted(values)
    place = min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))
    return ordered[place] if ordered else float("nan")


def spread(name: str, seconds: Sequence[float]) -> list[Figure]:
    """The middle, the 95th and the 99th in a hundred of some times in seconds, in milliseconds."""
    return [
        Figure(f"{name} p{round(share * 100)}", rounded(quantile(seconds, share) * 1_000), "ms")
        for share in (0.5, 0.95, 0.99)
    ]


def rounded(value: float) -> float:
    """Three figures are as many as a bench can mean; whole numbers stay whole."""
    return float(f"{value:.3g}") if abs(value) < 1_000 else round(value)


def machine() -> str:
    """The machine, by its cores and memory."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{os.cpu_count()} cores, {memory / GIB:.0f} GiB"
