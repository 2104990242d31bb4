"""Unit: boards: refused by name, printed numbers compared as a report prints them, growth, and truth beside the answer."""

from pathlib import Path
from typing import Any

import pytest

from peeler.answers.boards import FigureAnswer, Reported
from peeler.answers.figure_words import interval_words, number_words, range_words, sentence, value_words
from peeler.answers.measure import DefinitionSummary, MeasureAnswer, MeasureQuestion, MeasureRow
from peeler.answers.truths import beside, truths_of
from peeler.definitions.boards import SpanFile, TruthFile
from peeler.definitions.catalogue import load_only
from peeler.definitions.printed import parse_printed
from peeler.measures.growth import growth
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError
from tests.spec.test_catalogue import MEASURE, OBJECT, write

BOARD = """
title: A board
about: For a test.
owner: someone
checked_by: someone
review_by: 2027-01-01
figures:
  - title: Cases
    measure: cases
"""


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("    measre: x", "unknown key 'figures.0.measre'; did you mean 'measure'?"),
        ("    variant: all", "figures.0.variant: unknown variant 'all'"),
        ("    by: [objet]", "figures.0.by: unknown dimension 'objet'; did you mean 'object'"),
        ("    where: 'knd is null'", "figures.0.where"),
        ("    from: yesterday", "figures.0.from: 'yesterday' is not a date"),
        ("    every: fortnight", "figures.0.every: unknown period 'fortnight'"),
        ("    left: people", "a figure names measure:, or left:"),
        ("    because: it is so", "because: goes with left:"),
        ("    shows: change", "shows: change and before: go together"),
        ("    shows: numerator\n    every: month", "shows: goes with a figure of one number"),
        ("    last: 2 hours", "figures.0.last: days, weeks, months or years"),
        ("    last: 1 year\n    to: 2024-01-01", "a figure names last:, or from: and to:"),
        (
            "    report: {number: 1, says: many, prints: many}",
            "figures.0.report.prints: 'many' is not a printed number",
        ),
    ],
)
def test_what_a_board_does_not_mean_is_refused_with_file_key_and_nearest_word(
    tmp_path: Path, more: str, words: str
) -> None:
    write(tmp_path, objects__case=OBJECT, measures__cases=MEASURE, boards__first=f"{BOARD}{more}\n")
    with pytest.raises(RequestError) as refused:
        load_only(tmp_path)
    assert str(refused.value).startswith("boards/first.yml: ")
    assert words in str(refused.value)


def test_a_board_may_have_a_year_in_its_name_and_must_name_a_measure_there_is(tmp_path: Path) -> None:
    write(tmp_path, objects__case=OBJECT, measures__cases=MEASURE)
    (tmp_path / "boards").mkdir()
    (tmp_path / "boards" / "report-2019.yml").write_text(BOARD, "utf-8")
    assert list(load_only(tmp_path).boards) == ["report-2019"]
    (tmp_path / "boards" / "report-2019.yml").write_text(BOARD.replace("measure: cases", "measure: case"), "utf-8")
    with pytest.raises(RequestError, match=r"figures\.0\.measure: unknown measure 'case'; did you mean 'cases'"):
        load_only(tmp_path)


@pytest.mark.parametrize(
    ("text", "value", "alike"),
    [
        ("31 %", 0.3149, True),
        ("31 %", 0.315, False),
        ("28.5 %", 0.2850, True),
        ("61,227", 61_227, True),
        ("61,227", 61_228, False),
        ("1.68", 217 / 129, True),
        ("+111 %", 1.11, True),
        ("about 70 %", 0.68, True),
        ("about 70 %", 0.66, False),
        ("just under 8,000", 7_999, True),
        ("just under 8,000", 8_000, False),
        ("just under 8,000", 7_322, False),
        ("more than 30,300", 30_301, True),
        ("more than 30,300", 32_501, False),
    ],
)
def test_a_number_is_alike_where_the_report_would_print_it_so(text: str, value: float, alike: bool) -> None:
    assert parse_printed(text).said_of(value) is alike


def test_a_value_is_written_at_the_precision_printed() -> None:
    written = {"31 %": 0.305, "61,227": 1234.5, "1.68": 1.675, "+111 %": 0.84, "about 70 %": 0.5}
    assert [parse_printed(text).at_precision(value) for text, value in written.items()] == [
        "31 %", "1,235", "1.68", "+84 %", "50 %",
    ]  # fmt: skip


def test_growth_has_the_interval_of_two_counts() -> None:
    found = growth(20, 10)
    assert found is not None
    assert found.value == 1.0
    assert found.low == pytest.approx(-0.048, abs=0.01)  # the share 20 of 30: Wilson 0.488 to 0.808
    assert found.high == pytest.approx(3.2, abs=0.05)
    assert growth(3, 0) is None


def row(**said: Any) -> MeasureRow:
    figures = dict.fromkeys(("numerator", "denominator", "unknown", "value", "low", "high", "lowest", "highest", "n"))
    return MeasureRow(None, (), **{**figures, **said})


