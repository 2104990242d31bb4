"""Accepting events: decides each one's fate, writes those accepted and adds them to the commit's link of the chain."""

import sqlite3
from collections.abc import Sequence
from functools import cache

from peeler.store.chains import START, Link
from peeler.store.identity import CHUNK, NOT_TEXT, Known, content_of, fate_of, known_contents
from peeler.store.marks import Marks, short_of
from peeler.store.namings import Envelopes, is_own
from peeler.store.personal import Filed, keep_values, payload_of
from peeler.store.records import ACCEPTED, Fate, LedgerCommit
from peeler.terms.clocks import Instant, end_of_day, london
from peeler.terms.events import Event

HOUR = 3_600_000_000  # microseconds; London days begin on whole hours of UTC
# Python's sqlite3 looks for an adapter of every None, bool and bytes it is given, which costs more than all the rest of
# an insert: so nothing is given as '' and digests as bytearrays.
NOTHING = ""
INSERT_EVENT = """
insert into event (seq, short, again, known_at, content, role_types, objects, data, id, type, force, at, precision,
  recorded_at, source, actor, replaces, retracts, row)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''), ?,
  nullif(?, ''), ?, nullif(?, ''), nullif(?, ''), nullif(?, ''), nullif(?, ''))
"""
NOTE_SPEECH = """
insert into source_speech
  select source, max(known_at), max(at), count(*) from event where seq >= ? group by source
on conflict (source) do update set
  known_at = max(known_at, excluded.known_at), events = events + excluded.events,
  at = max(coalesce(at, excluded.at), coalesce(excluded.at, at))
"""


class Acceptance:
    """The events of one commit: numbers them, stamps ``known_at`` (ruling 9) and keeps what identity needs."""

    def __init__(self, connection: sqlite3.Connection, marks: Marks, moment: Instant, *, founding: bool) -> None:
        self._connection, self._marks, self._moment, self._founding = connection, marks, moment, founding
        last = connection.execute("select number, last, chain from ledger_commit order by number desc").fetchone()
        number, last_seq, previous = last or (0, 0, START)
        self._number: int = number
        self._first = self._following = last_seq + 1
        self._link = Link(previous)
        self._envelopes = Envelopes(connection)

    def accept(self, events: Sequence[Event]) -> list[Fate]:
        """Takes events in the order given; fates are aligned with them. A refused event leaves nothing."""
        fates: list[Fate] = []
        for start in range(0, len(events), CHUNK):
            fates += self._accept(events[start : start + CHUNK])
        return fates

    def _accept(self, events: Sequence[Event]) -> list[Fate]:
        """Takes some events; what was taken before them in this commit is known like the rest."""
        shorts = [short_of(event.id) for event in events]
        known = known_contents(self._connection, events, shorts)
        batch = Batch()
        fates = [self._take(event, short, known, batch) for event, short in zip(events, shorts, strict=True)]
        self._following += len(batch.rows)
        batch.write(self._connection, self._marks)
        self._link.add([row[4] for row in batch.rows], [row[3] for row in batch.rows])  # type: ignore[misc]
        return fates

    def _take(self, event: Event, short: int, known: Known, batch: "Batch") -> Fate:
        """The fate of one event; an accepted one joins the batch."""
        (event_id, kind, force, at, precision, recorded_at, source, actor, named, data, personal, replaces, retracts,
         row) = event  # fmt: skip
        try:
            data = payload_of(event, self._marks) if personal else data
            objects, role_types = self._envelopes.write(named)
            content = content_of(event, objects, data)
        except UnicodeEncodeError:
            return NOT_TEXT
        contents = known.get(event_id)
        fate = fate_of(event, content, contents)
        if fate is not ACCEPTED:
            return fate
        if contents is None:
            known[event_id] = {content}
        else:
            contents.add(content)
        known_at = self._moment
        if self._founding and recorded_at is not None:  # in a founding load: to the system it came from
            known_at = min(end_of_london_day(recorded_at // HOUR), known_at)
        seq = self._following + len(batch.rows)
        batch.rows.append(
            (seq, short, 0 if contents is None else 1, known_at, bytearray(content), role_types, objects,
             data, event_id, kind, force, NOTHING if at is None else at, precision,
             NOTHING if recorded_at is None else recorded_at, source, actor or NOTHING, replaces or NOTHING,
             retracts or NOTHING, row or NOTHING)
        )  # fmt: skip
        batch.namings += [(of_type, one, is_own(of_type, kind), seq, role) for role, of_type, one in named]
        if personal:
            batch.filed += [Filed(seq, value) for value in personal]
        return fate

    def close(self) -> LedgerCommit:
        """Notes what each source said last and writes the commit's own row, with its link of the chain."""
        self._connection.execute(NOTE_SPEECH, [self._first])
        commit = LedgerCommit(
            self._number + 1, self._moment, self._founding, self._first, self._following - 1,
            self._following - self._first, b"",
        )  # fmt: skip
        commit = commit._replace(chain=self._link.close(commit))
        self._connection.execute("insert into ledger_commit values (?, ?, ?, ?, ?, ?, ?)", commit)
        return commit


class Batch:
    """Accepted events on their way into the tables: their rows, what they name, and their personal values."""

    def __init__(self) -> None:
        self.rows: list[tuple[object, ...]] = []
        self.namings: list[tuple[str, str, bool, int, str]] = []
        self.filed: list[Filed] = []

    def write(self, connection: sqlite3.Connection, marks: Marks) -> None:
        """Writes everything; namings in the order of their table, which is several times as fast."""
        connection.executemany(INSERT_EVENT, self.rows)
        self.namings.sort()
        connection.executemany("insert or ignore into naming values (?, ?, ?, ?, ?)", self.namings)
        if self.filed:
            keep_values(connection, marks, self.filed)


@cache
def end_of_london_day(hour: int) -> Instant:
    """The last instant of the London day that holds an hour of UTC, counted from 1970."""
    return end_of_day(london(Instant(hour * HOUR)).date())
