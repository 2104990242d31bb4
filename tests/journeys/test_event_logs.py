"""A log becomes an object and a source by catalogue files alone, and its counts are those of a walk by hand and of pm4py."""

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from xml.sax.saxutils import quoteattr

import pytest

from peeler.answers.progress.flow import progress
from peeler.answers.progress.flow_answer import MOST_VARIANTS, ProgressAnswer, ProgressQuestion
from peeler.terms.viewers import local_viewer
from peeler.workspace.deeds import LoadOrder, load_files
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.opening import held
from peeler.workspace.places import new_workspace
from tests.journeys.command import MISSING, SHARED
from tests.journeys.walked import Counts, counted, digest, of_csv, of_xes

VIEWER = local_viewer("test")
LOGS = SHARED / "data" / "eventlogs"
CATALOGUE = Path(__file__).parents[1] / "catalogues" / "event_logs"
WORDS = ("Receive", "Check & <sign>", 'Ask "again"', "Décide", "Receive")


class Known(NamedTuple):
    """What pm4py 2.7.23 gives for a public log: numbers, and digests of its directly-follows graph and of its variants."""

    cases: int
    events: int
    variants: int
    activities: int
    edges: int
    edges_digest: str
    variants_digest: str


# pm4py is under the AGPL: it was run once, apart from the project, and is no part of it or of its tests.
RECEIPT = Known(
    1_434, 8_577, 116, 27, 99,
    "ab8946cee6c724ea0bf9f1130d5a435d4a3def4ce6bcb7a5d7b523f9b890e3f7",
    "8e76cfcd82169a2f21b951f0d9bd208497b2e42640b3be40e64111552739ed6d",
)  # fmt: skip
FINES = Known(
    10_000, 34_724, 44, 11, 40,
    "a2e788894e14682cbb775e50f4300ae5bb57d4ac6e7ca9693ff4546078188607",
    "f958aed60005595acbda8cfee33a4ad4756d7a40309ae6894130c73ef3201d15",
)  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[LocalWorkspace]:
    """A workspace with the catalogue files of two logs laid into its folder, and nothing else."""
    places = new_workspace(tmp_path / "workspace", force="office")
    shutil.copytree(CATALOGUE, places.folder / "catalogue", dirs_exist_ok=True)
    with held(places.folder, "test") as made:
        yield made


def flow(workspace: LocalWorkspace, name: str, *paths: Path) -> Counts:
    """What Peeler counts of a log that it has just loaded."""
    load(workspace, *paths)
    answer: ProgressAnswer = workspace.ask(progress, VIEWER, ProgressQuestion(name, variants=MOST_VARIANTS))
    (side,) = answer.sides
    ways: dict[Any, Any] = {way.steps: way.count for way in side.variants}
    edges: dict[Any, Any] = {(move.step, move.next): move.count for move in side.moves}
    assert (answer.by, side.variants_in_all) == ("events", len(ways))
    return Counts(side.cases, side.taken, len(side.steps), ways, edges)


def load(workspace: LocalWorkspace, *paths: Path) -> None:
    """Loads files, of which every row must be understood."""
    order = LoadOrder(tuple(map(str, paths)))
    report = workspace.do(load_files, VIEWER, order, progress=lambda _done, _total, _what: None)
    assert not report.lines
    assert all(file.quarantined == 0 for file in report.files)


@pytest.mark.shared
@pytest.mark.skipif(not LOGS.is_dir(), reason=MISSING)
@pytest.mark.parametrize(
    ("name", "file", "known"), [("application", "receipt.xes.gz", RECEIPT), ("fine", "traffic_fines.csv", FINES)]
)
def test_a_public_log_has_the_counts_of_a_walk_by_hand_and_of_pm4py(
    workspace: LocalWorkspace, name: str, file: str, known: Known
) -> None:
    found = flow(workspace, name, LOGS / file)
    assert found == counted(of_xes(LOGS / file) if "xes" in file else of_csv(LOGS / file))
    numbers = (found.cases, found.events, len(found.ways), found.activities, len(found.edges))
    assert (*numbers, digest(found.edges), digest(found.ways)) == known


def made_up(cases: int, *, days: bool) -> list[list[tuple[str, str]]]:
    """Cases as (time, activity) in the order of a file, which is not always that of time; many times are equal."""
    chance, made = Random(7), []
    for _ in range(cases):
        times = [f"2024-03-{chance.randint(28, 31)}" for _ in range(chance.randint(1, 14))]
        clock = "" if days else "T12:00:0{}.250+0{}:00"
        made.append(
            [(at + clock.format(chance.randint(0, 1), chance.randint(0, 2)), chance.choice(WORDS)) for at in times]
        )
    return made


def as_xes(cases: list[list[tuple[str, str]]]) -> str:
    """A log in XES with what such files have besides: extensions, globals, classifiers, and attributes of attributes."""
    event = '<event><string key="concept:name" value={}><string key="concept:name" value="inner"/></string><date key="time:timestamp" value="{}"/></event>'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>', '<log xes.version="1.0" xmlns="http://www.xes-standard.org/">',
        '<global scope="event"><string key="concept:name" value="UNKNOWN"/></global>',
        '<string key="concept:name" value="the log itself"/>',
    ]  # fmt: skip
    for number, case in enumerate(cases):
        # The last case says who it is after its events.
        inside = [
            f'<string key="concept:name" value="case {number}"/>',
            *(event.format(quoteattr(what), at) for at, what in case),
        ]
        lines += ["<trace>", *(inside if number + 1 < len(cases) else [*inside[1:], inside[0]]), "</trace>"]
    return "\n".join([*lines, "</log>"])


def test_a_made_up_log_in_xes_has_the_counts_of_a_walk_packed_or_not(workspace: LocalWorkspace, tmp_path: Path) -> None:
    plain, packed = tmp_path / "receipt.xes", tmp_path / "receipt.xes.gz"
    plain.write_text(as_xes(made_up(60, days=False)), "utf-8")
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    found = flow(workspace, "application", packed)
    assert found == counted(of_xes(plain))
    assert max(map(len, found.ways)) > 10
    assert flow(workspace, "application", plain) == found


def test_a_made_up_log_in_csv_has_the_counts_of_a_walk_and_grows_with_its_next_file(
    workspace: LocalWorkspace, tmp_path: Path
) -> None:
    cases = made_up(60, days=True)
    for name, taken in (("traffic_fines-1.csv", 3), ("traffic_fines-2.csv", 14)):
        rows = [(f"A{number}", what, at) for number, case in enumerate(cases) for at, what in case[:taken]]
        lines = [f'{case},"{what.replace(chr(34), chr(34) * 2)}",complete,,{at}{"," * 13}' for case, what, at in rows]
        (tmp_path / name).write_text("\n".join([HEADER, *lines, ""]), "utf-8")
        assert flow(workspace, "fine", tmp_path / name) == counted(of_csv(tmp_path / name))


HEADER = (
    "case_id,activity,lifecycle,resource,timestamp,amount,article,dismissal,expense,lastsent,matricola,notificationtype,"
    "paymentamount,points,totalpaymentamount,vehicleclass,activity_instance_id,.order"
)
