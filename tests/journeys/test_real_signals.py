"""Journey: on the published figures of ../shared, Derbyshire's step is called and dated, and its backlog stands out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from peeler.answers.compare import CompareQuestion, compare
from peeler.answers.trend import trend
from peeler.answers.trend_answer import TrendQuestion
from peeler.terms.clocks import parse_moment
from peeler.terms.viewers import local_viewer
from peeler.workspace.deeds import LoadOrder, load_files
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.opening import held
from peeler.workspace.places import new_workspace

TABLES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "home_office"
FILES = ("recorded_crime_by_force_quarter_offence.parquet", "outcomes_by_force_quarter_2024_25.parquet")
STEP = date(2019, 4, 1)
VIEWER = local_viewer("tester")
LOCKED = TrendQuestion(
    "home_office_recorded_crime", force="derbyshire", start=parse_moment("2017-04-01", edge="start"),
    baseline=(date(2017, 4, 1), date(2019, 3, 31)), annotated=False,
)  # fmt: skip

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not TABLES.is_dir(), reason="the published tables are not beside the project in ../shared"),
]


def smaller(path: Path, folder: Path) -> Path:
    """The same table with rows that differ in nothing that is asked here summed, so that it loads in a moment."""
    table = pq.read_table(path)
    if "Outcome Type" in table.column_names:
        keys = [name for name in table.column_names if name != "n"]
        table = table.group_by(keys).aggregate([("n", "sum")]).rename_columns([*keys, "n"])
    else:
        table = table.filter(pc.equal(table["Force"], "Derbyshire"))
    pq.write_table(table.select(pq.read_schema(path).names), folder / path.name)
    return folder / path.name


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalWorkspace]:
    folder = tmp_path_factory.mktemp("published")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        with held(new_workspace(folder / "w").folder, "a test") as opened:
            order = LoadOrder(tuple(str(smaller(TABLES / name, folder)) for name in FILES))
            opened.do(load_files, VIEWER, order, progress=lambda *_: None)
            yield opened


def test_the_first_point_outside_the_locked_limits_is_the_quarter_after_the_report(workspace: LocalWorkspace) -> None:
    (series,) = workspace.ask(trend, VIEWER, LOCKED).series
    (stage,) = series.chart.stages
    assert (stage.points, stage.locked, stage.trial) == (8, True, True)
    assert stage.centre == pytest.approx(14_417.75)
    assert stage.upper == pytest.approx(15_778.53)
    outside = [point.period for point in series.points if point.seen.rule == "outside"]
    assert outside[0] == STEP
    assert series.changes[0].period == STEP
    assert series.changes[0].explained == ""


def test_with_the_recording_change_the_chart_is_rebased_there_and_the_old_limits_stay(
    workspace: LocalWorkspace,
) -> None:
    question = replace(LOCKED, baseline=None, annotated=True)
    (series,) = workspace.ask(trend, VIEWER, question).series
    before, after = series.chart.stages
    assert series.points[after.first].period == STEP
    assert "integrity" in after.reason
    assert (before.centre, before.upper) == (pytest.approx(14_417.75), pytest.approx(15_778.53))
    assert after.lower > before.upper
    assert [point.period for point in series.points if point.seen.rule == "outside"] == []
    marks = {mark.name: (mark.period, mark.rebases) for mark in series.marks}
    assert marks["derbyshire_recording_integrity"] == (STEP, True)
    assert marks["covid"] == (date(2020, 4, 1), False)
    assert "integrity" in next(one.explained for one in series.changes if one.period == STEP)


def test_over_the_whole_history_the_change_still_stands_there(workspace: LocalWorkspace) -> None:
    (series,) = workspace.ask(trend, VIEWER, TrendQuestion("home_office_recorded_crime", force="derbyshire")).series
    assert STEP in [one.period for one in series.changes]


def test_in_the_funnel_of_unassigned_outcomes_derbyshire_stands_out_and_most_do_not(workspace: LocalWorkspace) -> None:
    answer = workspace.ask(compare, VIEWER, CompareQuestion("home_office_unassigned", named="derbyshire"))
    assert (answer.first, answer.last) == (date(2024, 4, 1), date(2025, 3, 31))
    assert answer.funnel is not None
    ours = next(point for point in answer.funnel.points if point.name == "derbyshire")
    assert (ours.numerator, ours.denominator, ours.position) == (11_472, 84_553, "very_high")
    positions = Counter(point.position for point in answer.funnel.points)
    assert positions["inside"] > 0.9 * positions.total()
    assert answer.words[0].startswith("derbyshire: 13.6 % against 2.4 % of all together; far above")
