"""A ledger that lives in a list: what the fold is handed, found by the plainest search, for thousands of small worlds."""

from collections.abc import Iterator, Sequence

import pyarrow as pa

from peeler.store.hand_over import EVENTS, NAMINGS, Heard
from peeler.store.records import HandOver, LedgerCommit
from peeler.terms.clocks import Instant
from peeler.terms.events import Event, digest
from tests.oracle.standing import Told, version_order
from tests.oracle.stories import Named


class RememberedLedger:
    """What the fold asks of ``peeler.store.ledger.Ledger``, over a list of what was told, in the order accepted."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.commits: list[LedgerCommit] = []

    def tell(self, events: Sequence[Event], known_at: Sequence[Instant], *, founding: bool) -> None:
        """One commit of events, each known from its own moment; the very same event again is a no-op."""
        first = len(self.told) + 1
        for event, known in zip(events, known_at, strict=True):
            if all(one.event != event for one in self.told):
                self.told.append(Told(event, known, content_of(event)))
        made = (
            len(self.commits) + 1,
            max(known_at, default=Instant(0)),
            founding,
            first,
            len(self.told),
            len(self.told) + 1 - first,
            b"",
        )
        self.commits.append(LedgerCommit(*made))

    def last_sequence(self) -> int:
        """The number of the last event."""
        return len(self.told)

    def commits_since(self, seq: int) -> list[LedgerCommit]:
        """The commits that hold events after a number."""
        return [commit for commit in self.commits if commit.last > seq]

    def touched_since(self, seq: int) -> list[Named]:
        """What the events after a number name, and what those they correct or follow name."""
        new = self.told[seq:]
        ids = {name for one in new for name in (one.event.id, one.event.replaces, one.event.retracts) if name}
        return sorted({named for one in self.told if one.event.id in ids for named in names(one.event)})

    def hand_over(self, objects: Sequence[Named] | None, *, heard: Heard | None = None) -> HandOver:
        """The events that name any of these objects (None: every event), of the types they hear, and all their namings."""

        def wanted(event: Event) -> bool:
            return objects is None or any(
                one in objects and event.type in (heard or {}).get(one[0], [event.type]) for one in names(event)
            )

        chosen = [(number, one) for number, one in enumerate(self.told, start=1) if wanted(one.event)]
        return HandOver(self.events(chosen), namings(chosen))

    def hand_over_in_parts(self) -> Iterator[HandOver]:
        """Every event, then all namings, in more parts than one."""
        whole = self.hand_over(None)
        yield HandOver(whole.events.slice(0, 2), whole.namings.slice(0, 0))
        yield HandOver(whole.events.slice(2), whole.namings.slice(0, 1))
        yield HandOver(whole.events.slice(0, 0), whole.namings.slice(1))

    def events(self, chosen: Sequence[tuple[int, Told]]) -> pa.Table:
        """Events as the fold takes them."""
        rows = [
            (
                seq, e.id, e.type, e.force, e.at if e.retracts is None else None, e.precision, e.recorded_at,
                known_at, self.dead_from(one), e.source, e.data, content.hex(),
            )
            for seq, one in chosen
            for e, known_at, content in (one,)
        ]  # fmt: skip
        columns: list[Sequence[object]] = list(zip(*rows, strict=True)) or [()] * len(EVENTS)
        arrays = [
            pa.array(column, pa.int64()).cast(field.type)
            if pa.types.is_timestamp(field.type)
            else pa.array(column, field.type)
            for column, field in zip(columns, EVENTS, strict=True)
        ]
        return pa.Table.from_arrays(arrays, schema=EVENTS)

    def dead_from(self, one: Told) -> Instant | None:
        """The first moment at which it was known that something else stands in the event's place."""
        moments = [
            other.known_at for other in self.told if one.event.id in (other.event.replaces, other.event.retracts)
        ]
        moments += [
            other.known_at
            for other in self.told
            if other.event.id == one.event.id and version_order(other) > version_order(one)
        ]
        return min(moments, default=None)


def names(event: Event) -> set[Named]:
    """The objects an event is about."""
    return {(naming.object_type, naming.object) for naming in event.objects}


def namings(chosen: Sequence[tuple[int, Told]]) -> pa.Table:
    """All namings of these events."""
    rows = sorted({(seq, n.role, n.object_type, n.object) for seq, one in chosen for n in one.event.objects})
    columns = list(zip(*rows, strict=True)) or [()] * len(NAMINGS)
    return pa.Table.from_arrays([pa.array(c, f.type) for c, f in zip(columns, NAMINGS, strict=True)], schema=NAMINGS)


def content_of(event: Event) -> bytes:
    """A digest of all that an event says."""
    return digest(repr(event))


class RememberedReferences:
    """No reference tables."""

    def rows(self) -> pa.Table:
        """An empty table of reference rows."""
        return pa.table({"reference": pa.array([], pa.string())})


class Remembered:
    """What refresh asks of the durable file, in memory."""

    def __init__(self) -> None:
        self.ledger = RememberedLedger()
        self.references = RememberedReferences()

    def tell(self, events: Sequence[Event], known_at: Instant) -> None:
        """One commit."""
        self.ledger.tell(events, [known_at] * len(events), founding=False)

    def found(self, events: Sequence[Event], known_at: Sequence[Instant]) -> None:
        """One commit of a founding load: each event known since its source knew it (ruling 9)."""
        self.ledger.tell(events, known_at, founding=True)
