"""The ways that things truly took through their stages, worked out from what the extracts tell and from nothing of Peeler's."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from pathlib import Path
from statistics import median

import pyarrow.parquet as pq

from peeler.terms.clocks import from_datetime

Happened = Sequence[str]
SECOND = 1_000_000
Way = tuple[tuple[str, float], ...]
# In the order in which the catalogue takes events of one moment.
EVENTS = {
    "referral": ("made", "triaged", "returned", "shared", "accepted", "declined", "misdirected", "closed"),
    "wanted": ("declared", "circulated", "located", "cancelled"),
    "investigation": (
        "recorded", "cancelled", "screened", "allocated", "held", "submitted_to_cps", "cps_decided", "completed", "filed", "reopened",
    ),
}  # fmt: skip


def referral_stage(said: Happened) -> str:
    """Where a referral stands after these events."""
    for event, stage in (
        ("closed", "closed"), ("misdirected", "misdirected"), ("accepted", "accepted"), ("declined", "declined"), ("shared", "shared"),
        ("triaged", "triaged"), ("returned", "sent_back"),
    ):  # fmt: skip
        if event in said:
            return stage
    return "waiting"


def wanted_stage(said: Happened) -> str:
    """Where a wanted person stands after these events."""
    if {"located", "cancelled"} & set(said):
        return "found" if "located" in said else "no_longer_sought"
    return "circulated" if "circulated" in said else "declared"


def suspectless_stage(said: Happened) -> str:
    """Where an investigation that never had a suspect stands; what was done before it was reopened is undone."""
    after = said[max(at for at, event in enumerate(["", *said]) if event in ("", "reopened")) :]
    for event, stage in (("cancelled", "cancelled"), ("filed", "filed"), ("completed", "awaiting_filing")):
        if event in after:
            return stage
    if last_of(said, "submitted_to_cps", "cps_decided") == "submitted_to_cps":
        return "with_cps"
    if last_of(said, "held", "allocated") == "held":
        return "held"
    return "allocated" if "allocated" in said else "screened" if "screened" in said else "recorded"


def last_of(said: Happened, *events: str) -> str:
    """The last of two events to happen."""
    return next((event for event in reversed(said) if event in events), "")


STAGES: Mapping[str, Callable[[Happened], str]] = {
    "referral": referral_stage, "wanted": wanted_stage, "investigation": suspectless_stage,
}  # fmt: skip


def ways_told(folder: Path, kind: str, among: Collection[str] | None = None) -> dict[str, Way]:
    """The way of each thing of a kind whose birth is told, as (stage, second it began), in time."""
    found: dict[str, list[tuple[float, int]]] = {}
    (path,) = folder.glob("*/told.parquet")
    names = [f"{kind}.{event}" for event in EVENTS[kind]]
    for row in pq.read_table(path, filters=[("event", "in", names), ("lost", "==", False)]).to_pylist():
        civil = datetime(1970, 1, 1) + timedelta(seconds=row["at"])
        found.setdefault(row["object"], []).append((from_datetime(civil) / SECOND, names.index(row["event"])))
    known = {name: sorted(set(said)) for name, said in found.items() if among is None or name in among}
    return {name: way(kind, said) for name, said in known.items() if any(rank == 0 for _, rank in said)}


def way(kind: str, said: Sequence[tuple[float, int]]) -> Way:
    """The stages of one thing from its birth on, one that lasted no time left out."""
    birth, happened, made = min(at for at, rank in said if rank == 0), list[str](), list[tuple[str, float]]()
    for at, together in groupby(said, key=lambda one: one[0]):
        happened += [EVENTS[kind][rank] for _, rank in together]
        if at < birth:
            continue
        stage = STAGES[kind](happened)
        if not made or made[-1][0] != stage:
            made.append((stage, at))
    return tuple(made)


def counted(ways: Mapping[str, Way]) -> Counter[tuple[str, ...]]:
    """How many took each way."""
    return Counter(tuple(stage for stage, _ in one) for one in ways.values())


def lengths(ways: Mapping[str, Way]) -> dict[tuple[str, str], list[float]]:
    """The seconds that each move took."""
    made: dict[tuple[str, str], list[float]] = {}
    for one in ways.values():
        for (stage, began), (following, ended) in pairwise(one):
            made.setdefault((stage, following), []).append(ended - began)
    return made


def halves(ways: Mapping[str, Way]) -> dict[tuple[str, str], tuple[int, float]]:
    """How often each move was made, and the median of its seconds."""
    return {move: (len(took), median(took)) for move, took in lengths(ways).items()}
