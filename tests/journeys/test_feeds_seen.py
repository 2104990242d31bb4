"""Whoever looks at a number or at Data health sees how the live feeds behind it are: their lag, and their silence."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from peeler.answers.explain import explain
from peeler.answers.health import health
from peeler.answers.measure import MeasureAnswer, MeasureQuestion, measure
from peeler.cli.asking import notes_of
from peeler.refresh.incoming import WATCHED
from peeler.terms.clocks import Instant, parse_instant
from peeler.web.asking import Desks
from peeler.workspace.deeds import new_token
from peeler.workspace.watching import Watching
from tests.journeys.feeds import Feeds, feeding, incident, lines
from tests.journeys.visiting import visit

MINUTE = 60_000_000


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = parse_instant("2024-05-01T12:00:00")

    def __call__(self) -> Instant:
        return self.at


@pytest.fixture
def clock() -> Clock:
    """Noon on the first of May, until a test says otherwise."""
    return Clock()


@pytest.fixture
def feeds(tmp_path: Path, clock: Clock) -> Iterator[Feeds]:
    """A workspace in which a source that should speak every five minutes has just spoken."""
    with feeding(tmp_path, clock=clock) as open_feeds:
        token = open_feeds.do(new_token, "control").token
        assert open_feeds.push(lines(incident(1)), token=token).status_code == 200
        assert open_feeds.push("", token=token).status_code == 200
        yield open_feeds


def incidents(feeds: Feeds) -> MeasureAnswer:
    """The number that depends on the source."""
    answer: MeasureAnswer = feeds.ask(measure, MeasureQuestion("incidents"))
    return answer


def page(feeds: Feeds, path: str) -> str:
    """A page of this workspace."""
    assert feeds.live.following.wait_until_folded(60)
    workspace = feeds.workspace
    return visit(Desks(workspace.catalogue, workspace.desk, synthetic=False), path).text


def test_a_number_says_when_a_feed_it_depends_on_is_silent(feeds: Feeds, clock: Clock) -> None:
    assert [(one.source, one.every, one.silent) for one in incidents(feeds).freshness] == [
        ("control", "5 minutes", False)
    ]
    clock.at = Instant(clock.at + 5 * MINUTE + 1_000_000)
    late = incidents(feeds)
    assert [one.silent for one in late.freshness] == [True]
    assert any("silent for longer than it promises" in line for line in notes_of(late))
    said = "Command and control was last heard 5 minutes ago; it should speak every 5 minutes."
    assert said in page(feeds, "/trends?measure=incidents")
    assert said in page(feeds, "/")
    assert "Command and control has been silent for longer than it promises." in feeds.ask(health).problems
    assert feeds.ask(explain, "incidents").freshness[0].silent


def test_a_number_that_does_not_depend_on_it_says_nothing_of_it(feeds: Feeds, clock: Clock) -> None:
    clock.at = Instant(clock.at + 60 * MINUTE)
    assert feeds.ask(measure, MeasureQuestion("stops")).freshness == ()


def test_a_source_that_says_there_is_nothing_new_is_not_silent(feeds: Feeds, clock: Clock) -> None:
    token = feeds.do(new_token, "control").token
    clock.at = Instant(clock.at + 6 * MINUTE)
    before = feeds.workspace.durable.ledger.last_commit()
    assert feeds.push("\n", token=token).json()["read"] == 0
    assert feeds.workspace.durable.ledger.last_commit() == before
    assert not incidents(feeds).freshness[0].silent
    clock.at = Instant(clock.at + 6 * MINUTE)
    assert feeds.push(lines(incident(1)), token=token).json()["duplicate"] == 1
    assert incidents(feeds).freshness[0].silent, "the same again says nothing new"


def test_data_health_shows_each_feed_with_its_lag_and_its_trouble(feeds: Feeds) -> None:
    watching = Watching(feeds.workspace, feeds.live.following, settle=0)
    watching.look()
    (watching.incoming.folder / "night.jsonl").write_text(lines(incident(2, source="control")), "utf-8")
    watching.look()
    feeds.live.watching = watching
    shown = page(feeds, "/health")
    assert "events wait to be accepted; everything accepted is folded." in shown
    assert "Watched folder" in shown
    assert "less than a minute ago" in shown
    assert "95 in 100 within" in shown
    answer = feeds.ask(health)
    assert answer.live is not None
    assert {(one.source, one.way) for one in answer.live.feeds} == {("control", "push"), (WATCHED, "folder")}
    assert {source: lag.commits for source, lag in answer.live.lags} == {"control": 1, "event_lines": 1}
    lag = dict(answer.live.lags)["control"]
    assert 0 < lag.folded_middle <= lag.visible_middle <= lag.visible_p95
