"""A ZIP as downloaded, read in place and never extracted: what is unsafe about it is found before anything is read."""

import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, NoReturn, Self, cast

from peeler.sources.limits import ARCHIVE_BYTES, MEMBER_BYTES, MEMBERS, NAME_CHARACTERS, RATIO, RATIO_FROM
from peeler.terms.errors import RequestError

DAMAGED: Final = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OverflowError)
OUTSIDE: Final = re.compile(r"[A-Za-z]:|[\\/]|(?:.*[\\/])?\.\.(?:[\\/]|$)", re.DOTALL)
ENCRYPTED: Final = 0x1


@dataclass(frozen=True)
class Archive:
    """An open ZIP whose members have all been found safe by what the ZIP says of them; folders are left out."""

    shown: str
    opened: zipfile.ZipFile
    members: tuple[zipfile.ZipInfo, ...]


def open_archive(path: Path, shown: str) -> Archive:
    """The ZIP of this path; RequestError where it is cut, encrypted, unsafe or beyond the limits."""
    try:
        opened = zipfile.ZipFile(path)
    except (*DAMAGED, NotImplementedError) as problem:
        raise RequestError(f"{shown}: not a whole ZIP file: cut off or damaged") from problem
    try:
        members = opened.infolist()
        _check_whole(shown, members, path.stat().st_size)
        for member in members:
            _check_member(shown, member)
    except RequestError:
        opened.close()
        raise
    return Archive(shown, opened, tuple(sorted((m for m in members if not m.is_dir()), key=lambda m: m.filename)))


def _check_whole(shown: str, members: list[zipfile.ZipInfo], size: int) -> None:
    if len(members) > MEMBERS:
        raise RequestError(f"{shown}: a ZIP of more than {MEMBERS:,} files")
    if sum(member.file_size for member in members) > ARCHIVE_BYTES:
        raise RequestError(f"{shown}: would unpack to more than {ARCHIVE_BYTES // 1024**3} GB")
    if sum(member.compress_size for member in members) > size:
        raise RequestError(f"{shown}: its files lie over each other or are cut off; not a ZIP as published")
    if len({member.filename for member in members}) < len(members):
        raise RequestError(f"{shown}: holds two files of the same name")


def _check_member(shown: str, member: zipfile.ZipInfo) -> None:
    name = member.orig_filename
    if OUTSIDE.match(name):
        raise RequestError(f"{shown}: holds a file with a path outside the ZIP; nothing was read")
    if len(name) > NAME_CHARACTERS or not name.isprintable():
        raise RequestError(f"{shown}: holds a file whose name is too long or cannot be printed; nothing was read")
    if member.flag_bits & ENCRYPTED:
        raise RequestError(f"{shown}: is encrypted; unpack it with its password first")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RequestError(f"{shown}: packed in a way that cannot be read safely; pack it as an ordinary ZIP")
    if member.file_size > MEMBER_BYTES:
        raise RequestError(
            f"{shown}: holds a file of more than {MEMBER_BYTES // 1024**2} MB ({member.file_size:,} bytes)"
        )
    if member.file_size > RATIO_FROM and member.file_size > RATIO * member.compress_size:
        raise RequestError(f"{shown}: holds a file that unpacks to more than {RATIO} times its size; not read")


def open_member(archive: Archive, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    """How to open one member; whatever is wrong with it, then or while it is read, is a RequestError."""
    return lambda: cast("BinaryIO", _Member(archive, member))


class _Member:
    """A member being read: as many bytes as the ZIP says and no more, its checksum compared at the end."""

    def __init__(self, archive: Archive, member: zipfile.ZipInfo) -> None:
        self._shown = archive.shown
        try:
            self._stream = archive.opened.open(member)
        except (*DAMAGED, NotImplementedError) as problem:
            self._refuse(problem)

    def read(self, size: int = -1) -> bytes:
        try:
            return self._stream.read(size)
        except DAMAGED as problem:
            self._refuse(problem)

    def readline(self, size: int = -1) -> bytes:
        try:
            return self._stream.readline(size)
        except DAMAGED as problem:
            self._refuse(problem)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def _refuse(self, problem: BaseException) -> NoReturn:
        raise RequestError(f"{self._shown}: damaged, or not what it says it holds; nothing was loaded") from problem
