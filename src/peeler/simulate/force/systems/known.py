"""Columns of what is always true of things, and the references that systems give to them."""

import numpy as np

from peeler.simulate.force.civil import Ints, Texts, written
from peeler.simulate.force.extracts import Log, Table, constant, numbered, where, yes_no
from peeler.simulate.force.happenings import Truth, Words
from peeler.simulate.force.lives.staff import TEAMS
from peeler.simulate.force.places import beats
from peeler.simulate.force.references import by_day, crime_references, incident_references
from peeler.simulate.force.systems.current import to_the_minute
from peeler.simulate.force.systems.entries import Named
from peeler.simulate.force.systems.people import described, record_numbers, seen_first


def dated(thing: str, letters: str, width: int = 4) -> Named:
    """References of letters, the force, year and day of the year, and a count: ``P01/19154/0042``."""

    def named(truth: Truth, places: Ints) -> Texts:
        pattern = f"{letters}{truth.world.number:02}/%y%j/"
        return by_day(truth.world, truth.things[thing].numbers[places], pattern, width)

    return named


def counted(thing: str, letters: str, *, least: int = 1) -> Named:
    """References of letters, the force and the thing's lasting number: ``RSO01-0042``."""
    return lambda truth, places: numbered(
        f"{letters}{truth.world.number:02}-", truth.things[thing].numbers[places] + least, 4
    )


def said(thing: str, name: str) -> Named:
    """A column of words."""
    return lambda truth, places: truth.things[thing].words(name).take(places).texts()


def whole(thing: str, name: str) -> Named:
    """A column of whole numbers."""
    return lambda truth, places: numbered("", truth.things[thing].ints(name)[places])


def yes(thing: str, name: str) -> Named:
    """A column of what is so (1), is not (0), or is not known."""

    def text(truth: Truth, places: Ints) -> Texts:
        values = truth.things[thing].ints(name)[places]
        return where(values >= 0, yes_no(values == 1))

    return text


def nominal(thing: str, name: str) -> Named:
    """A column of people, by the numbers of their records."""
    return lambda truth, places: record_numbers(truth.things[thing].ints(name)[places])


def moment(thing: str, name: str) -> Named:
    """A column of moments, to the minute."""
    return lambda truth, places: written(to_the_minute(truth.things[thing].ints(name)[places]), "british")


def team(thing: str, name: str = "team") -> Named:
    """A column of the force's teams."""
    return lambda truth, places: Words(TEAMS, truth.things[thing].ints(name)[places]).texts()


def beat(thing: str, name: str = "area") -> Named:
    """A column of small areas, by the names of the beats."""
    return lambda truth, places: beats(truth.world.force, truth.things[thing].ints(name)[places])


def link(thing: str, name: str, named: Named) -> Named:
    """A column of other things, by their references; '' where there is none (-1)."""

    def text(truth: Truth, places: Ints) -> Texts:
        others = truth.things[thing].ints(name)[places]
        there = others >= 0
        return where(there, named(truth, others.clip(0))) if there.any() else constant("", len(places))

    return text


def incidents(truth: Truth, places: Ints) -> Texts:
    """References of incidents."""
    return incident_references(truth.world, truth.things["incident"].numbers[places])


def crimes(truth: Truth, places: Ints) -> Texts:
    """References of crimes."""
    return crime_references(truth.world, truth.things["crime"].numbers[places])


def officers(truth: Truth, places: Ints) -> Texts:
    """Numbers of officers, as every system has them."""
    return numbered("", 1000 + truth.things["officer"].numbers[places])


def people(name: str, system: str, thing: str, columns: tuple[str, ...], at: str) -> Log:
    """The log of everybody in these columns of people, as a system describes them when it first meets them."""

    def rows(truth: Truth, as_at: int) -> Table:
        things = truth.things[thing]
        first = seen_first(
            np.concatenate([things.ints(column) for column in columns]), np.tile(things.ints(at), len(columns))
        )
        return described(truth, system, first, as_at)

    return Log(name, rows, fragile=("Born",))
