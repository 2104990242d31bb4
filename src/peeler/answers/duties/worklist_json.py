"""A worklist as JSON and as rows of a table, in the manner of every answer."""

from typing import Any

from peeler.answers.duties.worklist import Load, Work, WorklistAnswer
from peeler.terms.clocks import Instant, iso

Row = dict[str, Any]


def worklist_json(answer: WorklistAnswer) -> Row:
    """The whole answer: definition, clocks, freshness, rows, and beside them the days ahead."""
    question = answer.question
    return {
        "definition": {"name": "worklist", "duties": list(question.duties), "within": question.within, "owner": question.owner},
        "as_at": iso(answer.as_at), "as_known": iso(answer.as_known),
        "freshness": [{"source": one.source, "last_known_at": iso(one.last_known_at), "silent": one.silent} for one in answer.freshness],
        "rows": [work_row(one) for one in answer.work],
        "counts": dict(answer.counts),
        "ahead": [load_row(one) for one in answer.ahead],
        "waiting": dict(answer.waiting), "left_out": dict(answer.left_out), "notes": list(answer.notes),
        "journal_version": answer.journal_version, "synthetic": answer.synthetic,
    }  # fmt: skip


def work_row(one: Work) -> Row:
    """One line of the list."""
    owed = one.owed
    return {
        "status": owed.status, "due": moment(owed.due_at), "duty": owed.duty, "title": one.title, "type": owed.object_type,
        "object": owed.object, "owner": owed.owner, "number": owed.number, "harm": one.harm, "vulnerable": owed.vulnerable,
        "reason": one.reason, "told_to": one.told_to, "set_by": one.set_by, "unverified": one.unverified,
    }  # fmt: skip


def load_row(one: Load) -> Row:
    """How much of one owner falls due on one day."""
    return {"day": one.day.isoformat(), "owner": one.owner, "due": one.due}


def moment(instant: Instant | None) -> str | None:
    """An instant as ISO 8601."""
    return None if instant is None else iso(instant)
