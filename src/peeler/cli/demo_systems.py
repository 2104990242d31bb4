"""The systems of the demonstration's force, in a process of their own: first their history, then what they send, as it comes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from time import sleep, time_ns

from peeler.simulate.force.feed import Batch, Feed, feed
from peeler.simulate.force.histories import write_histories
from peeler.simulate.force.profiles import forces_of, world_of
from peeler.terms.clocks import Instant, london, start_of_day

PROFILE = "tenth"
HISTORY = 731  # days, two years; a week is begun, so there may be up to six more
FIRST = ("crime_records", "custody", "bail_register", "wanted_list", "personnel")
EPOCH = date(1970, 1, 1)
STEP, DUMP = 60, 600  # seconds between what logs send, and between row dumps
SECOND = 1_000_000
AHEAD = DUMP * SECOND  # how far ahead the feed is told at a time: one dump of each table, made before it is due


@dataclass(frozen=True)
class Wrote:
    """One table's history is written: its system, its name, its files."""

    system: str
    table: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Work:
    """What the systems are to do: from which seed, up to which midnight (London) their history goes, where to write."""

    seed: int
    today: date
    histories: Path
    incoming: Path

    @property
    def opens(self) -> int:
        """The first day of the history, counted from 1970."""
        return world_of(PROFILE, forces_of(PROFILE)[0], seed=self.seed, days=1, opens=self._today - HISTORY).first

    @property
    def days(self) -> int:
        """The length of the history, which ends with yesterday."""
        return self._today - self.opens

    @property
    def _today(self) -> int:
        return (self.today - EPOCH).days


@dataclass(frozen=True)
class AtWork:
    """The systems while they work: what they tell, and the signal after which they send live."""

    told: Connection
    go_live: Event

    def wrote(self) -> Iterator[Wrote]:
        """Each table as its history is written, until all are; ends early if the systems have gone."""
        try:
            while (wrote := self.told.recv()) is not None:
                yield wrote
        except (EOFError, OSError):
            return


@contextmanager
def at_work(work: Work) -> Iterator[AtWork]:
    """The systems at work for the time of the block; they go with whoever started them."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    signal = context.Event()
    process = context.Process(target=run, args=(work, theirs, signal), name="systems of the force", daemon=True)
    process.start()
    theirs.close()
    try:
        yield AtWork(ours, signal)
    finally:
        process.terminate()
        process.join()
        ours.close()


def run(work: Work, told: Connection, go_live: Event) -> None:
    """Writes the history, says so table by table, waits for the signal, then sends for ever."""
    try:
        for done in write_histories(
            work.histories, profile=PROFILE, seed=work.seed, days=work.days, opens=work.opens, first=FIRST
        ):
            told.send(Wrote(done.system, done.table, tuple(map(str, done.paths))))
        told.send(None)
        go_live.wait()
        for batch in sent(work):
            put(work.incoming, batch)
    except (KeyboardInterrupt, BrokenPipeError):
        return


def sent(work: Work) -> Iterator[Batch]:
    """What is sent: at once all since midnight, then each batch at its moment."""
    begun, now = start_of_day(work.today), at_minute(Instant(time_ns() // 1_000))
    whole = Feed(PROFILE, work.seed, days=work.days, opens=work.opens, step=STEP, dump=DUMP)
    length = max((now - begun) // SECOND, STEP)
    yield from feed(replace(whole, step=length, dump=length), begun, now)
    while True:
        for batch in feed(whole, now, Instant(now + AHEAD)):
            wait_until(batch.moment)
            yield batch
        now = Instant(now + AHEAD)


def at_minute(moment: Instant) -> Instant:
    """The beginning of a moment's minute."""
    return Instant(moment - london(moment).second * SECOND - london(moment).microsecond)


def wait_until(moment: Instant) -> None:
    """Waits for a moment, and not at all for one that is past."""
    sleep(max(0.0, (moment - time_ns() // 1_000) / SECOND))


def put(incoming: Path, batch: Batch) -> None:
    """Puts a file into the watched folder: under another name while it is written, so that it is never taken half."""
    incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = incoming / f"{batch.name}.part"
    unfinished.write_bytes(batch.content)
    unfinished.rename(incoming / batch.name)
