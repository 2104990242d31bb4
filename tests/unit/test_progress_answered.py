"""Unit: a progress answered: times with those who wait counted in, two groups, small numbers, and words refused by name."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from peeler.answers.desk import Desk
from peeler.answers.progress.cases import FlowCasesQuestion, flow_cases
from peeler.answers.progress.flow import progress
from peeler.answers.progress.flow_answer import FlowMove, FlowStep, ProgressAnswer, ProgressQuestion
from peeler.answers.progress.flow_json import progress_json
from peeler.store.durable import Durable
from peeler.store.projection import Projection
from peeler.terms.clocks import FOREVER, Instant, parse_moment
from peeler.terms.errors import NotAllowed, RequestError
from peeler.terms.viewers import Viewer
from tests.property.made_journals import KNOWN, LOCAL, NOW, Signed, State, at, desk_at, fill

PUBLIC = Viewer("tester", ("public",))
HOUR = 3_600_000_000
FIRST = at("2024-03-04T10:00")


def history(name: str, opened: Instant, *turns: tuple[int, str, dict[str, Any]], **said: Any) -> list[State]:
    """The states of one case: opened, then so many hours later each event with what it changes."""
    states = [State(f"case:{name}", "case.opened", f"{name}#0", opened, FOREVER, True, opened_at=opened, **said)]
    for number, (hours, event, changed) in enumerate(turns, start=1):
        moment = Instant(opened + hours * HOUR)
        states.append(
            replace(states[-1], began_with=f"case.{event}", event=f"{name}#{number}", valid_from=moment, **changed)
        )
    for place, (before, after) in enumerate(pairwise(states)):
        states[place] = replace(before, valid_to=after.valid_from)
    return states


PLACED, YES = {"team": "north"}, {"answer": True}
CASES = [
    *history("1", FIRST, (10, "moved", PLACED), (20, "answered", YES), (50, "closed", {"closed": Instant(FIRST + 50 * HOUR)}), kind="theft"),
    *history("2", FIRST, (20, "moved", PLACED), (30, "answered", YES), (31, "answered", {"answer": False}), kind="theft"),
    *history("3", FIRST, (30, "moved", PLACED), kind="void"),
    *history("4", at("2024-04-10T08:00"), (4, "moved", {"team": "south"}), kind="theft"),
    *history("5", at("2024-04-09T08:00"), kind="void"),
]  # fmt: skip
MANY = [state for n in range(30) for state in history(f"m{n}", FIRST, *([(5, "moved", PLACED)] if n > 7 else []))]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    durable = Durable(tmp_path_factory.mktemp("durable"))
    projection = Projection(None)
    yield desk_at(durable, projection)
    projection.close()
    durable.close()


def held(desk: Desk, states: list[State]) -> Desk:
    fill(desk.projection, [Signed(state, 1, KNOWN[0]) for state in states], KNOWN[1])
    return desk


def asked(desk: Desk, viewer: Viewer = LOCAL, **said: Any) -> ProgressAnswer:
    return progress(desk, viewer, ProgressQuestion("case", **said))


def step(answer: ProgressAnswer, name: str, side: int = 0) -> FlowStep:
    found = answer.sides[side].step(name)
    assert found is not None
    return found


def moves(answer: ProgressAnswer) -> dict[tuple[str, str], FlowMove]:
    return {(move.step, move.next): move for move in answer.sides[0].moves}


def test_times_in_a_stage_count_those_who_wait_still(empty: Desk) -> None:
    answer = asked(held(empty, CASES))
    assert answer.told == max(state.valid_from for state in CASES)
    opened = step(answer, "opened")
    assert (opened.entered, opened.cases, opened.here) == (5, 5, 1)
    assert opened.median == 20 * 3600  # of waits of 4, 10, 20 and 30 hours, and one that goes on
    assert opened.overdue == 0
    closed = step(answer, "closed")
    assert (closed.ends, closed.here, closed.median, closed.spent) == (True, 1, None, None)
    assert sum(one.spent or 0 for one in answer.sides[0].steps) == pytest.approx(1)
    assert [one.name for one in answer.sides[0].steps] == ["opened", "placed", "answered", "closed"]


def test_moves_have_their_times_and_say_where_they_go_back(empty: Desk) -> None:
    told = moves(asked(held(empty, CASES)))
    assert told["opened", "placed"].count == 4
    assert told["opened", "placed"].median == 15 * 3600
    assert told["answered", "placed"].back
    assert not told["answered", "placed"].reopens
    assert not told["opened", "placed"].back


def test_what_stands_still_is_listed_the_longest_first_without_what_has_ended(empty: Desk) -> None:
    answer = asked(held(empty, CASES))
    assert [case.object for case in answer.standing] == ["case:3", "case:2", "case:5", "case:4"]
    assert answer.standing_in_all == 4
    assert answer.standing[0].columns == (("team", "word", "north"),)
    between = asked(empty, by="events")
    assert [case.object for case in between.standing] == ["case:3", "case:2", "case:5", "case:4"]


def test_two_values_or_two_times_stand_side_by_side(empty: Desk) -> None:
    held(empty, CASES)
    kinds = asked(empty, against="kind=theft,void")
    assert [(side.label, side.cases) for side in kinds.sides] == [("kind: theft", 3), ("kind: void", 2)]
    march: dict[str, Any] = {"start": at("2024-03-01"), "end": parse_moment("2024-03-31", edge="end")}
    times = asked(empty, against="2024-04-01..2024-04-30", **march)
    assert [(side.label, side.cases) for side in times.sides] == [
        ("1 March 2024 to 31 March 2024", 3),
        ("1 April 2024 to 30 April 2024", 2),
    ]
    assert times.words[0] == "1 March 2024 to 31 March 2024 (3) beside 1 April 2024 to 30 April 2024 (2)."
    assert asked(empty, where="kind = 'void'").sides[0].cases == 2
    assert asked(empty, last=1).sides[0].cases == 2


def test_the_answer_is_said_in_words_first(empty: Desk) -> None:
    answer = asked(held(empty, CASES))
    assert answer.words[0].startswith("Work waits longest in 'Placed': ")
    assert "There are 4 different ways through; the commonest was taken by 2 of 5." in answer.words
    assert asked(held(empty, []), by="events").words == ("Nothing has moved: there is no such work.",)


def test_small_numbers_are_held_back_with_their_times_and_lists(empty: Desk) -> None:
    few = [
        state for n in range(2) for state in history(f"f{n}", FIRST, (1, "closed", {"closed": Instant(FIRST + HOUR)}))
    ]
    held(empty, [*MANY, *few])
    seen, told = asked(empty), asked(empty, PUBLIC)
    assert moves(seen)["opened", "closed"].count == 2
    small = moves(told)["opened", "closed"]
    assert (small.count, small.median, small.held) == (None, None, "fewer than 5")
    assert step(told, "closed").entered is None
    hidden = [one for one in told.sides[0].moves if one.count is None] + [
        s for s in told.sides[0].steps if s.here is None
    ]
    assert len(hidden) > 2  # one alone could be worked out from the rest
    with pytest.raises(NotAllowed, match="fewer than 5"):
        flow_cases(empty, PUBLIC, FlowCasesQuestion(ProgressQuestion("case"), "move:opened>closed"))
    assert flow_cases(empty, LOCAL, FlowCasesQuestion(ProgressQuestion("case"), "move:opened>closed")).total == 2


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"progress": "cas"}, "unknown progress 'cas'; did you mean 'case'?"),
        ({"by": "stage"}, "by: unknown way 'stage'; did you mean 'stages'?"),
        ({"where": "knd = 'theft'"}, "where: unknown name 'knd'; did you mean 'kind'?"),
        ({"against": "kind"}, "against: say FROM..TO for another time, or NAME=ONE,OTHER for two values of a dimension"),
        ({"against": "kid=theft,void"}, "against: unknown dimension 'kid'; did you mean 'kind'?"),
        ({"against": "kind=theft,theft"}, "against: the two values are the same"),
        ({"against": "2024-04-30..2024-04-01"}, "against: the time it names ends before it begins"),
        ({"last": 0}, "last: 1 to 600 months"),
        ({"last": 1, "start": FIRST}, "last: say either so many months, or from and to"),
        ({"start": NOW, "end": FIRST}, "the time asked for ends before it begins"),
        ({"variants": 1_000}, "variants: 0 to 200"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_by_name(empty: Desk, said: dict[str, Any], message: str) -> None:
    with pytest.raises(RequestError) as refusal:
        progress(empty, LOCAL, ProgressQuestion(**{"progress": "case", **said}))
    assert str(refusal.value) == message


@pytest.mark.parametrize("which", ["here:opned", "move:opened", "moves", "move:opened>placed>x"])
def test_a_list_that_is_none_is_refused(empty: Desk, which: str) -> None:
    held(empty, CASES)
    with pytest.raises(RequestError, match="which"):
        flow_cases(empty, LOCAL, FlowCasesQuestion(ProgressQuestion("case"), which))


def test_the_json_has_moves_as_rows(empty: Desk) -> None:
    document = progress_json(asked(held(empty, CASES), against="kind=theft,void"))
    assert document["definition"]["stages"][-1] == {"name": "closed", "title": "Closed", "when": "closed", "ends": True}
    assert {"of", "step", "next", "count", "median", "ninth"} <= set(document["rows"][0])
    assert document["standing"]["total"] == 2
