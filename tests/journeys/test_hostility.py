"""Live sources that send too much, too often or nonsense, and disks that are full, are refused or absorbed; the process lives."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from peeler.answers.measure import MeasureQuestion, measure
from peeler.answers.show import ShowQuestion, show
from peeler.terms.clocks import Instant, parse_instant, parse_moment
from peeler.terms.errors import Trouble
from peeler.terms.identifiers import SourceName
from peeler.workspace.deeds import new_token, poll_source, verify_workspace
from peeler.workspace.polling import PollOrder
from peeler.workspace.watching import Watching
from tests.databases import Database
from tests.journeys.feeds import feeding, incident, lines, until
from tests.journeys.serving import Served, serving

NOBODY = 65534
DAY = 86_400_000_000
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One serving process that all of this is done to."""
    with serving(tmp_path_factory.mktemp("served")) as process:
        yield process
        assert process.page().status_code == 200, "it is still alive"
        assert process.answer("verify")["problems"] == []


def put(served: Served, name: str, content: bytes) -> None:
    """Puts a file into the watched folder, whole at once, and waits until it is put away."""
    incoming = served.folder / "incoming"
    until(incoming.is_dir)
    (incoming / f"{name}.part").write_bytes(content)
    until((incoming / "taking").is_dir)
    (incoming / f"{name}.part").rename(incoming / name)
    until(lambda: any((incoming / place / name).exists() for place in ("done", "refused")))


def test_a_million_events_at_once_are_refused_without_being_read(served: Served) -> None:
    one = lines(incident(1)).encode()

    def million() -> Iterator[bytes]:
        for _ in range(1_000):
            yield one * 1_000

    told = served.push(million())
    assert told.status_code == 413
    assert "smaller batches" in told.json()["error"]
    many = served.push(lines(*(incident(n) for n in range(10_001))))
    assert (many.status_code, "10,001 events" in many.json()["error"]) == (413, True)


def test_an_event_of_fifty_megabytes_is_refused_by_push_and_quarantined_from_a_file(served: Served) -> None:
    huge = lines(incident(1, data={"code": "x" * (50 * MEGABYTE)})).encode()
    assert served.push(huge).status_code == 413
    put(served, "huge.jsonl", huge + lines(incident(2, source="control")).encode())
    waiting = served.answer("quarantine", "--source", "event_lines")
    assert [row["reason"] for row in waiting["rows"] if row["file"] == "huge.jsonl"] == [
        "the line is longer than 1,000,000 bytes"
    ]
    within = served.push(lines(incident(3, data={"code": "x" * (2 * MEGABYTE)})))
    assert (within.status_code, within.json()["refused"][0]["line"]) == (422, 1)


@pytest.mark.parametrize(
    "nonsense",
    [
        b"\xff\xfe\x00",
        b'{"id": "\xc3\x28"}',
        b"\x00" * 1_000,
        b"{" * 100_000,
        b'"\\ud800"',
        b"[1e999]",
        b"\xef\xbb\xbf\xff",
    ],
    ids=["not UTF-8", "half a letter", "NULs", "deep", "half a pair", "a float", "a mark and then nonsense"],
)
def test_what_is_not_text_is_refused_and_the_rest_is_kept(served: Served, nonsense: bytes) -> None:
    told = served.push(nonsense + b"\n" + lines(incident(4)).encode())
    assert told.status_code == 422
    assert served.push(lines(incident(4))).status_code == 200


def test_a_file_that_is_not_text_is_refused(served: Served) -> None:
    put(served, "2024-05-middleshire-street.csv", b"Crime ID,Month\n\xff\xfe,\xc3\x28\n")
    put(served, "broken.zip", b"PK\x03\x04 and no more")
    refused = served.folder / "incoming" / "refused"
    reasons = {path.name: path.read_text("utf-8") for path in refused.glob("*.reason.txt")}
    assert "street.csv.reason.txt" in " ".join(reasons)
    assert "not a whole ZIP" in reasons["broken.zip.reason.txt"]


