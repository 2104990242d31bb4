"""A measure period by period, which of its periods are whole (over, and inside what has been loaded), and its process chart."""

from dataclasses import dataclass, replace
from datetime import date

from peeler.answers.measure import MeasureAnswer, MeasureQuestion, MeasureRow, measure
from peeler.answers.trend import trend
from peeler.answers.trend_answer import TrendQuestion, TrendSeries
from peeler.terms.clocks import Every
from peeler.web.asking import Ask
from peeler.web.moments import is_over, last_day, span_text

COARSE: tuple[Every, ...] = ("quarter", "year", "financial_year")


@dataclass(frozen=True)
class Series:
    """An answer without breakdown, its periods, those of them that are whole, and the months the data reach over.

    ``trend`` is its process chart; None where periods overlap, so that it cannot have one.
    """

    answer: MeasureAnswer
    every: Every
    whole: frozenset[date]
    reach: tuple[date, date] | None
    trend: TrendSeries | None = None

    @property
    def rows(self) -> tuple[MeasureRow, ...]:
        """The rows in order of time."""
        return self.answer.rows

    @property
    def newest(self) -> int:
        """The place of the newest whole period, or of the newest where none is whole; -1 without rows."""
        places = [place for place, row in enumerate(self.rows) if row.period in self.whole]
        return places[-1] if places else len(self.rows) - 1

    @property
    def reach_words(self) -> str:
        """``May 2023 to April 2024``: what has been loaded."""
        return span_text(*self.reach) if self.reach else ""


def series(ask: Ask, question: MeasureQuestion, every: Every) -> Series:
    """The measure by these periods; quarters and years are checked against the months that there are data for."""
    by_itself = replace(question, by=(), every=every)
    answer = ask(measure, by_itself)
    months = ask(measure, replace(by_itself, every="month", rolling=None)).rows if every in COARSE else ()
    found = [row.period for row in months if row.period]
    reach = (found[0], last_day(found[-1], "month")) if found else None
    days = [row.period for row in answer.rows if row.period]
    whole = frozenset(day for day in days if is_whole(day, every, answer, reach))
    return Series(answer, every, whole, reach, judged(ask, by_itself) if answer.rows else None)


def judged(ask: Ask, question: MeasureQuestion) -> TrendSeries | None:
    """The process chart of a series; None for rolling periods, which overlap."""
    if question.rolling is not None:
        return None
    asked = TrendQuestion(
        question.measure, question.at, question.known, question.start, question.end, question.every, (), question.where,
        question.variant,
    )  # fmt: skip
    found = ask(trend, asked).series
    return found[0] if found else None


def is_whole(first: date, every: Every, answer: MeasureAnswer, reach: tuple[date, date] | None) -> bool:
    """Whether a period was over at the moment asked about and lies inside what has been loaded."""
    seen_from = answer.as_at if answer.asked_at is None else min(answer.as_at, answer.asked_at)
    if not is_over(first, every, seen_from):
        return False
    return reach is None or (reach[0] <= first and last_day(first, every) <= reach[1])
