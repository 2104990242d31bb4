"""Work to do as JSON and as rows of a table, in the manner of every answer."""

from typing import Any

from peeler.answers.duties.decided import DutyDecision
from peeler.answers.duties.tasks import DayLoad, Share, Task, TasksAnswer
from peeler.answers.duties.worklist_json import work_row
from peeler.terms.clocks import iso

Row = dict[str, Any]


def tasks_json(answer: TasksAnswer) -> Row:
    """The whole answer: clocks, freshness, rows, and beside them what people put away, whose it is, and the days ahead."""
    question = answer.question
    return {
        "definition": {"name": "worklist", "duties": list(question.duties), "within": question.within, "owner": question.team,
                       "officer": answer.officer},
        "as_at": iso(answer.as_at), "as_known": iso(answer.as_known),
        "freshness": [{"source": one.source, "last_known_at": iso(one.last_known_at), "silent": one.silent} for one in answer.freshness],
        "rows": [task_row(one) for one in answer.tasks], "put_away": [task_row(one) for one in answer.put_away],
        "counts": dict(answer.counts), "put_away_counts": dict(answer.put_counts),
        "shares": [share_row(one, answer.by) for one in answer.shares],
        "ahead": [ahead_row(one, answer.by) for one in answer.ahead],
        "waiting": dict(answer.waiting), "left_out": dict(answer.left_out), "notes": list(answer.notes),
        "journal_version": answer.journal_version, "synthetic": answer.synthetic,
    }  # fmt: skip


def task_row(one: Task) -> Row:
    """One line of a list: that of the worklist, who has the record, and what somebody said of it."""
    return {**work_row(one.work), "officer": one.holder, **decision_row(one.decision)}


def decision_row(said: DutyDecision | None) -> Row:
    """What somebody said: what, who, when, why, and until which day."""
    if said is None:
        return dict.fromkeys(("said", "said_by", "said_at", "because", "until"))
    until = None if said.until is None else said.until.isoformat()
    return {
        "said": said.what,
        "said_by": said.who,
        "said_at": iso(said.at),
        "because": said.why or None,
        "until": until,
    }


def share_row(one: Share, by: str) -> Row:
    """The part of one officer or team."""
    return {by: one.name, "overdue": one.overdue, "within_7_days": one.week, "later": one.later, "weight": one.weight}


def ahead_row(one: DayLoad, by: str) -> Row:
    """How much falls due for one of them on one day."""
    return {"day": one.day.isoformat(), by: one.name, "due": one.due, "weight": one.weight}
