"""Loads a file that is a snapshot of a scope: what changed since the lists before and after it; one transaction."""

from collections.abc import Iterable

from peeler.refresh.arriving import Arriving, arriving_list, past_of
from peeler.refresh.loading import FileOutcome, Loading, Tally, quarantine_file, quarantined_rows
from peeler.sources.delimited import Unreadable
from peeler.sources.entries import UNREADABLE
from peeler.sources.facts import Fact, appearing, restated
from peeler.sources.limits import KEPT_CHARACTERS
from peeler.sources.matching import Matched, TableChoice
from peeler.sources.readings import FILE_CONTENT, FileReading, read_file
from peeler.sources.rules import CompiledTable
from peeler.sources.snapshots import WITHDRAWABLE
from peeler.sources.tables import read_columns
from peeler.store.commit import Commit
from peeler.store.lists import ListChanges
from peeler.store.records import ACCEPTED, Fate, FileAccount, KeptList, KeptRow, Quarantined, Refused
from peeler.terms.events import Event


class Withheld(Exception):  # noqa: N818  (it ends a transaction; the load goes on)
    """A list would withdraw too much and nobody confirmed it; the text is the line that says so."""


def load_snapshot(loading: Loading, matched: Matched, table: CompiledTable, dated: str) -> FileOutcome:
    """Loads one file of a table; withheld, with nothing changed, where it would withdraw too much unconfirmed."""
    rows = read_columns(matched.file, matched.form, [*table.file.columns, *table.file.optional, *table.file.ignore])
    if isinstance(rows, Unreadable):
        return quarantine_file(loading, matched.choice, matched.file.shown, rows.reason, dated)
    reading = read_file(table, matched.choice.holes, dated, rows)
    try:
        with loading.durable.commit(now=loading.now(), founding=loading.founding) as commit:
            return _load(loading, matched, reading, commit)
    except Withheld as reason:
        return FileOutcome(None, str(reason))


def _load(loading: Loading, matched: Matched, reading: FileReading, commit: Commit) -> FileOutcome:
    arriving = arriving_list(loading.durable, reading)
    account = take_list(loading, commit, reading, arriving, matched.choice, matched.file.shown)
    commit.account(account)
    return FileOutcome(account)


def take_list(
    loading: Loading, commit: Commit, reading: FileReading, arriving: Arriving | None, choice: TableChoice, shown: str
) -> FileAccount:
    """Takes in a list (None: it changes nothing) and quarantines the rows that are not understood; its account.

    Withheld where it would withdraw too much and nobody confirmed it.
    """
    rows = reading.rows
    tally, refused = Tally(read=len(rows.lines) + len(rows.broken)), dict(reading.refused)
    if arriving is not None:
        if arriving.change.too_much and not loading.confirm:
            raise Withheld(_withholding(shown, arriving))
        tally.withdrawn = len(arriving.change.gone)
        tally.accepted = _accept(loading, commit, arriving, refused)
    commit.quarantine(quarantined_rows(choice, shown, rows.broken))
    commit.quarantine([_quarantined(reading, shown, place, reason) for place, reason in sorted(refused.items())])
    texts = reading.listing.texts
    commit.release(
        reading.table.source, (text[:KEPT_CHARACTERS] for place, text in enumerate(texts) if place not in refused)
    )
    tally.quarantined = len(rows.broken) + len(refused)
    return tally.account(choice, shown, reading.dated)


def _withholding(shown: str, arriving: Arriving) -> str:
    gone, held = len(arriving.change.gone), arriving.held
    return (
        f"{shown}: withheld; it no longer holds {gone:,} of the {held:,} rows of the list before it, more than one in"
        f" {WITHDRAWABLE}; load it with --confirm if that is right"
    )


def _quarantined(reading: FileReading, shown: str, place: int, reason: str) -> Quarantined:
    text = reading.listing.texts[place][:KEPT_CHARACTERS]
    return Quarantined(reading.table.source, shown, reading.rows.lines[place], reason, text, reading.subjects(place))


def _accept(loading: Loading, commit: Commit, arriving: Arriving, refused: dict[int, str]) -> int:
    """Takes in what the list makes true and keeps the list; how many rows were new. Notes the rows the ledger
    refused.
    """
    numbers = _keep_rows(commit, arriving)
    facts, withdrawn = _facts(loading, arriving, numbers)
    fates = commit.accept([*(fact.event for fact in facts), *withdrawn])[: len(facts)]
    reading = arriving.reading
    _keep_list(commit, arriving)
    _note_refused(reading, facts, fates, refused)
    new = {entry for (_, entry, here), fate in zip(facts, fates, strict=True) if here and fate is ACCEPTED}
    new |= {entry for entry in arriving.appearing if not _spoken_of(reading, entry)}
    entries = reading.listing.entries
    return sum(entry in entries and entries[entry] not in refused for entry in new)


def _keep_list(commit: Commit, arriving: Arriving) -> None:
    """Keeps the list: whole, or by what it changes where it comes after all others."""
    reading, (dated, issue) = arriving.reading, (arriving.place.stamp.dated, arriving.place.stamp.issue)
    source, name, scope, change = reading.table.source, reading.table.name, reading.scope, arriving.change
    if not arriving.follows:
        commit.keep_list(KeptList(source, name, scope, dated, issue, arriving.entries))
        return
    rows = arriving.held + len(arriving.appearing) - len(change.gone)
    changes = {**change.told, **dict.fromkeys(change.gone)}
    commit.keep_changes(ListChanges(source, name, scope, dated, issue, changes, rows))


def _keep_rows(commit: Commit, arriving: Arriving) -> dict[bytes, int]:
    """Keeps the rows that are new or changed; content -> number."""
    reading = arriving.reading
    contents = {
        content: reading.listing.entries[entry]
        for entry, content in arriving.change.told.items()
        if content not in (UNREADABLE, FILE_CONTENT)
    }
    texts = reading.listing.texts
    rows = [KeptRow(texts[place], reading.subjects(place), content) for content, place in contents.items()]
    return dict(zip(contents, commit.keep_rows(rows), strict=True))


def _facts(loading: Loading, arriving: Arriving, numbers: dict[bytes, int]) -> tuple[list[Fact], tuple[Event, ...]]:
    """The facts that now stand and the retractions of those that do not; what simply appears takes the short way."""
    reading, place = arriving.reading, arriving.place
    plain = arriving.plainly_appearing
    facts = appearing(reading, plain, place, {entry: numbers.get(arriving.entries[entry], -1) for entry in plain})
    others = arriving.touched - plain
    if not others:
        return facts, ()
    change = restated(reading, arriving.entries, others, place, past_of(loading.durable, arriving, others, numbers))
    return [*facts, *change.stands], change.withdrawn


def _note_refused(reading: FileReading, facts: Iterable[Fact], fates: Iterable[Fate], refused: dict[int, str]) -> None:
    reasons = {fact.entry: fate.reason for fact, fate in zip(facts, fates, strict=True) if isinstance(fate, Refused)}
    if reasons:
        for place, entry in enumerate(reading.listing.of_row):
            if entry in reasons:
                refused.setdefault(place, reasons[entry])


def _spoken_of(reading: FileReading, entry: bytes) -> bool:
    place = reading.listing.entries.get(entry)
    return place is None or reading.spoken_of[place]
