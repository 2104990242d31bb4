"""Time that truly passed between moments of London civil time: clocks go forward and back once a year."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from peeler.simulate.force.civil import DAY, HOUR

_FIRST: Final = datetime(1970, 1, 1, tzinfo=ZoneInfo("Europe/London"))  # sums with it are sums of what clocks show

_EPOCH: Final = date(1970, 1, 1).toordinal()


def real(moment: int) -> int:
    """A moment of London civil time in seconds that every clock agrees on; of an hour there is twice, the first."""
    return moment - _ahead(moment // HOUR)


@cache
def _ahead(hour: int) -> int:
    """By how many seconds London's clocks are ahead in an hour of civil time."""
    offset = (_FIRST + timedelta(hours=hour)).utcoffset()
    return 0 if offset is None else int(offset.total_seconds())


def months_before(moment: int, months: int) -> int:
    """The same time of day so many calendar months before a moment, on the last day there is; in civil seconds."""
    at = _FIRST + timedelta(seconds=moment)
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    first = at.replace(year=year, month=month + 1, day=1)
    days = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - first
    return int((first.replace(day=min(at.day, days.days)) - _FIRST).total_seconds())


def months_after(seconds: int, months: int) -> int:
    """The same time of day so many calendar months after a moment of a clock that never changes, on the last day there is."""
    day, rest = divmod(seconds, DAY)
    at = date.fromordinal(_EPOCH + day)
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return (date(year, month + 1, min(at.day, last)).toordinal() - _EPOCH) * DAY + rest
