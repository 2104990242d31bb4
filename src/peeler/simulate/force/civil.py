"""Moments as whole seconds of London civil time, counted as if every day had 24 hours, and how systems write them."""

from functools import cache
from typing import Any, Final, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Texts = Any  # a pyarrow array of strings, one for each row; pyarrow publishes no types
Form = Literal["iso", "iso_minute", "british", "british_day", "day"]

MINUTE: Final = 60
HOUR: Final = 3_600
DAY: Final = 86_400
WEEK: Final = 7 * DAY
NEVER: Final = 2**60  # later than any moment: it has not happened, and never will
_FIRST, _LAST = -25_567, 47_482  # the days that can be written: 1900 to 2099
_CLOCKS: Final[dict[Form, str]] = {
    "iso": "T{0:02}:{1:02}:{2:02}", "iso_minute": " {0:02}:{1:02}", "british": " {0:02}:{1:02}", "british_day": "", "day": "",
}  # fmt: skip


def settled(moments: Ints) -> Ints:
    """The same moments, those in the hour that the clocks leave out in spring an hour later: such a time is on no clock."""
    days, seconds = np.divmod(moments, DAY)
    weekday, month, day = calendar(days)
    left_out = (weekday == 6) & (month == 3) & (day >= 25) & (seconds >= HOUR) & (seconds < 2 * HOUR)
    return np.where(left_out, moments + HOUR, moments)


def calendar(days: Ints) -> tuple[Ints, Ints, Ints]:
    """Weekday (Monday is 0), month (1 to 12) and day of the month of days counted from 1970-01-01."""
    dates = days.clip(-(10**6), 10**6).astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    return (days + 3) % 7, months.astype(np.int64) % 12 + 1, (dates - months).astype(np.int64) + 1


def month_of(moments: Ints) -> Ints:
    """The month of each moment as a whole number: months from the year 0, as in ``months``."""
    days = (moments // DAY).clip(-(10**6), 10**6)
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 1970 * 12


def working_days_later(moments: Ints, days: int) -> Ints:
    """The same time of day some Mondays to Fridays later (bank holidays count: systems of 2019 did not know them)."""
    later = moments.copy()
    for _ in range(days):
        later += DAY
        weekday = (later // DAY + 3) % 7
        later += np.where(weekday >= 5, (7 - weekday) * DAY, 0)
    return later


def written(moments: Ints, form: Form = "iso") -> Texts:
    """Moments as one system writes them: one text a moment, '' where it never happened. Seconds are dropped, not rounded."""
    never = moments >= NEVER
    day, second = np.divmod(np.where(never, 0, moments), DAY)
    text = _day_texts(form.startswith("british")).take(pa.array(day - _FIRST))
    if _CLOCKS[form]:
        text = pc.binary_join_element_wise(text, _clock_texts(_CLOCKS[form]).take(pa.array(second)), "")
    return pc.if_else(pa.array(never), "", text) if never.any() else text


@cache
def _day_texts(british: bool) -> Texts:
    """Every day that can be written, from the first on."""
    iso = pa.array(np.arange(_FIRST, _LAST).astype("datetime64[D]").astype(str), pa.string())
    if not british:
        return iso
    parts = [pc.utf8_slice_codeunits(iso, start, stop) for start, stop in ((8, 10), (5, 7), (0, 4))]
    return pc.binary_join_element_wise(*parts, "/")


@cache
def _clock_texts(pattern: str) -> Texts:
    return pa.array([pattern.format(s // HOUR, s % HOUR // MINUTE, s % MINUTE) for s in range(DAY)], pa.string())
