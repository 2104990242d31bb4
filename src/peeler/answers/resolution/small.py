"""Courses as a viewer under a policy of small numbers may see them: by a few horizons, and none that tells of a few people."""

from collections.abc import Sequence
from dataclasses import replace

from peeler.answers.resolution.answer import HORIZONS, Course
from peeler.measures.differencing import Key, held_with
from peeler.measures.small_numbers import BACK, fewer_than


def told_courses(courses: Sequence[Course], least: int, *, over_time: bool) -> tuple[Course, ...]:
    """The courses; those with a small number, and as many more as protect it, without any figure but their name."""
    keys = {Key(one.period, (one.value,)): one for one in courses}
    counts = {key: smallest(one) for key, one in keys.items()}
    small = {key for key, count in counts.items() if count < least}
    hidden = held_with(counts, small, least, over_time=over_time)
    return tuple(
        held(one, fewer_than(least) if key in small else BACK) if key in hidden else by_horizons(one, least)
        for key, one in keys.items()
    )


def smallest(one: Course) -> int:
    """The smallest of a course's numbers that is not nought: of an ending, or of those that wait."""
    told = [one.waiting, *(ending.count for ending in one.endings)]
    return min((number for number in told if number), default=one.n)


def by_horizons(one: Course, least: int) -> Course:
    """A course told by those horizons alone between which, for each ending, nobody or enough came to it."""
    days = set(safe_days(one, least))
    endings, drawn = (
        tuple(replace(ending, shares=tuple(share for share in ending.shares if share.day in days)) for ending in some)
        for some in (one.endings, one.drawn)
    )
    return replace(one, endings=endings, drawn=drawn, half=(None, None, None))


def safe_days(one: Course, least: int) -> list[int]:
    """Those of the horizons that a course may be told by."""
    reached = {day: came_by(one, day) for day in HORIZONS if day <= one.reach}
    ends = [ending.count for ending in one.endings]
    kept: list[int] = []
    for day, counts in reached.items():
        before = reached[kept[-1]] if kept else [0] * len(ends)
        if enough(before, counts, least) and enough(counts, ends, least):
            kept.append(day)
    return kept


def came_by(one: Course, day: int) -> list[int]:
    """About how many had come to each ending by a day."""
    found = [ending.by(day) for ending in one.endings]
    return [0 if share is None else round(share.share * one.n) for share in found]


def enough(before: Sequence[int], after: Sequence[int], least: int) -> bool:
    """Whether each number grew by nothing or by enough."""
    return all(more == less or abs(more - less) >= least for less, more in zip(before, after, strict=True))


def held(one: Course, why: str) -> Course:
    """A course without its figures."""
    return replace(one, n=0, waiting=0, endings=(), drawn=(), reach=0, whole_until=0, half=(None, None, None), held=why)
