"""Whether a unit keeps up, as the JSON that programmes rely on (DESIGN section 7): one row for each week, seen and to come."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from peeler.answers.capacity.capacity_answer import CapacityAnswer
from peeler.answers.measure_json import freshness_json
from peeler.terms.clocks import iso

PARTS = ("unit", "arrivals", "completions", "growth", "power", "backlog", "steady", "staffing", "waiting")
LISTS = ("capability", "groups", "assumptions", "options")


def capacity_json(answer: CapacityAnswer) -> dict[str, Any]:
    """The answer as plain dictionaries; days and times in ISO 8601."""
    return {
        "as_at": iso(answer.as_at),
        "as_known": iso(answer.as_known),
        "freshness": [freshness_json(source) for source in answer.freshness],
        "words": list(answer.words),
        "queue": answer.queue,
        "expected": answer.expected,
        "assumed": {name: getattr(answer.question, name) for name in ("staff", "handling", "hours", "weeks", "by")},
        **{name: None if (part := getattr(answer, name)) is None else asdict(part) for name in PARTS},
        **{name: [asdict(one) for one in getattr(answer, name)] for name in LISTS},
        "forecast": None if answer.forecast is None else asdict(answer.forecast),
        "why_not": answer.why_not,
        "rows": list(weeks_json(answer)),
        "notes": list(answer.notes),
        "journal_version": answer.journal_version,
        "age_ms": answer.age,
        "synthetic": answer.synthetic,
    }  # fmt: skip


def weeks_json(answer: CapacityAnswer) -> Iterator[dict[str, Any]]:
    """Every week: the same keys for those seen and those to come, whose numbers are of a forecast and have bounds."""
    for week in answer.weeks:
        kind = "seen" if week.whole else "not_whole"
        yield {
            "week": day(week.first), "kind": kind, "arrivals": week.arrivals, "completions": week.completions, "queue": week.queue,
        }  # fmt: skip
    for ahead in answer.ahead:
        told = {"arrivals": ahead.arrivals, "completions": answer.power.capacity, "queue": ahead.queue}
        bands = {
            f"{name}_{bound}_{share}": None if band is None else band[place]
            for name, share, band in (
                ("arrivals", 80, ahead.arrivals_80), ("arrivals", 95, ahead.arrivals_95), ("queue", 80, ahead.queue_80),
                ("queue", 95, ahead.queue_95),
            )
            for place, bound in enumerate(("low", "high"))
        }  # fmt: skip
        yield {"week": day(ahead.first), "kind": "forecast", **told, **bands, "wait_days": ahead.wait_days}


def day(first: date) -> str:
    """The Monday of a week."""
    return first.isoformat()
