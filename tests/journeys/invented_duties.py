"""What is owed in the invented force: made-up work of two officers and a team, and what somebody said of it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Protocol

from peeler.answers.duties.decided import DutyDecision, occasion_of
from peeler.answers.duties.occasion import OccasionAnswer, OccasionQuestion
from peeler.answers.duties.ordering import lateness
from peeler.answers.duties.owed import Owed
from peeler.answers.duties.tasks import Task, TasksAnswer, TasksQuestion, ahead, counted, shares
from peeler.answers.duties.worklist import Work
from peeler.answers.freshness import SourceFreshness
from peeler.definitions.catalogue import Catalogue
from peeler.terms.clocks import Instant, london
from peeler.terms.errors import RequestError

DAY = 86_400_000_000
WHY = "the suspect was charged within the hour"
OFFICERS, TEAMS = ("officer:7", "officer:8"), ("response_north", "response_south")
# duty, record, owner, officer, days until it is due, whether somebody vulnerable waits
OWED = (
    ("notification_checked", "ppn:P1", 0, None, -41, True),
    ("active_review", "crime:CR/1", 0, 0, -12, False),
    ("first_direction", "crime:CR/2", 1, 1, -1, True),
    ("investigation_plan", "crime:CR/2", 1, 1, 1, False),
    ("victim_contact", "victim:V1", 0, 0, 9, False),
    ("outcome_filed", "crime:CR/3", 0, 0, -3, False),
    ("active_review", "crime:CR/4", 1, 1, 30, False),
)


class Force(Protocol):
    """What of the invented force is told."""

    now: Instant
    empty: bool
    synthetic: bool
    catalogue: Catalogue
    crime_types: tuple[str, ...]


def owed_at(force: Force, number: int, at: Instant) -> Owed:
    """One of what is owed, as it stands."""
    duty, record, owner, _, days, vulnerable = OWED[number]
    due = Instant(at + days * DAY)
    status = "overdue" if days < 0 else "due_soon" if days < 3 else "open" if days < 20 else "to_come"
    kind = force.catalogue.duties[duty].file.object
    return Owed(
        duty, kind, record, 1, Instant(at - 90 * DAY), Instant(at - 90 * DAY), due, None, None, None, status, TEAMS[owner], vulnerable
    )  # fmt: skip


def work_of(force: Force, number: int, at: Instant) -> Work:
    one = owed_at(force, number, at)
    file = force.catalogue.duties[one.duty].file
    told_to = "detective inspector" if number == 0 else None
    return Work(
        one,
        file.title,
        int(file.harm),
        f"harm may follow; {lateness(one, at)}",
        told_to,
        file.set_by,
        bool(file.unverified),
    )


def said_of(force: Force, number: int, at: Instant) -> DutyDecision | None:
    """The last but one is said not to be needed; of the first somebody asked to be reminded, and the day has come."""
    occasion = occasion_of(owed_at(force, number, at))
    if number == 5:
        return DutyDecision(occasion, "not_needed", "sergeant 3", Instant(at - 2 * DAY), WHY)
    if number == 0:
        return DutyDecision(occasion, "remind", force.crime_types[0], Instant(at - 9 * DAY), "", london(at).date())
    return None


def invented_tasks(force: Force, heard: SourceFreshness, question: TasksQuestion) -> TasksAnswer:
    """The answer of the invented force."""
    at = question.at or force.now
    every = [] if force.empty else [task_of(force, number, at) for number in range(len(OWED))]
    every.sort(key=lambda task: ("overdue", "due_soon", "open", "to_come").index(task.work.owed.status))
    found = [
        one for one in every if question.officer in (None, one.holder) and question.team in (None, one.work.owed.owner)
    ]
    away = [one for one in found if one.decision is not None and one.decision.what == "not_needed"]
    do = [one for one in found if one not in away and one.work.owed.status != "to_come"]
    by = "officer" if question.officer or question.team else "team"
    return TasksAnswer(
        question, question.officer, by, at, question.known or at, tuple(do), tuple(away), counted(found), counted(away),
        shares(found, at, by), ahead(found, at, by), OFFICERS, TEAMS, (("crime_recorded", "a source that says so"),), (),
        ("Limits still to be confirmed by the force: active_review.",), () if force.empty else (heard,), 7, force.synthetic,
    )  # fmt: skip


def task_of(force: Force, number: int, at: Instant) -> Task:
    officer = OWED[number][3]
    return Task(work_of(force, number, at), None if officer is None else OFFICERS[officer], said_of(force, number, at))


def invented_occasion(force: Force, question: OccasionQuestion) -> OccasionAnswer:
    """One of what is owed, with what was said of it."""
    for number, (duty, record, *_) in enumerate(OWED):
        if (duty, record, 1) == (question.duty, question.object, question.number):
            said = said_of(force, number, force.now)
            return OccasionAnswer(
                question, force.now, work_of(force, number, force.now), () if said is None else (said,), True, force.synthetic
            )  # fmt: skip
    raise RequestError(f"'{question.duty}' was not owed for {question.object}")


def days_ahead(days: int, at: Instant) -> str:
    """A day so many days from the moment."""
    return (london(at).date() + timedelta(days=days)).isoformat()


def done(asked: Iterable[tuple[str, Any]]) -> list[Any]:
    """What was to be decided."""
    return [arguments[0] for name, arguments in asked if name == "decide_duty"]
