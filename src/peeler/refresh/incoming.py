"""The watched folder: which files are whole, picking one up, and where it goes when it is loaded or refused."""

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from peeler.definitions.catalogue import Catalogue
from peeler.refresh.load import LoadReport, load
from peeler.refresh.loading import Tally
from peeler.sources.containers import printable
from peeler.sources.values import utc_text
from peeler.store.durable import Durable
from peeler.store.records import FileAccount, Quarantined
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError, Trouble
from peeler.terms.identifiers import SourceName

UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".filepart", ".crdownload", ".swp")
WATCHED = SourceName("watched_folder")


class Look(NamedTuple):
    """What a file looked like: its size, when it was last written, and which file on the disk it is."""

    size: int
    written: int
    inode: int


class Seen(NamedTuple):
    """A file's look and since when it has looked so (microseconds of any steady clock)."""

    look: Look
    since: int


@dataclass(frozen=True)
class Incoming:
    """A watched folder and those inside it: files being loaded, done and refused. ``keep``: done files stay."""

    folder: Path
    keep: bool = True

    @property
    def taking(self) -> Path:
        """Where a file lies while it is loaded, out of the way of whoever writes."""
        return self.folder / "taking"

    @property
    def done(self) -> Path:
        """Where loaded files go."""
        return self.folder / "done"

    @property
    def refused(self) -> Path:
        """Where refused files go, each with its reason beside it."""
        return self.folder / "refused"

    def make(self) -> None:
        """Makes the folders; RequestError where they cannot be made."""
        with troubled(self.folder):
            for folder in (self.taking, self.done, self.refused):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def looks(self) -> dict[str, Look]:
        """The plain files there now, finished or not, by name; folders and links are left alone."""
        with troubled(self.folder), os.scandir(self.folder) as inside:
            return {one.name: look_of(one.stat()) for one in inside if one.is_file(follow_symlinks=False)}


@dataclass(frozen=True)
class TakenFile:
    """What became of one file: its accounts, and why it was refused ('' where it was loaded)."""

    name: str
    accounts: tuple[FileAccount, ...]
    reason: str


def look_of(status: os.stat_result) -> Look:
    """A file's look."""
    return Look(status.st_size, status.st_mtime_ns, status.st_ino)


def unfinished(name: str) -> bool:
    """Whether a name says that the file is not whole yet."""
    return name.startswith((".", "~")) or name.lower().endswith(UNFINISHED)


def watch(
    before: Mapping[str, Seen], looks: Mapping[str, Look], moment: int, settle: int
) -> tuple[dict[str, Seen], list[str]]:
    """What has now been seen, and the names of the files that are whole, in order.

    Whole is a file that has looked the same for ``settle`` microseconds, or was renamed into place from an unfinished
    name under which it had been seen.
    """
    renamed = {seen.look for name, seen in before.items() if unfinished(name) and name not in looks}
    seen: dict[str, Seen] = {}
    for name, look in looks.items():
        known = before.get(name)
        seen[name] = known if known is not None and known.look == look else Seen(look, moment)
    ready = [
        name
        for name, one in sorted(seen.items())
        if not unfinished(name) and (moment - one.since >= settle or one.look in renamed)
    ]
    return seen, ready


def take(
    incoming: Incoming,
    name: str,
    durable: Durable,
    catalogue: Catalogue,
    *,
    now: Callable[[], Instant],
    default_force: str | None,
) -> TakenFile | None:
    """Picks up one file, loads it and puts it away; None where it is no longer there, or was still being written.

    A file of that name picked up before comes first: it is loaded instead, and the other waits.

    Trouble where the store or the folder cannot be written: then the file is back where it was.
    """
    here = incoming.taking / name
    with troubled(incoming.folder):
        if not here.exists():
            with suppress(FileNotFoundError):
                (incoming.folder / name).rename(here)
        if not here.exists():
            return None
        before = look_of(here.stat())
    try:
        found = loaded(here, name, durable, catalogue, now, default_force)
    except Trouble:
        put_back(incoming, name)
        raise
    if look_of(here.stat()) != before:
        put_back(incoming, name)
        return None
    put_away(incoming, found, now())
    return found


