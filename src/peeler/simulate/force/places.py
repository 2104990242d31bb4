"""The small areas of a force, by their place: what systems call the beat, and the code and name of the small area."""

from functools import cache

import pyarrow as pa

from peeler.simulate.force.civil import Ints, Texts
from peeler.simulate.places import places

_POINTS = 4  # published map points in a small area


@cache
def _names(force: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    areas = places(force)[::_POINTS]
    return tuple(area.lsoa_name for area in areas), tuple(area.lsoa_code for area in areas)


def beats(force: str, areas: Ints) -> Texts:
    """The names of small areas, which are the force's beats."""
    return pa.array(_names(force)[0], pa.string()).take(pa.array(areas))


def small_areas(force: str, areas: Ints) -> Texts:
    """The codes of small areas."""
    return pa.array(_names(force)[1], pa.string()).take(pa.array(areas))
