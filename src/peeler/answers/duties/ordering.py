"""What to do first: by the harm that may follow, whether somebody vulnerable waits, and how late it is; with the reason in words."""

from peeler.answers.duties.owed import Owed
from peeler.definitions.duties import DutyDefinition, Escalation
from peeler.definitions.limits import LONGEST_SECONDS
from peeler.terms.clocks import Instant, Length, later_by, london

URGENCY = {"overdue": 0, "due_soon": 1, "open": 2, "to_come": 3}
HARM = {
    5: "life or safety may depend on it", 4: "serious harm may follow", 3: "harm may follow",
    2: "some harm may follow", 1: "little harm may follow",
}  # fmt: skip
SECOND = 1_000_000
CALENDAR = ("hour", "day", "month")


def place(one: Owed, duty: DutyDefinition) -> tuple[int, int, int, int, str, int]:
    """Where it stands in the list, least first."""
    due = one.due_at if one.due_at is not None else one.opens_at
    return URGENCY[one.status], -int(duty.file.harm), not one.vulnerable, due, one.object, one.number


def reason(one: Owed, duty: DutyDefinition, at: Instant) -> str:
    """Why it stands where it does."""
    said = [HARM[int(duty.file.harm)]]
    if one.vulnerable:
        said.append("somebody vulnerable waits for it")
    said.append(lateness(one, at))
    return "; ".join(said)


def lateness(one: Owed, at: Instant) -> str:
    """How late it is, or how long there is still."""
    if one.due_at is None:
        return "its clock rests"
    days = (london(at).date() - london(one.due_at).date()).days
    if one.due_at <= at:
        return "due earlier today" if days == 0 else f"due {counted(days)} ago"
    return "due today" if days == 0 else f"due in {counted(-days)}"


def counted(days: int) -> str:
    """So many days."""
    return "1 day" if days == 1 else f"{days:,} days"


def told_to(one: Owed, duty: DutyDefinition, at: Instant) -> str | None:
    """Who is told because it is overdue for so long; the last such step that has come."""
    if one.due_at is None or one.status != "overdue":
        return None
    due = one.due_at
    come = [step.to for step in duty.escalate if after(due, step) <= at]
    return come[-1] if come else None


def after(due: Instant, step: Escalation) -> Instant:
    """When a step comes; working days are taken at their longest."""
    if step.after.unit in CALENDAR:
        return later_by(due, Length(step.after.count, step.after.unit))
    return Instant(due + step.after.count * LONGEST_SECONDS[step.after.unit] * SECOND)
