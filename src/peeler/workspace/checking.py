"""Checks a catalogue: reads it strictly and runs the worked examples of whatever a force's own folder can have changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from peeler.definitions.catalogue import PRODUCT, Catalogue, Written, load_catalogue
from peeler.examples import ExampleOutcome, run_examples
from peeler.workspace.trying import worlds
from peeler.workspace.trying_sources import run_source_examples

EVERYTHING_STANDS_ON = ("objects", "look_ups", "progress")


@dataclass(frozen=True)
class CheckOutcome:
    """How many definitions were read, what became of each worked example, and how many were left, being out of reach."""

    definitions: int
    examples: tuple[ExampleOutcome, ...]
    untouched: int


def check_catalogue(*folders: Path, everything: bool = False) -> CheckOutcome:
    """Lays these catalogue folders over Peeler's and runs the worked examples; RequestError for what cannot be read.

    Of Peeler's own definitions only those are run again that the folders' may have changed, unless ``everything``.
    """
    catalogue = load_catalogue(*folders)
    own = [one for one in catalogue.written if not one.path.is_relative_to(PRODUCT)]
    wanted = catalogue if everything or not own or reaches_all(own) else narrowed(catalogue, own)
    with worlds(catalogue) as trying:
        told = (*run_examples(wanted, trying), *run_source_examples(wanted))
    return CheckOutcome(len(catalogue.written), told, examples_of(catalogue) - examples_of(wanted))


def reaches_all(own: Collection[Written]) -> bool:
    """Whether a definition stands in the place of one on which everything stands: an object, its stages or a look-up."""
    return any(one.kind in EVERYTHING_STANDS_ON and "replaces" in one.content for one in own)


def narrowed(catalogue: Catalogue, own: Collection[Written]) -> Catalogue:
    """The catalogue with the examples of its own definitions, and of composites made of its own measures, alone."""
    names = {(one.kind, one.name) for one in own}
    made = {
        ("measures", name)
        for name, one in catalogue.measures.items()
        if any(("measures", part.name) in names for part in one.made_of)
    }
    kinds: dict[str, Mapping[str, Any]] = {
        "objects": catalogue.objects,
        "measures": catalogue.measures,
        "sources": catalogue.sources,
        "progress": catalogue.progress,
        "duties": catalogue.duties,
    }
    kept: dict[str, Any] = {
        kind: {name: one if (kind, name) in names | made else unproved(one) for name, one in definitions.items()}
        for kind, definitions in kinds.items()
    }
    return replace(catalogue, **kept)


def unproved(definition: Any) -> Any:
    """A definition without its worked examples."""
    return replace(definition, file=definition.file.model_copy(update={"examples": ()}))


def examples_of(catalogue: Catalogue) -> int:
    """How many worked examples there are."""
    kinds: tuple[Mapping[str, Any], ...] = (
        catalogue.objects,
        catalogue.measures,
        catalogue.sources,
        catalogue.progress,
        catalogue.duties,
    )
    every = [one for definitions in kinds for one in definitions.values()]
    return sum(len(one.file.examples) for one in every)
