"""Checks a catalogue: reads it strictly and runs every worked example."""

from dataclasses import dataclass
from pathlib import Path

from peeler.definitions.catalogue import load_catalogue
from peeler.examples import ExampleOutcome, run_examples
from peeler.workspace.trying import worlds
from peeler.workspace.trying_sources import run_source_examples


@dataclass(frozen=True)
class CheckOutcome:
    """How many definitions were read, and what became of each worked example."""

    definitions: int
    examples: tuple[ExampleOutcome, ...]


def check_catalogue(*folders: Path) -> CheckOutcome:
    """Lays these catalogue folders over Peeler's and runs all worked examples; RequestError for what cannot be read."""
    catalogue = load_catalogue(*folders)
    with worlds(catalogue) as trying:
        told = (*run_examples(catalogue, trying), *run_source_examples(catalogue))
    return CheckOutcome(len(catalogue.written), told)
