"""The files of data.police.uk for a view: the published names, columns, order and quoting."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from peeler.simulate.crime import Crime
from peeler.simulate.months import month_text
from peeler.simulate.proportions import ANTI_SOCIAL
from peeler.simulate.view import View

_WHERE: Final = ("Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code", "LSOA name")
STREET_COLUMNS: Final = ("Crime ID", *_WHERE, "Crime type", "Last outcome category", "Context")
OUTCOME_COLUMNS: Final = ("Crime ID", *_WHERE, "Outcome type")
STOP_COLUMNS: Final = (
    "Type", "Date", "Part of a policing operation", "Policing operation", "Latitude", "Longitude", "Gender",
    "Age range", "Self-defined ethnicity", "Officer-defined ethnicity", "Legislation", "Object of search", "Outcome",
    "Outcome linked to object of search", "Removal of more than just outer clothing",
)  # fmt: skip
_LSOA_NAME: Final = STREET_COLUMNS.index("LSOA name")

Row = tuple[str, ...]


def files(view: View) -> dict[str, bytes]:
    """Every file of a force in an archive, by its path in the ZIP; UTF-8."""
    made: dict[str, bytes] = {}
    for month, rows in street_rows(view).items():
        made[_path(view, month, "street")] = _text(view, STREET_COLUMNS, rows)
    for month, rows in outcome_rows(view).items():
        made[_path(view, month, "outcomes")] = _text(view, OUTCOME_COLUMNS, rows)
    for month, stops in view.stops.items():
        made[_path(view, month, "stop-and-search")] = _text(view, STOP_COLUMNS, stops)
    return made


def street_rows(view: View) -> dict[int, list[Row]]:
    """The rows of the street files by month, in the published order: by small area, those without one last."""
    rows: dict[int, list[Row]] = {month: [] for month in view.months}
    for incident in view.incidents:
        name = view.force.name
        row = ("", month_text(incident.month), name, name, *incident.place, ANTI_SOCIAL, "", "")
        rows[incident.month].append(row)
    for crime in view.crimes:
        rows[crime.month].extend(_street_rows_of(view, crime))
    for some in rows.values():
        some.sort(key=lambda row: (not row[_LSOA_NAME], row[_LSOA_NAME], row[-3]))
    return rows


def _street_rows_of(view: View, crime: Crime) -> Iterator[Row]:
    name, month = view.force.name, month_text(crime.month)
    for place, outcome in zip(crime.places(view.newest), crime.last_outcomes(view.newest), strict=True):
        yield (crime.identity, month, name, name, *place, crime.crime_type, outcome, "")


def outcome_rows(view: View) -> dict[int, list[Row]]:
    """The rows of the outcomes files by month; none at all for a force of street files only."""
    if view.force.street_only:
        return {}
    rows: dict[int, list[Row]] = {month: [] for month in view.months}
    for crime, assigned in view.outcomes():
        name, month = view.force.name, month_text(assigned.month)
        row = (crime.identity, month, name, name, *crime.place, crime.worded(assigned.outcome))
        rows[assigned.month].extend([row] * assigned.rows)
    return rows


def _path(view: View, month: int, kind: str) -> str:
    return f"{month_text(month)}/{month_text(month)}-{view.force.key}-{kind}.csv"


def _text(view: View, columns: Row, rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=view.force.line_end)
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()
