"""Recounts paths that should not happen: how many are on each, out of how many, and which objects they are."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from peeler.simulate.force.civil import DAY, MINUTE
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.lives.time_limits import EITHER, MONTHS, SUMMARY_ONLY
from peeler.simulate.force.recounting.cases import Case
from peeler.simulate.force.recounting.elapsed import months_after, real
from peeler.simulate.force.recounting.spans import of_share
from peeler.simulate.force.recounting.stories import Story, figure, names, when

_UNFILED: Final = 28 * DAY
Asked = tuple[
    str, int, bool | None
]  # the object, when it falls, and whether it is on the path; None: it cannot be said


def of_conformance(
    truth: Truth, every: list[Case], suspects: list[Story], releases: list[Story]
) -> Iterator[dict[str, Any]]:
    """Figures of the rules that have no other, and of every rule the objects that are against it."""
    crimes = names(truth, "investigation")
    counted = [case for case in every if not case.cancelled]
    for name, some in (
        (
            "filed_without_outcome",
            [(crimes[one.place], one.recorded, one.outcome is None) for one in counted if one.filed],
        ),
        ("outcome_without_filing", list(_unfiled(truth, crimes, counted))),
        ("charged_after_time_limit", list(_charged(truth, crimes, counted))),
        ("bail_without_arrest", list(_bailed(truth, suspects, releases))),
    ):
        yield from of_share(truth, name, [(at, answer) for _, at, answer in some])
        yield _against(name, some)
    left = [(crimes[one.place], one.recorded, one.lines_open) for one in counted if not one.open and one.lines_set > 0]
    yield _against("lines_not_followed", left)


def telephoned(truth: Truth, every: list[Case], barred: Callable[[Case], bool], name: str) -> dict[str, Any]:
    """The crimes that were resolved by telephone although they are barred from it."""
    crimes = names(truth, "investigation")
    some = [one for one in every if not one.cancelled and one.route == "telephone"]
    return _against(name, [(crimes[one.place], one.recorded, barred(one)) for one in some])


def _against(name: str, some: Sequence[Asked]) -> dict[str, Any]:
    """The objects on a path, which stand apart from the figures."""
    return {**figure(name), "objects": sorted(thing for thing, _, on in some if on)}


def _unfiled(truth: Truth, crimes: list[str], counted: list[Case]) -> Iterator[Asked]:
    """Finished, with an outcome more than 28 days old; on the path where nobody filed it."""
    until = real(truth.world.until) - _UNFILED
    for one in counted:
        finished = one.filed or one.completed is not None
        if finished and one.outcome is not None and one.outcome_at is not None and real(one.outcome_at) < until:
            yield crimes[one.place], one.outcome_at, not one.filed


def _charged(truth: Truth, crimes: list[str], counted: list[Case]) -> Iterator[Asked]:
    """Charged in a case that only magistrates try; on the path where that was too late; whether they do is unknown of some codes."""
    committed = truth.things["crime"].ints("committed_to").tolist()
    for one in counted:
        if one.charged is not None and one.offence in EITHER:
            yield crimes[one.place], one.charged, None
        elif one.charged is not None and one.offence in SUMMARY_ONLY:
            limit = months_after(real(committed[one.place] // MINUTE * MINUTE), MONTHS)
            yield crimes[one.place], one.charged, real(one.charged) > limit


def _bailed(truth: Truth, suspects: list[Story], releases: list[Story]) -> Iterator[Asked]:
    """Put on bail; on the path where no arrest of a known suspect was before it."""
    of, named = truth.things["release"].ints("suspect").tolist(), names(truth, "release")
    for place, story in enumerate(releases):
        at, whose = when(story, "bailed"), suspects[of[place]]
        if at is not None:
            arrested = when(whose, "arrested") if when(whose, "identified") is not None else None
            yield named[place], at, arrested is None or arrested > at