def figure(told: MeasureRow, kind: str, unit: str, **said: Any) -> FigureAnswer:
    summary = DefinitionSummary("m", "M", "How many?", kind, unit, "context", "v")
    answer = MeasureAnswer(
        MeasureQuestion("m"), summary, Instant(0), Instant(0), (), (told,), (), (), 1, synthetic=False
    )
    blank: dict[str, Any] = {
        "place": 0, "title": "T", "caption": "", "shows": "value", "left": "", "because": "", "answer": answer, "before": None,
        "number": told.value, "low": told.low, "high": told.high, "problem": "", "report": None, "printed": "", "agrees": None,
    }  # fmt: skip
    return FigureAnswer(**{**blank, **said})


SHARE = row(numerator=2, denominator=8, unknown=2, value=0.25, low=0.072, high=0.5907, lowest=0.2, highest=0.4, n=10)


def test_a_figure_is_said_with_interval_and_n_or_why_there_is_none() -> None:
    told = figure(SHARE, "ratio", "share of cases")
    assert sentence(told) == "25.0 % of cases (95 % interval 7.2 to 59.1 %; n 10)."
    assert (number_words(told), interval_words(told)) == ("25.0 %", "7.2 to 59.1 %")
    assert (
        sentence(figure(SHARE, "ratio", "share of cases", shows="numerator", number=2, low=None, high=None))
        == "2 cases (n 10)."
    )
    assert (
        sentence(figure(SHARE, "ratio", "x", left="duties", because="They are owed", number=None))
        == "Left to duties: They are owed"
    )
    assert (
        sentence(figure(SHARE, "ratio", "x", number=None, problem="nothing is known"))
        == "Not answered: nothing is known."
    )
    assert value_words(1234.0, "count") == "1,234"
    assert value_words(1.684, "number") == "1.68"
    assert range_words(None, 1.0, "count") == ""


def truth(**said: Any) -> dict[str, Any]:
    return {"measure": "m", "true": {"numerator": 3, "denominator": 8, "unknown": 2}, "told": said}


TOLD = {"numerator": 2, "denominator": 8, "unknown": 2}


def test_counts_are_compared_exactly_and_percentages_as_printed() -> None:
    report = Reported("1", "a third", "30 %", "", marked=False)
    told, prints = figure(SHARE, "ratio", "share of cases", report=report), parse_printed("30 %")
    found = beside(told, TruthFile(measure="m"), None, prints, [truth(**TOLD)])
    assert (found.true, found.told, found.exact, found.prints_alike) == (0.375, 0.25, True, False)
    assert beside(told, TruthFile(measure="m"), None, None, [truth(**{**TOLD, "unknown": 1})]).exact is False
    assert beside(told, TruthFile(measure="m", variant="v"), None, None, [truth(**TOLD)]).exact is None
    assert beside(told, None, None, None, [truth(**TOLD)]).true is None
    lowest = figure(SHARE, "ratio", "share of cases", shows="lowest", number=0.2)
    assert beside(lowest, TruthFile(measure="m"), None, None, [truth(**TOLD)]).true == 0.3


def test_a_change_is_compared_by_both_its_counts() -> None:
    now, then = row(numerator=20, value=20), row(numerator=10, value=10)
    grown = figure(now, "count", "cases", shows="change", number=1.0, before=figure(then, "count", "cases").answer)
    truths = [
        {"measure": "m", "from": "2024-01-01", "to": "2024-12-31", "true": {"value": 21}, "told": {"value": 20}},
        {"measure": "m", "from": "2023-01-01", "to": "2023-12-31", "true": {"value": 10}, "told": {"value": 10}},
    ]
    span = {"from": "2024-01-01", "to": "2024-12-31"}
    before = SpanFile(**{"from": "2023-01-01", "to": "2023-12-31"})
    found = beside(grown, TruthFile(measure="m", **span), before, None, truths)
    assert (found.true, found.told, found.exact) == (1.1, 1.0, True)


def test_a_rate_is_compared_at_its_own_size() -> None:
    told = row(numerator=3, denominator=2_000, value=15.0, n=3)
    rate = figure(told, "ratio", "cases per 10,000 adult women")
    planted = {
        "measure": "m",
        "true": {"numerator": 4, "denominator": 2_000},
        "told": {"numerator": 3, "denominator": 2_000},
    }
    found = beside(rate, TruthFile(measure="m"), None, parse_printed("15"), [planted])
    assert (found.true, found.told, found.exact, found.prints_alike) == (20.0, 15.0, True, False)


def test_a_truth_is_of_one_force() -> None:
    both = {"forces": {"a": {"measures": [{"measure": "x"}]}, "b": {"measures": [{"measure": "y"}]}}}
    assert list(truths_of(both, "b")) == [{"measure": "y"}]
    with pytest.raises(RequestError, match="several forces"):
        truths_of(both, None)
    with pytest.raises(RequestError, match="not a truth"):
        truths_of({}, None)
