"""What a path holds: a file, a folder's files, or a ZIP's members read in place; refused whole where it is not
safe.
"""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from peeler.sources.archives import open_archive, open_member
from peeler.sources.limits import CHUNK_BYTES, MEMBER_BYTES, MEMBERS
from peeler.sources.unpacked import unpacked
from peeler.terms.errors import RequestError

PACKED: Final = b"PK\x03\x04"
PACKED_OTHERWISE: Final = (".xlsx", ".ods", ".docx")


@dataclass(frozen=True)
class FoundFile:
    """One file to read: its name as shown (ZIP or folder first), its own name, how to open it, its size in bytes."""

    shown: str
    name: str
    open: Callable[[], BinaryIO]
    size: int


@dataclass(frozen=True)
class Container:
    """What one path (or one ZIP in a folder) holds, in order of name; ``single`` where the path is one plain file."""

    shown: str
    files: tuple[FoundFile, ...]
    single: bool


def open_containers(path: Path, stack: ExitStack) -> list[Container]:
    """What a path holds; ZIPs stay open as long as ``stack``. RequestError where it is not there, not safe or too
    large.
    """
    try:
        if path.is_dir():
            return _folder(path, stack)
        return [_container(path, path.name, stack)]
    except OSError as problem:
        raise RequestError(f"{printable(path.name)}: {(problem.strerror or 'cannot be read').lower()}") from problem


def _folder(path: Path, stack: ExitStack) -> list[Container]:
    plain: list[FoundFile] = []
    packed: list[Container] = []
    for number, inside in enumerate(_walk(path)):
        if number >= MEMBERS:
            raise RequestError(f"{printable(path.name)}: more than {MEMBERS:,} files")
        container = _container(inside, f"{path.name}/{inside.relative_to(path).as_posix()}", stack)
        if container.single:
            plain += container.files
        else:
            packed.append(container)
    return [*([Container(printable(path.name), tuple(plain), single=False)] if plain or not packed else []), *packed]


def _walk(path: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(path, onerror=_refuse):
        folders.sort()
        yield from (Path(folder, name) for name in sorted(names))


def _refuse(problem: OSError) -> None:
    raise problem


def _container(path: Path, shown: str, stack: ExitStack) -> Container:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise RequestError(f"{printable(shown)}: not a file")
    if is_archive(path):
        archive = open_archive(path, printable(shown))
        stack.enter_context(archive.opened)
        members = [
            FoundFile(
                f"{printable(shown)}/{printable(m.filename)}",
                m.filename.rsplit("/", 1)[-1],
                unpacked(printable(shown), m.filename, open_member(archive, m), m.file_size),
                m.file_size,
            )
            for m in archive.members
        ]
        return Container(printable(shown), tuple(members), single=False)
    opening = unpacked(printable(shown), path.name, lambda: path.open("rb"), status.st_size)
    file = FoundFile(printable(shown), path.name, opening, status.st_size)
    return Container(file.shown, (file,), single=True)


def is_archive(path: Path) -> bool:
    """Whether a file is to be opened as a ZIP: by its name, or by how it begins."""
    if path.suffix.lower() == ".zip":
        return True
    with path.open("rb") as file:
        return file.read(4) == PACKED and path.suffix.lower() not in PACKED_OTHERWISE


def prove(file: FoundFile) -> None:
    """Reads a file to its end, keeping nothing, so that a damaged one is refused before anything is loaded."""
    if file.size > MEMBER_BYTES:
        raise RequestError(f"{file.shown}: larger than {MEMBER_BYTES // 1024**2} MB")
    try:
        with file.open() as stream:
            while stream.read(CHUNK_BYTES):
                pass
    except OSError as problem:
        raise RequestError(f"{file.shown}: {(problem.strerror or 'cannot be read').lower()}") from problem


def printable(name: str) -> str:
    """A name fit for one line: what cannot be printed is replaced, and no more than 200 characters."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:200]
