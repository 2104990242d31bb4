"""Reference denominators: the population of the nearest year, summed over the forces present."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from peeler.measures.benchmarks import Published

Days = tuple[date, date]  # the first and the last


@dataclass(frozen=True, slots=True)
class Exposure:
    """A denominator: how many, from which figures, and the forces for which there is none."""

    total: int | None
    used: tuple[Published, ...]
    missing: tuple[str, ...]


def exposure(figures: Sequence[Published], forces: Iterable[str], days: Days) -> Exposure:
    """The sum over these forces of each one's figure nearest to the middle of these days; None where one has none."""
    middle = days[0] + (days[1] - days[0]) / 2
    found, missing = [], []
    for force in sorted(set(forces)):
        near = nearest([figure for figure in figures if figure.force == force], middle)
        if near is None:
            missing.append(force)
        else:
            found.append(near)
    total = sum(figure.denominator for figure in found) if found and not missing else None
    return Exposure(total, tuple(found), tuple(missing))


def nearest(figures: Sequence[Published], middle: date) -> Published | None:
    """The figure whose period lies nearest to a day: of two as near the earlier, of one period the newest vintage."""

    def away(figure: Published) -> tuple[int, date]:
        centre = figure.first + (figure.last - figure.first) / 2
        return abs((centre - middle).days), figure.first

    if not figures:
        return None
    best = min(away(figure) for figure in figures)
    return max((figure for figure in figures if away(figure) == best), key=lambda figure: figure.vintage)


def notes_of_exposures(label: str, exposures: Iterable[tuple[Days, Exposure]]) -> list[str]:
    """Sentences that name each figure used for another year than its own (ruling 18), and the forces without one."""
    years: dict[str, set[int]] = {}
    missing: set[str] = set()
    for (first, last), one in exposures:
        missing |= set(one.missing)
        for figure in one.used:
            others = set(range(first.year, last.year + 1)) - set(range(figure.first.year, figure.last.year + 1))
            if others:
                years.setdefault(period_name(figure), set()).update(others)
    notes = [
        f"The number of {label} is that of {name}, used here for {joined(sorted(used))}."
        for name, used in sorted(years.items())
    ]
    if missing:
        notes.append(f"There is no number of {label} for {', '.join(sorted(missing))}, so there is no rate.")
    return notes


def period_name(figure: Published) -> str:
    """What a figure's period is called: a day in the middle of a year is ``mid-2024``."""
    if figure.first == figure.last:
        return f"mid-{figure.first.year}" if figure.first.month == 6 else figure.first.isoformat()
    return str(figure.first.year) if figure.first.year == figure.last.year else f"{figure.first} to {figure.last}"


def joined(years: Sequence[int]) -> str:
    """Years as a person lists them; a run of them by its ends."""
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]} to {years[-1]}"
    return ", ".join(map(str, years))
