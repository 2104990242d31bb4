"""Tables of real databases are polled: what is new, changed, late and gone becomes events, once, and nothing is lost."""

import json
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text

from peeler.answers.health import health
from peeler.answers.measure import MeasureQuestion, measure
from peeler.answers.quarantine import QuarantineQuestion, quarantine
from peeler.answers.show import ShowQuestion, show
from peeler.sources import polling
from peeler.store.commit import Commit
from peeler.terms.errors import RequestError
from peeler.workspace.deeds import poll_source, verify_workspace
from peeler.workspace.live import Live
from peeler.workspace.polling import PolledNow, PollOrder
from tests.databases import SECRET, Database
from tests.journeys.feeds import Feeds, feeding, until

SOURCE = """
title: Command and control
about: A test's own source.
every: 5 minutes
owner: someone
checked_by: someone
review_by: 2027-01-01
tables:
  calls:
    poll: {every: 1 second, table: calls, modified: modified, overlap: 5 minutes, reconcile: 1 day, times: utc}
    columns: [ref, opened, code, Area Name]
    key: [ref]
    rows:
      - {event: incident.opened, at: opened, incident: 'incident:{ref}', code: code, area: Area Name}
"""
TYPES = {"postgresql": ("timestamp", '"Area Name"'), "mariadb": ("datetime(6)", "`Area Name`")}


@pytest.fixture
def calls(database: Database) -> Iterator[Database]:
    """A table of calls, empty."""
    kind, area = TYPES[database.kind]
    columns = f"ref varchar(20) primary key, opened {kind}, code varchar(40), {area} varchar(40), modified {kind}"
    database.run("drop table if exists calls", f"create table calls ({columns})")
    yield database
    database.run("drop table calls")


@contextmanager
def polled(folder: Path, database: Database, source: str = SOURCE) -> Iterator[Feeds]:
    """A workspace that polls it."""
    settings = f'[connections]\ncommand = "{database.connection}"\n'
    with feeding(folder, sources={"command": source}, settings=settings) as feeds:
        yield feeds


def now(database: Database) -> str:
    """The database's own time, in UTC, as SQL."""
    return "clock_timestamp() at time zone 'utc'" if database.kind == "postgresql" else "utc_timestamp(6)"


def add(database: Database, *refs: str, area: str = "Middleton") -> None:
    """Adds calls."""
    for ref in refs:
        database.run(insert(database), ref=ref, area=area)


def insert(database: Database) -> str:
    """The statement that adds a call."""
    return f"insert into calls values (:ref, '2024-05-01 09:00:00', 'nuisance', :area, {now(database)})"


def poll(feeds: Feeds, **how: bool) -> PolledNow:
    """Polls once."""
    found: PolledNow = feeds.do(poll_source, PollOrder("command", **how)).tables[0]
    return found


def incidents(feeds: Feeds) -> int:
    """How many incidents the answers know."""
    rows = feeds.ask(measure, MeasureQuestion("incidents")).rows
    return int(rows[0].value) if rows else 0


def area_of(feeds: Feeds, ref: str) -> object:
    """The area of an incident."""
    state = feeds.ask(show, ShowQuestion("incident", f"incident:{ref}")).state
    return {one.name: one.value for one in state or ()}.get("area")


def test_what_is_new_changed_and_gone_becomes_events(tmp_path: Path, calls: Database) -> None:
    with polled(tmp_path, calls) as feeds:
        add(calls, *(f"c{number}" for number in range(30)))
        first = poll(feeds)
        assert (first.read, first.whole, first.accepted) == (30, True, 30)
        assert feeds.workspace.durable.live, "founding ends with the first poll"
        again = poll(feeds)
        assert (again.whole, again.accepted) == (False, 0)
        commits = feeds.workspace.durable.ledger.last_commit()
        assert poll(feeds).accepted == 0
        assert feeds.workspace.durable.ledger.last_commit() == commits, "a poll without news is no commit"
        calls.run(f"update calls set code = 'fight', modified = {now(calls)} where ref = 'c3'")
        calls.run("delete from calls where ref = 'c7'")
        add(calls, "c30", area="Upton")
        assert poll(feeds).accepted == 2
        assert incidents(feeds) == 31, "what is gone is noticed when the whole list is read"
        assert poll(feeds, whole=True).withdrawn == 1
        assert (incidents(feeds), area_of(feeds, "c30")) == (30, "Upton")
        assert feeds.do(verify_workspace).problems == ()


def test_a_row_committed_late_is_not_lost(tmp_path: Path, calls: Database) -> None:
    with polled(tmp_path, calls) as feeds, calls.engine().connect() as slow:
        add(calls, "before")
        poll(feeds)
        slow.execute(text(insert(calls)), {"ref": "late", "area": "Middleton"})
        add(calls, "after")
        assert poll(feeds).accepted == 1
        slow.commit()
        assert poll(feeds).accepted == 1, "its moment of change lies before the cursor, and within the overlap"
        assert incidents(feeds) == 3


def test_nothing_is_lost_while_many_write_and_commit_out_of_order(
    tmp_path: Path, calls: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "PAGE", 7)
    chance, done = random.Random(7), Event()

    def write(writer: int, pauses: list[float]) -> None:
        with calls.engine().connect() as connection:
            for number, pause in enumerate(pauses):
                connection.execute(text(insert(calls)), {"ref": f"{writer}-{number}", "area": "Middleton"})
                time.sleep(pause)
                connection.commit()

    with polled(tmp_path, calls) as feeds:
        poll(feeds)
        with ThreadPoolExecutor(5) as pool:
            writing = [pool.submit(write, w, [chance.uniform(0, 0.02) for _ in range(15)]) for w in range(4)]
            watching = pool.submit(poll_until, feeds, done)
            for one in writing:
                one.result()
            done.set()
            watching.result()
        assert poll(feeds).whole is False
        assert incidents(feeds) == 60
        assert feeds.workspace.durable.ledger.last_sequence() == 60, "each of them once"


