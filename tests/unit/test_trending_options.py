"""Unit: what a person writes for a baseline or a rebase is understood, or refused in one line."""

from datetime import date

import pytest

from peeler.cli.trending import baseline_of, rebase_of
from peeler.terms.errors import RequestError


def test_a_baseline_is_days_or_so_many_points() -> None:
    assert baseline_of(None) == (None, None)
    assert baseline_of("12") == (None, 12)
    assert baseline_of("2017-04-01..2019-03-31") == ((date(2017, 4, 1), date(2019, 3, 31)), None)


def test_a_rebase_has_a_reason() -> None:
    assert rebase_of("2019-06-01=recorded at first contact") == (date(2019, 6, 1), "recorded at first contact")


@pytest.mark.parametrize("text", ["2019", "2019-04-01", "soon..later", "..", "2019-04-01..2019-13-01"])
def test_what_is_no_baseline_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match="--baseline: "):
        baseline_of(text)


@pytest.mark.parametrize("text", ["2019-06-01", "2019-06-01=", "June=because"])
def test_what_is_no_rebase_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match="--rebase: "):
        rebase_of(text)
