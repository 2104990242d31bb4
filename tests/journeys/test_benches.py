"""Every bench runs, at a size at which its figures mean nothing, and gives them all; none is timed here."""

import math
from pathlib import Path

import pytest

from peeler.benches import demo
from peeler.benches.every import BENCHES
from peeler.benches.figures import Size, Target, quantile
from peeler.cli.benching import BenchName, BenchSize
from tests.journeys.command import ROOT, answer_apart, run


def test_the_command_knows_every_bench_and_size() -> None:
    assert list(BENCHES) == [name.value for name in BenchName]
    assert [size.value for size in Size] == [size.value for size in BenchSize]


# The demo has one size, its own, and journeys of its own.
@pytest.mark.parametrize("name", [name for name in BENCHES if name != "demo"])
def test_a_bench_gives_its_figures(tmp_path: Path, name: str) -> None:
    (report,) = answer_apart("bench", name, "--size", "tiny", runtime=tmp_path / "run")["benches"]
    values = {figure["figure"].removesuffix(", EXTRAPOLATED"): figure for figure in report["figures"]}
    assert (report["bench"], report["size"]) == (name, "tiny")
    assert all(math.isfinite(figure["value"]) and figure["value"] >= 0 for figure in report["figures"])
    for target in BENCHES[name].targets:
        assert values[target.figure]["target"] == target.words()
        if target.nothing:
            assert values[target.figure]["met"] is True


def test_the_bench_of_the_demo_waits_for_what_the_home_page_fetches() -> None:
    template = ROOT / "src/peeler/web/templates" / f"{demo.PAGE.removeprefix('/')}.html"
    assert f'class="{demo.HEADLINE}"' in template.read_text("utf-8")


def test_a_bench_that_there_is_not_is_refused_in_one_line(tmp_path: Path) -> None:
    ended = run("bench", "speed", runtime=tmp_path / "run")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "speed" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_target_is_met_below_it_and_a_forbidden_thing_only_at_nothing() -> None:
    assert Target("p95", 1_000).met_by(999.9)
    assert not Target("p95", 1_000).met_by(1_000)
    assert Target("lost", 0, nothing=True).met_by(0)
    assert not Target("lost", 0, nothing=True).met_by(1)


def test_a_quantile_is_the_least_value_that_so_many_do_not_exceed() -> None:
    values = [float(number) for number in range(1, 101)]
    assert [quantile(values, share) for share in (0.5, 0.95, 0.99, 1)] == [50, 95, 99, 100]
    assert quantile([7.0], 0.5) == 7.0
    assert math.isnan(quantile([], 0.5))
