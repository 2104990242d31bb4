"""How cases end, as rows and sentences for whoever prints or writes them."""

from collections.abc import Iterator
from typing import Any

from peeler.answers.resolution.answer import HORIZONS, Course, ResolutionAnswer

Row = dict[str, Any]


def rows_of(answer: ResolutionAnswer) -> list[Row]:
    """One row for each course, ending and day that is told; a course that is held back has one row that says so."""
    courses = (answer.whole, *answer.courses)
    return [row for course in courses for row in rows_of_course(answer, course)]


def rows_of_course(answer: ResolutionAnswer, course: Course) -> Iterator[Row]:
    """The rows of one course."""
    where = place_of(answer, course)
    if course.held:
        yield {**where, "n": None, "held": course.held}
        return
    for ending in course.endings:
        for share in ending.shares:
            yield {
                **where, "ending": ending.name, "title": ending.title, "days": share.day, "value": share.share, "low": share.low,
                "high": share.high, "numerator": ending.count, "waiting": course.waiting, "n": course.n,
                "followed": share.day <= course.whole_until, "provisional": course.provisional,
            }  # fmt: skip


def place_of(answer: ResolutionAnswer, course: Course) -> Row:
    """Which cohort or group a course is of; nothing for that of all."""
    if course is answer.whole:
        return {}
    return {"period": course.period.isoformat()} if course.period else {answer.question.by or "": course.value}


def shown_rows(answer: ResolutionAnswer) -> list[Row]:
    """A line for each course: how many, and the share that came to each ending by the longest horizon that all are told by."""
    day = shared_horizon(answer)
    return [line(answer, course, day) for course in (answer.whole, *answer.courses)]


def shared_horizon(answer: ResolutionAnswer) -> int | None:
    """The horizon of the whole's answer: a year, or the longest that is told."""
    return answer.whole.furthest


def line(answer: ResolutionAnswer, course: Course, day: int | None) -> Row:
    """One course in a line; its own longest horizon where it is not told as far as the others."""
    where = place_of(answer, course) or {"period" if answer.question.every else answer.question.by or "of": "all"}
    if course.held:
        return {**where, "n": course.held}
    by = day if day is not None and day <= course.reach else course.furthest
    shares: Row = {ending.name: None for ending in course.endings}
    if by is not None:
        shares = {ending.name: found.share for ending in course.endings if (found := ending.by(by)) is not None}
    return {**where, "n": course.n, "by_days": by, **shares, "no outcome yet": course.waiting,
            **({"provisional": True} if course.provisional else {})}  # fmt: skip


def sentences(answer: ResolutionAnswer) -> list[str]:
    """The answer in words: what came of all by the longest horizon, how long half of them take, and what is not told."""
    whole, day = answer.whole, shared_horizon(answer)
    if not whole.n:
        return ["Nothing has been counted for this question."]
    if day is None:
        return [f"Of {whole.n:,} too little time has passed to say how they end.", *answer.notes]
    told = [f"{ending.title.lower()} {found.share:.1%}" for ending, found in reached(whole, day)]
    said = [
        f"Of {whole.n:,}, by {horizon_words(day)} after recording: {'; '.join(told)}; no end yet {1 - (whole.ended_by(day) or 0):.1%}."
    ]
    if whole.half[0] is not None:
        said.append(f"Half have an outcome within {whole.half[0]:.0f} days.")
    return [*said, *answer.notes]


def reached(course: Course, day: int) -> list[tuple[Any, Any]]:
    """The endings that anybody came to by a day, with their shares."""
    return [(ending, found) for ending in course.endings if (found := ending.by(day)) is not None and found.share > 0]


def horizon_words(day: int) -> str:
    """A horizon as people say it."""
    names = dict(zip(HORIZONS, ("a week", "four weeks", "three months", "six months", "a year"), strict=True))
    return names.get(day, f"{day} days")
