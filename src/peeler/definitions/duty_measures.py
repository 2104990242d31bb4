"""The measure that every duty has without a file of its own: how often what was owed was done in time."""

from collections.abc import Mapping, Sequence
from typing import Any

from peeler.definitions.duty_file import DutyFile

MOST_EXAMPLES = 2
COUNTED = ("met", "met_late", "met_entered_late", "missed", "overdue")
LABELS = {
    "met": "in time", "met_late": "late", "met_entered_late": "dated in time, entered after it was due",
    "missed": "not before it ceased to be owed", "overdue": "not yet",
}  # fmt: skip


def measure_name(duty: str) -> str:
    """The name of a duty's measure."""
    return f"duty_met_{duty}"


def measure_of(name: str, file: DutyFile) -> dict[str, Any]:
    """The measure of a duty, as its file would be written."""
    said = [f"Limit set by: {file.set_by}." if file.set_by != "force" else "The limit is the force's own."]
    unverified = [text for text in (file.unverified, *(version.unverified for version in file.versions)) if text]
    return {
        "title": f"{file.title}: done in time",
        "question": f"Of the times this was owed, how often was it done in time: {file.title[:1].lower()}{file.title[1:]}?",
        "why": file.why, "kind": "ratio", "object": file.object, "duty": name, "time": "duty_due_at",
        "population": "duty_due_at <= as_at and duty_status <> 'void'", "numerator": "duty_status = 'met'",
        "parts": {
            status: {"of": "denominator", "when": f"duty_status = '{status}'", "label": label}
            for status, label in LABELS.items()
        },
        "by": [str(file.owner), "force"], "unit": "share of the times it was due", "better": "higher",
        "notes": [*said, *(f"Not verified: {text}" for text in unverified), *file.notes],
        "exclusions": ["What ceased to be owed before it was due."],
        "authority": file.authority, "owner": file.kept_by, "checked_by": file.checked_by, "review_by": file.review_by,
        "examples": [example(one) for one in file.examples[:MOST_EXAMPLES]],
    }  # fmt: skip


def example(one: Mapping[str, Any]) -> dict[str, Any]:
    """A worked example of the duty as one of its measure: of the times due by then, how many were met in time."""
    gives: Sequence[Mapping[str, str]] = one.get("gives", ())
    at = str(one.get("asks", {}).get("at", "9999"))
    due = [row for row in gives if row.get("status") in COUNTED and row.get("due", "9999")[: len(at)] <= at]
    met = sum(row["status"] == "met" for row in due)
    return {
        "name": str(one.get("name", "")), "events": one.get("events", ()), "asks": one.get("asks", {}),
        "gives": [{"numerator": str(met), "denominator": str(len(due))}],
    }  # fmt: skip
