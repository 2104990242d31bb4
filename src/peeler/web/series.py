"""A measure period by period, and which of its periods are whole: over, and inside what has been loaded."""

from dataclasses import dataclass, replace
from datetime import date

from peeler.answers.measure import MeasureAnswer, MeasureQuestion, MeasureRow, measure
from peeler.terms.clocks import Every
from peeler.web.asking import Ask
from peeler.web.moments import is_over, last_day, span_text

COARSE: tuple[Every, ...] = ("quarter", "year", "financial_year")


@dataclass(frozen=True)
class Series:
    """An answer without breakdown, its periods, those of them that are whole, and the months the data reach over."""

    answer: MeasureAnswer
    every: Every
    whole: frozenset[date]
    reach: tuple[date, date] | None

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
    months = ask(measure, replace(by_itself, every="month")).rows if every in COARSE else ()
    found = [row.period for row in months if row.period]
    reach = (found[0], last_day(found[-1], "month")) if found else None
    days = [row.period for row in answer.rows if row.period]
    return Series(answer, every, frozenset(day for day in days if is_whole(day, every, answer, reach)), reach)


def is_whole(first: date, every: Every, answer: MeasureAnswer, reach: tuple[date, date] | None) -> bool:
    """Whether a period was over at the moment asked about and lies inside what has been loaded."""
    seen_from = answer.as_at if answer.asked_at is None else min(answer.as_at, answer.asked_at)
    if not is_over(first, every, seen_from):
        return False
    return reach is None or (reach[0] <= first and last_day(first, every) <= reach[1])
