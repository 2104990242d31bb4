"""One kind of work, seen by a viewer at one moment: what it is asked, dimension by dimension, and by what names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from peeler.answers.asking import (
    MeasureQuestion,
    Prepared,
    condition_of,
    dimensions_of,
    once_of,
    prepare,
    scope_of,
)  # fmt: skip
from peeler.answers.desk import Desk
from peeler.answers.halves import last_changed
from peeler.answers.remembering import Remembering
from peeler.answers.rows import told_rows
from peeler.answers.workload.answer import Axis, Place, WorkloadQuestion
from peeler.definitions.objects import ObjectDefinition
from peeler.definitions.workload import WorkDimension, WorkloadDefinition
from peeler.measures.rows import MeasureRow, Value
from peeler.plans.values import values_at
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError, unknown
from peeler.terms.viewers import Viewer

OFFENCE = "offence"


@dataclass(frozen=True)
class Work:
    """What every part of the answer asks with; ``behind`` and ``notes`` gather what was asked and said.

    ``at``: the moment seen; ``base``: the whole of the work at that moment, asked plainly.
    """

    desk: Desk
    viewer: Viewer
    reading: Remembering
    definition: WorkloadDefinition
    question: WorkloadQuestion
    at: Instant
    base: Prepared
    behind: list[Prepared] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def measure_question(
        self, by: Iterable[str] = (), where: str | None = None, *, each: bool = False
    ) -> MeasureQuestion:
        """The stock by these columns, narrowed by the question's own filter and this one; ``each``: never as jobs."""
        said = " and ".join(f"({text})" for text in (self.question.where, where) if text)
        once = self.definition.file.job if self.question.count == "jobs" and not each else None
        return MeasureQuestion(
            self.definition.measure.name, self.at, self.question.known, by=tuple(dict.fromkeys(by)), where=said or None, once=once
        )  # fmt: skip

    def rows(self, question: MeasureQuestion) -> tuple[MeasureRow, ...]:
        """The rows of one question of this work, as the viewer may be told them."""
        prepared = self.prepared(question)
        rows, notes = told_rows(self.desk, self.viewer, self.reading, prepared)
        self.behind.append(prepared)
        self.notes.extend(notes)
        return rows

    def prepared(self, question: MeasureQuestion) -> Prepared:
        """A question of this work, ready to run; at the moment seen, what is known of its records need not be looked up anew."""
        if question.at != self.at:
            return prepare(self.desk, self.viewer, self.reading, question)
        base, measure = self.base, self.definition.measure
        asked = replace(
            base.asked, dimensions=dimensions_of(measure, question.by), where=condition_of(measure, question.where),
            once=once_of(measure, question),
        )  # fmt: skip
        ages = asked.mentions_moment and not base.asked.mentions_moment
        return replace(base, question=question, asked=asked, plan=base.scope if ages else base.plan)

    def axis(self, dimension: WorkDimension) -> Axis:
        """A dimension as it is shown."""
        return Axis(dimension.name, dimension.title, dimension.column, dimension.leads is not None, dimension.ages)

    def values(self, definition: ObjectDefinition, attribute: str) -> dict[str, Value]:
        """What every object of a type has in an attribute, as at and as known the same moment."""
        scope = scope_of(self.desk, self.viewer, self.reading, definition, self.at, self.question.known)
        scope = scope.at_rest(last_changed(self.reading, scope))
        return {str(name): value for name, value in self.reading.rows(values_at(scope, attribute))}

    def shown_values(self, dimension: WorkDimension) -> "Shown":
        """How the values of a dimension's column are shown: as themselves, or as who leads what they name."""
        if dimension.leads is None:
            return Shown(dimension)
        kind, attribute = dimension.leads
        return Shown(dimension, kind, self.values(self.desk.catalogue.objects[kind], attribute))


@dataclass(frozen=True)
class Shown:
    """How the values of one dimension are shown; ``led``: who leads each object of the type ``kind``."""

    dimension: WorkDimension
    kind: str = ""
    led: Mapping[str, Value] = field(default_factory=dict)

    def value(self, said: Value) -> Value:
        """What is shown for a value of the column."""
        return self.led.get(f"{self.kind}:{said}") if self.kind else said

    def label(self, shown: Value) -> str:
        """How what is shown is called."""
        if shown is None:
            return self.dimension.missing
        if isinstance(shown, bool):
            return "Yes" if shown else "No"
        return dict(self.dimension.words).get(str(shown)) or in_words(str(shown))

    def place(self, shown: Value, behind: Iterable[Value]) -> Place:
        """The head of a row or a column."""
        return Place(shown, self.label(shown), tuple(behind))


def in_words(text: str) -> str:
    """A code as words with a capital: ``response_north`` as ``Response north``, ``officer:1052`` as ``Officer 1052``."""
    words = text.replace("_", " ").replace(":", " ", 1)
    return words[:1].upper() + words[1:]


def dimension_named(definition: WorkloadDefinition, name: str) -> WorkDimension:
    """A dimension of the work; RequestError names the nearest."""
    if name not in definition.dimensions:
        raise unknown("dimension", name, definition.dimensions, where=f"workload {definition.name}")
    return definition.dimensions[name]


def chosen(definition: WorkloadDefinition, by: tuple[str, ...]) -> tuple[WorkDimension, WorkDimension]:
    """The rows and columns asked for; the file's own where none are, and beside one alone; RequestError for any other number."""
    file = definition.file
    if len(by) > 2 or len(set(by)) < len(by):
        raise RequestError("by: two different dimensions, first the rows and then the columns")
    rest = [name for name in (file.columns, file.rows) if name not in by]
    names = (*by, *rest)[:2] if by else (file.rows, file.columns)
    rows, columns = (dimension_named(definition, name) for name in names)
    if rows.column == columns.column and not (rows.leads or columns.leads):
        raise RequestError("by: rows and columns are the same")
    return rows, columns


def base_of(
    desk: Desk, viewer: Viewer, reading: Remembering, definition: WorkloadDefinition, question: WorkloadQuestion
) -> Prepared:
    """The whole of the work, asked plainly at the moment seen: the one asked for, else the last there is any word of.

    So nothing ages on feeds that have ended.
    """
    asked = MeasureQuestion(definition.measure.name, question.at, question.known, where=question.where)
    found = prepare(desk, viewer, reading, asked)
    if question.at is not None:
        return found
    return prepare(desk, viewer, reading, replace(asked, at=found.told))
