"""A measure answered: numerator, denominator, unknown and interval for each period and group, and their bounds."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from peeler.answers.access import note
from peeler.answers.asking import MeasureQuestion, Prepared, measure_named
from peeler.answers.combining import rows_behind
from peeler.answers.comparing import benchmarks_beside
from peeler.answers.desk import Desk
from peeler.answers.freshness import SourceFreshness, freshness_of
from peeler.answers.notes import notes_of_loading, notes_of_moment
from peeler.definitions.measures import MeasureDefinition
from peeler.measures.benchmarks import Benchmark, BenchmarkRow
from peeler.measures.lineage import columns_of_measure, events_of_measure
from peeler.measures.rows import MeasureRow, PartCount, Value
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
    return measured(desk, viewer, question)


def measured(desk: Desk, viewer: Viewer, question: MeasureQuestion) -> MeasureAnswer:
    """The same, for an answer that is made of several and has noted itself what was asked."""
    definition = measure_named(desk, question.measure)
    with desk.reading() as reading:
        rows, notes, behind = rows_behind(desk, viewer, reading, definition, question)
        return MeasureAnswer(
            question, summary(definition), behind[0].scope.at, desk.moment(question.known),
            feeds_of(desk, behind), rows, benchmarks_beside(desk, reading, behind[0], definition.file.compare, question.variant),
            notes_of(desk, behind, notes), reading.version, desk.synthetic, desk.now, reading.age,
        )  # fmt: skip


def notes_of(desk: Desk, behind: Sequence[Prepared], notes: Sequence[str]) -> tuple[str, ...]:
    """The sentences beside an answer, each once: of what is loading, of its moment, and of its rows."""
    events = sorted({event for prepared in behind for event in events_behind(desk, prepared)})
    moments = [note for prepared in behind for note in notes_of_moment(desk, prepared)]
    return tuple(dict.fromkeys([*notes_of_loading(desk, events), *moments, *notes]))


def summary(definition: MeasureDefinition) -> DefinitionSummary:
    """What a reader must know of the definition."""
    file = definition.file
    return DefinitionSummary(
        definition.name, file.title, file.question, file.kind, file.unit, file.better, definition.hash
    )


def feeds_of(desk: Desk, behind: Sequence[Prepared]) -> tuple[SourceFreshness, ...]:
    """How fresh the sources are that the answer depends on."""
    events = {event for prepared in behind for event in events_behind(desk, prepared)}
    sources = {source for prepared in behind for source in prepared.sources}
    return freshness_of(desk, tuple(sorted(events)), tuple(sorted(sources)))


def events_behind(desk: Desk, prepared: Prepared) -> tuple[EventType, ...]:
    """The event types that the answer depends on."""
    columns = {*columns_of_measure(prepared.measure, prepared.asked.dimensions), *prepared.asked.columns}
    return tuple(events_of_measure(desk.catalogue, prepared.measure, sorted(columns)))
