"""The worked examples of sources: each row of an extract becomes exactly the events that its file says it does."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from peeler.definitions.catalogue import load_catalogue
from peeler.simulate.force.systems import SYSTEMS
from peeler.workspace.trying_sources import run_source_examples

CATALOGUE = load_catalogue()
SOURCE = "wanted_list"
(EXAMPLE,) = CATALOGUE.sources[SOURCE].file.examples


def test_rows_become_the_events_of_every_worked_example() -> None:
    found = list(run_source_examples(CATALOGUE))
    assert len(found) == sum(len(source.file.examples) for source in CATALOGUE.sources.values())
    assert [(one.name, one.example, one.problem) for one in found if one.problem] == []


def problem(example: dict[str, Any]) -> str | None:
    """What is wrong with an example, when it is the only one of its source."""
    source = CATALOGUE.sources[SOURCE]
    file = source.file.model_copy(update={"examples": (example,)})
    (found,) = run_source_examples(replace(CATALOGUE, sources={SOURCE: replace(source, file=file)}))
    return found.problem


def changed(**changes: Any) -> dict[str, Any]:
    """The example of the wanted list with something else in it; None takes a key away."""
    return {key: value for key, value in {**deepcopy(EXAMPLE), **changes}.items() if value is not None}


@pytest.mark.parametrize(
    ("example", "words"),
    [
        (changed(gives=EXAMPLE["gives"][:2]), "events, not 2: wanted.circulated, wanted.declared"),
        (changed(gives=[{**EXAMPLE["gives"][0], "risk": "low"}, *EXAMPLE["gives"][1:]]), "event 1: no event says"),
        (changed(rows=[{**EXAMPLE["rows"][0], "Rsik": "high"}]), "unknown column 'Rsik'; did you mean 'Risk'"),
        (changed(rows=[{**EXAMPLE["rows"][0], "Declared": "soon"}]), "a row is not understood"),
        (changed(file="northmoor-unwanted.csv"), "no table of 'wanted_list' has files of this name"),
        (changed(file=None), "an example needs 'file:'"),
        (changed(row=[]), "unknown key 'row'; did you mean 'rows'"),
    ],
)
def test_what_is_wrong_with_an_example_is_said(example: dict[str, Any], words: str) -> None:
    assert words in (problem(example) or "it holds")


@pytest.mark.parametrize("source", [system.name for system in SYSTEMS])
def test_every_simulated_source_has_a_worked_example_and_says_its_limits(source: str) -> None:
    file = CATALOGUE.sources[source].file
    assert file.examples
    assert file.known_limits
