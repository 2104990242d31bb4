"""The lines of a list of work: what is owed, for which record, why it stands there, and what somebody said of it."""

from dataclasses import dataclass

from peeler.answers.duties.decided import DutyDecision
from peeler.answers.duties.owed import Owed
from peeler.answers.duties.tasks import Task
from peeler.answers.duties.worklist import Work
from peeler.terms.clocks import iso
from peeler.web.moments import begun, day_text, moment_text
from peeler.web.parameters import address, object_path
from peeler.web.plain_words import reference_words
from peeler.web.shown import shortened
from peeler.web.subject import dimension_words

STATUS = {
    "overdue": ("Overdue", "govuk-tag--orange"), "due_soon": ("Due soon", "govuk-tag--blue"), "open": ("Open", "govuk-tag--grey"),
    "to_come": ("To come", "govuk-tag--grey"), "met": ("Met in time", "govuk-tag--blue"), "met_late": ("Met late", "govuk-tag--orange"),
    "met_entered_late": ("Met, entered late", "govuk-tag--orange"), "missed": ("Not met", "govuk-tag--orange"),
    "void": ("No longer owed", "govuk-tag--grey"),
}  # fmt: skip
SAID = {"done": "said that it is done", "not_needed": "said that it is not needed", "taken_back": "took it back"}
DECIDABLE = ("overdue", "due_soon", "open")


@dataclass(frozen=True)
class TaskLine:
    """One line: its tag, what is owed with the door to the duty, the record with its door, and its words."""

    tag: str
    tag_class: str
    title: str
    duty: str
    record: str
    record_href: str
    reason: str
    due: str
    whose: str
    told_to: str
    unverified: bool
    said: str
    decide: str


def task_line(task: Task) -> TaskLine:
    """A line of the list."""
    work, owed = task.work, task.work.owed
    tag, tag_class = STATUS[owed.status]
    return TaskLine(
        tag, tag_class, work.title, f"/explain/duty_met_{owed.duty}", record_words(owed),
        object_path(owed.object_type, owed.object), begun(work.reason), due_words(work), whose_words(task),
        f"{begun(work.told_to)} is to be told of it." if work.told_to else "", work.unverified, said_words(task.decision),
        decide_path(work) if owed.status in DECIDABLE else "",
    )  # fmt: skip


def record_words(owed: Owed) -> str:
    """``risk assessment ppn:17``; where the reference says what it is, that alone."""
    kind, reference = dimension_words(owed.object_type), shortened(owed.object)
    return reference if owed.object.startswith(f"{owed.object_type}:") else f"{kind} {reference}"


def due_words(work: Work) -> str:
    """``Owed since 3 May 2024, 14:05, due 10 May 2024, 14:05``."""
    since = f"Owed since {moment_text(work.owed.armed_at)}"
    return since if work.owed.due_at is None else f"{since}; due {moment_text(work.owed.due_at)}"


def whose_words(task: Task) -> str:
    """``officer 7, response north``."""
    owner = task.work.owed.owner
    names = [reference_words(task.holder)] if task.holder else ["with no officer named"]
    return ", ".join([*names, *([dimension_words(owner)] if owner and owner != task.holder else [])])


def decide_path(work: Work) -> str:
    """The address where somebody says what they think of it."""
    owed = work.owed
    return address(
        "/decide",
        [("duty", owed.duty), ("object", owed.object), ("number", str(owed.number)), ("since", iso(owed.armed_at))],
    )


def said_words(said: DutyDecision | None) -> str:
    """What somebody said, when and why, in a sentence; empty for nothing."""
    if said is None:
        return ""
    when = moment_text(said.at)
    why = f": {said.why}" if said.why else ""
    if said.what == "remind" and said.until is not None:
        return f"{said.who} asked on {when} to be reminded on {day_text(said.until)}{why}."
    return f"{said.who} {SAID[said.what]}, {when}{why}."
