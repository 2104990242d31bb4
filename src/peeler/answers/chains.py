"""The hash chains, checked beside the answers: all of both is read, so what a page shows is the last check and its moment."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock, Timer
from weakref import WeakKeyDictionary

from peeler.store.durable import Durable
from peeler.terms.clocks import Instant

HOUR = 3_600_000_000
SOON = 1.0  # seconds; the page that asked is answered first
AT_ONCE = 2_000  # events; so few are checked in a tenth of a second, and nobody need wait for another answer
Begin = Callable[[Callable[[], None]], None]


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """What one check of the ledger's and the access log's chain found: when, up to which event, and problems in words."""

    at: Instant
    last_sequence: int
    ledger: tuple[str, ...]
    access: tuple[str, ...]


class Checks:
    """The last check of one durable file, and whether another is being made; one at a time."""

    def __init__(self) -> None:
        self.last: ChainCheck | None = None
        self._lock = Lock()

    def is_due(self, now: Instant) -> bool:
        """Whether the last check is over an hour old, or there was none."""
        return self.last is None or not 0 <= now - self.last.at < HOUR

    def make(self, durable: Durable, now: Instant) -> None:
        """Checks both chains, unless somebody does or did so just now; a check that cannot be made is a problem found."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            self.last = checked(durable, now) if self.is_due(now) else self.last
        except Exception as failure:  # noqa: BLE001 -- whatever stopped it, the page must not say that all is well
            stopped = f"the chains could not be checked ({type(failure).__name__}); run peeler verify"
            self.last = ChainCheck(now, 0, (stopped,), ())
        finally:
            self._lock.release()


CHECKS: WeakKeyDictionary[Durable, Checks] = WeakKeyDictionary()
MAKING = Lock()


def beside(work: Callable[[], None]) -> None:
    """Does something soon, in a thread of its own that ends with the process."""
    timer = Timer(SOON, work)
    timer.daemon = True
    timer.start()


def last_check(durable: Durable, now: Instant, events: int, *, begin: Begin = beside) -> ChainCheck | None:
    """The last check of the chains, None before the first; where it is over an hour old another is begun beside this answer."""
    with MAKING:
        checks = CHECKS.setdefault(durable, Checks())
    if checks.is_due(now):
        if events <= AT_ONCE:
            checks.make(durable, now)
        else:
            begin(lambda: checks.make(durable, now))
    return checks.last


def checked(durable: Durable, now: Instant) -> ChainCheck:
    """Both chains, read from end to end."""
    last = durable.ledger.last_sequence()
    return ChainCheck(now, last, tuple(durable.ledger.check_chain()), tuple(durable.access.check_chain()))
