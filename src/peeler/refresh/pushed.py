"""Takes in what sources push: several batches in one commit, each told what became of every line of its own."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from peeler.definitions.catalogue import Catalogue
from peeler.sources.bodies import lines_of_body
from peeler.sources.delimited import BrokenRow
from peeler.sources.envelopes import EnvelopeReader, envelope_reader, read_envelope
from peeler.sources.lines import Line, LineRefused, parse_line
from peeler.store.commit import Commit
from peeler.store.durable import Durable
from peeler.store.records import Accepted, FileAccount, Quarantined, Refused
from peeler.terms.clocks import Instant, london
from peeler.terms.errors import RequestError, nearest
from peeler.terms.events import Event
from peeler.terms.identifiers import SourceName

TABLE = "push"


class PushedBatch(NamedTuple):
    """One push as read: whose, how many lines, the events of those understood, and the others with the reason."""

    source: SourceName
    lines: int
    events: tuple[tuple[Line, Event], ...]
    broken: tuple[BrokenRow, ...]


class PushOutcome(NamedTuple):
    """What became of one push, in lines: read = accepted + duplicate + quarantined; the last with number and reason."""

    read: int
    accepted: int
    duplicate: int
    quarantined: tuple[BrokenRow, ...]


@dataclass(frozen=True)
class PushReader:
    """Reads the batches of one source: by the catalogue, for this source alone, and only the events it may bring."""

    catalogue: Catalogue
    source: SourceName
    default_force: str | None

    @cached_property
    def envelopes(self) -> EnvelopeReader:
        """How its envelopes are read."""
        return envelope_reader(self.catalogue, self.source, self.default_force)

    @cached_property
    def brought(self) -> frozenset[str]:
        """The events its file says it brings; none for any."""
        return frozenset(self.catalogue.sources[self.source].file.events)

    def read(self, body: bytes) -> PushedBatch:
        """A body's lines, each an event or the reason why not; RequestError where the body as a whole is not one."""
        events: list[tuple[Line, Event]] = []
        broken: list[BrokenRow] = []
        lines = lines_of_body(body)
        for line in lines:
            try:
                events.append((line, self.event(line)))
            except LineRefused as refusal:
                broken.append(BrokenRow(line.number, str(refusal), line.text))
        return PushedBatch(self.source, len(lines), tuple(events), tuple(broken))

    def event(self, line: Line) -> Event:
        """The event of one line; LineRefused says what is wrong with it."""
        event = read_envelope(self.envelopes, parse_line(line))
        if event.source != self.source:
            raise LineRefused(f"'source' is another than {self.source}, for which this token writes")
        if self.brought and event.type not in self.brought:
            raise LineRefused(f"{event.type} is none that {self.source} brings{nearest(event.type, self.brought)}")
        return event


def require_pushing(catalogue: Catalogue, source: str) -> SourceName:
    """The source, if it may push; RequestError names the nearest that may."""
    pushing = [name for name, one in catalogue.sources.items() if one.file.reader == "event_lines"]
    if source not in pushing:
        raise RequestError(
            f"no source '{source}' whose reader is event_lines, so it cannot push{nearest(source, pushing)}"
        )
    return SourceName(source)


def take_pushed(durable: Durable, batches: Sequence[PushedBatch], now: Instant) -> list[PushOutcome]:
    """Takes batches into the ledger in one commit; outcomes aligned with them. Durable when it returns.

    A batch without a line is a source saying that it is there: it is heard, and nothing else.
    """
    for source in sorted({batch.source for batch in batches if not batch.lines}):
        durable.cursors.note_heard(source, "", at=now)
    speaking = [batch for batch in batches if batch.lines]
    if not speaking:
        return [PushOutcome(0, 0, 0, ())] * len(batches)
    with durable.commit(now=now, founding=False) as commit:
        told = iter(taken(commit, speaking))
    return [next(told) if batch.lines else PushOutcome(0, 0, 0, ()) for batch in batches]


def taken(commit: Commit, batches: Sequence[PushedBatch]) -> list[PushOutcome]:
    """Accepts the events of all batches, quarantines what is refused, and adds to each source's account of the day."""
    fates = iter(commit.accept([event for batch in batches for _, event in batch.events]))
    outcomes = []
    for batch in batches:
        own = [(line, next(fates)) for line, _ in batch.events]
        refused = [BrokenRow(line.number, fate.reason, line.text) for line, fate in own if isinstance(fate, Refused)]
        accepted = sum(isinstance(fate, Accepted) for _, fate in own)
        broken = tuple(sorted([*batch.broken, *refused]))
        outcomes.append(PushOutcome(batch.lines, accepted, batch.lines - accepted - len(broken), broken))
    shown = f"pushed {london(commit.known_at).date()}"
    for source, pairs in by_source(batches, outcomes).items():
        commit.quarantine(list(quarantined(source, shown, (outcome for _, outcome in pairs))))
        commit.release(source, list(understood(pairs)))
        commit.add_to_account(account(source, shown, [outcome for _, outcome in pairs]))
    return outcomes


Pairs = list[tuple[PushedBatch, PushOutcome]]


def by_source(batches: Iterable[PushedBatch], outcomes: Iterable[PushOutcome]) -> Mapping[SourceName, Pairs]:
    """Batches with what became of them, by source."""
    found: dict[SourceName, Pairs] = {}
    for batch, outcome in zip(batches, outcomes, strict=True):
        found.setdefault(batch.source, []).append((batch, outcome))
    return found


def quarantined(source: SourceName, shown: str, outcomes: Iterable[PushOutcome]) -> Iterator[Quarantined]:
    """The refused lines as they go into quarantine; a line sent twice at once goes there once, as if sent in turn."""
    most: Counter[str] = Counter()
    for outcome in outcomes:
        own: Counter[str] = Counter()
        for row in outcome.quarantined:
            own[row.text] += 1
            if own[row.text] > most[row.text]:
                most[row.text] += 1
                yield Quarantined(source, shown, row.line, row.reason, row.text or None)


def understood(pairs: Pairs) -> Iterator[str]:
    """The texts of the lines that were not refused."""
    for batch, outcome in pairs:
        refused = {row.line for row in outcome.quarantined}
        yield from (line.text for line, _ in batch.events if line.number not in refused)


def account(source: SourceName, shown: str, outcomes: Sequence[PushOutcome]) -> FileAccount:
    """What became of these batches, as part of the day's account."""
    accepted, duplicate = (sum(getattr(one, name) for one in outcomes) for name in ("accepted", "duplicate"))
    aside = sum(len(one.quarantined) for one in outcomes)
    return FileAccount(source, shown, TABLE, accepted + duplicate + aside, accepted, duplicate, aside, 0, "")
