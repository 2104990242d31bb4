"""What the things of a truth are called as objects of the catalogue: one name for each, whichever system tells of it."""

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
import pyarrow.compute as pc

from peeler.simulate.force.civil import Ints, Mask, Texts
from peeler.simulate.force.extracts import numbered, reference
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.references import crime_references, incident_references
from peeler.simulate.force.systems.bail import release_references
from peeler.simulate.force.systems.command_and_control import contact_references
from peeler.simulate.force.systems.crime_parties import party_references
from peeler.simulate.force.systems.shapes import SHAPES
from peeler.simulate.force.systems.wanted_list import wanted_references


class Objects(NamedTuple):
    """The things that are objects of a type: their kind in the truth, how they are called (by place, in order), and of
    which type they are, where their happenings are told under another name.
    """

    things: str
    named: Callable[[Truth], Texts]
    type: str = ""


def _every(truth: Truth, kind: str) -> Ints:
    return np.arange(len(truth.things[kind]), dtype=np.int64)


def _lines(truth: Truth) -> Texts:
    line = truth.things["line"]
    crime = crime_references(truth.world, truth.things["crime"].numbers[line.ints("crime")])
    return pc.binary_join_element_wise(crime, numbered("", line.ints("turn") + 1), "/L")


# By the type of object that events are named after: a new life adds its own.
OBJECTS: Final[dict[str, Objects]] = {
    "investigation": Objects(
        "crime", lambda t: reference("crime", crime_references(t.world, t.things["crime"].numbers))
    ),
    "incident": Objects(
        "incident", lambda t: reference("incident", incident_references(t.world, t.things["incident"].numbers))
    ),
    "contact": Objects("contact", lambda t: reference("contact", contact_references(t, _every(t, "contact")))),
    "suspect": Objects("suspect", lambda t: reference("suspect", party_references(t, "suspect", _every(t, "suspect")))),
    "victim": Objects("victim", lambda t: reference("victim", party_references(t, "victim", _every(t, "victim")))),
    "release": Objects("release", lambda t: reference("release", release_references(t, _every(t, "release")))),
    "wanted": Objects("wanted", lambda t: reference("wanted", wanted_references(t, _every(t, "wanted")))),
    "action": Objects("line", lambda t: reference("action", _lines(t))),
    **{shape.thing: Objects(shape.thing, shape.objects, shape.type) for shape in SHAPES},
}


def begun(truth: Truth, things: str) -> Mask:
    """Which things of a kind anything had happened to by the end of the history."""
    found = np.zeros(len(truth.things[things]), bool)
    types = [name for name, one in OBJECTS.items() if one.things == things] or [things]
    for kind, told in truth.happenings.items():
        if kind.partition(".")[0] in types:
            found[told.until(truth.world.until).thing] = True
    return found
