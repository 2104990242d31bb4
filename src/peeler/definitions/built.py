"""Keeps catalogues as they were built in the user's cache, as Python keeps compiled modules, so that a command starts sooner."""

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

from peeler.definitions.reading import LARGEST

Built = TypeVar("Built")
CODE = Path(__file__).parent
BUILDERS = (CODE, CODE.parent / "terms")
PARTS = ("pydantic", "sqlglot")
SPOILED = (EOFError, pickle.PickleError, AttributeError, ImportError, LookupError, TypeError, ValueError)
MOST = 16  # built catalogues kept; the oldest go first


def built(folders: Iterable[Path], build: Callable[[], Built]) -> Built:
    """What was built of exactly these files by exactly this code, else ``build()``, kept for the next time.

    Only a file of the same user is believed; where there is no place to keep anything, everything is built anew.
    """
    place = cache()
    if place is None:
        return build()
    path = place / f"catalogue-{key_of(folders)}"
    with suppress(OSError, *SPOILED):
        if path.stat().st_uid == os.getuid():
            made: Built = pickle.loads(path.read_bytes())  # noqa: S301 (written by this user's own Peeler, see ``keep``)
            return made
    made = build()
    with suppress(OSError):
        keep(path, made)
    return made


def cache() -> Path | None:
    """The user's cache folder of Peeler, for nobody else to write in; None where there can be none."""
    with suppress(OSError, RuntimeError):
        given = os.environ.get("XDG_CACHE_HOME")
        place = (Path(given) if given else Path.home() / ".cache") / "peeler"
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        about = place.stat()
        return place if about.st_uid == os.getuid() and not about.st_mode & 0o022 else None
    return None


def keep(path: Path, made: object) -> None:
    """Writes it aside and puts it in its place at once, then removes the oldest beyond the ``MOST`` kept."""
    with NamedTemporaryFile(dir=path.parent, delete=False) as aside:
        aside.write(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
    Path(aside.name).replace(path)
    kept = sorted(path.parent.glob("catalogue-*"), key=lambda file: file.stat().st_mtime, reverse=True)
    for old in kept[MOST:]:
        old.unlink(missing_ok=True)


def key_of(folders: Iterable[Path]) -> str:
    """A digest of every name and content in the folders, and of the code that builds catalogues of them."""
    key = blake2b(digest_size=16)
    for part in (sys.version, *map(version, PARTS), *code(), *contents(folders)):
        key.update(part if isinstance(part, bytes) else part.encode("utf-8", "surrogateescape"))
        key.update(b"\x00")
    return key.hexdigest()


def code() -> Iterator[str]:
    """The files of code, told apart as Python tells them apart for its compiled modules."""
    for folder in BUILDERS:
        for path in sorted(folder.glob("*.py")):
            about = path.stat()
            yield f"{path} {about.st_size} {about.st_mtime_ns}"


def contents(folders: Iterable[Path]) -> Iterator[str | bytes]:
    """Every name in the folders, and what the files say."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            yield str(path)
            if path.is_file() and path.stat().st_size <= LARGEST:
                yield path.read_bytes()
