"""ZIP files whose bytes depend on their contents alone, and the same ZIP with its rows in another order."""

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from peeler.simulate.streams import shuffled, stream

_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)  # as the published archives date their members
_UNIX: Final = 3


def pack(archive: Path, files: Mapping[str, bytes], *, deflated: bool = False) -> None:
    """Write a ZIP of these files, sorted by path.

    Stored, its bytes are the same everywhere; deflated, it is smaller and like the published ones, but its bytes are
    the same only where the compressing library is.
    """
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(files):
            member = zipfile.ZipInfo(path, _LONG_AGO)
            member.create_system, member.external_attr = _UNIX, 0o600 << 16
            packed.writestr(member, files[path], zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED)


def shuffle_rows(archive: Path, into: Path, *, seed: int) -> None:
    """Write the same ZIP with the rows of each file in another order; headers stay first, rows stay byte for byte."""
    with zipfile.ZipFile(archive) as packed:
        files = {path: _shuffled(packed.read(path), path, seed) for path in packed.namelist()}
    pack(into, files)


def _shuffled(text: bytes, path: str, seed: int) -> bytes:
    header, *rows = text.splitlines(keepends=True)
    return header + b"".join(shuffled(stream(seed, path), rows))
