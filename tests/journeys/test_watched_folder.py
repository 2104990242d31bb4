"""Files put into the watched folder are loaded once, whole, and put away; what cannot be read is refused with its reason."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from peeler.answers.health import health
from peeler.answers.measure import MeasureQuestion, measure
from peeler.answers.quarantine import QuarantineQuestion, quarantine
from peeler.refresh.incoming import WATCHED, TakenFile
from peeler.refresh.load import load
from peeler.workspace.deeds import verify_workspace
from peeler.workspace.watching import Watching
from tests.journeys.feeds import Feeds, feeding, incident, lines, until

BATCH = lines(*(incident(n, source="control", force="middleshire") for n in range(3)))


@pytest.fixture
def feeds(tmp_path: Path) -> Iterator[Feeds]:
    """A workspace whose folder is looked at when a test says so."""
    with feeding(tmp_path) as open_feeds:
        yield open_feeds


@pytest.fixture
def watching(feeds: Feeds) -> Watching:
    """Looks at the folder; a file is whole as soon as it looks the same at two looks."""
    made = Watching(feeds.workspace, feeds.live.following, settle=0)
    made.look()
    return made


def files(folder: Path) -> list[str]:
    """The files in and under the folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def put(watching: Watching, name: str, text: str) -> list[TakenFile]:
    """Puts a file there and looks."""
    (watching.incoming.folder / name).write_text(text, "utf-8")
    return watching.look()


def incidents(feeds: Feeds) -> int:
    """How many incidents the answers know."""
    rows = feeds.ask(measure, MeasureQuestion("incidents")).rows
    return int(rows[0].value) if rows else 0


def test_a_file_is_loaded_and_put_with_those_done(feeds: Feeds, watching: Watching) -> None:
    taken = put(watching, "night.jsonl", BATCH)
    assert [(one.name, one.reason, one.accounts[0].accepted) for one in taken] == [("night.jsonl", "", 3)]
    assert files(watching.incoming.folder) == ["done/night.jsonl"]
    assert incidents(feeds) == 3
    assert feeds.workspace.durable.live, "founding ends with the first watched file"
    assert feeds.do(verify_workspace).problems == ()


def test_the_same_file_twice_is_harmless(feeds: Feeds, watching: Watching) -> None:
    put(watching, "night.jsonl", BATCH)
    again = put(watching, "night.jsonl", BATCH)
    assert (again[0].accounts[0].accepted, again[0].accounts[0].duplicate) == (0, 3)
    done = files(watching.incoming.folder)
    assert len(done) == 2
    assert all(name.endswith("night.jsonl") for name in done)
    assert incidents(feeds) == 3


def test_what_no_source_reads_is_refused_with_a_reason_and_counted(feeds: Feeds, watching: Watching) -> None:
    for _ in range(2):
        taken = put(watching, "holiday.docx", "no data")
        assert "only .csv" in taken[0].reason
    there = files(watching.incoming.folder)
    assert [name for name in there if name.endswith("holiday.docx")] == [n for n in there if n.endswith(".docx")]
    assert (watching.incoming.refused / "holiday.docx.reason.txt").read_text("utf-8").strip() == taken[0].reason
    waiting = feeds.ask(quarantine, QuarantineQuestion(WATCHED))
    assert [(row.file, row.position) for row in waiting.rows] == [("holiday.docx", None)]
    assert any("waits in quarantine" in problem for problem in feeds.ask(health).problems)


def test_a_file_of_which_nothing_can_be_read_is_refused_and_one_with_bad_rows_is_not(
    feeds: Feeds, watching: Watching
) -> None:
    taken = put(watching, "2024-05-middleshire-street.csv", "")
    assert "empty" in taken[0].reason
    taken = put(watching, "half.jsonl", BATCH + "nonsense\n")
    assert (taken[0].reason, taken[0].accounts[0].quarantined) == ("", 1)
    assert files(watching.incoming.folder) == [
        "done/half.jsonl", "refused/2024-05-middleshire-street.csv", "refused/2024-05-middleshire-street.csv.reason.txt",
    ]  # fmt: skip
    assert feeds.ask(quarantine, QuarantineQuestion()).total == 2


def test_done_files_are_removed_where_the_settings_say_so(tmp_path: Path) -> None:
    settings = '[incoming]\nfolder = "post"\ndone = "remove"\n'
    with feeding(tmp_path, settings=settings) as feeds:
        watching = Watching(feeds.workspace, feeds.live.following, settle=0)
        watching.look()
        assert watching.incoming.folder == tmp_path / "w" / "post"
        assert put(watching, "night.jsonl", BATCH)[0].reason == ""
        assert files(watching.incoming.folder) == []


def test_what_a_dead_process_was_loading_is_loaded_by_the_next(feeds: Feeds, watching: Watching) -> None:
    (watching.incoming.taking / "night.jsonl").write_text(BATCH, "utf-8")
    (watching.incoming.taking / "both.jsonl").write_text(lines(incident(7, source="control")), "utf-8")
    (watching.incoming.folder / "both.jsonl").write_text(lines(incident(8, source="control")), "utf-8")
    following = Watching(feeds.workspace, feeds.live.following, settle=0)
    names = [one.name for _ in range(2) for one in following.look()]
    assert sorted(names) == ["both.jsonl", "both.jsonl", "night.jsonl"]
    assert incidents(feeds) == 5
    assert files(watching.incoming.taking) == []


def test_a_file_still_written_while_it_is_loaded_is_loaded_again(
    feeds: Feeds, watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = lines(incident(9, source="control"))

    def written_meanwhile(durable: object, catalogue: object, paths: list[Path], **rest: object) -> object:
        report = load(durable, catalogue, paths, **rest)  # type: ignore[arg-type]
        if late.encode() not in paths[0].read_bytes():
            with paths[0].open("a", encoding="utf-8") as file:
                file.write(late)
        return report

    monkeypatch.setattr("peeler.refresh.incoming.load", written_meanwhile)
    assert put(watching, "night.jsonl", BATCH) == []
    assert [one.reason for one in watching.look()] == [""]
    assert files(watching.incoming.folder) == ["done/night.jsonl"]
    assert incidents(feeds) == 4


def test_folders_and_links_are_left_alone(watching: Watching, tmp_path: Path) -> None:
    (watching.incoming.folder / "sub").mkdir()
    (tmp_path / "elsewhere.jsonl").write_text(BATCH, "utf-8")
    (watching.incoming.folder / "link.jsonl").symlink_to(tmp_path / "elsewhere.jsonl")
    assert watching.look() == []


def test_a_folder_that_cannot_be_used_is_told_and_watched_on(
    feeds: Feeds, watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(watching.incoming.folder)
    (watching.incoming.folder).write_text("a file in its place", "utf-8")
    monkeypatch.setattr("peeler.workspace.watching.EVERY", 0.01)
    monkeypatch.setattr("peeler.workspace.watching.AFTER_TROUBLE", 0.01)
    watching.start()
    try:
        until(lambda: watching.feed()[0].trouble != "")
        assert str(watching.incoming.folder) in watching.feed()[0].trouble
        watching.incoming.folder.unlink()
        watching.incoming.make()
        (watching.incoming.folder / "night.jsonl").write_text(BATCH, "utf-8")
        until(lambda: files(watching.incoming.folder) == ["done/night.jsonl"])
        until(lambda: watching.feed()[0].trouble == "")
    finally:
        watching.stop()
    assert incidents(feeds) == 3
