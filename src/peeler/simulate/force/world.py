"""The world of one force: its size, its days, and the chance that decides in it."""

from dataclasses import dataclass

import numpy as np

from peeler.simulate.force.chance import Chance
from peeler.simulate.force.civil import DAY, NEVER, Ints, month_of


@dataclass(frozen=True)
class World:
    """One force, from its first day to the end of what is told.

    ``size`` is its share of the calibrated force in thousandths. ``first`` and ``history`` are days counted from
    1970-01-01: the history is told from the first up to, not including, the second; what is born may go on until
    ``last`` (some days later, since a crime recorded then may have been reported before). ``shift`` (whole weeks, in days) moves the calibrated calendar,
    which begins on 1 April 2017, to ``first``.
    """

    force: str
    number: int
    size: int
    first: int
    history: int
    last: int
    shift: int
    chance: Chance

    @property
    def until(self) -> int:
        """The moment at which the history ends."""
        return self.history * DAY

    @property
    def days(self) -> Ints:
        """Every day on which something may begin."""
        return np.arange(self.first, self.last, dtype=np.int64)

    @property
    def months(self) -> tuple[tuple[int, int, int], ...]:
        """Every month of the history with the moments at which it begins and ends; the first holds what was before it."""
        numbers = np.arange(month_of(np.array([self.first * DAY]))[0], month_of(np.array([self.until - 1]))[0] + 1)
        starts = ((numbers - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) * DAY).tolist()
        return tuple(zip(numbers.tolist(), [-NEVER, *starts[1:]], [*starts[1:], self.until], strict=True))

    def since(self, year: int, month: int, day: int) -> int:
        """The moment at which a day of the calibrated calendar begins in this world."""
        date = np.datetime64(f"{year:04}-{month:02}-{day:02}", "D").astype(np.int64)
        return (int(date) + self.shift) * DAY
