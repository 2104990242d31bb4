"""How a number is made: definition in words, authority and owner, lineage to sources, examples, versions."""

from dataclasses import dataclass
from typing import Any

from peeler.answers.access import note
from peeler.answers.asking import measure_named
from peeler.answers.desk import Desk
from peeler.answers.freshness import SourceFreshness, freshness_of
from peeler.answers.measure import DefinitionSummary, summary
from peeler.answers.policy import sight_of
from peeler.answers.wording import counted_by, how_to_read, in_words
from peeler.definitions.measures import MeasureDefinition, columns_for
from peeler.measures.lineage import columns_of_measure, events_of_measure, sources_of_events, traced
from peeler.terms.clocks import Instant
from peeler.terms.viewers import Viewer


@dataclass(frozen=True, slots=True)
class ConditionInWords:
    """One condition of a definition: what it decides (``population``, ``numerator``, ...), as written and in words."""

    decides: str
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class AttributeLineage:
    """One attribute a measure reads: how it is made, from which event types, each from which sources."""

    name: str
    kind: str
    made: str
    events: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """An example that runs: its name, the events, what is asked and what it gives, as written."""

    name: str
    events: tuple[dict[str, Any], ...]
    asks: dict[str, Any]
    gives: Any


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A version of the definition that was in use: its digest, and since when (None: never kept, only read now)."""

    version: str
    since: Instant | None
    current: bool


@dataclass(frozen=True, slots=True)
class ExplainAnswer:
    """A measure explained."""

    definition: DefinitionSummary
    why: str
    never: str
    object: str
    counted_by: str
    conditions: tuple[ConditionInWords, ...]
    parts: tuple[tuple[str, str, str], ...]  # of, label, condition as written
    variants: tuple[tuple[str, str], ...]
    dimensions: tuple[str, ...]
    exclusions: tuple[str, ...]
    notes: tuple[str, ...]
    how_to_read: tuple[str, ...]
    authority: tuple[tuple[str, str], ...]
    owner: str
    checked_by: str
    review_by: str
    lineage: tuple[AttributeLineage, ...]
    freshness: tuple[SourceFreshness, ...]
    benchmarks: tuple[tuple[str, str, str], ...]  # name, title, why they differ
    examples: tuple[WorkedExample, ...]
    versions: tuple[KeptVersion, ...]
    written: str


def explain(desk: Desk, viewer: Viewer, name: str) -> ExplainAnswer:
    """Explains a measure by name; RequestError names the nearest, or says the viewer may not see what it counts."""
    note(desk, viewer, "explain", {"measure": name})
    measure = measure_named(desk, name)
    for part in measure.made_of:
        sight_of(desk.catalogue, viewer, part.object.name)
    file = measure.file
    events = sorted({e for m in measure.made_of for e in events_of_measure(desk.catalogue, m, columns_of_measure(m))})
    return ExplainAnswer(
        summary(measure), file.why, file.never or "", ", ".join(dict.fromkeys(part.object.file.title for part in measure.made_of)),
        counted_by(measure), conditions(measure),
        tuple((part.of, part.label, part.when.text) for part in measure.parts),
        tuple((key, condition.text) for key, condition in measure.variants.items()),
        tuple(dimension.name for dimension in measure.dimensions), file.exclusions, file.notes, how_to_read(measure),
        tuple(file.authority.items()), file.owner, file.checked_by, file.review_by, lineage(desk, measure),
        freshness_of(desk, tuple(events), ()), benchmarks(desk, measure), examples(measure), versions(desk, measure),
        written(desk, name),
    )  # fmt: skip


def conditions(measure: MeasureDefinition) -> tuple[ConditionInWords, ...]:
    """The conditions of population and numerator, as written and in words."""
    said = {"population": measure.population, "numerator": measure.numerator}
    return tuple(
        ConditionInWords(decides, " ".join(condition.text.split()), in_words(condition, columns_for(measure.object)))
        for decides, condition in said.items()
        if condition is not None
    )


def lineage(desk: Desk, measure: MeasureDefinition) -> tuple[AttributeLineage, ...]:
    """How each attribute the measure reads is made, down to the sources, from the definitions alone."""
    several = [traced(desk.catalogue, part.object, columns_of_measure(part)) for part in measure.made_of]
    found = dict.fromkeys(one for some in several for one in some)
    return tuple(
        AttributeLineage(one.name, one.kind, one.made, one.events, sources_of_events(desk.catalogue, one.events))
        for one in found
    )


def benchmarks(desk: Desk, measure: MeasureDefinition) -> tuple[tuple[str, str, str], ...]:
    """The benchmarks the measure names: name, title, why they differ."""
    names = [named.partition(":")[2] for named in measure.file.compare if named.startswith("benchmark:")]
    files = [(name, desk.catalogue.benchmarks[name].file) for name in names]
    return tuple((name, file.title, file.why_they_differ) for name, file in files)


def examples(measure: MeasureDefinition) -> tuple[WorkedExample, ...]:
    """The worked examples, as written."""
    return tuple(
        WorkedExample(
            str(one.get("name", "")), tuple(one.get("events", ())), dict(one.get("asks", {})), one.get("gives")
        )
        for one in measure.file.examples
    )


def versions(desk: Desk, measure: MeasureDefinition) -> tuple[KeptVersion, ...]:
    """The kept versions of the definition, oldest first, and the one in use even where it was never kept."""
    kept = [
        KeptVersion(v.hash, v.first_kept, v.hash == measure.hash)
        for v in desk.durable.kept.versions("measures", measure.name)
    ]
    return tuple(kept if any(one.current for one in kept) else [*kept, KeptVersion(measure.hash, None, True)])


def written(desk: Desk, name: str) -> str:
    """The measure's file, as written."""
    return next(one.text for one in desk.catalogue.written if (one.kind, one.name) == ("measures", name))
