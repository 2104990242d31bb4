"""Made-up investigations for benches: a history of any length, a ledger filled with it, and what happens afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from peeler.refresh.keeping import rebuild
from peeler.store.durable import Durable
from peeler.terms.clocks import Instant, parse_instant
from peeler.terms.events import Event, Naming, canonical
from peeler.terms.identifiers import EventId, EventType, ForceKey, ObjectId, ObjectType, Role, SourceName
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.opening import held
from peeler.workspace.places import new_workspace

FIRST, LOADED = parse_instant("2019-01-01T00:00:00"), parse_instant("2024-06-01T00:00:00")
SECOND = 1_000_000
HOUR = 3_600 * SECOND
CHUNK = 50_000
LATE = 0.025  # of stories are told in another order than they happened
EACH = 4  # events an investigation has, on average
FORCE, SOURCE = ForceKey("northmoor"), SourceName("event_lines")
LATER = (
    ("allocated", {"officer": "officer:1", "team": "north"}),
    ("planned", {"detail": "brief"}),
    ("supervised", {"kind": "review", "direction": {"value": True, "judged_by": "source"}}),
    ("evidence_gathered", {"kind": "body_worn_video", "by": "police"}),
    ("outcome_assigned", {"outcome": "18", "as_given": "Investigation complete; no suspect identified"}),
    ("filed", {"authority": "sergeant"}),
)
CRIMES = ("Burglary", "Vehicle crime", "Violence and sexual offences", "Public order")


def case_name(case: int) -> str:
    """The id of a made-up investigation."""
    return f"crime:{case}"


def told(kind: str, case: int, at: int, number: int, data: dict[str, Any], *others: Naming) -> Event:
    """One made-up event of an investigation, recorded an hour after it happened."""
    itself = Naming(Role("investigation"), ObjectType("investigation"), ObjectId(case_name(case)))
    return Event(
        EventId(f"rms:{number}"), EventType(f"investigation.{kind}"), FORCE, Instant(at), "instant",
        Instant(at + HOUR), SOURCE, None, (itself, *others), canonical(data),
    )  # fmt: skip


def story(chance: Random, case: int, at: int, number: int) -> list[Event]:
    """One investigation: one to seven events over some days, numbered from ``number``; it begins in some month's publication."""
    month = f"publication:northmoor/{2019 + case // 65_000 % 5}-{case // 5_000 % 12 + 1:02}"
    publication = Naming(Role("publication"), ObjectType("publication"), ObjectId(month))
    said = {
        "crime_type": chance.choice(CRIMES), "offence": "28E", "area": f"area-{case % 40}", "flags": ["domestic_abuse"],
    }  # fmt: skip
    kinds: list[tuple[str, dict[str, Any]]] = [("recorded", said), *LATER[: chance.randint(0, len(LATER))]]
    return [
        told(kind, case, at + place * 40 * HOUR, number + place, data, *((publication,) if place == 0 else ()))
        for place, (kind, data) in enumerate(kinds)
    ]


def made_up(chance: Random, count: int) -> Iterator[Event]:
    """So many events of investigations spread over the five years before ``LOADED``; some are told in another order."""
    between = (LOADED - FIRST) // (count // EACH + 1)
    number, case = 0, 0
    while number < count:
        events = story(chance, case, FIRST + case * between, number)[: count - number]
        number, case = number + len(events), case + 1
        yield from reversed(events) if chance.random() < LATE else events


def fill(durable: Durable, count: int, *, seed: int = 1) -> int:
    """A founding load of so many made-up events; how many were taken."""
    events, taken = made_up(Random(seed), count), 0  # noqa: S311  (made up, and the same every time)
    while chunk := list(islice(events, CHUNK)):
        with durable.commit(now=Instant(LOADED + taken), founding=True) as commit:
            taken += len(commit.accept(chunk))
    return taken


@contextmanager
def workspace_with(folder: Path, events: int) -> Iterator[LocalWorkspace]:
    """A new workspace, held by this process, with a history of so many made-up events, folded and compacted."""
    places = new_workspace(folder, force=FORCE, synthetic=True)
    with held(places.folder, "peeler bench") as workspace:
        fill(workspace.durable, events)
        rebuild(workspace.durable, workspace.projection, workspace.catalogue)
        yield workspace
