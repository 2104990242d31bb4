"""Unit: who may see what: no answer without a policy, the same sight for numbers, records, one object and its links."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from peeler.answers.desk import Desk
from peeler.answers.explain import explain
from peeler.answers.health import health
from peeler.answers.listing import KINDS, list_kind
from peeler.answers.measure import MeasureQuestion, measure
from peeler.answers.policy import sight_of
from peeler.answers.quarantine import QuarantineQuestion, quarantine
from peeler.answers.records import RecordsQuestion, records
from peeler.answers.show import ShowQuestion, show
from peeler.store.durable import Durable
from peeler.store.projection import Projection
from peeler.store.records import FileAccount, Quarantined
from peeler.terms.clocks import FOREVER
from peeler.terms.errors import RequestError
from peeler.terms.events import Event, PersonalValue
from peeler.terms.identifiers import ObjectId, SourceName
from peeler.terms.viewers import Viewer
from tests.property.made_journals import (
    CAREFUL,
    CATALOGUE,
    KNOWN,
    LOCAL,
    NORTHERN,
    Signed,
    State,
    at,
    desk_at,
    event_of,
    fill,
)

NOBODY = Viewer("nobody", ("visitor",))
BLIND = Viewer("blind", ("blind",))
BOTH = Viewer("both", ("careful", "northern"))
OPENED = at("2024-03-04T10:00")
SYSTEM = SourceName("system")


def state(name: str, **said: Any) -> State:
    return State(f"case:{name}", "case.opened", f"{name}#0", OPENED, FOREVER, True, opened_at=OPENED, **said)


CASES = [
    state("open", team="south"),
    state("hidden", team="south", restricted=True),
    state("north", team="north", restricted=True),
]
UNBORN = State("case:unborn", "case.moved", "unborn#0", OPENED, FOREVER, False, team="south")


def told(number: str, *of: str, **said: Any) -> Event:
    data = '{"rank":{"judged_by":"source","value":true}}'
    return event_of(f"e{number}", "case.told", OPENED, *of, data=data)._replace(**said)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    durable, projection = Durable(tmp_path_factory.mktemp("durable")), Projection(None)
    with durable.commit(now=KNOWN[0], founding=False) as commit:
        commit.accept(
            [
                told("1", "case:open", personal=(PersonalValue("text", ObjectId("case:open"), "Zebedee Quill rang"),)),
                told("2", "case:hidden"),
                told("3", "case:open", "case:hidden"),
                told("5", "case:unborn"),
            ]
        )
        commit.quarantine([Quarantined(SYSTEM, "cases-1.csv", 7, "no such day", "1,Zebedee Quill,99/99")])
        commit.account(FileAccount(SYSTEM, "cases-1.csv", "cases", 6, 4, 1, 1, 0, ""))
    with durable.commit(now=KNOWN[2], founding=False) as commit:
        commit.accept([told("4", "case:open", retracts="e3")])
    fill(projection, [Signed(one, 1, KNOWN[0]) for one in [*CASES, UNBORN]], None)
    yield desk_at(durable, projection)
    projection.close()
    durable.close()


ASKS: dict[str, Callable[[Desk, Viewer], object]] = {
    "measure": lambda desk, viewer: measure(desk, viewer, MeasureQuestion("cases")),
    "records": lambda desk, viewer: records(desk, viewer, RecordsQuestion(MeasureQuestion("cases"))),
    "explain": lambda desk, viewer: explain(desk, viewer, "cases"),
    "show": lambda desk, viewer: show(desk, viewer, ShowQuestion("case", "case:open")),
    "list": lambda desk, viewer: list_kind(desk, viewer, "measures"),
    "quarantine": lambda desk, viewer: quarantine(desk, viewer, QuarantineQuestion()),
    "health": health,
}


@pytest.mark.parametrize("name", ASKS)
def test_a_viewer_without_a_policy_gets_no_answer(desk: Desk, name: str) -> None:
    with pytest.raises(RequestError, match="nobody may not see"):
        ASKS[name](desk, NOBODY)


@pytest.mark.parametrize("name", ["measure", "records", "explain", "show"])
def test_a_policy_that_says_false_gives_no_answer(desk: Desk, name: str) -> None:
    with pytest.raises(RequestError, match="blind may not see any case"):
        ASKS[name](desk, BLIND)


@pytest.mark.parametrize("name", ASKS)
def test_every_question_is_noted_once_for_its_viewer(desk: Desk, name: str) -> None:
    before = len(desk.durable.access.every())
    ASKS[name](desk, LOCAL)
    after = desk.durable.access.every()
    assert len(after) == before + 1
    assert after[-1].viewer == "tester"


def test_the_sight_of_several_roles_is_what_any_of_them_sees() -> None:
    assert len(sight_of(CATALOGUE, BOTH, "case").conditions) == 2
    assert sight_of(CATALOGUE, Viewer("all", ("careful", "local")), "case").everything


@pytest.mark.parametrize(("viewer", "expected"), [(LOCAL, 3), (CAREFUL, 1), (NORTHERN, 1), (BOTH, 2)])
def test_numbers_and_records_are_of_what_the_viewer_sees(desk: Desk, viewer: Viewer, expected: int) -> None:
    assert measure(desk, viewer, MeasureQuestion("cases")).rows[0].n == expected
    assert records(desk, viewer, RecordsQuestion(MeasureQuestion("cases"), "n")).total == expected


def test_restriction_is_judged_now_whatever_was_known(desk: Desk) -> None:
    projection = Projection(None)
    once = state("1", team="south")
    now = state("1", team="south", restricted=True)
    fill(projection, [Signed(once, 1, KNOWN[0]), Signed(once, -1, KNOWN[1]), Signed(now, 1, KNOWN[1])], None)
    later = desk_at(desk.durable, projection)
    assert measure(later, LOCAL, MeasureQuestion("cases", known=KNOWN[0])).rows[0].n == 1
    assert measure(later, CAREFUL, MeasureQuestion("cases", known=KNOWN[0])).rows[0].n == 0
    projection.close()


def test_an_object_out_of_sight_is_as_one_that_is_not(desk: Desk) -> None:
    for name in ("case:hidden", "case:nowhere"):
        with pytest.raises(RequestError) as refusal:
            show(desk, CAREFUL, ShowQuestion("case", name))
        assert str(refusal.value) == f"there is no case '{name}' that you may see"
    assert show(desk, LOCAL, ShowQuestion("case", "case:hidden")).restricted


def test_one_object_shows_its_state_its_events_and_what_was_withdrawn(desk: Desk) -> None:
    answer = show(desk, LOCAL, ShowQuestion("case", "case:open"))
    state_now = {shown.name: shown.value for shown in answer.state or ()}
    assert (state_now["team"], state_now["opened_at"], answer.force, answer.born) == (
        "south",
        OPENED,
        "middleshire",
        True,
    )
    assert [event.id for event in answer.timeline] == ["e1", "e3", "e4"]
    assert answer.timeline[0].fields == (("rank", "yes (judged by source)"),)
    assert (answer.timeline[0].meaning, answer.timeline[0].actor) == ("Somebody was told.", "officer:1")
    assert [event.dead_from for event in answer.timeline] == [None, KNOWN[2], None]
    earlier = show(desk, LOCAL, ShowQuestion("case", "case:open", known=KNOWN[1]))
    assert [(event.id, event.dead_from) for event in earlier.timeline] == [("e1", None), ("e3", None)]


def test_before_its_first_event_nothing_is_believed_of_it(desk: Desk) -> None:
    answer = show(desk, LOCAL, ShowQuestion("case", "case:open", at=at("2024-01-01")))
    assert answer.state is None
    assert "Nothing is believed" in answer.notes[0]
    assert not show(desk, LOCAL, ShowQuestion("case", "case:unborn")).born


def test_personal_values_are_for_whom_policy_lets(desk: Desk) -> None:
    mine = show(desk, LOCAL, ShowQuestion("case", "case:open"))
    assert mine.timeline[0].personal == (("text", "Zebedee Quill rang"),)
    theirs = show(desk, CAREFUL, ShowQuestion("case", "case:open"))
    assert theirs.timeline[0].personal == (("text", None),)
    assert "Zebedee" not in repr(theirs)
    assert "Zebedee" not in repr(records(desk, LOCAL, RecordsQuestion(MeasureQuestion("cases"), "n")))


def test_links_lead_only_to_what_the_viewer_sees(desk: Desk) -> None:
    assert [link.object for link in show(desk, LOCAL, ShowQuestion("case", "case:open")).linked] == ["case:hidden"]
    assert show(desk, CAREFUL, ShowQuestion("case", "case:open")).linked == ()


def test_quarantine_gives_place_and_reason_to_all_and_the_row_to_some(desk: Desk) -> None:
    mine = quarantine(desk, LOCAL, QuarantineQuestion("system"))
    assert (mine.total, mine.pages, mine.reasons) == (1, 1, (("no such day", 1),))
    assert (mine.rows[0].file, mine.rows[0].position, mine.rows[0].text) == ("cases-1.csv", 7, "1,Zebedee Quill,99/99")
    assert quarantine(desk, CAREFUL, QuarantineQuestion()).rows[0].text is None
    with pytest.raises(RequestError, match="did you mean 'system'"):
        quarantine(desk, LOCAL, QuarantineQuestion("systen"))


@pytest.mark.parametrize(("page", "size"), [(0, 50), (1, 0), (1, 100_000)])
def test_a_page_that_cannot_be_is_refused(desk: Desk, page: int, size: int) -> None:
    with pytest.raises(RequestError, match="pages count from 1"):
        quarantine(desk, LOCAL, QuarantineQuestion(page=page, size=size))


def test_health_adds_up_and_names_what_does_not(desk: Desk) -> None:
    answer = health(desk, LOCAL)
    source = next(one for one in answer.sources if one.source == "system")
    assert (source.read, source.accepted, source.duplicate, source.quarantined, source.adds_up) == (6, 4, 1, 1, True)
    assert source.freshness is not None
    assert source.freshness.silent
    kind = answer.objects[0]
    assert (kind.born, kind.unborn, kind.unborn_examples, kind.restricted) == (3, 1, ("case:unborn",), 2)
    assert (answer.events, answer.unplaced, answer.chain, answer.access_chain) == (5, 0, (), ())
    assert any("silent for longer" in problem for problem in answer.problems)
    assert any("5 events are accepted and not yet in the answers" in problem for problem in answer.problems)
    assert "1 row waits in quarantine" in " ".join(answer.problems)


def test_health_counts_only_what_the_viewer_sees(desk: Desk) -> None:
    assert health(desk, CAREFUL).objects[0].born == 1
    assert health(desk, BLIND).objects == ()


@pytest.mark.parametrize("kind", KINDS)
def test_everything_there_is_can_be_listed(desk: Desk, kind: str) -> None:
    answer = list_kind(desk, LOCAL, kind)
    assert [one.name for one in answer.listed] == sorted(one.name for one in answer.listed)
    if kind in ("measures", "objects", "sources", "policies", "benchmarks"):
        assert {one.name for one in answer.listed} == set(getattr(CATALOGUE, kind))


def test_an_unknown_kind_is_refused(desk: Desk) -> None:
    with pytest.raises(RequestError, match="did you mean 'measures'"):
        list_kind(desk, LOCAL, "measure")


def test_a_measure_explains_itself_down_to_its_sources(desk: Desk) -> None:
    answer = explain(desk, LOCAL, "cases")
    assert [(c.decides, c.text, c.words) for c in answer.conditions] == [
        ("population", "kind <> 'void'", "Kind is not 'void'")
    ]
    lineage = {one.name: one for one in answer.lineage}
    assert lineage["opened_at"].made == "first opened.at"
    assert (lineage["kind"].events, lineage["kind"].sources) == (("case.opened",), ("system",))
    assert [one.source for one in answer.freshness] == ["system"]
    assert answer.versions[-1].version == answer.definition.version
    assert answer.written.startswith("title: Cases\n")
    assert [name for name, _, _ in answer.benchmarks] == ["cases_published", "answers_published"]


def test_a_condition_in_words_reads_as_a_person_says_it(desk: Desk) -> None:
    words = {one.decides: one.words for one in explain(desk, LOCAL, "open_cases").conditions}
    assert words["population"] == "Not closed and kind is not 'void'"
    old = {one.decides: one.words for one in explain(desk, LOCAL, "old_cases").conditions}
    assert old["population"] == "Not closed and opened at is at most the moment asked for less 14 days"
