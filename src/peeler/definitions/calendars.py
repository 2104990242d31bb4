"""A calendar of bank holidays as a file: which days are no working days, whose word that is, and how far it reaches."""

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from peeler.definitions.reading import Strict
from peeler.terms.clocks import parse_day
from peeler.terms.errors import RequestError
from peeler.terms.working_days import WorkingDays


class CalendarFile(Strict):
    """What a calendar's file may hold; ``from`` and ``until`` are the first and the last day it speaks of."""

    title: str
    about: str
    replaces: str | None = None
    kept_by: str
    checked_by: str
    review_by: str
    authority: dict[str, str]
    verified: str
    start: str = Field(alias="from")
    until: str
    holidays: dict[str, str]


@dataclass(frozen=True)
class CalendarDefinition:
    """A calendar, checked: its file, and its working days."""

    name: str
    file: CalendarFile
    hash: str
    days: WorkingDays


def build_calendar(name: str, file: CalendarFile, file_hash: str) -> CalendarDefinition:
    """The calendar; RequestError for a day that is none, or lies outside the days it speaks of."""
    where = f"calendars/{name}.yml"
    first, last = day(file.start, f"{where}: from"), day(file.until, f"{where}: until")
    holidays = {day(text, f"{where}: holidays"): what for text, what in file.holidays.items()}
    outside = [found.isoformat() for found in holidays if not first <= found <= last]
    if outside:
        raise RequestError(f"{where}: holidays: {outside[0]} is not between from: and until:")
    return CalendarDefinition(name, file, file_hash, WorkingDays(name, holidays, first, last))


def day(text: str, where: str) -> date:
    """A day as written; RequestError says where it is none."""
    try:
        return parse_day(text)
    except ValueError as problem:
        raise RequestError(f"{where}: '{text[:40]}' is {problem}") from None
