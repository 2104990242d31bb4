"""Loads a file of event envelopes: every line an event, a duplicate, or a row in quarantine; one transaction."""

from collections.abc import Iterable, Iterator
from itertools import islice

from peeler.refresh.loading import FileOutcome, Loading, Tally, quarantine_file, quarantined_rows
from peeler.sources.delimited import BrokenRow
from peeler.sources.envelopes import EnvelopeReader, envelope_reader, read_envelope
from peeler.sources.limits import CHUNK_LINES
from peeler.sources.lines import Line, LineRefused, lines_of, parse_line
from peeler.sources.matching import Matched
from peeler.store.commit import Commit
from peeler.store.records import Accepted, Refused
from peeler.terms.events import Event


def load_lines(loading: Loading, matched: Matched) -> FileOutcome:
    """Loads one file of event lines."""
    reader = envelope_reader(loading.catalogue, matched.choice.source.name, loading.default_force)
    tally, shown = Tally(), matched.file.shown
    with matched.file.open() as stream:
        if next(lines_of(stream), None) is None:
            return quarantine_file(loading, matched.choice, shown, "the file is empty", "")
    with matched.file.open() as stream, loading.durable.commit(now=loading.now(), founding=loading.founding) as commit:
        for chunk in _chunks(lines_of(stream)):
            broken = _take(commit, reader, chunk, tally)
            refused = {row.line for row in broken}
            commit.release(matched.choice.source.name, (line.text for line in chunk if line.number not in refused))
            commit.quarantine(quarantined_rows(matched.choice, shown, broken))
            tally.quarantined += len(broken)
        account = tally.account(matched.choice, shown, "")
        commit.account(account)
    return FileOutcome(account)


def _chunks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    remaining = iter(lines)
    while chunk := list(islice(remaining, CHUNK_LINES)):
        yield chunk


def _take(commit: Commit, reader: EnvelopeReader, lines: list[Line], tally: Tally) -> list[BrokenRow]:
    """Takes the events of some lines into the ledger; the lines that were refused, by the catalogue or by the
    ledger.
    """
    broken: list[BrokenRow] = []
    events: list[tuple[Line, Event]] = []
    for line in lines:
        try:
            events.append((line, read_envelope(reader, parse_line(line))))
        except LineRefused as refusal:
            broken.append(BrokenRow(line.number, str(refusal), line.text))
    for (line, _), fate in zip(events, commit.accept([event for _, event in events]), strict=True):
        if isinstance(fate, Refused):
            broken.append(BrokenRow(line.number, fate.reason, line.text))
        tally.accepted += isinstance(fate, Accepted)
    tally.read += len(lines)
    return sorted(broken)
