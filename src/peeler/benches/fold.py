"""How long the ledger, the whole fold and one small batch take, on made-up investigations; prints JSON.

python -m peeler.benches.fold 1000000
"""

import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from peeler.definitions.catalogue import Catalogue, load_catalogue
from peeler.refresh.folding import fold_whole
from peeler.refresh.keeping import follow
from peeler.store.durable import Durable
from peeler.store.projection import Projection
from peeler.terms.clocks import Instant, Precision, parse_instant
from peeler.terms.events import Event, Naming, canonical
from peeler.terms.identifiers import EventId, EventType, ForceKey, ObjectId, ObjectType, Role, SourceName

FIRST = parse_instant("2019-01-01T00:00:00")
HOUR = 3_600_000_000
LOADED = parse_instant("2024-06-01T00:00:00")
SECOND = 1_000_000
CHUNK = 50_000
BATCH, BATCHES = 500, 5
LATER = (
    ("allocated", {"officer": "officer:1", "team": "north"}),
    ("planned", {"detail": "brief"}),
    ("supervised", {"kind": "review", "direction": {"value": True, "judged_by": "source"}}),
    ("evidence_gathered", {"kind": "body_worn_video", "by": "police"}),
    ("outcome_assigned", {"outcome": "18", "as_given": "Investigation complete; no suspect identified"}),
    ("filed", {"authority": "sergeant"}),
)
CRIMES = ("Burglary", "Vehicle crime", "Violence and sexual offences", "Public order")


def told(kind: str, name: str, at: int, number: int, data: dict[str, Any], *others: Naming) -> Event:
    """One made-up event of an investigation, recorded an hour after it happened."""
    itself = Naming(Role("investigation"), ObjectType("investigation"), ObjectId(f"crime:{name}"))
    precision: Precision = "instant"
    return Event(
        EventId(f"rms:{number}"), EventType(f"investigation.{kind}"), ForceKey("northmoor"), Instant(at), precision,
        Instant(at + HOUR), SourceName("rms"), None, (itself, *others), canonical(data),
    )  # fmt: skip


def made_up(chance: Random) -> Iterator[Event]:
    """Investigations without end, each of one to seven events over some weeks; one in forty arrives before its turn."""
    number = 0
    held: list[Event] = []
    for case in range(10**9):
        at = FIRST + case * 8 * 60 * SECOND
        month = f"publication:northmoor/{2019 + case // 65_000 % 5}-{case // 5_000 % 12 + 1:02}"
        publication = Naming(Role("publication"), ObjectType("publication"), ObjectId(month))
        said = {
            "crime_type": chance.choice(CRIMES),
            "offence": "28E",
            "area": f"area-{case % 40}",
            "flags": ["domestic_abuse"],
        }
        story = [("recorded", said), *LATER[: chance.randint(0, len(LATER))]]
        for place, (kind, data) in enumerate(story):
            number += 1
            others = (publication,) if place == 0 else ()
            event = told(kind, str(case), at + place * 40 * HOUR, number, data, *others)
            held.append(event)
            if chance.random() > 0.025:
                yield from reversed(held)
                held = []


def afterwards(chance: Random, cases: int) -> Iterator[Event]:
    """Reviews without end, each of some investigation of the past, all happening after the history."""
    for number in range(10**9):
        at = LOADED + number * SECOND
        yield told("supervised", str(chance.randrange(cases)), at, 10**9 + number, {"kind": "review"})


def accept(durable: Durable, events: Iterator[Event], known_at: Instant, *, founding: bool) -> int:
    """Commits events; how many."""
    with durable.commit(now=known_at, founding=founding) as commit:
        return len(commit.accept(list(events)))


def fill(durable: Durable, events: Iterator[Event], count: int) -> float:
    """A founding load of so many events; seconds."""
    start = perf_counter()
    for place in range(0, count, CHUNK):
        accept(durable, islice(events, min(CHUNK, count - place)), Instant(LOADED + place), founding=True)
    return perf_counter() - start


def rebuilt(durable: Durable, projection: Projection, catalogue: Catalogue) -> dict[str, float]:
    """Seconds to hand everything over, and to fold it."""
    start = perf_counter()
    handed = durable.ledger.hand_over(None)
    middle = perf_counter()
    fold_whole(projection, catalogue, handed, durable.references.rows())
    return {"hand_over_seconds": middle - start, "fold_seconds": perf_counter() - middle}


def followed(
    durable: Durable, projection: Projection, catalogue: Catalogue, events: Iterator[Event], number: int
) -> dict[str, float]:
    """Seconds to commit one batch and to fold it in; how many journal rows it gave."""
    start = perf_counter()
    accept(durable, islice(events, BATCH), Instant(LOADED + 10**12 + number * SECOND), founding=False)
    middle = perf_counter()
    rows = follow(durable, projection, catalogue)
    return {"commit_seconds": middle - start, "follow_seconds": perf_counter() - middle, "rows": rows}


def memory() -> int:
    """The most memory this process ever held, in MiB."""
    return getrusage(RUSAGE_SELF).ru_maxrss // 1024


def run(count: int, folder: Path, seed: int = 1) -> dict[str, Any]:
    """Loads ``count`` made-up events into a workspace in ``folder``, folds all, then follows a few batches of 500."""
    catalogue, chance = load_catalogue(), Random(seed)  # noqa: S311  (made up, and the same every time)
    durable, projection = Durable(folder), Projection(folder / "projection.duckdb")
    try:
        found: dict[str, Any] = {"events": count, "load_seconds": fill(durable, made_up(chance), count)}
        before = memory()
        found |= rebuilt(durable, projection, catalogue)
        found |= {"memory_before_mib": before, "memory_peak_mib": memory()}
        found["events_per_second"] = round(count / (found["hand_over_seconds"] + found["fold_seconds"]))
        events = afterwards(chance, count // 4)
        found["batches"] = [followed(durable, projection, catalogue, events, number) for number in range(BATCHES)]
        return {name: rounded(figure) for name, figure in found.items()}
    finally:
        projection.close()
        durable.close()


def rounded(value: Any) -> Any:
    """Seconds to the millisecond."""
    if isinstance(value, dict):
        return {name: rounded(one) for name, one in value.items()}
    if isinstance(value, list):
        return [rounded(one) for one in value]
    return round(value, 3) if isinstance(value, float) else value


if __name__ == "__main__":
    with TemporaryDirectory() as temporary:
        json.dump(run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, Path(temporary)), sys.stdout, indent=2)
