"""Where a share will probably end while some of its records are not settled, and how wrong the method was before."""

from dataclasses import asdict, dataclass, replace

import numpy as np

from peeler.answers.access import note
from peeler.answers.asking import MeasureQuestion, Prepared, prepare
from peeler.answers.desk import Desk
from peeler.answers.freshness import SourceFreshness
from peeler.answers.measure import DefinitionSummary, feeds_of, summary
from peeler.answers.policy import least_told
from peeler.answers.remembering import Remembering
from peeler.definitions.waiting import Settling
from peeler.measures.outlooks import LookBack, Outlook, Records, look_back, outlook, settled
from peeler.measures.small_numbers import fewer_than
from peeler.plans.waits import settlings
from peeler.terms.clocks import Instant, later_by
from peeler.terms.errors import NotAllowed, RequestError
from peeler.terms.viewers import Viewer

WEEK = 604_800_000_000
YEAR = 52


@dataclass(frozen=True)
class OutlookAnswer:
    """A share's outlook: of the records from ``start`` to before ``end``, seen at ``as_at``; ``looks`` are looks back.

    ``within`` says how long a record is given to be settled.
    """

    question: MeasureQuestion
    definition: DefinitionSummary
    as_at: Instant
    as_known: Instant
    start: Instant
    end: Instant
    within: str
    outlook: Outlook
    looks: tuple[LookBack, ...]
    freshness: tuple[SourceFreshness, ...]
    journal_version: int
    synthetic: bool

    @property
    def mean_error(self) -> float | None:
        """The mean size of what the method was wrong by, as a share; None where no cohort is old enough to tell."""
        return sum(abs(one.said - one.came) for one in self.looks) / len(self.looks) if self.looks else None


def outlook_of(desk: Desk, viewer: Viewer, question: MeasureQuestion) -> OutlookAnswer:
    """Where a share will probably end; by default of the year up to the moment asked for.

    RequestError for a measure that does not say when its records are settled, and for breakdowns and periods.
    """
    note(desk, viewer, "outlook_of", asdict(question))
    if question.by or question.every or question.rolling:
        raise RequestError("an outlook is of one whole: ask for a part of it with a filter")
    with desk.reading() as reading:
        prepared = prepare(desk, viewer, reading, replace(question, start=None, end=None))
        settling = prepared.measure.settling
        if settling is None:
            able = ", ".join(name for name, one in desk.catalogue.measures.items() if one.settling)
            raise RequestError(
                f"'{question.measure}' does not say when its records are settled; these do: {able or 'none'}"
            )
        scope = replace(prepared.scope, at=prepared.told)
        start, end = span_of(question, prepared.told)
        inside, everything = records_of(reading, replace(prepared, plan=scope), settling, (start, end))
        weeks = weeks_of(settling)
        found = outlook(inside, settled(everything, weeks))
        refuse_small(desk, viewer, prepared, found)
        return OutlookAnswer(
            question, summary(prepared.measure), prepared.scope.at, desk.moment(question.known),
            start, end, str(settling.within), found, look_back(everything, YEAR, weeks), feeds_of(desk, [prepared]), reading.version,
            desk.synthetic,
        )  # fmt: skip


def span_of(question: MeasureQuestion, told: Instant) -> tuple[Instant, Instant]:
    """From when to before when the records asked about begin: by default the year up to the last word there is."""
    end = Instant(told + 1) if question.end is None else Instant(question.end + 1)
    start = question.start
    return (Instant(end - YEAR * WEEK) if start is None else start), end


def records_of(
    reading: Remembering, prepared: Prepared, settling: Settling, span: tuple[Instant, Instant]
) -> tuple[Records, Records]:
    """The records asked about, and all there are."""
    rows = reading.rows(settlings(prepared.plan, prepared.asked, settling, span))
    table = np.array([tuple(map(int, row)) for row in rows], np.int64).reshape(-1, 5)
    inside, *columns = table.T
    everything = Records(*columns)
    return everything.those(inside == 1), everything


def weeks_of(settling: Settling) -> int:
    """How many weeks records are given to be settled."""
    return max(1, (later_by(Instant(0), settling.within) - Instant(0)) // WEEK)


def refuse_small(desk: Desk, viewer: Viewer, prepared: Prepared, found: Outlook) -> None:
    """NotAllowed where any of the counts is too small to be told to this viewer."""
    least = least_told(desk.catalogue, viewer, prepared.measure.object.name)
    if least is not None and any(count < least for count in (found.counted, found.not_counted, found.open)):
        raise NotAllowed(f"this outlook is not told: one of its counts is {fewer_than(least)}")
