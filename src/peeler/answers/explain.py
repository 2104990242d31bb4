"""How a number is made: definition in words, authority and owner, lineage to sources, examples, versions."""

from dataclasses import dataclass
from typing import Any

from peeler.answers.desk import Desk
from peeler.answers.freshness import SourceFreshness
from peeler.answers.measure import DefinitionSummary
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
    """Explains a measure by name; RequestError names the nearest."""
    raise NotImplementedError
