"""Pushes on their way to the ledger: who may, whether there is room, and one commit for all that wait together."""

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from hmac import compare_digest
from threading import Condition, Thread

from peeler.refresh.pushed import PushedBatch, PushOutcome, PushReader, require_pushing, take_pushed
from peeler.store.tokens import digest_of
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError
from peeler.terms.feeds import FeedState
from peeler.terms.identifiers import SourceName
from peeler.workspace.following import Following
from peeler.workspace.local import LocalWorkspace

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PushLimits:
    """How much is taken: bytes and events in one body, events waiting, bytes in hand, events in a commit and unfolded."""

    body: int = 20_000_000
    events: int = 10_000
    waiting: int = 50_000
    bytes: int = 200_000_000
    joined: int = 20_000
    unfolded: int = 200_000


class UnknownToken(RequestError):  # noqa: N818  (an answer, not a fault)
    """No token, or none that was ever given."""


class RevokedToken(RequestError):  # noqa: N818
    """A token that may not write any more."""


class TooMuch(RequestError):  # noqa: N818
    """More than one push may hold."""


class FarBehind(RequestError):  # noqa: N818
    """No room now; ``seconds`` is when to try again."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


@dataclass(frozen=True)
class WaitingBatch:
    """A batch in the queue, and the promise of what becomes of it."""

    batch: PushedBatch
    promise: "Future[PushOutcome]"


class Pushing:
    """The queue of pushes and the thread that commits them; acknowledged when durable, folded afterwards."""

    def __init__(self, workspace: LocalWorkspace, following: Following, limits: PushLimits | None = None) -> None:
        self._workspace, self._following, self.limits = workspace, following, limits or PushLimits()
        self._changed = Condition()
        self._queue: list[WaitingBatch] = []
        self._bytes, self._stopping = 0, False
        self._readers: dict[str, PushReader] = {}
        self._heard: dict[str, Instant] = {}
        self._troubles: dict[str, str] = {}
        self._thread = Thread(target=self._run, name="pushing", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Commits what waits and ends."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._thread.join()

    def source_of(self, token: str | None) -> SourceName:
        """The source a token writes for; UnknownToken or RevokedToken."""
        name, _, secret = (token or "").partition(".")
        kept = self._workspace.durable.tokens.every().get(name)
        if kept is None or not compare_digest(kept.digest, digest_of(secret)):
            raise UnknownToken("say who pushes: Authorization: Bearer TOKEN, made by 'peeler token new SOURCE'")
        if kept.revoked_at is not None:
            raise RevokedToken(f"the token {name} was revoked; ask for a new one")
        try:
            return require_pushing(self._workspace.catalogue, kept.source)
        except RequestError as problem:
            raise RevokedToken(f"the token {name} writes for {kept.source}: {problem}") from None

    @contextmanager
    def room_for(self, size: int) -> Iterator[None]:
        """Keeps room for a body while it is read and waits; FarBehind where there is none, or the journal is far behind."""
        unfolded, _ = self._following.unfolded
        with self._changed:
            waiting = self._waiting()
            if (
                waiting >= self.limits.waiting
                or self._bytes + size > self.limits.bytes
                or unfolded >= self.limits.unfolded
            ):
                raise FarBehind(
                    "too much is waiting; send it again later", seconds=1 + min(59, (waiting + unfolded) // 5_000)
                )
            self._bytes += size
        try:
            yield
        finally:
            with self._changed:
                self._bytes -= size

    def read(self, source: SourceName, body: bytes) -> PushedBatch:
        """A body read; TooMuch beyond the events a push may hold, RequestError where it is none."""
        reader = self._readers.setdefault(
            source, PushReader(self._workspace.catalogue, source, self._workspace.settings.force)
        )
        if body.count(b"\n") + body.count(b"}") > 40 * self.limits.events:
            raise TooMuch(f"more than {self.limits.events:,} events; send them in smaller batches")
        batch = reader.read(body)
        if batch.lines > self.limits.events:
            raise TooMuch(f"{batch.lines:,} events, more than {self.limits.events:,}; send them in smaller batches")
        return batch

    def offer(self, batch: PushedBatch) -> "Future[PushOutcome]":
        """Puts a batch in the queue; the future is done when its commit is durable, or has the Trouble that it met."""
        waiting = WaitingBatch(batch, Future())
        with self._changed:
            if self._stopping:
                raise FarBehind("Peeler is stopping", seconds=5)
            self._queue.append(waiting)
            self._changed.notify_all()
        return waiting.promise

    @property
    def waiting(self) -> int:
        """How many events wait for their commit."""
        with self._changed:
            return self._waiting()

    def feeds(self) -> list[FeedState]:
        """Each source that has pushed since the process began."""
        with self._changed:
            heard, troubles = dict(self._heard), dict(self._troubles)
        return [FeedState(s, "push", "", heard.get(s), troubles.get(s, "")) for s in sorted({*heard, *troubles})]

    def _waiting(self) -> int:
        return sum(one.batch.lines for one in self._queue)

    def _run(self) -> None:
        while (group := self._next()) is not None:
            try:
                self._commit(group)
            except Exception as failure:  # noqa: BLE001 -- whoever waits is told, and the feeds go on
                log.error("a push could not be taken: %s", type(failure).__name__)  # noqa: TRY400 -- a traceback would show data
                for one in group:
                    if not one.promise.done():
                        one.promise.set_exception(failure)

    def _next(self) -> list[WaitingBatch] | None:
        """The batches for the next commit: all that wait, up to a bound; None when it is time to end."""
        with self._changed:
            self._changed.wait_for(lambda: self._queue or self._stopping)
            if not self._queue:
                return None
            events, count = 0, 0
            for one in self._queue:
                if count and events + one.batch.lines > self.limits.joined:
                    break
                events, count = events + one.batch.lines, count + 1
            group, self._queue = self._queue[:count], self._queue[count:]
            return group

    def _commit(self, group: Sequence[WaitingBatch]) -> None:
        """One commit for all; where that fails by a fault of the programme, each alone, so that one harms no other."""
        try:
            self._take(group)
        except RequestError as trouble:
            self._note({one.batch.source for one in group}, str(trouble))
            for one in group:
                one.promise.set_exception(trouble)
        except Exception:
            if len(group) == 1:
                raise
            for one in group:
                self._commit([one])

    def _take(self, group: Sequence[WaitingBatch]) -> None:
        self._workspace.go_live()
        with self._workspace.gate.passing():
            outcomes = take_pushed(self._workspace.durable, [one.batch for one in group], self._workspace.clock())
        accepted: dict[str, int] = {}
        for one, outcome in zip(group, outcomes, strict=True):
            accepted[one.batch.source] = accepted.get(one.batch.source, 0) + outcome.accepted
        self._following.accepted(accepted)
        self._note({one.batch.source for one in group}, "")
        for one, outcome in zip(group, outcomes, strict=True):
            one.promise.set_result(outcome)

    def _note(self, sources: set[SourceName], trouble: str) -> None:
        """Notes when these sources were heard, or why they could not be."""
        with self._changed:
            for source in sources:
                self._troubles[source] = trouble
                if not trouble:
                    self._heard[source] = self._workspace.clock()
