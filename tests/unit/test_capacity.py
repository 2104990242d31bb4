"""Unit: whether a unit keeps up is answered from records, by both clocks and policy; assumptions are named, changed, never stored."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from peeler.answers.capacity.capacity_answer import CapacityAnswer, CapacityQuestion, SeenWeek
from peeler.answers.capacity.keeping_up import capacities, capacity
from peeler.answers.capacity.weeks import Seen, growth_of, marked, pace
from peeler.answers.capacity.working import Worked, worked_out
from peeler.answers.measure import MeasureQuestion, measure
from peeler.definitions.catalogue import load_catalogue
from peeler.terms.clocks import LONDON, Instant, parse_instant, parse_moment
from peeler.terms.errors import NotAllowed, RequestError
from peeler.terms.viewers import Viewer, local_viewer
from peeler.workspace.deeds import LoadOrder, load_files
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.opening import held
from peeler.workspace.places import new_workspace
from peeler.workspace.wire import pack, pack_answer, unpack, unpack_answer

FIRST, WEEKS = date(2023, 1, 2), 70
RISE = 8  # weeks at the end in which 32 come in and 20 are decided; before that 20 and 20
NOW = parse_instant("2024-05-08T12:00:00")
ME, ANALYST, NOBODY = local_viewer("me"), Viewer("analyst", ("analyst",)), Viewer("nobody", ("none",))
POLICY = """
title: Analysts
about: Analysts are told no small numbers.
role: analyst
see: {any: "true"}
small_numbers: 5
owner: o
checked_by: c
review_by: 2027-04-01
"""


def moment(week: int, place: int) -> datetime:
    """A working hour of a week, the places one after another from Monday to Friday."""
    return datetime.combine(FIRST, datetime.min.time(), LONDON) + timedelta(
        weeks=week, days=place % 5, hours=9 + place % 8
    )


def happenings() -> Iterator[tuple[str, str, str, datetime, dict[str, str]]]:
    """Type, object type, object, moment and data of all that happens: referrals, the oldest decided first; posts and people."""
    made = decided = 0
    for week in range(WEEKS + 1):
        coming = 8 if week == WEEKS else (50 if week == 0 else 32 if week >= WEEKS - RISE else 20)
        for place in range(coming):
            at = moment(week, place % 2 if week == WEEKS else place)
            yield "referral.made", "referral", f"referral:{made}", at, {"kind": "child" if made % 4 else "adult"}
            made += 1
        for place in range(0 if week == WEEKS else 20):
            at = moment(week, place) + timedelta(hours=1) if week else moment(week, 4) + timedelta(hours=10)
            yield "referral.triaged", "referral", f"referral:{decided}", at, {"priority": "high", "by_role": "officer"}
            decided += 1
    start = datetime(2022, 5, 2, tzinfo=LONDON)
    for place in range(4):
        yield "post.created", "post", f"post:{place}", start, {"role": "officer", "team": "referral_unit"}
        yield "post.filled", "post", f"post:{place}", start, {}
        yield "officer.joined", "officer", f"officer:{place}", start, {"team": "referral_unit", "role": "staff"}
    yield "officer.absent", "officer", "officer:3", datetime(2024, 1, 2, tzinfo=LONDON), {}


def lines() -> Iterator[str]:
    """All of it as events; five referrals of the last whole week were recorded only on the Tuesday after."""
    late = 0
    for number, (event, kind, name, at, data) in enumerate(happenings()):
        held_back = (
            event == "referral.made" and at.date() >= date(2024, 5, 2) and at.date() <= date(2024, 5, 5) and late < 5
        )
        late += held_back
        recorded = datetime(2024, 5, 7, 9, tzinfo=LONDON) if held_back else at
        yield json.dumps(
            {
                "force": "middleshire", "source": "unit", "id": f"unit:{number}", "type": event, "objects": {kind: name},
                "at": at.isoformat(), "recorded_at": recorded.isoformat(), "data": data,
            }
        )  # fmt: skip


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalWorkspace]:
    folder = tmp_path_factory.mktemp("capacity")
    (folder / "unit.jsonl").write_text("\n".join(lines()) + "\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        made = new_workspace(folder / "w").folder
        (made / "catalogue" / "policies").mkdir(parents=True, exist_ok=True)
        (made / "catalogue" / "policies" / "analysts.yml").write_text(POLICY, "utf-8")
        with held(made, "a test", clock=lambda: NOW) as opened:
            opened.do(load_files, ME, LoadOrder((str(folder / "unit.jsonl"),)), progress=lambda *_: None)
            yield opened


def ask(workspace: LocalWorkspace, viewer: Viewer = ME, **said: object) -> CapacityAnswer:
    """The answer for the referral unit."""
    answer: CapacityAnswer = workspace.ask(capacity, viewer, CapacityQuestion("referral_unit", **said))  # type: ignore[arg-type]
    return answer


def test_the_queue_grows_by_what_comes_in_less_what_is_decided(workspace: LocalWorkspace) -> None:
    answer = ask(workspace)
    assert (answer.arrivals and answer.arrivals.value, answer.completions and answer.completions.value) == (32, 20)
    assert answer.growth is not None
    assert answer.growth.value == 12
    assert answer.growth.finding == "higher"
    assert answer.words[0].startswith("At today's pace the queue grows by 12 a week (95 % interval 6.")
    assert answer.words[0].endswith("32 referrals come in and 20 are decided.")
    assert answer.queue == 30 + 12 * RISE + 8
    assert [week.whole for week in answer.weeks] == [False, *[True] * (WEEKS - 1), False]
    assert sum(week.recent for week in answer.weeks) == 8


def test_the_queue_of_each_week_follows_from_the_one_before(workspace: LocalWorkspace) -> None:
    weeks = ask(workspace).weeks
    for before, after in pairwise(weeks):
        assert None not in (before.queue, after.queue, after.arrivals, after.completions)
        assert after.queue == (before.queue or 0) + (after.arrivals or 0) - (after.completions or 0)


def test_staff_hours_and_pace_say_what_the_unit_can_do_and_what_it_takes(workspace: LocalWorkspace) -> None:
    answer = ask(workspace)
    power, staffing = answer.power, answer.staffing
    assert power.each is not None
    assert (power.staff, power.hours) == (3, 27)
    assert power.each == pytest.approx(20 / 3)
    assert power.minutes == pytest.approx(3 * 27 * 60 / 20)
    assert answer.expected == pytest.approx(32, abs=2)
    assert staffing.suffice == "no"
    assert answer.expected is not None
    assert staffing.to_keep_up == pytest.approx(answer.expected / (20 / 3))
    assert answer.backlog is not None
    assert answer.backlog.weeks_to_clear is None
    assert answer.backlog.wait_now == pytest.approx((answer.queue or 0) / 20)
    assert any(said.startswith("3 people do not suffice") for said in answer.words)
    bases = {one.name: (one.value, one.basis) for one in answer.assumptions}
    assert bases["staff"] == (3, "data")
    assert bases["hours"] == (27, "assumption")
    assert bases["handling"][1] == "worked_out"


def test_what_the_question_assumes_is_named_and_changes_nothing_that_is_kept(workspace: LocalWorkspace) -> None:
    before = ask(workspace)
    changed = ask(workspace, handling=45.0, staff=6.0, weeks=8)
    assert changed.changed
    assert changed.power.capacity == pytest.approx(6 * 27 * 60 / 45)
    assert changed.staffing.suffice == "yes"
    assert {one.name: one.basis for one in changed.assumptions} == {
        "staff": "asked", "hours": "assumption", "handling": "asked",
    }  # fmt: skip
    assert changed.words[0].startswith(
        "With 6 people, 45 minutes for each referral and 27 hours a week each, 216 referrals"
    )
    assert "would be cleared in" in changed.words[0]
    assert changed.words[1] == before.words[0]
    assert len(changed.ahead) == 8
    assert changed.steady is not None
    assert changed.ahead[-1].queue == pytest.approx(changed.steady.queue)
    assert replace(ask(workspace), age=0) == replace(before, age=0)


@pytest.mark.parametrize(("staff", "suffice"), [(2, "no"), (5, "about"), (9, "yes")])
def test_more_people_do_more_at_the_same_pace_each(workspace: LocalWorkspace, staff: int, suffice: str) -> None:
    answer = ask(workspace, staff=float(staff))
    assert answer.power.capacity == pytest.approx(staff * 20 / 3)
    assert answer.staffing.suffice == suffice
    assert answer.staffing.to_clear == ask(workspace).staffing.to_clear


def test_the_weeks_to_come_add_what_comes_in_and_take_what_can_be_done(workspace: LocalWorkspace) -> None:
    answer = ask(workspace)
    assert answer.forecast is not None
    assert (len(answer.ahead), answer.ahead[0].first) == (12, FIRST + timedelta(weeks=WEEKS))
    queue = float(answer.queue or 0)
    for week in answer.ahead:
        assert week.arrivals is not None
        assert week.queue is not None
        assert week.queue_80 is not None
        assert week.queue_95 is not None
        queue += week.arrivals - 20
        assert week.queue == pytest.approx(queue)
        assert 0 <= week.queue_95[0] <= week.queue_80[0] <= week.queue <= week.queue_80[1] <= week.queue_95[1]
        assert week.wait_days == pytest.approx(queue / 20 * 7)


def test_as_at_a_moment_nothing_later_is_used(workspace: LocalWorkspace) -> None:
    at = parse_moment("2024-03-01", edge="end")
    answer = ask(workspace, at=at)
    assert answer.weeks[-1].first == date(2024, 2, 26)
    assert not answer.weeks[-1].whole
    assert (answer.queue, answer.arrivals and answer.arrivals.value) == (30, 20)
    assert answer.growth is not None
    assert answer.growth.finding == "no_detectable_change"
    assert "holds about level" in answer.words[0]
    assert answer.expected == pytest.approx(20)


def test_as_known_earlier_what_was_told_later_is_left_out(workspace: LocalWorkspace) -> None:
    at = parse_moment("2024-05-05", edge="end")
    now, then = (ask(workspace, at=at, known=known) for known in (None, parse_moment("2024-05-06", edge="end")))
    assert (now.weeks[-1].arrivals, then.weeks[-1].arrivals) == (32, 27)
    assert (now.queue or 0) - (then.queue or 0) == 5
    assert now.expected != then.expected


def test_the_numbers_are_those_the_measures_give(workspace: LocalWorkspace) -> None:
    answer = ask(workspace)
    rows = workspace.ask(measure, ME, MeasureQuestion("referral_queue", every="week")).rows
    assert [(row.period, row.arrivals, row.departures, row.value) for row in rows] == [
        (week.first, week.arrivals, week.completions, week.queue) for week in answer.weeks
    ]


def test_groups_are_forecast_each_by_itself_the_largest_first(workspace: LocalWorkspace) -> None:
    groups = ask(workspace, by="kind").groups
    assert [group.group for group in groups] == ["child", "adult"]
    assert [group.recent and group.recent.number for group in groups] == [32 * 8 * 3 // 4, 32 * 8 // 4]
    assert all(group.low is not None and group.forecast is not None and group.low <= group.forecast for group in groups)


def test_every_unit_is_told_in_one_line(workspace: LocalWorkspace) -> None:
    answers = workspace.ask(capacities, ME, None, None)
    assert [answer.unit.name for answer in answers] == sorted(load_catalogue().capacity)
    empty = next(answer for answer in answers if answer.unit.name == "online_referral_team")
    assert empty.words[0].startswith("Too few whole weeks")
    assert empty.forecast is None
    assert "0 whole weeks" in empty.why_not


def test_small_numbers_are_not_told_and_what_rests_on_them_is_not_said(workspace: LocalWorkspace) -> None:
    answer = ask(workspace, ANALYST)
    assert answer.power.staff is None
    assert answer.staffing.to_keep_up is None
    assert any("you may not be told" in one.words for one in answer.assumptions)
    assert answer.arrivals is not None


def test_nobody_without_a_policy_is_told_anything(workspace: LocalWorkspace) -> None:
    with pytest.raises(NotAllowed):
        ask(workspace, NOBODY)
    with pytest.raises(NotAllowed):
        workspace.ask(capacities, NOBODY, None, None)


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"handling": 0.0}, "handling"), ({"handling": -5.0}, "handling"), ({"hours": 169.0}, "hours"), ({"staff": -1.0}, "staff"),
        ({"weeks": 0}, "weeks"), ({"weeks": 53}, "weeks"), ({"by": "colour"}, "by: unknown breakdown 'colour'"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_name(workspace: LocalWorkspace, said: dict[str, Any], what: str) -> None:
    with pytest.raises(RequestError, match=what):
        ask(workspace, **said)


def test_a_unit_there_is_not_is_refused_with_the_nearest(workspace: LocalWorkspace) -> None:
    with pytest.raises(RequestError, match=r"unknown unit 'referal_unit'.*referral_unit"):
        workspace.ask(capacity, ME, CapacityQuestion("referal_unit"))


def test_question_and_answer_travel_as_they_are(workspace: LocalWorkspace) -> None:
    question = CapacityQuestion("referral_unit", NOW, None, 45.0, 2.5, 30.0, 6, "kind")
    assert unpack(capacity, pack(capacity, [question])) == [question]
    answer = ask(workspace, by="kind")
    assert unpack_answer(capacity, json.loads(json.dumps(pack_answer(capacity, answer)))) == answer


UNIT = load_catalogue().capacity["referral_unit"]
PLAIN = CapacityQuestion("referral_unit")


def seen(arrivals: int, completions: int, queue: int, weeks: int = 60) -> Seen:
    """Weeks that are all alike."""
    told = [
        SeenWeek(FIRST + timedelta(weeks=place), FIRST + timedelta(weeks=place, days=6), arrivals, completions, queue, True, False)
        for place in range(weeks)
    ]  # fmt: skip
    return Seen(marked(told), queue, ())


def worked(weeks: Seen, question: CapacityQuestion = PLAIN, there: float | None = 3.0) -> Worked:
    """What follows for the referral unit."""
    return worked_out(UNIT, question, weeks, there, Instant(NOW))


def test_without_a_standing_queue_the_pace_says_nothing_of_what_could_be_done() -> None:
    made = worked(seen(20, 20, 4))
    assert (made.power.capacity, made.backlog, made.staffing.suffice) == (None, None, None)
    assert worked(seen(20, 20, 4), replace(PLAIN, handling=60.0)).power.capacity == 3 * 27


def test_nobody_known_to_be_there_leaves_the_pace_alone() -> None:
    made = worked(seen(20, 20, 80), there=None)
    assert (made.power.staff, made.power.each, made.power.capacity) == (None, None, 20)
    assert made.backlog is not None
    assert made.backlog.wait_now == 4
    assert worked(seen(20, 20, 80), replace(PLAIN, staff=4.0), None).power.capacity is None


def test_a_week_that_is_not_told_makes_no_pace() -> None:
    assert pace([5, 6, None, 7]) is None
    assert pace([5, 6, 7]) is None
    assert growth_of(pace([5, 5, 5, 5]), None) is None


def test_too_short_a_series_is_answered_from_its_pace_and_says_why_there_is_no_forecast() -> None:
    made = worked(seen(20, 16, 90, weeks=20))
    assert (made.forecast, made.ahead, made.expected) == (None, (), 20)
    assert "20 whole weeks" in made.why_not
    assert made.staffing.suffice == "about"


def test_more_hours_each_do_more_and_shorter_work_more_still() -> None:
    weeks = seen(20, 20, 80)
    usual, longer = worked(weeks), worked(weeks, replace(PLAIN, hours=36.0))
    assert longer.power.capacity == pytest.approx((usual.power.capacity or 0) * 36 / 27)
    assert longer.power.minutes == pytest.approx(usual.power.minutes)
