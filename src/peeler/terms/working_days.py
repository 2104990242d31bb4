"""Working days: Monday to Friday without the bank holidays of a dated calendar, and a clear word beyond its horizon."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from peeler.terms.errors import RequestError

SATURDAY = 5
MOST_DAYS = 1_000


@dataclass(frozen=True)
class WorkingDays:
    """A calendar: its holidays by day, each with its name, and the first and the last day it speaks of."""

    name: str
    holidays: Mapping[date, str]
    first: date
    last: date

    def works(self, day: date) -> bool:
        """Whether a day is a working day; beyond the calendar, whether it is a Monday to Friday."""
        return day.weekday() < SATURDAY and day not in self.holidays

    def beyond(self, day: date) -> str | None:
        """What must be said of a day that the calendar does not speak of; None for one it does."""
        if self.first <= day <= self.last:
            return None
        return (
            f"{day.isoformat()} lies beyond the bank holidays known here ({self.first.isoformat()} to "
            f"{self.last.isoformat()}): only Saturdays and Sundays are left out"
        )


def working_day_after(day: date, count: int, calendar: WorkingDays) -> date:
    """The day some working days after another, which is not counted itself: one after a Friday is the Monday after."""
    if not 1 <= count <= MOST_DAYS:
        raise RequestError(f"{count} working days: 1 to {MOST_DAYS}")
    while count:
        day += timedelta(days=1)
        count -= calendar.works(day)
    return day
