"""Unit: when a watched file is whole: its look has settled, or it was renamed into place."""

import pytest

from peeler.refresh.incoming import Look, Seen, unfinished, watch

SETTLE = 2_000_000


def looked(*moments: tuple[int, dict[str, Look]]) -> list[list[str]]:
    """What is ready at each look, (moment, looks) after (moment, looks)."""
    seen: dict[str, Seen] = {}
    told = []
    for moment, looks in moments:
        seen, ready = watch(seen, looks, moment, SETTLE)
        told.append(ready)
    return told


def test_a_file_is_taken_when_it_has_looked_the_same_for_a_while() -> None:
    look = Look(10, 5, 1)
    assert looked((0, {"a.csv": look}), (1_999_999, {"a.csv": look}), (SETTLE, {"a.csv": look})) == [[], [], ["a.csv"]]


@pytest.mark.parametrize("grown", [Look(11, 5, 1), Look(10, 6, 1), Look(10, 5, 2)], ids=["size", "time", "other file"])
def test_a_file_that_still_changes_is_waited_for(grown: Look) -> None:
    first = Look(10, 5, 1)
    told = looked((0, {"a.csv": first}), (SETTLE, {"a.csv": grown}), (2 * SETTLE, {"a.csv": grown}))
    assert told == [[], [], ["a.csv"]]


def test_a_file_renamed_into_place_is_taken_at_once() -> None:
    look = Look(10, 5, 1)
    assert looked((0, {"a.csv.part": look}), (1, {"a.csv": look})) == [[], ["a.csv"]]
    assert looked((0, {"a.csv.part": look}), (1, {"a.csv": Look(10, 5, 2)})) == [[], []], "another file"
    assert looked((0, {"b.csv": look}), (1, {"a.csv": look})) == [[], []], "it was not said to be unfinished"


@pytest.mark.parametrize("name", ["a.csv.part", "a.TMP", ".a.csv", "~$a.csv", "a.csv.filepart"])
def test_an_unfinished_file_is_never_taken(name: str) -> None:
    assert unfinished(name)
    look = Look(10, 5, 1)
    assert looked((0, {name: look}), (10 * SETTLE, {name: look})) == [[], []]


def test_a_file_that_went_and_came_back_begins_again() -> None:
    look = Look(10, 5, 1)
    assert looked((0, {"a.csv": look}), (SETTLE - 1, {}), (SETTLE, {"a.csv": look})) == [[], [], []]
