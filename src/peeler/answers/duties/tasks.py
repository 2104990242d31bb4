"""The work of an officer, of a team or of everybody: what to do first, what people said of it, whose it is, and the weeks ahead."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from peeler.answers.desk import Desk
from peeler.answers.duties.decided import DutyDecision, occasion_of, put_away, said_by
from peeler.answers.duties.holders import holders_of, in_hand
from peeler.answers.duties.worklist import WITHIN, Work, WorklistAnswer, WorklistQuestion, worklist
from peeler.answers.freshness import SourceFreshness
from peeler.terms.clocks import Instant, london
from peeler.terms.viewers import Viewer

ALL = 10_000_000
MOST = 200
WEEK = timedelta(days=7)
NOW_OWED = ("overdue", "due_soon", "open")


@dataclass(frozen=True, slots=True)
class TasksQuestion:
    """Whose work: an officer's, a team's, or everybody's; ``mine``: the viewer's own, where their name is an officer's.

    ``duties``: of these alone (none named: of all); ``within``: what falls due so soon; ``most``: how many lines of each list.
    """

    officer: str | None = None
    team: str | None = None
    mine: bool = False
    duties: tuple[str, ...] = ()
    within: str = WITHIN
    at: Instant | None = None
    known: Instant | None = None
    most: int = MOST


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: the line of the worklist, who has the record in hand, and what somebody said of it."""

    work: Work
    holder: str | None
    decision: DutyDecision | None


@dataclass(frozen=True, slots=True)
class Share:
    """The part of one officer, or of one team: how much is overdue, due within 7 days and later, and its weight in harm."""

    name: str | None
    overdue: int
    week: int
    later: int
    weight: int


@dataclass(frozen=True, slots=True)
class DayLoad:
    """What falls due for one of them on one day ahead: how much, and its weight: the harm, from 1 to 5, of each, added up."""

    day: date
    name: str | None
    due: int
    weight: int


@dataclass(frozen=True, slots=True)
class TasksAnswer:
    """What is to be done, in order, and apart from it what people said is done, not needed or for later (``put_away``).

    ``counts``: all of it by how it stands as the sources say, whatever people said; ``put_counts``: of those, the ones put away.
    ``officer``: whose it is, where it is one officer's; ``by``: what ``shares`` and ``ahead`` are told apart by.
    """

    question: TasksQuestion
    officer: str | None
    by: str
    as_at: Instant
    as_known: Instant
    tasks: tuple[Task, ...]
    put_away: tuple[Task, ...]
    counts: tuple[tuple[str, int], ...]
    put_counts: tuple[tuple[str, int], ...]
    shares: tuple[Share, ...]
    ahead: tuple[DayLoad, ...]
    officers: tuple[str, ...]
    teams: tuple[str, ...]
    waiting: tuple[tuple[str, str], ...]
    left_out: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    freshness: tuple[SourceFreshness, ...]
    journal_version: int
    synthetic: bool


def tasks(desk: Desk, viewer: Viewer, question: TasksQuestion) -> TasksAnswer:
    """The work asked for, as at and as known; RequestError for a length of time that is none."""
    with desk.one_version() as one, one.reading() as reading:
        asked = WorklistQuestion(question.duties, question.within, None, question.at, question.known, ALL)
        told = worklist(one, viewer, asked)
        types = {work.owed.object_type for work in told.work}
        holders = holders_of(one, viewer, reading, types, question.at, question.known)
    said = said_by(desk, told.as_at, question.known)
    every = [
        Task(work, in_hand(holders, work.owed.object_type, work.owed.object), said.get(occasion_of(work.owed)))
        for work in told.work
    ]
    return answer_of(told, replace(question, officer=whose(question, viewer, every)), every)


def whose(question: TasksQuestion, viewer: Viewer, every: Iterable[Task]) -> str | None:
    """The officer asked about; of one who asks for their own work, the officer of their name, if there is one."""
    if question.officer is not None or not question.mine:
        return question.officer
    names = {task.holder for task in every}
    return next((name for name in (viewer.name, f"officer:{viewer.name}") if name in names), None)


def answer_of(told: WorklistAnswer, question: TasksQuestion, every: Sequence[Task]) -> TasksAnswer:
    """The answer from every line there is."""
    found = [
        task
        for task in every
        if question.officer in (None, task.holder) and question.team in (None, task.work.owed.owner)
    ]
    at, most = told.as_at, question.most
    away = [task for task in found if put_away(task.decision, at)]
    still = [task for task in found if not put_away(task.decision, at)]
    do = [task for status in NOW_OWED for task in [one for one in still if one.work.owed.status == status][:most]]
    by = "officer" if question.officer or question.team else "team"
    return TasksAnswer(
        question, question.officer, by, at, told.as_known, tuple(do), tuple(away[:most]), counted(found), counted(away),
        shares(found, at, by), ahead(found, at, by), names(task.holder for task in every),
        names(task.work.owed.owner for task in every), told.waiting, told.left_out, told.notes, told.freshness,
        told.journal_version, told.synthetic,
    )  # fmt: skip


def counted(found: Iterable[Task]) -> tuple[tuple[str, int], ...]:
    """How many there are by how they stand."""
    return tuple(sorted(Counter(task.work.owed.status for task in found).items()))


def names(found: Iterable[str | None]) -> tuple[str, ...]:
    """Each name once, in order."""
    return tuple(sorted({name for name in found if name is not None}))


def name_of(task: Task, by: str) -> str | None:
    """The officer or the team of a line."""
    return task.holder if by == "officer" else task.work.owed.owner


def shares(found: Iterable[Task], at: Instant, by: str) -> tuple[Share, ...]:
    """The part of each, those with most overdue first; what nobody has last among equals."""
    parts: dict[str | None, list[Task]] = {}
    for task in found:
        parts.setdefault(name_of(task, by), []).append(task)
    made = [share(name, several, at) for name, several in parts.items()]
    return tuple(sorted(made, key=lambda one: (-one.overdue, -one.week, -one.weight, one.name is None, one.name or "")))


def share(name: str | None, several: Sequence[Task], at: Instant) -> Share:
    """One part."""
    horizon = london(at).date() + WEEK
    overdue = sum(task.work.owed.status == "overdue" for task in several)
    week = sum(task.work.owed.status != "overdue" and due_by(task, horizon) for task in several)
    return Share(name, overdue, week, len(several) - overdue - week, sum(task.work.harm for task in several))


def due_by(task: Task, last: date) -> bool:
    """Whether it falls due by the end of a day; what rests does not."""
    due = task.work.owed.due_at
    return due is not None and london(due).date() <= last


def ahead(found: Iterable[Task], at: Instant, by: str) -> tuple[DayLoad, ...]:
    """What falls due after the moment asked for, by day and whose it is."""
    due: Counter[tuple[date, str | None]] = Counter()
    weight: Counter[tuple[date, str | None]] = Counter()
    for task in found:
        moment = task.work.owed.due_at
        if moment is not None and moment > at:
            place = (london(moment).date(), name_of(task, by))
            due[place] += 1
            weight[place] += task.work.harm
    ordered = sorted(due, key=lambda place: (place[0], place[1] is None, place[1] or ""))
    return tuple(DayLoad(day, name, due[day, name], weight[day, name]) for day, name in ordered)
