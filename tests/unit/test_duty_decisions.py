"""Unit: what people say of what is owed is kept with who and when, moves it out of the way, and never counts as met."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from peeler.answers.duties.occasion import OccasionQuestion, occasion
from peeler.answers.duties.tasks import Task, TasksAnswer, TasksQuestion, tasks
from peeler.answers.measure import MeasureQuestion, measure
from peeler.decisions.duties import Saying
from peeler.terms.clocks import Instant, london, parse_instant
from peeler.terms.errors import NotAllowed, RequestError
from peeler.terms.viewers import Viewer, local_viewer
from peeler.workspace.deciding import DutyOrder, decide_duty
from peeler.workspace.deeds import LoadOrder, load_files
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.opening import held
from peeler.workspace.places import new_workspace

NOW = parse_instant("2024-06-03T09:00:00")
HOUR = 3_600_000_000
DAY = 24 * HOUR
SERGEANT = local_viewer("7")
PLAN = "investigation_plan"


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> Instant:
        """The moment it shows."""
        return self.now


def told(number: int, kind: str, crime: str, at: str, **data: Any) -> str:
    said = {"id": f"rms:{number}", "type": f"investigation.{kind}", "force": "middleshire", "at": at, "source": "rms"}
    return json.dumps({**said, "objects": {"investigation": crime}, "data": data}) + "\n"


CRIMES = {"done": "2024-05-06", "back": "2024-05-06", "remind": "2024-05-06", "refused": "2024-05-06", "met": "2024-05-06",
          "seven": "2024-05-06", "eight": "2024-05-29"}  # fmt: skip
TEAMS = {"seven": "cid", "eight": "cid"}


def story() -> str:
    """A crime for each test, in a team of its own, that nobody has planned; two of two officers in one team."""
    made = []
    for number, (name, day) in enumerate(CRIMES.items()):
        officer = f"officer:{8 if name == 'eight' else 7 if name == 'seven' else 9}"
        made.append(told(2 * number, "recorded", f"crime:{name}", f"{day}T10:00", crime_type="Burglary"))
        made.append(
            told(
                2 * number + 1,
                "allocated",
                f"crime:{name}",
                f"{day}T12:00",
                team=TEAMS.get(name, name),
                officer=officer,
            )
        )
    return "".join(made)


CLOCK = Clock()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalWorkspace]:
    folder = tmp_path_factory.mktemp("owed")
    (folder / "rms.jsonl").write_text(story(), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder / "run"))
        with held(new_workspace(folder / "w").folder, "a test", clock=CLOCK) as opened:
            opened.do(load_files, SERGEANT, LoadOrder((str(folder / "rms.jsonl"),)), progress=quiet)
            CLOCK.now = Instant(NOW + HOUR)
            yield opened


def quiet(_done: int, _total: int, _what: str) -> None:
    """Progress nobody watches."""


def say(workspace: LocalWorkspace, saying: Saying, crime: str, viewer: Viewer = SERGEANT) -> None:
    workspace.do(decide_duty, viewer, DutyOrder(PLAN, f"crime:{crime}", saying), progress=quiet)


def work(workspace: LocalWorkspace, **asked: Any) -> TasksAnswer:
    answer: TasksAnswer = workspace.ask(tasks, SERGEANT, TasksQuestion(duties=(PLAN,), **asked))
    return answer


def lines(found: tuple[Task, ...]) -> list[tuple[str, str, str | None]]:
    return [(one.work.owed.object, one.work.owed.status, one.decision.what if one.decision else None) for one in found]


def test_done_is_put_away_with_who_and_when_and_is_no_less_overdue(workspace: LocalWorkspace) -> None:
    before = work(workspace, team="done")
    assert lines(before.tasks) == [("crime:done", "overdue", None)]
    rate = MeasureQuestion(f"duty_met_{PLAN}")
    numbers = workspace.ask(measure, SERGEANT, rate).rows
    say(workspace, Saying("done", "written on paper"), "done")
    after = work(workspace, team="done")
    assert (lines(after.tasks), lines(after.put_away)) == ([], [("crime:done", "overdue", "done")])
    (away,) = after.put_away
    assert away.decision is not None
    assert (away.decision.who, away.decision.why) == ("7", "written on paper")
    assert CLOCK.now <= away.decision.at < CLOCK.now + HOUR
    assert after.counts == before.counts == after.put_counts == (("overdue", 1),)
    assert workspace.ask(measure, SERGEANT, rate).rows == numbers


def test_it_is_known_from_when_it_was_said_and_taken_back_it_stands_again(workspace: LocalWorkspace) -> None:
    begun = CLOCK.now
    CLOCK.now = Instant(begun + HOUR)
    say(workspace, Saying("not_needed", "the suspect was charged within the hour"), "back")
    assert lines(work(workspace, team="back", known=begun).tasks) == [("crime:back", "overdue", None)]
    CLOCK.now = Instant(begun + DAY)
    say(workspace, Saying("taken_back"), "back")
    assert lines(work(workspace, team="back").tasks) == [("crime:back", "overdue", None)]
    then = work(workspace, team="back", known=Instant(begun + 2 * HOUR))
    assert lines(then.put_away) == [("crime:back", "overdue", "not_needed")]


def test_what_is_to_be_reminded_of_comes_back_on_its_day(workspace: LocalWorkspace) -> None:
    day = london(CLOCK.now).date() + timedelta(days=2)
    say(workspace, Saying("remind", until=day), "remind")
    assert lines(work(workspace, team="remind").put_away) == [("crime:remind", "overdue", "remind")]
    CLOCK.now = Instant(CLOCK.now + 2 * DAY)
    assert lines(work(workspace, team="remind").tasks) == [("crime:remind", "overdue", "remind")]


def test_the_work_is_the_officers_the_teams_or_the_viewers_own(workspace: LocalWorkspace) -> None:
    then = {"at": parse_instant("2024-06-03T12:00:00")}
    answer = work(workspace, mine=True, **then)
    assert (answer.officer, {one.work.owed.object for one in answer.tasks}) == ("officer:7", {"crime:seven"})
    assert {one.work.owed.object for one in work(workspace, officer="officer:8", **then).tasks} == {"crime:eight"}
    team = work(workspace, team="cid", **then)
    assert {one.name: (one.overdue, one.week) for one in team.shares} == {"officer:7": (1, 0), "officer:8": (0, 1)}
    assert [(one.day, one.name, one.due, one.weight) for one in team.ahead] == [(date(2024, 6, 5), "officer:8", 1, 2)]
    assert team.officers == ("officer:7", "officer:8", "officer:9")
    assert "cid" in team.teams
    assert work(workspace, team="none").tasks == ()


@pytest.mark.parametrize(
    ("saying", "refusal"),
    [
        (Saying("not_needed", " "), "say why"),
        (Saying("done", "x" * 501), "say why"),
        (Saying("remind"), "from tomorrow"),
        (Saying("remind", until=date(2024, 6, 3)), "from tomorrow"),
        (Saying("remind", until=date(2026, 6, 3)), "a year from now"),
        (Saying("done", until=date(2024, 6, 9)), "goes with remind me alone"),
        (Saying("taken_back"), "nothing to take back"),
    ],
)
def test_what_cannot_be_said_is_refused(workspace: LocalWorkspace, saying: Saying, refusal: str) -> None:
    with pytest.raises(RequestError, match=refusal):
        say(workspace, saying, "refused")
    assert work(workspace, team="refused").put_away == ()


def test_only_what_stands_open_can_be_decided_by_whom_a_policy_lets(workspace: LocalWorkspace, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="nobody may not decide duties"):
        say(workspace, Saying("done"), "met", Viewer("nobody", ()))
    with pytest.raises(RequestError, match="is not owed for crime:other now"):
        say(workspace, Saying("done"), "other")
    (tmp_path / "more.jsonl").write_text(told(99, "planned", "crime:met", "2024-06-01T10:00", detail="full"), "utf-8")
    workspace.do(load_files, SERGEANT, LoadOrder((str(tmp_path / "more.jsonl"),)), progress=quiet)
    CLOCK.now = Instant(CLOCK.now + HOUR)
    with pytest.raises(RequestError, match="stands as met late"):
        say(workspace, Saying("done"), "met")


def test_one_time_it_is_owed_is_told_with_all_that_was_said_of_it_to_who_may_see_it(workspace: LocalWorkspace) -> None:
    asked = OccasionQuestion(PLAN, "crime:done", 1)
    answer = workspace.ask(occasion, SERGEANT, asked)
    assert (answer.work.owed.status, answer.open, [one.what for one in answer.said]) == ("overdue", True, ["done"])
    assert answer.standing == answer.said[0]
    with pytest.raises(NotAllowed, match="nobody may not see anything here"):
        workspace.ask(occasion, Viewer("nobody", ()), asked)
    with pytest.raises(RequestError, match="was not owed"):
        workspace.ask(occasion, SERGEANT, OccasionQuestion(PLAN, "crime:done", 2))
