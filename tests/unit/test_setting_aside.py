"""Unit: a row of quarantine is set aside by hand, with a reason, is counted as ever, and comes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from peeler.answers.desk import Desk
from peeler.answers.health import health
from peeler.answers.quarantine import AsideCount, QuarantineQuestion, quarantine
from peeler.cli.quarantine import numbers_in
from peeler.decisions.setting_aside import bring_back, set_aside
from peeler.store.durable import Durable
from peeler.store.projection import Projection
from peeler.store.records import Decision, FileAccount, Quarantined
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError
from peeler.terms.events import PersonalValue
from peeler.terms.identifiers import ObjectId, SourceName
from peeler.terms.viewers import Viewer
from tests.property.made_journals import CAREFUL, CATALOGUE, KNOWN, LOCAL, NOW, desk_at, event_of, fill

SYSTEM = SourceName("system")
ROWS = [Quarantined(SYSTEM, "cases-1.csv", line, "no such day", f"{line},99/99") for line in (7, 8, 9)]
WHY = "a test of the sender's"


@pytest.fixture
def durable(tmp_path: Path) -> Iterator[Durable]:
    opened = Durable(tmp_path)
    enter(opened)
    yield opened
    opened.close()


@pytest.fixture
def desk(durable: Durable) -> Iterator[Desk]:
    projection = Projection(None)
    fill(projection, [], None)
    yield desk_at(durable, projection)
    projection.close()


def enter(durable: Durable) -> None:
    """A load that refuses three of five rows."""
    with durable.commit(now=KNOWN[0], founding=False) as commit:
        commit.quarantine(ROWS)
        commit.account(FileAccount(SYSTEM, "cases-1.csv", "cases", 5, 1, 1, 3, 0, ""))


def put(durable: Durable, *numbers: int, viewer: Viewer = LOCAL, why: str = WHY, now: Instant = NOW) -> None:
    set_aside(durable, CATALOGUE, viewer, numbers, why, now)


def waiting(durable: Durable) -> list[int]:
    return [entry.number for entry in durable.quarantined.every() if entry.aside is None]


def test_a_row_set_aside_waits_no_longer_and_is_counted_as_ever(desk: Desk) -> None:
    put(desk.durable, 1, 3)
    answer = quarantine(desk, LOCAL, QuarantineQuestion())
    assert ([row.number for row in answer.rows], answer.total, answer.reasons) == ([2], 1, (("no such day", 1),))
    assert answer.set_aside == (AsideCount("tester", WHY, 2),)
    aside = quarantine(desk, LOCAL, QuarantineQuestion(aside=True)).rows
    assert [(row.number, row.text, row.aside.who, row.aside.why, row.aside.at) for row in aside if row.aside] == [
        (1, "7,99/99", "tester", WHY, NOW),
        (3, "9,99/99", "tester", WHY, NOW),
    ]
    source = next(one for one in health(desk, LOCAL).sources if one.source == "system")
    assert (source.read, source.accepted, source.duplicate, source.quarantined, source.adds_up) == (5, 1, 1, 3, True)
    assert (source.reasons, source.set_aside) == ((("no such day", 1),), (AsideCount("tester", WHY, 2),))


def test_all_set_aside_is_nothing_that_needs_somebody(desk: Desk) -> None:
    assert any("wait in quarantine" in problem for problem in health(desk, LOCAL).problems)
    put(desk.durable, 1, 2, 3)
    assert not any("in quarantine" in problem for problem in health(desk, LOCAL).problems)


def test_it_comes_back_and_every_step_is_a_decision_with_its_reason(durable: Durable) -> None:
    put(durable, 2, why=f"  {WHY} ")
    assert waiting(durable) == [1, 3]
    bring_back(durable, CATALOGUE, LOCAL, (2,), "it can be mended", NOW)
    assert waiting(durable) == [1, 2, 3]
    assert [entry.decision for entry in durable.decided.every()] == [
        Decision("set_aside", "tester", "quarantined:2", WHY),
        Decision("bring_back", "tester", "quarantined:2", "it can be mended"),
    ]


def test_loaded_again_as_it_was_it_stays_aside_and_understood_it_leaves(durable: Durable) -> None:
    put(durable, 1, 2)
    enter(durable)
    assert waiting(durable) == [3]
    with durable.commit(now=NOW, founding=False) as commit:
        assert commit.release("system", ["7,99/99"]) == 1
    assert [entry.number for entry in durable.quarantined.every()] == [2, 3]
    with pytest.raises(RequestError, match="no row 1 is in quarantine"):
        put(durable, 1)


@pytest.mark.parametrize("viewer", [CAREFUL, Viewer("nobody", ())])
def test_only_whom_a_policy_lets_may_decide_it(durable: Durable, viewer: Viewer) -> None:
    for decide in (set_aside, bring_back):
        with pytest.raises(RequestError, match=f"{viewer.name} may not set aside rows"):
            decide(durable, CATALOGUE, viewer, (1,), WHY, NOW)
    assert (waiting(durable), durable.decided.every()) == ([1, 2, 3], [])


@pytest.mark.parametrize(
    ("numbers", "why", "refusal"),
    [
        ((1,), "  ", "say why"),
        ((1,), "x" * 501, "say why"),
        ((), WHY, "say which rows"),
        ((1, 99), WHY, "no row 99 is in quarantine"),
        ((2, 3), WHY, "row 3 is set aside already, by tester"),
    ],
)
def test_what_cannot_be_is_refused_whole(durable: Durable, numbers: tuple[int, ...], why: str, refusal: str) -> None:
    put(durable, 3)
    with pytest.raises(RequestError, match=refusal):
        put(durable, *numbers, why=why)
    assert waiting(durable) == [1, 2]
    with pytest.raises(RequestError, match="no row 1 is set aside"):
        bring_back(durable, CATALOGUE, LOCAL, (3, 1), WHY, NOW)
    assert waiting(durable) == [1, 2]


def test_a_name_in_a_reason_goes_with_the_person(durable: Durable) -> None:
    person = ObjectId("case:person")
    told = event_of("e1", "case.told", KNOWN[0], person, data='{"text":true}')
    with durable.commit(now=KNOWN[1], founding=False) as commit:
        commit.accept([told._replace(personal=(PersonalValue("text", person, "Zebedee Quill"),))])
    put(durable, 1, why="the row of Zebedee Quill again")
    with durable.commit(now=NOW, founding=False) as commit:
        commit.erase(person, who="tester", why="asked")
    assert durable.decided.every()[0].decision.why == "the row of [erased] again"


def test_rows_are_named_as_a_person_writes_them() -> None:
    assert numbers_in("3") == (3,)
    assert numbers_in("3, 7-9") == (3, 7, 8, 9)
    for text in ("", "three", "3-", "-3", "1-99999999999", "3;4", "²"):
        with pytest.raises(RequestError, match=r"not the number of a row|rows at once"):
            numbers_in(text)
