"""How long a case that is open at some age will probably take from here, going by others that were open at that age."""

from dataclasses import dataclass

from peeler.answers.resolution.answer import Course

FEWEST = 30  # cases, for them to say anything of one


@dataclass(frozen=True, slots=True)
class FromHere:
    """Days from an age until half, and nine in ten, of the cases that were open at it had ended; None: not reached as far as
    they were followed. ``n``: how many cases this goes by.
    """

    age: int
    half: int | None
    nine_in_ten: int | None
    n: int


def from_here(course: Course, age: int) -> FromHere | None:
    """The days that remain at an age in whole days; None where too few cases, or too young ones, say anything.

    The cumulative incidence of any end, given that none had come by that age.
    """
    days = [share.day for share in course.endings[0].shares] if course.endings else []
    before = [day for day in days if day <= age]
    if course.n < FEWEST or not before or course.reach <= age:
        return None
    ended = course.ended_by(before[-1]) or 0.0
    if ended >= 1:
        return None
    half, nine_in_ten = (reached(course, days, age, ended, share) for share in (0.5, 0.9))
    return FromHere(age, half, nine_in_ten, course.n)


def reached(course: Course, days: list[int], age: int, ended: float, share: float) -> int | None:
    """After how many more days this share of those still open had ended."""
    for day in days:
        if day > age and ((course.ended_by(day) or 0.0) - ended) / (1 - ended) >= share - 1e-12:
            return day - age
    return None
