"""What invented forces tell the Home Office: recorded crime by quarter and offence, outcomes, and who lives there."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from peeler.simulate.months import financial_year_start
from peeler.simulate.offences import OFFENCES, PROMPT, SLOW, Offence
from peeler.simulate.places import Force
from peeler.simulate.streams import below, stream
from peeler.simulate.world import World, planned

# A force without an area: it stands in the tables and belongs in no sum over areas.
ELSEWHERE: Final = Force("inland-railways", street_only=False)
_SMALLER: Final = 20  # times, than the other forces
_PEOPLE: Final = 165  # for each crime a month
_LOWEST, _SPREAD = 982, 17  # the Home Office's count, per thousand of the archive's: 982 to 998
_TRANSFERRED: Final = 2  # crimes taken back from a code in a quarter, as "-2", when later found to be another's


class Recorded(NamedTuple):
    """A row of the recorded crime table: crimes of one offence in one quarter; may be 0 or below."""

    year: str
    quarter: int
    force: Force
    offence: Offence
    crimes: int


class Outcome(NamedTuple):
    """A row of the outcomes table: crimes of a recorded row that have this outcome type today."""

    recorded: Recorded
    outcome: int
    crimes: int


def crimes_by_quarter(world: World, force: Force, year: str, quarter: int) -> Counter[str]:
    """The crimes of a financial quarter (1 to 4) by published crime type, as the world planned them."""
    first = financial_year_start(year) + 3 * (quarter - 1)
    total = Counter[str]()
    for month in range(first, first + 3):
        total.update(planned(world, force, month))
    return total


def recorded(world: World, forces: Iterable[Force], years: Iterable[str]) -> list[Recorded]:
    """The recorded crime table of these forces and of the one without an area, by year, quarter and force."""
    small = replace(world, crimes_a_month=max(1, world.crimes_a_month // _SMALLER))
    worlds = [*((world, force) for force in forces), (small, ELSEWHERE)]
    return [
        row
        for year in years
        for quarter in range(1, 5)
        for some, force in worlds
        for row in _quarter(some, force, year, quarter)
    ]


def _quarter(world: World, force: Force, year: str, quarter: int) -> Iterator[Recorded]:
    chance = stream(world.seed, force.key, year, quarter, "home office")
    for kind, count in crimes_by_quarter(world, force, year, quarter).items():
        told = round(count * (_LOWEST + below(chance, _SPREAD)) / 1000)
        for offence, part in OFFENCES[kind].split(told).items():
            yield Recorded(year, quarter, force, offence, part + _moved(offence))


def _moved(offence: Offence) -> int:
    """Kidnapping is taken back and comes to stand as assault, so that the quarter's sum stays."""
    return {"36": -_TRANSFERRED, "105A": _TRANSFERRED}.get(offence.code, 0)


def outcomes(rows: Iterable[Recorded]) -> list[Outcome]:
    """The outcomes table of recorded rows: every type for each, also where there are none."""
    made = ((row, (SLOW if row.force.street_only else PROMPT).split(row.crimes)) for row in rows)
    return [Outcome(row, outcome, count) for row, parts in made for outcome, count in parts.items()]


def population(world: World, force: Force) -> int:
    """The people who live in a force's area."""
    return world.crimes_a_month * _PEOPLE + below(stream(world.seed, force.key, "people"), 1000)
