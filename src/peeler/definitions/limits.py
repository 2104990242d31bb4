"""A limit of a duty: a length of time, a number of working days, an attribute that counts days, or a moment of the object."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from peeler.definitions.kinds import Kind
from peeler.terms.errors import RequestError, unknown

Unit = Literal["hour", "day", "month", "working_day", "moment", "date"]
LIMIT = re.compile(r"(?P<count>\d{1,4}|[a-z][a-z0-9_]*) (?P<unit>working day|hour|day|week|month|year)s?")
UNITS: dict[str, tuple[Unit, int]] = {
    "working day": ("working_day", 1), "hour": ("hour", 1), "day": ("day", 1), "week": ("day", 7),
    "month": ("month", 1), "year": ("month", 12),
}  # fmt: skip
LEAST_SECONDS: dict[Unit, int] = {"hour": 3_600, "day": 82_800, "month": 2_415_600, "working_day": 82_800}

LONGEST_SECONDS: dict[Unit, int] = {"hour": 3_600, "day": 90_000, "month": 2_682_000, "working_day": 1_209_600}


@dataclass(frozen=True)
class Limit:
    """So many of a unit (``count``, or as many as ``attribute`` says times ``count``), or the moment an attribute holds."""

    unit: Unit
    count: int
    attribute: str | None
    text: str


def parse_limit(text: str, columns: Mapping[str, Kind], *, where: str) -> Limit:
    """Reads ``5 working days``, ``3 months``, ``contact_every_days days`` or ``expires_at``; RequestError names the nearest."""
    written = text.strip()
    if columns.get(written) in ("instant", "since", "day"):
        return Limit("date" if columns[written] == "day" else "moment", 0, written, written)
    found = LIMIT.fullmatch(written)
    if not found or found["count"] == "0":
        times = [name for name, kind in columns.items() if kind in ("instant", "since", "day")]
        if re.fullmatch(r"[a-z][a-z0-9_]*", written):
            raise unknown("time", written, times, where=where)
        raise RequestError(
            f"{where}: '{written[:40]}' is not a limit, for example 5 working days, 3 months or 24 hours"
        )
    unit, times_count = UNITS[found["unit"]]
    if found["count"].isdigit():
        return Limit(unit, int(found["count"]) * times_count, None, written)
    if columns.get(found["count"]) != "integer":
        numbers = [name for name, kind in columns.items() if kind == "integer"]
        raise unknown("number of the object", found["count"], numbers, where=where)
    return Limit(unit, times_count, found["count"], written)


def parse_fixed(text: str, *, where: str) -> Limit:
    """A limit that is a plain length of time, the same for every object."""
    return parse_limit(text, {}, where=where)
