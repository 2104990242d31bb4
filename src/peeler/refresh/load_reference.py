"""Loads a published table: its rows take the place of what its vintage held; one transaction."""

from peeler.definitions.sources import ReferenceRule
from peeler.refresh.loading import FileOutcome, Loading, Tally, quarantine_file, quarantined_rows
from peeler.sources.delimited import BrokenRow, Rows, Unreadable, as_text
from peeler.sources.matching import Matched
from peeler.sources.references import ReferenceReading, read_reference
from peeler.sources.tables import read_columns


def load_reference(loading: Loading, matched: Matched, rule: ReferenceRule) -> FileOutcome:
    """Loads one file of a reference table."""
    table, shown = matched.choice.table, matched.file.shown
    rows = read_columns(matched.file, matched.form, [*table.columns, *table.optional])
    if isinstance(rows, Unreadable):
        return quarantine_file(loading, matched.choice, shown, rows.reason, "")
    look_ups = {name: look_up.entries for name, look_up in loading.catalogue.look_ups.items()}
    reading = read_reference(rule, rows, matched.choice.holes, look_ups, loading.dated)
    broken = [*rows.broken, *_refused(rows, reading)]
    vintage = reading.rows[0].vintage if reading.rows else ""
    tally = Tally(read=len(rows.lines) + len(rows.broken), quarantined=len(broken))
    with loading.durable.commit(now=loading.now(), founding=loading.founding) as commit:
        fresh = commit.keep_reference(reading.rows)
        tally.accepted = _accepted(fresh, len(reading.rows), tally.read - len(broken))
        commit.quarantine(quarantined_rows(matched.choice, shown, sorted(broken)))
        account = tally.account(matched.choice, shown, vintage)
        commit.account(account)
    return FileOutcome(account)


def _refused(rows: Rows, reading: ReferenceReading) -> list[BrokenRow]:
    columns = list(rows.columns.values())
    return [
        BrokenRow(rows.lines[place], reason, as_text([column[place] for column in columns]))
        for place, reason in reading.refused.items()
    ]


def _accepted(fresh: int, kept: int, taken: int) -> int:
    """The rows that are new: exact where each row is a figure of its own; where rows were summed, all or none."""
    return fresh if kept == taken else taken if fresh else 0
