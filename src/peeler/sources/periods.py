"""The periods of published tables: which first and last day a financial quarter, a year or a mid-year means."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from peeler.sources.values import ValueRefused
from peeler.terms.clocks import EARLIEST, LATEST, add_months, parse_day

FINANCIAL_YEAR: Final = re.compile(r"(\d{4})[/-](\d{2}|\d{4})")
QUARTERS: Final = ("1", "2", "3", "4")


class Period(NamedTuple):
    """First and last day, inclusive."""

    first: date
    last: date


def months(first: date, count: int) -> Period:
    """The period of so many calendar months from a first day."""
    return Period(first, add_months(first, count) - timedelta(days=1))


def calendar_year(text: str) -> Period:
    """``2024``: 1 January to 31 December. ValueRefused for anything else."""
    if not re.fullmatch(r"\d{4}", text) or not EARLIEST.year <= int(text) < LATEST.year:
        raise ValueRefused("is not a year")
    return months(date(int(text), 1, 1), 12)


def calendar_month(text: str) -> Period:
    """``2024-04``. ValueRefused for anything else."""
    try:
        return months(parse_day(text).replace(day=1), 1)
    except ValueError:
        raise ValueRefused("is not a month") from None


def financial_quarter(year: str, quarter: str) -> Period:
    """``2024/25`` and ``1``: April to June 2024; quarter 4 is January to March of the next year."""
    found = FINANCIAL_YEAR.fullmatch(year)
    if not found or int(found[2]) % 100 != (int(found[1]) + 1) % 100 or quarter not in QUARTERS:
        raise ValueRefused("is not a financial year and quarter")
    first = calendar_year(found[1]).first.replace(month=4)
    return months(add_months(first, 3 * (int(quarter) - 1)), 3)


def any_time(_: str) -> Period:
    """Figures that hold whenever."""
    return Period(EARLIEST, LATEST)


READERS: Final[Mapping[tuple[str, ...], Callable[..., Period]]] = {
    ("financial_year", "quarter"): financial_quarter,
    ("year",): calendar_year,
    ("mid_year",): calendar_year,
    ("month",): calendar_month,
    ("always",): any_time,
}


def period_reader(names: tuple[str, ...]) -> Callable[[tuple[str, ...]], Period]:
    """How the texts of these parts of a period (in this order) are read as one."""
    kind = next(kind for kind in READERS if sorted(kind) == sorted(names))
    read = READERS[kind]
    return lambda texts: read(*(texts[names.index(name)].strip() for name in kind))
