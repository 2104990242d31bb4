"""Unit: figures that are published in a text, each with its own days, put beside a measure."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from peeler.definitions.comparisons import BenchmarkDefinition, BenchmarkFile, FigureFile
from peeler.measures.benchmarks import Benchmark, dated_benchmark
from peeler.web.tables import published

KEPT = {
    "title": "Action taken, elsewhere", "about": "Of the tests.", "unit": "share of crimes", "why_they_differ": "Other rules.",
    "publisher": "Tests", "licence": "none", "authority": {"source": "tests"}, "owner": "tests", "checked_by": "tests",
    "review_by": "2099-01-01",
}  # fmt: skip
YEAR = {"from": "2018-04-01", "to": "2019-03-31"}
DAYS = (date(2018, 4, 1), date(2019, 3, 31))


def benchmark_file(*figures: dict[str, Any], **said: Any) -> BenchmarkFile:
    return BenchmarkFile.model_validate({**KEPT, "figures": figures, **said})


def beside(
    *figures: dict[str, Any], forces: tuple[str, ...] = ("middleshire",), days: tuple[date, date] = DAYS
) -> Benchmark:
    return dated_benchmark(BenchmarkDefinition("elsewhere", benchmark_file(*figures), "hash"), forces, days)


def test_a_figure_of_nobody_in_particular_is_everyones_and_has_no_interval_without_its_numbers() -> None:
    found = beside({**YEAR, "value": "0.13"})
    (row,) = found.everyone
    assert (found.rows, row.value, row.numerator, row.low, row.high) == ((), 0.13, None, None, None)
    assert (row.first, row.last) == DAYS
    assert found.note == "It was published without the numbers behind it, so it has no interval."


def test_a_figure_with_its_numbers_has_wilsons_interval_and_says_what_was_assumed() -> None:
    found = beside(
        {**YEAR, "force": "middleshire", "numerator": "55", "denominator": "60", "assumed": "that there were 60"}
    )
    (row,) = found.rows
    assert row.force is None
    assert [row.value, row.low, row.high] == pytest.approx([55 / 60, 0.81931, 0.96388], abs=1e-5)
    assert found.note == "Assumed: that there were 60."


def test_a_count_alone_is_a_count() -> None:
    (row,) = beside({**YEAR, "numerator": "224"}).everyone
    assert (row.value, row.denominator, row.low) == (224, None, None)


def test_another_forces_figure_is_not_shown() -> None:
    found = beside({**YEAR, "force": "derbyshire", "value": "0.13"})
    assert (found.rows, found.everyone, found.note) == ((), (), "No figure is published for middleshire.")


def test_of_several_forces_each_has_its_own() -> None:
    figures = [
        {**YEAR, "force": force, "value": value} for force, value in (("northmoor", "0.2"), ("middleshire", "0.1"))
    ]
    rows = beside(*figures, forces=("middleshire", "northmoor")).rows
    assert {row.force: row.value for row in rows} == {"northmoor": 0.2, "middleshire": 0.1}


def test_only_figures_of_the_time_asked_about_are_shown_or_else_the_nearest_which_is_said() -> None:
    older = {"from": "2016-01-01", "to": "2016-12-31", "value": "0.3"}
    assert [row.value for row in beside(older, {**YEAR, "value": "0.13"}).everyone] == [0.13]
    found = beside(older, {**YEAR, "value": "0.13"}, days=(date(2016, 11, 1), date(2017, 2, 1)))
    assert [row.value for row in found.everyone] == [0.3]
    late = beside(older, {**YEAR, "value": "0.13"}, days=(date(2024, 1, 1), date(2024, 12, 31)))
    assert [row.value for row in late.everyone] == [0.13]
    assert late.note is not None
    assert late.note.startswith(
        "No figure is published for these dates; the nearest, from 2018-04-01 to 2019-03-31, is shown."
    )


def test_a_page_writes_a_bare_share_as_a_share() -> None:
    rows = published(beside({**YEAR, "value": "0.13"}), "Elsewhere").rows
    assert [[cell.text for cell in cells] for _, cells in rows] == [["13.0\u202f%"]]


@pytest.mark.parametrize(
    "figure",
    [
        {}, {"value": "0.13", "numerator": "3"}, {"value": "0.13", "denominator": "60"}, {"denominator": "60"},
        {"numerator": "3", "denominator": "0"}, {"value": "0.13", "to": "2017-03-31"},
    ],
)  # fmt: skip
def test_a_figure_that_says_nothing_or_too_much_is_refused(figure: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        FigureFile.model_validate({**YEAR, **figure})


@pytest.mark.parametrize(
    "said",
    [
        {"reference": "table"},
        {"where": {"kind": "fraud"}},
        {"figures": []},
        {"figures": [], "reference": "t", "variant": "v"},
    ],
)
def test_a_benchmark_has_a_table_or_figures_of_its_own(said: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        benchmark_file({**YEAR, "value": "0.13"}, **said)
