"""Unit: the folder of the durable file: made once, its owner's alone, every trouble told in a line that names it."""

import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from peeler.store import connections
from peeler.store.durable import Durable
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError
from tests.said import commit, event

NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a durable file of one event."""
    durable = Durable(tmp_path / "store")
    commit(durable, event("a"))
    durable.close()
    return tmp_path / "store"


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """An open folder, and this process as somebody whom modes bind (root is bound by none)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        was = os.geteuid()
        if was == 0:
            os.chown(folder, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        yield folder
        folder.chmod(0o755)
        os.seteuid(was)


def test_a_new_folder_holds_the_file_and_its_key_for_the_owner_alone(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == ["key", "peeler.db"]
    assert [stat.S_IMODE((folder / name).stat().st_mode) for name in ("key", "peeler.db")] == [0o600, 0o600]
    assert len((folder / "key").read_bytes()) == 32


def test_a_workspace_keeps_its_id_and_its_key(folder: Path) -> None:
    first = Durable(folder)
    seen = first.workspace, first.mark("x")
    first.close()
    second = Durable(folder)
    assert (second.workspace, second.mark("x")) == seen
    assert len(second.workspace) == 16
    second.close()
    second.close()


def test_every_commit_reaches_the_disk_and_deletions_are_zeroed(folder: Path) -> None:
    durable = Durable(folder)
    writer = durable.connections.writer
    found = [
        writer.execute(f"pragma {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "secure_delete")
    ]
    assert found == ["wal", 2, 1]
    durable.close()


def test_a_key_left_without_a_file_is_used(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(bytes(32))
    (tmp_path / "key.new").write_bytes(b"cut short")
    Durable(tmp_path).close()
    assert (tmp_path / "key").read_bytes() == bytes(32)


def refusal(folder: Path, *, read_only: bool = False) -> str:
    """The one line with which opening is refused."""
    with pytest.raises(RequestError) as refused:
        Durable(folder, read_only=read_only)
    line = str(refused.value)
    assert "\n" not in line
    assert str(folder) in line
    return line


def test_a_missing_key_is_not_made_anew(folder: Path) -> None:
    (folder / "key").unlink()
    assert "the key is missing" in refusal(folder)
    assert not (folder / "key").exists()


def test_another_key_is_noticed(folder: Path) -> None:
    (folder / "key").write_bytes(bytes(32))
    assert "is not the key that peeler.db was made with" in refusal(folder)
    (folder / "key").write_bytes(b"short")
    assert "is not a key of 32 bytes" in refusal(folder)


def test_what_is_no_database_is_refused(folder: Path) -> None:
    (folder / "peeler.db").write_bytes(b"not a database at all " * 100)
    assert "damaged or is not Peeler's" in refusal(folder)


def test_a_database_of_something_else_is_left_alone(folder: Path) -> None:
    (folder / "peeler.db").unlink()
    other = sqlite3.connect(folder / "peeler.db")
    other.execute("create table theirs (x)")
    other.commit()
    other.close()
    assert "is a database, but not Peeler's" in refusal(folder)


def test_tables_of_another_version_are_refused(folder: Path) -> None:
    other = sqlite3.connect(folder / "peeler.db")
    other.execute("pragma user_version = 99")
    other.close()
    assert "was made by another version of Peeler (tables 99, not 3)" in refusal(folder)


def test_a_folder_that_may_not_be_written_is_told(unprivileged: Path) -> None:
    unprivileged.chmod(0o555)
    assert "cannot be read or written here" in refusal(unprivileged)
    assert "cannot be read or written here" in refusal(unprivileged / "store")


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("in the way")
    assert "cannot be read or written here" in refusal(tmp_path / "store")


def test_a_full_disk_is_told_and_nothing_is_kept(folder: Path) -> None:
    durable = Durable(folder)
    pages = durable.connections.writer.execute("pragma page_count").fetchone()[0]
    durable.connections.writer.execute(f"pragma max_page_count = {pages}")
    with pytest.raises(RequestError, match="the disk is full; nothing of this was kept") as refused:
        commit(durable, *(event(f"e{n}", {"text": "x" * 200}) for n in range(500)), now=5)
    assert str(folder) in str(refused.value)
    assert durable.ledger.last_sequence() == 1
    durable.connections.writer.execute("pragma max_page_count = 1000000")
    commit(durable, event("b"), now=6)
    assert durable.ledger.check_chain() == []
    durable.close()


def test_another_writer_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Durable(folder)
    monkeypatch.setattr(connections, "WAIT_SECONDS", 0)
    with first.connections.writing():
        assert "another process is writing there" in refusal(folder)
    first.close()


def test_an_error_of_the_caller_is_not_mistaken_for_one_of_the_folder(folder: Path) -> None:
    durable = Durable(folder)
    with pytest.raises(PermissionError), durable.commit(now=Instant(5), founding=False):
        raise PermissionError(13, "a source file elsewhere")
    durable.close()


def test_reading_only_changes_nothing(folder: Path) -> None:
    before = (folder / "peeler.db").read_bytes()
    reader = Durable(folder, read_only=True)
    assert reader.ledger.last_sequence() == 1
    with pytest.raises(RequestError, match="is open for reading only"):
        commit(reader, event("b"))
    reader.close()
    assert (folder / "peeler.db").read_bytes() == before


def test_reading_only_needs_a_file(tmp_path: Path) -> None:
    assert "holds no peeler.db" in refusal(tmp_path, read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_reading_only_works_in_a_folder_that_may_not_be_written(unprivileged: Path) -> None:
    durable = Durable(unprivileged)
    commit(durable, event("a"))
    durable.close()
    unprivileged.chmod(0o555)
    reader = Durable(unprivileged, read_only=True)
    assert reader.ledger.last_sequence() == 1
    reader.close()


def test_readers_in_threads_see_whole_commits_only(folder: Path) -> None:
    durable = Durable(folder)
    seen: list[int] = []

    def read() -> None:
        while durable.ledger.last_sequence() < 201:
            seen.append(durable.ledger.last_sequence())

    readers = [Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for turn in range(20):
        commit(durable, *(event(f"{turn}/{n}") for n in range(10)))
    for reader in readers:
        reader.join()
    assert {number % 10 for number in seen} <= {1}
    durable.close()


def test_writers_in_threads_wait_for_each_other(folder: Path) -> None:
    durable = Durable(folder)

    def write(name: int) -> None:
        for turn in range(10):
            commit(durable, event(f"{name}/{turn}"))
            durable.access.note("ada", {"turn": turn}, at=Instant(turn))

    writers = [Thread(target=write, args=[name]) for name in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert durable.ledger.last_sequence() == 31
    assert durable.ledger.check_chain() == durable.access.check_chain() == []
    durable.close()


def test_a_log_grown_large_is_emptied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "LARGEST_WAL", 1000)
    durable = Durable(folder)
    commit(durable, event("b"))
    assert (folder / "peeler.db-wal").stat().st_size == 0
    durable.close()


def test_a_file_of_the_version_before_is_brought_up_to_date(folder: Path) -> None:
    Durable(folder).close()
    with closing(sqlite3.connect(folder / "peeler.db")) as older:
        older.execute("drop table source_cursor")
        older.execute("pragma user_version = 2")
        older.commit()
    with closing(Durable(folder)) as opened:
        opened.cursors.note_heard("rms", "crimes", at=Instant(5))
        assert [(one.source, one.heard_at) for one in opened.cursors.every()] == [("rms", 5)]
