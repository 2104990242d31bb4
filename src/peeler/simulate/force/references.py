"""References that systems give to things, made of a thing's lasting number: the same in every extract that names it."""

from datetime import date, timedelta
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from peeler.simulate.force.births import ROOM
from peeler.simulate.force.civil import Ints, Texts
from peeler.simulate.force.extracts import numbered
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.world import World


def by_day(world: World, numbers: Ints, pattern: str, width: int = 4) -> Texts:
    """A reference of the day (its strftime pattern, what stands before the count included) and a count within it."""
    days, within = np.divmod(numbers, ROOM)
    known, places = np.unique(days + world.shift, return_inverse=True)
    words = [_day_text(pattern, day) for day in known.tolist()]
    return pc.binary_join_element_wise(
        pa.array(words, pa.string()).take(pa.array(places)), numbered("", within, width), ""
    )


def incident_references(world: World, numbers: Ints) -> Texts:
    """``01-20190603-0042``."""
    return by_day(world, numbers, f"{world.number:02}-%Y%m%d-")


def incidents_of(truth: Truth) -> Ints:
    """The place of the incident that each crime was recorded from; -1 where there is none."""
    found = np.full(len(truth.things["crime"]), -1, np.int64)
    of = truth.things["incident"].ints("crime")
    held = np.flatnonzero(of >= 0)
    found[of[held]] = held
    return found


def crime_references(world: World, numbers: Ints) -> Texts:
    """``01/19154/0042``: force, year and day of the year, count."""
    return by_day(world, numbers, f"{world.number:02}/%y%j/")


@cache
def _day_text(pattern: str, day: int) -> str:
    return f"{date(1970, 1, 1) + timedelta(days=day):{pattern}}"
