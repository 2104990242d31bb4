"""A catalogue built before is taken from the cache only where every file and the code are the same."""

import os
import time
from pathlib import Path

import pytest

from peeler.definitions import built as kept_catalogues
from peeler.definitions.built import MOST, built, cache
from peeler.definitions.catalogue import load_catalogue


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "peeler"


class Builder:
    """Builds the texts of a folder, and counts how often."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.times = folder, 0

    def __call__(self) -> list[str]:
        self.times += 1
        return [path.read_text() for path in sorted(self.folder.iterdir())]

    def ask(self) -> list[str]:
        return built([self.folder], self)


@pytest.fixture
def builder(tmp_path: Path) -> Builder:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "one.yml").write_text("one")
    return Builder(folder)


def test_the_same_files_are_built_once(builder: Builder) -> None:
    assert [builder.ask() for _ in range(3)] == [["one"]] * 3
    assert builder.times == 1


def test_a_file_changed_added_renamed_or_gone_is_built_anew(builder: Builder) -> None:
    builder.ask()
    one = builder.folder / "one.yml"
    one.write_text("two")  # as long, and at nearly the same time
    assert builder.ask() == ["two"]
    (builder.folder / "three.yml").write_text("3")
    assert builder.ask() == ["two", "3"]
    one.rename(builder.folder / "zone.yml")
    assert builder.ask() == ["3", "two"]
    (builder.folder / "three.yml").unlink()
    assert builder.ask() == ["two"]
    assert builder.times == 5


def test_other_code_builds_anew(builder: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    builder.ask()
    monkeypatch.setattr(kept_catalogues, "code", lambda: iter(["other code"]))
    builder.ask()
    assert builder.times == 2


@pytest.mark.parametrize("content", [b"", b"half", b"\x80\x05c", b"cno_such_module\nname\n."])
def test_a_spoiled_file_is_built_anew_and_mended(builder: Builder, place: Path, content: bytes) -> None:
    builder.ask()
    (kept,) = place.iterdir()
    kept.write_bytes(content)
    assert [builder.ask() for _ in range(2)] == [["one"]] * 2
    assert builder.times == 2


def test_a_folder_others_may_write_in_is_not_used(builder: Builder, place: Path) -> None:
    place.mkdir(parents=True)
    place.chmod(0o777)
    assert cache() is None
    assert [builder.ask() for _ in range(2)] == [["one"]] * 2
    assert builder.times == 2


def test_without_a_place_everything_is_built_anew(builder: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(builder.folder / "one.yml"))  # a file, not a folder
    assert [builder.ask() for _ in range(2)] == [["one"]] * 2
    assert builder.times == 2


def test_the_oldest_go(builder: Builder, place: Path) -> None:
    for number in range(MOST + 3):
        (builder.folder / "one.yml").write_text(str(number))
        builder.ask()
        newest = max(place.iterdir(), key=lambda path: path.stat().st_ctime_ns)
        os.utime(newest, (time.time(), 1_000 + number))
    assert len(list(place.iterdir())) == MOST


def test_a_catalogue_kept_is_the_catalogue_built() -> None:
    first, again = load_catalogue(), load_catalogue()
    assert first is not again
    assert (first.version, first.shape) == (again.version, again.shape)
    assert first.measures.keys() == again.measures.keys()
    assert {name: (one.hash, one.columns) for name, one in first.objects.items()} == {
        name: (one.hash, one.columns) for name, one in again.objects.items()
    }
