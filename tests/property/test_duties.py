"""Property: the closed form of a duty is what a clerk finds who goes through the file instant by instant, or minute by minute."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peeler.definitions.conditions import parse_condition
from peeler.definitions.obligations import ObligationDefinition
from peeler.plans.obligations.occurrences import occurrences
from peeler.plans.scope import Scope, Sight
from peeler.store.projection import Projection, instant_of
from peeler.terms.clocks import Instant
from tests.oracle.duties import Clerk, Owed, status
from tests.oracle.effort import DEEP, effort
from tests.property.made_duties import (
    DAY,
    END,
    Beliefs,
    definition_of,
    fill,
    happenings,
    journal_rows,
    made_beliefs,
    made_rules,
)  # fmt: skip

NAMES = (
    "duty_of", "duty_armed_at", "duty_number", "duty_opens_at", "duty_due_at", "duty_status", "valid_from", "valid_to",
)  # fmt: skip
SEEDS, BY_MINUTE = (400, 40) if DEEP else (6, 2)  # of fifty tasks each; of four
Line = tuple[int, int, int, int, str]  # armed, number, opens, due (-1: none known yet), status


@pytest.fixture(scope="module")
def projection() -> Iterator[Projection]:
    opened = Projection(None)
    yield opened
    opened.close()


def closed_form(
    projection: Projection, definition: ObligationDefinition, known: int | None
) -> dict[str, list[list[Any]]]:
    """What the plan gives, by task."""
    everything = Sight((parse_condition("true", definition.columns, where="test"),))
    scope = Scope(definition, everything, END, END, None if known is None else Instant(known))
    with projection.reading() as reading:
        rows = reading.rows(occurrences(scope, definition, NAMES))
    found: dict[str, list[list[Any]]] = {}
    for task, armed, number, opens, due, told, start, end in rows:
        moments = [instant_of(moment) for moment in (armed, opens, due, start, end)]
        found.setdefault(task, []).append([*moments, number, told])
    return found


def line(armed: int, number: int, opens: int, due: int | None, told: str, until: int) -> Line:
    """One line; of what is due after the clerk went home nobody can say yet that it was entered too late."""
    if due is not None and due <= until:
        return armed, number, opens, due, told
    return armed, number, opens, -1, "met" if told == "met_entered_late" else told


def lines(rows: list[list[Any]], moment: int, until: int) -> list[Line]:
    """How things stand at a moment by the closed form; what is due after the clerk went home is not compared."""
    return sorted(
        line(armed, number, opens, due, told, until)
        for armed, opens, due, start, end, number, told in rows
        if start <= moment < end and told != "to_come"
    )


def found(owed: list[Owed], moment: int, until: int) -> list[Line]:
    """How things stand at a moment by the clerk."""
    told = [(one, status(one, moment)) for one in owed]
    return sorted(
        line(one.armed, one.number, one.opens, one.due, word, until)  # type: ignore[arg-type]
        for one, word in told
        if word not in (None, "to_come")
    )


def moments(owed: list[Owed], rows: list[list[Any]], until: int) -> list[int]:
    """Every moment at which anything changes by either, and the one before it."""
    by_clerk = {
        m for one in owed for m in (one.armed, one.opens, one.due, one.soon, one.met, one.ended) if m is not None
    }
    changes = by_clerk | {row[place] for row in rows for place in (3, 4)}
    return sorted(m for change in changes for m in (change - 1, change) if m <= until)


def check(random: Random, projection: Projection, tasks: int, *, minutes: bool = False) -> None:
    """One duty and some tasks: no difference at any moment, as known now and as known at some moment before."""
    rules = made_rules(random)
    definition = definition_of(rules)
    held: Mapping[str, Beliefs] = {
        f"task:{n}": made_beliefs(random, f"task:{n}", minutes=minutes) for n in range(tasks)
    }
    fill(projection, [row for name, beliefs in held.items() for row in journal_rows(beliefs, name)])
    for known in (None, random.choice([moment for beliefs in held.values() for moment, _ in beliefs])):
        given_by_plan = closed_form(projection, definition, known)
        for name, beliefs in held.items():
            story = happenings(beliefs, END if known is None else known)
            if not story:
                continue
            last = max([moment for moment, _ in beliefs] + [one.at for _, told in beliefs for one in told])
            until = story[0].at + 10 * DAY if minutes else min(END, last + 45 * DAY)
            owed, rows = Clerk(rules, story, until).run(minutes=minutes), given_by_plan.get(name, [])
            for moment in moments(owed, rows, until):
                assert lines(rows, moment, until) == found(owed, moment, until), (rules, story, moment)


@given(st.randoms(use_true_random=False))
@effort(20)
def test_the_closed_form_is_what_a_clerk_finds(projection: Projection, random: Random) -> None:
    check(random, projection, 3)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_difference_in_many_cases(projection: Projection, seed: int) -> None:
    check(Random(seed), projection, 50)


@pytest.mark.parametrize("seed", range(BY_MINUTE))
def test_no_difference_minute_by_minute(projection: Projection, seed: int) -> None:
    check(Random(100_000 + seed), projection, 4, minutes=True)
