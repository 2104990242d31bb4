"""Polling: a thread for each polled table reads it again and again, and anyone who may can have it read now."""

import logging
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic

from peeler.refresh.load_poll import PolledTable, PollOutcome, poll_table, polled_tables
from peeler.terms.clocks import Instant, parse_pause
from peeler.terms.errors import RequestError, unknown
from peeler.terms.feeds import FeedState
from peeler.workspace.following import Following
from peeler.workspace.local import LocalWorkspace, Progress
from peeler.workspace.places import CONNECTION

log = logging.getLogger(__name__)
LONGEST_PAUSE = 300.0  # seconds between attempts at a database that does not answer


@dataclass(frozen=True, slots=True)
class PollOrder:
    """Which source to poll; ``whole``: its whole lists; ``confirm``: even where that withdraws more than a tenth."""

    source: str
    whole: bool = False
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class PolledNow:
    """What one poll brought, in rows; ``withheld``: why its list was not believed, or ''."""

    table: str
    read: int
    whole: bool
    accepted: int
    quarantined: int
    withdrawn: int
    withheld: str


@dataclass(frozen=True, slots=True)
class PollReport:
    """What polling a source brought, table by table."""

    tables: tuple[PolledNow, ...]


def poll_now(workspace: LocalWorkspace, order: PollOrder, progress: Progress) -> PollReport:
    """Polls every table of a source once; RequestError for one that is not polled, or whose database is not told."""
    polling = {
        name for name, one in workspace.catalogue.sources.items() if any(t.poll for t in one.file.tables.values())
    }
    if order.source not in polling:
        raise unknown("polled source", order.source, polling)
    tables = [table for (source, _), table in tables_of(workspace).items() if source == order.source]
    if not tables:
        raise RequestError(untold(order.source))
    report = []
    for number, table in enumerate(tables):
        progress(number, len(tables), table.choice.title)
        whole = True if order.whole or order.confirm else None
        report.append(polled_now(table, poll_once(workspace, table, whole=whole, confirm=order.confirm)))
    return PollReport(tuple(report))


def polled_now(table: PolledTable, outcome: PollOutcome) -> PolledNow:
    """One poll, as a person reads it."""
    account = outcome.account
    new, aside, gone = (account.accepted, account.quarantined, account.withdrawn) if account else (0, 0, 0)
    return PolledNow(table.choice.title, outcome.read, outcome.whole, new, aside, gone, outcome.withheld)


def tables_of(workspace: LocalWorkspace) -> dict[tuple[str, str], PolledTable]:
    """The tables to poll, those whose database is told."""
    return polled_tables(workspace.catalogue, workspace.settings.connections, workspace.settings.force)


def untold(source: str) -> str:
    """That nobody has said where a source's database is."""
    return (
        f"{source}: its database is not told; set {CONNECTION}{source.upper()}, or connections.{source} in peeler.toml"
    )


def poll_once(workspace: LocalWorkspace, table: PolledTable, *, whole: bool | None, confirm: bool) -> PollOutcome:
    """Reads a table once; nobody else reads it meanwhile."""
    with workspace.polls[table.source, table.choice.name]:
        workspace.go_live()
        with workspace.gate.passing():
            return poll_table(
                workspace.durable, workspace.catalogue, table, now=workspace.clock, whole=whole, confirm=confirm
            )


class Polling:
    """The threads that poll."""

    def __init__(self, workspace: LocalWorkspace, following: Following) -> None:
        self._workspace = workspace
        self._stopping = Event()
        self.tables = [TablePolling(workspace, following, one, self._stopping) for one in tables_of(workspace).values()]

    def start(self) -> None:
        """Begins."""
        for one in self.tables:
            one.start()

    def stop(self) -> None:
        """Ends after the polls at hand."""
        self._stopping.set()
        for one in self.tables:
            one.join()

    def feeds(self) -> list[FeedState]:
        """The state of every polled table, those whose database is not told among them."""
        told = {one.table.source for one in self.tables}
        missing = [
            FeedState(name, "poll", table, None, untold(name))
            for name, source in self._workspace.catalogue.sources.items()
            for table, one in source.file.tables.items()
            if one.poll is not None and name not in told
        ]
        return [*(one.feed() for one in self.tables), *missing]


class TablePolling(Thread):
    """Polls one table as often as its source's file says, less often while its database does not answer."""

    def __init__(self, workspace: LocalWorkspace, following: Following, table: PolledTable, stopping: Event) -> None:
        super().__init__(name=f"polling {table.choice.title}", daemon=True)
        self._workspace, self._following, self.table, self._stopping = workspace, following, table, stopping
        self._every = parse_pause(table.poll.every) / 1e6
        self._trouble, self._withheld = "", ""
        self._last: Instant | None = None
        self._whole_again = 0.0

    def run(self) -> None:
        """Polls until stopped."""
        pause = 0.0
        while not self._stopping.wait(pause):
            began = monotonic()
            try:
                self.poll()
            except RequestError as problem:
                self._trouble = str(problem)
            except Exception as failure:  # noqa: BLE001 -- it is polled again
                self._trouble = f"{self.table.choice.title} could not be polled ({type(failure).__name__})"
                log.error("a poll failed: %s", type(failure).__name__)  # noqa: TRY400 -- a traceback would show data
            else:
                self._trouble = ""
            wanted = self._every if not self._trouble else min(max(2 * pause, self._every, 1.0), LONGEST_PAUSE)
            pause = max(0.0, began + wanted - monotonic())

    def poll(self) -> PollOutcome:
        """Polls once; while a whole list is withheld, it is not read again before its time."""
        whole = False if self._withheld and monotonic() < self._whole_again else None
        outcome = poll_once(self._workspace, self.table, whole=whole, confirm=False)
        if outcome.whole:
            self._withheld = outcome.withheld
            self._whole_again = monotonic() + parse_pause(self.table.poll.reconcile) / 1e6
        self._last = self._workspace.clock()
        if outcome.account is not None:
            self._following.accepted({self.table.source: outcome.account.accepted + outcome.account.withdrawn})
        return outcome

    def feed(self) -> FeedState:
        """What it is doing."""
        trouble = self._trouble or self._withheld
        return FeedState(self.table.source, "poll", self.table.choice.name, self._last, trouble)
