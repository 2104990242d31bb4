"""Random duties of an invented task, random stories of tasks as they came to be believed, and their journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa

from peeler.definitions.calendars import CalendarDefinition, CalendarFile, build_calendar
from peeler.definitions.catalogue import PRODUCT, load_only
from peeler.definitions.duties import build_duty
from peeler.definitions.duty_file import DutyFile
from peeler.definitions.journal import journal_columns, parts_of
from peeler.definitions.obligations import ObligationDefinition, obligations_of
from peeler.definitions.reading import build, read_yaml
from peeler.store.projection import Projection, naive
from peeler.terms.clocks import FOREVER, Instant, parse_moment
from tests.oracle.duties import HOUR, MINUTE, Happening, Limits, Rules
from tests.property.made_journals import ARROW

FOLDER = Path(__file__).parent.parent / "catalogues" / "owed"
CATALOGUE = load_only(FOLDER)
TASK = CATALOGUE.objects["task"]
CALENDAR: CalendarDefinition = build_calendar(
    "england_and_wales",
    build(CalendarFile, read_yaml(PRODUCT / "calendars" / "england_and_wales.yml")[0], "calendar"),
    "hash",
)
DAY = 24 * HOUR


def at(text: str) -> Instant:
    """The first instant of what is written."""
    return parse_moment(text, edge="start")


# Before month ends, both clock changes, Christmas, Easter and a proclaimed holiday.
STARTS = [
    at(text)
    for text in (
        "2022-09-15T10:00", "2023-03-24T00:30", "2023-10-27T01:30", "2023-12-20T16:45", "2024-01-29T09:00",
        "2024-01-31T12:00", "2024-03-27T23:30", "2024-03-29T01:30", "2024-10-24T01:15", "2022-10-26T08:00",
    )
]  # fmt: skip
END = at("2026-06-01")
WRITTEN = {
    "title": "Something owed", "why": "So.", "object": "task", "owner": "team", "harm": "3", "set_by": "force",
    "authority": {"source": "tests"}, "kept_by": "tests", "checked_by": "tests", "review_by": "2027-01-01",
    "examples": ({"name": "none"},),
}  # fmt: skip
RANKED = ("begun", "armed", "chosen", "done", "rested", "woken", "stopped", "restarted", "spoiled", "graded")
VERBS = ("armed", "done", "done", "done", "rested", "woken", "stopped", "restarted", "spoiled", "graded", "chosen")


@dataclass(frozen=True)
class Told:
    """One event of a task, as one version of the truth has it."""

    at: int
    verb: str
    id: str
    grade: str | None = None
    days: int | None = None
    moment: int | None = None


Beliefs = Sequence[tuple[int, tuple[Told, ...]]]  # known from when on, the whole story


def length(random: Random, units: Sequence[str]) -> tuple[str, int]:
    """A random plain limit."""
    unit = random.choice(units)
    return unit, random.choice({"hour": [1, 24, 48], "day": [1, 5, 28], "month": [1, 3], "working_day": [1, 5]}[unit])


def written(limit: tuple[str, Any]) -> str:
    """A limit as a file writes it."""
    unit, count = limit
    return "chosen_at" if unit == "moment" else f"{count} {unit.replace('_', ' ')}s"


def made_cases(random: Random, units: Sequence[str]) -> tuple[tuple[str | None, str, Any], ...]:
    """Limits by case, perhaps with one that holds otherwise."""
    grades = random.sample(["high", "low"], random.randint(0, 2))
    found: list[tuple[str | None, str, Any]] = [(grade, *length(random, units)) for grade in grades]
    if not found or random.random() < 0.8:
        found.append((None, *(("day", "days") if random.random() < 0.2 else length(random, units))))
    return tuple(found)


def made_limits(random: Random, *, chained: bool, repeats: bool) -> Limits:
    """The limits of one version."""
    units = ["hour", "day", "month", "working_day"]
    if chained:
        return Limits(made_cases(random, units), (), made_cases(random, units))
    if not repeats:
        moment = ((None, "moment", "chosen_at"),)
        return Limits(moment if random.random() < 0.15 else made_cases(random, units))
    unit = random.choice(units)
    steps = sorted(random.sample(range(1, 12), random.randint(1, 3)))
    every = ((None, unit, random.choice([72, 168] if unit == "hour" else [7, 14])),) if random.random() < 0.6 else ()
    if unit == "hour":
        steps = [step * 12 for step in steps]
    return Limits((), tuple((unit, step) for step in steps), every)


def made_rules(random: Random) -> Rules:
    """A random duty."""
    shape = random.choice(["once", "chained", "repeats"])
    chained, repeats = shape == "chained", shape == "repeats"
    window = length(random, ["hour", "day"]) if repeats and random.random() < 0.3 else None
    dated = random.random() < 0.3
    starts: list[date | None] = [date(2022, 1, 1), random.choice([date(2022, 10, 28), date(2024, 1, 31)])] if dated else [None]  # fmt: skip
    versions = tuple((start, made_limits(random, chained=chained, repeats=repeats)) for start in starts)
    again = chained or any(len(limits.schedule) > 1 or limits.every for _, limits in versions)
    return Rules(
        random.choice(["armed", "armed", "chosen_at", "done"]), random.choice(["done", "done", "done_at"]),
        random.random() < 0.6, random.random() < 0.3, random.random() < 0.5, versions, chained, again,
        random.random() < 0.3, window, length(random, ["hour", "day", "month"]) if random.random() < 0.7 else None,
        CALENDAR.days.works,
    )  # fmt: skip


def written_limits(limits: Limits) -> dict[str, Any]:
    """Limits as a file writes them."""
    told: dict[str, Any] = {}
    for key, given in (("due", limits.due), ("then_every", limits.every)):
        if given:
            told[key] = [
                {"within": written((unit, count)), **({"when": f"grade = '{grade}'"} if grade else {})}
                for grade, unit, count in given
            ]
    return {**told, **({"schedule": [written(one) for one in limits.schedule]} if limits.schedule else {})}


def definition_of(rules: Rules) -> ObligationDefinition:
    """The duty as the catalogue would read it."""
    versions = [
        {"from": start.isoformat(), "authority": {"source": "tests"}, **written_limits(limits)}
        for start, limits in rules.versions
        if start
    ]
    content: dict[str, Any] = {
        **WRITTEN, "arm": rules.arm, "require": rules.require, "until": "stopped" if rules.ends else None,
        "void": "spoiled" if rules.voids else None, "pause_while": "resting" if rules.rests else None,
        "starts": "next_day" if rules.next_day else "at_once", "window": written(rules.window) if rules.window else None,
        "warn": written(rules.warn) if rules.warn else None,
        "repeat_from": ("met" if rules.chained else "due") if rules.repeats or rules.window else None,
        **({"versions": versions} if versions else written_limits(rules.versions[0][1])),
    }  # fmt: skip
    file = build(DutyFile, {key: value for key, value in content.items() if value is not None}, "duty")
    duty = build_duty("owed", file, "hash", CATALOGUE.objects, {"england_and_wales": CALENDAR})
    return obligations_of(duty, CATALOGUE.objects)


def made_story(random: Random, name: str, *, minutes: bool) -> tuple[Told, ...]:
    """A random story of one task: within ten days to the minute, or over some months."""
    start = random.choice(STARTS)
    told = [Told(start, "begun", f"{name}/00")]
    spread = 9 * DAY // HOUR if minutes else random.choice([12, 200, 3_000])
    for number in range(1, random.randint(2, 12)):
        moment = start + random.randint(0, spread) * HOUR + (random.randint(0, 59) * MINUTE if minutes else 0)
        told.append(told_of(random, moment, f"{name}/{number:02}"))
    return tuple(told)


def told_of(random: Random, moment: int, number: str) -> Told:
    """A random event at a moment."""
    verb = random.choice(VERBS)
    if verb == "graded":
        return Told(moment, verb, number, random.choice(["high", "low", "none"]), random.choice([3, 14]))
    due = moment + random.choice([-1, 0, 5, 40]) * (DAY if random.random() < 0.5 else HOUR)
    return Told(moment, verb, number, moment=due if verb == "chosen" else None)


def made_beliefs(random: Random, name: str, *, minutes: bool = False) -> Beliefs:
    """How a story came to be believed: some of it late, some of it corrected."""
    story = made_story(random, name, minutes=minutes)
    last = max(one.at for one in story)
    moments = sorted({one.at + random.choice([0, HOUR, 30 * DAY]) for one in story} | {last + 60 * DAY})
    known = [next(m for m in moments if m >= one.at + random.choice([0, 0, DAY]) or m == moments[-1]) for one in story]
    known[0] = moments[0]  # it is born in every belief
    beliefs = [(m, tuple(one for one, k in zip(story, known, strict=True) if k <= m)) for m in moments]
    if random.random() < 0.4:
        wrong = random.choice(story[1:] or story)
        mended = Told(wrong.at + random.choice([-DAY, HOUR, 3 * DAY]), wrong.verb, wrong.id, wrong.grade, wrong.days, wrong.moment)  # fmt: skip
        if mended.at >= story[0].at:
            beliefs.append((beliefs[-1][0] + DAY, tuple(mended if one is wrong else one for one in story)))
    return beliefs


def folded(story: Sequence[Told]) -> list[tuple[Told, dict[str, Any]]]:
    """Each event with the state from it on, by hand."""
    ranks = {verb: rank for rank, verb in enumerate(RANKED)}
    state: dict[str, Any] = dict.fromkeys(
        ["chosen_at", "done_at", "resting", "stopped", "spoiled", "grade", "days", "team"]
    )
    state["spoiled"] = False
    made = []
    for one in sorted(story, key=lambda t: (t.at, ranks[t.verb], t.id)):
        state = dict(state)
        if one.verb == "chosen":
            state["chosen_at"] = one.moment
        elif one.verb == "done":
            state["done_at"] = one.at
        elif one.verb in ("rested", "stopped"):
            column = {"rested": "resting", "stopped": "stopped"}[one.verb]
            state[column] = one.at if state[column] is None else state[column]
        elif one.verb in ("woken", "restarted"):
            state[{"woken": "resting", "restarted": "stopped"}[one.verb]] = None
        elif one.verb == "spoiled":
            state["spoiled"] = True
        elif one.verb == "graded":
            state |= {"grade": one.grade, "days": one.days, "team": one.grade}
        made.append((one, state))
    return made


def happenings(beliefs: Beliefs, known: int) -> list[Happening]:
    """What is believed at a moment, each with since when it was known to be what it is."""
    since: dict[tuple[Any, ...], int] = {}
    held: list[tuple[Told, dict[str, Any], dict[str, tuple[Any, ...]]]] = []
    for moment, story in beliefs:
        if moment <= known:
            held = [(one, state, kinds) for (one, state), kinds in zip(folded(story), all_kinds(story), strict=True)]
            for _, _, kinds in held:
                for key in kinds.values():
                    since.setdefault(key, moment)
    return [
        Happening(one.at, one.id, {kind: since[key] for kind, key in kinds.items()}, state)
        for one, state, kinds in held
    ]


def all_kinds(story: Sequence[Told]) -> list[dict[str, tuple[Any, ...]]]:
    """What each event is: itself, and a value first said."""
    said: set[tuple[str, Any]] = set()
    found = []
    for one, state in folded(story):
        kinds: dict[str, tuple[Any, ...]] = {one.verb: (one.id, one.at)}
        for name in ("chosen_at", "done_at"):
            if state[name] is not None and (name, state[name]) not in said:
                kinds[name] = (name, state[name])
                said.add((name, state[name]))
        found.append(kinds)
    return found


def journal_rows(beliefs: Beliefs, name: str) -> list[dict[str, Any]]:
    """The signed rows of one task."""
    rows: list[dict[str, Any]] = []
    before: list[dict[str, Any]] = []
    for known, story in beliefs:
        made = folded(story)
        ends = [*(one.at for one, _ in made[1:]), FOREVER]
        now = [
            {**state, "object": name, "force": "middleshire", "source": "tests", "born": True, "began_with": f"task.{one.verb}",
             "event": one.id, "valid_from": one.at, "valid_to": end, "precision": "instant", "restricted": False}
            for (one, state), end in zip(made, ends, strict=True)
        ]  # fmt: skip
        rows += [{**row, "sign": 1, "known_at": known} for row in now if row not in before]
        rows += [{**row, "sign": -1, "known_at": known} for row in before if row not in now]
        before = now
    return rows


def fill(projection: Projection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Puts a journal into a projection, in place of what it held."""
    columns = journal_columns(TASK)
    table = pa.table(
        {
            name: pa.array(
                [naive(row[name]) if sql == "TIMESTAMP" and row[name] is not None else row[name] for row in rows],
                ARROW[sql],
            )
            for name, sql in columns.items()
        }
    )
    with projection.writing() as writing:
        writing.create_journal(TASK)
        writing.append(parts_of("task").recent, table)
        writing.state("version", writing.version + 1)
