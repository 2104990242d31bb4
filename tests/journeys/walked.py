"""What an event log says, counted by nothing but a walk through it: cases, events, activities, ways through and what follows what."""

import csv
import gzip
import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET


class Happened(NamedTuple):
    """One event of a log: its case, when it was, what it was."""

    case: str
    at: datetime
    activity: str


class Counts(NamedTuple):
    """What there is to count of a log; ``edges``: how often one activity came straight after another, in a case."""

    cases: int
    events: int
    activities: int
    ways: dict[tuple[str, ...], int]
    edges: dict[tuple[str, str], int]


def of_xes(path: Path) -> list[Happened]:
    """The events of an XES log in the order of the file."""
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    made: list[tuple[str, dict[str, str]]] = []
    for trace in ET.fromstring(text).iterfind("{*}trace"):  # noqa: S314 (a file of the test's own, or one it trusts)
        case = said(trace)["concept:name"]
        made += [(case, event) for event in map(said, trace.iterfind("{*}event"))]
    return [
        Happened(case, datetime.fromisoformat(event["time:timestamp"]), event["concept:name"]) for case, event in made
    ]


def said(element: ET.Element) -> dict[str, str]:
    """What a trace or an event says of itself."""
    return {one.get("key", ""): one.get("value", "") for one in element if "key" in one.attrib}


def of_csv(path: Path) -> list[Happened]:
    """The events of a log in CSV in the order of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Happened(row["case_id"], datetime.fromisoformat(row["timestamp"]), row["activity"])
            for row in csv.DictReader(file)
        ]


def counted(events: Iterable[Happened]) -> Counts:
    """Walks through each case by time; what is of one time stays in the order of the file."""
    ordered = sorted(events, key=lambda one: (one.case, one.at))
    walks = [tuple(one.activity for one in case) for _, case in groupby(ordered, key=lambda one: one.case)]
    edges = Counter(pair for walk in walks for pair in pairwise(walk))
    return Counts(len(walks), len(ordered), len({one.activity for one in ordered}), dict(Counter(walks)), dict(edges))


def digest(counts: dict[tuple[str, ...], int] | dict[tuple[str, str], int]) -> str:
    """A digest of counts by names, whatever their order."""
    lines = sorted("\x1f".join((*names, str(count))) for names, count in counts.items())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
