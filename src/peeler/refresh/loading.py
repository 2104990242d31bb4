"""What loading one file needs, and the account every file ends with: read = accepted + duplicate + quarantined."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from peeler.definitions.catalogue import Catalogue
from peeler.sources.delimited import BrokenRow
from peeler.sources.matching import TableChoice
from peeler.store.durable import Durable
from peeler.store.records import FileAccount, Quarantined
from peeler.terms.clocks import Instant
from peeler.terms.identifiers import SourceName


@dataclass(frozen=True)
class Loading:
    """One load: where to, by which catalogue, at what moment, and what the person who asked for it decided."""

    durable: Durable
    catalogue: Catalogue
    now: Callable[[], Instant]
    founding: bool
    confirm: bool
    dated: str | None
    default_force: str | None


@dataclass(frozen=True)
class FileOutcome:
    """What became of one file: its account, or the line that says why it was withheld; ``problem``: why none of it is
    in.
    """

    account: FileAccount | None
    withheld: str = ""
    problem: str = ""


@dataclass
class Tally:
    """Counts of one file's rows while it is loaded."""

    read: int = 0
    accepted: int = 0
    quarantined: int = 0
    withdrawn: int = 0

    def account(self, choice: TableChoice, shown: str, dated: str) -> FileAccount:
        """The account; whatever was neither accepted nor quarantined was known before."""
        known = self.read - self.accepted - self.quarantined
        source = SourceName(choice.source.name)
        return FileAccount(
            source, shown, choice.name, self.read, self.accepted, known, self.quarantined, self.withdrawn, dated
        )


def quarantined_rows(choice: TableChoice, shown: str, broken: Iterable[BrokenRow]) -> list[Quarantined]:
    """Rows that could not be read, as they go into quarantine."""
    source = SourceName(choice.source.name)
    return [Quarantined(source, shown, row.line, row.reason, row.text or None) for row in broken]


def quarantine_file(loading: Loading, choice: TableChoice, shown: str, reason: str, dated: str) -> FileOutcome:
    """A file of which nothing can be loaded: one entry in quarantine, counted as one row."""
    account = Tally(read=1, quarantined=1).account(choice, shown, dated)
    with loading.durable.commit(now=loading.now(), founding=loading.founding) as commit:
        commit.quarantine([Quarantined(account.source, shown, None, reason, None)])
        commit.account(account)
    return FileOutcome(account, problem=reason)