def test_the_same_batch_for_ever_changes_nothing(served: Served) -> None:
    batch = lines(*(incident(n) for n in range(100, 150)))
    told = [served.push(batch).json() for _ in range(40)]
    assert [one["accepted"] for one in told] == [50] + [0] * 39
    assert served.answer("measure", "incidents", "--where", "area = 'Middleton'")["rows"][0]["value"] >= 50


def test_a_file_larger_than_may_be_loses_nothing_acknowledged(tmp_path: Path) -> None:
    """A limit on the size of files, set by the system while it runs: writes fail as they do on a full disk."""
    acknowledged, refused = 0, 0
    with serving(tmp_path) as served:
        served.limit_files(max(path.stat().st_size for path in (served.folder / "store").iterdir()) + 300_000)
        for number in range(60):
            told = served.push(lines(*(incident(number * 50 + n, data={"code": "x" * 400}) for n in range(50))))
            acknowledged += told.json().get("accepted", 0)
            refused += told.status_code == 503
            assert told.status_code in (200, 503)
            if refused > 2:
                break
        assert refused > 2, "the limit was never met"
        assert int(told.headers["retry-after"]) > 0
        assert str(served.folder) not in told.text
        assert served.page("/accessibility").status_code == 200
        served.limit_files(-1)
        again = served.push(lines(incident(100_000)))
        assert (again.status_code, again.json()["accepted"]) == (200, 1)
        until(lambda: served.answer("measure", "incidents")["rows"][0]["value"] == acknowledged + 1)
        assert served.answer("verify")["problems"] == []


@contextmanager
def small_disk() -> Iterator[Path]:
    """A small disk of its own; skips where this user may not mount one."""
    with tempfile.TemporaryDirectory() as name:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", name],  # noqa: S607
            check=False, capture_output=True,
        )  # fmt: skip
        if mounted.returncode:
            pytest.skip("a disk of its own needs the right to mount one")
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "-l", name], check=True)  # noqa: S607


def test_a_full_disk_is_told_and_nothing_acknowledged_is_lost() -> None:
    with small_disk() as disk, feeding(disk) as feeds:
        token = feeds.do(new_token, "control").token
        assert feeds.push(lines(incident(0)), token=token).status_code == 200
        assert feeds.live.following.wait_until_folded(60)
        watching = Watching(feeds.workspace, feeds.live.following, settle=0)
        watching.look()
        night = lines(*(incident(n, source="control", data={"code": "x" * 900}) for n in range(1_000, 1_200)))
        (watching.incoming.folder / "night.jsonl").write_text(night, "utf-8")
        filling = disk / "filling"
        with filling.open("wb") as file:
            room = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
            file.write(b"x" * max(0, room - 50_000))
            file.flush()
        full = lines(*(incident(n, data={"code": "x" * 900}) for n in range(1, 400)))
        told = feeds.push(full, token=token)
        assert (told.status_code, str(disk) in told.text) == (503, False)
        assert "the disk" in feeds.live.pushing.feeds()[0].trouble
        with pytest.raises(Trouble, match="the disk"):
            watching.look()
        assert (watching.incoming.folder / "night.jsonl").exists(), "it waits for room"
        filling.unlink()
        assert [one.accounts[0].accepted for one in watching.look()] == [200]
        assert feeds.push(full, token=token).json()["accepted"] == 399
        assert feeds.live.pushing.feeds()[0].trouble == ""
        assert feeds.ask(measure, MeasureQuestion("incidents")).rows[0].value == 600
        assert feeds.do(verify_workspace).problems == ()


