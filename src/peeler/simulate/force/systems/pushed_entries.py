"""Entries of the command and control log as event envelopes, for when the system pushes them instead of writing files."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple


class _Speech(NamedTuple):
    """What a type of entry is: the event, its objects by role (kind and column), its fields by name."""

    event: str
    roles: Mapping[str, tuple[str, str]]
    fields: Mapping[str, str]


_INCIDENT: Final = {"incident": ("incident", "Incident")}
_CONTACT: Final = {"contact": ("contact", "Contact")}
_PARTS: Final = ("Threat", "Harm", "Risk", "Investigation", "Vulnerability", "Engagement")
_YES_NO: Final = ("emergency", "vulnerable")
_SPEECH: Final = {
    "OPEN": _Speech("incident.opened", _INCIDENT, {"code": "Code", "grade": "Grade", "area": "Beat", "lsoa": "LSOA"}),
    "REGRADE": _Speech("incident.graded", _INCIDENT, {"grade": "Grade"}),
    "DEPLOY": _Speech("incident.deployed", _INCIDENT, {}),
    "AT SCENE": _Speech("incident.attended", _INCIDENT, {}),
    "FLAG": _Speech("incident.flagged", _INCIDENT, {"flag": "Flag"}),
    "CLOSE": _Speech("incident.closed", _INCIDENT, {"disposal": "Disposal"}),
    "NO CRIME": _Speech("incident.crime_not_recorded", _INCIDENT, {"reason": "Reason"}),
    "CALL": _Speech(
        "contact.received", {**_CONTACT, "caller": ("person", "Caller")},
        {"channel": "Channel", "emergency": "Emergency", "area": "Beat", "team": "Team", "text": "Message"},
    ),
    "THRIVE": _Speech(
        "contact.thrive_assessed", _CONTACT,
        {"detail": "Detail", "vulnerable": "Vulnerable", **{part.lower(): part for part in _PARTS}},
    ),
    "RESULT": _Speech(
        "contact.recorded_as", {**_CONTACT, **_INCIDENT, "investigation": ("crime", "Crime")}, {"as": "Result"}
    ),
}  # fmt: skip


def entry_envelope(force: str, row: Mapping[str, str]) -> dict[str, Any]:
    """The envelope of one entry (VOCABULARY section 1); a nonsense time stays as it is, for the reader to refuse."""
    speech = _SPEECH[row["Type"]]
    named = {role: (kind, row[column]) for role, (kind, column) in speech.roles.items() if row[column]}
    data = {name: row[column] for name, column in speech.fields.items() if row[column]}
    return {
        "id": f"cc:{row['Entry']}",
        "type": speech.event,
        "force": force,
        "at": row["Happened"],
        "recorded_at": row["Entered"],
        "source": "command_and_control",
        "objects": {role: _object(kind, text) for role, (kind, text) in named.items()},
        "data": {name: text == "Y" if name in _YES_NO else text for name, text in data.items()},
    }


def _object(kind: str, text: str) -> str:
    return f"person:cc/{text}" if kind == "person" else f"{kind}:{text}"
