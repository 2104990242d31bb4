"""Every command of the tutorial and of the guides works, typed in order against an invented archive."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from peeler.simulate.open_data import simulate_open_data
from tests.databases import free_port
from tests.house.tree import ROOT, name
from tests.journeys import command
from tests.journeys.documents import Typed, Written, steps

PAGES = [path for folder in ("tutorial", "how-to") for path in sorted((ROOT / "docs" / folder).glob("*.md"))]
PLAIN = re.compile(r"[^|$`;&<]+")
REFUSED = 2
PORT = "8391"
PATIENCE = 240  # seconds; a script that waits for a server that never comes up waits for ever


def archive(folder: Path, newest: str) -> Path:
    """A small archive of two invented forces, two months up to the newest; the same world whichever month."""
    truth = simulate_open_data(folder, seed=1, newest=newest, months=2, crimes_a_month=30)
    return folder / truth.archive


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the pages say one has downloaded."""
    folder = tmp_path_factory.mktemp("downloads")
    made = archive(folder / "newest", "2024-04")
    for called in ("2024-04.zip", "bedfordshire.zip"):
        shutil.copyfile(made, folder / called)
    shutil.copyfile(archive(folder / "before", "2024-03"), folder / "2024-03.zip")
    return folder


@pytest.fixture(scope="module")
def prepared(downloads: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workspace in which the newest archive is loaded: where most guides begin."""
    folder = tmp_path_factory.mktemp("prepared")
    for words in (["new", "my-force"], ["-w", "my-force", "load", str(downloads / "2024-04.zip")]):
        assert typed(["peeler", *words], folder)[0] == 0
    return folder


def typed(words: list[str], folder: Path) -> tuple[int, str]:
    """Runs one command in a folder; its exit code and what it printed. Peeler's own run in this process."""
    if words[0] != "peeler":
        done = subprocess.run(words, cwd=folder, check=False, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr
    ended = command.run(*words[1:], runtime=folder.parent / "run", folder=folder)
    return ended.returncode, ended.stdout + ended.stderr


def run(block: Typed, folder: Path) -> tuple[int, str]:
    """Runs a block: line by line where its lines are plain, in one shell where they are more."""
    if not all(PLAIN.fullmatch(line) for line in block.lines):
        return shell("\n".join(block.lines), folder)
    code, said = 0, ""
    for line in block.lines:
        plain, _, target = line.partition(" > ")
        code, printed = typed(shlex.split(plain), folder)
        said += printed
        if target:
            (folder / target).write_text(printed, "utf-8")
        if code:
            break
    return code, said


def shell(script: str, folder: Path) -> tuple[int, str]:
    """Runs a script in a shell that finds `peeler`."""
    script_file = folder / "bin" / "peeler"
    script_file.parent.mkdir(exist_ok=True)
    script_file.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m peeler "$@"\n', "utf-8")
    script_file.chmod(0o755)
    found = os.pathsep.join([str(script_file.parent), str(Path(sys.executable).parent), os.environ["PATH"]])
    # Somebody else's server may have the page's port: a run of this test beside this one, for example.
    words = ["bash", "-euo", "pipefail", "-c", script.replace(PORT, str(free_port()))]
    paths = os.environ | {"PATH": found, "PYTHONPATH": str(ROOT / "src")}
    nothing = subprocess.DEVNULL  # a command that reads must not read what the test's own process is told
    done = subprocess.run(
        words, cwd=folder, env=paths, check=False, stdin=nothing, capture_output=True, text=True, timeout=PATIENCE
    )
    return done.returncode, done.stdout + done.stderr


def begun(page: Path, folder: Path, downloads: Path, prepared: Path) -> Path:
    """The folder a page begins in: with the downloads, and with the workspace unless the page makes one."""
    if "$ peeler new" not in page.read_text("utf-8"):
        shutil.copytree(prepared, folder / "begun")
    (folder / "begun").mkdir(exist_ok=True)
    for download in downloads.glob("*.zip"):
        shutil.copy(download, folder / "begun")
    return folder / "begun"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_what_a_page_has_one_type_works(
    page: Path, tmp_path: Path, downloads: Path, prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    folder = begun(page, tmp_path, downloads, prepared)
    for step in steps(page.read_text("utf-8")):
        if isinstance(step, Written):
            (folder / step.path).parent.mkdir(parents=True, exist_ok=True)
            (folder / step.path).write_text(step.text, "utf-8")
            continue
        code, said = run(step, folder)
        assert code == (REFUSED if step.refused else 0), f"{step.lines}: {said}"
        seen = [" ".join(line.split()) for line in said.splitlines()]
        assert [line for line in step.firm if line not in seen] == [], f"{step.lines}: {said}"


def test_a_page_that_is_wrong_would_be_noticed(tmp_path: Path) -> None:
    block = "```console refused\n$ peeler -w nowhere measure recorded_crime\npeeler: something else\n```\n"
    (step,) = steps(block)
    assert isinstance(step, Typed)
    code, said = run(step, tmp_path)
    assert (code, step.refused) == (REFUSED, True)
    assert step.firm == ("peeler: something else",)
    assert "peeler: something else" not in said
