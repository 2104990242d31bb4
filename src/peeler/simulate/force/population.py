"""How many people live where a force is, by sex and age, as the Office for National Statistics publishes it each year."""

from typing import Final, NamedTuple

import numpy as np

from peeler.simulate.force.civil import written
from peeler.simulate.force.files import Written, last_day_text
from peeler.simulate.force.lives.conferences import WOMEN
from peeler.simulate.force.world import World

FOLDER: Final = "population"
NO_DEFECTS: Final = {"malformed": 0, "short": 0, "repeated": 0, "contradicted": 0}
YEARS: Final = (2017, 2018)  # the middle of each, of the calibrated calendar
_MORE: Final = (1_000, 1_007)  # of a thousand: the population grows
# Of a thousand women of 16 and over, how many there are of each group.
_GROUPS: Final = {
    ("female", "0-15"): 206, ("female", "16-17"): 24, ("female", "18 and over"): 976,
    ("male", "0-15"): 217, ("male", "16-17"): 25, ("male", "18 and over"): 941,
}  # fmt: skip


class People(NamedTuple):
    """So many people of a sex and an age live in a force's area in the middle of a year."""

    year: int
    sex: str
    age: str
    number: int


def people(world: World) -> list[People]:
    """The population of the force, by the years whose middle is in its story or before."""
    found = []
    for year in YEARS:
        whole = WOMEN * world.size // 1000 * _MORE[YEARS.index(year)] // 1000
        young = {key: whole * share // 1000 for key, share in _GROUPS.items()}
        young["female", "18 and over"] = whole - young["female", "16-17"]
        found += [People(_written_year(world, year), *key, number) for key, number in young.items()]
    return found


def women(world: World, start: int) -> int:
    """Women of 16 and over in the middle of the year that a year beginning at a moment is nearest to."""
    year = int(written(np.array([start]), "day")[0].as_py()[:4])
    adult = ("16-17", "18 and over")
    return sum(one.number for one in people(world) if (one.year, one.sex) == (year, "female") and one.age in adult)


def published(world: World) -> Written:
    """The published table, one row for each year, sex and age; nothing is wrong with it."""
    rows = [f"{world.force},{one.year},{one.sex},{one.age},{one.number}" for one in people(world)]
    name = f"{world.force}-{FOLDER}-by-sex-and-age-{last_day_text(world.until)}.csv"
    return Written(
        name, ("\n".join(["Force,Mid-Year,Sex,Age,Population", *rows]) + "\n").encode(), len(rows), NO_DEFECTS
    )


def _written_year(world: World, year: int) -> int:
    """The year of this world's calendar that a year of the calibrated one is."""
    return int(written(np.array([world.since(year, 6, 30)]), "day")[0].as_py()[:4])
