"""Records: the very records behind one number, and whether they add up to it."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from peeler.answers.measure import MeasureAnswer, MeasureRow, Value, measure
from peeler.answers.records import Record, RecordsAnswer, RecordsQuestion, records
from peeler.definitions.catalogue import Catalogue
from peeler.definitions.measures import MeasureDefinition
from peeler.web.frame import Frame
from peeler.web.moments import begun, moment_text, period_text
from peeler.web.numbers import whole
from peeler.web.paging import Paging, paging
from peeler.web.parameters import RECORDS, address, asked, measure_pairs, object_path, records_question
from peeler.web.rendering import Pages
from peeler.web.shown import shortened, value_shown
from peeler.web.subject import dimension_words, force_words, value_words
from peeler.web.tables import Cell, Column, NumberTable

REPEATED = ("force",)  # has a column of its own
WHICH = {
    "value": "counted",
    "numerator": "counted",
    "denominator": "out of which it is counted",
    "unknown": "not known",
    "arrivals": "that came in",
    "departures": "that left",
}


@dataclass(frozen=True)
class RecordList:
    """What the template shows. ``number`` is what the answer itself says of the cell, None where it says nothing."""

    title: str
    which: str
    cell: tuple[tuple[str, str], ...]
    total: int
    number: int | None
    table: NumberTable
    paging: Paging
    notes: tuple[str, ...]
    trend: str
    explain: str

    @property
    def total_text(self) -> str:
        """``4 337 records``."""
        return f"{whole(self.total)} record{'' if self.total == 1 else 's'}"

    @property
    def number_text(self) -> str:
        """What the answer says, in words."""
        return "" if self.number is None else whole(self.number)

    @property
    def adds_up(self) -> bool:
        """Whether as many records stand behind the number as it says."""
        return self.number is None or self.number == self.total


def page(request: Request, pages: Pages) -> Response:
    """The records behind one number, fifty a page; RequestError where the cell is none of the answer's."""
    said = asked(request.query_params.multi_items(), RECORDS, dimensions=True)
    question = records_question(said, pages.behind.catalogue)
    with pages.behind.asking(pages.viewer) as ask:
        answer, whole_answer = ask(records, question), ask(measure, question.measure)
    frame = pages.frame(
        request,
        "Which records stand behind this number?",
        "trends",
        as_at=answer.as_at,
        as_known=answer.as_known,
        feeds=whole_answer.freshness,
    ).looking(ahead=answer.ahead)
    pairs = request.query_params.multi_items()
    shown = RecordList(
        answer.title,
        which_words(question.which, pages.behind.catalogue.measures[question.measure.measure]),
        cell_words(question, pages.behind.catalogue.measures[question.measure.measure]),
        answer.total,
        number_of(whole_answer, question),
        record_table(answer, frame, pages.behind.catalogue),
        paging("/records", pairs, answer.page, answer.pages),
        answer.notes,
        address("/trends", measure_pairs(question.measure, said)),
        f"/explain/{question.measure.measure}",
    )
    return pages.show("records.html", frame, shown=shown)


def which_words(which: str, definition: MeasureDefinition) -> str:
    """Which of a cell's numbers, in words."""
    name = which.removeprefix("part:").rpartition(".")[2]
    labels = {part.name: part.label for part in definition.parts}
    return WHICH.get(which, f"in the part “{labels.get(name, dimension_words(name))}”")


def cell_words(question: RecordsQuestion, definition: MeasureDefinition) -> tuple[tuple[str, str], ...]:
    """The cell in words: period, then each breakdown."""
    every, words = question.measure.every, []
    if question.period and every:
        words.append(("Period", begun(period_text(question.period, every))))
    words += [group_words(name, value, definition) for name, value in question.dimensions]
    once = f"one record for each {dimension_words(question.measure.once)}" if question.measure.once else None
    for name, text in (("Filter", question.measure.where), ("Variant", question.measure.variant), ("Counted", once)):
        if text:
            words.append((name, text))
    return tuple(words)


def group_words(name: str, value: Value, definition: MeasureDefinition) -> tuple[str, str]:
    """A breakdown and its value, by the titles of the object's grouping where it is one."""
    grouping = definition.object.groupings.get(name)
    if grouping is None:
        return dimension_words(name).capitalize(), value_words(value)
    return grouping.file.title, dict(grouping.words).get(str(value), value_words(value))


def number_of(answer: MeasureAnswer, question: RecordsQuestion) -> int | None:
    """What the answer itself says of the cell whose records are listed."""
    found = [row for row in answer.rows if row.period == question.period and row.dimensions == question.dimensions]
    return number_in(found[0], question.which) if found else None


def number_in(row: MeasureRow, which: str) -> int | None:
    """One of a row's whole numbers, by the name an address gives it."""
    if which.startswith("part:"):
        wanted = which.removeprefix("part:")
        return next((part.count for part in row.parts if wanted in (part.name, f"{part.of}.{part.name}")), None)
    numbers = {
        "value": row.numerator,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "unknown": row.unknown,
        "arrivals": row.arrivals,
        "departures": row.departures,
    }
    return numbers.get(which)


def record_table(answer: RecordsAnswer, frame: Frame, catalogue: Catalogue) -> NumberTable:
    """One row a record, its reference a door to the object."""
    names = columns_worth_showing(answer)
    heads = [
        Column("Reference"),
        Column("When"),
        Column("Force"),
        *(Column(dimension_words(n).capitalize()) for n in names),
    ]
    rows = tuple((reference(record, frame), record_cells(record, names, catalogue)) for record in answer.records)
    return NumberTable("The records", tuple(heads), rows)


def columns_worth_showing(answer: RecordsAnswer) -> list[str]:
    """The columns the measure reads, but for a time that only repeats when the record counts."""
    told = {
        name
        for record in answer.records
        for name, kind, value in record.columns
        if kind != "instant" or value != record.time
    }
    order = list(dict.fromkeys(name for record in answer.records for name, _, _ in record.columns))
    return [name for name in order if name in told and name not in REPEATED]


def reference(record: Record, frame: Frame) -> Cell:
    """A record's reference, cut where it is a long digest, as the door to the object."""
    return Cell(shortened(record.object), frame.link(object_path(record.object_type, record.object)))


def record_cells(record: Record, names: list[str], catalogue: Catalogue) -> tuple[Cell, ...]:
    """A record's cells."""
    values = {name: value_shown(kind, value) for name, kind, value in record.columns}
    when = moment_text(record.time) if record.time is not None else "not placed in time"
    force = force_words(record.force, catalogue) if record.force else ""
    return (Cell(when), Cell(force), *(Cell(values.get(name, "")) for name in names))
