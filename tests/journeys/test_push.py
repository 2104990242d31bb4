"""Sources push: acknowledged when durable, told line by line, idempotent, bounded, by token; then folded and asked for."""

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import pytest

from peeler.answers.health import health
from peeler.answers.measure import MeasureQuestion, measure
from peeler.answers.quarantine import QuarantineQuestion, quarantine
from peeler.answers.tokens import tokens
from peeler.cli.serving import live_app
from peeler.terms.errors import RequestError
from peeler.terms.viewers import Viewer
from peeler.workspace.deeds import new_token, take_token_back, verify_workspace
from peeler.workspace.pushing import PushLimits
from tests.journeys.feeds import VIEWER, Feeds, feeding, incident, lines, until

SMALL = PushLimits(body=20_000, events=50)


@pytest.fixture
def feeds(tmp_path: Path) -> Iterator[Feeds]:
    """A workspace with a source that pushes."""
    with feeding(tmp_path, limits=SMALL) as open_feeds:
        yield open_feeds


@pytest.fixture
def token(feeds: Feeds) -> str:
    """A token of that source."""
    return str(feeds.do(new_token, "control").token)


def incidents(feeds: Feeds) -> int:
    """How many incidents the answers know."""
    rows = feeds.ask(measure, MeasureQuestion("incidents")).rows
    return int(rows[0].value) if rows else 0


def test_what_is_pushed_is_durable_when_it_is_acknowledged_and_then_in_the_answers(feeds: Feeds, token: str) -> None:
    said = feeds.push(lines(incident(1), incident(2)), token=token)
    assert (said.status_code, said.json()) == (
        200, {"read": 2, "accepted": 2, "duplicate": 0, "quarantined": 0, "refused": []},
    )  # fmt: skip
    assert feeds.workspace.durable.ledger.last_sequence() == 2
    assert feeds.workspace.durable.live, "founding ends with the first push"
    assert incidents(feeds) == 2
    assert feeds.do(verify_workspace).problems == ()


def test_the_same_batch_again_and_again_changes_nothing(feeds: Feeds, token: str) -> None:
    batch = lines(incident(1), incident(2))
    first, *later = [feeds.push(batch, token=token).json() for _ in range(5)]
    assert first["accepted"] == 2
    assert [(one["accepted"], one["duplicate"]) for one in later] == [(0, 2)] * 4
    source = next(one for one in feeds.ask(health).sources if one.source == "control")
    assert (source.read, source.accepted, source.duplicate, len(source.files)) == (10, 2, 8, 1)
    assert incidents(feeds) == 2


def test_what_is_bad_is_told_line_by_line_and_what_is_good_is_kept(feeds: Feeds, token: str) -> None:
    wrong = [
        incident(2, type="incident.opend"),
        incident(3, source="rms"),
        incident(4, type="incident.closed", data={}),
    ]
    body = lines(incident(1), *wrong) + "not json\n" + "\n" + lines(incident(5))
    said = feeds.push(body, token=token)
    told = said.json()
    assert (said.status_code, told["accepted"], told["quarantined"]) == (422, 2, 4)
    assert [one["line"] for one in told["refused"]] == [2, 3, 4, 5]
    reasons = [one["reason"] for one in told["refused"]]
    assert "incident.opened" in reasons[0]
    assert "for which this token writes" in reasons[1]
    assert "none that control brings" in reasons[2]
    assert reasons[3].startswith("not JSON")
    assert feeds.push(body, token=token).json()["duplicate"] == 2
    waiting = feeds.ask(quarantine, QuarantineQuestion("control"))
    assert [row.position for row in waiting.rows] == [2, 3, 4, 5], "the same bad lines are quarantined once"


def test_an_array_is_as_good_as_lines(feeds: Feeds, token: str) -> None:
    body = json.dumps([incident(1), incident(2, type="nothing"), incident(3)], indent=2)
    told = feeds.push(body, token=token).json()
    assert (told["read"], told["accepted"], [one["line"] for one in told["refused"]]) == (3, 2, [2])
    for broken in ("[", '[{"id": 1}', "[{} {}]", "[1] 2", "[" * 100_000):
        said = feeds.push(broken[:20_000], token=token)
        assert said.status_code == 422, broken[:20]
    assert feeds.push("[]", token=token).json()["read"] == 0


def test_only_a_token_of_its_own_lets_a_source_write(feeds: Feeds, token: str) -> None:
    body = lines(incident(1))
    for wrong in (None, "control-1", "control-1.", f"{token}x", f"control-2.{token.partition('.')[2]}"):
        said = feeds.push(body, token=wrong)
        assert (said.status_code, said.headers["www-authenticate"]) == (401, "Bearer")
    kept = (feeds.workspace.places.store / "peeler.db").read_bytes()
    kept += (feeds.workspace.places.store / "peeler.db-wal").read_bytes()
    assert token.encode() not in kept
    assert token.partition(".")[2].encode() not in kept
    assert feeds.do(take_token_back, "control-1").source == "control"
    said = feeds.push(body, token=token)
    assert (said.status_code, "revoked" in said.json()["error"]) == (403, True)
    assert [(one.name, one.revoked_at is None) for one in feeds.ask(tokens).tokens] == [("control-1", False)]
    with pytest.raises(RequestError, match="control-1"):
        feeds.do(take_token_back, "control-1")
    with pytest.raises(RequestError, match="event_lines"):
        feeds.do(new_token, "police_uk")
    assert feeds.workspace.durable.ledger.last_sequence() == 0


