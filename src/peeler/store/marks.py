"""The workspace's key, and the marks made with it: keyed digests that show equality and nothing else (ruling 23)."""

import hmac
import os
from pathlib import Path
from zlib import crc32

from peeler.terms.errors import RequestError

KEY_BYTES = 32
MARK_BYTES = 16


class Marks:
    """Marks texts with the workspace's key: without it a mark cannot be tried against guesses."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def mark(self, text: str) -> bytes:
        """The first 16 bytes of the HMAC-SHA256 of a text; UnicodeEncodeError for half a surrogate pair."""
        return hmac.digest(self._key, text.encode(), "sha256")[:MARK_BYTES]


def open_key(folder: Path, *, create: bool) -> bytes:
    """The 32 random bytes of FOLDER/key, made first if they may be; RequestError where there is no such key."""
    path = folder / "key"
    if create and not path.exists():
        write_key(path)
    if not path.is_file():
        raise RequestError(f"{path}: the key is missing, and without it peeler.db is of no use; restore it")
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise RequestError(f"{path}: is not a key of {KEY_BYTES} bytes; restore it from a copy")
    return key


def write_key(path: Path) -> None:
    """Makes a key only its owner may read; it is whole on the disk before it has its name."""
    draft = path.with_name("key.new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, os.urandom(KEY_BYTES))
        os.fsync(handle)
    finally:
        os.close(handle)
    draft.rename(path)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Makes the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def short_of(text: str) -> int:
    """A text's place in a small index: 32 bits that many texts may share, so the text itself is compared too."""
    return crc32(text.encode("utf-8", "surrogatepass")) - 2**31


def short_of_mark(mark: bytes) -> int:
    """A mark's place in a small index, likewise."""
    return int.from_bytes(mark[:4], "little") - 2**31
