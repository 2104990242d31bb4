"""Unit: rolling periods, provisional ones, composites, rates by group and outlooks, answered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from peeler.answers.desk import Desk
from peeler.answers.measure import MeasureQuestion
from peeler.answers.outlook import outlook_of
from peeler.answers.records import RecordsQuestion, records
from peeler.store.durable import Durable
from peeler.store.projection import Projection
from peeler.terms.clocks import Instant
from peeler.terms.errors import NotAllowed, RequestError
from peeler.terms.viewers import Viewer
from tests.property.made_journals import KNOWN, LOCAL, NOW, Signed, at, desk_at, fill
from tests.unit.test_answers_measure import CASES, DAY, REFERENCES, ask, case


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    durable, projection = Durable(tmp_path_factory.mktemp("durable")), Projection(None)
    fill(projection, [Signed(state, 1, KNOWN[0]) for state in CASES], None, REFERENCES)
    yield desk_at(durable, projection, Instant(NOW + DAY))
    projection.close()
    durable.close()


def test_each_row_may_cover_several_periods_once_there_are_so_many(desk: Desk) -> None:
    bounds: dict[str, Any] = {"start": at("2024-02-01"), "end": Instant(at("2024-05-31") - 1)}
    alone = [row.value or 0 for row in ask(desk, "cases", every="month", **bounds).rows]
    wide = ask(desk, "cases", every="month", rolling=3, **bounds)
    assert [(row.period, row.value) for row in wide.rows] == [
        (date(2024, 4, 1), sum(alone[:3])),
        (date(2024, 5, 1), sum(alone[1:])),
    ]
    question = RecordsQuestion(wide.question, "value", date(2024, 4, 1))
    assert records(desk, LOCAL, question).total == wide.rows[0].value


@pytest.mark.parametrize(("name", "said"), [("cases", {"rolling": 3}), ("open_cases", {"rolling": 3, "every": "month"}),
                                            ("cases", {"rolling": 1, "every": "month"})])  # fmt: skip
def test_what_cannot_be_widened_is_refused(desk: Desk, name: str, said: dict[str, Any]) -> None:
    with pytest.raises(RequestError, match="rolling: "):
        ask(desk, name, **said)


def test_a_period_is_provisional_until_its_records_have_had_their_time(desk: Desk) -> None:
    answer = ask(desk, "closed_in_time", every="month")
    assert {row.period: row.provisional for row in answer.rows} == {date(2024, 3, 1): False, date(2024, 4, 1): True}
    assert any("are provisional: they will change" in note for note in answer.notes)


def test_a_composite_is_worked_out_row_by_row_and_refuses_what_its_measures_do_not_have(desk: Desk) -> None:
    rows = ask(desk, "cases_for_each_answer", by=("team",)).rows
    assert {row.dimensions[0][1]: (row.value, row.unknown) for row in rows} == {
        "north": (None, 1),
        "south": (None, 0),
        None: (None, 0),
    }
    with pytest.raises(RequestError, match="unknown dimension"):
        ask(desk, "cases_for_each_answer", by=("nowhere",))
    with pytest.raises(RequestError, match="which have the records: cases, moves"):
        records(desk, LOCAL, RecordsQuestion(MeasureQuestion("cases_for_each_answer")))


def test_a_rate_is_of_the_people_of_its_own_group_and_kind(desk: Desk) -> None:
    answer = ask(desk, "team_rate", by=("team",), where="force = 'middleshire'")
    found = {row.dimensions[0][1]: (row.numerator, row.denominator) for row in answer.rows}
    assert found == {"north": (3, 200), "south": (1, 400)}
    assert ask(desk, "team_rate", where="force = 'middleshire'").rows[0].denominator == 1_600
    with pytest.raises(RequestError, match="ask by team"):
        ask(desk, "team_rate", where="team = 'north'")


def test_an_outlook_stands_between_the_bounds_and_is_of_one_whole(desk: Desk) -> None:
    made = [
        case(str(n), f"2024-0{1 + n % 4}-0{1 + n % 7}", kind="theft", answer=n % 3 == 0 if n % 5 else None)
        for n in range(90)
    ]
    projection = Projection(None)
    fill(projection, [Signed(state, 1, KNOWN[0]) for state in made], None)
    here = replace(desk, projection=projection)
    told = outlook_of(here, LOCAL, MeasureQuestion("answered", at=at("2024-05-01"))).outlook
    assert (told.n, told.open, told.counted) == (90, 18, 24)
    assert told.lowest is not None
    assert told.expected is not None
    assert told.highest is not None
    assert told.lowest <= told.expected <= told.highest
    with pytest.raises(RequestError, match="an outlook is of one whole"):
        outlook_of(here, LOCAL, MeasureQuestion("answered", by=("team",)))
    with pytest.raises(RequestError, match="'cases' does not say when its records are settled; these do: answered"):
        outlook_of(here, LOCAL, MeasureQuestion("cases"))
    with pytest.raises(NotAllowed, match="one of its counts is fewer than"):
        outlook_of(here, Viewer("reader", ("public",)), MeasureQuestion("answered", where="size = 99"))
    projection.close()
