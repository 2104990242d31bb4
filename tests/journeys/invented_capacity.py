"""Whether a unit of the invented force keeps up, worked out by the product's own rules from weeks that are made up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol

from peeler.answers.capacity.capacity_answer import Capability, CapacityAnswer, CapacityQuestion, GroupAhead, SeenWeek
from peeler.answers.capacity.grounds import Grounds, capability
from peeler.answers.capacity.keeping_up import answer_from
from peeler.answers.capacity.power import People, check
from peeler.answers.capacity.weeks import Seen, group_ahead, marked
from peeler.answers.measure import MeasureAnswer, MeasureQuestion, MeasureRow
from peeler.definitions.capacity import CapacityDefinition
from peeler.definitions.catalogue import Catalogue
from peeler.measures.rows import Cell, Place, count_row, share_row
from peeler.terms.clocks import Instant
from peeler.terms.errors import unknown

WEEKS, FIRST = 61, date(2023, 3, 6)
PEOPLE, AWAY = 5, 1


class Force(Protocol):
    """What of the invented force is told."""

    now: Instant
    empty: bool
    synthetic: bool
    catalogue: Catalogue
    crime_types: tuple[str, ...]

    @property
    def measure(self) -> Callable[[MeasureQuestion], MeasureAnswer]:
        """A measure's answer."""


def invented_capacity(force: Force, question: CapacityQuestion) -> CapacityAnswer:
    """Sixty weeks in which a little more comes in than goes out, and one that is not over."""
    units = force.catalogue.capacity
    if question.unit not in units:
        raise unknown("unit", question.unit, units)
    check(question)
    unit = units[question.unit]
    if question.by is not None and question.by not in unit.file.by:
        raise unknown("breakdown", question.by, unit.file.by, where="by")
    weeks = () if force.empty else marked(made_up())
    queue = force.measure(MeasureQuestion(unit.queue.measure.name, question.at, question.known))
    people = People(None, None, None, ()) if force.empty else People(float(PEOPLE - AWAY), PEOPLE, AWAY, ())
    found = Grounds(
        Seen(weeks, weeks[-1].queue if weeks else None, (queue,)), people, None,
        () if force.empty else capabilities(force, unit), groups(force, question), (queue,),
    )  # fmt: skip
    answer = answer_from(unit, question, found, force.now)
    return replace(answer, journal_version=7, synthetic=force.synthetic)


def made_up() -> list[SeenWeek]:
    """The weeks, each with what came in and left; the last is that of now."""
    made, queue = [], 40
    for place in range(WEEKS):
        came, left = 30 + place % 7 + place // 12, 29 + place % 5 + place // 15
        queue += came - left
        first = FIRST + timedelta(weeks=place)
        whole = first + timedelta(days=6) < date(2024, 5, 5)
        made.append(SeenWeek(first, first + timedelta(days=6), came, left, queue, whole, False))
    return made


def capabilities(force: Force, unit: CapacityDefinition) -> tuple[Capability, ...]:
    """A share for each measure of how well the work is done, a number of people for each of those."""
    place, made = Place(None, ()), []
    for use in unit.capability:
        definition, answer = use.measure, force.measure(MeasureQuestion(use.measure.name))
        row: MeasureRow = count_row(place, Cell(PEOPLE))
        if definition.file.kind == "ratio":
            row = share_row(place, Cell(44, 56, 3, (0,) * len(definition.parts)), definition)
        made.append(capability(row, answer))
    return tuple(made)


def groups(force: Force, question: CapacityQuestion) -> tuple[GroupAhead, ...]:
    """What comes in by group: one for each of a few names, of which the last is not said."""
    if question.by is None or force.empty:
        return ()
    rows = [
        MeasureRow(FIRST, (), None, None, None, None, None, None, None, None, 8 + number % 3, 8)
        for number in range(WEEKS - 1)
    ]
    return tuple(group_ahead(name, rows, question.weeks) for name in (*force.crime_types[:2], None))