def poll_until(feeds: Feeds, done: Event) -> None:
    """Polls again and again."""
    while not done.is_set():
        poll(feeds)


def test_a_list_that_would_withdraw_too_much_waits_to_be_confirmed(tmp_path: Path, calls: Database) -> None:
    with polled(tmp_path, calls) as feeds:
        add(calls, *(f"c{number}" for number in range(20)))
        poll(feeds)
        calls.run("delete from calls where ref in ('c1', 'c2', 'c3')")
        withheld = poll(feeds, whole=True)
        assert "3 of the 20 rows" in withheld.withheld
        assert "peeler poll command --confirm" in withheld.withheld
        assert incidents(feeds) == 20
        assert feeds.ask(quarantine, QuarantineQuestion("command")).total == 1
        add(calls, "c20")
        assert poll(feeds).accepted == 1, "what is new goes on coming in"
        assert poll(feeds, confirm=True).withdrawn == 3
        assert (incidents(feeds), feeds.ask(quarantine, QuarantineQuestion("command")).total) == (18, 0)


def test_the_cursor_and_the_events_are_kept_together_or_not_at_all(
    tmp_path: Path, calls: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with polled(tmp_path, calls) as feeds:
        add(calls, "c1")
        poll(feeds)
        before = feeds.workspace.durable.cursors.of("command", "calls")
        add(calls, "c2")
        with monkeypatch.context() as broken:
            broken.setattr(Commit, "keep_cursor", fail)
            with pytest.raises(OSError, match="the power went"):
                poll(feeds)
        assert feeds.workspace.durable.cursors.of("command", "calls") == before
        assert feeds.workspace.durable.ledger.last_sequence() == 1
    with polled(tmp_path, calls) as feeds:
        again = poll(feeds)
        assert (again.whole, again.accepted) == (False, 1), "a new process goes on where the last one was"


def fail(*_: object, **__: object) -> None:
    """Power fails."""
    raise OSError("the power went")


def test_a_row_dated_in_the_future_hides_nothing(tmp_path: Path, calls: Database) -> None:
    with polled(tmp_path, calls) as feeds:
        calls.run("insert into calls values ('odd', '2024-05-01 09:00:00', 'x', 'Middleton', '2099-01-01 00:00:00')")
        poll(feeds)
        add(calls, "c1")
        assert poll(feeds).accepted == 1


def test_a_row_that_is_not_understood_is_quarantined_until_it_is_mended(tmp_path: Path, calls: Database) -> None:
    with polled(tmp_path, calls) as feeds:
        calls.run(f"insert into calls values ('bad', null, 'x', 'Middleton', {now(calls)})")
        add(calls, "good")
        assert (poll(feeds).quarantined, poll(feeds).quarantined) == (1, 0)
        assert "is not given" in feeds.ask(quarantine, QuarantineQuestion("command")).rows[0].reason
        calls.run(f"update calls set opened = '2024-05-02 10:00:00', modified = {now(calls)} where ref = 'bad'")
        assert poll(feeds).accepted == 1
        assert incidents(feeds) == 2


def test_a_serving_process_polls_by_itself_and_says_when_it_cannot(tmp_path: Path, calls: Database) -> None:
    add(calls, "c1")
    with polled(tmp_path, calls) as feeds:
        live = Live(feeds.workspace)
        feeds.workspace.live_state = live.state
        live.polling.tables[0]._every = 0.02
        live.following.start()
        live.polling.start()
        try:
            until(lambda: bool(live.following.lags()))
            add(calls, "c2")
            until(lambda: incidents(feeds) == 2)
            calls.run("alter table calls rename to hidden")
            until(lambda: live.polling.feeds()[0].trouble != "")
            assert any("does not answer" in problem for problem in feeds.ask(health).problems)
            calls.run("alter table hidden rename to calls")
            add(calls, "c3")
            until(lambda: incidents(feeds) == 3)
            assert live.polling.feeds()[0].trouble == ""
        finally:
            live.polling.stop()
            live.following.stop()


def test_a_secret_is_in_no_message(tmp_path: Path, calls: Database, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    wrong = Database(calls.kind, calls.connection.replace("calls", "x").rsplit("/", 1)[0] + "/elsewhere")
    with polled(tmp_path, wrong) as feeds:
        with pytest.raises(RequestError, match="does not answer as it should") as refused:
            poll(feeds)
        told = json.dumps([str(refused.value), repr(feeds.workspace.settings), caplog.text])
        assert SECRET not in told
        assert SECRET.encode() not in (feeds.workspace.places.store / "peeler.db").read_bytes()


@pytest.mark.parametrize("connection", ["nonsense", "oracle+unheard_of://a:sesame-9f2c@b/c", "postgresql+pg8000://"])
def test_a_connection_that_is_none_is_told(tmp_path: Path, connection: str) -> None:
    with polled(tmp_path, Database("none", connection)) as feeds:
        with pytest.raises(RequestError) as refused:
            poll(feeds)
        assert SECRET not in str(refused.value)
        with pytest.raises(RequestError, match="unknown polled source 'comand'; did you mean 'command'"):
            feeds.do(poll_source, PollOrder("comand"))
