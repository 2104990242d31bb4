"""One ledger transaction: everything a file, a push or a decision brings, kept together or not at all."""

import sqlite3
from collections.abc import Collection, Iterable, Sequence

from peeler.store.acceptance import Acceptance
from peeler.store.accounts import add_to_account, keep_account
from peeler.store.cursors import keep_cursor
from peeler.store.decided import keep_decision
from peeler.store.erasure import erase
from peeler.store.kept_rows import keep_rows
from peeler.store.lists import ListChanges, keep_changes, keep_list
from peeler.store.marks import Marks
from peeler.store.quarantine import Quarantining
from peeler.store.records import Decision, Erased, Fate, FileAccount, KeptList, KeptRow, Quarantined, ReferenceRow
from peeler.store.references import ReferenceKeeping
from peeler.store.setting_aside import bring_back, set_aside
from peeler.terms.clocks import Instant
from peeler.terms.events import Event
from peeler.terms.identifiers import ObjectId


class Commit:
    """A transaction in the making; after its ``with`` block it can no longer be used (RuntimeError)."""

    def __init__(self, connection: sqlite3.Connection, marks: Marks, now: Instant, *, founding: bool) -> None:
        last = connection.execute("select max(known_at) from ledger_commit").fetchone()[0]
        self.known_at = now if last is None else Instant(max(now, last + 1))
        self.erased: list[Erased] = []
        self.forgotten: list[str] = []
        self._open: sqlite3.Connection | None = connection
        self._marks = marks
        self._acceptance = Acceptance(connection, marks, self.known_at, founding=founding)
        self._quarantining = Quarantining(connection, marks, self.known_at)
        self._references = ReferenceKeeping(connection, self.known_at)

    def _require_open(self) -> sqlite3.Connection:
        """The open transaction."""
        if self._open is None:
            raise RuntimeError("this commit has ended")
        return self._open

    def keep_rows(self, rows: Sequence[KeptRow]) -> list[int]:
        """Keeps source rows; numbers aligned with them, the same text always the same number."""
        return keep_rows(self._require_open(), self._marks, rows)

    def accept(self, events: Sequence[Event]) -> list[Fate]:
        """Takes events into the ledger; fates aligned with them (ruling 2)."""
        self._require_open()
        return self._acceptance.accept(events)

    def keep_list(self, kept: KeptList) -> None:
        """Keeps a snapshot list in its place among those of its scope; ValueError if that place is taken."""
        keep_list(self._require_open(), kept, self.known_at)

    def keep_changes(self, changes: ListChanges) -> None:
        """Keeps a list after all others of its scope, told by its changes; ValueError if that place is taken."""
        keep_changes(self._require_open(), changes, self.known_at)

    def keep_cursor(self, source: str, table: str, cursor: str, *, whole: bool) -> None:
        """Keeps how far a feed has been read; ``whole``: its list was read from end to end."""
        keep_cursor(self._require_open(), source, table, cursor, self.known_at, whole=whole)

    def quarantine(self, rows: Sequence[Quarantined]) -> int:
        """Enters rows that were not understood; how many were not there before."""
        self._require_open()
        return self._quarantining.enter(rows)

    def release(self, source: str, understood: Iterable[str]) -> int:
        """Lets rows out of quarantine whose very text has now been understood; how many."""
        self._require_open()
        return self._quarantining.release(source, understood)

    def account(self, account: FileAccount) -> None:
        """Keeps what became of a file."""
        keep_account(self._require_open(), account, self.known_at)

    def add_to_account(self, account: FileAccount) -> None:
        """Adds what became of a small batch to the account of all of its kind."""
        add_to_account(self._require_open(), account, self.known_at)

    def keep_reference(self, rows: Iterable[ReferenceRow]) -> int:
        """Replaces what each (table, vintage) held, once a commit; how many of the rows it did not hold just so."""
        self._require_open()
        return self._references.keep(rows)

    def decide(self, decision: Decision) -> None:
        """Keeps a decision someone made."""
        keep_decision(self._require_open(), decision, self.known_at)

    def set_aside(self, numbers: Collection[int], *, who: str, why: str) -> None:
        """Sets rows of quarantine aside, one decision each; RequestError for one that is not waiting there."""
        for decision in set_aside(self._require_open(), numbers, who, why):
            self.decide(decision)

    def bring_back(self, numbers: Collection[int], *, who: str, why: str) -> None:
        """Brings rows back into quarantine, one decision each; RequestError for one that is not set aside."""
        for decision in bring_back(self._require_open(), numbers, who, why):
            self.decide(decision)

    def erase(self, subject: ObjectId, *, who: str, why: str) -> Erased:
        """Removes a person's values and rows for good, remembers the person as erased, and keeps the decision."""
        erased, decision, texts = erase(self._require_open(), self._marks, subject, who, why)
        self.erased.append(erased)
        self.forgotten += texts
        self.decide(decision)
        return erased

    def close(self) -> None:
        """Writes the ledger's row for this commit."""
        self._acceptance.close()

    def end(self) -> None:
        """Lets go of the transaction, whether it was committed or not; nothing can be added after it."""
        self._open = None
