"""Logs and registers made of what happened: one row for each entry or each thing, a column for each fact."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from peeler.simulate.force.civil import DAY, NEVER, Form, Ints, Texts, written
from peeler.simulate.force.extracts import Rows, Table, constant, numbered, reference, stacked, tells, where, yes_no
from peeler.simulate.force.happenings import Happenings, Truth
from peeler.simulate.force.systems.crime_entries import typed
from peeler.simulate.force.systems.current import Current, first_of, last_of, to_the_minute
from peeler.simulate.force.systems.people import record_numbers

Fact = Callable[[Truth, Current], Texts]
Named = Callable[[Truth, Ints], Texts]  # the references of things at these places, or anything else always true of them
_KINDS: Final = 16  # of entries in one log
_TURNS: Final = 1024  # of one kind for one thing


@dataclass(frozen=True)
class Kind:
    """One kind of happening as a system writes it: under which word (of a log) or heading (of a register), with which
    facts; the event it becomes, where that has another name; whether a register shows the last one and not the first.
    """

    happening: str
    word: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    event: str = ""
    last: bool = False

    @property
    def told(self) -> str:
        """The event it becomes."""
        return self.event or self.happening


@dataclass(frozen=True)
class Shape:
    """Whose rows they are: of which things, which kind of reference and which references those have, what stands in every
    row, how moments are written (without a time of day, only the day is known), and the type of object they are, where it is
    not the kind of thing.
    """

    thing: str
    kind: str
    heading: str
    named: Named
    always: Mapping[str, Named] = field(default_factory=dict)
    form: Form = "british"
    type: str = ""

    def objects(self, truth: Truth) -> Texts:
        """All of the things as objects: ``ppn:P01/19154/000042``."""
        return reference(self.kind, self.named(truth, np.arange(len(truth.things[self.thing]), dtype=np.int64)))

    def seen(self, moments: Ints) -> Ints:
        """The moments as exactly as they are written."""
        if self.form in ("day", "british_day"):
            return np.where(moments < NEVER, moments // DAY * DAY, NEVER)
        return to_the_minute(moments)


def log(shape: Shape, prefix: str, kinds: Sequence[Kind]) -> Rows:
    """The rows of a log: an entry for each happening, typed soon after it or days later."""

    def rows(truth: Truth, as_at: int) -> Table:
        return stacked([_entries(truth, shape, prefix, kind, (place, as_at)) for place, kind in enumerate(kinds)])

    return rows


def _entries(truth: Truth, shape: Shape, prefix: str, kind: Kind, asked: tuple[int, int]) -> Table:
    place, as_at = asked
    told: Happenings = truth.of(kind.happening).until(as_at)
    numbers = (truth.things[shape.thing].numbers[told.thing] * _KINDS + place) * _TURNS + told.turn
    named, at = shape.named(truth, told.thing), shape.seen(told.at)
    when = typed(truth.world.chance, f"{prefix} {shape.thing}", numbers, told.at)
    each = Current(told, np.arange(len(told), dtype=np.int64))
    columns = {
        "Entry": numbered(prefix, numbers),
        "Typed": written(when),
        shape.heading: named,
        **{heading: known(truth, told.thing) for heading, known in shape.always.items()},
        "What": constant(kind.word, len(told)),
        "When": written(at, shape.form),
        **{heading: fact(truth, each) for heading, fact in kind.facts.items()},
    }
    return Table(columns, numbers, when, when, (tells(kind.told, reference(shape.kind, named), at),))


def register(shape: Shape, kinds: Sequence[Kind]) -> Rows:
    """The rows of a register: one a thing, from the first kind of happening on, with all that the others left on it."""

    def rows(truth: Truth, as_at: int) -> Table:
        things = truth.things[shape.thing]
        named = shape.named(truth, np.arange(len(things), dtype=np.int64))
        now = [(last_of if kind.last else first_of)(truth, kind.happening, len(things), as_at) for kind in kinds]
        columns = _columns(truth, shape, named, tuple(zip(kinds, now, strict=True)))
        objects, began = reference(shape.kind, named), to_the_minute(now[0].at)
        told = tuple(
            tells(kind.told, objects, shape.seen(current.at), current.there)
            for kind, current in zip(kinds, now, strict=True)
        )
        return Table(columns, things.numbers, began, began, told).taken(now[0].there)

    return rows


def _columns(truth: Truth, shape: Shape, named: Texts, now: Sequence[tuple[Kind, Current]]) -> dict[str, Texts]:
    every = np.arange(len(named), dtype=np.int64)
    columns = {shape.heading: named, **{heading: known(truth, every) for heading, known in shape.always.items()}}
    for kind, current in now:
        columns[kind.word] = written(shape.seen(current.at), shape.form)
        columns |= {heading: fact(truth, current) for heading, fact in kind.facts.items()}
    return columns


def word(name: str) -> Fact:
    """A fact in words."""
    return lambda _, current: current.texts(name)


def whole(name: str) -> Fact:
    """A fact that is a whole number."""
    return lambda _, current: where(current.there, numbered("", current.ints(name)))


def yes(name: str) -> Fact:
    """A fact that is so (1), is not (0), or is not known (anything else)."""
    return lambda _, current: where(current.ints(name) >= 0, yes_no(current.ints(name) == 1))


def day(name: str) -> Fact:
    """A fact that is a moment of which the day is written."""
    return lambda _, current: written(np.where(current.there, current.ints(name), NEVER), "british_day")


def person(name: str) -> Fact:
    """A fact that is a person, by the number of the record."""
    return lambda _, current: record_numbers(current.ints(name))


def own(known: Named) -> Fact:
    """A fact that is always true of the thing, written in the entries of one kind alone."""
    return lambda truth, current: known(truth, current.told.thing[current.places])
