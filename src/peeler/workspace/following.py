"""Folding behind the live feeds: what they had accepted is folded in micro-batches, and how long that took is measured."""

import logging
from collections import deque
from collections.abc import Mapping, Sequence
from threading import Condition, Thread
from time import monotonic_ns
from typing import NamedTuple

from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError
from peeler.terms.feeds import Lag
from peeler.workspace.local import LocalWorkspace

log = logging.getLogger(__name__)
MEASURED = 1_000  # commits of a source whose lag is kept
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds between attempts when the projection cannot be written


class Accepted(NamedTuple):
    """A commit on its way to the journal: when it became known, when it was durable (steady clock), how many by source.

    ``references``: it may have brought published tables too.
    """

    known_at: Instant
    durable_at: int
    events: Mapping[str, int]
    references: bool


class Measured(NamedTuple):
    """Microseconds from acceptance until folded, and until a new question saw it."""

    folded: int
    visible: int


class Following:
    """A thread that folds whatever the feeds have had accepted; each round takes all that came during the one before."""

    def __init__(self, workspace: LocalWorkspace) -> None:
        self._workspace = workspace
        self._changed = Condition()
        self._waiting: list[Accepted] = []
        self._lags: dict[str, deque[Measured]] = {}
        self._stopping, self._trouble = False, ""
        self._thread = Thread(target=self._run, name="following", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Folds what is there and ends."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._thread.join()

    def accepted(self, events: Mapping[str, int], *, references: bool = False) -> None:
        """Says that a commit is durable; returns at once."""
        new = {source: number for source, number in events.items() if number}
        with self._changed:
            if new or references:
                self._waiting.append(Accepted(self._workspace.clock(), monotonic_ns(), new, references))
                self._changed.notify_all()

    def wait_until_folded(self, seconds: float) -> bool:
        """Whether all that was accepted is folded, waiting up to so long."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting, seconds)

    @property
    def unfolded(self) -> tuple[int, Instant | None]:
        """How many events are accepted and not yet folded, and since when the oldest of them."""
        with self._changed:
            events = sum(sum(one.events.values()) for one in self._waiting)
            return events, self._waiting[0].known_at if self._waiting else None

    @property
    def trouble(self) -> str:
        """Why the journal cannot follow; '' while it can."""
        return self._trouble

    def lags(self) -> dict[str, Lag]:
        """The lag of each source that was heard since the process began."""
        with self._changed:
            return {source: lag_of(list(measured)) for source, measured in sorted(self._lags.items()) if measured}

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while (waiting := self._next()) is not None:
            folded = self._fold(references=any(one.references for one in waiting))
            if folded is None:
                with self._changed:
                    self._changed.wait_for(lambda: self._stopping, pause)
                    if self._stopping:
                        return
                pause = min(2 * pause, LONGEST_PAUSE)
                continue
            self._measure(waiting, folded)
            pause = FIRST_PAUSE

    def _next(self) -> list[Accepted] | None:
        """What is waiting, as soon as there is something; None when it is time to end."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._stopping)
            return list(self._waiting) or None

    def _fold(self, *, references: bool) -> int | None:
        """Folds; the steady clock when it was done, None where it could not be."""
        try:
            self._workspace.keep_up(references=references)
        except RequestError as problem:
            self._trouble = str(problem)
        except Exception as failure:  # noqa: BLE001 -- the feeds go on, and it is tried again
            self._trouble = f"the projection cannot be written ({type(failure).__name__}); is there room on the disk?"
            log.warning("folding failed: %s", type(failure).__name__)
        else:
            self._trouble = ""
            return monotonic_ns()
        return None

    def _measure(self, done: Sequence[Accepted], folded: int) -> None:
        """Keeps how long each commit took, seen as a new question would see it, and lets go of it."""
        with self._workspace.desk().reading() as reading:
            seen = reading.version
        visible = monotonic_ns()
        log.debug("journal version %d follows %d commits", seen, len(done))
        with self._changed:
            for one in done:
                took = Measured((folded - one.durable_at) // 1_000, (visible - one.durable_at) // 1_000)
                for source in one.events:
                    self._lags.setdefault(source, deque(maxlen=MEASURED)).append(took)
            del self._waiting[: len(done)]
            self._changed.notify_all()


def lag_of(measured: Sequence[Measured]) -> Lag:
    """The lag that measurements show, oldest first."""
    folded, visible = sorted(one.folded for one in measured), sorted(one.visible for one in measured)
    late = min(len(measured) - 1, len(measured) * 95 // 100)
    last = measured[-1]
    middle = len(measured) // 2
    return Lag(len(measured), last.folded, folded[middle], folded[late], last.visible, visible[middle], visible[late])