def loaded(
    here: Path, name: str, durable: Durable, catalogue: Catalogue, now: Callable[[], Instant], force: str | None
) -> TakenFile:
    """Loads one file; one of which nothing can be read is an entry in quarantine and has a reason."""
    try:
        report = load(
            durable, catalogue, [here], source=None, dated=None, confirm=False, now=now, founding=False,
            default_force=force, progress=lambda _done, _total, _what: None,
        )  # fmt: skip
    except Trouble:
        raise
    except RequestError as refusal:
        account = Tally(read=1, quarantined=1)
        kept = FileAccount(WATCHED, printable(name), "", account.read, 0, 0, account.quarantined, 0, "")
        with durable.commit(now=now(), founding=False) as commit:
            commit.quarantine([Quarantined(WATCHED, kept.file, None, str(refusal), None)])
            commit.account(kept)
        return TakenFile(name, (kept,), str(refusal))
    return TakenFile(name, report.files, reason_of(report))


def reason_of(report: LoadReport) -> str:
    """Why a file counts as refused: withheld, or nothing of it could be read; '' where anything of it was."""
    return " ".join([*report.withheld, *report.problems]) if report.failed else ""


def put_away(incoming: Incoming, taken: TakenFile, now: Instant) -> None:
    """Moves a file to those done or refused, under a name of its own, with the reason beside a refused one."""
    here = incoming.taking / taken.name
    with troubled(incoming.folder):
        if taken.reason:
            place = free_place(incoming.refused, taken.name, now)
            here.rename(place)
            with suppress(OSError):  # the reason is in quarantine too
                place.with_name(f"{place.name}.reason.txt").write_text(f"{taken.reason}\n", "utf-8")
        elif incoming.keep:
            here.rename(free_place(incoming.done, taken.name, now))
        else:
            here.unlink()


def free_place(folder: Path, name: str, now: Instant) -> Path:
    """A path in a folder that is not taken: the file's name, with the moment before it where there is one already."""
    stamp = utc_text(now).replace(":", "").replace(".", "")
    names = (name, f"{stamp}-{name}", *(f"{stamp}-{number}-{name}" for number in range(2, 1_000)))
    return next(path for path in (folder / one for one in names) if not path.exists())


def put_back(incoming: Incoming, name: str) -> None:
    """Puts a file back among those coming in, unless another of its name has come meanwhile."""
    if not (incoming.folder / name).exists():
        with suppress(OSError):
            (incoming.taking / name).rename(incoming.folder / name)


def lying(incoming: Incoming) -> list[str]:
    """The files picked up and not put away: what a process that died was loading, or what could not be put back."""
    with troubled(incoming.folder):
        return sorted(path.name for path in incoming.taking.iterdir() if path.is_file())


class troubled:  # noqa: N801  (read as a word: with troubled(folder))
    """Tells in one line that names the folder what the system says of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        """Nothing is done before."""

    def __exit__(self, _kind: object, problem: BaseException | None, _trace: object) -> None:
        """Trouble in place of what the system says."""
        if isinstance(problem, OSError) and not isinstance(problem, FileNotFoundError):
            full = problem.errno in (errno.ENOSPC, errno.EDQUOT)
            words = "the disk is full" if full else (problem.strerror or "cannot be used").lower()
            raise Trouble(f"{self._folder}: {words}; the watched folder must be Peeler's to write in") from problem


def accepted_of(taken: TakenFile) -> Iterator[tuple[str, int]]:
    """How many rows of each source a file brought that were new, or withdrew."""
    yield from ((account.source, account.accepted + account.withdrawn) for account in taken.accounts)
