"""A durable file for tests of loading: a clock that moves a second a look, and what the ledger holds, as plain rows."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from peeler.definitions.catalogue import Catalogue, load_catalogue
from peeler.refresh.load import LoadReport, load
from peeler.store.durable import Durable
from peeler.terms.clocks import Instant

CATALOGUE = load_catalogue()
REGISTER = load_catalogue(Path(__file__).parent / "catalogues" / "register")
COLUMNS = ("seq", "type", "at", "force", "data", "id", "content", "dead_from")
BEGINNING = 1_750_000_000_000_000


class LivingEvent(NamedTuple):
    """An event that stands: what it is, of which object, when (naive UTC), whose, and what it says."""

    type: str
    object: str
    at: str
    force: str
    data: dict[str, Any]
    id: str
    content: str


class LoadedLedger:
    """A durable file in a folder, and the loads a test makes into it."""

    def __init__(self, folder: Path, catalogue: Catalogue = CATALOGUE) -> None:
        self.folder, self.catalogue = folder, catalogue
        self.durable = Durable(folder / "store")
        self.clock = count(BEGINNING, 1_000_000)
        self.progress: list[tuple[int, int, str]] = []

    def load(
        self,
        *paths: Path,
        source: str | None = None,
        dated: str | None = None,
        confirm: bool = False,
        founding: bool = False,
        force: str | None = None,
    ) -> LoadReport:
        """Loads files."""
        return load(
            self.durable, self.catalogue, paths, source=source, dated=dated, confirm=confirm, founding=founding,
            now=lambda: Instant(next(self.clock)), default_force=force,
            progress=lambda *told: self.progress.append(told),
        )  # fmt: skip

    def living(self, event_type: str | None = None) -> list[LivingEvent]:
        """The events that stand, sorted; of one type where it is given."""
        handed = self.durable.ledger.hand_over(None)
        named = [handed.namings.column(name).to_pylist() for name in ("seq", "role", "object_type", "object")]
        objects = {(seq, role): name for seq, role, kind, name in zip(*named, strict=True) if role == kind}
        columns = [handed.events.column(name).to_pylist() for name in COLUMNS]
        told = [
            LivingEvent(kind, objects[seq, kind.split(".")[0]], at.isoformat(), force, json.loads(data), name, content)
            for seq, kind, at, force, data, name, content, dead in zip(*columns, strict=True)
            if dead is None and at is not None and event_type in (None, kind)
        ]
        return sorted(told, key=lambda event: (event.type, event.object, event.at, event.id))

    def nothing_is_there(self) -> bool:
        """Whether neither an event nor an account nor a quarantined row was left behind."""
        counts = self.durable.ledger.counts()
        return counts.events == 0 and counts.commits == 0 and not self.durable.quarantined.counts()


@contextmanager
def ledger(catalogue: Catalogue = CATALOGUE) -> Iterator[LoadedLedger]:
    """A ledger in a folder that is gone afterwards."""
    with TemporaryDirectory() as folder:
        made = LoadedLedger(Path(folder), catalogue)
        try:
            yield made
        finally:
            made.durable.close()


def counts_of(loaded: LoadedLedger, force: str) -> dict[str, object]:
    """What the ledger holds of a force, under the names of the reference counts."""
    living = [event for event in loaded.living() if event.force == force]
    recorded = {event.object: event for event in living if event.type == "investigation.recorded"}
    assigned = [event for event in living if event.type == "investigation.outcome_assigned"]
    return {
        "distinct_crime_ids": len(recorded),
        "asb_rows": sum(event.type == "incident.opened" for event in living),
        "stop_rows": sum(event.type == "stop.made" for event in living),
        "distinct_outcomes_id_month_type": len(assigned),
        "distinct_outcome_ids": len({event.object for event in assigned}),
        "crimes_by_type_distinct_id": dict(Counter(event.data["crime_type"] for event in recorded.values())),
    }