def test_a_token_reads_nothing(feeds: Feeds, token: str) -> None:
    workspace = feeds.workspace
    app = live_app(workspace, feeds.live, Viewer("nobody", ()))
    bearer = {"Authorization": f"Bearer {token}"}
    assert ask(app, "GET", "/api/events", bearer).status_code == 405
    assert ask(app, "GET", "/health", bearer).status_code == ask(app, "GET", "/health", {}).status_code != 200
    assert ask(app, "POST", "/api/events", bearer, lines(incident(1))).status_code == 200


def ask(app: Any, method: str, path: str, headers: dict[str, str], body: str = "") -> httpx.Response:
    """One request to the whole application, as `peeler serve` puts it together."""

    async def request() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
            return await client.request(method, path, headers=headers, content=body)

    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(lambda: asyncio.run(request())).result()


def test_too_much_at_once_is_refused_before_it_is_read(feeds: Feeds, token: str) -> None:
    many = feeds.push(lines(*({"id": number} for number in range(51))), token=token)
    large = feeds.push(b" " * 20_001, token=token)
    packed = feeds.push(b"x", token=token, **{"Content-Encoding": "gzip"})
    assert [said.status_code for said in (many, large, packed)] == [413, 413, 415]
    assert "51 events" in many.json()["error"]
    assert feeds.workspace.durable.ledger.last_commit().events == 0  # type: ignore[union-attr]


def test_a_slow_fold_never_holds_up_the_acknowledgement(
    feeds: Feeds, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    release, folding = Event(), Event()
    keep_up = feeds.workspace.keep_up

    def slowly(*, references: bool = False) -> None:
        folding.set()
        assert release.wait(60)
        keep_up(references=references)

    monkeypatch.setattr(feeds.workspace, "keep_up", slowly)
    try:
        for number in range(3):
            assert feeds.push(lines(incident(number)), token=token).status_code == 200
            assert folding.wait(60)
        assert feeds.live.following.unfolded[0] == 3
        lagging = feeds.workspace.ask(health, VIEWER)
        assert lagging.live is not None
        assert lagging.live.unfolded == 3
        assert any("not yet in the answers" in problem for problem in lagging.problems)
    finally:
        release.set()
    assert incidents(feeds) == 3
    lag = feeds.live.following.lags()["control"]
    assert lag.commits == 3
    assert 0 < lag.folded_last <= lag.visible_last
    assert feeds.do(verify_workspace).problems == (), "each commit of a joined fold has a belief of its own"


def test_pushes_that_wait_together_are_one_commit(feeds: Feeds, token: str) -> None:
    with ThreadPoolExecutor(8) as senders:
        with feeds.workspace.gate.closed():
            sent = [senders.submit(feeds.push, lines(incident(0)), token=token)]
            until(lambda: feeds.workspace.durable.live)  # the first is on its way to the ledger
            sent += [senders.submit(feeds.push, lines(incident(number)), token=token) for number in range(1, 8)]
            until(lambda: feeds.live.pushing.waiting == 7)
            assert not any(one.done() for one in sent)
            assert feeds.workspace.durable.ledger.last_sequence() == 0
        assert [one.result().json()["accepted"] for one in sent] == [1] * 8
    assert len(feeds.workspace.durable.ledger.commits_since(0)) == 2


def test_a_sender_is_asked_to_wait_while_too_much_waits(tmp_path: Path) -> None:
    with feeding(tmp_path, limits=PushLimits(waiting=3)) as feeds, ThreadPoolExecutor(8) as senders:
        token = feeds.do(new_token, "control").token
        with feeds.workspace.gate.closed():
            sent = [senders.submit(feeds.push, lines(incident(0)), token=token)]
            until(lambda: feeds.workspace.durable.live)  # the first is on its way to the ledger, three wait
            sent += [senders.submit(feeds.push, lines(incident(number)), token=token) for number in range(1, 4)]
            until(lambda: feeds.live.pushing.waiting == 3)
            refused = feeds.push(lines(incident(9)), token=token)
            assert (refused.status_code, int(refused.headers["retry-after"]) >= 1) == (429, True)
        assert [one.result().status_code for one in sent] == [200] * 4
        assert feeds.push(lines(incident(9)), token=token).status_code == 200


def test_a_sender_is_asked_to_wait_while_the_journal_is_far_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with feeding(tmp_path, limits=PushLimits(unfolded=2)) as feeds:
        token, release = feeds.do(new_token, "control").token, Event()
        monkeypatch.setattr(feeds.workspace, "keep_up", lambda **_: release.wait(60))
        assert feeds.push(lines(incident(1), incident(2)), token=token).status_code == 200
        assert feeds.push(lines(incident(3)), token=token).status_code == 429
        release.set()
        assert feeds.live.following.wait_until_folded(60)
        assert feeds.push(lines(incident(3)), token=token).status_code == 200
