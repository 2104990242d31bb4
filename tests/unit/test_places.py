"""Unit: where a workspace's socket lies: in the user's runtime folder, or in a short one where that lies too deep."""

from pathlib import Path

import pytest

from peeler.terms.errors import RequestError
from peeler.workspace.places import LONGEST_FOLDER, Places, runtime_folder

LONGEST_SOCKET = 107  # bytes that a socket's path may have on Linux


def test_a_runtime_folder_too_deep_for_a_socket_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / ("d" * LONGEST_FOLDER)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    assert not runtime_folder().is_relative_to(deep)
    assert len(str(Places(tmp_path).socket)) <= LONGEST_SOCKET


def test_a_runtime_folder_open_to_others_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    short = tmp_path_factory.getbasetemp().parent
    place = short / "r"
    (place / "peeler").mkdir(parents=True, exist_ok=True)
    (place / "peeler").chmod(0o755)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(place))
    with pytest.raises(RequestError, match="open to others"):
        runtime_folder()