def test_a_watched_folder_that_is_read_only_is_told_and_its_files_are_not_loaded_again_and_again() -> None:
    with tempfile.TemporaryDirectory() as name, as_nobody(Path(name)) as folder, feeding(folder) as feeds:
        watching = Watching(feeds.workspace, feeds.live.following, settle=0)
        watching.look()
        (watching.incoming.folder / "night.jsonl").write_text(lines(incident(1, source="control")), "utf-8")
        watching.incoming.folder.chmod(0o555)
        for _ in range(2):
            with pytest.raises(Trouble, match="incoming: permission denied"):
                watching.look()
        assert feeds.workspace.durable.ledger.last_sequence() == 0
        watching.incoming.folder.chmod(0o755)
        assert [one.reason for one in watching.look()] == [""]


@contextmanager
def as_nobody(folder: Path) -> Iterator[Path]:
    """A folder of a user whom modes bind (root is bound by none), and this process as that user."""
    was = os.geteuid()
    folder.chmod(0o755)
    if was == 0:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        os.seteuid(was)


def test_a_clock_that_jumps_back_reorders_nothing(tmp_path: Path) -> None:
    moments = {"now": parse_instant("2024-05-10T12:00:00")}
    with feeding(tmp_path, clock=lambda: moments["now"]) as feeds:
        token = feeds.do(new_token, "control").token
        for number, at in enumerate(("2024-05-10T12:00:00", "2024-05-09T12:00:00", "2024-05-09T12:00:01")):
            moments["now"] = parse_instant(at)
            assert feeds.push(lines(incident(number)), token=token).json()["accepted"] == 1
            assert feeds.live.following.wait_until_folded(60)
        commits = [commit.known_at for commit in feeds.workspace.durable.ledger.commits_since(0)]
        assert commits == sorted(set(commits))
        assert commits[0] >= parse_instant("2024-05-10T12:00:00")
        assert feeds.do(verify_workspace).problems == ()
        moments["now"] = Instant(commits[-1] + DAY)
        assert feeds.ask(measure, MeasureQuestion("incidents")).rows[0].value == 3


def test_a_clock_that_jumps_back_reorders_no_poll(tmp_path: Path) -> None:
    moments = {"now": parse_instant("2024-05-10T12:00:00")}
    database = Database("sqlite", f"sqlite:///{tmp_path}/theirs.db")
    database.run("create table calls (ref text primary key, opened text, area text, changed integer)")
    settings = f'[connections]\ncommand = "{database.connection}"\n'
    with feeding(tmp_path, sources={"command": POLLED}, settings=settings, clock=lambda: moments["now"]) as feeds:
        for number, at in enumerate(
            ("2024-05-10T12:00:00", "2024-05-09T12:00:00", "2024-05-09T12:00:01", "2024-05-09")
        ):
            moments["now"] = parse_moment(at, edge="start")
            database.run("delete from calls", "insert into calls values ('a', '2024-05-01T09:00:00', :area, :n)",
                         area=f"Beat {number}", n=number)  # fmt: skip
            assert feeds.do(poll_source, PollOrder("command")).tables[0].accepted == 1
        dated = [one.dated for one in feeds.workspace.durable.lists.snapshots(SourceName("command"), "calls", "{}")]
        assert dated == sorted(dated)
        moments["now"] = parse_instant("2024-05-11T12:00:00")
        state = feeds.ask(show, ShowQuestion("incident", "incident:a")).state
        assert {one.name: one.value for one in state or ()}["area"] == "Beat 3"
        assert feeds.do(verify_workspace).problems == ()


POLLED = """
title: Command and control
about: A test's own source.
owner: someone
checked_by: someone
review_by: 2027-01-01
tables:
  calls:
    poll: {every: 1 second, table: calls, modified: changed, overlap: "0"}
    columns: [ref, opened, area]
    key: [ref]
    rows: [{event: incident.opened, at: opened, incident: 'incident:{ref}', area: area}]
"""


def test_what_is_refused_says_nothing_of_what_it_held(tmp_path: Path) -> None:
    with feeding(tmp_path) as feeds:
        token = feeds.do(new_token, "control").token
        told = feeds.push(lines(incident(1, at="Jane Doe", data={"code": ["Jane Doe"]})), token=token)
        assert told.status_code == 422
        assert "Jane" not in json.dumps(told.json())
