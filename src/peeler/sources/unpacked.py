"""A file packed with gzip, unpacked while it is read and never beyond what an honest one holds."""

import gzip
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from typing import BinaryIO, Final, NoReturn, Self, cast

from peeler.sources.limits import MEMBER_BYTES, RATIO, RATIO_FROM
from peeler.terms.errors import RequestError

PACKED: Final = ".xes.gz"
DAMAGED: Final = (EOFError, zlib.error, gzip.BadGzipFile)


def unpacked(shown: str, name: str, opening: Callable[[], BinaryIO], size: int) -> Callable[[], BinaryIO]:
    """How to open a file of so many bytes: as it is, or unpacked where its name says that it is packed.

    Whatever is wrong with a packed one, then or while it is read, is a RequestError.
    """
    if not name.lower().endswith(PACKED):
        return opening
    return lambda: cast("BinaryIO", _Unpacked(shown, opening(), size))


class _Unpacked:
    """A packed file being read."""

    def __init__(self, shown: str, packed: BinaryIO, size: int) -> None:
        self._shown, self._open = shown, ExitStack()
        self._most = min(MEMBER_BYTES, max(RATIO_FROM, RATIO * size))
        self._stream, self._read = gzip.GzipFile(fileobj=self._open.enter_context(packed)), 0

    def read(self, size: int = -1) -> bytes:
        """So many bytes; all that are left where none is said."""
        try:
            found = self._stream.read(self._most - self._read + 1 if size < 0 else size)
        except DAMAGED as problem:
            raise RequestError(f"{self._shown}: not a whole gzip file: cut off or damaged") from problem
        self._read += len(found)
        if self._read > self._most:
            self._refuse()
        return found

    def _refuse(self) -> NoReturn:
        what = f"{MEMBER_BYTES // 1024**2} MB" if self._most == MEMBER_BYTES else f"{RATIO} times its size"
        raise RequestError(f"{self._shown}: unpacks to more than {what}; not read")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._open.close()
