"""The view of somebody's work, a team's or everybody's: the answer in words, the lists, whose it is, and the weeks ahead."""

from collections.abc import Sequence
from dataclasses import dataclass

from peeler.answers.duties.tasks import Share, Task, TasksAnswer
from peeler.terms.clocks import london
from peeler.web.figures import Figure
from peeler.web.look_ahead import by_day_map, by_day_table, by_name_map, by_name_table, name_words
from peeler.web.numbers import whole
from peeler.web.parameters import Pairs, address
from peeler.web.tables import Cell, Column, NumberTable
from peeler.web.task_lines import TaskLine, task_line

SHOWN = 20  # lines of one list; the download has them all
GROUPS = (("overdue", "Overdue"), ("due_soon", "Due soon"), ("open", "Open, due later"))
HEADS = {"officer": "Officer", "team": "Team"}
ORDER = "In order of the harm that may follow, whether somebody vulnerable waits, and how late it is; each line says why it stands there."


@dataclass(frozen=True)
class TaskGroup:
    """One list: its title with how many there are, its lines, and what is left to the download."""

    title: str
    lines: tuple[TaskLine, ...]
    left: str


@dataclass(frozen=True)
class TasksView:
    """What the templates show."""

    answer: str
    certainty: tuple[str, ...]
    order: str
    groups: tuple[TaskGroup, ...]
    away: TaskGroup | None
    shares: NumberTable | None
    calendar: Figure | None
    days: NumberTable | None
    map: Figure | None
    weeks: NumberTable | None
    notes: tuple[str, ...]


def tasks_view(answer: TasksAnswer, whose: str, moments: Pairs = ()) -> TasksView:
    """The view; ``whose`` begins the sentence: ``officer 7 has``, ``Everybody together has``; ``moments`` go along with doors."""
    first = london(answer.as_at).date()
    head = HEADS[answer.by]
    title = f"What falls due, by {answer.by} and week"
    ahead = answer.ahead
    return TasksView(
        verdict(answer, whose), certainty(answer), ORDER, groups(answer), away(answer.put_away), shares_table(answer, moments),
        by_day_map(ahead, first), by_day_table(ahead) if ahead else None, by_name_map(ahead, first, title),
        by_name_table(ahead, first, head, title) if len({one.name for one in ahead}) > 1 else None, notes(answer),
    )  # fmt: skip


def verdict(answer: TasksAnswer, whose: str) -> str:
    """How much is overdue and due soon, in a sentence."""
    counts = dict(answer.counts)
    overdue, soon, later = (counts.get(status, 0) for status in ("overdue", "due_soon", "open"))
    if not overdue + soon + later:
        return f"{whose} nothing that is owed now."
    said = [f"{whole(overdue)} overdue" if overdue else "nothing overdue"]
    said += [f"{whole(soon)} due soon"] if soon else []
    said += [f"{whole(later)} open with more time"] if later else []
    return f"{whose} {', '.join(said[:-1])} and {said[-1]}." if len(said) > 1 else f"{whose} {said[0]}."


def certainty(answer: TasksAnswer) -> tuple[str, ...]:
    """What is first, and how much of it people put away."""
    told = []
    if answer.tasks:
        first = answer.tasks[0]
        told.append(f"First: {first.work.title[:1].lower()}{first.work.title[1:]}, for {first.work.owed.object}.")
    if answer.put_counts:
        count = sum(number for _, number in answer.put_counts)
        told.append(
            "Of these, one is put away by somebody; it counts as ever until the source system says that it is met."
            if count == 1
            else f"Of these, {whole(count)} are put away by somebody; they count as ever until the source system says that they are met."
        )
    return tuple(told)


def groups(answer: TasksAnswer) -> tuple[TaskGroup, ...]:
    """The lists, those that have anything in them."""
    put, counts = dict(answer.put_counts), dict(answer.counts)
    made = []
    for status, title in GROUPS:
        found = [task for task in answer.tasks if task.work.owed.status == status]
        total = counts.get(status, 0) - put.get(status, 0)
        if total:
            made.append(group(f"{title}: {whole(total)}", found, total))
    return tuple(made)


def group(title: str, found: Sequence[Task], total: int) -> TaskGroup:
    """One list."""
    lines = tuple(task_line(task) for task in found[:SHOWN])
    left = f"The first {whole(len(lines))} of {whole(total)}; the download has them all." if total > len(lines) else ""
    return TaskGroup(title, lines, left)


def away(put: Sequence[Task]) -> TaskGroup | None:
    """What people put away, in a list of its own."""
    return group(f"Put away by somebody: {whole(len(put))}", put, len(put)) if put else None


def shares_table(answer: TasksAnswer, moments: Pairs) -> NumberTable | None:
    """The part of each officer or team, each name a door to their own list; None of one officer's own work."""
    if not answer.shares or answer.officer is not None:
        return None
    head = HEADS[answer.by]
    heads = (
        Column(head),
        Column("Overdue"),
        Column("Next 7 days"),
        Column("Later"),
        Column("Weighed by harm", "harm_weight"),
    )
    rows = tuple((share_head(one, answer.by, moments), share_cells(one)) for one in answer.shares)
    whole_one = Share(
        None, *(sum(getattr(one, name) for one in answer.shares) for name in ("overdue", "week", "later", "weight"))
    )
    return NumberTable(f"Whose it is, by {answer.by}", heads, rows, ((Cell("All together"), share_cells(whole_one)),))


def share_head(one: Share, by: str, moments: Pairs) -> Cell:
    """A name as a door to that officer's or team's own list."""
    if one.name is None:
        return Cell(name_words(None))
    return Cell(name_words(one.name), share_path(one.name, by, moments))


def share_path(name: str, by: str, moments: Pairs) -> str:
    """The address of an officer's or a team's own list."""
    path, key = ("/work", "officer") if by == "officer" else ("/team", "team")
    return address(path, [(key, name), *moments])


def share_cells(one: Share) -> tuple[Cell, ...]:
    """The numbers of one."""
    return tuple(Cell(whole(number)) for number in (one.overdue, one.week, one.later, one.weight))


def notes(answer: TasksAnswer) -> tuple[str, ...]:
    """What must be said of it all."""
    waiting = [
        f"Not worked out yet: {name.replace('_', ' ')}, which waits for {what}." for name, what in answer.waiting
    ]
    left = [f"Left out: {name.replace('_', ' ')}: {why}." for name, why in answer.left_out]
    return (*(line.replace("_", " ") for line in answer.notes), *waiting, *left)
