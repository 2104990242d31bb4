"""A measure answered: numerator, denominator, unknown and interval for each period and group, and their bounds."""

from dataclasses import asdict, dataclass, field

from peeler.answers.access import note
from peeler.answers.asking import MeasureQuestion, Prepared, prepare
from peeler.answers.comparing import benchmarks_beside, exposures
from peeler.answers.counting import cells_of
from peeler.answers.desk import Desk
from peeler.answers.freshness import SourceFreshness, freshness_of
from peeler.answers.notes import notes_of_loading, notes_of_moment
from peeler.answers.policy import least_told
from peeler.answers.remembering import Remembering
from peeler.definitions.measures import MeasureDefinition
from peeler.measures.benchmarks import Benchmark, BenchmarkRow
from peeler.measures.exposures import notes_of_exposures
from peeler.measures.lineage import columns_of_measure, events_of_measure
from peeler.measures.rows import MeasureRow, PartCount, Place, Value, count_row, rate_row, share_row
from peeler.measures.small_numbers import fewer_than, held_back
from peeler.terms.clocks import Instant
from peeler.terms.identifiers import EventType
from peeler.terms.viewers import Viewer

__all__ = [
    "Benchmark", "BenchmarkRow", "DefinitionSummary", "MeasureAnswer", "MeasureQuestion", "MeasureRow", "PartCount",
    "Value", "measure",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DefinitionSummary:
    """What a reader must know of a definition to read its numbers; ``version`` is the digest of its file."""

    name: str
    title: str
    question: str
    kind: str
    unit: str
    better: str
    version: str


@dataclass(frozen=True, slots=True)
class MeasureAnswer:
    """The rows of a measure with what they rest on. ``notes`` are sentences to show beside the numbers.

    ``asked_at``: the moment of asking, which ``as_at`` may be before or after. ``age``: how many milliseconds ago the
    engine gave the numbers, when they were asked for before; they hold for this journal version still.
    """

    question: MeasureQuestion
    definition: DefinitionSummary
    as_at: Instant
    as_known: Instant
    freshness: tuple[SourceFreshness, ...]
    rows: tuple[MeasureRow, ...]
    benchmarks: tuple[Benchmark, ...]
    notes: tuple[str, ...]
    journal_version: int
    synthetic: bool
    asked_at: Instant | None = None
    age: int = field(default=0, compare=False)

    @property
    def ahead(self) -> bool:
        """Whether the moment asked for is still to come."""
        return self.asked_at is not None and max(self.as_at, self.as_known) > self.asked_at


def measure(desk: Desk, viewer: Viewer, question: MeasureQuestion) -> MeasureAnswer:
    """Answers a measure for a viewer; RequestError for a wrong word (naming the nearest) or what they may not see."""
    note(desk, viewer, "measure", asdict(question))
    with desk.reading() as reading:
        prepared = prepare(desk, viewer, reading, question)
        rows, notes = told_rows(desk, viewer, reading, prepared)
        benchmarks = benchmarks_beside(desk, reading, prepared)
        return MeasureAnswer(
            question, summary(prepared.measure), prepared.scope.at,
            desk.now if question.known is None else question.known, feeds_of(desk, prepared), rows, benchmarks,
            (*notes_of_loading(desk, events_behind(desk, prepared)), *notes_of_moment(desk, prepared), *notes), reading.version, desk.synthetic,
            desk.now, reading.age,
        )  # fmt: skip


def summary(definition: MeasureDefinition) -> DefinitionSummary:
    """What a reader must know of the definition."""
    file = definition.file
    return DefinitionSummary(
        definition.name, file.title, file.question, file.kind, file.unit, file.better, definition.hash
    )


def told_rows(
    desk: Desk, viewer: Viewer, reading: Remembering, prepared: Prepared
) -> tuple[tuple[MeasureRow, ...], list[str]]:
    """The rows of a prepared question as the viewer may be told them, and what must be said of them.

    The one place where small numbers are held back: whatever shows, writes or lists goes through here.
    """
    rows, notes = rows_of(reading, prepared)
    file = prepared.measure.file
    least = least_told(desk.catalogue, viewer, prepared.measure.object.name)
    if least is None:
        return rows, notes
    share, over_time = file.kind == "ratio" and file.denominator is None, file.kind != "stock"
    told = held_back(rows, least, share=share, over_time=over_time)
    return told, [*notes, *notes_of_small(told, least)]


def notes_of_small(rows: tuple[MeasureRow, ...], least: int) -> list[str]:
    """That and why numbers are held back, where any are."""
    if not any(row.held or any(part.held for part in row.parts) for row in rows):
        return []
    why = "where one could be worked out from the rest, the next smallest is held back too"
    return [f"Numbers {fewer_than(least)} are not told, by the policy you see this under; {why}."]


def rows_of(reading: Remembering, prepared: Prepared) -> tuple[tuple[MeasureRow, ...], list[str]]:
    """The rows of a prepared question, and what must be said of them."""
    cells = cells_of(reading, prepared)
    per = prepared.measure.file.denominator
    if per is None:
        placed = [(place_of(prepared, key), cell) for key, cell in cells.items()]
        if prepared.measure.file.kind == "ratio":
            return tuple(share_row(place, cell, prepared.measure) for place, cell in placed), []
        return tuple(count_row(place, cell) for place, cell in placed), []
    exposed = exposures(reading, prepared, cells)
    rows = [rate_row(place_of(prepared, key), cell, exposed[key][1].total, per.per) for key, cell in cells.items()]
    return tuple(rows), notes_of_exposures(per.label, exposed.values())


def place_of(prepared: Prepared, key: tuple[int, tuple[Value, ...]]) -> Place:
    """The period and named dimensions of a cell."""
    number, group = key
    spans = prepared.asked.spans
    names = [dimension.name for dimension in prepared.asked.dimensions]
    return Place(spans[number].day if spans else None, tuple(zip(names, group, strict=True)))


def feeds_of(desk: Desk, prepared: Prepared) -> tuple[SourceFreshness, ...]:
    """How fresh the sources are that the answer depends on."""
    return freshness_of(desk, events_behind(desk, prepared), prepared.sources)


def events_behind(desk: Desk, prepared: Prepared) -> tuple[EventType, ...]:
    """The event types that the answer depends on."""
    columns = {*columns_of_measure(prepared.measure, prepared.asked.dimensions), *prepared.asked.columns}
    return tuple(events_of_measure(desk.catalogue, prepared.measure, sorted(columns)))
