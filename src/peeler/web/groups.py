"""The groups of an answer with a breakdown: their names, the largest first, and each one's newest row."""

from collections.abc import Sequence

from peeler.answers.measure import MeasureAnswer, MeasureRow
from peeler.web.series import Series
from peeler.web.subject import Subject, group_text


def group_names(rows: Sequence[MeasureRow]) -> list[str]:
    """The groups' names, those with the most behind them first."""
    weight: dict[str, int] = {}
    for row in rows:
        name = group_text(row.dimensions)
        weight[name] = weight.get(name, 0) + (row.n or row.denominator or row.numerator or 0)
    return sorted(weight, key=lambda name: (-weight[name], name))


def newest_of_each(subject: Subject, answer: MeasureAnswer, series: Series) -> tuple[tuple[MeasureRow, ...], str]:
    """The rows of the newest whole period, and that period in words; all rows where there are no periods."""
    every = answer.question.every
    if every is None:
        return answer.rows, "over the whole time"
    row = series.rows[series.newest]
    return tuple(other for other in answer.rows if other.period == row.period), subject.when(row, every)
