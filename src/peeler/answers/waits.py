"""Answers of time: for each period and group how long it took, with who waits on counted in, not left out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from peeler.answers.asking import Prepared
from peeler.answers.counting import plain
from peeler.answers.remembering import Remembering
from peeler.definitions.waiting import UNITS, Waiting
from peeler.measures.rows import Group, MeasureRow
from peeler.measures.waiting import Wait, curve
from peeler.plans.waits import waits

Key = tuple[int, Group]


def waits_of(reading: Remembering, prepared: Prepared, waiting: Waiting) -> dict[Key, list[Wait]]:
    """The waits of each period and group, in the measure's fineness."""
    asked, found = prepared.asked, defaultdict[Key, list[Wait]](list)
    for row in reading.rows(waits(prepared.plan, asked, waiting)):
        number, rest = (int(row[0]), row[1:]) if asked.spans else (0, row)
        width = len(asked.dimensions)
        found[number, tuple(plain(value) for value in rest[:width])].append(wait_of(rest[width:]))
    return dict(found)


def wait_of(row: Iterable[Any]) -> Wait:
    """The last columns of the plan as waits of one length."""
    cause, ending, length, count = row
    return Wait(int(cause), ending, int(length), int(count))


def with_waits(row: MeasureRow, waited: Iterable[Wait], waiting: Waiting) -> MeasureRow:
    """A row of how many have what they wait for, with the time by which the measure's share of them has it as its value."""
    unit = UNITS[waiting.unit] / waiting.fineness
    told = [None if length is None else length / unit for length in curve(waited).quantile(waiting.quantile)]
    return replace(row, value=told[0], low=told[1], high=told[2], lowest=None, highest=None)
