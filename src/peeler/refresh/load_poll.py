"""Takes in what a poll has read: its rows are a list after all others of their table, kept with the cursor in one commit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peeler.definitions.catalogue import Catalogue
from peeler.definitions.sources import Poll
from peeler.refresh.arriving import following_list
from peeler.refresh.load_snapshot import Withheld, take_list
from peeler.refresh.loading import Loading
from peeler.sources.entries import scope_of
from peeler.sources.matching import TableChoice
from peeler.sources.readings import FileReading, read_file
from peeler.sources.rules import CompiledTable, compile_table
from peeler.sources.snapshots import Stamp
from peeler.sources.values import utc_text
from peeler.store.durable import Durable
from peeler.store.records import FileAccount, Quarantined
from peeler.terms.clocks import Instant, london, parse_pause
from peeler.terms.identifiers import SourceName
from peeler.terms.later import later

if TYPE_CHECKING:
    from peeler.sources import polling
else:
    polling = later("peeler.sources.polling")

NEVER_READ = "{}"


@dataclass(frozen=True)
class PolledTable:
    """A table that is polled: which source's, how its rows are mapped, how it is read, and where its database is."""

    choice: TableChoice
    compiled: CompiledTable
    poll: Poll
    connection: str

    @property
    def source(self) -> SourceName:
        """Whose table it is."""
        return SourceName(self.choice.source.name)


@dataclass(frozen=True)
class PollOutcome:
    """What came of one poll: how many rows were read, its account where anything was new, why it was withheld, if so."""

    read: int
    whole: bool
    account: FileAccount | None
    withheld: str = ""


def polled_tables(
    catalogue: Catalogue, connections: Mapping[str, str], default_force: str | None
) -> dict[tuple[str, str], PolledTable]:
    """Every polled table whose source has a connection, by source and table."""
    found = {}
    for name, source in catalogue.sources.items():
        for table_name, table in source.file.tables.items():
            if table.poll is not None and name in connections:
                choice = TableChoice(source, table_name, table, {})
                compiled = compile_table(name, table_name, table, catalogue, default_force)
                found[name, table_name] = PolledTable(choice, compiled, table.poll, connections[name])
    return found


def poll_table(
    durable: Durable,
    catalogue: Catalogue,
    table: PolledTable,
    *,
    now: Callable[[], Instant],
    whole: bool | None,
    confirm: bool,
) -> PollOutcome:
    """Reads a table and takes in what is new; RequestError or Trouble where it cannot be read, with nothing changed.

    The whole list is read the first time, when ``whole`` says so, and (None) when the last such reading is older than
    ``reconcile``.
    """
    kept = durable.cursors.of(table.source, table.choice.name)
    cursor = polling.read_cursor(kept.cursor) if kept else None
    old = kept is None or kept.whole_at is None or now() - kept.whole_at >= parse_pause(table.poll.reconcile)
    found = read_table(table, None if whole or (whole is None and old) else cursor, now())
    if found.cursor is None:
        found = found._replace(cursor=cursor)
    loading = Loading(durable, catalogue, now, founding=False, confirm=confirm, dated=None, default_force=None)
    try:
        return take_polled(loading, table, found)
    except Withheld as reason:
        return withhold(loading, table, len(found.rows.lines), str(reason))


def read_table(table: PolledTable, cursor: "polling.Cursor | None", now: Instant) -> "polling.Polled":
    """What a table has to say since a cursor; all of it where there is none."""
    reading = polling.reading_of(table.choice.table, table.poll)
    with polling.connected(table.source, polling.engine_of(table.source, table.connection)) as connection:
        if cursor is None:
            return polling.read_whole(connection, reading, now)
        return polling.read_changes(connection, reading, cursor, now)


def take_polled(loading: Loading, table: PolledTable, found: "polling.Polled") -> PollOutcome:
    """Takes in rows and cursor in one commit; where nothing is new, only how far the table was read."""
    durable, name, read = loading.durable, table.choice.name, len(found.rows.lines)
    cursor = polling.written_cursor(found.cursor) if found.cursor else NEVER_READ
    reading = read_polled(durable, table, found, loading.now())
    arriving = following_list(durable, reading, whole=found.whole)
    if arriving is None:
        durable.cursors.note_read(table.source, name, cursor, at=loading.now(), whole=found.whole)
        return PollOutcome(read, found.whole, None)
    shown = f"polled {name} {london(loading.now()).date()}"
    with durable.commit(now=loading.now(), founding=False) as commit:
        if last_stamp(durable, reading) != arriving.place.before:  # a dump of the table came in meanwhile
            arriving = following_list(durable, reading, whole=found.whole)
        account = take_list(loading, commit, reading, arriving, table.choice, shown)
        commit.add_to_account(account)
        commit.keep_cursor(table.source, name, cursor, whole=found.whole)
        if found.whole:
            commit.release(table.source, [whole_list(table)])
    return PollOutcome(read, found.whole, account)


def read_polled(durable: Durable, table: PolledTable, found: "polling.Polled", now: Instant) -> FileReading:
    """The rows as a list dated now, or as the last one is where the clock has gone back since."""
    scope = scope_of(table.compiled.file, {})
    last = durable.lists.last(table.source, table.choice.name, scope)
    return read_file(table.compiled, {}, max(utc_text(now), last.dated if last else ""), found.rows)


def last_stamp(durable: Durable, reading: FileReading) -> Stamp | None:
    """The place of the last list of a table."""
    last = durable.lists.last(reading.table.source, reading.table.name, reading.scope)
    return Stamp(last.dated, last.issue) if last else None


def withhold(loading: Loading, table: PolledTable, read: int, reason: str) -> PollOutcome:
    """Puts a whole list that would withdraw too much into quarantine, as one entry, until it is confirmed."""
    source, name = table.source, table.choice.name
    shown = f"polled {name} {london(loading.now()).date()}"
    told = reason.replace("load it with --confirm", f"'peeler poll {source} --confirm'")
    with loading.durable.commit(now=loading.now(), founding=False) as commit:
        commit.quarantine([Quarantined(source, shown, None, told, whole_list(table))])
    return PollOutcome(read, True, None, told)


def whole_list(table: PolledTable) -> str:
    """What stands for the whole list of a table in quarantine."""
    return f"the whole list of {table.choice.title}"
