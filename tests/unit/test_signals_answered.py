"""Unit: trend, compare, pattern and warning signs answer from records, by policy, and say what they rest on."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from peeler.answers.compare import CompareQuestion, compare
from peeler.answers.pattern import WEEKDAYS, PatternQuestion, pattern
from peeler.answers.trend import trend
from peeler.answers.trend_answer import TrendQuestion
from peeler.answers.warning_answer import WarningsQuestion
from peeler.answers.warning_signs import warning_signs
from peeler.plans.patterns import WEEK, hours_of_weeks, steady_stretches
from peeler.terms.clocks import LONDON, Instant, add_months, from_datetime, parse_instant, parse_moment
from peeler.terms.errors import RequestError
from peeler.terms.viewers import Viewer, local_viewer
from peeler.workspace.deeds import LoadOrder, load_files
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.opening import held
from peeler.workspace.places import new_workspace
from peeler.workspace.wire import pack, pack_answer, unpack, unpack_answer

NOW = parse_instant("2024-06-10T12:00:00")
FIRST, MONTHS, AREAS = date(2022, 4, 1), 26, ("east", "north", "south", "west")
NEWEST = date(2024, 5, 1)
KINDS = ("Violence and sexual offences", "Drugs")
ME, ANALYST = local_viewer("me"), Viewer("analyst", ("analyst",))
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


def crimes() -> Iterator[tuple[int, str, datetime, str]]:
    """Number, area, moment and outcome of every crime: level months, twenty in each area, sixty in the east at the end."""
    rng, number = np.random.default_rng(9), 0
    for month in range(MONTHS):
        first = add_months(FIRST, month)
        for area in AREAS:
            many = 60 if (first, area) == (NEWEST, "east") else int(rng.integers(16, 25))
            for _ in range(many):
                number += 1
                hour = 22 if rng.random() < 0.5 else int(rng.integers(0, 24))
                day = datetime(first.year, first.month, int(rng.integers(1, 29)), hour, 30, tzinfo=LONDON)
                yield number, area, day, "1" if rng.random() < (0.8 if area == "north" else 0.2) else "18"


ALL = tuple(crimes())


def lines() -> Iterator[str]:
    """The crimes as events."""
    for number, area, moment, outcome in ALL:
        told = {"force": "middleshire", "source": "rms", "objects": {"investigation": f"crime:{number}"}}
        at = moment.astimezone(UTC)
        yield json.dumps(
            {
                **told,
                "id": f"rms:{number}r",
                "type": "investigation.recorded",
                "at": at.isoformat(),
                "data": {"area": area, "crime_type": KINDS[number % 2]},
            }
        )
        later, data = at + timedelta(days=1), {"outcome": outcome, "as_given": outcome}
        yield json.dumps(
            {
                **told,
                "id": f"rms:{number}o",
                "type": "investigation.outcome_assigned",
                "at": later.isoformat(),
                "data": data,
            }
        )


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalWorkspace]:
    folder = tmp_path_factory.mktemp("signals")
    (folder / "crimes.jsonl").write_text("\n".join(lines()) + "\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        made = new_workspace(folder / "w").folder
        (made / "catalogue" / "policies").mkdir(parents=True, exist_ok=True)
        (made / "catalogue" / "policies" / "analysts.yml").write_text(POLICY, "utf-8")
        with held(made, "a test", clock=lambda: NOW) as opened:
            opened.do(load_files, ME, LoadOrder((str(folder / "crimes.jsonl"),)), progress=lambda *_: None)
            yield opened


def test_a_trend_judges_whole_periods_and_says_what_it_sees(workspace: LocalWorkspace) -> None:
    answer = workspace.ask(trend, ME, TrendQuestion("recorded_crime"))
    (series,) = answer.series
    assert (answer.style, answer.every) == ("count", "month")
    assert [point.period for point in series.points] == [add_months(FIRST, n) for n in range(MONTHS)]
    newest = series.points[-1]
    assert newest.judged
    assert (newest.seen.rule, newest.seen.way, newest.seen.meaning) == ("outside", "high", "neutral")
    assert series.words[1].startswith("Above the usual swing from month to month")
    assert {one.against for one in series.comparisons} == {"period_before", "year_before", "year_to_date"}
    year = next(one for one in series.comparisons if one.against == "year_before")
    assert year.contrast.finding == "higher"
    assert (year.against_first, year.value) == (date(2023, 5, 1), newest.row.value)


def test_a_period_that_is_not_over_has_no_part_in_it(workspace: LocalWorkspace) -> None:
    question = TrendQuestion("recorded_crime", at=parse_moment("2024-05-20", edge="end"))
    (series,) = workspace.ask(trend, ME, question).series
    assert (series.points[-1].judged, series.points[-1].why_not) == (False, "not over yet")
    assert series.points[-1].seen.stage is None
    (quarters,) = workspace.ask(trend, ME, replace(question, at=None, every="quarter")).series
    assert quarters.points[-1].why_not == "not over yet"
    (cut,) = workspace.ask(trend, ME, replace(question, at=None, start=parse_moment("2022-04-10", edge="start"))).series
    assert cut.points[0].why_not == "only a part of the period is here"


def test_limits_are_set_as_asked(workspace: LocalWorkspace) -> None:
    day, reason = date(2023, 4, 1), "a reason"
    question = TrendQuestion("recorded_crime", by=("area",), rebases=((day, reason),), first=6)
    answer = workspace.ask(trend, ME, question)
    assert [series.dimensions for series in answer.series] == [(("area", area),) for area in AREAS]
    before, after = answer.series[0].chart.stages
    assert (before.points, before.locked, after.first, after.reason) == (6, True, 12, reason)
    days = replace(question, first=None, rebases=(), baseline=(date(2022, 6, 1), date(2023, 5, 31)))
    (stage,) = workspace.ask(trend, ME, days).series[0].chart.stages
    assert (stage.points, stage.trial) == (12, False)
    (empty,) = workspace.ask(trend, ME, replace(days, by=(), baseline=(date(2001, 1, 1), date(2001, 12, 31)))).series
    assert empty.words[-1].startswith("No whole period lies in the baseline")
    assert workspace.ask(trend, ME, TrendQuestion("stops")).notes[0] == "Nothing has been counted for this question."
    with pytest.raises(RequestError, match="it ends before it begins"):
        workspace.ask(trend, ME, replace(days, baseline=(day, date(2022, 1, 1))))
    with pytest.raises(RequestError, match=r"unknown measure 'recorded_crimes'.*recorded_crime"):
        workspace.ask(trend, ME, TrendQuestion("recorded_crimes"))


def test_a_change_of_law_makes_a_new_stage_in_a_series_of_what_it_concerns_alone(workspace: LocalWorkspace) -> None:
    """One principal crime again, May 2023, concerns offences 8L, 8M, 8Q and 8R among others."""
    for by, where, stages, marked in (
        ((), None, 1, True),
        (("force",), None, 1, True),
        ((), "crime_type = 'Violence and sexual offences' and area = 'east'", 2, True),
        ((), "crime_type = 'Drugs'", 1, False),
    ):
        (series,) = workspace.ask(trend, ME, TrendQuestion("recorded_crime", by=by, where=where)).series
        assert len(series.chart.stages) == stages, where
        assert ("one_principal_crime" in [mark.name for mark in series.marks]) is marked, where
    (plain,) = workspace.ask(trend, ME, TrendQuestion("recorded_crime", annotated=False)).series
    assert plain.marks == ()


def test_what_is_held_back_is_not_judged(workspace: LocalWorkspace) -> None:
    question = TrendQuestion("recorded_crime", every="day", start=parse_moment("2024-01-01", edge="start"))
    (series,) = workspace.ask(trend, ANALYST, question).series
    hidden = [point for point in series.points if point.row.suppressed]
    assert hidden
    assert {point.why_not for point in hidden} == {"held back"}
    assert all(point.seen.value is None for point in hidden)


def test_areas_are_compared_and_who_stands_out_is_named(workspace: LocalWorkspace) -> None:
    answer = workspace.ask(compare, ME, CompareQuestion("action_taken", by="area", named="north"))
    assert answer.funnel is not None
    assert [point.name for point in answer.funnel.points] == list(AREAS)
    north = answer.funnel.points[1]
    assert (north.numerator, north.denominator) == (
        sum(area == "north" and outcome == "1" for _, area, _, outcome in ALL), sum(area == "north" for _, area, *_ in ALL),
    )  # fmt: skip
    assert north.score > 20
    assert answer.funnel.spread > 0.1
    assert answer.words[0].startswith("north: ")
    with pytest.raises(RequestError, match="only a share or a rate can be compared"):
        workspace.ask(compare, ME, CompareQuestion("recorded_crime", by="area"))
    with pytest.raises(RequestError, match=r"unknown name 'nort'.*north"):
        workspace.ask(compare, ME, CompareQuestion("action_taken", by="area", named="nort"))


def test_small_groups_are_left_out_of_a_funnel(workspace: LocalWorkspace) -> None:
    one_day = (parse_moment("2024-05-01", edge="start"), parse_moment("2024-05-12", edge="end"))
    question = CompareQuestion("action_taken", start=one_day[0], end=one_day[1], by="area")
    answer = workspace.ask(compare, ANALYST, question)
    assert answer.left_out
    told = {point.name for point in answer.funnel.points} if answer.funnel else set()
    assert told.isdisjoint(answer.left_out)


def test_the_pattern_of_the_week_is_that_of_londons_clock(workspace: LocalWorkspace) -> None:
    answer = workspace.ask(pattern, ME, PatternQuestion("recorded_crime"))
    expected = Counter((moment.weekday(), moment.hour) for _, _, moment, _ in ALL)
    found = {
        (WEEKDAYS.index(str(dict(row.dimensions)["weekday"])), dict(row.dimensions)["hour"]): row.value
        for row in answer.grid
    }
    assert {key: value for key, value in found.items() if value} == expected
    assert (
        sum(int(row.value or 0) for row in answer.weekdays)
        == len(ALL)
        == sum(int(row.value or 0) for row in answer.hours)
    )
    assert answer.by_hour is not None
    assert answer.by_hour.busiest == 22
    assert answer.words[0] == "The weekdays do not differ by more than chance."
    assert answer.words[1].startswith("The hours of the day differ: most from 22:00 to 23:00")
    told = workspace.ask(pattern, ANALYST, PatternQuestion("recorded_crime", where="area = 'east'"))
    assert any(row.suppressed for row in told.grid)
    assert all(row.value is None or row.value >= 5 for row in told.grid)


def test_an_hour_that_comes_twice_is_counted_twice() -> None:
    start, end = parse_moment("2024-10-26", edge="start"), Instant(parse_moment("2024-10-28", edge="end") + 1)
    assert len(list(steady_stretches(start, end))) == 2
    hours = Counter[int]()
    for span in hours_of_weeks(start, end):
        hours[span.period] += len(range(span.first, span.end, span.step))
    brute = Counter[int]()
    moment = start
    while moment < end:
        here = datetime.fromtimestamp(moment / 1e6, LONDON)
        brute[(here.weekday() * 24 + here.hour) % WEEK] += 1
        moment = Instant(moment + 3_600_000_000)
    assert hours == brute
    assert hours[6 * 24 + 1] == 2
    assert from_datetime(datetime(2024, 10, 27, 1, tzinfo=LONDON)) > start


def test_a_new_signal_is_told_once_with_where_it_comes_from(workspace: LocalWorkspace) -> None:
    names = ("recorded_crime", "action_taken", "stops")
    answer = workspace.ask(warning_signs, ME, WarningsQuestion(measures=names))
    (sign,) = [sign for sign in answer.signs if sign.measure == "recorded_crime"]
    assert (sign.period, sign.dimensions, sign.signal.rule, sign.signal.way) == (NEWEST, (), "outside", "high")
    assert (("area", "east"),) in [part.dimensions for part in sign.parts]
    assert (("area", "north"),) not in [part.dimensions for part in sign.parts]
    assert sign.harm == 4
    assert ("stops", "nothing that can be judged") in answer.not_looked_at
    assert 0 < answer.by_chance < answer.series * 0.04
    earlier = workspace.ask(
        warning_signs, ME, WarningsQuestion(at=parse_moment("2024-05-15", edge="end"), measures=names)
    )
    assert [one.measure for one in earlier.signs if one.measure == "recorded_crime"] == []


def test_a_named_sign_stands_where_its_measures_move_so(workspace: LocalWorkspace) -> None:
    answer = workspace.ask(warning_signs, ME, WarningsQuestion(measures=("recorded_crime", "action_taken")))
    named = {one.name: one for one in answer.named}
    justice, volume = named["fewer_brought_to_justice"], named["volume_up_quality_down"]
    assert [one.met for one in volume.evidence] == [True, None]
    assert volume.stands is None
    assert {one.measure: one.met for one in justice.evidence}["action_taken_of_assigned"] is None
    assert named["fall_in_victim_satisfaction"].stands is None


@pytest.mark.parametrize(
    ("function", "question"),
    [
        (trend, TrendQuestion("action_taken", by=("area",), rebases=((date(2023, 1, 1), "a reason"),))),
        (trend, TrendQuestion("recorded_crime", baseline=(date(2022, 4, 1), date(2023, 3, 31)), every="quarter")),
        (compare, CompareQuestion("action_taken", by="area", named="north")),
        (pattern, PatternQuestion("recorded_crime")),
        (warning_signs, WarningsQuestion(measures=("recorded_crime", "action_taken"))),
    ],
)
def test_questions_and_answers_travel_through_a_socket_unchanged(
    workspace: LocalWorkspace, function: Callable[..., Any], question: object
) -> None:
    answer = workspace.ask(function, ME, question)
    assert unpack(function, json.loads(json.dumps(pack(function, [question])))) == [question]
    assert unpack_answer(function, json.loads(json.dumps(pack_answer(function, answer), allow_nan=False))) == answer
