"""How cases end, and will they: the cumulative incidence of each outcome, of all and by cohort or group."""

from collections.abc import Callable, Hashable
from dataclasses import asdict, replace
from typing import Any

import numpy as np

from peeler.answers.access import note
from peeler.answers.asking import MeasureQuestion, Prepared, measure_named, prepare
from peeler.answers.counting import plain
from peeler.answers.desk import Desk
from peeler.answers.measure import feeds_of, notes_of, summary
from peeler.answers.policy import least_told
from peeler.answers.remembering import Remembering
from peeler.answers.resolution.answer import Course, ResolutionAnswer, ResolutionQuestion
from peeler.answers.resolution.courses import WAITS, Kind, Table, course
from peeler.answers.resolution.small import by_horizons, smallest, told_courses
from peeler.answers.rows import asked_for, notes_of_young, provisional
from peeler.definitions.measures import MeasureDefinition
from peeler.definitions.waiting import Waiting
from peeler.measures.rows import Value
from peeler.measures.small_numbers import fewer_than
from peeler.plans.waits import HAS_IT, WAITS_ON, waits
from peeler.terms.clocks import Every
from peeler.terms.errors import NotAllowed, RequestError
from peeler.terms.viewers import Viewer

COHORT: Every = "quarter"
DAYS = "weeks"  # the unit in which waits are told to the day
OTHER = "Other"


def resolution(desk: Desk, viewer: Viewer, question: ResolutionQuestion) -> ResolutionAnswer:
    """How cases end, by the time since they began; RequestError for a measure that does not tell endings apart, for a wrong
    word, and for cohorts and groups at once. One grouped query, whatever is asked.
    """
    note(desk, viewer, "resolution", asdict(question))
    if question.by and question.every:
        raise RequestError("by: ask for cohorts or for groups, not for both at once")
    definition = measure_named(desk, question.measure)
    waiting = waiting_of(desk, definition)
    with desk.reading() as reading:
        prepared = prepare(desk, viewer, reading, measure_question(question))
        whole, courses, small = remembered(
            reading,
            prepared,
            (desk.catalogue.version, viewer.roles, question.by, question.every),
            lambda: as_told(
                desk, viewer, prepared, *courses_of(prepared, question, table_of(reading, prepared, waiting))
            ),
        )
        young = notes_of_young(provisional(prepared), definition) if question.every else []
        return ResolutionAnswer(
            question, summary(definition), prepared.scope.at, desk.moment(question.known), prepared.told, whole, courses,
            feeds_of(desk, [prepared]), notes_of(desk, [prepared], [*young, *small]), reading.version, desk.synthetic, desk.now,
        )  # fmt: skip


Told = tuple[Course, tuple[Course, ...], tuple[str, ...]]


def remembered(reading: Remembering, prepared: Prepared, what: tuple[Hashable, ...], make: Callable[[], Told]) -> Told:
    """Courses, made once for each version of what they read (ruling 24)."""
    key = ("resolution", *what, *asked_for(prepared))
    ((told,),) = reading.once([prepared.measure.object.name], key, lambda: [(make(),)])
    found: Told = told
    return found


def waiting_of(desk: Desk, definition: MeasureDefinition) -> Waiting:
    """The wait whose endings are told; RequestError names the measures that have one."""
    waiting = definition.waiting
    if waiting is None or waiting.ending is None or waiting.within is not None:
        able = [
            name for name, one in desk.catalogue.measures.items() if one.waits and one.waiting and one.waiting.ending
        ]
        raise RequestError(f"'{definition.name}' does not tell how things ended; these do: {', '.join(able) or 'none'}")
    return replace(waiting, unit=DAYS)


def measure_question(question: ResolutionQuestion) -> MeasureQuestion:
    """The question as it is asked of the measure: always by cohort, which says how long each could be followed."""
    return MeasureQuestion(
        question.measure, question.at, question.known, question.start, question.end, question.every or COHORT,
        (question.by,) if question.by else (), question.where, question.variant,
    )  # fmt: skip


def table_of(reading: Remembering, prepared: Prepared, waiting: Waiting) -> Table:
    """The waits as a table; an ending that the measure does not name is one of its own, and so is each other way to end."""
    rows = reading.rows(waits(prepared.plan, prepared.asked, waiting))
    kinds = kinds_of(prepared.measure, waiting, {row[-3] for row in rows if int(row[-4]) == HAS_IT})
    names = {kind.name: place for place, kind in enumerate(kinds) if not kind.otherwise}
    others = [place for place, kind in enumerate(kinds) if kind.otherwise]

    def place_of(row: tuple[Any, ...]) -> int:
        cause = int(row[-4])
        if cause == WAITS_ON:
            return WAITS
        return names.get(row[-3], names.get(None, 0)) if cause == HAS_IT else others[cause - HAS_IT - 1]

    spans = bool(prepared.asked.spans)
    grouped = bool(prepared.asked.dimensions)
    values: tuple[Value, ...] = tuple(plain(row[1 if spans else 0]) if grouped else None for row in rows)
    columns = [[int(row[0]) if spans else 0, place_of(row), int(row[-2]), int(row[-1])] for row in rows]
    period, ending, length, number = np.array(columns, np.int64).reshape(-1, 4).T
    return Table(period, values, ending, length, number, kinds)


def kinds_of(definition: MeasureDefinition, waiting: Waiting, there: set[str | None]) -> tuple[Kind, ...]:
    """The ways of ending: those the measure names in its order, the rest together, then the other ways."""
    named = definition.file.endings
    kinds = [Kind(name, one.title, one.drawn_with or one.title) for name, one in named.items()]
    if not named:
        kinds = [Kind(name, spelt(name), spelt(name)) for name in sorted(word for word in there if word)]
    if there - {kind.name for kind in kinds}:
        kinds.append(Kind(None, "Not said, or another", OTHER))
    return (*kinds, *(Kind(name, spelt(name), OTHER, otherwise=True) for name in waiting.unless))


def spelt(word: str) -> str:
    """A word of the catalogue as a title."""
    return word[:1].upper() + word[1:].replace("_", " ")


def courses_of(prepared: Prepared, question: ResolutionQuestion, table: Table) -> tuple[Course, list[Course]]:
    """The course of all, and of each cohort or group asked for."""
    spans, told = prepared.asked.spans, prepared.told
    whole, young = course(table, spans, told), provisional(prepared)
    if question.by:
        return whole, [course(mine, spans, told, value=value) for value, mine in table.by_group()]
    if question.every:
        return whole, [
            course(mine, spans, told, period=spans[place].day, provisional=place in young)
            for place, mine in table.by_period()
        ]
    return whole, []


def as_told(desk: Desk, viewer: Viewer, prepared: Prepared, whole: Course, courses: list[Course]) -> Told:
    """The courses as the viewer may be told them, and what must be said of that; NotAllowed where all of it is too small."""
    least = least_told(desk.catalogue, viewer, prepared.measure.object.name)
    if least is None:
        return whole, tuple(courses), ()
    if whole.n and smallest(whole) < least:
        raise NotAllowed(f"how these ended is not told: one of the numbers is {fewer_than(least)}")
    said = f"Shares are told by a few horizons alone, and none that would tell of {fewer_than(least)}, by the policy you see this under."
    told = told_courses(courses, least, over_time=prepared.question.by == ())
    return by_horizons(whole, least), told, (said,)
