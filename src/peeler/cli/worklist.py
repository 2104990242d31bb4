"""The command that says what is overdue and what falls due, what to do first and why, and how the weeks ahead look."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Any

import typer

from peeler.answers.duties.worklist import MOST, WITHIN, WorklistAnswer, WorklistQuestion, worklist
from peeler.answers.duties.worklist_json import worklist_json
from peeler.cli.printing import Format, print_table, printed
from peeler.cli.questions import At, Known, moment
from peeler.cli.session import Form, session_of
from peeler.terms.clocks import iso

SHOWN = ("due", "status", "title", "object", "owner", "reason")
WORDS = {"overdue": "overdue", "due_soon": "due soon", "open": "open", "to_come": "still to come"}
BUSIEST = 8


def worklist_command(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    context: typer.Context,
    duties: Annotated[
        list[str] | None, typer.Argument(help="Which duties (default: all); see 'peeler list duties'.")
    ] = None,
    within: Annotated[str, typer.Option("--within", help="What falls due so soon: 12w, 5d, 3 months.")] = WITHIN,
    owner: Annotated[str | None, typer.Option("--owner", help="Of one owner, a team for example.")] = None,
    at: At = None,
    known: Known = None,
    most: Annotated[int, typer.Option("--most", help="How many lines.")] = MOST,
    form: Form = None,
) -> None:
    """List what is overdue and what falls due, by harm, vulnerability and lateness, and the load of the weeks ahead."""
    session = session_of(context)
    question = WorklistQuestion(tuple(duties or ()), within, owner, moment(at), moment(known), most)
    answer: WorklistAnswer = session.ask(worklist, question)
    chosen, document = form or session.form, worklist_json(answer)
    if chosen is not Format.table:
        printed(chosen, "", document, document["rows"])
        return
    heading = f"What is owed, as at {iso(answer.as_at)[:16]}, as known {iso(answer.as_known)[:16]}"
    rows = [{name: short(row[name]) if name == "due" else row[name] for name in SHOWN} for row in document["rows"]]
    print_table(heading, rows, sentences(answer))
    if answer.ahead:
        print_table(f"The next {question.within}, by week and owner", list(weeks(answer)))


def short(moment_text: str | None) -> str:
    """An instant to the minute, for a narrow column."""
    return "" if moment_text is None else moment_text[:16].replace("T", " ")


def sentences(answer: WorklistAnswer) -> list[str]:
    """How much there is in all, and what must be said of it."""
    counts = dict(answer.counts)
    said = ", ".join(f"{counts[status]:,} {words}" for status, words in WORDS.items() if status in counts)
    total = sum(counts.values())
    shown = f" The first {len(answer.work):,} are shown." if total > len(answer.work) else ""
    waiting = [f"Not worked out yet: {name}, which waits for {what}." for name, what in answer.waiting]
    left_out = [f"Left out: {name}: {why}." for name, why in answer.left_out]
    return [f"{said}.{shown}" if total else "Nothing is owed within that time.", *answer.notes, *waiting, *left_out]


def weeks(answer: WorklistAnswer) -> Iterator[dict[str, Any]]:
    """What falls due in each week, in all and of the owners with most."""
    by_owner: Counter[str] = Counter()
    by_week: dict[date, Counter[str]] = {}
    for load in answer.ahead:
        monday, owner = load.day - timedelta(days=load.day.weekday()), load.owner or "(nobody)"
        by_week.setdefault(monday, Counter())[owner] += load.due
        by_owner[owner] += load.due
    busiest = [owner for owner, _ in by_owner.most_common(BUSIEST)]
    for monday, counts in sorted(by_week.items()):
        yield {"week of": monday.isoformat(), "in all": counts.total(), **{owner: counts[owner] for owner in busiest}}
