"""How the cases of the invented force end, worked out by the product's own rules from waits that are made up."""

from collections.abc import Callable
from typing import Protocol

import numpy as np

from peeler.answers.measure import MeasureAnswer, MeasureQuestion
from peeler.answers.resolution.answer import Course, ResolutionAnswer, ResolutionQuestion
from peeler.answers.resolution.courses import Kind, Table, course
from peeler.definitions.catalogue import Catalogue
from peeler.terms.clocks import Instant, Span, first_of_period, next_period, start_of_day
from peeler.terms.errors import unknown
from tests.journeys.invented_health import MONTHS

COHORTS, ENDS = 5, (12, 5, 8, 10, 4, 0, 44, 4, 2)  # how many in a hundred come to each ending; the rest have none
GROUPS = ("theft_offences", "violence_against_the_person", None)


class Force(Protocol):
    """What of the invented force is told."""

    now: Instant
    empty: bool
    synthetic: bool
    catalogue: Catalogue

    @property
    def measure(self) -> Callable[[MeasureQuestion], MeasureAnswer]:
        """A measure's answer."""


def invented_resolution(force: Force, question: ResolutionQuestion) -> ResolutionAnswer:
    """Five quarters up to that of the last month there is; of the newest, nobody was followed for long."""
    definition = force.catalogue.measures[question.measure]
    if question.by and question.by not in definition.object.columns:
        raise unknown("dimension", question.by, [one.name for one in definition.dimensions], where="by")
    answer = force.measure(MeasureQuestion(question.measure, question.at, question.known, where=question.where))
    told, spans, table = quarters()[-1].end, quarters(), waits(definition.file.endings)
    if force.empty:
        table = table.those(table.number < 0)
    courses: tuple[Course, ...] = ()
    if question.every:
        courses = tuple(
            course(mine, spans, told, period=spans[place].day, provisional=place > 0)
            for place, mine in table.by_period()
        )
    if question.by:
        courses = tuple(course(mine, spans, told, value=value) for value, mine in table.by_group())
    return ResolutionAnswer(
        question, answer.definition, answer.as_at, answer.as_known, told, course(table, spans, told), courses, answer.freshness,
        answer.notes, 7, force.synthetic, force.now,
    )  # fmt: skip


def quarters() -> list[Span]:
    """The last quarters up to the end of that of the last month there is."""
    days = list(dict.fromkeys(first_of_period(month, "quarter") for month in MONTHS))[-COHORTS:]
    return [Span(day, start_of_day(day), start_of_day(next_period(day, "quarter"))) for day in days]


def waits(endings: object) -> Table:
    """A hundred cases of each quarter, those of each ending spread over so many days as the ending takes."""
    named = dict(endings) if isinstance(endings, dict) else {}
    kinds = [Kind(name, one.title, one.drawn_with or one.title) for name, one in named.items()]
    kinds.append(Kind("cancelled", "Cancelled", "Other", otherwise=True))
    rows = []
    for cohort in range(COHORTS):
        follow = (COHORTS - cohort) * 91 - 45
        for place, count in enumerate(ENDS):
            for number in range(count):
                length = 3 + 7 * place + number * (9 if place < 5 else 3)
                rows.append((cohort, place if length < follow else -1, min(length, follow)))
        rows += [(cohort, -1, follow)] * (100 - sum(ENDS))
    period, ending, length = np.array(rows, np.int64).T
    groups = tuple(GROUPS[number % 3 if number % 7 else 2] for number in range(len(rows)))
    return Table(period, groups, ending, length, np.ones(len(rows), np.int64), tuple(kinds))
