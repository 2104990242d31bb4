"""The command that says what is overdue and what falls due, what to do first and why, and how the weeks ahead look."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Any

import typer

from peeler.answers.duties.tasks import NOW_OWED, TasksAnswer, TasksQuestion, tasks
from peeler.answers.duties.tasks_json import tasks_json
from peeler.answers.duties.worklist import MOST, WITHIN
from peeler.cli.printing import Format, print_table, printed
from peeler.cli.questions import At, Known, moment
from peeler.cli.session import Form, session_of
from peeler.terms.clocks import iso

SHOWN = ("due", "status", "title", "object", "owner", "officer", "reason")
SAID = {"done": "said to be done", "not_needed": "said not to be needed", "remind": "put away until a later day"}
WORDS = {"overdue": "overdue", "due_soon": "due soon", "open": "open", "to_come": "still to come"}
BUSIEST = 8


def worklist_command(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    context: typer.Context,
    duties: Annotated[
        list[str] | None, typer.Argument(help="Which duties (default: all); see 'peeler list duties'.")
    ] = None,
    within: Annotated[str, typer.Option("--within", help="What falls due so soon: 12w, 5d, 3 months.")] = WITHIN,
    owner: Annotated[str | None, typer.Option("--owner", help="Of one owner, a team for example.")] = None,
    officer: Annotated[str | None, typer.Option("--officer", help="Of one officer, for example officer:17.")] = None,
    at: At = None,
    known: Known = None,
    most: Annotated[int, typer.Option("--most", help="How many lines of each kind: overdue, due soon, open.")] = MOST,
    form: Form = None,
) -> None:
    """List what is overdue and what falls due, by harm, vulnerability and lateness, and the load of the weeks ahead."""
    session = session_of(context)
    question = TasksQuestion(
        officer, owner, duties=tuple(duties or ()), within=within, at=moment(at), known=moment(known), most=most
    )
    answer: TasksAnswer = session.ask(tasks, question)
    chosen, document = form or session.form, tasks_json(answer)
    if chosen is not Format.table:
        printed(chosen, "", document, document["rows"])
        return
    heading = f"What is owed, as at {iso(answer.as_at)[:16]}, as known {iso(answer.as_known)[:16]}"
    rows = [{name: short(row[name]) if name == "due" else row[name] for name in SHOWN} for row in document["rows"]]
    print_table(heading, rows, sentences(answer))
    if answer.put_away:
        print_table(
            "Put away by somebody; the sources do not say that it is done",
            [away_row(one) for one in document["put_away"]],
        )
    if answer.ahead:
        print_table(f"The next {question.within}, by week and owner", list(weeks(answer)))


def short(moment_text: str | None) -> str:
    """An instant to the minute, for a narrow column."""
    return "" if moment_text is None else moment_text[:16].replace("T", " ")


def away_row(row: dict[str, Any]) -> dict[str, Any]:
    """One line of what was put away: what somebody said, who and why."""
    until = f" {row['until']}" if row["until"] else ""
    said = f"{SAID[row['said']]}{until}"
    return {"title": row["title"], "object": row["object"], "status": row["status"], "said": said, "by": row["said_by"],
            "because": row["because"]}  # fmt: skip


def sentences(answer: TasksAnswer) -> list[str]:
    """How much there is in all, and what must be said of it."""
    counts = dict(answer.counts)
    said = ", ".join(f"{counts[status]:,} {words}" for status, words in WORDS.items() if status in counts)
    total = sum(counts.values())
    owed_now = sum(counts.get(status, 0) for status in NOW_OWED) - sum(dict(answer.put_counts).values())
    shown = f" The first {answer.question.most:,} of each kind are shown." if len(answer.tasks) < owed_now else ""
    waiting = [f"Not worked out yet: {name}, which waits for {what}." for name, what in answer.waiting]
    left_out = [f"Left out: {name}: {why}." for name, why in answer.left_out]
    return [f"{said}.{shown}" if total else "Nothing is owed within that time.", *answer.notes, *waiting, *left_out]


def weeks(answer: TasksAnswer) -> Iterator[dict[str, Any]]:
    """What falls due in each week, in all and of the owners with most."""
    by_owner: Counter[str] = Counter()
    by_week: dict[date, Counter[str]] = {}
    for load in answer.ahead:
        monday, owner = load.day - timedelta(days=load.day.weekday()), load.name or "(nobody)"
        by_week.setdefault(monday, Counter())[owner] += load.due
        by_owner[owner] += load.due
    busiest = [owner for owner, _ in by_owner.most_common(BUSIEST)]
    for monday, counts in sorted(by_week.items()):
        yield {"week of": monday.isoformat(), "in all": counts.total(), **{owner: counts[owner] for owner in busiest}}
