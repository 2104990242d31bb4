"""Worked examples side by side: each is judged alone, and what is wrong with one is said of that one."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

from peeler.definitions.catalogue import Catalogue, load_catalogue
from peeler.examples import run_examples
from peeler.workspace.trying import worlds

WHOLE = load_catalogue()


def with_examples(*examples: dict[str, Any]) -> Catalogue:
    """The product's catalogue with these examples of an investigation and no others."""
    objects = {
        name: replace(one, file=one.file.model_copy(update={"examples": examples if name == "investigation" else ()}))
        for name, one in WHOLE.objects.items()
    }
    return replace(WHOLE, objects=objects, measures={}, progress={}, duties={})


def example(name: str, **changes: Any) -> dict[str, Any]:
    """A crime that was recorded, with other gives or another event."""
    event = {"event": "investigation.recorded", "investigation": "crime:1", "at": "2024-01-05T10:00"}
    event["crime_type"] = changes.pop("crime_type", "Burglary")
    return deepcopy({"name": name, "events": [event | changes.pop("event", {})], **changes})


def problems(*examples: dict[str, Any]) -> list[str | None]:
    """What is wrong with each."""
    catalogue = with_examples(*examples)
    with worlds(catalogue) as trying:
        return [outcome.problem for outcome in run_examples(catalogue, trying)]


def test_examples_about_the_same_object_see_nothing_of_each_other() -> None:
    burglary = example("a", gives={"crime:1": {"crime_type": "Burglary"}})
    robbery = example("b", crime_type="Robbery", gives={"crime:1": {"crime_type": "Robbery"}})
    assert problems(burglary, robbery) == [None, None]


def test_what_is_wrong_with_one_example_is_said_of_that_one() -> None:
    holds = example("holds", gives={"crime:1": {"crime_type": "Burglary"}})
    found = problems(
        example("value", gives={"crime:1": {"crime_type": "Robbery"}}),
        example("object", gives={"crime:2": {}}),
        example("event", event={"event": "investigation.record"}, gives={}),
        example("moment", event={"recorded_at": "never"}, gives={}),
        holds,
    )
    assert found == [
        "crime:1: crime_type is Burglary, not Robbery",
        "unknown object 'crime:2'; did you mean 'crime:1'?",
        "unknown event 'investigation.record'; did you mean 'investigation.recorded'?",
        "investigation.recorded: 'recorded_at' is not a time such as 2024-04-30T09:15:00+01:00",
        None,
    ]
